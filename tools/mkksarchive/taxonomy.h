/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The folders in which pages are filed by what they are about.
 */
#ifndef MKKSARCHIVE_TAXONOMY_H
#define MKKSARCHIVE_TAXONOMY_H

#include "manifest.h"
#include "tree.h"

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
void filing_publish(struct filing *filing, struct tree *tree,
		    struct node *root);

#endif /* MKKSARCHIVE_TAXONOMY_H */
