/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The one bit that a wrong CRC may come from.
 */
#ifndef KSARCHIVE_FLIP_H
#define KSARCHIVE_FLIP_H

#include "image.h"

/**
 * struct flip - a bit that is not what it was
 * @offset: of its byte in the image
 * @bit: its number there, from the least significant, 0
 */
struct flip {
	u32 offset;
	unsigned int bit;
};

bool flip_find(struct flip *flip, u32 trailer, u32 stored, u32 computed);

#endif /* KSARCHIVE_FLIP_H */
