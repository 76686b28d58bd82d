// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which anchors a page's headings have. They are worked out when a link asks
 * for them, which is rare, and under one lock.
 */
#include <pthread.h>

#include "anchor.h"
#include "headings.h"
#include "page.h"

/* The anchors of one page. */
struct page_anchors {
	const struct page *page;
	struct anchors anchors;
	struct page_anchors *next;
};

#define BUCKETS 1024

static struct {
	pthread_mutex_t lock;
	struct arena arena;
	struct page_anchors *buckets[BUCKETS];
} known = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void add_headings(struct anchors *anchors, cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);
	cmark_event_type event;
	cmark_node *node;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		node = cmark_iter_get_node(iter);
		if (event == CMARK_EVENT_ENTER &&
		    cmark_node_get_type(node) == CMARK_NODE_HEADING)
			anchors_add(anchors, node);
	}
	cmark_iter_free(iter);
}

static void read_anchors(struct anchors *anchors, const struct page *page)
{
	cmark_node *document;

	if (!page->body.len)
		return;
	document = cmark_parse_document(page->body.at, page->body.len,
					CMARK_OPT_DEFAULT);
	add_headings(anchors, document);
	cmark_node_free(document);
}

static const struct anchors *anchors_of(const struct page *page)
{
	struct page_anchors **bucket =
		&known.buckets[(size_t)page / sizeof(*page) % BUCKETS];
	struct page_anchors *anchors;

	for (anchors = *bucket; anchors; anchors = anchors->next)
		if (anchors->page == page)
			return &anchors->anchors;
	anchors = arena_new(&known.arena, struct page_anchors);
	anchors->page = page;
	anchors->anchors.arena = &known.arena;
	read_anchors(&anchors->anchors, page);
	anchors->next = *bucket;
	*bucket = anchors;
	return &anchors->anchors;
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
	exists = anchors_have(anchors_of(page), anchor);
	pthread_mutex_unlock(&known.lock);
	return exists;
}
