// SPDX-License-Identifier: GPL-2.0-only
/*
 * The anchors of a text's headings: in lower case, with hyphens for spaces,
 * without punctuation, numbered where they repeat.
 *
 * Each remembers how often it was repeated, so that a text of nothing but equal
 * headings takes no more time than another.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "character.h"
#include "headings.h"
#include "plain.h"

#define FIRST_BUCKETS 16

struct anchor {
	struct text text;
	unsigned long repeated;
	struct anchor *next;
};

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

/* What is no UTF-8 is left out as punctuation is. */
static void add_heading(struct buffer *buffer, cmark_node *heading)
{
	struct buffer plain = { 0 };
	struct text rest;
	size_t len;
	int point;

	plain_add(&plain, heading);
	for (rest = buffer_text(&plain); rest.len; rest = text_skip(rest, len)) {
		len = character_first(rest, &point);
		add_point(buffer, point);
	}
	buffer_free(&plain);
}

/* FNV-1a, 32 bits. */
static uint32_t hash(struct text text)
{
	uint32_t value = 2166136261;

	for (size_t i = 0; i < text.len; i++)
		value = (value ^ (unsigned char)text.at[i]) * 16777619;
	return value;
}

static struct anchor **bucket_of(const struct anchors *anchors,
				 struct text text)
{
	return &anchors->buckets[hash(text) & (anchors->bucket_count - 1)];
}

static struct anchor *find(const struct anchors *anchors, struct text text)
{
	struct anchor *anchor;

	if (!anchors->bucket_count)
		return NULL;
	for (anchor = *bucket_of(anchors, text); anchor; anchor = anchor->next)
		if (text_equal(anchor->text, text))
			return anchor;
	return NULL;
}

static void link_in(struct anchors *anchors, struct anchor *anchor)
{
	struct anchor **bucket = bucket_of(anchors, anchor->text);

	anchor->next = *bucket;
	*bucket = anchor;
}

static void widen(struct anchors *anchors)
{
	struct anchor **old = anchors->buckets, *anchor, *next;
	size_t old_count = anchors->bucket_count;

	anchors->bucket_count = old_count ? 2 * old_count : FIRST_BUCKETS;
	anchors->buckets = memory_resize(NULL, anchors->bucket_count,
					 sizeof(*anchors->buckets));
	memset(anchors->buckets, 0,
	       anchors->bucket_count * sizeof(*anchors->buckets));
	for (size_t i = 0; i < old_count; i++)
		for (anchor = old[i]; anchor; anchor = next) {
			next = anchor->next;
			link_in(anchors, anchor);
		}
	free(old);
}

/* Makes the buffer's text another than all before. */
static void number(struct anchors *anchors, struct buffer *buffer)
{
	struct anchor *first = find(anchors, buffer_text(buffer));
	size_t len = buffer->len;
	char suffix[24];

	if (!first)
		return;
	do {
		snprintf(suffix, sizeof(suffix), "-%lu", ++first->repeated);
		buffer->len = len;
		buffer_add_string(buffer, suffix);
	} while (find(anchors, buffer_text(buffer)));
}

/**
 * anchors_add() - make the anchor of a text's next heading
 * @anchors: those of the headings before it
 * @heading: the heading
 *
 * Return: the anchor, in @anchors; empty where nothing of the heading is left.
 */
struct text anchors_add(struct anchors *anchors, cmark_node *heading)
{
	struct anchor *anchor = arena_new(anchors->arena, struct anchor);
	struct buffer buffer = { 0 };

	add_heading(&buffer, heading);
	number(anchors, &buffer);
	anchor->text = arena_text(anchors->arena, buffer_text(&buffer));
	buffer_free(&buffer);
	if (anchors->count++ == anchors->bucket_count)
		widen(anchors);
	link_in(anchors, anchor);
	return anchor->text;
}

/**
 * anchors_have() - whether a text has a heading with an anchor
 * @anchors: those of the text
 * @anchor: the anchor, without #
 *
 * Return: whether it has.
 */
bool anchors_have(const struct anchors *anchors, struct text anchor)
{
	return find(anchors, anchor);
}

/**
 * anchors_free() - give the anchors of a text up, but for what is in the arena
 * @anchors: all zero afterwards
 */
void anchors_free(struct anchors *anchors)
{
	free(anchors->buckets);
	*anchors = (struct anchors){ 0 };
}
