/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The archive's source: a tree of folders with pages in them.
 */
#ifndef MKKSARCHIVE_SOURCE_H
#define MKKSARCHIVE_SOURCE_H

#include "input.h"
#include "page.h"

/* The file that describes the root. */
#define MANIFEST_NAME "archive.yaml"

/**
 * struct folder - a folder that holds pages, or folders that do
 * @input: its path
 * @slug: its own name; the root's is empty
 * @parent: the folder it stands in; the root's is NULL
 * @index: the page that describes it; NULL after an error
 * @pages: the others, by the bytes of their slugs
 * @page_count: how many
 * @folders: those in it, by the bytes of their slugs
 * @folder_count: how many
 * @node: the directory it becomes
 */
struct folder {
	struct input input;
	const char *slug;
	struct folder *parent;
	struct page *index;
	struct page **pages;
	size_t page_count;
	struct folder **folders;
	size_t folder_count;
	struct node *node;
};

/**
 * struct source - all of it
 * @root: the folder given
 * @pages: every page, sections' own included, the manifest not
 * @page_count: how many
 * @folders: every folder that was read, those without pages too
 * @folder_count: how many
 * @arena: owns the folders and pages
 */
struct source {
	struct folder *root;
	struct page **pages;
	size_t page_count;
	struct folder **folders;
	size_t folder_count;
	struct arena arena;
};

bool source_walk(struct source *source, const char *path);

#endif /* MKKSARCHIVE_SOURCE_H */
