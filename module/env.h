/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What image.c needs of its surroundings, in the kernel and in user space.
 *
 * The parser of the image is one source for the module, the host's tools, the
 * tests and the fuzzer, as libfdt is for the kernel and dtc; this is its only
 * file that knows where it is compiled.
 */
#ifndef KSA_ENV_H
#define KSA_ENV_H

#ifdef __KERNEL__

#include <linux/crc32.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/types.h>
#include <asm/byteorder.h>

#else

#include <endian.h>
#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define le16_to_cpu(x) le16toh(x)
#define le32_to_cpu(x) le32toh(x)

#endif

/*
 * The CRC-32 of IEEE 802.3, as zlib's crc32() gives it. The kernel's
 * crc32_le() is the same polynomial without zlib's inversion at both ends.
 */
static inline u32 ksa_env_crc32(const void *p, size_t len)
{
#ifdef __KERNEL__
	return crc32_le(~0U, p, len) ^ ~0U;
#else
	return (u32)crc32_z(0, p, len);
#endif
}

#endif /* KSA_ENV_H */
