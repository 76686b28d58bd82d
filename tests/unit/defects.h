/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Images with one defect each, and what a reader must say of them.
 *
 * For the host's tests and for KUnit; the numbers are those that ksa(5) gives,
 * reckoned by hand from the table of nodes, not by the code under test.
 */
#ifndef KSA_TESTS_DEFECTS_H
#define KSA_TESTS_DEFECTS_H

#include "../../module/image.h"
#include "image-builder.h"

/* Larger than any image made from a struct defect. */
#define DEFECT_ROOM	4096

/**
 * struct edit - bytes of an image to be overwritten
 * @offset: where
 * @bytes: how many, 1 to 4; 0 ends a list of edits
 * @value: little-endian
 */
struct edit {
	u32 offset;
	unsigned int bytes;
	u32 value;
};

/**
 * struct defect - an image with one defect
 * @name: of the case
 * @plan: the tree to begin with; NULL means &sound_plan
 * @longer: how many zero bytes are put in before the trailer, or, if it is
 *	negative, how many are taken out
 * @edits: what is done to the image then
 * @stale_crc: the CRC is left as it was; else it is mended
 * @fault: what ksa_check(), or else ksa_crc_check(), must find
 */
struct defect {
	const char *name;
	const struct plan *plan;
	int longer;
	struct edit edits[3];
	bool stale_crc;
	struct ksa_fault fault;
};

extern const struct plan sound_plan;
extern const struct defect defects[];
extern const u32 defect_count;

u32 defect_build(const struct defect *defect, u8 *image, u32 room);

#endif /* KSA_TESTS_DEFECTS_H */
