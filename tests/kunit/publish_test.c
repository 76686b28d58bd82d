// SPDX-License-Identifier: GPL-2.0-only
/*
 * The walk and its unwinding, on a surface that only keeps a record.
 */
#include <kunit/test.h>

#include "../../module/publish.h"
#include "sample.h"

#define CALLS_MAX 64

enum call { CALL_BEGIN, CALL_DIR, CALL_FILE, CALL_LINK, CALL_END };

/**
 * struct record - what the surface was told
 * @calls: in their order
 * @indices: of the nodes
 * @count: of calls
 * @fail_at: the number of the call to fail, or -1
 */
struct record {
	enum call calls[CALLS_MAX];
	u32 indices[CALLS_MAX];
	int count;
	int fail_at;
};

/* The publication knows no test; KUnit runs one at a time. */
static struct record record;

static int note(enum call call, u32 index)
{
	if (record.count == CALLS_MAX)
		return -E2BIG;
	record.calls[record.count] = call;
	record.indices[record.count] = index;
	return record.count++ == record.fail_at ? -EIO : 0;
}

static int record_begin(struct ksa_publication *publication)
{
	return note(CALL_BEGIN, 0);
}

static int record_dir(struct ksa_publication *publication, u32 index,
		      const struct ksa_node *node)
{
	return note(CALL_DIR, index);
}

static int record_file(struct ksa_publication *publication, u32 index,
		       const struct ksa_node *node)
{
	return note(CALL_FILE, index);
}

static int record_link(struct ksa_publication *publication, u32 index,
		       const struct ksa_node *node)
{
	return note(CALL_LINK, index);
}

static void record_end(struct ksa_publication *publication)
{
	note(CALL_END, 0);
}

static const struct ksa_surface record_surface = {
	.name = "record",
	.begin = record_begin,
	.dir = record_dir,
	.file = record_file,
	.link = record_link,
	.end = record_end,
};

static int publish_record(const struct ksa *ksa, int fail_at,
			  struct ksa_publication *publication)
{
	memset(&record, 0, sizeof(record));
	record.fail_at = fail_at;
	return ksa_publish(publication, ksa, &record_surface, "record");
}

static int ends(void)
{
	int i, n = 0;

	for (i = 0; i < record.count; i++)
		n += record.calls[i] == CALL_END;
	return n;
}

/* Each node once, as what it is; what holds or is led to comes before. */
static void publish_order(struct kunit *test)
{
	const struct ksa *ksa = sample_image(test);
	struct ksa_publication publication;
	bool seen[CALLS_MAX] = {};
	struct ksa_node node;
	int i;

	KUNIT_ASSERT_EQ(test, 0, publish_record(ksa, -1, &publication));
	KUNIT_ASSERT_EQ(test, record.count, ksa->node_count + 1);
	KUNIT_EXPECT_EQ(test, record.calls[0], CALL_BEGIN);

	for (i = 1; i < record.count; i++) {
		ksa_node(ksa, record.indices[i], &node);
		KUNIT_EXPECT_FALSE(test, seen[record.indices[i]]);
		seen[record.indices[i]] = true;
		KUNIT_EXPECT_TRUE(test, seen[node.parent]);
		switch (node.type) {
		case KSA_DIR:
			KUNIT_EXPECT_EQ(test, record.calls[i], CALL_DIR);
			break;
		case KSA_FILE:
			KUNIT_EXPECT_EQ(test, record.calls[i], CALL_FILE);
			break;
		case KSA_LINK:
			KUNIT_EXPECT_EQ(test, record.calls[i], CALL_LINK);
			KUNIT_EXPECT_TRUE(test, seen[node.target]);
			break;
		}
	}
}

static void publish_withdraw(struct kunit *test)
{
	const struct ksa *ksa = sample_image(test);
	struct ksa_publication publication;

	KUNIT_ASSERT_EQ(test, 0, publish_record(ksa, -1, &publication));
	KUNIT_EXPECT_EQ(test, ends(), 0);
	ksa_withdraw(&publication);
	KUNIT_EXPECT_EQ(test, ends(), 1);
}

/* Whichever call fails, its errno comes back and nothing is called but end. */
static void publish_unwind(struct kunit *test)
{
	const struct ksa *ksa = sample_image(test);
	struct ksa_publication publication;
	int fail_at;

	for (fail_at = 0; fail_at <= ksa->node_count; fail_at++) {
		KUNIT_EXPECT_EQ_MSG(test, -EIO,
				    publish_record(ksa, fail_at, &publication),
				    "call %d", fail_at);
		KUNIT_EXPECT_EQ_MSG(test, ends(), fail_at ? 1 : 0, "call %d",
				    fail_at);
		KUNIT_EXPECT_EQ_MSG(test, record.count,
				    fail_at + (fail_at ? 2 : 1), "call %d",
				    fail_at);
	}
}

static struct kunit_case publish_cases[] = {
	KUNIT_CASE(publish_order),
	KUNIT_CASE(publish_withdraw),
	KUNIT_CASE(publish_unwind),
	{}
};

static struct kunit_suite publish_suite = {
	.name = "ksarchive-publish",
	.test_cases = publish_cases,
};

kunit_test_suite(publish_suite);
