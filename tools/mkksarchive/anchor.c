// SPDX-License-Identifier: GPL-2.0-only
/*
 * The anchors of a page's headings, as GitHub makes them: in lower case, with
 * hyphens for spaces, without punctuation, numbered where they repeat.
 *
 * A page's anchors are worked out when a link asks for them, which is rare, and
 * under one lock.
 */
#include <cmark.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "anchor.h"
#include "memory.h"
#include "page.h"

struct anchor {
	struct text text;
	struct anchor *next;
};

/* The anchors of one page. */
struct anchors {
	const struct page *page;
	struct anchor *first;
	struct anchors *next;
};

#define BUCKETS 1024

static struct {
	pthread_mutex_t lock;
	struct arena arena;
	struct anchors *buckets[BUCKETS];
} known = { .lock = PTHREAD_MUTEX_INITIALIZER };

static bool is_kept(utf8proc_int32_t point)
{
	utf8proc_category_t category = utf8proc_category(point);

	return point == '-' || (category >= UTF8PROC_CATEGORY_LU &&
				category <= UTF8PROC_CATEGORY_PC);
}

static void add_point(struct buffer *buffer, utf8proc_int32_t point)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t len;

	if (point == ' ') {
		buffer_add_byte(buffer, '-');
	} else if (is_kept(point)) {
		len = utf8proc_encode_char(utf8proc_tolower(point), bytes);
		buffer_add(buffer, (struct text){ (char *)bytes, (size_t)len });
	}
}

static void add_literal(struct buffer *buffer, const char *literal)
{
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)literal;
	utf8proc_int32_t point;
	utf8proc_ssize_t len;

	for (; *at; at += len) {
		len = utf8proc_iterate(at, -1, &point);
		if (len < 1)
			return;
		add_point(buffer, point);
	}
}

static void add_heading(struct buffer *buffer, cmark_node *heading)
{
	cmark_iter *iter = cmark_iter_new(heading);
	cmark_event_type event;
	cmark_node *node;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		node = cmark_iter_get_node(iter);
		if (event != CMARK_EVENT_ENTER)
			continue;
		switch (cmark_node_get_type(node)) {
		case CMARK_NODE_TEXT:
		case CMARK_NODE_CODE:
			add_literal(buffer, cmark_node_get_literal(node));
			break;
		case CMARK_NODE_SOFTBREAK:
		case CMARK_NODE_LINEBREAK:
			buffer_add_byte(buffer, '-');
			break;
		default:
			break;
		}
	}
	cmark_iter_free(iter);
}

static bool has(const struct anchor *anchor, struct text text)
{
	for (; anchor; anchor = anchor->next)
		if (text_equal(anchor->text, text))
			return true;
	return false;
}

/* Makes the buffer's text another than all before. */
static void number(struct buffer *buffer, const struct anchor *others)
{
	size_t len = buffer->len;
	char suffix[24];

	for (unsigned int n = 1; has(others, buffer_text(buffer)); n++) {
		snprintf(suffix, sizeof(suffix), "-%u", n);
		buffer->len = len;
		buffer_add_string(buffer, suffix);
	}
}

static struct anchor *make_anchors(cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);
	struct anchor *anchors = NULL, *anchor;
	struct buffer buffer = { 0 };
	cmark_event_type event;
	cmark_node *node;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		node = cmark_iter_get_node(iter);
		if (event != CMARK_EVENT_ENTER ||
		    cmark_node_get_type(node) != CMARK_NODE_HEADING)
			continue;
		buffer.len = 0;
		add_heading(&buffer, node);
		number(&buffer, anchors);
		anchor = arena_new(&known.arena, struct anchor);
		anchor->text = arena_text(&known.arena, buffer_text(&buffer));
		anchor->next = anchors;
		anchors = anchor;
	}
	cmark_iter_free(iter);
	buffer_free(&buffer);
	return anchors;
}

static struct anchor *read_anchors(const struct page *page)
{
	struct anchor *anchors = NULL;
	cmark_node *document;

	if (!page->body.len)
		return NULL;
	document = cmark_parse_document(page->body.at, page->body.len,
					CMARK_OPT_DEFAULT);
	anchors = make_anchors(document);
	cmark_node_free(document);
	return anchors;
}

static const struct anchor *anchors_of(const struct page *page)
{
	struct anchors **bucket =
		&known.buckets[(size_t)page / sizeof(*page) % BUCKETS];
	struct anchors *anchors;

	for (anchors = *bucket; anchors; anchors = anchors->next)
		if (anchors->page == page)
			return anchors->first;
	anchors = arena_new(&known.arena, struct anchors);
	anchors->page = page;
	anchors->first = read_anchors(page);
	anchors->next = *bucket;
	*bucket = anchors;
	return anchors->first;
}

/**
 * anchor_exists() - whether a page has a heading with an anchor
 * @page: the page, read
 * @anchor: the anchor, without #
 *
 * May be called from any thread.
 *
 * Return: whether it has.
 */
bool anchor_exists(const struct page *page, struct text anchor)
{
	bool exists;

	pthread_mutex_lock(&known.lock);
	exists = has(anchors_of(page), anchor);
	pthread_mutex_unlock(&known.lock);
	return exists;
}
