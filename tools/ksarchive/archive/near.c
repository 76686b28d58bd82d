// SPDX-License-Identifier: GPL-2.0-only
/*
 * How near a word comes to another: for "did you mean".
 */
#include "near.h"

/* Beyond so many slips nobody recognises what was meant. */
#define LIMIT_MAX 8
#define TYPED_MAX 255

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t smaller = a < b ? a : b;

	return smaller < c ? smaller : c;
}

/**
 * near_limit() - how far from what was typed a suggestion may be
 * @typed: what was typed
 *
 * Return: a number of slips: one in each three bytes, and one.
 */
size_t near_limit(struct text typed)
{
	size_t limit = typed.len / 3 + 1;

	return limit < LIMIT_MAX ? limit : LIMIT_MAX;
}

/* Two neighbours that changed places are one slip, as Damerau counts. */
static bool swapped(struct text a, size_t i, struct text b, size_t j)
{
	return i && j && lower(a.at[i]) == lower(b.at[j - 1]) &&
	       lower(a.at[i - 1]) == lower(b.at[j]) &&
	       lower(a.at[i]) != lower(b.at[j]);
}

/* What the distance's table has below two rows; returns the row's least. */
static size_t next_row(size_t *row, const size_t *above, const size_t *higher,
		       struct text typed, struct text other, size_t j)
{
	size_t best = row[0] = j + 1;

	for (size_t i = 0; i < typed.len; i++) {
		row[i + 1] = least(above[i + 1] + 1, row[i] + 1,
				   above[i] + (lower(typed.at[i]) !=
					       lower(other.at[j])));
		if (swapped(typed, i, other, j) &&
		    higher[i - 1] + 1 < row[i + 1])
			row[i + 1] = higher[i - 1] + 1;
		if (row[i + 1] < best)
			best = row[i + 1];
	}
	return best;
}

/**
 * near_distance() - how many slips of the fingers lie between two words
 * @typed: what was typed
 * @other: what may have been meant
 * @limit: from where on it does not matter how many
 *
 * A slip is a byte too many, too few or another, or two that changed places.
 * Upper and lower case are one.
 *
 * Return: the number; @limit + 1 where it is more than @limit.
 */
size_t near_distance(struct text typed, struct text other, size_t limit)
{
	size_t rows[3][TYPED_MAX + 1], last = 0;

	if (typed.len > TYPED_MAX || typed.len > other.len + limit ||
	    other.len > typed.len + limit)
		return limit + 1;
	for (size_t i = 0; i <= typed.len; i++)
		rows[0][i] = i;
	for (size_t j = 0; j < other.len; j++) {
		last = (j + 1) % 3;
		if (next_row(rows[last], rows[j % 3], rows[(j + 2) % 3],
			     typed, other, j) > limit)
			return limit + 1;
	}
	return rows[last][typed.len] <= limit ? rows[last][typed.len]
					      : limit + 1;
}
