/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The days of a meeting.
 */
#ifndef MKKSARCHIVE_DAYS_H
#define MKKSARCHIVE_DAYS_H

#include "manifest.h"
#include "source.h"

void days_check(const struct source *source, const struct manifest *manifest);

#endif /* MKKSARCHIVE_DAYS_H */
