/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The archive's image: a read-only tree of directories, files and links.
 *
 * An image is one run of bytes without pointers: a header, a table of nodes,
 * their names, the files' data and a CRC. ksa(5) describes it byte by byte;
 * this file is the same in C. Whoever reads an image calls ksa_check() first,
 * or ksa_open() where it has been checked already, and ksa_crc_check() where
 * damage matters; after them every other function here trusts what it is given.
 */
#ifndef KSA_IMAGE_H
#define KSA_IMAGE_H

#include "env.h"

#define KSA_MAGIC		"\211KSA\r\n\032\n"
#define KSA_MAGIC_LEN		8
#define KSA_MAJOR		1
#define KSA_MINOR		0
#define KSA_ALIGN		8
#define KSA_TRAILER_LEN		4

#define KSA_SIZE_MAX		67108864U
#define KSA_NODES_MAX		1048576U
#define KSA_DEPTH_MAX		16
#define KSA_NAME_MAX		63

/*
 * The longest path from the root: KSA_DEPTH_MAX names and the slashes between
 * them. The two limits above imply it, so nothing checks it by itself.
 */
#define KSA_PATH_MAX		(KSA_DEPTH_MAX * (KSA_NAME_MAX + 1) - 1)

/* The longest text of a link: up from the deepest directory, and down again. */
#define KSA_LINK_MAX		(3 * (KSA_DEPTH_MAX - 1) + KSA_PATH_MAX)

/* Room for any sentence of ksa_fault_describe(), its NUL included. */
#define KSA_DESCRIPTION_MAX	160

/* The root's file that the surfaces add: the image itself. */
#define KSA_IMAGE_NAME		"image"

/* An index that no node has. */
#define KSA_NONE		(~0U)

/**
 * enum ksa_type - what a node is
 * @KSA_DIR: a directory, with a range of children
 * @KSA_FILE: a file, with a range of data
 * @KSA_LINK: a symbolic link to a directory of the same image
 */
enum ksa_type {
	KSA_DIR = 1,
	KSA_FILE = 2,
	KSA_LINK = 3,
};

/* The header, as it stands at the image's first byte. */
struct ksa_header {
	u8 magic[KSA_MAGIC_LEN];
	__le16 major;
	__le16 minor;
	__le32 header_len;
	__le32 incompat;
	__le32 size;
	__le32 nodes_off;
	__le32 node_count;
	__le32 names_off;
	__le32 names_len;
	__le32 data_off;
	__le32 data_len;
	u8 reserved[16];
};

/*
 * A node, as it stands in the table. @first is a directory's first child, a
 * file's offset in the data section, a link's target; @count is a directory's
 * number of children, a file's length, a link's zero.
 */
struct ksa_raw_node {
	__le32 parent;
	__le32 name_off;
	u8 name_len;
	u8 type;
	__le16 reserved;
	__le32 first;
	__le32 count;
};

/**
 * struct ksa - an image that ksa_check() has accepted
 * @header: the image's first byte, aligned to KSA_ALIGN; not owned
 * @nodes: the table of nodes
 * @names: the names section
 * @data: the data section
 * @size: of the whole image, in bytes
 * @node_count: number of nodes, at least 2
 * @names_len: length of the names section in bytes
 * @data_len: length of the data section in bytes
 */
struct ksa {
	const struct ksa_header *header;
	const struct ksa_raw_node *nodes;
	const char *names;
	const u8 *data;
	u32 size;
	u32 node_count;
	u32 names_len;
	u32 data_len;
};

/**
 * struct ksa_node - a node in the reader's own byte order
 * @type: which of the following are meant
 * @parent: index of the directory it stands in; the root's is its own, 0
 * @name: NUL-terminated, in the image; the root's is empty
 * @name_len: without the NUL
 * @first_child: KSA_DIR: index of the first child
 * @children: KSA_DIR: how many follow from @first_child on
 * @data: KSA_FILE: the contents, in the image
 * @len: KSA_FILE: length of the contents in bytes, at least 1
 * @target: KSA_LINK: index of the directory it leads to
 */
struct ksa_node {
	enum ksa_type type;
	u32 parent;
	const char *name;
	u8 name_len;
	union {
		struct {
			u32 first_child;
			u32 children;
		};
		struct {
			const u8 *data;
			u32 len;
		};
		u32 target;
	};
};

/*
 * Every way in which an image can be wrong, in the order of discovery. image.c
 * has a sentence for each, ksa(5) a line.
 */
enum ksa_code {
	KSA_OK,
	KSA_ERR_ALIGN,
	KSA_ERR_SHORT,
	KSA_ERR_LONG,
	KSA_ERR_MAGIC,
	KSA_ERR_MAJOR,
	KSA_ERR_HEADER_LEN,
	KSA_ERR_INCOMPAT,
	KSA_ERR_RESERVED,
	KSA_ERR_SIZE,
	KSA_ERR_NODE_COUNT,
	KSA_ERR_NODES_OFF,
	KSA_ERR_NODES_END,
	KSA_ERR_NAMES_OFF,
	KSA_ERR_NAMES_END,
	KSA_ERR_NODES_PAD,
	KSA_ERR_DATA_OFF,
	KSA_ERR_DATA_END,
	KSA_ERR_NAMES_PAD,
	KSA_ERR_TRAILER,
	KSA_ERR_DATA_PAD,
	KSA_ERR_ROOT_TYPE,
	KSA_ERR_ROOT_PARENT,
	KSA_ERR_ROOT_NAME,
	KSA_ERR_ROOT_EMPTY,
	KSA_ERR_ORPHAN,
	KSA_ERR_NODE_TYPE,
	KSA_ERR_NODE_RESERVED,
	KSA_ERR_NAME_OFF,
	KSA_ERR_NAME_EMPTY,
	KSA_ERR_NAME_LONG,
	KSA_ERR_NAME_END,
	KSA_ERR_NAME_FIRST,
	KSA_ERR_NAME_BYTE,
	KSA_ERR_NAME_NUL,
	KSA_ERR_ORDER,
	KSA_ERR_DUPLICATE,
	KSA_ERR_IMAGE_NAME,
	KSA_ERR_FIRST_CHILD,
	KSA_ERR_CHILDREN,
	KSA_ERR_DEPTH,
	KSA_ERR_PARENT,
	KSA_ERR_DATA_START,
	KSA_ERR_FILE_EMPTY,
	KSA_ERR_FILE_END,
	KSA_ERR_LINK_BEYOND,
	KSA_ERR_LINK_ROOT,
	KSA_ERR_LINK_FILE,
	KSA_ERR_LINK_LINK,
	KSA_ERR_LINK_ANCESTOR,
	KSA_ERR_LINK_RESERVED,
	KSA_ERR_NAMES_LEFT,
	KSA_ERR_DATA_LEFT,
	KSA_ERR_CRC,
	KSA_CODE_COUNT
};

/**
 * struct ksa_fault - where an image is wrong
 * @code: the defect; KSA_OK, and zero in the other fields, where there is none
 * @offset: of the field or byte that is not as it should be, from the image's
 *	first byte; KSA_ERR_TRAILER's may lie beyond the image
 * @expected: the number that should stand there, where there is just one
 * @found: the number that does
 */
struct ksa_fault {
	enum ksa_code code;
	u32 offset;
	u32 expected;
	u32 found;
};

enum ksa_code ksa_open(struct ksa *ksa, const void *image, size_t size,
		       struct ksa_fault *fault);
enum ksa_code ksa_check(struct ksa *ksa, const void *image, size_t size,
			struct ksa_fault *fault);
enum ksa_code ksa_crc_check(const struct ksa *ksa, struct ksa_fault *fault);
u32 ksa_crc(const struct ksa *ksa);

const char *ksa_code_word(enum ksa_code code);
int ksa_fault_describe(const struct ksa_fault *fault, char *buf, size_t size);

void ksa_node(const struct ksa *ksa, u32 index, struct ksa_node *node);
u32 ksa_child(const struct ksa *ksa, u32 dir, const char *name, size_t len);
u32 ksa_lookup(const struct ksa *ksa, const char *path);
u32 ksa_next(const struct ksa *ksa, u32 index);
unsigned int ksa_depth(const struct ksa *ksa, u32 index);
size_t ksa_path(const struct ksa *ksa, u32 index, char *buf, size_t size);
size_t ksa_link_text(const struct ksa *ksa, u32 index, char *buf, size_t size);

#endif /* KSA_IMAGE_H */
