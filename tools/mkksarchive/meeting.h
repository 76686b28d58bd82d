/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sections that are meetings.
 */
#ifndef MKKSARCHIVE_MEETING_H
#define MKKSARCHIVE_MEETING_H

#include "source.h"
#include "timeline.h"

bool folder_meets(const struct folder *folder, struct meeting *meeting);
bool meeting_of(const struct page *page, struct meeting *meeting);
void meetings_add(struct timeline *timeline, const struct folder *folder,
		  struct arena *arena);

#endif /* MKKSARCHIVE_MEETING_H */
