/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names for folders, made from what people call things.
 */
#ifndef COMMON_SLUG_H
#define COMMON_SLUG_H

#include "memory.h"

bool slug_make(struct text term, struct buffer *slug);

#endif /* COMMON_SLUG_H */
