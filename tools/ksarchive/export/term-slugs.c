// SPDX-License-Identifier: GPL-2.0-only
/*
 * The slugs of terms that have to be given, because they do not follow.
 *
 * mkksarchive looks a term up by the whole of it, then by its last part, in one
 * map for all taxonomies. So an entry for one term can be found for another,
 * which then needs one of its own; and where two taxonomies have one term with
 * two slugs there can be none for the whole of it.
 */
#include <search.h>
#include <stdlib.h>

#include "die.h"
#include "slug.h"
#include "term-slugs.h"
#include "yaml-text.h"

/* Of the map: an entry may be found for a term that came before it. */
struct given {
	struct text key;
	const char *slug;
};

/**
 * struct slugs - the map in the making
 * @filing: the terms
 * @by_title: the terms, so that those of one title stand together
 * @tree: of the entries, by their keys
 * @entries: in their order
 * @count: how many
 */
struct slugs {
	const struct filing *filing;
	const struct term **by_title;
	void *tree;
	struct given **entries;
	size_t count;
};

static int compare_entries(const void *left, const void *right)
{
	return text_compare(((const struct given *)left)->key,
			    ((const struct given *)right)->key);
}

static const char *given_slug(const struct slugs *slugs, struct text key)
{
	struct given wanted = { .key = key };
	struct given *const *found = tfind(&wanted, &slugs->tree,
					   compare_entries);

	return found ? (*found)->slug : NULL;
}

static void give(struct slugs *slugs, struct text key, const char *slug)
{
	struct given *entry;

	if (given_slug(slugs, key))
		return;
	entry = memory_resize(NULL, 1, sizeof(*entry));
	*entry = (struct given){ key, slug };
	slugs->entries = memory_grow(slugs->entries, slugs->count,
				     sizeof(*slugs->entries));
	slugs->entries[slugs->count++] = entry;
	if (!tsearch(entry, &slugs->tree, compare_entries))
		die("out of memory for a slug");
}

/* Whether mkksarchive, with these entries, gives a term the slug it has. */
static bool follows(const struct slugs *slugs, const struct term *term)
{
	const char *slug = given_slug(slugs, term->title);
	struct buffer made = { 0 };
	bool same;

	if (!slug)
		slug = given_slug(slugs, term->text);
	if (slug)
		return !strcmp(slug, term->slug);
	same = slug_make(term->text, &made) &&
	       text_is(buffer_text(&made), term->slug);
	buffer_free(&made);
	return same;
}

static int compare_titles(const void *left, const void *right)
{
	const struct term *a = *(const struct term *const *)left;
	const struct term *b = *(const struct term *const *)right;

	return text_compare(a->title, b->title);
}

/* One past the last of the terms that have the title of that at @from. */
static size_t end_of_title(const struct slugs *slugs, size_t from)
{
	size_t end = from + 1;

	while (end < slugs->filing->term_count &&
	       text_equal(slugs->by_title[from]->title,
			  slugs->by_title[end]->title))
		end++;
	return end;
}

static bool agree(const struct slugs *slugs, size_t from, size_t end)
{
	for (size_t i = from + 1; i < end; i++)
		if (strcmp(slugs->by_title[from]->slug,
			   slugs->by_title[i]->slug))
			return false;
	return true;
}

/* Terms whose whole is one and whose slugs are two go by their last parts. */
static void give_to_parts(struct slugs *slugs, size_t from, size_t end)
{
	const struct term *term;

	for (size_t i = from; i < end; i++) {
		term = slugs->by_title[i];
		if (!text_equal(term->title, term->text))
			give(slugs, term->text, term->slug);
	}
}

static void give_to_wholes(struct slugs *slugs, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++)
		if (!follows(slugs, slugs->by_title[i]))
			give(slugs, slugs->by_title[i]->title,
			     slugs->by_title[i]->slug);
}

/* First the terms that stand at the top: others may go by their entries. */
static void give_at_top(struct slugs *slugs)
{
	for (size_t i = 0; i < slugs->filing->term_count; i++) {
		const struct term *term = slugs->by_title[i];
		size_t end = end_of_title(slugs, i);

		if (!agree(slugs, i, end))
			give_to_parts(slugs, i, end);
		else if (text_equal(term->title, term->text))
			give_to_wholes(slugs, i, end);
		i = end - 1;
	}
}

/* Until no entry is found for a term that it is not for. */
static void give_to_others(struct slugs *slugs)
{
	size_t before, end;

	do {
		before = slugs->count;
		for (size_t i = 0; i < slugs->filing->term_count; i = end) {
			end = end_of_title(slugs, i);
			if (agree(slugs, i, end))
				give_to_wholes(slugs, i, end);
		}
	} while (slugs->count != before);
}

static void check(const struct slugs *slugs)
{
	const struct filing *filing = slugs->filing;
	const struct term *term;

	for (size_t i = 0; i < filing->term_count; i++) {
		term = &filing->terms[i];
		if (!follows(slugs, term) || given_slug(slugs, TEXT("<<")))
			outline_refuse(filing->outline->archive, term->dir,
				       NULL, "no map of slugs gives this one and the others too");
	}
}

static void write_entries(struct buffer *yaml, const struct slugs *slugs)
{
	if (slugs->count)
		buffer_add_string(yaml, "slugs:\n");
	for (size_t i = 0; i < slugs->count; i++) {
		buffer_add_string(yaml, "  ");
		yaml_key(yaml, 2, slugs->entries[i]->key);
		buffer_add_byte(yaml, ' ');
		yaml_value(yaml, text_of(slugs->entries[i]->slug));
		buffer_add_byte(yaml, '\n');
	}
}

static void free_slugs(struct slugs *slugs)
{
	for (size_t i = 0; i < slugs->count; i++) {
		tdelete(slugs->entries[i], &slugs->tree, compare_entries);
		free(slugs->entries[i]);
	}
	free(slugs->entries);
	free(slugs->by_title);
}

/**
 * term_slugs_add() - write the slugs that have to be given
 * @yaml: receives the lines at its end
 * @filing: tells the terms; ends the program where no map gives all their slugs
 */
void term_slugs_add(struct buffer *yaml, const struct filing *filing)
{
	struct slugs slugs = { .filing = filing };

	if (!filing->term_count)
		return;
	slugs.by_title = memory_resize(NULL, filing->term_count,
				       sizeof(*slugs.by_title));
	for (size_t i = 0; i < filing->term_count; i++)
		slugs.by_title[i] = &filing->terms[i];
	qsort(slugs.by_title, filing->term_count, sizeof(*slugs.by_title),
	      compare_titles);
	give_at_top(&slugs);
	give_to_others(&slugs);
	check(&slugs);
	write_entries(yaml, &slugs);
	free_slugs(&slugs);
}
