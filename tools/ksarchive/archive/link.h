/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Links in an article's text that lead to other articles.
 */
#ifndef KSARCHIVE_LINK_H
#define KSARCHIVE_LINK_H

#include "archive.h"
#include "memory.h"

u32 link_resolve(const struct archive *archive, u32 from,
		 struct text destination, struct buffer *fragment);

#endif /* KSARCHIVE_LINK_H */
