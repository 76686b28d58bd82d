/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A tree of files that is to be what an image says.
 */
#ifndef KSARCHIVE_SURFACE_H
#define KSARCHIVE_SURFACE_H

#include <sys/types.h>

#include "image.h"

/**
 * struct surface - where a module publishes
 * @name: as its parameter spells it
 * @below: the tree's root, below where the file system is mounted
 * @directory_mode: the permissions of its directories
 */
struct surface {
	const char *name;
	const char *below;
	mode_t directory_mode;
};

extern const struct surface surface_sysfs;
extern const struct surface surface_procfs;

size_t surface_compare(const struct surface *surface, const struct ksa *ksa,
		       int root);

#endif /* KSARCHIVE_SURFACE_H */
