/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The archive's image, in read-only data.
 *
 * The section has a name of its own because .rodata.* may be merged at link
 * time and a reader of the .ko must be able to find it; its flags make it
 * read-only. The page it ends in is padded, so that no mapping of the image
 * ever shows a neighbour's bytes. Kbuild does not track .incbin: the
 * dependency stands in Kbuild.
 */
#include <linux/linkage.h>
#include <asm/page.h>

	.section .ksarchive, "a"
	.balign	PAGE_SIZE
SYM_DATA_START(ksarchive_image)
	.incbin	KSARCHIVE_IMAGE
SYM_DATA_END_LABEL(ksarchive_image, SYM_L_GLOBAL, ksarchive_image_end)
	.balign	PAGE_SIZE

	.section .note.GNU-stack, "", %progbits
