/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pages in other encodings than UTF-8.
 */
#ifndef MKKSARCHIVE_ENCODING_H
#define MKKSARCHIVE_ENCODING_H

#include "input.h"

bool encoding_convert(struct input *input, struct arena *arena);

#endif /* MKKSARCHIVE_ENCODING_H */
