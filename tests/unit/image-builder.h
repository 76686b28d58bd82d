/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Images for tests, from a table of nodes.
 *
 * Written from ksa(5) and simpler than what it tests: it lays out whatever it
 * is told, valid or not, byte by byte, and knows nothing of image.h. Host
 * tests, KUnit and the fuzzer share it, so it allocates and prints nothing.
 */
#ifndef KSA_TESTS_IMAGE_BUILDER_H
#define KSA_TESTS_IMAGE_BUILDER_H

#include "../../module/env.h"

/* Of ksa(5): where things stand in an image. */
enum layout {
	HEADER_LEN = 64,
	NODE_LEN = 20,
	TRAILER_LEN = 4,

	MAGIC_AT = 0,
	MAJOR_AT = 8,
	MINOR_AT = 10,
	HEADER_LEN_AT = 12,
	INCOMPAT_AT = 16,
	SIZE_AT = 20,
	NODES_OFF_AT = 24,
	NODE_COUNT_AT = 28,
	NAMES_OFF_AT = 32,
	NAMES_LEN_AT = 36,
	DATA_OFF_AT = 40,
	DATA_LEN_AT = 44,
	RESERVED_AT = 48,
};

/* Where a field of node @i stands. */
#define PARENT_AT(i)		(HEADER_LEN + NODE_LEN * (i))
#define NAME_OFF_AT(i)		(PARENT_AT(i) + 4)
#define NAME_LEN_AT(i)		(PARENT_AT(i) + 8)
#define TYPE_AT(i)		(PARENT_AT(i) + 9)
#define NODE_RESERVED_AT(i)	(PARENT_AT(i) + 10)
#define FIRST_AT(i)		(PARENT_AT(i) + 12)
#define COUNT_AT(i)		(PARENT_AT(i) + 16)

enum plan_type { PLAN_DIR = 1, PLAN_FILE = 2, PLAN_LINK = 3 };

/**
 * struct plan_node - what a node is to be
 * @parent: index of its directory
 * @type: what it is
 * @name: as text
 * @contents: PLAN_FILE: as text
 * @target: PLAN_LINK: index of a node
 */
struct plan_node {
	u32 parent;
	enum plan_type type;
	const char *name;
	const char *contents;
	u32 target;
};

#define A_DIR(parent, name)	{ parent, PLAN_DIR, name, NULL, 0 }
#define A_FILE(parent, name, contents) { parent, PLAN_FILE, name, contents, 0 }
#define A_LINK(parent, name, target) { parent, PLAN_LINK, name, NULL, target }

/**
 * struct plan - a tree to be made into an image
 * @nodes: in breadth-first order, the root first
 * @count: of @nodes
 */
struct plan {
	const struct plan_node *nodes;
	u32 count;
};

void put_number(u8 *image, u32 offset, unsigned int bytes, u32 value);
void mend_crc(u8 *image, u32 size);
u32 plan_build(const struct plan *plan, u8 *image, u32 room);

#endif /* KSA_TESTS_IMAGE_BUILDER_H */
