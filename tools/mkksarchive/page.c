// SPDX-License-Identifier: GPL-2.0-only
/*
 * A page: what its file says, as far as that can be said without the others.
 */
#include "body.h"
#include "date.h"
#include "frontmatter.h"
#include "integer.h"
#include "manifest.h"
#include "name.h"
#include "source.h"
#include "utf8.h"

#define RESERVED_MAX 7

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
		{ "timeline", "the list of meetings" },
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
	if (!weight || weight->kind == VALUE_NULL)
		return;
	page->weighted = weight->kind == VALUE_SCALAR &&
			 integer_read(weight->text, &page->weight);
	if (!page->weighted)
		error_at(at(&page->input, weight->offset),
			 "the weight is no integer: expected one, as 8");
}

/**
 * page_keeps() - what a name is kept for beside what a page describes
 * @kind: of the page
 * @name: the name
 *
 * Return: what for; NULL where anything may have it. A listing's name, which
 * the page may choose, is not among these.
 */
const char *page_keeps(enum page_kind kind, struct text name)
{
	const struct reserved *reserved = kept_names[kind];

	while (reserved->name && !text_is(name, reserved->name))
		reserved++;
	return reserved->use;
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
	else if (page_keeps(page->kind, listing->text))
		error_at(place, "the listing \"%.*s\" is a reserved name: expected another",
			 TEXT_ARGS(listing->text));
	else if (name_check(listing->text, "the listing", place))
		page->listing = arena_string(&worker->keep, listing->text);
}

/* The date as the field of that name has it. */
static void find_date(struct page *page)
{
	const struct field *field = field_find(page->fields, "date");

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

/*
 * A use of a taxonomy's key by a page: @key is the one that was met last, and
 * @listed says that it stands in a list.
 */
struct use {
	struct page *page;
	const struct taxonomy *taxonomy;
	struct term_source *source;
	size_t index;
	struct worker *worker;
	struct term_use **link;
	struct text key;
	bool listed;
};

static void add_terms(struct use *use, const struct value *value,
		      struct text path);

/*
 * The term as the field has it. What cannot be one has been reported where the
 * field was made, but for a scalar of several lines, which is a fine field.
 */
static bool read_term(struct use *use, const struct value *value,
		      struct text *text)
{
	struct buffer iso = { 0 };
	bool good = true;

	*text = value->text;
	if (text_has(*text, '\n') || text_has(*text, '\t'))
		return !use->listed &&
		       field_single_line(*text, "a term",
					 at(&use->page->input, value->offset));
	if (date_key(use->key)) {
		good = date_read(*text, &iso);
		*text = buffer_text(&iso);
	}
	*text = arena_text(&use->worker->keep, *text);
	buffer_free(&iso);
	return good;
}

static void add_term(struct use *use, const struct value *value)
{
	struct term_use *term;
	struct text text;

	if (!read_term(use, value, &text))
		return;
	term = arena_new(&use->worker->keep, struct term_use);
	term->taxonomy = use->index;
	term->text = text;
	term->offset = value->offset;
	use->source->used = true;
	*use->link = term;
	use->link = &term->next;
}

static bool same_in_name(char a, char b)
{
	return a == b || ((a == '.' || a == '_') && (b == '.' || b == '_'));
}

/*
 * Takes a key from the beginning of a path. The names of what a map holds have
 * underscores between keys, and so may the path, as well as dots: whether a
 * page writes irc_channel or a map must not matter, for its fields do not tell.
 * After the last key the path is at NULL.
 */
static bool take_key(struct text *path, struct text key)
{
	if (!path->at || key.len > path->len)
		return false;
	for (size_t i = 0; i < key.len; i++)
		if (!same_in_name(key.at[i], path->at[i]))
			return false;
	if (key.len == path->len) {
		*path = (struct text){ 0 };
		return true;
	}
	if (!byte_is_of("._", path->at[key.len]))
		return false;
	*path = text_skip(*path, key.len + 1);
	return true;
}

/* In a map, the terms of the entries that the path leads to. */
static void add_terms_of_keys(struct use *use, const struct member *members,
			      struct text path)
{
	struct text rest;

	for (; members; members = members->next) {
		rest = path;
		use->key = members->key;
		if (take_key(&rest, members->key))
			add_terms(use, members->value, rest);
	}
}

static void add_terms_of_list(struct use *use, const struct value *list,
			      struct text path)
{
	const struct member *item;
	bool listed = use->listed;

	use->listed = true;
	for (item = list->members; item; item = item->next)
		add_terms(use, item->value, path);
	use->listed = listed;
}

/* With an underscore before the rest the path may mean another key. */
static void warn_of_scalar(const struct use *use, const struct value *value,
			   struct text path)
{
	if (path.at[-1] == '.')
		diagnose(WARNING, at(&use->page->input, value->offset),
			 "a scalar where the taxonomy \"%s\" takes its terms from \"%.*s\": expected a map with that key",
			 use->taxonomy->name, TEXT_ARGS(path));
}

static void add_terms(struct use *use, const struct value *value,
		      struct text path)
{
	if (value->kind == VALUE_SCALAR && !path.at)
		add_term(use, value);
	else if (value->kind == VALUE_SCALAR)
		warn_of_scalar(use, value, path);
	else if (value->kind == VALUE_MAP && !path.at)
		error_at(at(&use->page->input, value->offset),
			 "a map where the taxonomy \"%s\" takes its terms: expected a scalar, or the entry's name in " MANIFEST_NAME,
			 use->taxonomy->name);
	else if (value->kind == VALUE_LIST)
		add_terms_of_list(use, value, path);
	else if (value->kind == VALUE_MAP)
		add_terms_of_keys(use, value->members, path);
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
			add_terms_of_keys(&use, members, use.source->path);
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
