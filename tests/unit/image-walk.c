// SPDX-License-Identifier: GPL-2.0-only
/* Finding one's way in an image: nodes, look-ups, walks, paths and links. */
#include <stdlib.h>

#include "image-tests.h"
#include "tap.h"

/* The sound image as ksa(5) lets one see it, in depth-first order. */
static const struct {
	u32 index;
	const char *path;
	unsigned int depth;
	enum ksa_type type;
	const char *holds;
} sights[] = {
	{ 0, "", 0, KSA_DIR, NULL },
	{ 1, "alpha", 1, KSA_DIR, NULL },
	{ 4, "alpha/deep", 2, KSA_DIR, NULL },
	{ 9, "alpha/deep/leaf", 3, KSA_FILE, "third\n" },
	{ 10, "alpha/deep/outer", 3, KSA_LINK, "../../gamma" },
	{ 5, "alpha/empty", 2, KSA_DIR, NULL },
	{ 6, "alpha/link", 2, KSA_LINK, "../gamma" },
	{ 2, "beta", 1, KSA_FILE, "first\n" },
	{ 3, "gamma", 1, KSA_DIR, NULL },
	{ 7, "gamma/file", 2, KSA_FILE, "second\n" },
	{ 8, "gamma/to-deep", 2, KSA_LINK, "../alpha/deep" },
};

static void test_next(const struct ksa *ksa)
{
	u32 index = 0, i, wrong = 0;

	for (i = 0; i < ARRAY_SIZE(sights) && index != KSA_NONE; i++) {
		wrong += index != sights[i].index;
		index = ksa_next(ksa, index);
	}
	tap_ok(i == ARRAY_SIZE(sights) && index == KSA_NONE && !wrong,
	       "a walk is depth-first, in the order of names, and ends");
}

static bool holds(const struct ksa *ksa, u32 index, const char *due)
{
	char text[KSA_LINK_MAX + 1];
	struct ksa_node node;

	ksa_node(ksa, index, &node);
	switch (node.type) {
	case KSA_DIR:
		return !due;
	case KSA_FILE:
		return node.len == strlen(due) &&
		       !memcmp(node.data, due, node.len);
	case KSA_LINK:
		return ksa_link_text(ksa, index, text, sizeof(text)) ==
		       strlen(due) && !strcmp(text, due);
	}
	return false;
}

static void test_sights(const struct ksa *ksa)
{
	char path[KSA_PATH_MAX + 1];
	struct ksa_node node;
	const char *due;
	u32 index, i;

	for (i = 0; i < ARRAY_SIZE(sights); i++) {
		index = sights[i].index;
		due = sights[i].path;
		ksa_node(ksa, index, &node);
		tap_ok(node.type == sights[i].type &&
		       node.name_len == strlen(node.name) &&
		       holds(ksa, index, sights[i].holds),
		       "node %u is what it is", index);
		tap_ok(ksa_path(ksa, index, path, sizeof(path)) ==
		       strlen(due) && !strcmp(path, due) &&
		       ksa_depth(ksa, index) == sights[i].depth,
		       "node %u stands at '%s'", index, due);
		tap_ok(ksa_lookup(ksa, due) == index, "'%s' is node %u", due,
		       index);
	}
}

static void test_lookup(const struct ksa *ksa)
{
	static const struct {
		const char *path;
		u32 due;
	} cases[] = {
		{ "/", 0 }, { "//", 0 }, { "/alpha", 1 }, { "alpha/", 1 },
		{ "//alpha//deep///leaf", 9 },
		{ "alpha/link", 6 }, { "alpha/link/file", 7 },
		{ "gamma/to-deep/leaf", 9 },
		{ "gamma/to-deep/outer/to-deep/outer/file", 7 },
		{ "alph", KSA_NONE }, { "alphabet", KSA_NONE },
		{ "Alpha", KSA_NONE }, { "a", KSA_NONE }, { "z", KSA_NONE },
		{ "0", KSA_NONE }, { "delta/x", KSA_NONE },
		{ ".", KSA_NONE }, { "alpha/..", KSA_NONE },
		{ "beta/x", KSA_NONE }, { "alpha/empty/x", KSA_NONE },
		{ "alpha/link/x", KSA_NONE }, { "image", KSA_NONE },
		{ "alpha deep", KSA_NONE }, { "\303\244", KSA_NONE },
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		tap_ok(ksa_lookup(ksa, cases[i].path) == cases[i].due,
		       "'%s' leads where it must", cases[i].path);
}

static void test_child(const struct ksa *ksa)
{
	static const char endless[300] = "alpha";
	char *unended = (char *)exactly((const u8 *)"alphabet", 8);

	tap_ok(ksa_child(ksa, 0, unended, 5) == 1,
	       "a child's name need not end where it is looked up");
	tap_ok(ksa_child(ksa, 0, unended, 8) == KSA_NONE,
	       "a name that only begins like a child's is none");
	tap_ok(ksa_child(ksa, 0, "alpha", 0) == KSA_NONE,
	       "no child has the empty name");
	tap_ok(ksa_child(ksa, 0, "alpha", 6) == KSA_NONE,
	       "a NUL is no part of a name");
	tap_ok(ksa_child(ksa, 0, endless, sizeof(endless)) == KSA_NONE,
	       "nor is a name longer than a u8 says found");
	tap_ok(ksa_child(ksa, 2, "alpha", 5) == KSA_NONE &&
	       ksa_child(ksa, 6, "file", 4) == KSA_NONE,
	       "files and links have no children");
	free(unended);
}

#define SIBLINGS_MAX 40

/* Every name, and one before, between and after each. */
static u32 misplaced(u32 siblings)
{
	static char names[SIBLINGS_MAX + 1][4];
	struct plan_node nodes[SIBLINGS_MAX + 1] = { A_DIR(0, "") };
	struct plan plan = { nodes, siblings + 1 };
	struct ksa ksa;
	u32 i, wrong = 0;
	char other[8];
	u8 *image;

	for (i = 1; i <= siblings; i++) {
		snprintf(names[i], sizeof(names[i]), "%03u", i);
		nodes[i] = (struct plan_node)A_FILE(0, names[i], "x");
	}
	image = opened(&plan, &ksa);
	wrong += ksa_child(&ksa, 0, "000", 3) != KSA_NONE;
	for (i = 1; i <= siblings; i++) {
		snprintf(other, sizeof(other), "%s-", names[i]);
		wrong += ksa_child(&ksa, 0, names[i], 3) != i;
		wrong += ksa_child(&ksa, 0, names[i], 2) != KSA_NONE;
		wrong += ksa_child(&ksa, 0, other, 4) != KSA_NONE;
	}
	free(image);
	return wrong;
}

static void test_siblings(void)
{
	u32 siblings, wrong = 0;

	for (siblings = 1; siblings <= SIBLINGS_MAX; siblings++)
		wrong += misplaced(siblings);
	tap_ok(!wrong, "every one of 1 to %u siblings is found, and no other",
	       SIBLINGS_MAX);
}

/* Names that each begin with all those before them. */
static void test_prefixes(void)
{
	static const struct plan_node nodes[] = {
		A_DIR(0, ""), A_DIR(0, "a"), A_DIR(0, "a-"), A_DIR(0, "a-b"),
		A_DIR(0, "a-bc"), A_DIR(0, "a-bcd"),
	};
	struct plan plan = { nodes, ARRAY_SIZE(nodes) };
	struct ksa ksa;
	u8 *image = opened(&plan, &ksa);
	u32 i, wrong = 0;

	for (i = 1; i < ARRAY_SIZE(nodes); i++)
		wrong += ksa_child(&ksa, 0, "a-bcd", i) != i;
	tap_ok(!wrong, "a name is told from those that begin with it");
	free(image);
}

typedef size_t speller(const struct ksa *ksa, u32 index, char *buf,
		       size_t size);

/* Whether @spell leaves @room bytes alone that are too few for @len. */
static bool leaves_alone(speller *spell, const struct ksa *ksa, u32 index,
			 size_t len, size_t room)
{
	char *buf = malloc(room);
	bool alone;
	size_t i;

	memset(buf, '!', room);
	alone = spell(ksa, index, buf, room) == len;
	for (i = 0; i < room; i++)
		alone &= buf[i] == '!';
	free(buf);
	return alone;
}

/* Whether @spell writes @len bytes and a NUL where there is just the room. */
static bool fits(speller *spell, const struct ksa *ksa, u32 index, size_t len)
{
	char *buf = malloc(len + 1);
	bool fitted;

	memset(buf, '!', len + 1);
	fitted = spell(ksa, index, buf, len + 1) == len && strlen(buf) == len;
	free(buf);
	return fitted;
}

static bool keeps_bounds(speller *spell, const struct ksa *ksa, u32 index,
			 size_t len)
{
	bool kept = spell(ksa, index, NULL, 0) == len;
	size_t room;

	for (room = 1; room <= len; room++)
		kept &= leaves_alone(spell, ksa, index, len, room);
	return kept && fits(spell, ksa, index, len);
}

/* Texts that are shorter than one step up. */
static void test_shortest(void)
{
	static const struct plan_node nodes[] = {
		A_DIR(0, ""), A_DIR(0, "a"), A_DIR(0, "b"),
		A_LINK(0, "c", 1), A_LINK(2, "d", 1),
	};
	struct plan plan = { nodes, ARRAY_SIZE(nodes) };
	struct ksa ksa;
	u8 *image = opened(&plan, &ksa);

	tap_ok(keeps_bounds(ksa_path, &ksa, 3, 1) &&
	       keeps_bounds(ksa_link_text, &ksa, 3, 1) &&
	       keeps_bounds(ksa_link_text, &ksa, 4, 4),
	       "the shortest path and texts fit where they just do");
	free(image);
}

static void test_bounds(const struct ksa *ksa)
{
	tap_ok(keeps_bounds(ksa_path, ksa, 10, 16),
	       "a path that does not fit is not written at all");
	tap_ok(keeps_bounds(ksa_link_text, ksa, 10, 11), "nor is a link's text");
}

void test_walks(void)
{
	struct ksa ksa;
	u8 *image = opened(&sound_plan, &ksa);

	test_next(&ksa);
	test_sights(&ksa);
	test_lookup(&ksa);
	test_child(&ksa);
	test_siblings();
	test_prefixes();
	test_bounds(&ksa);
	test_shortest();
	free(image);
}
