/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the bytes of an image come from.
 */
#ifndef KSARCHIVE_SOURCE_H
#define KSARCHIVE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "decompress.h"
#include "text.h"

enum source_kind {
	SOURCE_KERNEL,
	SOURCE_FILE,
	SOURCE_STREAM,
};

/**
 * struct source - the bytes of an image
 * @bytes: aligned to KSA_ALIGN
 * @size: how many
 * @name: for messages
 * @kind: the running kernel's file, another one, or what cannot be mapped: a
 *	pipe, standard input
 * @checked: whether the running kernel has checked them, as its module does
 *	before it publishes an image
 * @compression: what they were packed with
 * @module: whether they stood in a module
 * @module_version: what the module says of itself; NULL where it does not
 * @padding: what follows the image in its module; empty elsewhere
 * @map: what is mapped, or NULL
 * @map_size: how much of it
 * @fd: the file that is mapped, or -1
 * @seen: what the file was like when it was mapped
 * @memory: what else is to be freed, or NULL
 */
struct source {
	const void *bytes;
	size_t size;
	char *name;
	enum source_kind kind;
	bool checked;
	enum compression compression;
	bool module;
	char *module_version;
	struct text padding;
	void *map;
	size_t map_size;
	int fd;
	struct stat seen;
	void *memory;
};

void source_open(struct source *source, const char *path);
void source_close(struct source *source);
bool source_has_changed(const struct source *source);
const char *source_sysfs(void);
size_t source_padding_fault(const struct source *source);

#endif /* KSARCHIVE_SOURCE_H */
