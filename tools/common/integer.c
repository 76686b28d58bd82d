// SPDX-License-Identifier: GPL-2.0-only
/*
 * Integers as people write them, in decimal. They order things: one that a long
 * does not hold is none.
 */
#include <errno.h>
#include <stdlib.h>

#include "integer.h"

/**
 * integer_read() - read an integer
 * @text: digits, perhaps with a sign before them
 * @number: receives it; of no use where @text is none
 *
 * Return: whether @text is an integer, and nothing besides.
 */
bool integer_read(struct text text, long *number)
{
	char digits[32], *end;

	if (!text.len || text.len >= sizeof(digits))
		return false;
	memcpy(digits, text.at, text.len);
	digits[text.len] = '\0';
	errno = 0;
	*number = strtol(digits, &end, 10);
	return !errno && end == digits + text.len && *digits > ' ';
}
