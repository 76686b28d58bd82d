/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How near a word comes to another: for "did you mean".
 */
#ifndef KSARCHIVE_NEAR_H
#define KSARCHIVE_NEAR_H

#include "text.h"

size_t near_limit(struct text typed);
size_t near_distance(struct text typed, struct text other, size_t limit);

#endif /* KSARCHIVE_NEAR_H */
