/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Searching the archive: first for fields that may match, in long runs of
 * them, then for the lines of one.
 */
#ifndef KSARCHIVE_SCAN_H
#define KSARCHIVE_SCAN_H

#include "archive.h"
#include "pattern.h"

/**
 * struct scope - where to search
 * @archive: the archive
 * @top: a directory, for the fields in and below it, or a field
 * @names: the fields wanted, by name; all where there are none
 * @name_count: how many
 */
struct scope {
	const struct archive *archive;
	u32 top;
	const struct text *names;
	size_t name_count;
};

bool scope_wants(const struct scope *scope, struct text name);

/**
 * struct scan - going through the fields of a scope
 * @scope: the scope
 * @pattern: what is looked for; NULL for every field
 * @next: the first node that has not been passed
 * @end: behind the last node of this level
 * @below: the first node of the next level
 * @below_end: behind its last
 * @run: what is left of the fields that are being searched, data without gap
 * @run_end: behind the node of the last of them
 */
struct scan {
	const struct scope *scope;
	const struct pattern *pattern;
	u32 next;
	u32 end;
	u32 below;
	u32 below_end;
	struct text run;
	u32 run_end;
};

/**
 * struct field - a field of the archive
 * @index: its node
 * @data: what stands in it, with the newline at its end
 * @candidate: offset in a line that may match, the first such; PATTERN_NONE
 *	where that is not known
 */
struct field {
	u32 index;
	struct text data;
	size_t candidate;
};

void scan_begin(struct scan *scan, const struct scope *scope,
		const struct pattern *pattern);
bool scan_next(struct scan *scan, struct field *field);

/**
 * struct lines - going through the lines of a field that match
 * @pattern: what is looked for
 * @data: the field's
 * @at: offset of the first line that has not been passed
 * @candidate: offset in the first line that may match, where it is known and
 *	has not been passed; else PATTERN_NONE
 */
struct lines {
	const struct pattern *pattern;
	struct text data;
	size_t at;
	size_t candidate;
};

void lines_begin(struct lines *lines, const struct pattern *pattern,
		 const struct field *field);
bool lines_next(struct lines *lines, struct text *line);

#endif /* KSARCHIVE_SCAN_H */
