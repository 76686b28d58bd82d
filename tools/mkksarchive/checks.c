// SPDX-License-Identifier: GPL-2.0-only
/*
 * What pages may say, and hardly mean: gaps in the order of a section, dates far
 * from those of the meeting, keys that the archive asks every page for.
 *
 * An image can be made of all that, so building does not ask.
 */
#include <stdlib.h>

#include "checks.h"
#include "date.h"
#include "meeting.h"

#define YEAR_LEN 4
#define MONTH_END 7
#define LATE_MONTHS 6

static struct place field_place(const struct page *page, const char *name)
{
	const struct field *field = field_find(page->fields, name);

	return field ? at(&page->input, field->offset) : page_place(page);
}

static const struct page *first_weighted(const struct folder *folder)
{
	for (size_t i = 0; i < folder->page_count; i++)
		if (folder->pages[i]->weighted)
			return folder->pages[i];
	return NULL;
}

/* The pages stand in their order: equal weights side by side, none at the end. */
static void check_weights(const struct folder *folder)
{
	const struct page *weighted = first_weighted(folder), *page, *before;
	char where[PLACE_LEN];

	for (size_t i = 0; weighted && i < folder->page_count; i++) {
		page = folder->pages[i];
		before = i ? folder->pages[i - 1] : NULL;
		if (!page->weighted)
			diagnose(WARNING, page_place(page),
				 "no weight, where others in the section have one (%s): expected its place among them",
				 place_text(field_place(weighted, "weight"),
					    where, sizeof(where)));
		else if (before && before->weighted &&
			 before->weight == page->weight)
			diagnose(WARNING, field_place(page, "weight"),
				 "the weight %ld stands twice in the section (%s): expected one for each page",
				 page->weight,
				 place_text(field_place(before, "weight"),
					    where, sizeof(where)));
	}
}

/* How many months, from the year 0 on; where none is told it is @month. */
static long months(struct text date, long month)
{
	char digits[YEAR_LEN + 1] = "";

	memcpy(digits, date.at, YEAR_LEN);
	if (date.len >= MONTH_END)
		month = 10 * (date.at[MONTH_END - 2] - '0') +
			date.at[MONTH_END - 1] - '0';
	return 12 * strtol(digits, NULL, 10) + month;
}

static void check_date(const struct page *page)
{
	struct meeting meeting;

	if (page->date.len < YEAR_LEN || !meeting_of(page, &meeting))
		return;
	if (date_is_before(page->date, meeting.first) ||
	    months(page->date, 1) > months(meeting.last, 12) + LATE_MONTHS)
		diagnose(WARNING, field_place(page, "date"),
			 "the date %.*s is not that of the meeting from %.*s to %.*s: expected one from its beginning to six months after its end",
			 TEXT_ARGS(page->date), TEXT_ARGS(meeting.first),
			 TEXT_ARGS(meeting.last));
}

static bool is_year(const char *slug)
{
	return strlen(slug) == YEAR_LEN &&
	       strspn(slug, "0123456789") == YEAR_LEN;
}

/* The year is that of some day of it: it may last over New Year. */
static void check_year(const struct folder *folder,
		       const struct meeting *meeting)
{
	struct text year = text_of(folder->slug);

	if (is_year(folder->slug) && (date_is_before(year, meeting->first) ||
				      date_is_before(meeting->last, year)))
		diagnose(WARNING, field_place(folder->index, "dates"),
			 "dates from %.*s to %.*s in a section that is named %s: expected dates in that year",
			 TEXT_ARGS(meeting->first), TEXT_ARGS(meeting->last),
			 folder->slug);
}

static void check_dates_of(const struct folder *folder)
{
	struct meeting meeting;

	if (folder_meets(folder, &meeting))
		check_year(folder, &meeting);
	else if (folder->index && folder->parent &&
		 field_find(folder->index->fields, "dates"))
		diagnose(WARNING, field_place(folder->index, "dates"),
			 "dates that the timeline cannot hold: expected days, months or years, as 2010-11-02, each an item");
}

static bool has_key(const struct page *page, struct text key)
{
	const struct field *field = page->fields;

	while (field && !text_is(key, field->name))
		field = field->next;
	return field;
}

/* @keys are those of which one will do. */
static bool has_one(const struct page *page, const struct value *keys,
		    struct buffer *names)
{
	const struct member *key;

	if (keys->kind == VALUE_SCALAR) {
		buffer_add(names, keys->text);
		return has_key(page, keys->text);
	}
	for (key = keys->members; key; key = key->next) {
		if (names->len)
			buffer_add_string(names, " or ");
		buffer_add(names, key->value->text);
		if (has_key(page, key->value->text))
			return true;
	}
	return false;
}

/* Pages, and sections that are meetings; others only hold them together. */
static bool is_asked(const struct page *page)
{
	struct meeting meeting;

	return page->kind == PAGE_PLAIN ||
	       (page->kind == PAGE_SECTION &&
		folder_meets(page->folder, &meeting));
}

static void check_required(const struct page *page,
			   const struct manifest *manifest)
{
	const struct member *keys;
	struct buffer names = { 0 };

	if (!is_asked(page))
		return;
	for (keys = manifest->required; keys; keys = keys->next) {
		names.len = 0;
		if (!has_one(page, keys->value, &names))
			diagnose(WARNING, page_place(page),
				 "no %.*s: expected a key that " MANIFEST_NAME " asks every page for",
				 TEXT_ARGS(buffer_text(&names)));
	}
	buffer_free(&names);
}

/**
 * checks_run() - warn of what pages may say, and hardly mean
 * @source: its pages have been read, and are in order; there was no error
 * @manifest: tells which keys every page must have
 */
void checks_run(const struct source *source, const struct manifest *manifest)
{
	for (size_t i = 0; i < source->folder_count; i++) {
		check_weights(source->folders[i]);
		check_dates_of(source->folders[i]);
	}
	for (size_t i = 0; i < source->page_count; i++) {
		check_date(source->pages[i]);
		check_required(source->pages[i], manifest);
	}
}
