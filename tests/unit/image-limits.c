// SPDX-License-Identifier: GPL-2.0-only
/* The limits of ksa(5): what is just allowed, and what is just not. */
#include <stdlib.h>

#include "image-tests.h"
#include "tap.h"

#define DEPTH 16
#define NAME_63 \
	"a23456789.123456789.123456789.123456789.123456789.123456789.123"

/* Directories in each other down to @depth, then @last. */
static void test_depth(struct plan_node last, const char *what)
{
	struct plan_node nodes[DEPTH + 1] = { A_DIR(0, "") };
	struct plan plan = { nodes, DEPTH + 1 };
	char path[KSA_PATH_MAX + 1];
	struct ksa ksa;
	u8 *image;
	u32 i;

	for (i = 1; i < DEPTH; i++)
		nodes[i] = (struct plan_node)A_DIR(i - 1, NAME_63);
	nodes[DEPTH] = last;
	image = opened(&plan, &ksa);
	tap_ok(ksa_depth(&ksa, DEPTH) == DEPTH, "%s at depth 16", what);
	tap_ok(ksa_path(&ksa, DEPTH, path, sizeof(path)) == 1023 &&
	       strlen(path) == 1023 && ksa_lookup(&ksa, path) == DEPTH,
	       "its path of 1023 bytes leads to it");
	free(image);
}

/*
 * Two rows of directories from the root down, and from the end of the one a
 * link to the end of the other. A node of the first row has an odd index.
 */
static void test_longest_link(void)
{
	struct plan_node nodes[2 * DEPTH + 1] = { A_DIR(0, "") };
	struct plan plan = { nodes, ARRAY_SIZE(nodes) };
	char due[2048] = "", *text = malloc(KSA_LINK_MAX + 1);
	struct ksa ksa;
	u8 *image;
	u32 i;

	for (i = 1; i <= 2 * DEPTH; i++) {
		u32 parent = i > 2 ? i - 2 : 0;

		nodes[i] = i % 2 ? (struct plan_node)A_DIR(parent, "A") :
				   (struct plan_node)A_DIR(parent, NAME_63);
		strcat(due, i % 2 && i > 1 ? "../" : "");
	}
	nodes[2 * DEPTH - 1] = (struct plan_node)
		A_LINK(2 * DEPTH - 3, "to", 2 * DEPTH);
	for (i = 1; i <= DEPTH; i++)
		strcat(strcat(due, i > 1 ? "/" : ""), NAME_63);

	image = opened(&plan, &ksa);
	tap_ok(ksa_link_text(&ksa, 2 * DEPTH - 1, text, KSA_LINK_MAX + 1) ==
	       15 * 3 + 1023 && !strcmp(text, due),
	       "a link of the longest text there can be");
	free(image);
	free(text);
}

#define FILES_MAX (1048576 - 1)

static void name_files(struct plan_node *nodes, char (*names)[8], u32 files)
{
	u32 i;

	nodes[0] = (struct plan_node)A_DIR(0, "");
	for (i = 1; i <= files; i++) {
		snprintf(names[i], sizeof(names[i]), "%07u", i);
		nodes[i] = (struct plan_node)A_FILE(0, names[i], "x");
	}
}

static void find_files(const struct ksa *ksa, char (*names)[8])
{
	u32 i, lost = 0;

	for (i = 1; i <= FILES_MAX; i += 997)
		lost += ksa_child(ksa, 0, names[i], 7) != i;
	tap_ok(!lost, "its files are found");
	tap_ok(walk_all(ksa) == FILES_MAX + 1, "and met by a walk");
}

static void test_node_count(void)
{
	struct plan_node *nodes = calloc(FILES_MAX + 2, sizeof(*nodes));
	char (*names)[8] = calloc(FILES_MAX + 2, sizeof(*names));
	struct plan plan = { nodes, FILES_MAX + 1 };
	struct ksa_fault fault;
	struct ksa ksa;
	u8 *image;
	u32 size;

	name_files(nodes, names, FILES_MAX + 1);
	image = built(&plan, &size);
	if (tap_ok(!check_all(&ksa, image, size, &fault), "1048576 nodes"))
		find_files(&ksa, names);
	free(image);

	plan.count++;
	image = built(&plan, &size);
	tap_ok(check_all(&ksa, image, size, &fault) == KSA_ERR_NODE_COUNT &&
	       fault.found == 1048577, "not a node more");
	free(image);
	free(names);
	free(nodes);
}

/*
 * A root and a file. The sections before the data end at 112, and a trailer
 * begins at a multiple of 8: the largest image has four bytes less than 64 MiB.
 */
static void test_size(void)
{
	u32 len = 67108864 - 8 - 112, size;
	char *contents = malloc(len + 1);
	struct plan_node nodes[] = { A_DIR(0, ""), A_FILE(0, "a", contents) };
	struct plan plan = { nodes, ARRAY_SIZE(nodes) };
	struct ksa_fault fault;
	struct ksa ksa;
	u8 *image;

	memset(contents, 'x', len);
	contents[len] = '\0';
	image = built(&plan, &size);
	tap_ok(size == 67108860 && !check_all(&ksa, image, size, &fault),
	       "the largest image");
	free(image);
	free(contents);
}

/* It is not too long, whatever else it is. */
static void test_size_max(void)
{
	u8 *zeros = calloc(1, 67108864);
	struct ksa_fault fault;
	struct ksa ksa;

	tap_ok(ksa_check(&ksa, zeros, 67108864, &fault) == KSA_ERR_MAGIC,
	       "64 MiB are looked at");
	free(zeros);
}

void test_limits(void)
{
	struct plan_node dir = A_DIR(DEPTH - 1, NAME_63);
	struct plan_node file = A_FILE(DEPTH - 1, NAME_63, "deep");

	test_depth(dir, "an empty directory");
	test_depth(file, "a file");
	test_longest_link();
	test_node_count();
	test_size();
	test_size_max();
}
