/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who wrote a page, and when, where one line says both.
 */
#ifndef MKKSARCHIVE_BYLINE_H
#define MKKSARCHIVE_BYLINE_H

#include "memory.h"

/**
 * struct byline - what a byline says
 * @author: empty where it names none
 * @date: in ISO form, or empty
 * @wrong_day: the day of the week, where @date has another; else empty
 */
struct byline {
	struct text author;
	struct text date;
	struct text wrong_day;
};

bool byline_read(struct text line, struct byline *byline, struct arena *arena);
bool byline_read_author(struct text value, struct byline *byline,
			struct arena *arena);

#endif /* MKKSARCHIVE_BYLINE_H */
