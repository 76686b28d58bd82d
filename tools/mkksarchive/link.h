/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The links in a page's body that lead to other pages.
 */
#ifndef MKKSARCHIVE_LINK_H
#define MKKSARCHIVE_LINK_H

#include "worker.h"

struct page;
struct link_fragment;

/**
 * struct page_links - what is left to check of a page's links
 * @suspect: something in the body may be a broken link
 * @fragments: parts of pages that it leads to, if those are links
 */
struct page_links {
	bool suspect;
	struct link_fragment *fragments;
};

void links_scan(struct page *page, struct worker *worker);
void links_check(const struct page *page, struct worker *worker);

#endif /* MKKSARCHIVE_LINK_H */
