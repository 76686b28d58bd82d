/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Articles one below the other, as every command lists them.
 */
#ifndef KSARCHIVE_ARTICLES_H
#define KSARCHIVE_ARTICLES_H

#include "archive.h"
#include "columns.h"
#include "memory.h"

/**
 * struct articles - a list being written
 * @archive: where they stand
 * @detailed: with date and people
 * @count: how many there are so far
 * @columns: how they are laid out
 * @arena: what their cells are put together in
 */
struct articles {
	const struct archive *archive;
	bool detailed;
	size_t count;
	struct columns columns;
	struct arena arena;
};

void articles_begin(struct articles *articles, const struct archive *archive,
		    bool detailed);
void articles_add(struct articles *articles, u32 dir);
void articles_add_contents(struct articles *articles, u32 dir);
void articles_end(struct articles *articles);

#endif /* KSARCHIVE_ARTICLES_H */
