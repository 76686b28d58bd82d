// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a page's front matter ends and its body begins: the former stands
 * between two lines of hyphens at the file's start.
 */
#include "frontmatter.h"

static struct text take_line(struct text *rest)
{
	const char *newline = rest->len ? memchr(rest->at, '\n', rest->len)
					: NULL;
	struct text line = *rest;

	if (newline)
		line.len = (size_t)(newline + 1 - rest->at);
	*rest = text_skip(*rest, line.len);
	return text_trim_end(line, " \t\r\n");
}

static bool other_format(const struct input *input, struct text line,
			 size_t offset)
{
	const char *format = "no front matter";

	if (text_is(line, "+++"))
		format = "TOML front matter";
	else if (line.len && *line.at == '{')
		format = "JSON front matter";
	error_at(at(input, offset),
		 "%s: expected YAML between two lines \"---\" at the file's start",
		 format);
	return false;
}

/**
 * frontmatter_split() - find a page's front matter and body
 * @input: the page's file, read
 * @yaml: receives the front matter's bytes
 * @body: receives all bytes after the line that ends it; without front matter,
 *	all there are
 *
 * Return: whether there is front matter; if not, that has been reported.
 */
bool frontmatter_split(const struct input *input, struct text *yaml,
		       struct text *body)
{
	struct text rest = { input->bytes, input->len }, line;
	const char *begin;
	size_t start = 0;

	if (rest.len >= 3 && !memcmp(rest.at, BOM, 3))
		start = 3;
	rest = text_skip(rest, start);
	*body = rest;
	*yaml = (struct text){ rest.at, 0 };
	line = take_line(&rest);
	if (!text_is(line, "---"))
		return other_format(input, line, start);
	for (begin = rest.at; rest.len; ) {
		line = take_line(&rest);
		if (!text_is(line, "---") && !text_is(line, "..."))
			continue;
		*yaml = text_between(begin, line.at);
		*body = rest;
		return true;
	}
	error_at(at(input, start),
		 "front matter without an end: expected another line \"---\"");
	return false;
}
