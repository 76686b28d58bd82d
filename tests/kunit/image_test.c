// SPDX-License-Identifier: GPL-2.0-only
/*
 * The check of an image, in the kernel: the same table of defects as on the
 * host, and a sample of the flips and truncations that the host tries in full.
 */
#include <kunit/test.h>
#include <linux/slab.h>

#include "../unit/image-builder.c"
#include "../unit/defects.c"

/* One bit in so many is flipped; odd, so that each of a byte's has its turn. */
#define FLIP_STEP 7

struct image_test {
	u8 *image;
	u32 size;
};

static int image_test_init(struct kunit *test)
{
	struct image_test *it;

	it = kunit_kzalloc(test, sizeof(*it), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, it);
	it->image = kunit_kzalloc(test, DEFECT_ROOM, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, it->image);
	it->size = plan_build(&sound_plan, it->image, DEFECT_ROOM);
	KUNIT_ASSERT_NE(test, it->size, 0);
	test->priv = it;
	return 0;
}

static enum ksa_code check_whole(const void *image, u32 size,
				 struct ksa_fault *fault)
{
	enum ksa_code code;
	struct ksa ksa;

	code = ksa_check(&ksa, image, size, fault);
	return code ? code : ksa_crc_check(&ksa, fault);
}

static void image_sound(struct kunit *test)
{
	const struct image_test *it = test->priv;
	struct ksa_fault fault;

	KUNIT_EXPECT_EQ(test, check_whole(it->image, it->size, &fault), KSA_OK);
	KUNIT_EXPECT_EQ(test, fault.code, KSA_OK);
}

static void image_misaligned(struct kunit *test)
{
	const struct image_test *it = test->priv;
	struct ksa_fault fault;

	KUNIT_EXPECT_EQ(test, check_whole(it->image + 4, it->size - 4, &fault),
			KSA_ERR_ALIGN);
	KUNIT_EXPECT_EQ(test, fault.found, 4);
}

static void defect_desc(const struct defect *defect, char *desc)
{
	strscpy(desc, defect->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(defect, defects, defect_desc);

static void image_defect(struct kunit *test)
{
	const struct defect *defect = test->param_value;
	const struct image_test *it = test->priv;
	struct ksa_fault fault;
	u32 size;

	size = defect_build(defect, it->image, DEFECT_ROOM);
	KUNIT_ASSERT_NE(test, size, 0);
	check_whole(it->image, size, &fault);
	KUNIT_EXPECT_STREQ(test, ksa_code_word(fault.code),
			   ksa_code_word(defect->fault.code));
	KUNIT_EXPECT_EQ(test, fault.offset, defect->fault.offset);
	KUNIT_EXPECT_EQ(test, fault.expected, defect->fault.expected);
	KUNIT_EXPECT_EQ(test, fault.found, defect->fault.found);
}

static void image_flipped(struct kunit *test)
{
	const struct image_test *it = test->priv;
	struct ksa_fault fault;
	u32 bit;

	for (bit = 0; bit < it->size * 8; bit += FLIP_STEP) {
		it->image[bit / 8] ^= 1 << bit % 8;
		KUNIT_EXPECT_NE_MSG(test,
				    check_whole(it->image, it->size, &fault),
				    KSA_OK, "bit %u", bit);
		it->image[bit / 8] ^= 1 << bit % 8;
	}
}

static void image_truncated(struct kunit *test)
{
	const struct image_test *it = test->priv;
	struct ksa_fault fault;
	u8 *whole;
	u32 size;

	/* In memory of just that size, so that a sanitizer sees an overrun. */
	for (size = 1; size < it->size; size++) {
		whole = kmemdup(it->image, size, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, whole);
		KUNIT_EXPECT_NE_MSG(test, check_whole(whole, size, &fault),
				    KSA_OK, "size %u", size);
		kfree(whole);
	}
}

static struct kunit_case image_cases[] = {
	KUNIT_CASE(image_sound),
	KUNIT_CASE(image_misaligned),
	KUNIT_CASE_PARAM(image_defect, defect_gen_params),
	KUNIT_CASE(image_flipped),
	KUNIT_CASE(image_truncated),
	{}
};

static struct kunit_suite image_suite = {
	.name = "ksarchive-image",
	.init = image_test_init,
	.test_cases = image_cases,
};

kunit_test_suite(image_suite);
