/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The anchors of a page's headings.
 */
#ifndef MKKSARCHIVE_ANCHOR_H
#define MKKSARCHIVE_ANCHOR_H

#include "text.h"

struct page;

bool anchor_exists(const struct page *page, struct text anchor);

#endif /* MKKSARCHIVE_ANCHOR_H */
