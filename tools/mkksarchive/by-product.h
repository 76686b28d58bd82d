/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a build wants to know of an image besides the image.
 */
#ifndef MKKSARCHIVE_BY_PRODUCT_H
#define MKKSARCHIVE_BY_PRODUCT_H

#include "image.h"
#include "manifest.h"
#include "source.h"

struct buffer header_text(const struct manifest *manifest, u32 crc);
struct buffer depfile_text(const struct source *source, const char *image,
			   const char *header);

#endif /* MKKSARCHIVE_BY_PRODUCT_H */
