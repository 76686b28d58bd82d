/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Dates as people write them, made ISO 8601.
 */
#ifndef COMMON_DATE_H
#define COMMON_DATE_H

#include "memory.h"

/* What a message says was expected. */
#define DATE_FORMS \
	"expected a day that exists, as 2010, 2010-11, 2010-11-02, " \
	"2010-11-02T10:00:00Z, \"2 November 2010\" or \"November 2010\""

/*
 * Of ISO dates, at the precision of both; nothing is before, or after, what is
 * empty.
 */
static inline bool date_is_before(struct text date, struct text other)
{
	size_t len = date.len < other.len ? date.len : other.len;

	return len && memcmp(date.at, other.at, len) < 0;
}

bool date_key(struct text key);
bool date_read(struct text text, struct buffer *iso);

#endif /* COMMON_DATE_H */
