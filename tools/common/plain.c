// SPDX-License-Identifier: GPL-2.0-only
/*
 * What Markdown says, without its marks: titles, names and anchors are made of
 * that.
 */
#include "plain.h"

/**
 * plain_add() - what a node's text says
 * @plain: receives it at its end, with blanks for the ends of lines
 * @node: a block, or anything in one
 */
void plain_add(struct buffer *plain, cmark_node *node)
{
	cmark_iter *iter = cmark_iter_new(node);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *part = cmark_iter_get_node(iter);

		if (event != CMARK_EVENT_ENTER)
			continue;
		switch (cmark_node_get_type(part)) {
		case CMARK_NODE_TEXT:
		case CMARK_NODE_CODE:
			buffer_add_string(plain,
					  cmark_node_get_literal(part));
			break;
		case CMARK_NODE_SOFTBREAK:
		case CMARK_NODE_LINEBREAK:
			buffer_add_byte(plain, ' ');
			break;
		default:
			break;
		}
	}
	cmark_iter_free(iter);
}
