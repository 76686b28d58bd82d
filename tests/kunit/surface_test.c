// SPDX-License-Identifier: GPL-2.0-only
/*
 * Both surfaces, with a small image under a name of its own, beside whatever
 * the module publishes. Mappings are left to the guest's tests: they need a
 * process.
 */
#include <kunit/test.h>
#include <linux/fs.h>
#include <linux/namei.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "../../module/publish.h"
#include "sample.h"

#define NAME "ksarchive_kunit"

struct place {
	const struct ksa_surface *surface;
	const char *parent;
};

static const struct place places[] = {
	{ &ksa_sysfs_surface, "/sys/kernel" },
	{ &ksa_procfs_surface, "/proc" },
};

static void place_desc(const struct place *place, char *desc)
{
	strscpy(desc, place->surface->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(place, places, place_desc);

/* Where a published node is found; the root's has the index 0. */
static char *node_path(struct kunit *test, const struct place *place,
		       const struct ksa *ksa, u32 index)
{
	char *below = kunit_kzalloc(test, KSA_PATH_MAX + 1, GFP_KERNEL);
	char *path = kunit_kzalloc(test, PATH_MAX, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, below);
	KUNIT_ASSERT_NOT_NULL(test, path);
	ksa_path(ksa, index, below, KSA_PATH_MAX + 1);
	snprintf(path, PATH_MAX, "%s/%s/%s", place->parent, NAME, below);
	return path;
}

static void skip_unless_mounted(struct kunit *test, const struct place *place)
{
	struct path path;

	if (kern_path(place->parent, LOOKUP_DIRECTORY, &path))
		kunit_skip(test, "kernel threads see no %s", place->parent);
	path_put(&path);
}

static bool is_visible(const struct place *place)
{
	char name[64];
	struct path path;

	snprintf(name, sizeof(name), "%s/%s", place->parent, NAME);
	if (kern_path(name, 0, &path))
		return false;
	path_put(&path);
	return true;
}

static void withdraw_action(void *publication)
{
	ksa_withdraw(publication);
}

static const struct ksa *publish_sample(struct kunit *test)
{
	const struct place *place = test->param_value;
	const struct ksa *ksa = sample_image(test);
	struct ksa_publication *publication;

	skip_unless_mounted(test, place);
	publication = kunit_kzalloc(test, sizeof(*publication), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, publication);
	KUNIT_ASSERT_EQ(test, 0,
			ksa_publish(publication, ksa, place->surface, NAME));
	KUNIT_ASSERT_EQ(test, 0,
			kunit_add_action_or_reset(test, withdraw_action,
						  publication));
	return ksa;
}

static void expect_contents(struct kunit *test, const char *path,
			    const void *data, u32 len)
{
	struct file *file;
	loff_t pos = 0;
	ssize_t n;
	u8 *buf;

	buf = kunit_kzalloc(test, len + 1, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, buf);
	file = filp_open(path, O_RDONLY, 0);
	KUNIT_ASSERT_FALSE_MSG(test, IS_ERR(file), "%s: %pe", path, file);
	KUNIT_EXPECT_EQ(test, i_size_read(file_inode(file)), len);
	do {
		n = kernel_read(file, buf + pos, len + 1 - pos, &pos);
	} while (n > 0);
	KUNIT_EXPECT_EQ(test, n, 0);
	KUNIT_EXPECT_EQ(test, pos, len);
	KUNIT_EXPECT_MEMEQ(test, buf, data, len);
	filp_close(file, NULL);
}

static void surface_files(struct kunit *test)
{
	const struct ksa *ksa = publish_sample(test);
	const struct place *place = test->param_value;
	struct ksa_node node;
	char *path;
	u32 i;

	for (i = 0; i < ksa->node_count; i++) {
		ksa_node(ksa, i, &node);
		if (node.type != KSA_FILE)
			continue;
		path = node_path(test, place, ksa, i);
		expect_contents(test, path, node.data, node.len);
	}
}

static void surface_image(struct kunit *test)
{
	const struct ksa *ksa = publish_sample(test);
	char *path = node_path(test, test->param_value, ksa, 0);

	strcat(path, KSA_IMAGE_NAME);
	expect_contents(test, path, ksa->header, ksa->size);
}

static void find_dir(struct kunit *test, const char *name, struct path *path)
{
	int err = kern_path(name, LOOKUP_FOLLOW | LOOKUP_DIRECTORY, path);

	KUNIT_ASSERT_EQ_MSG(test, err, 0, "%s", name);
}

/* A link leads where its target stands, however its text is written. */
static void surface_links(struct kunit *test)
{
	const struct ksa *ksa = publish_sample(test);
	const struct place *place = test->param_value;
	struct path link, target;
	struct ksa_node node;
	u32 i;

	for (i = 0; i < ksa->node_count; i++) {
		ksa_node(ksa, i, &node);
		if (node.type != KSA_LINK)
			continue;
		find_dir(test, node_path(test, place, ksa, i), &link);
		find_dir(test, node_path(test, place, ksa, node.target),
			 &target);
		KUNIT_EXPECT_PTR_EQ(test, link.dentry, target.dentry);
		path_put(&target);
		path_put(&link);
	}
}

static void surface_gone(struct kunit *test)
{
	const struct place *place = test->param_value;
	const struct ksa *ksa = sample_image(test);
	struct ksa_publication publication;

	skip_unless_mounted(test, place);
	KUNIT_ASSERT_EQ(test, 0,
			ksa_publish(&publication, ksa, place->surface, NAME));
	KUNIT_EXPECT_TRUE(test, is_visible(place));
	ksa_withdraw(&publication);
	KUNIT_EXPECT_FALSE(test, is_visible(place));
}

#ifdef CONFIG_FAILSLAB
/* Publishes with the @nth allocation failing; *@failed tells if one did. */
static int publish_failing(const struct ksa *ksa, const struct place *place,
			   unsigned int nth, bool *failed)
{
	struct ksa_publication publication;
	int err;

	current->fail_nth = nth;
	err = ksa_publish(&publication, ksa, place->surface, NAME);
	*failed = !current->fail_nth;
	current->fail_nth = 0;
	if (!err)
		ksa_withdraw(&publication);
	return err;
}

/*
 * Each allocation in turn fails, and every time nothing is left. That nothing
 * leaks is kmemleak's to say, after the suite. An allocation may also be one
 * that the kernel can do without: then publishing succeeds all the same.
 */
static void surface_no_memory(struct kunit *test)
{
	const struct place *place = test->param_value;
	const struct ksa *ksa = sample_image(test);
	unsigned int nth, refused = 0;
	bool failed = true;
	int err;

	skip_unless_mounted(test, place);
	for (nth = 1; failed; nth++) {
		err = publish_failing(ksa, place, nth, &failed);
		if (err) {
			KUNIT_EXPECT_EQ_MSG(test, err, -ENOMEM, "nth %u", nth);
			refused++;
		}
		KUNIT_EXPECT_FALSE_MSG(test, is_visible(place), "nth %u", nth);
	}
	if (!refused)
		kunit_skip(test, "failslab/ignore-gfp-wait spares them");
	KUNIT_EXPECT_GE(test, refused, ksa->node_count);
	kunit_info(test, "%u allocations failed in turn", refused);
}
#else
static void surface_no_memory(struct kunit *test)
{
	kunit_skip(test, "CONFIG_FAILSLAB is not set");
}
#endif

static struct kunit_case surface_cases[] = {
	KUNIT_CASE_PARAM(surface_files, place_gen_params),
	KUNIT_CASE_PARAM(surface_image, place_gen_params),
	KUNIT_CASE_PARAM(surface_links, place_gen_params),
	KUNIT_CASE_PARAM(surface_gone, place_gen_params),
	KUNIT_CASE_PARAM(surface_no_memory, place_gen_params),
	{}
};

static struct kunit_suite surface_suite = {
	.name = "ksarchive-surface",
	.test_cases = surface_cases,
};

kunit_test_suite(surface_suite);
