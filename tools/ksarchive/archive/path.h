/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Paths as people type them: whole, or short where that is unique.
 */
#ifndef KSARCHIVE_PATH_H
#define KSARCHIVE_PATH_H

#include "archive.h"

bool path_is_below(struct text path, struct text above);

u32 path_find(const struct archive *archive, const char *typed);
u32 path_find_index(const struct archive *archive, const char *name);
u32 path_find_term(const struct archive *archive, const char *taxonomy,
		   const char *typed);

#endif /* KSARCHIVE_PATH_H */
