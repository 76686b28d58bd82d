/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the bytes of an image come from.
 */
#ifndef KSARCHIVE_SOURCE_H
#define KSARCHIVE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

enum source_kind {
	SOURCE_KERNEL,
	SOURCE_FILE,
	SOURCE_MODULE,
	SOURCE_STREAM,
};

/**
 * struct source - the bytes of an image
 * @bytes: aligned to KSA_ALIGN
 * @size: how many
 * @name: for messages; not owned
 * @kind: the running kernel's file, a file, the section of a module, or
 *	standard input
 */
struct source {
	const void *bytes;
	size_t size;
	const char *name;
	enum source_kind kind;
};

void source_open(struct source *source, const char *path);
void source_close(struct source *source);

#endif /* KSARCHIVE_SOURCE_H */
