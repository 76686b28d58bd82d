/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where a link leads.
 */
#ifndef MKKSARCHIVE_RESOLVE_H
#define MKKSARCHIVE_RESOLVE_H

#include "memory.h"

struct page;

/**
 * struct target - a part of the archive
 * @page: a page, a section's page or the manifest
 * @fragment: an anchor in it, decoded; empty for the page's beginning
 * @misnamed: the link names the file with another ending, or index, than it has
 */
struct target {
	const struct page *page;
	struct text fragment;
	bool misnamed;
};

bool resolve_is_external(struct text destination);
bool resolve(const struct page *from, struct text destination,
	     struct arena *arena, struct target *target);
bool resolve_is_file(const struct page *from, struct text destination,
		     struct arena *arena);

#endif /* MKKSARCHIVE_RESOLVE_H */
