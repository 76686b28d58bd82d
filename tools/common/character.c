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
 * character_first() - the first character of a text
 * @text: not empty
 * @point: receives its number; -1 where the first byte is part of none
 *
 * Return: how many bytes it takes, at least 1.
 */
size_t character_first(struct text text, int *point)
{
	utf8proc_ssize_t len =
		utf8proc_iterate((const utf8proc_uint8_t *)text.at,
				 (utf8proc_ssize_t)text.len, point);

	if (len > 0)
		return (size_t)len;
	*point = -1;
	return 1;
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
	size_t len = character_first(text, point);

	*flaw = CHARACTER_FLAWLESS;
	if (*point < 0) {
		*flaw = CHARACTER_NOT_UTF8;
		*point = (unsigned char)*text.at;
	} else if (is_control(*point) && *point != '\n' && *point != '\t') {
		*flaw = CHARACTER_CONTROL;
	} else if (is_bidi_control(*point)) {
		*flaw = CHARACTER_BIDI_CONTROL;
	}
	return len;
}

/**
 * characters_flawless() - whether an archive may hold a text
 * @text: the text
 *
 * Return: whether nothing is wrong with any of its characters.
 */
bool characters_flawless(struct text text)
{
	enum character_flaw flaw = CHARACTER_FLAWLESS;
	int point;

	while (text.len && !flaw)
		text = text_skip(text, character_examine(text, &flaw, &point));
	return !flaw;
}
