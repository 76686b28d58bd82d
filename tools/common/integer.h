/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Integers as people write them.
 */
#ifndef COMMON_INTEGER_H
#define COMMON_INTEGER_H

#include "text.h"

bool integer_read(struct text text, long *number);

#endif /* COMMON_INTEGER_H */
