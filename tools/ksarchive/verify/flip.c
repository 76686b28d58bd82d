// SPDX-License-Identifier: GPL-2.0-only
/*
 * A CRC is linear: what a flipped bit does to it depends on nothing but how
 * many bits follow. So the difference of two CRCs tells which bit it was, if it
 * was one. No two bits have the same difference in fewer than 2^32 - 1 bits, and
 * an image has at most 2^29; but other damage, of several bits, may by chance
 * have that of one.
 */
#include "flip.h"

#define POLYNOMIAL 0xedb88320U

/* Of a difference in the trailer itself. */
static bool find_in_trailer(struct flip *flip, u32 trailer, u32 difference)
{
	unsigned int bit = 0;

	if (difference & (difference - 1))
		return false;
	while (difference >> bit != 1)
		bit++;
	*flip = (struct flip){ trailer + bit / 8, bit % 8 };
	return true;
}

/**
 * flip_find() - find the bit that explains a wrong CRC
 * @flip: set where there is one
 * @trailer: offset of the trailer
 * @stored: the CRC in it
 * @computed: that of the bytes before it, not equal to @stored
 *
 * Takes some seconds at most.
 *
 * Return: whether one flipped bit can be the whole damage.
 */
bool flip_find(struct flip *flip, u32 trailer, u32 stored, u32 computed)
{
	u32 wanted = stored ^ computed, difference = POLYNOMIAL;

	if (find_in_trailer(flip, trailer, wanted))
		return true;
	for (u32 bit = 8 * trailer; bit--;) {
		if (difference == wanted) {
			*flip = (struct flip){ bit / 8, bit % 8 };
			return true;
		}
		difference = difference >> 1 ^
			     (difference & 1 ? POLYNOMIAL : 0);
	}
	return false;
}
