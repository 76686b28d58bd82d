/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where a page's front matter ends and its body begins.
 */
#ifndef MKKSARCHIVE_FRONTMATTER_H
#define MKKSARCHIVE_FRONTMATTER_H

#include "input.h"

bool frontmatter_split(const struct input *input, struct text *yaml,
		       struct text *body);

#endif /* MKKSARCHIVE_FRONTMATTER_H */
