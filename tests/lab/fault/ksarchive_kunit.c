// SPDX-License-Identifier: GPL-2.0-only
/*
 * A suite with a case that fails, in the place of the real one: the runner of
 * tests/kunit must report it.
 */
#include <kunit/test.h>
#include <linux/module.h>

static void passes(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 1, 1);
}

static void fails(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 1, 2);
}

static struct kunit_case planted_cases[] = {
	KUNIT_CASE(passes),
	KUNIT_CASE(fails),
	{}
};

static struct kunit_suite planted_suite = {
	.name = "ksarchive-planted",
	.test_cases = planted_cases,
};

kunit_test_suite(planted_suite);

MODULE_DESCRIPTION("A KUnit case that fails");
MODULE_LICENSE("GPL");
