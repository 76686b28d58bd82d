/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A page's Markdown as lines that know what they belong to.
 */
#ifndef MKKSARCHIVE_DOCUMENT_H
#define MKKSARCHIVE_DOCUMENT_H

#include <cmark.h>

#include "input.h"

/**
 * enum line_kind - what a line belongs to
 * @LINE_OTHER: nothing: it is blank, a link's definition or a rule
 * @LINE_TEXT: a paragraph
 * @LINE_HEADING: a heading
 * @LINE_VERBATIM: code or HTML, which stays as it is
 */
enum line_kind {
	LINE_OTHER,
	LINE_TEXT,
	LINE_HEADING,
	LINE_VERBATIM,
};

/**
 * struct line - a line of a page
 * @text: without the newline
 * @kind: what it belongs to
 * @block: which leaf it belongs to: lines of one have the same number
 * @taken: whether it is something else than body
 */
struct line {
	struct text text;
	enum line_kind kind;
	unsigned int block;
	bool taken;
};

/**
 * struct document - a page as Markdown
 * @input: its file, in UTF-8 with newlines
 * @lines: all of them
 * @count: how many
 * @root: what cmark makes of them
 */
struct document {
	struct input *input;
	struct line *lines;
	size_t count;
	cmark_node *root;
};

/**
 * struct span - some lines of a document
 * @first: the first
 * @end: the one behind the last
 */
struct span {
	size_t first;
	size_t end;
};

void document_read(struct document *document, struct input *input,
		   struct arena *arena);
void document_free(struct document *document);
struct span document_span(const struct document *document, cmark_node *block);
void document_take(struct document *document, struct span span);
bool document_goes_on(const struct document *document, size_t line);
bool document_is_blank(const struct document *document, size_t line);
struct place document_place(const struct document *document, size_t line);

#endif /* MKKSARCHIVE_DOCUMENT_H */
