// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which bytes a page may hold.
 *
 * Nearly all bytes are plain ASCII, and are passed over a block at a time.
 */
#include <utf8proc.h>

#include "character.h"
#include "input.h"
#include "utf8.h"

#define BLOCK_LEN 64

/* A loop without branches, which compilers turn into vector instructions. */
static bool block_is_plain(const char *block)
{
	unsigned char odd = 0;

	for (int i = 0; i < BLOCK_LEN; i++) {
		unsigned char c = (unsigned char)block[i];

		odd |= (unsigned char)(c - 0x20) >= 0x5f &&
		       c != '\n' && c != '\t';
	}
	return !odd;
}

static void report(enum character_flaw flaw, int point, struct place place)
{
	if (flaw == CHARACTER_NOT_UTF8)
		error_at(place, "byte 0x%02x is not UTF-8: expected UTF-8",
			 point);
	else
		error_at(place, "%scontrol character U+%04X: expected none but tab and newline",
			 flaw == CHARACTER_BIDI_CONTROL ? "bidirectional " : "", point);
}

static bool is_crlf(const struct input *input, size_t i)
{
	return input->bytes[i] == '\r' && input->bytes[i + 1] == '\n';
}

/* The later bytes of a broken character, which the first has been reported of. */
static bool continues_flaw(const struct input *input, size_t i)
{
	return i && (input->bytes[i] & 0xc0) == 0x80 &&
	       (input->bytes[i - 1] & 0x80);
}

static size_t check_character(const struct input *input, size_t i, bool *ok)
{
	struct text rest = { input->bytes + i, input->len - i };
	int point;
	enum character_flaw flaw;
	size_t len = character_examine(rest, &flaw, &point);

	if (!flaw || is_crlf(input, i))
		return len;
	if (flaw != CHARACTER_NOT_UTF8 || !continues_flaw(input, i))
		report(flaw, point, at(input, i));
	*ok = false;
	return len;
}

/**
 * utf8_check() - report what a file must not hold
 * @input: the file, read
 * @part: which of its bytes to look at
 *
 * A CR before a newline is fine; a byte order mark is no flaw either.
 *
 * Return: whether all of them are right.
 */
bool utf8_check(const struct input *input, struct text part)
{
	size_t i = (size_t)(part.at - input->bytes), last = i + part.len, end;
	bool ok = true;

	while (i < last) {
		end = i + BLOCK_LEN;
		if (end <= last && block_is_plain(input->bytes + i))
			i = end;
		while (i < end && i < last)
			i += check_character(input, i, &ok);
	}
	return ok;
}

/**
 * utf8_check_value() - report what a value must not hold
 * @value: as escapes in the file made it
 * @place: where it stands
 *
 * Return: whether all its characters are right.
 */
bool utf8_check_value(struct text value, struct place place)
{
	int point;
	enum character_flaw flaw;
	size_t len;

	for (; value.len; value = text_skip(value, len)) {
		len = character_examine(value, &flaw, &point);
		if (flaw) {
			report(flaw, point, place);
			return false;
		}
	}
	return true;
}

/**
 * utf8_width() - how many columns of a terminal a line takes
 * @line: of valid UTF-8; a tab counts as one column
 *
 * Return: the width.
 */
size_t utf8_width(struct text line)
{
	utf8proc_int32_t point;
	utf8proc_ssize_t len;
	size_t width = 0;

	for (; line.len; line = text_skip(line, (size_t)len)) {
		len = 1;
		if ((unsigned char)*line.at - 0x20u < 0x5f) {
			width++;
			continue;
		}
		len = utf8proc_iterate((const utf8proc_uint8_t *)line.at,
				       (utf8proc_ssize_t)line.len, &point);
		if (len < 1)
			return width;
		width += point == '\t' ? 1 : (size_t)utf8proc_charwidth(point);
	}
	return width;
}
