/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a line of Markdown says, without its marks.
 */
#ifndef MKKSARCHIVE_INLINE_H
#define MKKSARCHIVE_INLINE_H

#include <cmark.h>

#include "memory.h"

struct text inline_plain(cmark_node *node, struct arena *arena);
struct text inline_squeeze(struct text text, struct arena *arena);
cmark_node *inline_only_link(cmark_node *paragraph);
cmark_node *inline_first_link(cmark_node *node);

#endif /* MKKSARCHIVE_INLINE_H */
