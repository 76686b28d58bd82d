/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The host tests of module/image.c: what their files share.
 *
 * Every image lies in an allocation of exactly its size, so that a sanitizer
 * sees the first byte read beyond it.
 */
#ifndef KSA_TESTS_IMAGE_TESTS_H
#define KSA_TESTS_IMAGE_TESTS_H

#include "defects.h"

u8 *exactly(const u8 *bytes, size_t size);
u8 *built(const struct plan *plan, u32 *size);
u8 *opened(const struct plan *plan, struct ksa *ksa);
enum ksa_code check_all(struct ksa *ksa, const u8 *image, size_t size,
			struct ksa_fault *fault);
u32 walk_all(const struct ksa *ksa);

void test_refusals(void);
void test_damage(void);
void test_acceptance(void);
void test_limits(void);
void test_walks(void);
void test_words(void);

int write_defects(const char *folder);
int dump_images(char *const paths[]);

#endif /* KSA_TESTS_IMAGE_TESTS_H */
