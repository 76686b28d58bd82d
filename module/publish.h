/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Publishing: an image's tree made visible on a surface.
 */
#ifndef KSA_PUBLISH_H
#define KSA_PUBLISH_H

#include "image.h"

struct file;
struct publication;

/**
 * struct surface - a place in the kernel where a tree can be published
 * @name: as the module parameter spells it
 * @begin: make room in @publication->tree for what the others need to
 *	remember; called first
 * @dir: add the directory that a node is; for the root, index 0, create
 *	@publication->name and in it the file KSA_IMAGE_NAME
 * @file: add the file that a node is
 * @link: add the link that a node is; every directory stands by then
 * @end: take away whatever was added and free the room; called after a
 *	successful @begin however far the others got
 *
 * A surface adds what it is told to and decides nothing: the walk, its order
 * and its unwinding are publish.c's. The operations return 0 or an errno.
 */
struct surface {
	const char *name;
	int (*begin)(struct publication *publication);
	int (*dir)(struct publication *publication, u32 index,
		   const struct ksa_node *node);
	int (*file)(struct publication *publication, u32 index,
		    const struct ksa_node *node);
	int (*link)(struct publication *publication, u32 index,
		    const struct ksa_node *node);
	void (*end)(struct publication *publication);
};

/**
 * struct publication - an image on a surface
 * @ksa: the image; not owned, stays until withdraw() returns
 * @surface: where
 * @name: of the root; not owned
 * @tree: the surface's own
 */
struct publication {
	const struct ksa *ksa;
	const struct surface *surface;
	const char *name;
	void *tree;
};

extern const struct surface sysfs_surface;
extern const struct surface procfs_surface;

int publish(struct publication *publication, const struct ksa *ksa,
	    const struct surface *surface, const char *name);
void withdraw(struct publication *publication);

void trace_read(struct file *file, loff_t pos, ssize_t bytes);

#endif /* KSA_PUBLISH_H */
