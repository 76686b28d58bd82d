/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A tree as an image.
 */
#ifndef MKKSARCHIVE_IMAGE_WRITER_H
#define MKKSARCHIVE_IMAGE_WRITER_H

#include "output.h"
#include "tree.h"

u32 image_write(const struct tree *tree, struct output *output,
		unsigned int threads);

#endif /* MKKSARCHIVE_IMAGE_WRITER_H */
