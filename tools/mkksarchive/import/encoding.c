// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pages in other encodings than UTF-8: those that say what they are by a mark
 * at their beginning, and those of one byte a character, where Windows-1252 is
 * what browsers take for Latin-1. Each conversion is reported, since only a
 * reader can tell whether it was the right one.
 */
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

#include "character.h"
#include "encoding.h"
#include "env.h"

#define WINDOWS "Windows-1252"

struct mark {
	struct text bytes;
	const char *encoding;
};

/* The longer one first: UTF-16's begins UTF-32's. */
static const struct mark marks[] = {
	{ { "\xff\xfe\0\0", 4 }, "UTF-32LE" },
	{ { "\0\0\xfe\xff", 4 }, "UTF-32BE" },
	{ { "\xff\xfe", 2 }, "UTF-16LE" },
	{ { "\xfe\xff", 2 }, "UTF-16BE" },
};

static bool fails(const struct input *input, const char *encoding,
		  size_t offset)
{
	error_at(at(input, offset),
		 "byte 0x%02x is not %s: expected UTF-8, or an encoding that can be told",
		 (unsigned char)input->bytes[offset], encoding);
	return false;
}

/* A character of one byte has three in UTF-8 at most, one of two or four, four. */
static bool convert(struct input *input, struct text from,
		    const char *encoding, struct arena *arena)
{
	size_t room = 3 * from.len + 4, left = room;
	char *bytes = arena_bytes(arena, room + 1), *out = bytes;
	char *in = (char *)from.at;
	iconv_t how = iconv_open("UTF-8", encoding);
	size_t in_left = from.len, done;

	if (how == (iconv_t)-1)
		die("iconv does not know %s: %s", encoding, strerror(errno));
	done = iconv(how, &in, &in_left, &out, &left);
	iconv_close(how);
	if (done == (size_t)-1)
		return fails(input, encoding, (size_t)(in - input->bytes));
	*out = '\0';
	input->bytes = bytes;
	input->len = room - left;
	return true;
}

static bool convert_marked(struct input *input, const struct mark *mark,
			   struct arena *arena)
{
	struct text rest = text_skip((struct text){ input->bytes, input->len },
				     mark->bytes.len);

	if (!convert(input, rest, mark->encoding, arena))
		return false;
	diagnose(WARNING, at(input, WHOLE), "%s, as its mark says: made UTF-8",
		 mark->encoding);
	return true;
}

/**
 * struct census - what bytes that are not ASCII are
 * @first: the offset of the first that is no UTF-8
 * @wrong: how many are none
 * @right: how many characters of several bytes are UTF-8
 */
struct census {
	size_t first;
	size_t wrong;
	size_t right;
};

static struct census count_bytes(const struct input *input)
{
	struct text rest = { input->bytes, input->len };
	struct census census = { 0 };
	enum character_flaw flaw;
	size_t len;
	int point;

	for (; rest.len; rest = text_skip(rest, len)) {
		len = 1;
		if (!((unsigned char)*rest.at & 0x80))
			continue;
		len = character_examine(rest, &flaw, &point);
		if (flaw != CHARACTER_NOT_UTF8)
			census.right++;
		else if (!census.wrong++)
			census.first = (size_t)(rest.at - input->bytes);
	}
	return census;
}

static bool convert_bytes(struct input *input, const struct census *census,
			  struct arena *arena)
{
	struct text all = { input->bytes, input->len };
	unsigned char byte = (unsigned char)input->bytes[census->first];

	if (census->right) {
		error_at(at(input, census->first),
			 "byte 0x%02x is not UTF-8, and other characters are: expected one encoding",
			 byte);
		return false;
	}
	if (!convert(input, all, WINDOWS, arena))
		return false;
	/* It stands where it stood: before it all bytes are ASCII. */
	diagnose(WARNING, at(input, census->first),
		 "byte 0x%02x is not UTF-8: the page is taken for " WINDOWS " and made UTF-8",
		 byte);
	return true;
}

/**
 * encoding_convert() - make a page UTF-8
 * @input: the page's file, read; its bytes are replaced where they are not
 *	UTF-8
 * @arena: owns the new bytes
 *
 * Return: whether it is UTF-8 now; whatever else it was, or is, has been
 * reported.
 */
bool encoding_convert(struct input *input, struct arena *arena)
{
	struct text all = { input->bytes, input->len };
	struct census census;

	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		if (text_begins(all, marks[i].bytes))
			return convert_marked(input, &marks[i], arena);
	if (text_has(all, '\0')) {
		error_at(at(input, strlen(all.at)),
			 "byte 0x00, which is in no text: expected UTF-8, or a byte order mark where it is UTF-16");
		return false;
	}
	census = count_bytes(input);
	return !census.wrong || convert_bytes(input, &census, arena);
}
