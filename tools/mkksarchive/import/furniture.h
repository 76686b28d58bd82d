/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What LWN puts around an article, for its readers and not for this one.
 */
#ifndef MKKSARCHIVE_FURNITURE_H
#define MKKSARCHIVE_FURNITURE_H

#include "article.h"

bool furniture_is_banner(cmark_node *block, struct arena *arena);
void furniture_take_comments(struct article *article);
void furniture_take_index(struct article *article);
void furniture_take_neighbours(struct article *article);

#endif /* MKKSARCHIVE_FURNITURE_H */
