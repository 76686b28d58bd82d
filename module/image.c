// SPDX-License-Identifier: GPL-2.0-only
/*
 * The archive's image: checking one, and finding one's way in it.
 *
 * The checks tile: each section, name and run of data must begin where the one
 * before it ended, as the sections of BTF must (btf_check_sec_info()). So
 * nothing in an image can overlap, hide or be left over, and once a length is
 * within what remains no sum can overflow.
 */
#include "image.h"

enum ksa_style { KSA_DEC, KSA_HEX, KSA_NODE };

/*
 * What is said of each defect: its stable word; what stands at the place; what
 * was expected there, NULL where struct ksa_fault has it as a number; how
 * numbers are written.
 */
static const struct {
	const char *word;
	const char *what;
	const char *wants;
	enum ksa_style style;
} ksa_texts[] = {
	[KSA_OK] = { "ok", "image", "a whole one", KSA_DEC },
	[KSA_ERR_ALIGN] = { "align", "address of the image modulo 8", NULL,
		KSA_DEC },
	[KSA_ERR_SHORT] = { "short", "size of the image",
		"at least that of a header, 64", KSA_DEC },
	[KSA_ERR_LONG] = { "long", "size of the image", "at most 67108864",
		KSA_DEC },
	[KSA_ERR_MAGIC] = { "magic", "byte of the magic number", NULL,
		KSA_HEX },
	[KSA_ERR_MAJOR] = { "major", "major version of the format", NULL,
		KSA_DEC },
	[KSA_ERR_HEADER_LEN] = { "header-len", "length of the header", NULL,
		KSA_DEC },
	[KSA_ERR_INCOMPAT] = { "incompat", "mask of incompatible features",
		"no bit that this reader does not know", KSA_HEX },
	[KSA_ERR_RESERVED] = { "reserved", "reserved byte of the header", NULL,
		KSA_HEX },
	[KSA_ERR_SIZE] = { "size", "size of the image", NULL, KSA_DEC },
	[KSA_ERR_NODE_COUNT] = { "node-count", "number of nodes",
		"2 to 1048576", KSA_DEC },
	[KSA_ERR_NODES_OFF] = { "nodes-off", "offset of the nodes", NULL,
		KSA_DEC },
	[KSA_ERR_NODES_END] = { "nodes-end", "number of nodes",
		"no more than the image holds", KSA_DEC },
	[KSA_ERR_NAMES_OFF] = { "names-off", "offset of the names", NULL,
		KSA_DEC },
	[KSA_ERR_NAMES_END] = { "names-end", "length of the names",
		"no more than the image holds", KSA_DEC },
	[KSA_ERR_NODES_PAD] = { "nodes-pad", "padding after the nodes", NULL,
		KSA_HEX },
	[KSA_ERR_DATA_OFF] = { "data-off", "offset of the data", NULL,
		KSA_DEC },
	[KSA_ERR_DATA_END] = { "data-end", "length of the data",
		"no more than the image holds", KSA_DEC },
	[KSA_ERR_NAMES_PAD] = { "names-pad", "padding after the names", NULL,
		KSA_HEX },
	[KSA_ERR_TRAILER] = { "trailer", "offset of the trailer", NULL,
		KSA_DEC },
	[KSA_ERR_DATA_PAD] = { "data-pad", "padding after the data", NULL,
		KSA_HEX },
	[KSA_ERR_ROOT_TYPE] = { "root-type", "type of the root", NULL,
		KSA_DEC },
	[KSA_ERR_ROOT_PARENT] = { "root-parent", "parent of the root", NULL,
		KSA_DEC },
	[KSA_ERR_ROOT_NAME] = { "root-name", "length of the root's name", NULL,
		KSA_DEC },
	[KSA_ERR_ROOT_EMPTY] = { "root-empty", "number of the root's children",
		"at least 1", KSA_DEC },
	[KSA_ERR_ORPHAN] = { "orphan", "node outside every directory", "none",
		KSA_NODE },
	[KSA_ERR_NODE_TYPE] = { "node-type", "type of the node",
		"1 (directory), 2 (file) or 3 (link)", KSA_DEC },
	[KSA_ERR_NODE_RESERVED] = { "node-reserved",
		"reserved field of the node", NULL, KSA_DEC },
	[KSA_ERR_NAME_OFF] = { "name-off", "offset of the name", NULL,
		KSA_DEC },
	[KSA_ERR_NAME_EMPTY] = { "name-empty", "length of the name",
		"at least 1", KSA_DEC },
	[KSA_ERR_NAME_LONG] = { "name-long", "length of the name", "at most 63",
		KSA_DEC },
	[KSA_ERR_NAME_END] = { "name-end", "length of the name",
		"no more than the names section holds", KSA_DEC },
	[KSA_ERR_NAME_FIRST] = { "name-first", "first byte of the name",
		"a letter or a digit", KSA_HEX },
	[KSA_ERR_NAME_BYTE] = { "name-byte", "byte of the name",
		"a letter, a digit, a dot, an underscore or a hyphen",
		KSA_HEX },
	[KSA_ERR_NAME_NUL] = { "name-nul", "byte after the name", NULL,
		KSA_HEX },
	[KSA_ERR_ORDER] = { "order", "name",
		"one that sorts after its elder sibling's", KSA_NODE },
	[KSA_ERR_DUPLICATE] = { "duplicate", "name", "one that no sibling has",
		KSA_NODE },
	[KSA_ERR_IMAGE_NAME] = { "image-name", "name",
		"any but `image', which the surfaces add", KSA_NODE },
	[KSA_ERR_FIRST_CHILD] = { "first-child", "first child of the directory",
		NULL, KSA_DEC },
	[KSA_ERR_CHILDREN] = { "children", "number of the directory's children",
		"no more than the nodes that are left", KSA_DEC },
	[KSA_ERR_DEPTH] = { "depth", "depth of the directory's children",
		"at most 16", KSA_DEC },
	[KSA_ERR_PARENT] = { "parent", "parent of the node", NULL, KSA_DEC },
	[KSA_ERR_DATA_START] = { "data-start", "offset of the file's data",
		NULL, KSA_DEC },
	[KSA_ERR_FILE_EMPTY] = { "file-empty", "length of the file",
		"at least 1", KSA_DEC },
	[KSA_ERR_FILE_END] = { "file-end", "length of the file",
		"no more than the data section holds", KSA_DEC },
	[KSA_ERR_LINK_BEYOND] = { "link-beyond", "target of the link",
		"the index of a node", KSA_DEC },
	[KSA_ERR_LINK_ROOT] = { "link-root", "target of the link",
		"any directory but the root", KSA_NODE },
	[KSA_ERR_LINK_FILE] = { "link-file", "target of the link",
		"a directory, not a file", KSA_NODE },
	[KSA_ERR_LINK_LINK] = { "link-link", "target of the link",
		"a directory, not a link", KSA_NODE },
	[KSA_ERR_LINK_ANCESTOR] = { "link-ancestor", "target of the link",
		"a directory that the link does not stand in", KSA_NODE },
	[KSA_ERR_LINK_RESERVED] = { "link-reserved",
		"reserved field of the link", NULL, KSA_DEC },
	[KSA_ERR_NAMES_LEFT] = { "names-left", "end of the names", NULL,
		KSA_DEC },
	[KSA_ERR_DATA_LEFT] = { "data-left", "end of the data", NULL, KSA_DEC },
	[KSA_ERR_CRC] = { "crc", "CRC-32 of the image", NULL, KSA_HEX },
};

/* Where the next child, name and run of data must begin. */
struct ksa_tiling {
	u32 child;
	u32 name;
	u32 data;
};

static enum ksa_code ksa_fail(struct ksa_fault *fault, enum ksa_code code,
			      u32 offset, u32 expected, u32 found)
{
	fault->code = code;
	fault->offset = offset;
	fault->expected = expected;
	fault->found = found;
	return code;
}

static u32 ksa_align(u32 off)
{
	return (off + KSA_ALIGN - 1) & ~(KSA_ALIGN - 1);
}

/*
 * The @len bytes at @off, or NULL where not all of them are in the image. What
 * this has once given out for a section is not asked for again name by name.
 */
static const void *ksa_at(const struct ksa *ksa, u32 off, u32 len)
{
	if (len > ksa->size || off > ksa->size - len)
		return NULL;
	return (const u8 *)ksa->header + off;
}

/* Where a field stands in the image. */
static u32 ksa_where(const struct ksa *ksa, const void *field)
{
	return (u32)((const u8 *)field - (const u8 *)ksa->header);
}

static enum ksa_code ksa_check_magic(const struct ksa *ksa,
				     struct ksa_fault *fault)
{
	static const u8 magic[KSA_MAGIC_LEN + 1] = KSA_MAGIC;
	const u8 *found = ksa->header->magic;
	u32 i;

	for (i = 0; i < KSA_MAGIC_LEN; i++)
		if (found[i] != magic[i])
			return ksa_fail(fault, KSA_ERR_MAGIC, i, magic[i],
					found[i]);
	return KSA_OK;
}

/* Fails with @code at the first byte of [@off, @end) that is not zero. */
static enum ksa_code ksa_check_zero(const struct ksa *ksa, u32 off, u32 end,
				    enum ksa_code code, struct ksa_fault *fault)
{
	const u8 *byte;

	for (; off < end; off++) {
		byte = ksa_at(ksa, off, 1);
		if (byte && *byte)
			return ksa_fail(fault, code, off, 0, *byte);
	}
	return KSA_OK;
}

/* Fails with @code where the header's @field is not @expected. */
static enum ksa_code ksa_check_field(const struct ksa *ksa, const __le32 *field,
				     u32 expected, enum ksa_code code,
				     struct ksa_fault *fault)
{
	u32 found = le32_to_cpu(*field);

	if (found == expected)
		return KSA_OK;
	return ksa_fail(fault, code, ksa_where(ksa, field), expected, found);
}

static enum ksa_code ksa_check_header(const struct ksa *ksa,
				      struct ksa_fault *fault)
{
	const struct ksa_header *h = ksa->header;
	enum ksa_code code;

	code = ksa_check_magic(ksa, fault);
	if (code)
		return code;
	if (le16_to_cpu(h->major) != KSA_MAJOR)
		return ksa_fail(fault, KSA_ERR_MAJOR, ksa_where(ksa, &h->major),
				KSA_MAJOR, le16_to_cpu(h->major));
	code = ksa_check_field(ksa, &h->header_len, sizeof(*h),
			       KSA_ERR_HEADER_LEN, fault);
	if (code)
		return code;
	code = ksa_check_field(ksa, &h->incompat, 0, KSA_ERR_INCOMPAT, fault);
	if (code)
		return code;
	code = ksa_check_zero(ksa, ksa_where(ksa, h->reserved), sizeof(*h),
			      KSA_ERR_RESERVED, fault);
	if (code)
		return code;
	return ksa_check_field(ksa, &h->size, ksa->size, KSA_ERR_SIZE, fault);
}

/* Nodes, names, data and trailer stand in this order, without a gap. */
static enum ksa_code ksa_check_layout(const struct ksa *ksa,
				      struct ksa_fault *fault)
{
	const struct ksa_header *h = ksa->header;
	const struct {
		const __le32 *off, *len;
		u32 unit;
		enum ksa_code pad_code, off_code, end_code;
	} sections[] = {
		{ &h->nodes_off, &h->node_count, sizeof(struct ksa_raw_node),
		  KSA_OK, KSA_ERR_NODES_OFF, KSA_ERR_NODES_END },
		{ &h->names_off, &h->names_len, 1,
		  KSA_ERR_NODES_PAD, KSA_ERR_NAMES_OFF, KSA_ERR_NAMES_END },
		{ &h->data_off, &h->data_len, 1,
		  KSA_ERR_NAMES_PAD, KSA_ERR_DATA_OFF, KSA_ERR_DATA_END },
	};
	u32 end = sizeof(*h), start, len, room, i;
	enum ksa_code code;

	len = le32_to_cpu(h->node_count);
	if (len < 2 || len > KSA_NODES_MAX)
		return ksa_fail(fault, KSA_ERR_NODE_COUNT,
				ksa_where(ksa, &h->node_count), 2, len);

	for (i = 0; i < ARRAY_SIZE(sections); i++) {
		start = ksa_align(end);
		code = ksa_check_field(ksa, sections[i].off, start,
				       sections[i].off_code, fault);
		if (code)
			return code;
		room = start < ksa->size ? ksa->size - start : 0;
		room /= sections[i].unit;
		len = le32_to_cpu(*sections[i].len);
		if (len > room)
			return ksa_fail(fault, sections[i].end_code,
					ksa_where(ksa, sections[i].len), room,
					len);
		code = ksa_check_zero(ksa, end, start, sections[i].pad_code,
				      fault);
		if (code)
			return code;
		end = start + len * sections[i].unit;
	}

	start = ksa_align(end);
	if (ksa->size != start + KSA_TRAILER_LEN)
		return ksa_fail(fault, KSA_ERR_TRAILER, start, start,
				ksa->size - KSA_TRAILER_LEN);
	return ksa_check_zero(ksa, end, start, KSA_ERR_DATA_PAD, fault);
}

static bool ksa_name_first(u8 c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

static bool ksa_name_byte(u8 c)
{
	return ksa_name_first(c) || c == '.' || c == '_' || c == '-';
}

static enum ksa_code ksa_check_name(const struct ksa *ksa, u32 index,
				    struct ksa_tiling *next,
				    struct ksa_fault *fault)
{
	const struct ksa_raw_node *raw = &ksa->nodes[index];
	u32 len_at = ksa_where(ksa, &raw->name_len);
	u32 name_at = ksa_where(ksa, ksa->names) + next->name;
	u32 room = ksa->names_len - next->name;
	u32 len = raw->name_len, i;
	enum ksa_code code;
	const u8 *name;

	code = ksa_check_field(ksa, &raw->name_off, next->name,
			       KSA_ERR_NAME_OFF, fault);
	if (code)
		return code;
	if (index && !len)
		return ksa_fail(fault, KSA_ERR_NAME_EMPTY, len_at, 1, len);
	if (len > KSA_NAME_MAX)
		return ksa_fail(fault, KSA_ERR_NAME_LONG, len_at, KSA_NAME_MAX,
				len);
	if (len >= room)
		return ksa_fail(fault, KSA_ERR_NAME_END, len_at, room, len);
	name = ksa_at(ksa, name_at, len + 1);
	if (len && !ksa_name_first(name[0]))
		return ksa_fail(fault, KSA_ERR_NAME_FIRST, name_at, 0, name[0]);
	for (i = 0; i < len; i++)
		if (!ksa_name_byte(name[i]))
			return ksa_fail(fault, KSA_ERR_NAME_BYTE, name_at + i,
					0, name[i]);
	if (name[len])
		return ksa_fail(fault, KSA_ERR_NAME_NUL, name_at + len, 0,
				name[len]);
	next->name += len + 1;
	return KSA_OK;
}

/* Siblings strictly increase, so comparing neighbours proves all of them. */
static enum ksa_code ksa_check_sibling(const struct ksa *ksa, u32 index,
				       struct ksa_fault *fault)
{
	const struct ksa_raw_node *raw = &ksa->nodes[index];
	const char *name = ksa->names + le32_to_cpu(raw->name_off);
	u32 name_at = ksa_where(ksa, name);
	const char *elder;
	int order;

	if (index > 1 && raw[-1].parent == raw->parent) {
		elder = ksa->names + le32_to_cpu(raw[-1].name_off);
		order = strcmp(elder, name);
		if (order >= 0)
			return ksa_fail(fault, order ? KSA_ERR_ORDER :
					KSA_ERR_DUPLICATE, name_at, index - 1,
					index);
	}
	if (raw->parent == 0 && !strcmp(name, KSA_IMAGE_NAME))
		return ksa_fail(fault, KSA_ERR_IMAGE_NAME, name_at, 0, index);
	return KSA_OK;
}

static enum ksa_code ksa_check_dir(const struct ksa *ksa, u32 index,
				   struct ksa_tiling *next,
				   struct ksa_fault *fault)
{
	const struct ksa_raw_node *raw = &ksa->nodes[index];
	u32 children = le32_to_cpu(raw->count);
	u32 left = ksa->node_count - next->child;
	enum ksa_code code;
	u32 depth, i;

	code = ksa_check_field(ksa, &raw->first, next->child,
			       KSA_ERR_FIRST_CHILD, fault);
	if (code)
		return code;
	if (children > left)
		return ksa_fail(fault, KSA_ERR_CHILDREN,
				ksa_where(ksa, &raw->count), left, children);
	depth = ksa_depth(ksa, index) + 1;
	if (children && depth > KSA_DEPTH_MAX)
		return ksa_fail(fault, KSA_ERR_DEPTH,
				ksa_where(ksa, &raw->count), KSA_DEPTH_MAX,
				depth);
	for (i = 0; i < children; i++) {
		code = ksa_check_field(ksa, &ksa->nodes[next->child + i].parent,
				       index, KSA_ERR_PARENT, fault);
		if (code)
			return code;
	}
	next->child += children;
	return KSA_OK;
}

static enum ksa_code ksa_check_file(const struct ksa *ksa, u32 index,
				    struct ksa_tiling *next,
				    struct ksa_fault *fault)
{
	const struct ksa_raw_node *raw = &ksa->nodes[index];
	u32 len = le32_to_cpu(raw->count);
	u32 len_at = ksa_where(ksa, &raw->count);
	u32 room = ksa->data_len - next->data;
	enum ksa_code code;

	code = ksa_check_field(ksa, &raw->first, next->data, KSA_ERR_DATA_START,
			       fault);
	if (code)
		return code;
	if (!len)
		return ksa_fail(fault, KSA_ERR_FILE_EMPTY, len_at, 1, len);
	if (len > room)
		return ksa_fail(fault, KSA_ERR_FILE_END, len_at, room, len);
	next->data += len;
	return KSA_OK;
}

static enum ksa_code ksa_check_link(const struct ksa *ksa, u32 index,
				    struct ksa_fault *fault)
{
	const struct ksa_raw_node *raw = &ksa->nodes[index];
	u32 target = le32_to_cpu(raw->first), dir;
	u32 at = ksa_where(ksa, &raw->first);

	if (target >= ksa->node_count)
		return ksa_fail(fault, KSA_ERR_LINK_BEYOND, at,
				ksa->node_count - 1, target);
	if (target == 0)
		return ksa_fail(fault, KSA_ERR_LINK_ROOT, at, 0, target);
	if (ksa->nodes[target].type == KSA_FILE)
		return ksa_fail(fault, KSA_ERR_LINK_FILE, at, 0, target);
	if (ksa->nodes[target].type == KSA_LINK)
		return ksa_fail(fault, KSA_ERR_LINK_LINK, at, 0, target);
	for (dir = index; dir; dir = le32_to_cpu(ksa->nodes[dir].parent))
		if (dir == target)
			return ksa_fail(fault, KSA_ERR_LINK_ANCESTOR, at, 0,
					target);
	return ksa_check_field(ksa, &raw->count, 0, KSA_ERR_LINK_RESERVED,
			       fault);
}

static enum ksa_code ksa_check_root(const struct ksa *ksa,
				    struct ksa_fault *fault)
{
	const struct ksa_raw_node *root = ksa->nodes;
	enum ksa_code code;

	if (root->type != KSA_DIR)
		return ksa_fail(fault, KSA_ERR_ROOT_TYPE,
				ksa_where(ksa, &root->type), KSA_DIR,
				root->type);
	code = ksa_check_field(ksa, &root->parent, 0, KSA_ERR_ROOT_PARENT,
			       fault);
	if (code)
		return code;
	if (root->name_len)
		return ksa_fail(fault, KSA_ERR_ROOT_NAME,
				ksa_where(ksa, &root->name_len), 0,
				root->name_len);
	if (!root->count)
		return ksa_fail(fault, KSA_ERR_ROOT_EMPTY,
				ksa_where(ksa, &root->count), 1, 0);
	return KSA_OK;
}

/*
 * A node is reached only after the directory that claims it: its parent field
 * is known to be right, and smaller than its index, before anything follows it.
 */
static enum ksa_code ksa_check_node(const struct ksa *ksa, u32 index,
				    struct ksa_tiling *next,
				    struct ksa_fault *fault)
{
	const struct ksa_raw_node *raw = &ksa->nodes[index];
	enum ksa_code code;

	if (index >= next->child)
		return ksa_fail(fault, KSA_ERR_ORPHAN, ksa_where(ksa, raw), 0,
				index);
	if (raw->type < KSA_DIR || raw->type > KSA_LINK)
		return ksa_fail(fault, KSA_ERR_NODE_TYPE,
				ksa_where(ksa, &raw->type), 0, raw->type);
	if (raw->reserved)
		return ksa_fail(fault, KSA_ERR_NODE_RESERVED,
				ksa_where(ksa, &raw->reserved), 0,
				le16_to_cpu(raw->reserved));
	code = ksa_check_name(ksa, index, next, fault);
	if (!code && index)
		code = ksa_check_sibling(ksa, index, fault);
	if (code)
		return code;

	switch (raw->type) {
	case KSA_DIR:
		return ksa_check_dir(ksa, index, next, fault);
	case KSA_FILE:
		return ksa_check_file(ksa, index, next, fault);
	default:
		return ksa_check_link(ksa, index, fault);
	}
}

static enum ksa_code ksa_check_nodes(const struct ksa *ksa,
				     struct ksa_fault *fault)
{
	struct ksa_tiling next = { .child = 1 };
	enum ksa_code code;
	u32 i;

	code = ksa_check_root(ksa, fault);
	for (i = 0; i < ksa->node_count && !code; i++)
		code = ksa_check_node(ksa, i, &next, fault);
	if (code)
		return code;
	if (next.name != ksa->names_len)
		return ksa_fail(fault, KSA_ERR_NAMES_LEFT,
				ksa_where(ksa, ksa->names) + next.name,
				next.name, ksa->names_len);
	if (next.data != ksa->data_len)
		return ksa_fail(fault, KSA_ERR_DATA_LEFT,
				ksa_where(ksa, ksa->data) + next.data,
				next.data, ksa->data_len);
	return KSA_OK;
}

/**
 * ksa_open() - take an image that has been checked already
 * @ksa: filled where the image is valid as far as this looks, and then good for
 *	every other function here for as long as @image stands; undefined
 *	otherwise
 * @image: the bytes, at an address that is a multiple of KSA_ALIGN; not owned
 * @size: how many bytes there are
 * @fault: filled in either case
 *
 * Covers the header and where the sections are, and not what is in them. That is
 * enough for what a kernel publishes, which its module has checked.
 *
 * Return: KSA_OK, or the first defect found.
 */
enum ksa_code ksa_open(struct ksa *ksa, const void *image, size_t size,
		       struct ksa_fault *fault)
{
	u32 misaligned = (uintptr_t)image % KSA_ALIGN;
	const struct ksa_header *h = image;
	enum ksa_code code;

	ksa_fail(fault, KSA_OK, 0, 0, 0);
	if (misaligned)
		return ksa_fail(fault, KSA_ERR_ALIGN, 0, 0, misaligned);
	if (size > KSA_SIZE_MAX)
		return ksa_fail(fault, KSA_ERR_LONG, 0, KSA_SIZE_MAX,
				size > ~0U ? ~0U : (u32)size);
	if (size < sizeof(*h))
		return ksa_fail(fault, KSA_ERR_SHORT, 0, sizeof(*h), (u32)size);

	ksa->header = h;
	ksa->size = (u32)size;
	code = ksa_check_header(ksa, fault);
	if (!code)
		code = ksa_check_layout(ksa, fault);
	if (code)
		return code;

	ksa->node_count = le32_to_cpu(h->node_count);
	ksa->names_len = le32_to_cpu(h->names_len);
	ksa->data_len = le32_to_cpu(h->data_len);
	ksa->nodes = ksa_at(ksa, le32_to_cpu(h->nodes_off),
			    ksa->node_count * sizeof(*ksa->nodes));
	ksa->names = ksa_at(ksa, le32_to_cpu(h->names_off), ksa->names_len);
	ksa->data = ksa_at(ksa, le32_to_cpu(h->data_off), ksa->data_len);
	return KSA_OK;
}

/**
 * ksa_check() - check an image's structure
 * @ksa: filled where the image is valid, and then good for every other
 *	function here for as long as @image stands; undefined otherwise
 * @image: the bytes, at an address that is a multiple of KSA_ALIGN; not owned
 * @size: how many bytes there are
 * @fault: filled in either case
 *
 * Covers everything that readers rely on, and no byte's contents: whether data
 * is what was written is ksa_crc_check()'s to say. Does not recurse, allocates
 * nothing, and takes time proportional to the nodes and the bytes of names.
 *
 * Return: KSA_OK, or the first defect found.
 */
enum ksa_code ksa_check(struct ksa *ksa, const void *image, size_t size,
			struct ksa_fault *fault)
{
	enum ksa_code code = ksa_open(ksa, image, size, fault);

	return code ? code : ksa_check_nodes(ksa, fault);
}

static const __le32 *ksa_trailer(const struct ksa *ksa)
{
	return ksa_at(ksa, ksa->size - KSA_TRAILER_LEN, KSA_TRAILER_LEN);
}

/**
 * ksa_crc() - the CRC-32 that an image carries
 * @ksa: the image
 *
 * Return: the trailer's value, not checked against the bytes.
 */
u32 ksa_crc(const struct ksa *ksa)
{
	return le32_to_cpu(*ksa_trailer(ksa));
}

/**
 * ksa_crc_check() - check an image's bytes against its CRC-32
 * @ksa: the image
 * @fault: filled in either case
 *
 * Return: KSA_OK or KSA_ERR_CRC.
 */
enum ksa_code ksa_crc_check(const struct ksa *ksa, struct ksa_fault *fault)
{
	const __le32 *trailer = ksa_trailer(ksa);

	ksa_fail(fault, KSA_OK, 0, 0, 0);
	return ksa_check_field(ksa, trailer,
			       ksa_env_crc32(ksa->header,
					     ksa_where(ksa, trailer)),
			       KSA_ERR_CRC, fault);
}

/**
 * ksa_code_word() - the stable name of a defect
 * @code: the defect
 *
 * Return: one word, for machines to compare; never NULL, and "unknown" for what
 * is no code.
 */
const char *ksa_code_word(enum ksa_code code)
{
	return code < KSA_CODE_COUNT ? ksa_texts[code].word : "unknown";
}

static void ksa_number(char *buf, size_t size, enum ksa_style style, u32 number)
{
	switch (style) {
	case KSA_DEC:
		snprintf(buf, size, "%u", number);
		break;
	case KSA_HEX:
		snprintf(buf, size, "0x%02x", number);
		break;
	case KSA_NODE:
		snprintf(buf, size, "node %u", number);
		break;
	}
}

/**
 * ksa_fault_describe() - say what is wrong with an image
 * @fault: as ksa_check() or ksa_crc_check() filled it
 * @buf: receives a clause without capital, full stop or newline: what is
 *	wrong, at which byte, what was expected and what was found
 * @size: of @buf in bytes; KSA_DESCRIPTION_MAX always suffices
 *
 * Return: what snprintf() would.
 */
int ksa_fault_describe(const struct ksa_fault *fault, char *buf, size_t size)
{
	enum ksa_style style = ksa_texts[fault->code].style;
	const char *wants = ksa_texts[fault->code].wants;
	char expected[24], found[24];

	ksa_number(expected, sizeof(expected), style, fault->expected);
	ksa_number(found, sizeof(found), style, fault->found);
	return snprintf(buf, size, "%s at byte %u: expected %s, found %s",
			ksa_texts[fault->code].what, fault->offset,
			wants ? wants : expected, found);
}

/**
 * ksa_node() - read a node
 * @ksa: the image
 * @index: less than @ksa->node_count
 * @node: filled; its pointers lead into the image
 */
void ksa_node(const struct ksa *ksa, u32 index, struct ksa_node *node)
{
	const struct ksa_raw_node *raw = &ksa->nodes[index];

	node->type = raw->type;
	node->parent = le32_to_cpu(raw->parent);
	node->name = ksa->names + le32_to_cpu(raw->name_off);
	node->name_len = raw->name_len;
	switch (node->type) {
	case KSA_DIR:
		node->first_child = le32_to_cpu(raw->first);
		node->children = le32_to_cpu(raw->count);
		break;
	case KSA_FILE:
		node->data = ksa->data + le32_to_cpu(raw->first);
		node->len = le32_to_cpu(raw->count);
		break;
	case KSA_LINK:
		node->target = le32_to_cpu(raw->first);
		break;
	}
}

static int ksa_compare(const struct ksa_node *node, const char *name,
		       size_t len)
{
	size_t shorter = len < node->name_len ? len : node->name_len;
	int order = memcmp(node->name, name, shorter);

	if (order)
		return order;
	return (node->name_len > len) - (node->name_len < len);
}

/**
 * ksa_child() - find an entry of a directory
 * @ksa: the image
 * @dir: index of the directory
 * @name: the entry's name, not necessarily terminated
 * @len: of @name in bytes
 *
 * Return: the entry's index, or KSA_NONE where there is none.
 */
u32 ksa_child(const struct ksa *ksa, u32 dir, const char *name, size_t len)
{
	struct ksa_node node;
	u32 low, high, middle;
	int order;

	ksa_node(ksa, dir, &node);
	if (node.type != KSA_DIR)
		return KSA_NONE;
	low = node.first_child;
	high = low + node.children;
	while (low < high) {
		middle = low + (high - low) / 2;
		ksa_node(ksa, middle, &node);
		order = ksa_compare(&node, name, len);
		if (!order)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return KSA_NONE;
}

/**
 * ksa_lookup() - find a node by its path
 * @ksa: the image
 * @path: names separated by slashes, relative to the root, which is ""
 *
 * A link on the way is followed, one at the end is not, as lstat(2) does.
 *
 * Return: the node's index, or KSA_NONE where there is none.
 */
u32 ksa_lookup(const struct ksa *ksa, const char *path)
{
	struct ksa_node node;
	u32 index = 0;
	size_t len;

	while (index != KSA_NONE) {
		path += strspn(path, "/");
		if (!*path)
			break;
		ksa_node(ksa, index, &node);
		if (node.type == KSA_LINK)
			index = node.target;
		len = strcspn(path, "/");
		index = ksa_child(ksa, index, path, len);
		path += len;
	}
	return index;
}

/**
 * ksa_next() - the node after this one in a depth-first walk
 * @ksa: the image
 * @index: of this node; the walk begins at the root, 0
 *
 * A directory comes before its entries, entries come in the order of their
 * names, and links are not followed.
 *
 * Return: the next node's index, or KSA_NONE after the last.
 */
u32 ksa_next(const struct ksa *ksa, u32 index)
{
	struct ksa_node node, parent;

	ksa_node(ksa, index, &node);
	if (node.type == KSA_DIR && node.children)
		return node.first_child;
	for (; index; index = node.parent) {
		ksa_node(ksa, index, &node);
		ksa_node(ksa, node.parent, &parent);
		if (index + 1 < parent.first_child + parent.children)
			return index + 1;
	}
	return KSA_NONE;
}

/**
 * ksa_depth() - how deep a node stands
 * @ksa: the image
 * @index: of the node
 *
 * Return: the number of directories above it; the root's is 0.
 */
unsigned int ksa_depth(const struct ksa *ksa, u32 index)
{
	unsigned int depth;

	for (depth = 0; index; depth++)
		index = le32_to_cpu(ksa->nodes[index].parent);
	return depth;
}

/*
 * Writes the path that leads from @top down to @index, from its end to its
 * beginning, as far as it fits, and ends it.
 */
static size_t ksa_path_below(const struct ksa *ksa, u32 top, u32 index,
			     char *buf, size_t size)
{
	struct ksa_node node;
	size_t len = 0, at;
	u32 i;

	for (i = index; i != top; i = node.parent) {
		ksa_node(ksa, i, &node);
		len += node.name_len + (node.parent != top);
	}
	if (len >= size)
		return len;
	buf[len] = '\0';
	at = len;
	for (i = index; i != top; i = node.parent) {
		ksa_node(ksa, i, &node);
		at -= node.name_len;
		memcpy(buf + at, node.name, node.name_len);
		if (at)
			buf[--at] = '/';
	}
	return len;
}

/**
 * ksa_path() - a node's path from the root
 * @ksa: the image
 * @index: of the node
 * @buf: receives the path, NUL-terminated; untouched if it does not fit
 * @size: of @buf in bytes; KSA_PATH_MAX + 1 always suffice
 *
 * Return: the path's length without the NUL; the root's is 0.
 */
size_t ksa_path(const struct ksa *ksa, u32 index, char *buf, size_t size)
{
	return ksa_path_below(ksa, 0, index, buf, size);
}

/* Whether directory @above is @index or one that @index stands in. */
static bool ksa_holds(const struct ksa *ksa, u32 above, u32 index)
{
	while (index > above)
		index = le32_to_cpu(ksa->nodes[index].parent);
	return index == above;
}

/**
 * ksa_link_text() - what readlink(2) gives for a link
 * @ksa: the image
 * @index: of the link
 * @buf: receives the text, NUL-terminated; untouched if it does not fit
 * @size: of @buf in bytes; KSA_LINK_MAX + 1 always suffice
 *
 * Up to the nearest directory that the link and its target share, then down:
 * the text that kernfs computes (kernfs_get_target_path()), so that surfaces
 * which must be given one agree with sysfs, which makes its own.
 *
 * Return: the text's length without the NUL.
 */
size_t ksa_link_text(const struct ksa *ksa, u32 index, char *buf, size_t size)
{
	struct ksa_node link, target, dir;
	size_t up = 0, down, i;
	u32 base;

	ksa_node(ksa, index, &link);
	ksa_node(ksa, link.target, &target);
	for (base = link.parent; !ksa_holds(ksa, base, target.parent);
	     base = dir.parent) {
		ksa_node(ksa, base, &dir);
		up += 3;
	}
	down = ksa_path_below(ksa, base, link.target, NULL, 0);
	if (up + down >= size)
		return up + down;
	for (i = 0; i < up; i += 3)
		memcpy(buf + i, "../", 3);
	ksa_path_below(ksa, base, link.target, buf + up, size - up);
	return up + down;
}
