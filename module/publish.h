/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Publishing: an image's tree made visible on a surface.
 */
#ifndef KSA_PUBLISH_H
#define KSA_PUBLISH_H

#include "image.h"

struct file;
struct ksa_publication;

/**
 * struct ksa_surface - a place in the kernel where a tree can be published
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
struct ksa_surface {
	const char *name;
	int (*begin)(struct ksa_publication *publication);
	int (*dir)(struct ksa_publication *publication, u32 index,
		   const struct ksa_node *node);
	int (*file)(struct ksa_publication *publication, u32 index,
		    const struct ksa_node *node);
	int (*link)(struct ksa_publication *publication, u32 index,
		    const struct ksa_node *node);
	void (*end)(struct ksa_publication *publication);
};

/**
 * struct ksa_publication - an image on a surface
 * @ksa: the image; not owned, stays until ksa_withdraw() returns
 * @surface: where
 * @name: of the root; not owned
 * @tree: the surface's own
 */
struct ksa_publication {
	const struct ksa *ksa;
	const struct ksa_surface *surface;
	const char *name;
	void *tree;
};

extern const struct ksa_surface ksa_sysfs_surface;
extern const struct ksa_surface ksa_procfs_surface;

int ksa_publish(struct ksa_publication *publication, const struct ksa *ksa,
		const struct ksa_surface *surface, const char *name);
void ksa_withdraw(struct ksa_publication *publication);

void ksa_trace_read(struct file *file, loff_t pos, ssize_t bytes);

#endif /* KSA_PUBLISH_H */
