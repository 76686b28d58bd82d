/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All pages together, as a tree.
 */
#ifndef MKKSARCHIVE_ARCHIVE_H
#define MKKSARCHIVE_ARCHIVE_H

#include "manifest.h"
#include "source.h"
#include "taxonomy.h"
#include "tree.h"

/**
 * struct census - how much there is
 * @pages: pages, the sections' own not counted
 * @sections: sections at all depths
 * @terms: terms of all taxonomies, parents included
 */
struct census {
	size_t pages;
	size_t sections;
	size_t terms;
};

struct census archive_build(const struct source *source,
			    const struct manifest *manifest,
			    struct tree *tree, struct filing *filing);

#endif /* MKKSARCHIVE_ARCHIVE_H */
