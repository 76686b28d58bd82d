/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Links that lead from a page of LWN's, made absolute.
 */
#ifndef MKKSARCHIVE_ABSOLUTE_H
#define MKKSARCHIVE_ABSOLUTE_H

#include "input.h"

#define LWN "https://lwn.net"

/**
 * struct site - what links are relative to
 * @url: the page's own; empty where it is not known
 * @rooted: whether only what begins with a slash is made absolute, and all
 *	else stays
 * @anchored: whether the page has a heading with that anchor; NULL where it
 *	does not matter
 * @what: handed to @anchored
 */
struct site {
	struct text url;
	bool rooted;
	bool (*anchored)(void *what, struct text anchor);
	void *what;
};

bool absolute_url(const struct site *site, struct text url,
		  struct buffer *absolute);
void absolute_links(const struct site *site, const struct input *input,
		    struct text text, struct buffer *out);
bool absolute_wanted(struct text text);

#endif /* MKKSARCHIVE_ABSOLUTE_H */
