/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What distributions compress modules with.
 */
#ifndef KSARCHIVE_DECOMPRESS_H
#define KSARCHIVE_DECOMPRESS_H

#include "text.h"

enum compression {
	COMPRESSION_NONE,
	COMPRESSION_XZ,
	COMPRESSION_ZSTD,
};

enum compression compression_of(struct text bytes);
const char *compression_name(enum compression compression);
struct text decompress(struct text packed, enum compression compression,
		       const char *name);

#endif /* KSARCHIVE_DECOMPRESS_H */
