// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which characters an archive may hold.
 *
 * A page ends on somebody's terminal through cat(1): control characters could
 * steer it, and those that reorder text could make it lie.
 */
#include <utf8proc.h>

#include "character.h"

/* Those of Unicode's Bidi_Control. */
static bool is_bidi_control(utf8proc_int32_t point)
{
	return point == 0x061c || point == 0x200e || point == 0x200f ||
	       (point >= 0x202a && point <= 0x202e) ||
	       (point >= 0x2066 && point <= 0x2069);
}

static bool is_control(utf8proc_int32_t point)
{
	return point < 0x20 || (point >= 0x7f && point < 0xa0);
}

/**
 * character_examine() - look at a text's first character
 * @text: not empty
 * @flaw: receives what is wrong with it; tab and newline are fine
 * @point: receives its number, or that of a byte that is part of none
 *
 * Return: how many bytes it takes.
 */
size_t character_examine(struct text text, enum character_flaw *flaw,
			 int *point)
{
	utf8proc_int32_t found;
	utf8proc_ssize_t len =
		utf8proc_iterate((const utf8proc_uint8_t *)text.at,
				 (utf8proc_ssize_t)text.len, &found);

	*flaw = CHARACTER_FLAWLESS;
	if (len < 1) {
		*flaw = CHARACTER_NOT_UTF8;
		*point = (unsigned char)*text.at;
		return 1;
	}
	*point = found;
	if (is_control(found) && found != '\n' && found != '\t')
		*flaw = CHARACTER_CONTROL;
	else if (is_bidi_control(found))
		*flaw = CHARACTER_BIDI_CONTROL;
	return (size_t)len;
}
