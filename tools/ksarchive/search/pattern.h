/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a search looks for, in one line or in many at once.
 */
#ifndef KSARCHIVE_PATTERN_H
#define KSARCHIVE_PATTERN_H

#include <stdbool.h>

#include "text.h"

/* Where nothing was found. */
#define PATTERN_NONE ((size_t)-1)

/**
 * struct pattern_options - how a pattern is meant
 * @fixed: as plain text, not as a regular expression
 * @ignore_case: small and capital letters are the same
 * @word: only as whole words
 */
struct pattern_options {
	bool fixed;
	bool ignore_case;
	bool word;
};

/**
 * struct span - a part of a text, by offsets in bytes
 * @start: of its first byte
 * @end: behind its last; @start where it is empty
 */
struct span {
	size_t start;
	size_t end;
};

struct pattern;

struct pattern *pattern_new(struct text typed,
			    const struct pattern_options *options);
void pattern_free(struct pattern *pattern);

bool pattern_is_plain(const struct pattern *pattern);
bool pattern_is_sure(const struct pattern *pattern);
size_t pattern_candidate(const struct pattern *pattern, struct text lines,
			 size_t from);
bool pattern_find(const struct pattern *pattern, struct text line, size_t from,
		  struct span *span);

#endif /* KSARCHIVE_PATTERN_H */
