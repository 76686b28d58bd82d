/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * archive.yaml: what the archive says of itself, and how its pages are filed.
 */
#ifndef MKKSARCHIVE_MANIFEST_H
#define MKKSARCHIVE_MANIFEST_H

#include <stdatomic.h>

#include "day-keys.h"
#include "page.h"
#include "synonym.h"

/**
 * struct term_source - keys that a taxonomy takes its terms from
 * @path: a key, or several that lead into maps, with dots between
 * @offset: where archive.yaml names it
 * @used: whether any page has a term there; set by all threads
 * @next: NULL after the last
 */
struct term_source {
	struct text path;
	size_t offset;
	atomic_bool used;
	struct term_source *next;
};

/**
 * struct taxonomy - a way of filing pages
 * @name: of its folder
 * @title: one line
 * @separator: what stands between a term and its parent; empty for none
 * @sources: at least one
 * @synonyms: what else pages call its terms
 * @distinct: lists of terms that look alike and are not one
 * @one_word: those of people of whom no more is known, or is to be
 * @of_people: whether terms are people's names
 * @offset: where archive.yaml begins to speak of it
 */
struct taxonomy {
	const char *name;
	struct text title;
	struct text separator;
	struct term_source *sources;
	struct synonyms synonyms;
	const struct member *distinct;
	const struct member *one_word;
	bool of_people;
	size_t offset;
};

/**
 * struct manifest - the archive's own file
 * @page: its keys but those below
 * @taxonomies: in their order
 * @taxonomy_count: how many
 * @slugs: the author's own names for terms: entries with scalars
 * @required: keys that every page must have: scalars, or lists of which one will
 *	do
 * @days: how meetings tell their days; NULL where that is not to be checked
 * @edition: one line
 */
struct manifest {
	struct page *page;
	struct taxonomy *taxonomies;
	size_t taxonomy_count;
	const struct member *slugs;
	const struct member *required;
	struct day_keys *days;
	struct text edition;
};

void manifest_read(struct manifest *manifest, struct page *page,
		   struct worker *worker);
void manifest_check_use(const struct manifest *manifest);

#endif /* MKKSARCHIVE_MANIFEST_H */
