/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The module as a file, to damage the image that it carries.
 */
#ifndef GUEST_KO_H
#define GUEST_KO_H

#include "image.h"

/**
 * struct ko - a module in memory
 * @bytes: of the whole file; the owner's to free
 * @size: of it
 * @image: the image, among @bytes
 * @image_size: of it
 */
struct ko {
	u8 *bytes;
	size_t size;
	u8 *image;
	size_t image_size;
};

void ko_read(const char *path, struct ko *ko);

#endif /* GUEST_KO_H */
