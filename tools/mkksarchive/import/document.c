// SPDX-License-Identifier: GPL-2.0-only
/*
 * A page's Markdown as lines that know what they belong to. What is furniture
 * stands in lines, and what looks like it in code is none: cmark says which is
 * which.
 */
#include "document.h"

static size_t count_lines(struct text text)
{
	size_t count = 1;

	for (size_t i = 0; i < text.len; i++)
		count += text.at[i] == '\n';
	return count;
}

static void split_lines(struct document *document, struct text text,
			struct arena *arena)
{
	const char *newline;
	struct line *line;

	document->lines = arena_zeroed(arena, count_lines(text) *
					      sizeof(*document->lines));
	while (text.len) {
		line = &document->lines[document->count++];
		newline = memchr(text.at, '\n', text.len);
		line->text = newline ? text_between(text.at, newline) : text;
		text = text_skip(text, line->text.len + !!newline);
	}
}

static enum line_kind kind_of(cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
		return LINE_TEXT;
	case CMARK_NODE_HEADING:
		return LINE_HEADING;
	case CMARK_NODE_CODE_BLOCK:
	case CMARK_NODE_HTML_BLOCK:
		return LINE_VERBATIM;
	default:
		return LINE_OTHER;
	}
}

static cmark_node *next_block(cmark_node *node, bool enter)
{
	cmark_node *child = enter && kind_of(node) == LINE_OTHER ?
			    cmark_node_first_child(node) : NULL;

	if (child)
		return child;
	while (node && !cmark_node_next(node))
		node = cmark_node_parent(node);
	return node ? cmark_node_next(node) : NULL;
}

static void mark_lines(struct document *document)
{
	cmark_node *node = document->root;
	unsigned int block = 0;
	enum line_kind kind;
	struct span span;

	for (; node; node = next_block(node, true)) {
		kind = kind_of(node);
		if (kind == LINE_OTHER)
			continue;
		block++;
		span = document_span(document, node);
		for (size_t i = span.first; i < span.end; i++) {
			document->lines[i].kind = kind;
			document->lines[i].block = block;
		}
	}
}

/**
 * document_read() - read a page's Markdown
 * @document: filled; document_free() gives it up
 * @input: the page's file, in UTF-8 with newlines; it must outlive @document
 * @arena: owns the lines
 */
void document_read(struct document *document, struct input *input,
		   struct arena *arena)
{
	struct text text = { input->bytes, input->len };

	*document = (struct document){ .input = input };
	split_lines(document, text, arena);
	document->root = cmark_parse_document(text.at, text.len,
					      CMARK_OPT_DEFAULT);
	if (!document->root)
		die("out of memory for a page");
	mark_lines(document);
}

/**
 * document_free() - give up what cmark holds of a page
 * @document: read
 */
void document_free(struct document *document)
{
	cmark_node_free(document->root);
}

/**
 * document_span() - the lines of a block
 * @document: the page
 * @block: one of its blocks
 *
 * Return: the lines, none of which is outside the page.
 */
struct span document_span(const struct document *document, cmark_node *block)
{
	int first = cmark_node_get_start_line(block);
	int last = cmark_node_get_end_line(block);
	struct span span = { first > 0 ? (size_t)first - 1 : 0,
			     last > 0 ? (size_t)last : 0 };

	if (span.end > document->count)
		span.end = document->count;
	if (span.first > span.end)
		span.first = span.end;
	return span;
}

/**
 * document_take() - take lines out of the body
 * @document: the page
 * @span: which
 */
void document_take(struct document *document, struct span span)
{
	for (size_t i = span.first; i < span.end; i++)
		document->lines[i].taken = true;
}

/**
 * document_is_blank() - whether a line says nothing
 * @document: the page
 * @line: which
 *
 * Return: whether it is empty but for blanks.
 */
bool document_is_blank(const struct document *document, size_t line)
{
	return !text_trim(document->lines[line].text, " \t\r").len;
}

/**
 * document_goes_on() - whether a line belongs to what the one before belongs to
 * @document: the page
 * @line: which, but not the first
 *
 * Return: whether both are of one leaf, or of none and not blank, as those of a
 * link's definition are.
 */
bool document_goes_on(const struct document *document, size_t line)
{
	const struct line *lines = document->lines;

	return lines[line].block == lines[line - 1].block &&
	       (lines[line].block || (!document_is_blank(document, line) &&
				      !document_is_blank(document, line - 1)));
}

/**
 * document_place() - where a line stands
 * @document: the page
 * @line: which; the one behind the last is the file's end
 *
 * Return: the place.
 */
struct place document_place(const struct document *document, size_t line)
{
	const struct input *input = document->input;

	if (line >= document->count)
		return at(input, input->len);
	return at(input, (size_t)(document->lines[line].text.at -
				  input->bytes));
}
