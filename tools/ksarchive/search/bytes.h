/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Looking through many bytes at once. A search spends its time here: all data
 * of the archive pass through bytes_find(), where what is looked for is a
 * plain text.
 */
#ifndef KSARCHIVE_BYTES_H
#define KSARCHIVE_BYTES_H

#include "text.h"

/* What a search that found nothing returns. */
#define BYTES_NONE ((size_t)-1)

/**
 * struct needle - a text to be found again and again
 * @text: the text, at least one byte; not owned
 * @first: offset of a byte in it that is rare elsewhere
 * @second: offset of another; @first where there is no other
 */
struct needle {
	struct text text;
	size_t first;
	size_t second;
};

struct needle needle_of(struct text text);
size_t bytes_find(const struct needle *needle, struct text hay, size_t from);
size_t bytes_count(struct text text, char byte);

#endif /* KSARCHIVE_BYTES_H */
