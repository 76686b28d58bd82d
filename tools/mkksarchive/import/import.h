/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Turning pages that people have into pages of an archive.
 */
#ifndef MKKSARCHIVE_IMPORT_H
#define MKKSARCHIVE_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct import_options - what the command line says
 * @pages: files and folders
 * @page_count: how many
 * @dir: the folder of the archive's source that they go to
 * @title: that of a new archive; NULL where none is given
 * @force: replace pages that exist
 * @threads: at least 1
 */
struct import_options {
	char **pages;
	size_t page_count;
	const char *dir;
	const char *title;
	bool force;
	unsigned int threads;
};

void import_pages(const struct import_options *options);

#endif /* MKKSARCHIVE_IMPORT_H */
