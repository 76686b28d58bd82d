/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lines that name pages.
 */
#ifndef MKKSARCHIVE_CATALOG_H
#define MKKSARCHIVE_CATALOG_H

#include "page.h"

void catalog_path(struct buffer *buffer, const struct page *page,
		  char separator);
void catalog_line(struct buffer *buffer, const struct page *page);
void listing_line(struct buffer *buffer, const struct page *page);

#endif /* MKKSARCHIVE_CATALOG_H */
