/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A small checked image to publish: some of everything a tree can hold.
 */
#ifndef KSA_TESTS_SAMPLE_H
#define KSA_TESTS_SAMPLE_H

#include <kunit/test.h>

#include "../../module/image.h"

const struct ksa *sample_image(struct kunit *test);

#endif /* KSA_TESTS_SAMPLE_H */
