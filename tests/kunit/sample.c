// SPDX-License-Identifier: GPL-2.0-only
/* A small checked image to publish. */
#include <linux/vmalloc.h>

#include "../unit/image-builder.h"
#include "sample.h"

/* Longer than what one read(2) of sysfs hands over. */
static char long_text[PAGE_SIZE + 1000];

static const struct plan_node nodes[] = {
	[0] = { 0, PLAN_DIR, "" },
	[1] = { 0, PLAN_DIR, "2010" },
	[2] = { 0, PLAN_FILE, "README", "Read me.\n" },
	[3] = { 0, PLAN_DIR, "empty" },
	[4] = { 0, PLAN_DIR, "topics" },
	[5] = { 1, PLAN_DIR, "first" },
	[6] = { 1, PLAN_DIR, "second" },
	[7] = { 1, PLAN_FILE, "sessions", "first\tOne\nsecond\tTwo\n" },
	[8] = { 4, PLAN_LINK, "2010-first", NULL, 5 },
	[9] = { 4, PLAN_LINK, "nothing", NULL, 3 },
	[10] = { 5, PLAN_LINK, "next", NULL, 6 },
	[11] = { 5, PLAN_FILE, "text", long_text },
	[12] = { 6, PLAN_LINK, "prev", NULL, 5 },
	[13] = { 6, PLAN_FILE, "text", "x" },
};

static const struct plan plan = { nodes, ARRAY_SIZE(nodes) };

static void free_image(void *image)
{
	vfree(image);
}

/**
 * sample_image() - make the sample image
 * @test: gets it, for as long as it runs
 *
 * Like a module's, it stands in vmalloc memory and has its last page to itself.
 *
 * Return: the checked image; a failure ends the test.
 */
const struct ksa *sample_image(struct kunit *test)
{
	const u32 room = 4 * PAGE_SIZE;
	struct ksa_fault fault;
	struct ksa *ksa;
	u8 *image;
	u32 size;

	ksa = kunit_kzalloc(test, sizeof(*ksa), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, ksa);
	memset(long_text, 'x', sizeof(long_text) - 1);
	image = vzalloc(room);
	KUNIT_ASSERT_NOT_NULL(test, image);
	KUNIT_ASSERT_EQ(test, 0,
			kunit_add_action_or_reset(test, free_image, image));
	size = plan_build(&plan, image, room);
	KUNIT_ASSERT_EQ(test, KSA_OK, ksa_check(ksa, image, size, &fault));
	return ksa;
}
