/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The anchors of a text's headings, as GitHub makes them. Authors link to them,
 * so the compiler that checks links and whoever publishes headings must agree.
 */
#ifndef COMMON_HEADINGS_H
#define COMMON_HEADINGS_H

#include <cmark.h>

#include "memory.h"
#include "text.h"

struct anchor;

/**
 * struct anchors - those of one text; all zero but for the arena, there are none
 * @arena: what they stand in; not owned
 * @buckets: chains of anchors with the same hash
 * @bucket_count: a power of two, or 0
 * @count: how many there are
 */
struct anchors {
	struct arena *arena;
	struct anchor **buckets;
	size_t bucket_count;
	size_t count;
};

struct text anchors_add(struct anchors *anchors, cmark_node *heading);
bool anchors_have(const struct anchors *anchors, struct text anchor);
void anchors_free(struct anchors *anchors);

#endif /* COMMON_HEADINGS_H */
