/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A page: what its file says, as far as that can be said without the others.
 */
#ifndef MKKSARCHIVE_PAGE_H
#define MKKSARCHIVE_PAGE_H

#include "field.h"
#include "input.h"
#include "link.h"

struct folder;
struct manifest;
struct node;
struct worker;

/* What the list of a section's pages is called unless the section says. */
#define LISTING_DEFAULT "pages"

enum page_kind {
	PAGE_PLAIN,
	PAGE_SECTION,
	PAGE_ROOT,
};

/**
 * struct term_use - a page's word for what it is about
 * @taxonomy: index of the taxonomy
 * @text: the term
 * @offset: where it stands in the file
 * @next: NULL after the last
 */
struct term_use {
	size_t taxonomy;
	struct text text;
	size_t offset;
	struct term_use *next;
};

/**
 * struct page - a page, a section's own page, or the manifest
 * @input: its file
 * @slug: its directory's name; a section's is its folder's
 * @folder: where it stands; a section's is the folder it describes
 * @kind: which of the three
 * @fields: the files that its keys become
 * @title: one line; empty after an error
 * @date: in ISO form, or empty
 * @weighted: whether it has a weight
 * @weight: orders it among its siblings
 * @listing: name of the list of its pages, if it is a section's
 * @terms: what it is about
 * @body: the file from the line after the front matter on, as it stands
 * @text: what becomes the file "text", or empty
 * @links: what is to be checked when all pages have been read
 * @node: the directory it becomes
 */
struct page {
	struct input input;
	const char *slug;
	struct folder *folder;
	enum page_kind kind;
	struct field *fields;
	struct text title;
	struct text date;
	bool weighted;
	long weight;
	const char *listing;
	struct term_use *terms;
	struct text body;
	struct text text;
	struct page_links links;
	struct node *node;
};

static inline struct place page_place(const struct page *page)
{
	return at(&page->input, 0);
}

void page_read(struct page *page, const struct manifest *manifest,
	       struct worker *worker);
const char *page_keeps(enum page_kind kind, struct text name);
void page_read_members(struct page *page, const struct member *members,
		       size_t where, struct worker *worker);

#endif /* MKKSARCHIVE_PAGE_H */
