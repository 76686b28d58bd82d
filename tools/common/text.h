/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A run of bytes that somebody else owns. Most of what a page says is copied
 * from the file to the image as it stands: runs lead into the file's bytes
 * wherever they can.
 */
#ifndef COMMON_TEXT_H
#define COMMON_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

struct text {
	const char *at;
	size_t len;
};

#define TEXT(literal) ((struct text){ literal, sizeof(literal) - 1 })

/* The two arguments that a "%.*s" wants. */
#define TEXT_ARGS(text) (int)(text).len, (text).at

static inline struct text text_of(const char *string)
{
	return (struct text){ string, strlen(string) };
}

static inline struct text text_between(const char *from, const char *to)
{
	return (struct text){ from, (size_t)(to - from) };
}

static inline struct text text_skip(struct text text, size_t len)
{
	return (struct text){ text.at + len, text.len - len };
}

/* An empty text may be nowhere, where memcmp() must not look. */
static inline bool text_equal(struct text a, struct text b)
{
	return a.len == b.len && (!a.len || !memcmp(a.at, b.at, a.len));
}

static inline bool text_is(struct text text, const char *string)
{
	return text_equal(text, text_of(string));
}

static inline bool text_begins(struct text text, struct text beginning)
{
	return text.len >= beginning.len &&
	       text_equal((struct text){ text.at, beginning.len }, beginning);
}

static inline bool text_ends(struct text text, struct text end)
{
	return text.len >= end.len &&
	       text_equal(text_skip(text, text.len - end.len), end);
}

/* In any case, as far as ASCII goes. */
static inline bool text_begins_nocase(struct text text, struct text beginning)
{
	return text.len >= beginning.len &&
	       (!beginning.len ||
		!strncasecmp(text.at, beginning.at, beginning.len));
}

/* In any case, as far as ASCII goes. */
static inline bool text_ends_nocase(struct text text, struct text end)
{
	return text.len >= end.len &&
	       (!end.len ||
		!strncasecmp(text.at + text.len - end.len, end.at, end.len));
}

/* By unsigned bytes, as the image sorts names. */
static inline int text_compare(struct text a, struct text b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common ? memcmp(a.at, b.at, common) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static inline bool text_has(struct text text, char byte)
{
	return text.len && memchr(text.at, byte, text.len);
}

/* Takes @beginning off @rest, which is as it was where it begins otherwise. */
static inline bool text_take(struct text *rest, struct text beginning)
{
	if (!text_begins(*rest, beginning))
		return false;
	*rest = text_skip(*rest, beginning.len);
	return true;
}

/* Takes the part before the first @byte, or all there is, off @rest. */
static inline struct text text_cut(struct text *rest, char byte)
{
	const char *end = rest->len ? memchr(rest->at, byte, rest->len) : NULL;
	struct text part = *rest;

	if (!end) {
		*rest = (struct text){ 0 };
		return part;
	}
	part.len = (size_t)(end - part.at);
	*rest = text_skip(*rest, part.len + 1);
	return part;
}

/* To strchr(), NUL is part of every set. */
static inline bool byte_is_of(const char *set, char byte)
{
	return byte && strchr(set, byte);
}

/* Without the bytes of @set at its end. */
static inline struct text text_trim_end(struct text text, const char *set)
{
	while (text.len && byte_is_of(set, text.at[text.len - 1]))
		text.len--;
	return text;
}

/* Without the bytes of @set at either end. */
static inline struct text text_trim(struct text text, const char *set)
{
	text = text_trim_end(text, set);
	while (text.len && byte_is_of(set, *text.at))
		text = text_skip(text, 1);
	return text;
}

#endif /* COMMON_TEXT_H */
