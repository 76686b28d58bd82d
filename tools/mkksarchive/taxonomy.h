/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The folders in which pages are filed by what they are about.
 */
#ifndef MKKSARCHIVE_TAXONOMY_H
#define MKKSARCHIVE_TAXONOMY_H

#include "manifest.h"
#include "tree.h"

/**
 * struct filed - a page under a term
 * @page: the page
 * @offset: where in its file it says so
 * @next: NULL after the last
 */
struct filed {
	const struct page *page;
	size_t offset;
	struct filed *next;
};

/**
 * struct term - a term, or a parent that terms imply
 * @text: its own part
 * @title: the whole, with the terms above it
 * @slug: NULL where there is none to be had, which is an error
 * @place: where it was first named
 * @known: whether a page names it, or a term below it, by no synonym
 * @parent: the term above it; that above all has none
 * @children: those below it; by their slugs, once the filing is published
 * @child_count: how many
 * @pages: those under it, in the catalog's order
 * @last: the last of them
 * @next_by_text: in the bucket of its text
 * @next_by_slug: in the bucket of its slug
 */
struct term {
	struct text text;
	struct text title;
	const char *slug;
	struct place place;
	bool known;
	const struct term *parent;
	struct term **children;
	size_t child_count;
	struct filed *pages;
	struct filed *last;
	struct term *next_by_text;
	struct term *next_by_slug;
};

/**
 * struct filing - all pages by all taxonomies
 * @manifest: tells the taxonomies
 * @tops: a term without text for each taxonomy, which holds the others
 * @term_count: how many terms there are
 * @slug_used: for each of the manifest's slugs, whether a term takes it
 * @arena: owns them
 */
struct filing {
	const struct manifest *manifest;
	struct term *tops;
	size_t term_count;
	bool *slug_used;
	struct arena arena;
};

void filing_begin(struct filing *filing, const struct manifest *manifest);
void filing_add(struct filing *filing, const struct page *page);
const struct term *filing_find(const struct filing *filing, size_t taxonomy,
			       struct text name);
void filing_publish(struct filing *filing, struct tree *tree,
		    struct node *root);

#endif /* MKKSARCHIVE_TAXONOMY_H */
