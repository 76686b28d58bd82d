/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Dates with the day of the week before them.
 */
#ifndef MKKSARCHIVE_WEEKDAY_H
#define MKKSARCHIVE_WEEKDAY_H

#include "diagnostic.h"
#include "memory.h"

/**
 * enum weekday_form - how the day of the week may be written
 * @WEEKDAY_WHOLE: its name
 * @WEEKDAY_BRIEF: its name, or three letters of it or more
 */
enum weekday_form {
	WEEKDAY_WHOLE,
	WEEKDAY_BRIEF,
};

bool weekday_date_read(struct text text, enum weekday_form form,
		       struct buffer *iso, struct text *wrong);
void weekday_warn(struct place place, struct text wrong, struct text iso);

#endif /* MKKSARCHIVE_WEEKDAY_H */
