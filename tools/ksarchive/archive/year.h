/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The year that a session is of.
 */
#ifndef KSARCHIVE_YEAR_H
#define KSARCHIVE_YEAR_H

#include "archive.h"

/* Years have four digits; 0 is for what has no date. */
#define YEARS 10000
#define UNDATED 0

unsigned int year_of_session(const struct archive *archive, u32 dir,
			     u32 *section);

#endif /* KSARCHIVE_YEAR_H */
