/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Bytes that come without saying how many there will be: through a pipe, or
 * out of a decompressor. However many there are, memory has a limit.
 */
#ifndef KSARCHIVE_INTAKE_H
#define KSARCHIVE_INTAKE_H

#include "memory.h"

/* The largest image, and as much for the module around it. */
#define INTAKE_MAX ((size_t)128 << 20)

void intake_make_room(struct buffer *buffer, const char *name);
struct text intake_read(int fd, const char *name);

#endif /* KSARCHIVE_INTAKE_H */
