// SPDX-License-Identifier: GPL-2.0-only
/*
 * HTML, which is for pandoc to make Markdown of: to do that well is a program of
 * its own, which exists. Here it is only recognised.
 */
#include "env.h"
#include "html.h"
#include "memory.h"

static const char *const beginnings[] = {
	"<!doctype html", "<html", "<head", "<body", "<?xml",
};

/* Blanks and comments may stand before what tells. */
static struct text skip_to_tag(struct text text)
{
	const char *end;

	for (;;) {
		while (text.len && byte_is_of(" \t\r\n", *text.at))
			text = text_skip(text, 1);
		if (!text_begins(text, TEXT("<!--")))
			return text;
		end = memmem(text.at, text.len, "-->", 3);
		if (!end)
			return text;
		text = text_skip(text, (size_t)(end + 3 - text.at));
	}
}

static bool is_html(struct text text)
{
	text = skip_to_tag(text);
	for (size_t i = 0; i < ARRAY_SIZE(beginnings); i++)
		if (text_begins_nocase(text, text_of(beginnings[i])))
			return true;
	return false;
}

/* Without the ending that the new name takes the place of. */
static struct text stem_of(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && !strchr(dot, '/') ? text_between(path, dot)
					: text_of(path);
}

/* As a shell takes it for one word, and no program for an option. */
static void add_word(struct buffer *line, struct text path)
{
	buffer_add_string(line, *path.at == '-' ? "'./" : "'");
	for (size_t i = 0; i < path.len; i++) {
		if (path.at[i] == '\'')
			buffer_add_string(line, "'\\'");
		buffer_add_byte(line, path.at[i]);
	}
	buffer_add_byte(line, '\'');
}

/**
 * html_refuse() - report a page that is HTML
 * @input: the page's file, read, without a byte order mark
 *
 * Return: whether it is.
 */
bool html_refuse(const struct input *input)
{
	struct buffer from = { 0 }, name = { 0 }, to = { 0 };

	if (!is_html((struct text){ input->bytes, input->len }))
		return false;
	add_word(&from, text_of(input->path));
	buffer_add(&name, stem_of(input->path));
	buffer_add_string(&name, ".md");
	add_word(&to, buffer_text(&name));
	error_at(at(input, 0),
		 "HTML: expected Markdown, as of: pandoc -f html-native_divs-native_spans -t commonmark+pipe_tables-raw_html --wrap=none %.*s -o %.*s",
		 TEXT_ARGS(buffer_text(&from)), TEXT_ARGS(buffer_text(&to)));
	buffer_free(&from);
	buffer_free(&name);
	buffer_free(&to);
	return true;
}
