// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finds the files that are to be imported. A folder becomes a section of its
 * name, as cp -r would make one; with a slash at its end, what is in it goes
 * where the folder itself would.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "env.h"
#include "image.h"
#include "intake.h"
#include "name.h"
#include "page.h"
#include "slug.h"

static void gather_folder(struct intake *intake, struct section *section,
			  const char *path);

static struct input *new_input(struct intake *intake, const char *path)
{
	struct input *input = arena_new(&intake->arena, struct input);

	input->path = path;
	return input;
}

/**
 * intake_add() - import a page more
 * @intake: owns nothing of it
 * @draft: the page
 */
void intake_add(struct intake *intake, struct draft *draft)
{
	intake->drafts = memory_grow(intake->drafts, intake->count,
				     sizeof(*intake->drafts));
	intake->drafts[intake->count++] = draft;
}

/**
 * intake_section() - a section by its name
 * @intake: owns it
 * @parent: the section it is in
 * @slug: its name in the archive
 * @input: the folder that it comes from
 * @name: what it is called there
 *
 * Return: the section, the same for the same slug.
 */
struct section *intake_section(struct intake *intake, struct section *parent,
			       const char *slug, struct input *input,
			       const char *name)
{
	struct section *section = parent->children;
	const char *path;

	while (section && strcmp(section->slug, slug))
		section = section->sibling;
	if (section)
		return section;
	section = arena_new(&intake->arena, struct section);
	section->slug = slug;
	section->name = name;
	path = input_join(&intake->arena, parent->path, slug);
	section->path = input_join(&intake->arena, path, "");
	section->input = input;
	section->parent = parent;
	section->sibling = parent->children;
	parent->children = section;
	return section;
}

static const char *slug_of(struct intake *intake, const char *name)
{
	struct buffer buffer = { 0 };
	const char *slug = NULL;

	if (name_valid(text_of(name)))
		return name;
	if (slug_make(text_of(name), &buffer) &&
	    name_valid(buffer_text(&buffer)))
		slug = arena_string(&intake->arena, buffer_text(&buffer));
	buffer_free(&buffer);
	return slug;
}

static const char *last_part(struct intake *intake, const char *path)
{
	struct text text = text_trim_end(text_of(path), "/");
	const char *slash = text.len ? memrchr(text.at, '/', text.len) : NULL;

	if (slash)
		text = text_between(slash + 1, text.at + text.len);
	return arena_string(&intake->arena, text);
}

/* What else has a section's name, whatever the pages say; NULL for nothing. */
static const char *use_of(const struct section *parent, const char *slug)
{
	return page_keeps(parent->parent ? PAGE_SECTION : PAGE_ROOT,
			  text_of(slug));
}

static void add_folder(struct intake *intake, struct section *parent,
		       const char *path)
{
	const char *name = last_part(intake, path);
	const char *slug = slug_of(intake, name);
	const char *use = slug ? use_of(parent, slug) : NULL;
	struct input *input = new_input(intake, path);

	if (!slug)
		error_at(at(input, WHOLE),
			 "no section can be named after this folder: "
			 NAME_GRAMMAR);
	else if (use)
		error_at(at(input, WHOLE),
			 "the name \"%s\" is reserved for %s: expected another, or the folder with a slash at its end, for what is in it",
			 slug, use);
	else
		gather_folder(intake,
			      intake_section(intake, parent, slug, input, name),
			      path);
}

/* What marks a file as a page; HTML is one that cannot be imported. */
static const char *ending_of(const char *name)
{
	static const char *const endings[] = {
		".md", ".markdown", ".txt", ".text", ".html", ".htm", ".xhtml",
	};

	for (size_t i = 0; i < ARRAY_SIZE(endings); i++)
		if (text_ends_nocase(text_of(name), text_of(endings[i])))
			return name + strlen(name) - strlen(endings[i]);
	return NULL;
}

static void add_file(struct intake *intake, struct section *section,
		     const char *path, const char *name,
		     const struct stat *stat)
{
	struct draft *draft = arena_new(&intake->arena, struct draft);
	const char *ending = ending_of(name);
	struct text stem = ending ? text_between(name, ending) : text_of(name);

	draft->input = new_input(intake, path);
	draft->device = stat->st_dev;
	draft->inode = stat->st_ino;
	draft->section = section;
	draft->stem = arena_string(&intake->arena, stem);
	draft->index = text_is(stem, "_index") || text_is(stem, "index");
	intake_add(intake, draft);
}

static void report_unread(struct intake *intake, const char *path)
{
	diagnose(FAILURE, at(new_input(intake, path), WHOLE),
		 "cannot be read: %s", strerror(errno));
}

static bool is_target(const struct intake *intake, const struct stat *stat)
{
	return intake->dir_exists && stat->st_dev == intake->dir_device &&
	       stat->st_ino == intake->dir_inode;
}

static void add_entry(struct intake *intake, struct section *section,
		      const char *path, const char *name)
{
	struct stat itself, target;

	if (lstat(path, &itself) || stat(path, &target))
		report_unread(intake, path);
	else if (S_ISDIR(target.st_mode) && is_target(intake, &target))
		diagnose(WARNING, at(new_input(intake, path), WHOLE),
			 "the folder that pages go to: passed over");
	else if (S_ISDIR(itself.st_mode))
		add_folder(intake, section, path);
	else if (S_ISDIR(target.st_mode))
		/* It may lead to where it stands. */
		diagnose(WARNING, at(new_input(intake, path), WHOLE),
			 "a symbolic link to a folder, passed over: expected the folder itself");
	else if (S_ISREG(target.st_mode) && ending_of(name))
		add_file(intake, section, path, name, &target);
	else
		diagnose(WARNING, at(new_input(intake, path), WHOLE),
			 "no page, passed over: expected a file that ends in .md, .markdown or .txt");
}

static int is_visible(const struct dirent *entry)
{
	return *entry->d_name != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void gather_folder(struct intake *intake, struct section *section,
			  const char *path)
{
	struct dirent **entries;
	int count = scandir(path, &entries, is_visible, by_bytes);
	const char *name;

	if (count < 0) {
		report_unread(intake, path);
		return;
	}
	for (int i = 0; i < count; i++) {
		name = arena_string(&intake->arena,
				    text_of(entries[i]->d_name));
		add_entry(intake, section,
			  input_join(&intake->arena, path, name), name);
		free(entries[i]);
	}
	free(entries);
}

static bool is_contents(const char *path)
{
	struct text text = text_of(path);

	return text.at[text.len - 1] == '/' || text_is(text, ".") ||
	       text_is(text, "..") ||
	       (text.len > 2 &&
		!strcmp(text.at + text.len - 2, "/.")) ||
	       (text.len > 3 && !strcmp(text.at + text.len - 3, "/.."));
}

/* What the command line names. */
static void gather(struct intake *intake, const char *path)
{
	struct stat target;

	if (stat(path, &target))
		report_unread(intake, path);
	else if (S_ISDIR(target.st_mode) && is_target(intake, &target))
		error_at(at(new_input(intake, path), WHOLE),
			 "the folder that pages go to: expected another to take them from");
	else if (S_ISDIR(target.st_mode) && is_contents(path))
		gather_folder(intake, intake->root, path);
	else if (S_ISDIR(target.st_mode))
		add_folder(intake, intake->root, path);
	else
		add_file(intake, intake->root, path, last_part(intake, path),
			 &target);
}

static int compare_files(const void *left, const void *right)
{
	const struct draft *const *a = left, *const *b = right;
	int order = ((*a)->device > (*b)->device) -
		    ((*a)->device < (*b)->device);

	if (!order)
		order = ((*a)->inode > (*b)->inode) -
			((*a)->inode < (*b)->inode);
	if (!order)
		order = strcmp((*a)->section->path, (*b)->section->path);
	return order ? order : strcmp((*a)->stem, (*b)->stem);
}

/* Where two are one page, the first that was given is the first here. */
static int compare_given(const void *left, const void *right)
{
	const struct draft *const *const *a = left, *const *const *b = right;
	int order = compare_files(*a, *b);

	return order ? order : (*a > *b) - (*a < *b);
}

static void drop(struct draft **draft)
{
	diagnose(WARNING, at((*draft)->input, WHOLE),
		 "given twice: taken once");
	*draft = NULL;
}

/* A page that is named by itself may be in a folder that is named too. */
static void drop_repeated(struct intake *intake)
{
	struct draft ***sorted = memory_resize(NULL, intake->count + 1,
					       sizeof(*sorted));
	size_t count = intake->count, kept = 0;

	for (size_t i = 0; i < count; i++)
		sorted[i] = &intake->drafts[i];
	qsort(sorted, count, sizeof(*sorted), compare_given);
	for (size_t i = count; i-- > 1;)
		if (!compare_files(sorted[i - 1], sorted[i]))
			drop(sorted[i]);
	for (size_t i = 0; i < count; i++)
		if (intake->drafts[i])
			intake->drafts[kept++] = intake->drafts[i];
	intake->count = kept;
	free(sorted);
}

/**
 * intake_gather() - find all that is to be imported
 * @intake: filled
 * @options: the command line
 *
 * What cannot be read has been reported.
 */
void intake_gather(struct intake *intake, const struct import_options *options)
{
	struct stat stat_of_dir;

	*intake = (struct intake){ .dir = options->dir };
	intake->root = arena_new(&intake->arena, struct section);
	intake->root->slug = "";
	intake->root->name = "";
	intake->root->path = "";
	if (!stat(options->dir, &stat_of_dir)) {
		intake->dir_exists = true;
		intake->dir_device = stat_of_dir.st_dev;
		intake->dir_inode = stat_of_dir.st_ino;
	}
	for (size_t i = 0; i < options->page_count; i++)
		gather(intake, options->pages[i]);
	drop_repeated(intake);
}

/* Another name for the same page, where there is a file of it. */
static const char *existing(struct intake *intake, const char *folder,
			    const char *const *names, size_t count)
{
	const char *path;

	for (size_t i = 0; i < count; i++) {
		path = input_join(&intake->arena, folder, names[i]);
		if (!access(path, F_OK))
			return path;
	}
	return NULL;
}

/**
 * intake_existing_index() - the page that describes a folder of the archive
 * @intake: owns what is returned
 * @folder: the folder's path
 *
 * Return: its path; NULL where there is none.
 */
const char *intake_existing_index(struct intake *intake, const char *folder)
{
	static const char *const names[] = {
		"_index.md", "_index.markdown", "index.md", "index.markdown",
	};

	return existing(intake, folder, names, ARRAY_SIZE(names));
}

/**
 * intake_existing_page() - a page of the archive
 * @intake: owns what is returned
 * @folder: the path of the folder that it is in
 * @slug: its name, valid
 *
 * Return: its path; NULL where there is none.
 */
const char *intake_existing_page(struct intake *intake, const char *folder,
				 const char *slug)
{
	char md[KSA_NAME_MAX + 16], markdown[KSA_NAME_MAX + 16];
	const char *const names[] = { md, markdown };

	snprintf(md, sizeof(md), "%s.md", slug);
	snprintf(markdown, sizeof(markdown), "%s.markdown", slug);
	return existing(intake, folder, names, ARRAY_SIZE(names));
}

/**
 * intake_has() - whether any page is in a state
 * @intake: all pages
 * @state: the state
 *
 * Return: whether one is.
 */
bool intake_has(const struct intake *intake, enum draft_state state)
{
	for (size_t i = 0; i < intake->count; i++)
		if (intake->drafts[i]->state == state)
			return true;
	return false;
}

/**
 * intake_has_topics() - whether any page in a state has topics
 * @intake: all pages
 * @state: the state
 *
 * Return: whether one has.
 */
bool intake_has_topics(const struct intake *intake, enum draft_state state)
{
	for (size_t i = 0; i < intake->count; i++)
		if (intake->drafts[i]->topics &&
		    intake->drafts[i]->state == state)
			return true;
	return false;
}
