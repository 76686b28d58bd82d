// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a link leads. A relative one is read as one between files, as authors
 * and GitHub do, and where that leads nowhere as one between the folders that
 * a site makes of pages, as Hugo and Jekyll do.
 */
#include <ctype.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "env.h"
#include "resolve.h"
#include "source.h"

/*
 * A place on the way: a folder, or a page in it. Where that is lenient a page
 * has both endings that a page may have.
 */
struct spot {
	const struct folder *folder;
	const struct page *page;
	bool lenient;
};

static size_t scheme_len(struct text text)
{
	size_t len = 0;

	if (!text.len || !isalpha((unsigned char)*text.at))
		return 0;
	while (len < text.len && (isalnum((unsigned char)text.at[len]) ||
				  memchr("+.-", text.at[len], 3)))
		len++;
	return len < text.len && text.at[len] == ':' ? len : 0;
}

/**
 * resolve_is_external() - whether a link leads out of the archive
 * @destination: of the link
 *
 * Return: whether it begins with a scheme or with two slashes.
 */
bool resolve_is_external(struct text destination)
{
	return scheme_len(destination) ||
	       (destination.len > 1 && !memcmp(destination.at, "//", 2));
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Undoes %xx; false for half of one. */
static bool decode(struct text *text, struct arena *arena)
{
	char *out = arena_bytes(arena, text->len);
	size_t len = 0;
	int high, low;

	for (size_t i = 0; i < text->len; i++) {
		out[len] = text->at[i];
		if (text->at[i] == '%') {
			if (text->len - i < 3)
				return false;
			high = hex_digit(text->at[i + 1]);
			low = hex_digit(text->at[i + 2]);
			if (high < 0 || low < 0)
				return false;
			out[len] = (char)(high << 4 | low);
			i += 2;
		}
		len++;
	}
	*text = (struct text){ out, len };
	return true;
}

static const char *file_name(const struct page *page)
{
	const char *slash = strrchr(page->input.path, '/');

	return slash ? slash + 1 : page->input.path;
}

static int compare_folder(const void *key, const void *element)
{
	const struct folder *folder = *(struct folder *const *)element;

	return text_compare(*(const struct text *)key, text_of(folder->slug));
}

static int compare_page(const void *key, const void *element)
{
	const struct page *page = *(struct page *const *)element;

	return text_compare(*(const struct text *)key, text_of(page->slug));
}

static const struct folder *find_folder(const struct folder *folder,
					struct text slug)
{
	struct folder **found = NULL;

	if (folder->folder_count)
		found = bsearch(&slug, folder->folders, folder->folder_count,
				sizeof(*folder->folders), compare_folder);
	return found ? *found : NULL;
}

static const struct page *find_slug(const struct folder *folder,
				    struct text slug)
{
	struct page **found = NULL;

	if (folder->page_count)
		found = bsearch(&slug, folder->pages, folder->page_count,
				sizeof(*folder->pages), compare_page);
	return found ? *found : NULL;
}

/* Takes the end of a page's file's name off. */
static bool take_ending(struct text *name)
{
	static const char *const endings[] = { ".md", ".markdown" };
	size_t len;

	for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
		len = strlen(endings[i]);
		if (name->len <= len ||
		    memcmp(name->at + name->len - len, endings[i], len))
			continue;
		name->len -= len;
		return true;
	}
	return false;
}

/* By its slug, or by its file's name. */
static const struct page *find_page(const struct spot *spot, struct text name)
{
	const struct page *page = find_slug(spot->folder, name);
	struct text slug = name;

	if (page || !take_ending(&slug))
		return page;
	page = find_slug(spot->folder, slug);
	return page && (spot->lenient || text_is(name, file_name(page)))
	       ? page : NULL;
}

static const struct page *find_index(const struct spot *spot, struct text name)
{
	const struct page *index = spot->folder->index;
	struct text slug = name;

	if (!index || text_is(name, file_name(index)))
		return index;
	if (!spot->lenient || !spot->folder->parent || !take_ending(&slug))
		return NULL;
	return text_is(slug, "_index") || text_is(slug, "index") ? index
								 : NULL;
}

static bool step_up(struct spot *spot)
{
	if (spot->page)
		spot->page = NULL;
	else
		spot->folder = spot->folder->parent;
	return spot->folder;
}

static bool step_down(struct spot *spot, struct text name)
{
	const struct folder *folder = find_folder(spot->folder, name);

	if (spot->page)
		return false;
	if (folder) {
		spot->folder = folder;
		return true;
	}
	spot->page = find_page(spot, name);
	if (!spot->page)
		spot->page = find_index(spot, name);
	return spot->page;
}

static bool step(struct spot *spot, struct text name)
{
	if (!name.len || text_is(name, "."))
		return true;
	return text_is(name, "..") ? step_up(spot) : step_down(spot, name);
}

static const struct page *walk(struct spot spot, struct text path)
{
	while (path.len)
		if (!step(&spot, text_cut(&path, '/')))
			return NULL;
	return spot.page ? spot.page : spot.folder->index;
}

static const struct folder *root_of(const struct folder *folder)
{
	while (folder->parent)
		folder = folder->parent;
	return folder;
}

static const struct page *find(const struct page *from, struct text path,
			       bool lenient)
{
	struct spot beside = { .folder = from->folder, .lenient = lenient };
	struct spot root = { .folder = root_of(from->folder),
			     .lenient = lenient };
	struct spot below = beside;
	const struct page *page;

	if (!path.len)
		return from;
	if (*path.at == '/')
		return walk(root, path);
	page = walk(beside, path);
	if (page || from->kind != PAGE_PLAIN)
		return page;
	below.page = from;
	return walk(below, path);
}

/* Cuts @text at the first @mark and returns what is behind it. */
static struct text cut(struct text *text, char mark)
{
	const char *found = text->len ? memchr(text->at, mark, text->len)
				      : NULL;
	struct text rest = { "", 0 };

	if (found) {
		rest = text_between(found + 1, text->at + text->len);
		*text = text_between(text->at, found);
	}
	return rest;
}

/**
 * resolve() - find what an internal link leads to
 * @from: the page that holds the link
 * @destination: as Markdown gives it, percent-encoded
 * @arena: owns the decoded fragment
 * @target: filled
 *
 * Whether the page has that anchor is not looked at.
 *
 * Return: whether there is such a page.
 */
bool resolve(const struct page *from, struct text destination,
	     struct arena *arena, struct target *target)
{
	if (!destination.len)
		return false;
	target->fragment = cut(&destination, '#');
	cut(&destination, '?');
	if (!decode(&destination, arena) || !decode(&target->fragment, arena))
		return false;
	target->page = find(from, destination, false);
	target->misnamed = !target->page;
	if (target->misnamed)
		target->page = find(from, destination, true);
	return target->page;
}

/* Whether a path leads out of a folder @depth folders below the root. */
static bool leads_out(struct text path, long depth)
{
	struct text name;

	while (path.len) {
		name = text_cut(&path, '/');
		if (text_is(name, ".."))
			depth--;
		else if (name.len && !text_is(name, "."))
			depth++;
		if (depth < 0)
			return true;
	}
	return false;
}

static long depth_of(const struct folder *folder)
{
	long depth = 0;

	while ((folder = folder->parent))
		depth++;
	return depth;
}

/**
 * resolve_is_file() - whether a link that leads to no page leads to a file
 * @from: the page that holds the link
 * @destination: as Markdown gives it, percent-encoded
 * @arena: owns the file's path
 *
 * Return: whether there is such a file in the archive's source.
 */
bool resolve_is_file(const struct page *from, struct text destination,
		     struct arena *arena)
{
	const struct folder *folder = from->folder;
	struct buffer path = { 0 };
	struct stat found;
	bool is_file;

	cut(&destination, '#');
	cut(&destination, '?');
	if (!destination.len || !decode(&destination, arena) ||
	    text_has(destination, '\0'))
		return false;
	if (*destination.at == '/')
		folder = root_of(folder);
	if (leads_out(destination, depth_of(folder)))
		return false;
	buffer_add_string(&path, folder->input.path);
	buffer_add_byte(&path, '/');
	buffer_add(&path, destination);
	is_file = !stat(arena_string(arena, buffer_text(&path)), &found) &&
		  S_ISREG(found.st_mode);
	buffer_free(&path);
	return is_file;
}
