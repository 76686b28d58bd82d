/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An article in the form in which LWN's come: what of it is what.
 */
#ifndef MKKSARCHIVE_ARTICLE_H
#define MKKSARCHIVE_ARTICLE_H

#include "absolute.h"
#include "byline.h"
#include "document.h"
#include "headings.h"

/**
 * struct neighbour - the article that was published before or after
 * @what: its title, or empty
 * @url: empty where there is none
 */
struct neighbour {
	struct text what;
	struct text url;
};

/**
 * struct topic - an entry of LWN's index
 * @text: the levels with slashes between
 * @next: NULL after the last
 */
struct topic {
	struct text text;
	struct topic *next;
};

/**
 * struct article - what is known of an article; empty is what is not
 * @document: its file; lines that are furniture, or became something else, are
 *	taken
 * @site: what its links are relative to
 * @arena: owns what is made of it
 * @is_lwn: whether anything in it shows that it is one of LWN's
 * @reported: whether links that cannot be made absolute have been reported
 * @anchors: of its headings, where it is one of LWN's
 * @head_end: the line at which the body begins
 * @tail: the line at which it ends
 */
struct article {
	struct document document;
	struct site site;
	struct arena *arena;
	bool is_lwn;
	bool reported;
	struct text title;
	struct byline byline;
	struct text parent_url;
	struct neighbour previous;
	struct neighbour next;
	struct topic *topics;
	struct anchors anchors;
	size_t head_end;
	size_t tail;
};

bool article_read(struct article *article, struct input *input,
		  struct arena *arena);
bool article_strip_suffix(struct text *title);
void article_free(struct article *article);
void article_add_keys(const struct article *article, struct buffer *text);
void article_add_body(struct article *article, struct buffer *text);
void article_add_lines(struct article *article, struct span span,
		       struct buffer *text);
void article_warn_missing(const struct article *article);

#endif /* MKKSARCHIVE_ARTICLE_H */
