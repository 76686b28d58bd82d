/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The indexes of an archive, which mkksarchive(1) calls taxonomies: directories
 * in the root whose directories are terms. A term's directory holds links to
 * the articles that name it, and may hold terms of its own.
 */
#ifndef KSARCHIVE_INDEX_H
#define KSARCHIVE_INDEX_H

#include "archive.h"
#include "articles.h"

bool index_next(const struct archive *archive, struct text *names, u32 *dir);
bool index_is(const struct archive *archive, u32 dir);
bool index_holds(const struct archive *archive, u32 dir);
struct text index_term_name(const struct archive *archive, u32 term);
u32 index_next_term(const struct archive *archive, u32 index, u32 term);

size_t index_list(const struct archive *archive, u32 index);
void index_add_articles(struct articles *articles, u32 dir);

#endif /* KSARCHIVE_INDEX_H */
