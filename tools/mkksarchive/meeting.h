/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sections that are meetings.
 */
#ifndef MKKSARCHIVE_MEETING_H
#define MKKSARCHIVE_MEETING_H

#include "source.h"
#include "timeline.h"

/* At the precision of both; nothing is before, or after, what is empty. */
static inline bool date_is_before(struct text date, struct text other)
{
	size_t len = date.len < other.len ? date.len : other.len;

	return len && memcmp(date.at, other.at, len) < 0;
}

bool folder_meets(const struct folder *folder, struct meeting *meeting);
bool meeting_of(const struct page *page, struct meeting *meeting);
void meetings_add(struct timeline *timeline, const struct folder *folder,
		  struct arena *arena);

#endif /* MKKSARCHIVE_MEETING_H */
