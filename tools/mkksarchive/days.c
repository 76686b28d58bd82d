// SPDX-License-Identifier: GPL-2.0-only
/*
 * The days of a meeting, where its section lists them with their dates: they
 * must be of the meeting's dates and in their order, and what a page says of its
 * day must be true of one of them.
 *
 * A meeting may be several at once, each with a first day: so days need not
 * stand in one order, as long as their numbers and dates have the same. A
 * section is read a second time here, for its fields do not tell where each day
 * stands in its file, and few sections are meetings.
 */
#include <stdlib.h>

#include "date.h"
#include "days.h"
#include "frontmatter.h"
#include "integer.h"
#include "meeting.h"

/**
 * struct day - a day of a meeting
 * @cells: what is told of it
 * @date: in ISO form, or empty
 * @date_place: where it is told
 * @numbered: whether it has a number
 * @number: of the day in the meeting, or in a part of it
 */
struct day {
	const struct member *cells;
	struct text date;
	struct place date_place;
	bool numbered;
	long number;
};

/**
 * struct days - those of a meeting
 * @keys: how they are told
 * @meeting: its dates
 * @place: of the list
 * @days: as listed
 * @count: how many
 * @arena: owns what was read
 */
struct days {
	struct day_keys *keys;
	struct meeting meeting;
	struct place place;
	struct day *days;
	size_t count;
	struct arena arena;
};

/* The scalar that is told of a day; NULL where there is none. */
static const struct value *cell_of(const struct day *day,
				   const struct named_key *column)
{
	const struct value *cell = NULL;

	if (column->name)
		cell = yaml_member(day->cells, column->name);
	return cell && cell->kind == VALUE_SCALAR ? cell : NULL;
}

/*
 * As fields have them: a date, which must be one there, is in ISO form. Empty
 * where there is none.
 */
static struct text cell_text(struct days *days, const struct day *day,
			     const struct named_key *column)
{
	const struct value *cell = cell_of(day, column);
	struct buffer iso = { 0 };
	struct text text;

	if (!cell)
		return (struct text){ 0 };
	if (!date_key(text_of(column->name)))
		return cell->text;
	date_read(cell->text, &iso);
	text = arena_text(&days->arena, buffer_text(&iso));
	buffer_free(&iso);
	return text;
}

static void read_number(struct days *days, const struct input *input,
			struct day *day)
{
	const struct value *number = cell_of(day, &days->keys->number);

	if (!number)
		return;
	day->numbered = integer_read(number->text, &day->number);
	if (!day->numbered)
		diagnose(WARNING, at(input, number->offset),
			 "the day's number is \"%.*s\": expected an integer, as 1",
			 TEXT_ARGS(number->text));
}

static void note_use(struct named_key *column, const struct day *day)
{
	if (cell_of(day, column))
		column->used = true;
}

static void note_columns(struct day_keys *keys, const struct day *day)
{
	struct page_key *page;

	note_use(&keys->date, day);
	note_use(&keys->number, day);
	for (page = keys->pages; page; page = page->next)
		note_use(&page->column, day);
}

static void add_day(struct days *days, const struct input *input,
		    const struct member *item)
{
	struct day *day;
	const struct value *date;

	days->days = memory_grow(days->days, days->count, sizeof(*days->days));
	day = &days->days[days->count++];
	*day = (struct day){ .cells = item->value->members };
	days->keys->listed = true;
	note_columns(days->keys, day);
	read_number(days, input, day);
	date = cell_of(day, &days->keys->date);
	if (!date)
		return;
	day->date = cell_text(days, day, &days->keys->date);
	day->date_place = at(input, date->offset);
}

/* As a table is made of them; what is empty is left out there, too. */
static void add_days(struct days *days, const struct input *input,
		     const struct value *list)
{
	const struct member *item = list->members;

	if (list->kind != VALUE_LIST) {
		diagnose(WARNING, days->place,
			 "a %s at \"%s\": expected a list of maps, one for each day of the meeting",
			 value_kind_name(list->kind), days->keys->from.name);
		return;
	}
	for (; item; item = item->next)
		if (item->value->kind == VALUE_MAP)
			add_day(days, input, item);
		else if (item->value->kind != VALUE_NULL)
			diagnose(WARNING, at(input, item->offset),
				 "a %s among the days at \"%s\": expected a map for each day of the meeting",
				 value_kind_name(item->value->kind),
				 days->keys->from.name);
}

/* Whether the section lists days; it has been read without an error. */
static bool read_days(struct days *days, const struct page *section)
{
	const struct input *input = &section->input;
	const struct value *list;
	struct member *members;
	struct text yaml, body;

	if (!frontmatter_split(input, &yaml, &body) ||
	    !yaml_read(input, yaml, &days->arena, &members))
		return false;
	list = yaml_member(members, days->keys->from.name);
	if (!list || list->kind == VALUE_NULL)
		return false;
	days->keys->from.used = true;
	days->place = at(input, list->offset);
	add_days(days, input, list);
	return days->count;
}

/* A date out of the meeting's says nothing of other days: it is forgotten. */
static void check_within(const struct meeting *meeting, struct day *day)
{
	if (!date_is_before(day->date, meeting->first) &&
	    !date_is_before(meeting->last, day->date))
		return;
	diagnose(WARNING, day->date_place,
		 "the day %.*s is not one of the meeting from %.*s to %.*s: expected one of its dates",
		 TEXT_ARGS(day->date), TEXT_ARGS(meeting->first),
		 TEXT_ARGS(meeting->last));
	day->date.len = 0;
}

static bool is_not_after(struct text date, struct text other)
{
	return date_is_before(date, other) || text_equal(date, other);
}

/* What is wrong with a day's date beside that of one listed before; or NULL. */
static const char *expected_order(const struct day *day,
				  const struct day *before)
{
	bool numbered = day->numbered && before->numbered;

	if (numbered && day->number == before->number)
		return date_is_before(day->date, before->date) ||
		       date_is_before(before->date, day->date) ?
		       "the same, as their numbers are" : NULL;
	if (!numbered || day->number > before->number)
		return is_not_after(day->date, before->date) ? "a later one"
							     : NULL;
	return is_not_after(before->date, day->date) ? "an earlier one" : NULL;
}

static void check_order(const struct days *days, const struct day *day)
{
	const struct day *before;
	const char *expected;
	char where[PLACE_LEN];

	for (before = days->days; before < day; before++) {
		if (!before->date.len)
			continue;
		expected = expected_order(day, before);
		if (!expected)
			continue;
		diagnose(WARNING, day->date_place,
			 "the day's date is %.*s, that of another %.*s (%s): expected %s",
			 TEXT_ARGS(day->date), TEXT_ARGS(before->date),
			 place_text(before->date_place, where, sizeof(where)),
			 expected);
		return;
	}
}

static bool has_line(struct text lines, struct text line)
{
	lines = text_trim_end(lines, "\n");
	while (lines.at)
		if (text_equal(text_cut(&lines, '\n'), line))
			return true;
	return false;
}

/* A page that tells of several days, in a list, may mean any. */
static bool is_day_of(struct days *days, const struct day *day,
		      const struct page *page)
{
	const struct page_key *key;
	const struct field *told;

	for (key = days->keys->pages; key; key = key->next) {
		told = field_find(page->fields, key->key.name);
		if (told && !has_line(told->data,
				      cell_text(days, day, &key->column)))
			return false;
	}
	return true;
}

static const struct field *first_told(struct days *days,
				      const struct page *page)
{
	const struct field *first = NULL, *told;
	struct page_key *key;

	for (key = days->keys->pages; key; key = key->next) {
		told = field_find(page->fields, key->key.name);
		if (told)
			key->key.used = true;
		if (!first)
			first = told;
	}
	return first;
}

/* The first line of what it tells: 'day "1" and label "Main track"'. */
static void tell(const struct days *days, const struct page *page,
		 struct buffer *buffer)
{
	const struct page_key *key;
	const struct field *told;
	struct text lines;

	for (key = days->keys->pages; key; key = key->next) {
		told = field_find(page->fields, key->key.name);
		if (!told)
			continue;
		lines = told->data;
		buffer_add_string(buffer, buffer->len ? " and " : "");
		buffer_add_string(buffer, key->key.name);
		buffer_add_string(buffer, " \"");
		buffer_add(buffer, text_cut(&lines, '\n'));
		buffer_add_byte(buffer, '"');
	}
}

static void report_no_day(const struct days *days, const struct page *page,
			  const struct field *told)
{
	struct buffer buffer = { 0 };
	char where[PLACE_LEN];

	tell(days, page, &buffer);
	diagnose(WARNING, at(&page->input, told->offset),
		 "no day of the meeting has %.*s (%s): expected what is told of a day",
		 TEXT_ARGS(buffer_text(&buffer)),
		 place_text(days->place, where, sizeof(where)));
	buffer_free(&buffer);
}

/* A report may come out long after the day, but not before. */
static void check_report(const struct page *page, const struct day *day)
{
	const struct field *date = field_find(page->fields, "date");
	char where[PLACE_LEN];

	if (date && date_is_before(page->date, day->date))
		diagnose(WARNING, at(&page->input, date->offset),
			 "the date %.*s is before the page's day, %.*s (%s): expected that or a later one",
			 TEXT_ARGS(page->date), TEXT_ARGS(day->date),
			 place_text(day->date_place, where, sizeof(where)));
}

/* What is before the meeting is told of as such. */
static bool is_of_meeting(const struct days *days, const struct page *page)
{
	return !date_is_before(page->date, days->meeting.first);
}

/*
 * Of the days that a page may mean, the first, or one whose date is not known;
 * NULL where there is none.
 */
static const struct day *first_day_of(struct days *days,
				      const struct page *page)
{
	const struct day *first = NULL, *day = days->days;

	for (size_t i = 0; i < days->count; i++, day++)
		if (is_day_of(days, day, page) &&
		    (!first || !day->date.len ||
		     date_is_before(day->date, first->date)))
			first = day;
	return first;
}

static void check_page(struct days *days, const struct page *page)
{
	const struct field *told = first_told(days, page);
	const struct day *day = told ? first_day_of(days, page) : NULL;

	if (told && !day)
		report_no_day(days, page, told);
	if (day && is_of_meeting(days, page))
		check_report(page, day);
}

static void check_pages(struct days *days, const struct folder *folder)
{
	const struct folder *below;
	struct meeting own;

	for (size_t i = 0; i < folder->page_count; i++)
		check_page(days, folder->pages[i]);
	for (size_t i = 0; i < folder->folder_count; i++) {
		below = folder->folders[i];
		if (folder_meets(below, &own))
			continue;
		if (below->index)
			check_page(days, below->index);
		check_pages(days, below);
	}
}

static void check_days(struct days *days)
{
	for (size_t i = 0; i < days->count; i++)
		check_within(&days->meeting, &days->days[i]);
	for (size_t i = 0; i < days->count; i++)
		if (days->days[i].date.len)
			check_order(days, &days->days[i]);
}

static void check_folder(const struct folder *folder, struct day_keys *keys)
{
	struct days days = { .keys = keys };

	if (folder_meets(folder, &days.meeting) &&
	    read_days(&days, folder->index)) {
		check_days(&days);
		check_pages(&days, folder);
	}
	free(days.days);
	arena_free(&days.arena);
}

/**
 * days_check() - warn of days that contradict a meeting's dates, each other, or
 * what pages tell of theirs
 * @source: its pages have been read; there was no error
 * @manifest: tells where days are told, if they are
 */
void days_check(const struct source *source, const struct manifest *manifest)
{
	if (!manifest->days)
		return;
	for (size_t i = 0; i < source->folder_count; i++)
		check_folder(source->folders[i], manifest->days);
	day_keys_check_use(manifest->days, &manifest->page->input);
}
