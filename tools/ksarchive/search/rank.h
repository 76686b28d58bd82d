/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Articles by how much they are about what was looked for.
 */
#ifndef KSARCHIVE_RANK_H
#define KSARCHIVE_RANK_H

#include "scan.h"

/**
 * struct query - what articles are ranked by
 * @any: matches whatever one of the terms does
 * @terms: the patterns, each of which counts by itself
 * @count: how many there are, at least one
 * @max: how many articles are wanted
 */
struct query {
	const struct pattern *any;
	struct pattern **terms;
	size_t count;
	size_t max;
};

bool rank_print(const struct scope *scope, const struct query *query);

#endif /* KSARCHIVE_RANK_H */
