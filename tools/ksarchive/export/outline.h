/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sections and pages of an archive that mkksarchive has made, with the
 * certainty that it has: every list and link is what the pages imply.
 */
#ifndef KSARCHIVE_OUTLINE_H
#define KSARCHIVE_OUTLINE_H

#include "archive.h"
#include "memory.h"

enum outline_kind {
	OUTLINE_ROOT,
	OUTLINE_SECTION,
	OUTLINE_PAGE,
};

/**
 * struct outline_entry - the root, a section or a page
 * @dir: its directory
 * @kind: which of the three
 * @line: the catalog's line of it; the root has none
 */
struct outline_entry {
	u32 dir;
	enum outline_kind kind;
	struct text line;
};

/**
 * struct outline - all of them
 * @archive: where they stand
 * @entries: the root, then the others in the catalog's order
 * @count: how many
 */
struct outline {
	const struct archive *archive;
	struct outline_entry *entries;
	size_t count;
};

void outline_read(struct outline *outline, const struct archive *archive);
void outline_free(struct outline *outline);

const char *outline_listing(const struct archive *archive, u32 dir,
			    char *name);
bool outline_derives(const struct outline_entry *entry, const char *listing,
		     const char *name);

void outline_check_title(const struct archive *archive, u32 dir);
void outline_check_file(const struct archive *archive, u32 dir,
			const char *name, const struct buffer *expected);

__attribute__((format(printf, 4, 5), noreturn))
void outline_refuse(const struct archive *archive, u32 dir, const char *name,
		    const char *format, ...);

#endif /* KSARCHIVE_OUTLINE_H */
