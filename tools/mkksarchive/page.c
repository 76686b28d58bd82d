// SPDX-License-Identifier: GPL-2.0-only
/*
 * A page: what its file says, as far as that can be said without the others.
 */
#include <errno.h>
#include <stdlib.h>

#include "body.h"
#include "frontmatter.h"
#include "manifest.h"
#include "name.h"
#include "source.h"
#include "utf8.h"

#define RESERVED_MAX 6

/* The names that no key may take, but for the listing's. */
static const struct reserved kept_names[][RESERVED_MAX] = {
	[PAGE_PLAIN] = {
		{ "text", "the page's body" },
		{ "prev", "the link to the page before" },
		{ "next", "the link to the page after" },
	},
	[PAGE_SECTION] = {
		{ "text", "the page's body" },
		{ "sections", "the list of sections" },
	},
	[PAGE_ROOT] = {
		{ "image", "the archive's image" },
		{ "catalog", "the list of all pages" },
		{ "sections", "the list of sections" },
		{ "taxonomies", "the list of taxonomies" },
	},
};

static void reserve(const struct page *page, struct reserved *reserved)
{
	size_t i = 0;

	memcpy(reserved, kept_names[page->kind],
	       sizeof(kept_names[page->kind]));
	while (reserved[i].name)
		i++;
	if (page->kind != PAGE_PLAIN)
		reserved[i] = (struct reserved){ page->listing,
						 "the list of pages" };
}

static void read_title(struct page *page, const struct value *title,
		       size_t where, struct worker *worker)
{
	if (!title || title->kind == VALUE_NULL)
		error_at(at(&page->input, where),
			 "no title: expected a key \"title\" with a scalar");
	else if (title->kind != VALUE_SCALAR)
		error_at(at(&page->input, title->offset),
			 "the title is no scalar: expected one");
	else if (field_single_line(title->text, "the title",
				   at(&page->input, title->offset)))
		page->title = arena_text(&worker->keep, title->text);
}

static void read_weight(struct page *page, const struct value *weight)
{
	const char *digits;
	char *end = NULL;

	if (!weight || weight->kind == VALUE_NULL)
		return;
	if (weight->kind == VALUE_SCALAR && weight->text.len < 32) {
		digits = weight->text.at;
		errno = 0;
		page->weight = strtol(digits, &end, 10);
		page->weighted = !errno && end == digits + weight->text.len &&
				 *digits > ' ';
	}
	if (!page->weighted)
		error_at(at(&page->input, weight->offset),
			 "the weight is no integer: expected one, as 8");
}

static bool is_kept(enum page_kind kind, struct text name)
{
	const struct reserved *reserved = kept_names[kind];

	while (reserved->name && !text_is(name, reserved->name))
		reserved++;
	return reserved->name;
}

static void read_listing(struct page *page, const struct value *listing,
			 struct worker *worker)
{
	struct place place;

	if (!listing || listing->kind == VALUE_NULL)
		return;
	place = at(&page->input, listing->offset);
	if (listing->kind != VALUE_SCALAR)
		error_at(place, "the listing is no scalar: expected a name");
	else if (is_kept(page->kind, listing->text))
		error_at(place, "the listing \"%.*s\" is a reserved name: expected another",
			 TEXT_ARGS(listing->text));
	else if (name_check(listing->text, "the listing", place))
		page->listing = arena_string(&worker->keep, listing->text);
}

/* The date as the field of that name has it. */
static void find_date(struct page *page)
{
	const struct field *field = page->fields;

	while (field && strcmp(field->name, "date"))
		field = field->next;
	if (field)
		page->date = text_trim_end(field->data, "\n");
	if (text_has(page->date, '\n')) {
		error_at(at(&page->input, field->offset),
			 "the date is a list: expected one date");
		page->date.len = 0;
	}
}

/**
 * page_read_members() - take what a page's keys say
 * @page: its file has been read
 * @members: the keys
 * @where: offset in the file to report what is missing at
 * @worker: the thread's
 */
void page_read_members(struct page *page, const struct member *members,
		       size_t where, struct worker *worker)
{
	struct reserved reserved[RESERVED_MAX];

	read_title(page, yaml_member(members, "title"), where, worker);
	read_weight(page, yaml_member(members, "weight"));
	if (page->kind != PAGE_PLAIN)
		read_listing(page, yaml_member(members, "listing"), worker);
	reserve(page, reserved);
	page->fields = fields_make(&page->input, members, reserved, worker);
	find_date(page);
}

/* A use of a taxonomy's key by a page. */
struct use {
	struct page *page;
	const struct taxonomy *taxonomy;
	struct term_source *source;
	size_t index;
	struct worker *worker;
	struct term_use **link;
};

static void add_terms(struct use *use, const struct value *value,
		      struct text path);

static void add_term(struct use *use, const struct value *value)
{
	struct term_use *term;

	/* That has been reported where the field was made. */
	if (text_has(value->text, '\n') || text_has(value->text, '\t'))
		return;
	term = arena_new(&use->worker->keep, struct term_use);
	term->taxonomy = use->index;
	term->text = arena_text(&use->worker->keep, value->text);
	term->offset = value->offset;
	use->source->used = true;
	*use->link = term;
	use->link = &term->next;
}

/* In a map, the terms of the entry that the path's first part names. */
static void add_terms_of_key(struct use *use, const struct member *members,
			     struct text path)
{
	const char *dot = memchr(path.at, '.', path.len);
	struct text key = path, rest = { "", 0 };

	if (dot) {
		key = text_between(path.at, dot);
		rest = text_between(dot + 1, path.at + path.len);
	}
	for (; members; members = members->next)
		if (text_equal(members->key, key))
			add_terms(use, members->value, rest);
}

static void add_terms(struct use *use, const struct value *value,
		      struct text path)
{
	const struct member *member;

	if (value->kind == VALUE_SCALAR && !path.len)
		add_term(use, value);
	else if (value->kind == VALUE_SCALAR)
		diagnose(WARNING, at(&use->page->input, value->offset),
			 "a scalar where the taxonomy \"%s\" takes its terms from \"%.*s\": expected a map with that key",
			 use->taxonomy->name, TEXT_ARGS(path));
	else if (value->kind == VALUE_MAP && !path.len)
		error_at(at(&use->page->input, value->offset),
			 "a map where the taxonomy \"%s\" takes its terms: expected a scalar, or the entry's name in " MANIFEST_NAME,
			 use->taxonomy->name);
	else if (value->kind == VALUE_LIST)
		for (member = value->members; member; member = member->next)
			add_terms(use, member->value, path);
	else if (value->kind == VALUE_MAP)
		add_terms_of_key(use, value->members, path);
}

static void read_terms(struct page *page, const struct member *members,
		       const struct manifest *manifest, struct worker *worker)
{
	struct use use = {
		.page = page, .worker = worker, .link = &page->terms,
	};

	for (; use.index < manifest->taxonomy_count; use.index++) {
		use.taxonomy = &manifest->taxonomies[use.index];
		for (use.source = use.taxonomy->sources; use.source;
		     use.source = use.source->next)
			add_terms_of_key(&use, members, use.source->path);
	}
}

/**
 * page_read() - read a page's file
 * @page: with its path; the rest is filled
 * @manifest: read
 * @worker: the thread's
 *
 * Whatever is wrong with the page by itself is reported.
 */
void page_read(struct page *page, const struct manifest *manifest,
	       struct worker *worker)
{
	struct input *input = &page->input;
	struct member *members;
	struct text yaml;
	bool split;

	if (!input_read(input, &worker->keep))
		return;
	split = frontmatter_split(input, &yaml, &page->body);
	if (utf8_check(input, page->body) && split)
		body_read(page, worker);
	if (!utf8_check(input, yaml) || !split ||
	    !yaml_read(input, yaml, &worker->scratch, &members))
		return;
	page_read_members(page, members, 0, worker);
	read_terms(page, members, manifest, worker);
}
