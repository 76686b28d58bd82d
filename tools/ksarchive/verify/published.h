/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the surfaces publish of an image: its nodes and, in the root, the image
 * itself.
 */
#ifndef KSARCHIVE_PUBLISHED_H
#define KSARCHIVE_PUBLISHED_H

#include "image.h"
#include "text.h"

/**
 * struct entry - what stands in a directory
 * @name: its name
 * @node: what it is; of the file image only type, data and len are set
 * @index: of the node; KSA_NONE for the file image
 */
struct entry {
	struct text name;
	struct ksa_node node;
	u32 index;
};

/**
 * struct entries - a directory being gone through
 * @ksa: the image
 * @next: the next child
 * @end: behind the last
 * @image: whether the file image is still to come
 */
struct entries {
	const struct ksa *ksa;
	u32 next;
	u32 end;
	bool image;
};

struct entry entry_at(const struct ksa *ksa, u32 index);
struct entries entries_of(const struct ksa *ksa, u32 dir);
bool entry_next(struct entries *entries, struct entry *entry);

#endif /* KSARCHIVE_PUBLISHED_H */
