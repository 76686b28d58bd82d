/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The archive as the guest sees it: two trees, and the image that both were
 * made from.
 */
#ifndef GUEST_TREE_H
#define GUEST_TREE_H

#include "image.h"

#define TREE_COUNT 2
#define TREE_PATH_MAX (KSA_PATH_MAX + 64)

/**
 * struct tree - where the module publishes
 * @fs: the surface's name
 * @root: the path
 */
struct tree {
	const char *fs;
	const char *root;
};

extern const struct tree trees[TREE_COUNT];

void tree_read_image(const struct tree *tree, struct ksa *ksa);
void tree_path(const struct tree *tree, const struct ksa *ksa, u32 index,
	       char path[TREE_PATH_MAX]);
int tree_open(const struct tree *tree, const char *name);

#endif /* GUEST_TREE_H */
