// SPDX-License-Identifier: GPL-2.0-only
/*
 * Looking through many bytes at once, with the vectors of GCC and clang, which
 * are SSE2 on x86-64 and NEON on arm64.
 *
 * A text is found by two of its bytes at their distance: the two that are
 * rarest in prose, so that few places have them both. memmem() looks at less
 * than that, and takes several times as long; memchr() for one byte stops at
 * every "z", but at every "e" too.
 */
#include <endian.h>
#include <stdbool.h>
#include <stdint.h>

#include "bytes.h"

#define LANES 16
#define STRIDE (4 * LANES)

/* How far ahead memory is asked for; the processor itself stops at a page. */
#define AHEAD 4096

typedef unsigned char vector __attribute__((vector_size(LANES)));

/* The commonest bytes of English prose and of Markdown, in falling order. */
static const char common_bytes[] =
	" etaoinsrhldcu\nmfpgwyb.,vk-/\"'Sx()TI:AC10M2L`PqzDRj*E[]_BNFWH;39OG";

static size_t rarity(char byte)
{
	const char *at = memchr(common_bytes, byte, sizeof(common_bytes) - 1);

	return at ? (size_t)(at - common_bytes) : sizeof(common_bytes);
}

/* The offset of the rarest byte, the one at @but apart. */
static size_t rarest(struct text text, size_t but)
{
	size_t best = BYTES_NONE;

	for (size_t i = 0; i < text.len; i++)
		if (i != but && (best == BYTES_NONE ||
				 rarity(text.at[i]) > rarity(text.at[best])))
			best = i;
	return best == BYTES_NONE ? but : best;
}

/**
 * needle_of() - get ready to find a text
 * @text: the text, at least one byte; it must stay where it is
 *
 * Return: what bytes_find() needs.
 */
struct needle needle_of(struct text text)
{
	size_t first = rarest(text, BYTES_NONE);

	return (struct needle){ text, first, rarest(text, first) };
}

static vector load(const char *at)
{
	vector v;

	memcpy(&v, at, sizeof(v));
	return v;
}

/* Each lane is 0xff where both bytes are in their places, else 0. */
static vector pairs(const struct needle *needle, const char *at)
{
	vector first = load(at + needle->first);
	vector second = load(at + needle->second);

	return (vector)(first == (unsigned char)needle->text.at[needle->first]) &
	       (vector)(second ==
			(unsigned char)needle->text.at[needle->second]);
}

static bool is_at(const struct needle *needle, const char *at)
{
	return !memcmp(at, needle->text.at, needle->text.len);
}

/* Looks at the lanes that are set, eight in each half; NULL if none is right. */
static const char *check_lanes(const struct needle *needle, const char *at,
			       vector found)
{
	uint64_t halves[LANES / 8], half;
	const char *lane;

	memcpy(halves, &found, sizeof(halves));
	for (size_t i = 0; i < LANES / 8; i++) {
		half = le64toh(halves[i]);
		while (half) {
			lane = at + 8 * i + __builtin_ctzll(half) / 8;
			if (is_at(needle, lane))
				return lane;
			half &= ~(0xffULL << (__builtin_ctzll(half) & ~7));
		}
	}
	return NULL;
}

static bool any(vector v)
{
	uint64_t halves[LANES / 8];

	memcpy(halves, &v, sizeof(halves));
	return halves[0] | halves[1];
}

static const char *check_stride(const struct needle *needle, const char *at)
{
	const char *place = NULL;

	for (size_t i = 0; i < STRIDE && !place; i += LANES)
		place = check_lanes(needle, at + i, pairs(needle, at + i));
	return place;
}

/* Where the needle begins at one of STRIDE places from @at on, or NULL. */
static const char *find_in_stride(const struct needle *needle, const char *at)
{
	vector found = (pairs(needle, at) | pairs(needle, at + LANES)) |
		       (pairs(needle, at + 2 * LANES) |
			pairs(needle, at + 3 * LANES));

	return any(found) ? check_stride(needle, at) : NULL;
}

/* Where the needle begins from @at to @last, both included, or NULL. */
static const char *find_slowly(const struct needle *needle, const char *at,
			       const char *last)
{
	char first = *needle->text.at;

	for (; at <= last; at++) {
		at = memchr(at, first, (size_t)(last - at) + 1);
		if (!at || is_at(needle, at))
			return at;
	}
	return NULL;
}

/**
 * bytes_find() - find a text
 * @needle: the text
 * @hay: where
 * @from: offset to begin at, at most the length
 *
 * Return: the offset of the first place, or BYTES_NONE.
 */
size_t bytes_find(const struct needle *needle, struct text hay, size_t from)
{
	const char *at = hay.at + from, *last, *place = NULL;

	if (hay.len - from < needle->text.len)
		return BYTES_NONE;
	last = hay.at + hay.len - needle->text.len;
	for (; !place && last - at >= STRIDE - 1; at += STRIDE) {
		__builtin_prefetch(at + AHEAD);
		place = find_in_stride(needle, at);
	}
	if (!place)
		place = find_slowly(needle, at, last);
	return place ? (size_t)(place - hay.at) : BYTES_NONE;
}

/* The sum of eight lanes, each of at most 255. */
static size_t add_lanes(uint64_t half)
{
	const uint64_t even = 0x00ff00ff00ff00ff, ones = 0x0001000100010001;

	return (((half & even) + (half >> 8 & even)) * ones) >> 48;
}

/* Of at most 255 vectors, so that no lane runs over. */
static size_t count_lanes(const char *at, size_t vectors, unsigned char byte)
{
	uint64_t halves[LANES / 8];
	vector sum = { 0 };

	for (size_t i = 0; i < vectors; i++)
		sum -= (vector)(load(at + i * LANES) == byte);
	memcpy(halves, &sum, sizeof(halves));
	return add_lanes(halves[0]) + add_lanes(halves[1]);
}

/* In the last bytes before @end, fewer than a vector has. */
static size_t count_last(const char *end, size_t bytes, unsigned char byte)
{
	/* From byte LANES - bytes on, the lanes that they are in. */
	static const char wanted[2 * LANES] = {
		[LANES ... 2 * LANES - 1] = 1
	};
	uint64_t halves[LANES / 8];
	vector found = (vector)(load(end - LANES) == byte) &
		       load(wanted + bytes);

	memcpy(halves, &found, sizeof(halves));
	return add_lanes(halves[0]) + add_lanes(halves[1]);
}

/**
 * bytes_count() - count a byte
 * @text: where
 * @byte: the byte
 *
 * Return: how often it stands there.
 */
size_t bytes_count(struct text text, char byte)
{
	bool any_vector = text.len >= LANES;
	size_t count = 0, vectors;

	while (text.len >= LANES) {
		vectors = text.len / LANES < 255 ? text.len / LANES : 255;
		count += count_lanes(text.at, vectors, (unsigned char)byte);
		text = text_skip(text, vectors * LANES);
	}
	if (any_vector)
		return count + count_last(text.at + text.len, text.len,
					  (unsigned char)byte);
	for (size_t i = 0; i < text.len; i++)
		count += text.at[i] == byte;
	return count;
}
