/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The page of a session of which all that is known is what a list says.
 */
#ifndef MKKSARCHIVE_STUB_H
#define MKKSARCHIVE_STUB_H

#include <sys/stat.h>

#include "article.h"
#include "draft.h"

/**
 * struct session - what is known of a session
 * @title: one line
 * @url: empty where none can be told
 * @file: of the page beside the list that its link leads to; all zero where it
 *	leads to none
 * @day: of the meeting
 * @weight: its place among the sessions
 */
struct session {
	struct text title;
	struct text url;
	struct stat file;
	unsigned int day;
	unsigned int weight;
};

struct site stub_site(const struct article *list);
struct draft *stub_make(struct article *list, cmark_node *item,
			const struct session *session, struct arena *keep);

#endif /* MKKSARCHIVE_STUB_H */
