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

/**
 * struct rare - the two bytes of a needle that are looked for, in all lanes
 * @first: the byte at the needle's @first
 * @second: the byte at its @second
 */
struct rare {
	vector first;
	vector second;
};

static vector in_all_lanes(char byte)
{
	return (vector){ 0 } + (unsigned char)byte;
}

static struct rare rare_of(const struct needle *needle)
{
	return (struct rare){
		in_all_lanes(needle->text.at[needle->first]),
		in_all_lanes(needle->text.at[needle->second])
	};
}

/* Each lane is 0xff where both bytes are in their places, else 0. */
static vector pairs(const struct needle *needle, const struct rare *rare,
		    const char *at)
{
	return (vector)(load(at + needle->first) == rare->first) &
	       (vector)(load(at + needle->second) == rare->second);
}

static bool is_at(const struct needle *needle, const char *at)
{
	return !memcmp(at, needle->text.at, needle->text.len);
}

/* A bit for each of eight lanes that are 0xff or 0, the first the lowest. */
static uint64_t bits_of(uint64_t half)
{
	return ((le64toh(half) & 0x8040201008040201) * 0x0101010101010101) >> 56;
}

/* A bit for each lane. */
static unsigned int mask_of(vector v)
{
	uint64_t halves[LANES / 8];

	memcpy(halves, &v, sizeof(halves));
	return (unsigned int)(bits_of(halves[0]) | bits_of(halves[1]) << 8);
}

/* Looks at the lanes that are set, from @from on; NULL if none is right. */
static const char *check_lanes(const struct needle *needle, const char *at,
			       const char *from, vector found)
{
	const char *lane;

	for (unsigned int mask = mask_of(found); mask; mask &= mask - 1) {
		lane = at + __builtin_ctz(mask);
		if (lane >= from && is_at(needle, lane))
			return lane;
	}
	return NULL;
}

static bool any(vector v)
{
	uint64_t halves[LANES / 8];

	memcpy(halves, &v, sizeof(halves));
	return halves[0] | halves[1];
}

/* Where the needle begins at one of STRIDE places from @at on, or NULL. */
static const char *check_stride(const struct needle *needle,
				const struct rare *rare, const char *at,
				const char *from)
{
	const char *place = NULL;

	for (size_t i = 0; i < STRIDE && !place; i += LANES)
		place = check_lanes(needle, at + i, from,
				    pairs(needle, rare, at + i));
	return place;
}

/* Whether any of STRIDE places from @at on has both bytes. */
static bool any_in_stride(const struct needle *needle, const struct rare *rare,
			  const char *at)
{
	return any((pairs(needle, rare, at) |
		    pairs(needle, rare, at + LANES)) |
		   (pairs(needle, rare, at + 2 * LANES) |
		    pairs(needle, rare, at + 3 * LANES)));
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
	const struct needle copy = *needle;
	const struct rare rare = rare_of(&copy);

	if (hay.len - from < needle->text.len)
		return BYTES_NONE;
	last = hay.at + hay.len - needle->text.len;
	for (; !place && last - at >= STRIDE - 1; at += STRIDE) {
		__builtin_prefetch(at + AHEAD);
		if (any_in_stride(&copy, &rare, at))
			place = check_stride(&copy, &rare, at, at);
	}
	/* What is left is less than a stride; one reaches back to what was seen. */
	if (!place && at <= last)
		place = last - hay.at >= STRIDE - 1
				? check_stride(&copy, &rare,
					       last - (STRIDE - 1), at)
				: find_slowly(needle, at, last);
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
