/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The table of an archive's meetings. The compiler that makes it and whoever
 * proves that it follows from the pages must agree.
 */
#ifndef COMMON_TIMELINE_H
#define COMMON_TIMELINE_H

#include "memory.h"

/*
 * The fields that tell where a section met, from near to far. The last of them
 * tells it where none of the others does.
 */
#define MEETING_PLACES 4
extern const char *const meeting_places[MEETING_PLACES];

/**
 * struct meeting - a section that has dates
 * @path: of its directory
 * @title: one line
 * @first: the earliest of its dates
 * @last: the latest
 * @places: its fields of meeting_places[], each empty where there is none
 * @pages: how many pages stand in it and, where they have no dates of their
 *	own, in the sections below it
 * @order: where it stands in the catalog
 */
struct meeting {
	struct text path;
	struct text title;
	struct text first;
	struct text last;
	struct text places[MEETING_PLACES];
	size_t pages;
	size_t order;
};

/**
 * struct timeline - meetings; all zero, there are none
 * @meetings: in the order in which they were added
 * @count: how many
 */
struct timeline {
	struct meeting *meetings;
	size_t count;
};

bool meeting_dates(struct text dates, struct meeting *meeting);
void timeline_add(struct timeline *timeline, const struct meeting *meeting);
void timeline_write(struct timeline *timeline, struct buffer *table);
void timeline_free(struct timeline *timeline);

#endif /* COMMON_TIMELINE_H */
