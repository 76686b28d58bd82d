/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What Markdown says, without its marks.
 */
#ifndef COMMON_PLAIN_H
#define COMMON_PLAIN_H

#include <cmark.h>

#include "memory.h"

void plain_add(struct buffer *plain, cmark_node *node);

#endif /* COMMON_PLAIN_H */
