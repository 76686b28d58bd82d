// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finds the pages. What a folder holds is taken in the order of the names'
 * bytes, whatever order the file system gives it in.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "env.h"
#include "name.h"
#include "source.h"

static void walk_folder(struct source *source, struct folder *folder);

/* Readdir's names, which do not outlive the folder's DIR. */
struct names {
	char **all;
	size_t count;
};

static int compare_names(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

static bool read_names(DIR *dir, struct names *names)
{
	const struct dirent *entry;
	char *copy;

	while (errno = 0, (entry = readdir(dir))) {
		if (*entry->d_name == '.')
			continue;
		copy = memory_resize(NULL, 1, strlen(entry->d_name) + 1);
		strcpy(copy, entry->d_name);
		names->all = memory_grow(names->all, names->count,
					 sizeof(*names->all));
		names->all[names->count++] = copy;
	}
	return !errno;
}

static void list_folder(const struct folder *folder, struct names *names)
{
	DIR *dir = opendir(folder->input.path);

	if (!dir || !read_names(dir, names))
		diagnose(FAILURE, at(&folder->input, WHOLE),
			 "cannot be read: %s", strerror(errno));
	if (dir)
		closedir(dir);
	if (names->count)
		qsort(names->all, names->count, sizeof(*names->all),
		      compare_names);
}

/* The length of a page's name without what marks it as one; else 0. */
static size_t slug_len(const char *name)
{
	static const char *const ends[] = { ".md", ".markdown" };
	size_t len = strlen(name), end;

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		end = strlen(ends[i]);
		if (len > end && !strcmp(name + len - end, ends[i]))
			return len - end;
	}
	return 0;
}

static bool is_index(struct text slug)
{
	return text_is(slug, "_index") || text_is(slug, "index");
}

static void add_index(struct folder *folder, struct page *page)
{
	if (!folder->parent) {
		error_at(page_place(page),
			 "the root is described by " MANIFEST_NAME
			 ": expected no page of its own");
		return;
	}
	if (folder->index) {
		error_at(page_place(page),
			 "a second page for the same section: expected only %s",
			 folder->index->input.path);
		return;
	}
	page->kind = PAGE_SECTION;
	page->slug = folder->slug;
	folder->index = page;
}

static void add_plain(struct folder *folder, struct page *page,
		      struct text slug)
{
	if (!name_check(slug, "the page's name", page_place(page)))
		return;
	folder->pages = memory_grow(folder->pages, folder->page_count,
				    sizeof(*folder->pages));
	folder->pages[folder->page_count++] = page;
}

static void add_page(struct source *source, struct folder *folder,
		     const char *path, struct text slug)
{
	struct page *page = arena_new(&source->arena, struct page);

	page->input.path = path;
	page->folder = folder;
	page->slug = arena_string(&source->arena, slug);
	page->listing = LISTING_DEFAULT;
	source->pages = memory_grow(source->pages, source->page_count,
				    sizeof(*source->pages));
	source->pages[source->page_count++] = page;
	if (is_index(slug))
		add_index(folder, page);
	else
		add_plain(folder, page, slug);
}

static void add_file(struct source *source, struct folder *folder,
		     const char *path, const char *name)
{
	size_t len = slug_len(name);
	struct input *input;

	if (!folder->parent && !strcmp(name, MANIFEST_NAME))
		return;
	if (len) {
		add_page(source, folder, path, (struct text){ name, len });
		return;
	}
	input = arena_new(&source->arena, struct input);
	input->path = path;
	diagnose(WARNING, at(input, WHOLE),
		 "the file is no page and stays out: expected .md or .markdown");
}

/* Keeps a folder only where there is a page in or below it. */
static void add_folder(struct source *source, struct folder *parent,
		       const char *path, const char *name)
{
	struct folder *folder = arena_new(&source->arena, struct folder);

	folder->input.path = path;
	folder->slug = arena_string(&source->arena, text_of(name));
	folder->parent = parent;
	walk_folder(source, folder);
	if (!folder->index && !folder->page_count && !folder->folder_count)
		return;
	if (!name_check(text_of(name), "the folder's name",
			at(&folder->input, WHOLE)))
		return;
	if (!folder->index)
		error_at(at(&folder->input, WHOLE),
			 "pages without a section: expected a page _index.md in this folder");
	parent->folders = memory_grow(parent->folders, parent->folder_count,
				      sizeof(*parent->folders));
	parent->folders[parent->folder_count++] = folder;
}

static void report_unread(struct source *source, const char *path)
{
	struct input *input = arena_new(&source->arena, struct input);

	input->path = path;
	diagnose(FAILURE, at(input, WHOLE), "cannot be read: %s",
		 strerror(errno));
}

static void report_strange(struct source *source, const char *path,
			   const char *what)
{
	struct input *input = arena_new(&source->arena, struct input);

	input->path = path;
	error_at(at(input, WHOLE), "%s: expected a regular file or a folder",
		 what);
}

/* After a stat() that failed. */
static void report_bad_link(struct source *source, const char *path)
{
	if (errno == ELOOP)
		report_strange(source, path, "a loop of symbolic links");
	else if (errno == ENOENT || errno == ENOTDIR)
		report_strange(source, path,
			       "a symbolic link that leads nowhere");
	else
		report_unread(source, path);
}

static void add_entry(struct source *source, struct folder *folder,
		      const char *name)
{
	const char *path = input_join(&source->arena, folder->input.path, name);
	struct stat itself, target;

	if (lstat(path, &itself))
		report_unread(source, path);
	else if (S_ISDIR(itself.st_mode))
		add_folder(source, folder, path, name);
	else if (S_ISREG(itself.st_mode))
		add_file(source, folder, path, name);
	else if (!S_ISLNK(itself.st_mode))
		report_strange(source, path, "a special file");
	else if (stat(path, &target))
		report_bad_link(source, path);
	else if (S_ISREG(target.st_mode))
		add_file(source, folder, path, name);
	else
		report_strange(source, path,
			       "a symbolic link to something else than a file");
}

static int compare_pages(const void *left, const void *right)
{
	const struct page *a = *(const struct page *const *)left;
	const struct page *b = *(const struct page *const *)right;
	int order = strcmp(a->slug, b->slug);

	return order ? order : strcmp(a->input.path, b->input.path);
}

static void walk_folder(struct source *source, struct folder *folder)
{
	struct names names = { 0 };

	source->folders = memory_grow(source->folders, source->folder_count,
				      sizeof(*source->folders));
	source->folders[source->folder_count++] = folder;
	list_folder(folder, &names);
	for (size_t i = 0; i < names.count; i++) {
		add_entry(source, folder, names.all[i]);
		free(names.all[i]);
	}
	free(names.all);
	if (folder->page_count)
		qsort(folder->pages, folder->page_count,
		      sizeof(*folder->pages), compare_pages);
}

static void add_manifest(struct source *source)
{
	struct page *page = arena_new(&source->arena, struct page);

	page->input.path = input_join(&source->arena, source->root->input.path,
				      MANIFEST_NAME);
	page->folder = source->root;
	page->kind = PAGE_ROOT;
	page->slug = "";
	page->listing = LISTING_DEFAULT;
	source->root->index = page;
}

/**
 * source_walk() - find all pages
 * @source: filled
 * @path: the folder of the archive's source
 *
 * Return: whether @path is a folder that can be read; if not, that has been
 * reported, as anything else that is wrong with names and files has.
 */
bool source_walk(struct source *source, const char *path)
{
	struct stat stat_of_root = { 0 };

	*source = (struct source){ 0 };
	source->root = arena_new(&source->arena, struct folder);
	source->root->input.path = path;
	source->root->slug = "";
	if (stat(path, &stat_of_root) || !S_ISDIR(stat_of_root.st_mode)) {
		diagnose(FAILURE, at(&source->root->input, WHOLE),
			 "cannot be read: %s: expected the folder of an archive's source",
			 strerror(stat_of_root.st_mode ? ENOTDIR : errno));
		return false;
	}
	add_manifest(source);
	walk_folder(source, source->root);
	return true;
}
