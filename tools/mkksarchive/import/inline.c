// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a line of Markdown says, without its marks: titles, names and topics
 * are taken so.
 */
#include "inline.h"
#include "plain.h"

/* The length of a blank at the beginning of @text: a byte, or U+00A0's two. */
static size_t blank_len(struct text text)
{
	if (text_begins(text, TEXT("\xc2\xa0")))
		return 2;
	return text.len && byte_is_of(" \t\r\n", *text.at);
}

/**
 * inline_squeeze() - make one blank of any number, and none at either end
 * @text: in UTF-8; no-break spaces are blanks too
 * @arena: owns what is returned
 *
 * Return: the text.
 */
struct text inline_squeeze(struct text text, struct arena *arena)
{
	char *squeezed = arena_bytes(arena, text.len + 1), *out = squeezed;
	size_t blank;

	while (text.len) {
		blank = blank_len(text);
		if (!blank)
			*out++ = *text.at;
		else if (out > squeezed && out[-1] != ' ')
			*out++ = ' ';
		text = text_skip(text, blank ? blank : 1);
	}
	if (out > squeezed && out[-1] == ' ')
		out--;
	*out = '\0';
	return text_between(squeezed, out);
}

/**
 * inline_plain() - what a node's text says, on one line
 * @node: a block, or anything in one
 * @arena: owns what is returned
 *
 * Return: the text, without a blank at either end.
 */
struct text inline_plain(cmark_node *node, struct arena *arena)
{
	struct buffer plain = { 0 };
	struct text text;

	plain_add(&plain, node);
	text = inline_squeeze(buffer_text(&plain), arena);
	buffer_free(&plain);
	return text;
}

/**
 * inline_only_link() - the link that is all that a paragraph holds
 * @paragraph: the paragraph
 *
 * Return: the link, which may stand in emphasis; NULL where there is more, or
 * an image.
 */
cmark_node *inline_only_link(cmark_node *paragraph)
{
	cmark_node *node = cmark_node_first_child(paragraph);
	cmark_node_type type;

	while (node && !cmark_node_next(node)) {
		type = cmark_node_get_type(node);
		if (type == CMARK_NODE_LINK)
			break;
		if (type != CMARK_NODE_STRONG && type != CMARK_NODE_EMPH)
			return NULL;
		node = cmark_node_first_child(node);
	}
	if (!node || cmark_node_next(node) || !cmark_node_first_child(node) ||
	    cmark_node_get_type(cmark_node_first_child(node)) ==
	    CMARK_NODE_IMAGE)
		return NULL;
	return node;
}

/**
 * inline_first_link() - the first link in a node
 * @node: a block, or anything in one
 *
 * Return: the link, or NULL.
 */
cmark_node *inline_first_link(cmark_node *node)
{
	cmark_iter *iter = cmark_iter_new(node);
	cmark_node *link = NULL;
	cmark_event_type event;

	while (!link && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		if (cmark_node_get_type(cmark_iter_get_node(iter)) ==
		    CMARK_NODE_LINK)
			link = cmark_iter_get_node(iter);
	cmark_iter_free(iter);
	return link;
}
