/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What stands at an offset of an image, as far as that can be told of an image
 * that is damaged.
 */
#ifndef KSARCHIVE_PLACE_H
#define KSARCHIVE_PLACE_H

#include "image.h"
#include "text.h"

/* How many bytes are shown of what has no length of its own. */
#define PLACE_SHOWN 16

/**
 * struct place - a place in an image
 * @section: in the words of ksa(5), or padding, or image
 * @field: of the header or a node; NULL elsewhere
 * @bytes: what stands there; empty beyond the image's end
 * @node: the node that the place belongs to, or KSA_NONE
 * @path: of the node; at NULL where it is not known
 * @directory: where the node stands; at NULL where that is not known
 * @path_room: holds @path
 * @directory_room: holds @directory
 */
struct place {
	const char *section;
	const char *field;
	struct text bytes;
	u32 node;
	struct text path;
	struct text directory;
	char path_room[KSA_PATH_MAX + 1];
	char directory_room[KSA_PATH_MAX + 1];
};

void place_find(struct place *place, struct text image,
		const struct ksa_fault *fault);

#endif /* KSARCHIVE_PLACE_H */
