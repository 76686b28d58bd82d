/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Long lines of Markdown, broken at blanks.
 */
#ifndef MKKSARCHIVE_WRAP_H
#define MKKSARCHIVE_WRAP_H

#include "memory.h"

void wrap_line(struct text line, struct buffer *out);

#endif /* MKKSARCHIVE_WRAP_H */
