/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a search has found, as grep tells it, or as JSON.
 */
#ifndef KSARCHIVE_HITS_H
#define KSARCHIVE_HITS_H

#include <jansson.h>

#include "scan.h"

enum hits_what {
	HITS_LINES,
	HITS_COUNTS,
	HITS_FIELDS,
};

/**
 * struct hits_options - what is told of lines that match
 * @what: the lines, how many of them each field has, or just which fields
 * @only_matching: of a line, the parts that match, one below the other
 * @unnumbered: without the lines' numbers
 * @before: how many lines before each are told too
 * @after: how many behind it
 * @max: after how many lines a field is left
 */
struct hits_options {
	enum hits_what what;
	bool only_matching;
	bool unnumbered;
	size_t before;
	size_t after;
	size_t max;
};

static inline struct span whole(struct text line)
{
	return (struct span){ 0, line.len };
}

bool hits_print(const struct scope *scope, const struct pattern *pattern,
		const struct hits_options *options);

bool match_next(const struct pattern *pattern, struct text line, size_t *from,
		struct span *span);
void put_matches(const struct pattern *pattern, struct text line,
		 struct span part);
json_t *matches_json(const struct pattern *pattern, struct text line,
		     struct span part);

#endif /* KSARCHIVE_HITS_H */
