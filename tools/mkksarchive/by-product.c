// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a build wants to know of an image besides the image: a C header for the
 * module's modinfo, and a rule for make.
 */
#include <stdio.h>

#include "by-product.h"
#include "name.h"

/* In octal: a hexadecimal escape would swallow the digits that follow it. */
static void add_c_byte(struct buffer *buffer, char byte)
{
	unsigned char c = (unsigned char)byte;
	char octal[8];

	/* A question mark could be part of a trigraph. */
	if (strchr("\"\\?", byte)) {
		buffer_add_byte(buffer, '\\');
		buffer_add_byte(buffer, byte);
	} else if (c < 0x20 || c >= 0x7f) {
		snprintf(octal, sizeof(octal), "\\%03o", c);
		buffer_add_string(buffer, octal);
	} else {
		buffer_add_byte(buffer, byte);
	}
}

static void add_macro(struct buffer *buffer, const char *name,
		      struct text value)
{
	buffer_add_string(buffer, "#define ");
	buffer_add_string(buffer, name);
	buffer_add_string(buffer, " \"");
	for (size_t i = 0; i < value.len; i++)
		add_c_byte(buffer, value.at[i]);
	buffer_add_string(buffer, "\"\n");
}

/**
 * header_text() - a C header that names an image
 * @manifest: the archive's
 * @crc: the image's CRC-32
 *
 * Return: the header, for the caller to buffer_free().
 */
struct buffer header_text(const struct manifest *manifest, u32 crc)
{
	struct buffer buffer = { 0 };
	char number[16];

	snprintf(number, sizeof(number), "0x%08x", crc);
	buffer_add_string(&buffer,
			  "/* SPDX-License-Identifier: GPL-2.0-only */\n"
			  "/* Made by mkksarchive with the image. */\n"
			  "#ifndef KSARCHIVE_EDITION_H\n"
			  "#define KSARCHIVE_EDITION_H\n"
			  "\n");
	add_macro(&buffer, "KSARCHIVE_TITLE", manifest->page->title);
	add_macro(&buffer, "KSARCHIVE_EDITION", manifest->edition);
	add_macro(&buffer, "KSARCHIVE_CRC32", text_of(number));
	buffer_add_string(&buffer, "\n#endif /* KSARCHIVE_EDITION_H */\n");
	return buffer;
}

/*
 * The byte of a path that make takes for something else however it is escaped;
 * NULL where there is none. It unescapes a backslash only before some bytes,
 * and differently as target and as prerequisite.
 */
static const char *byte_refused(const char *path)
{
	const char *refused = strpbrk(path, "\n\t;|=\\(");
	size_t len = strlen(path);

	if (refused)
		return refused;
	if (*path == '~')
		return path;
	return len && path[len - 1] == '&' ? path + len - 1 : NULL;
}

static void check_make_path(const char *path)
{
	const char *byte = byte_refused(path);

	if (byte)
		die("%s: a path with the byte 0x%02x cannot stand in a rule for make",
		    path, *byte);
}

/* As make reads a file's name. */
static void add_make_path(struct buffer *buffer, const char *path,
			  bool is_target)
{
	const char *at;

	check_make_path(path);
	for (at = path; *at; at++) {
		if (*at == '$')
			buffer_add_byte(buffer, '$');
		else if (strchr(" #:*?[", *at) || (is_target && *at == '%'))
			buffer_add_byte(buffer, '\\');
		buffer_add_byte(buffer, *at);
	}
}

static void add_prerequisite(struct buffer *buffer, const char *path)
{
	buffer_add_string(buffer, " \\\n ");
	add_make_path(buffer, path, false);
}

static void add_empty_rule(struct buffer *buffer, const char *path)
{
	buffer_add_byte(buffer, '\n');
	add_make_path(buffer, path, true);
	buffer_add_string(buffer, ":\n");
}

/* The name of any other is free, and a page in or below it is an error. */
static bool may_hold_pages(const struct folder *folder)
{
	while (folder->parent && name_valid(text_of(folder->slug)))
		folder = folder->parent;
	return !folder->parent;
}

static void add_paths(struct buffer *buffer, const struct source *source,
		      void (*add)(struct buffer *buffer, const char *path))
{
	add(buffer, source->root->index->input.path);
	for (size_t i = 0; i < source->folder_count; i++)
		if (may_hold_pages(source->folders[i]))
			add(buffer, source->folders[i]->input.path);
	for (size_t i = 0; i < source->page_count; i++)
		add(buffer, source->pages[i]->input.path);
}

/**
 * depfile_text() - rules that tell make when to build an image again
 * @source: what it was made of
 * @image: the image's path
 * @header: the header's, or NULL
 *
 * Each page and folder has an empty rule of its own too, so that one which is
 * gone means a new image and not an error.
 *
 * Return: the rules, for the caller to buffer_free().
 */
struct buffer depfile_text(const struct source *source, const char *image,
			   const char *header)
{
	struct buffer buffer = { 0 };

	add_make_path(&buffer, image, true);
	if (header) {
		buffer_add_byte(&buffer, ' ');
		add_make_path(&buffer, header, true);
	}
	buffer_add_byte(&buffer, ':');
	add_paths(&buffer, source, add_prerequisite);
	buffer_add_byte(&buffer, '\n');
	add_paths(&buffer, source, add_empty_rule);
	return buffer;
}
