// SPDX-License-Identifier: GPL-2.0-only
/*
 * Images with one defect each: the table.
 *
 * In the order of enum ksa_code; where a defect can come about in several ways,
 * several. A word in the name says what a careless reader would do with it.
 */
#include "defects.h"

/*
 * The sound image. Its sections, with padding after each of them:
 * nodes 64 to 284, names 288 to 346, data 352 to 371, trailer 376 to 380.
 */
enum {
	NODES_PAD = 284,
	NAMES = 288,
	NAMES_PAD = 346,
	DATA = 352,
	DATA_PAD = 371,
	TRAILER = 376,
	SIZE = 380,
};

/* The nodes, and where their names stand in the names section. */
enum {
	ROOT, ALPHA, BETA, GAMMA, DEEP, EMPTY, LINK, LETTER, TO_DEEP, LEAF,
	OUTER, NODE_COUNT
};

enum {
	ALPHA_NAME = NAMES + 1,
	BETA_NAME = NAMES + 7,
	GAMMA_NAME = NAMES + 12,
	EMPTY_NAME = NAMES + 23,
	OUTER_NAME = NAMES + 52,
};

static const struct plan_node sound_nodes[] = {
	[ROOT] = A_DIR(0, ""),
	[ALPHA] = A_DIR(ROOT, "alpha"),
	[BETA] = A_FILE(ROOT, "beta", "first\n"),
	[GAMMA] = A_DIR(ROOT, "gamma"),
	[DEEP] = A_DIR(ALPHA, "deep"),
	[EMPTY] = A_DIR(ALPHA, "empty"),
	[LINK] = A_LINK(ALPHA, "link", GAMMA),
	[LETTER] = A_FILE(GAMMA, "file", "second\n"),
	[TO_DEEP] = A_LINK(GAMMA, "to-deep", DEEP),
	[LEAF] = A_FILE(DEEP, "leaf", "third\n"),
	[OUTER] = A_LINK(DEEP, "outer", GAMMA),
};

const struct plan sound_plan = { sound_nodes, ARRAY_SIZE(sound_nodes) };

/*
 * Trees that are wrong as they are. Those of three nodes have their names at
 * 128, the first child's at 129; those of two at 104 and 105.
 */
#define PLAN(...)							\
	(&(const struct plan) {						\
		(const struct plan_node[]) { __VA_ARGS__ },		\
		sizeof((const struct plan_node[]) { __VA_ARGS__ }) /	\
			sizeof(struct plan_node)			\
	})

#define NAME_OF_64 \
	"a23456789.123456789.123456789.123456789.123456789.123456789.1234"

static const struct plan_node deep_nodes[] = {
	A_DIR(0, ""), A_DIR(0, "1"), A_DIR(1, "2"),
	A_DIR(2, "3"), A_DIR(3, "4"), A_DIR(4, "5"),
	A_DIR(5, "6"), A_DIR(6, "7"), A_DIR(7, "8"),
	A_DIR(8, "9"), A_DIR(9, "10"), A_DIR(10, "11"),
	A_DIR(11, "12"), A_DIR(12, "13"), A_DIR(13, "14"),
	A_DIR(14, "15"), A_DIR(15, "16"),
	A_FILE(16, "17", "too deep\n"),
};

static const struct plan deep_plan = { deep_nodes, ARRAY_SIZE(deep_nodes) };

/* A field or byte that holds @value instead of @expected. */
#define WRONG(name, code, at, bytes, expected, value)			\
	{ name, .edits = { { at, bytes, value } },			\
	  .fault = { KSA_ERR_ ## code, at, expected, value } }

const struct defect defects[] = {
	WRONG("magic: eighth bit lost", MAGIC, MAGIC_AT, 1, 0x89, 0x09),
	WRONG("magic: CR taken out", MAGIC, MAGIC_AT + 4, 1, 0x0d, 0x0a),
	WRONG("magic: last byte", MAGIC, MAGIC_AT + 7, 1, 0x0a, 0x0d),

	WRONG("major: 0", MAJOR, MAJOR_AT, 2, 1, 0),
	WRONG("major: 2", MAJOR, MAJOR_AT, 2, 1, 2),
	WRONG("major: 1 in the low byte only", MAJOR, MAJOR_AT, 2, 1, 0x101),

	WRONG("header-len: 0", HEADER_LEN, HEADER_LEN_AT, 4, 64, 0),
	WRONG("header-len: longer", HEADER_LEN, HEADER_LEN_AT, 4, 64, 72),

	WRONG("incompat: lowest bit", INCOMPAT, INCOMPAT_AT, 4, 0, 1),
	WRONG("incompat: highest bit", INCOMPAT, INCOMPAT_AT, 4, 0, 1U << 31),

	WRONG("reserved: first byte", RESERVED, RESERVED_AT, 1, 0, 1),
	WRONG("reserved: last byte", RESERVED, RESERVED_AT + 15, 1, 0, 0x80),

	WRONG("size: 0", SIZE, SIZE_AT, 4, SIZE, 0),
	WRONG("size: one less", SIZE, SIZE_AT, 4, SIZE, SIZE - 1),
	WRONG("size: one more", SIZE, SIZE_AT, 4, SIZE, SIZE + 1),
	{ "size: bytes appended", .longer = 8,
	  .edits = { { SIZE_AT, 4, SIZE } },
	  .fault = { KSA_ERR_SIZE, SIZE_AT, SIZE + 8, SIZE } },
	{ "size: bytes cut off", .longer = -8,
	  .edits = { { SIZE_AT, 4, SIZE } },
	  .fault = { KSA_ERR_SIZE, SIZE_AT, SIZE - 8, SIZE } },

	WRONG("node-count: 0", NODE_COUNT, NODE_COUNT_AT, 4, 2, 0),
	WRONG("node-count: root alone", NODE_COUNT, NODE_COUNT_AT, 4, 2, 1),
	WRONG("node-count: one too many", NODE_COUNT, NODE_COUNT_AT, 4, 2,
	      1048577),
	WRONG("node-count: bytes overflow", NODE_COUNT, NODE_COUNT_AT, 4, 2,
	      0xccccccd),

	WRONG("nodes-off: 0", NODES_OFF, NODES_OFF_AT, 4, 64, 0),
	WRONG("nodes-off: a gap", NODES_OFF, NODES_OFF_AT, 4, 64, 72),
	WRONG("nodes-off: unaligned", NODES_OFF, NODES_OFF_AT, 4, 64, 65),

	WRONG("nodes-end: one too many", NODES_END, NODE_COUNT_AT, 4, 15, 16),
	WRONG("nodes-end: as many as may be", NODES_END, NODE_COUNT_AT, 4, 15,
	      1048576),
	{ "nodes-end: cut in the last node", .longer = -100,
	  .fault = { KSA_ERR_NODES_END, NODE_COUNT_AT, 10, NODE_COUNT } },
	{ "nodes-end: a header alone", .longer = -316, .stale_crc = true,
	  .fault = { KSA_ERR_NODES_END, NODE_COUNT_AT, 0, NODE_COUNT } },

	WRONG("names-off: a gap", NAMES_OFF, NAMES_OFF_AT, 4, NAMES, NAMES + 8),
	WRONG("names-off: an overlap", NAMES_OFF, NAMES_OFF_AT, 4, NAMES,
	      NAMES - 8),
	WRONG("names-off: no padding", NAMES_OFF, NAMES_OFF_AT, 4, NAMES,
	      NODES_PAD),
	{ "names-off: a node not counted",
	  .edits = { { NODE_COUNT_AT, 4, NODE_COUNT - 1 } },
	  .fault = { KSA_ERR_NAMES_OFF, NAMES_OFF_AT, 264, NAMES } },

	WRONG("names-end: one too many", NAMES_END, NAMES_LEN_AT, 4,
	      SIZE - NAMES, SIZE - NAMES + 1),
	WRONG("names-end: sum overflows", NAMES_END, NAMES_LEN_AT, 4,
	      SIZE - NAMES, 0xffffffff),
	{ "names-end: cut in the names", .longer = -40,
	  .fault = { KSA_ERR_NAMES_END, NAMES_LEN_AT, 52, 58 } },
	{ "names-end: cut in the padding", .longer = -94,
	  .fault = { KSA_ERR_NAMES_END, NAMES_LEN_AT, 0, 58 } },

	WRONG("nodes-pad: first byte", NODES_PAD, NODES_PAD, 1, 0, 1),
	WRONG("nodes-pad: last byte", NODES_PAD, NAMES - 1, 1, 0, 0x80),
	{ "nodes-pad: the image's last, which is its CRC's", .longer = -95,
	  .edits = { { NAMES_LEN_AT, 4, 0 }, { DATA_OFF_AT, 4, NAMES },
		     { DATA_LEN_AT, 4, 0 } },
	  .fault = { KSA_ERR_NODES_PAD, NODES_PAD, 0, 0x70 } },

	WRONG("data-off: a gap", DATA_OFF, DATA_OFF_AT, 4, DATA, DATA + 8),
	WRONG("data-off: an overlap", DATA_OFF, DATA_OFF_AT, 4, DATA, DATA - 8),
	WRONG("data-off: no padding", DATA_OFF, DATA_OFF_AT, 4, DATA,
	      NAMES_PAD),
	{ "data-off: names grown over the padding",
	  .edits = { { NAMES_LEN_AT, 4, 65 } },
	  .fault = { KSA_ERR_DATA_OFF, DATA_OFF_AT, DATA + 8, DATA } },

	WRONG("data-end: one too many", DATA_END, DATA_LEN_AT, 4, SIZE - DATA,
	      SIZE - DATA + 1),
	WRONG("data-end: sum overflows", DATA_END, DATA_LEN_AT, 4, SIZE - DATA,
	      0xffffffff),
	{ "data-end: cut in the data", .longer = -12,
	  .fault = { KSA_ERR_DATA_END, DATA_LEN_AT, 16, 19 } },

	WRONG("names-pad: first byte", NAMES_PAD, NAMES_PAD, 1, 0, 1),
	WRONG("names-pad: last byte", NAMES_PAD, DATA - 1, 1, 0, 0x80),

	{ "trailer: eight bytes before it", .longer = 8,
	  .fault = { KSA_ERR_TRAILER, TRAILER, TRAILER, TRAILER + 8 } },
	{ "trailer: one byte before it", .longer = 1,
	  .fault = { KSA_ERR_TRAILER, TRAILER, TRAILER, TRAILER + 1 } },
	{ "trailer: missing", .longer = -4,
	  .fault = { KSA_ERR_TRAILER, TRAILER, TRAILER, TRAILER - 4 } },
	{ "trailer: missing with padding", .longer = -8,
	  .fault = { KSA_ERR_TRAILER, TRAILER, TRAILER, TRAILER - 8 } },
	{ "trailer: taken for data", .edits = { { DATA_LEN_AT, 4, 28 } },
	  .fault = { KSA_ERR_TRAILER, TRAILER + 8, TRAILER + 8, TRAILER } },
	{ "trailer: beyond the image, for empty sections are", .longer = -96,
	  .edits = { { NAMES_LEN_AT, 4, 0 }, { DATA_OFF_AT, 4, NAMES },
		     { DATA_LEN_AT, 4, 0 } },
	  .fault = { KSA_ERR_TRAILER, NAMES, NAMES, 280 } },

	WRONG("data-pad: first byte", DATA_PAD, DATA_PAD, 1, 0, 1),
	WRONG("data-pad: last byte", DATA_PAD, TRAILER - 1, 1, 0, 0x80),

	WRONG("root-type: none", ROOT_TYPE, TYPE_AT(ROOT), 1, 1, 0),
	WRONG("root-type: a file", ROOT_TYPE, TYPE_AT(ROOT), 1, 1, 2),
	WRONG("root-type: a link", ROOT_TYPE, TYPE_AT(ROOT), 1, 1, 3),
	WRONG("root-parent: its child", ROOT_PARENT, PARENT_AT(ROOT), 4, 0, 1),
	WRONG("root-name: not empty", ROOT_NAME, NAME_LEN_AT(ROOT), 1, 0, 1),
	WRONG("root-empty: no children", ROOT_EMPTY, COUNT_AT(ROOT), 4, 1, 0),

	{ "orphan: left over at the end",
	  .edits = { { COUNT_AT(DEEP), 4, 1 }, { FIRST_AT(EMPTY), 4, OUTER } },
	  .fault = { KSA_ERR_ORPHAN, PARENT_AT(OUTER), 0, OUTER } },
	{ "orphan: child of a file",
	  .plan = PLAN(A_DIR(0, ""), A_FILE(0, "a", "a"),
		       A_FILE(1, "b", "b")),
	  .fault = { KSA_ERR_ORPHAN, PARENT_AT(2), 0, 2 } },
	{ "orphan: its own parent",
	  .plan = PLAN(A_DIR(0, ""), A_DIR(0, "a"),
		       A_DIR(2, "b")),
	  .fault = { KSA_ERR_ORPHAN, PARENT_AT(2), 0, 2 } },

	WRONG("node-type: 0", NODE_TYPE, TYPE_AT(BETA), 1, 0, 0),
	WRONG("node-type: 4", NODE_TYPE, TYPE_AT(BETA), 1, 0, 4),
	WRONG("node-type: 255", NODE_TYPE, TYPE_AT(OUTER), 1, 0, 255),
	WRONG("node-type: of a link's target", NODE_TYPE, TYPE_AT(GAMMA), 1, 0,
	      4),

	WRONG("node-reserved: the root's", NODE_RESERVED,
	      NODE_RESERVED_AT(ROOT), 2, 0, 1),
	WRONG("node-reserved: high byte", NODE_RESERVED,
	      NODE_RESERVED_AT(OUTER), 2, 0, 0x100),

	WRONG("name-off: the root's", NAME_OFF, NAME_OFF_AT(ROOT), 4, 0, 1),
	WRONG("name-off: shared", NAME_OFF, NAME_OFF_AT(ALPHA), 4, 1, 0),
	WRONG("name-off: a gap", NAME_OFF, NAME_OFF_AT(BETA), 4, 7, 8),
	WRONG("name-off: beyond", NAME_OFF, NAME_OFF_AT(OUTER), 4, 52,
	      0xffffffff),

	WRONG("name-empty: but not the root", NAME_EMPTY, NAME_LEN_AT(BETA), 1,
	      1, 0),

	{ "name-long: 64 bytes",
	  .plan = PLAN(A_DIR(0, ""), A_DIR(0, NAME_OF_64)),
	  .fault = { KSA_ERR_NAME_LONG, NAME_LEN_AT(1), 63, 64 } },
	WRONG("name-long: 255", NAME_LONG, NAME_LEN_AT(BETA), 1, 63, 255),

	WRONG("name-end: no room for the NUL", NAME_END, NAME_LEN_AT(OUTER), 1,
	      6, 6),
	WRONG("name-end: longer than the rest", NAME_END, NAME_LEN_AT(OUTER), 1,
	      6, 63),
	{ "name-end: NUL outside the section",
	  .edits = { { NAMES_LEN_AT, 4, 57 } },
	  .fault = { KSA_ERR_NAME_END, NAME_LEN_AT(OUTER), 5, 5 } },
	{ "name-end: no names at all",
	  .edits = { { NAMES_LEN_AT, 4, 0 }, { DATA_OFF_AT, 4, NAMES },
		     { DATA_LEN_AT, 4, TRAILER - NAMES } },
	  .fault = { KSA_ERR_NAME_END, NAME_LEN_AT(ROOT), 0, 0 } },

	WRONG("name-first: NUL", NAME_FIRST, BETA_NAME, 1, 0, 0),
	WRONG("name-first: -", NAME_FIRST, BETA_NAME, 1, 0, '-'),
	WRONG("name-first: .", NAME_FIRST, BETA_NAME, 1, 0, '.'),
	WRONG("name-first: _", NAME_FIRST, BETA_NAME, 1, 0, '_'),
	WRONG("name-first: before 0", NAME_FIRST, BETA_NAME, 1, 0, '/'),
	WRONG("name-first: after 9", NAME_FIRST, BETA_NAME, 1, 0, ':'),
	WRONG("name-first: before A", NAME_FIRST, BETA_NAME, 1, 0, '@'),
	WRONG("name-first: after Z", NAME_FIRST, BETA_NAME, 1, 0, '['),
	WRONG("name-first: before a", NAME_FIRST, BETA_NAME, 1, 0, '`'),
	WRONG("name-first: after z", NAME_FIRST, BETA_NAME, 1, 0, '{'),

	WRONG("name-byte: NUL", NAME_BYTE, BETA_NAME + 1, 1, 0, 0),
	WRONG("name-byte: newline", NAME_BYTE, BETA_NAME + 1, 1, 0, '\n'),
	WRONG("name-byte: space", NAME_BYTE, BETA_NAME + 1, 1, 0, ' '),
	WRONG("name-byte: !", NAME_BYTE, BETA_NAME + 1, 1, 0, '!'),
	WRONG("name-byte: slash", NAME_BYTE, BETA_NAME + 1, 1, 0, '/'),
	WRONG("name-byte: not ASCII", NAME_BYTE, BETA_NAME + 1, 1, 0, 0xe4),
	WRONG("name-byte: the last", NAME_BYTE, OUTER_NAME + 4, 1, 0, '~'),

	WRONG("name-nul: the root's", NAME_NUL, NAMES, 1, 0, 'x'),
	WRONG("name-nul: joined with the next", NAME_NUL, BETA_NAME - 1, 1, 0,
	      'x'),
	WRONG("name-nul: the last", NAME_NUL, NAMES_PAD - 1, 1, 0, 'x'),
	{ "name-nul: cut short", .edits = { { NAME_LEN_AT(OUTER), 1, 4 } },
	  .fault = { KSA_ERR_NAME_NUL, OUTER_NAME + 4, 0, 'r' } },

	{ "order: upper case after lower",
	  .edits = { { BETA_NAME, 1, 'B' } },
	  .fault = { KSA_ERR_ORDER, BETA_NAME, ALPHA, BETA } },
	{ "order: in a directory below",
	  .edits = { { EMPTY_NAME, 1, 'd' }, { EMPTY_NAME + 1, 1, 'a' } },
	  .fault = { KSA_ERR_ORDER, EMPTY_NAME, DEEP, EMPTY } },
	{ "order: longer before shorter",
	  .plan = PLAN(A_DIR(0, ""), A_DIR(0, "ab"),
		       A_DIR(0, "a")),
	  .fault = { KSA_ERR_ORDER, 132, 1, 2 } },
	{ "order: before its being `image'",
	  .plan = PLAN(A_DIR(0, ""), A_DIR(0, "zed"),
		       A_DIR(0, "image")),
	  .fault = { KSA_ERR_ORDER, 133, 1, 2 } },

	{ "duplicate: two files",
	  .plan = PLAN(A_DIR(0, ""), A_FILE(0, "same", "a"),
		       A_FILE(0, "same", "b")),
	  .fault = { KSA_ERR_DUPLICATE, 134, 1, 2 } },
	{ "duplicate: directory and file",
	  .plan = PLAN(A_DIR(0, ""), A_DIR(0, "same"),
		       A_FILE(0, "same", "b")),
	  .fault = { KSA_ERR_DUPLICATE, 134, 1, 2 } },

	{ "image-name: the last child",
	  .edits = { { GAMMA_NAME, 4, 0x67616d69 },
		     { GAMMA_NAME + 4, 1, 'e' } },
	  .fault = { KSA_ERR_IMAGE_NAME, GAMMA_NAME, 0, GAMMA } },
	{ "image-name: the only child",
	  .plan = PLAN(A_DIR(0, ""), A_DIR(0, "image")),
	  .fault = { KSA_ERR_IMAGE_NAME, 105, 0, 1 } },

	WRONG("first-child: the root's own", FIRST_CHILD, FIRST_AT(ROOT), 4, 1,
	      0),
	WRONG("first-child: a gap", FIRST_CHILD, FIRST_AT(ALPHA), 4, 4, 5),
	WRONG("first-child: shared", FIRST_CHILD, FIRST_AT(GAMMA), 4, 7, 4),
	WRONG("first-child: of an empty one", FIRST_CHILD, FIRST_AT(EMPTY), 4,
	      11, 0),

	WRONG("children: of the root", CHILDREN, COUNT_AT(ROOT), 4, 10, 11),
	WRONG("children: one too many", CHILDREN, COUNT_AT(DEEP), 4, 2, 3),
	WRONG("children: where none are left", CHILDREN, COUNT_AT(EMPTY), 4, 0,
	      1),
	WRONG("children: sum overflows", CHILDREN, COUNT_AT(ALPHA), 4, 7,
	      0xfffffffd),

	{ "depth: 17", .plan = &deep_plan,
	  .fault = { KSA_ERR_DEPTH, COUNT_AT(16), 16, 17 } },

	WRONG("parent: its sibling", PARENT, PARENT_AT(BETA), 4, ROOT, ALPHA),
	WRONG("parent: itself", PARENT, PARENT_AT(ALPHA), 4, ROOT, ALPHA),
	WRONG("parent: its child", PARENT, PARENT_AT(DEEP), 4, ALPHA, LEAF),
	WRONG("parent: another directory", PARENT, PARENT_AT(LEAF), 4, DEEP,
	      EMPTY),
	WRONG("parent: no node", PARENT, PARENT_AT(OUTER), 4, DEEP, 0xffffffff),
	{ "parent: claimed by the root",
	  .edits = { { COUNT_AT(ROOT), 4, 10 } },
	  .fault = { KSA_ERR_PARENT, PARENT_AT(DEEP), ROOT, ALPHA } },

	WRONG("data-start: a gap", DATA_START, FIRST_AT(BETA), 4, 0, 1),
	WRONG("data-start: shared", DATA_START, FIRST_AT(LETTER), 4, 6, 0),
	WRONG("data-start: beyond", DATA_START, FIRST_AT(LEAF), 4, 13,
	      0xfffffffa),

	WRONG("file-empty: the first", FILE_EMPTY, COUNT_AT(BETA), 4, 1, 0),
	WRONG("file-empty: the last", FILE_EMPTY, COUNT_AT(LEAF), 4, 1, 0),

	WRONG("file-end: one too many", FILE_END, COUNT_AT(LEAF), 4, 6, 7),
	WRONG("file-end: sum overflows", FILE_END, COUNT_AT(LETTER), 4, 13,
	      0xfffffffb),

	WRONG("link-beyond: the first", LINK_BEYOND, FIRST_AT(LINK), 4, 10, 11),
	WRONG("link-beyond: far", LINK_BEYOND, FIRST_AT(LINK), 4, 10,
	      0xffffffff),
	WRONG("link-root: the root", LINK_ROOT, FIRST_AT(LINK), 4, 0, ROOT),
	WRONG("link-file: above", LINK_FILE, FIRST_AT(LINK), 4, 0, BETA),
	WRONG("link-file: below", LINK_FILE, FIRST_AT(LINK), 4, 0, LEAF),
	WRONG("link-link: a loop of one", LINK_LINK, FIRST_AT(LINK), 4, 0,
	      LINK),
	WRONG("link-link: another", LINK_LINK, FIRST_AT(LINK), 4, 0, TO_DEEP),
	WRONG("link-ancestor: where it stands", LINK_ANCESTOR, FIRST_AT(LINK),
	      4, 0, ALPHA),
	WRONG("link-ancestor: further up", LINK_ANCESTOR, FIRST_AT(OUTER), 4, 0,
	      ALPHA),
	WRONG("link-reserved: 1", LINK_RESERVED, COUNT_AT(LINK), 4, 0, 1),

	{ "names-left: a byte", .edits = { { NAMES_LEN_AT, 4, 59 } },
	  .fault = { KSA_ERR_NAMES_LEFT, NAMES_PAD, 58, 59 } },
	{ "names-left: all the padding", .edits = { { NAMES_LEN_AT, 4, 64 } },
	  .fault = { KSA_ERR_NAMES_LEFT, NAMES_PAD, 58, 64 } },

	{ "data-left: a byte", .edits = { { DATA_LEN_AT, 4, 20 } },
	  .fault = { KSA_ERR_DATA_LEFT, DATA_PAD, 19, 20 } },
	{ "data-left: the last file cut short",
	  .edits = { { COUNT_AT(LEAF), 4, 5 } },
	  .fault = { KSA_ERR_DATA_LEFT, DATA_PAD - 1, 18, 19 } },

	/* The numbers are those of Python's zlib.crc32(). */
	{ "crc: a byte of data", .edits = { { DATA, 1, 'F' } },
	  .stale_crc = true,
	  .fault = { KSA_ERR_CRC, TRAILER, 0x6d28f2bd, 0x93fe0cc7 } },
	{ "crc: the trailer itself", .edits = { { TRAILER, 4, 0x12345678 } },
	  .stale_crc = true,
	  .fault = { KSA_ERR_CRC, TRAILER, 0x93fe0cc7, 0x12345678 } },
	{ "crc: the minor version", .edits = { { MINOR_AT, 2, 1 } },
	  .stale_crc = true,
	  .fault = { KSA_ERR_CRC, TRAILER, 0xe4e26f14, 0x93fe0cc7 } },
};

const u32 defect_count = ARRAY_SIZE(defects);

static u32 resize(u8 *image, u32 size, int longer)
{
	if (longer > 0)
		memset(image + size - TRAILER_LEN, 0, longer + TRAILER_LEN);
	if (longer)
		put_number(image, SIZE_AT, 4, size + longer);
	return size + longer;
}

/**
 * defect_build() - make the image of a defect
 * @defect: the defect
 * @image: receives the image
 * @room: of @image in bytes; DEFECT_ROOM always suffices
 *
 * Return: the image's size in bytes.
 */
u32 defect_build(const struct defect *defect, u8 *image, u32 room)
{
	const struct plan *plan = defect->plan ? defect->plan : &sound_plan;
	u32 size = plan_build(plan, image, room);
	const struct edit *edit;
	u32 i;

	size = resize(image, size, defect->longer);
	for (i = 0; i < ARRAY_SIZE(defect->edits); i++) {
		edit = &defect->edits[i];
		put_number(image, edit->offset, edit->bytes, edit->value);
	}
	if (!defect->stale_crc)
		mend_crc(image, size);
	return size;
}
