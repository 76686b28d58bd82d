// SPDX-License-Identifier: GPL-2.0-only
/*
 * HTML, which is for pandoc to make Markdown of: to do that well is a program of
 * its own, which exists. Here it is only recognised.
 */
#include "env.h"
#include "html.h"

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
static int stem_len(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && !strchr(dot, '/') ? (int)(dot - path) : (int)strlen(path);
}

/**
 * html_refuse() - report a page that is HTML
 * @input: the page's file, read, without a byte order mark
 *
 * Return: whether it is.
 */
bool html_refuse(const struct input *input)
{
	if (!is_html((struct text){ input->bytes, input->len }))
		return false;
	error_at(at(input, 0),
		 "HTML: expected Markdown, as of: pandoc -f html-native_divs-native_spans -t commonmark-raw_html --wrap=none '%s' -o '%.*s.md'",
		 input->path, stem_len(input->path), input->path);
	return true;
}
