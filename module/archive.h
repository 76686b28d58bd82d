/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The image that archive.S carries.
 */
#ifndef KSA_ARCHIVE_H
#define KSA_ARCHIVE_H

#include <linux/types.h>

extern const u8 ksarchive_image[];
extern const u8 ksarchive_image_end[];

#endif /* KSA_ARCHIVE_H */
