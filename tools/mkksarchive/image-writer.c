// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tree as an image, in the order of ksa(5), in one go. The finished file is
 * mapped and checked by the code that the module checks it with.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "image-writer.h"

#define STAGE_LEN ((size_t)256 << 10)

/* Bytes on their way to the file. */
struct stream {
	struct output *output;
	char *stage;
	size_t staged;
	u32 written;
	uLong crc;
};

static void flush(struct stream *stream)
{
	stream->crc = crc32_z(stream->crc, (const Bytef *)stream->stage,
			      stream->staged);
	output_write(stream->output,
		     (struct text){ stream->stage, stream->staged });
	stream->staged = 0;
}

static void put(struct stream *stream, const void *bytes, size_t len)
{
	const char *at = bytes;
	size_t part;

	stream->written += (u32)len;
	while (len) {
		part = STAGE_LEN - stream->staged;
		if (part > len)
			part = len;
		memcpy(stream->stage + stream->staged, at, part);
		stream->staged += part;
		at += part;
		len -= part;
		if (stream->staged == STAGE_LEN)
			flush(stream);
	}
}

static void pad(struct stream *stream)
{
	static const char zero[KSA_ALIGN];

	put(stream, zero, -stream->written % KSA_ALIGN);
}

static u32 align(u32 offset)
{
	return offset + -offset % KSA_ALIGN;
}

static void put_header(struct stream *stream, const struct tree *tree)
{
	struct ksa_header header = {
		.magic = KSA_MAGIC,
		.major = htole16(KSA_MAJOR),
		.minor = htole16(KSA_MINOR),
		.header_len = htole32(sizeof(header)),
		.size = htole32((u32)tree->size),
		.nodes_off = htole32(sizeof(header)),
		.node_count = htole32(tree->count),
	};
	u32 names_len = 0, data_len = 0, names_off, data_off;

	for (u32 i = 0; i < tree->count; i++) {
		names_len += (u32)strlen(tree->nodes[i]->name) + 1;
		if (tree->nodes[i]->type == KSA_FILE)
			data_len += (u32)tree->nodes[i]->data.len;
	}
	names_off = align((u32)(sizeof(header) +
				tree->count * sizeof(struct ksa_raw_node)));
	data_off = align(names_off + names_len);
	header.names_off = htole32(names_off);
	header.names_len = htole32(names_len);
	header.data_off = htole32(data_off);
	header.data_len = htole32(data_len);
	put(stream, &header, sizeof(header));
}

/* Where the next node's name, children and data begin. */
struct next {
	u32 name;
	u32 child;
	u32 data;
};

static void put_node(struct stream *stream, const struct node *node,
		     struct next *next)
{
	struct ksa_raw_node raw = {
		.parent = htole32(node->parent ? node->parent->index : 0),
		.name_off = htole32(next->name),
		.name_len = (u8)strlen(node->name),
		.type = (u8)node->type,
	};

	switch (node->type) {
	case KSA_DIR:
		raw.first = htole32(next->child);
		raw.count = htole32(node->child_count);
		next->child += node->child_count;
		break;
	case KSA_FILE:
		raw.first = htole32(next->data);
		raw.count = htole32((u32)node->data.len);
		next->data += (u32)node->data.len;
		break;
	case KSA_LINK:
		raw.first = htole32(node->target->index);
		break;
	}
	next->name += raw.name_len + 1U;
	put(stream, &raw, sizeof(raw));
}

static void put_sections(struct stream *stream, const struct tree *tree)
{
	struct next next = { .child = 1 };
	const struct node *node;
	u32 i;

	put_header(stream, tree);
	for (i = 0; i < tree->count; i++)
		put_node(stream, tree->nodes[i], &next);
	pad(stream);
	for (i = 0; i < tree->count; i++)
		put(stream, tree->nodes[i]->name,
		    strlen(tree->nodes[i]->name) + 1);
	pad(stream);
	for (i = 0; i < tree->count; i++) {
		node = tree->nodes[i];
		if (node->type == KSA_FILE)
			put(stream, node->data.at, node->data.len);
	}
	pad(stream);
}

static u32 put_trailer(struct stream *stream)
{
	__le32 trailer;
	u32 crc;

	flush(stream);
	crc = (u32)stream->crc;
	trailer = htole32(crc);
	put(stream, &trailer, sizeof(trailer));
	flush(stream);
	return crc;
}

/* A wrong image is a fault of this program or the disk: better none than that. */
static void check(const struct tree *tree, const struct output *output)
{
	struct ksa_fault fault;
	struct ksa ksa;
	char text[160];
	void *image;

	image = mmap(NULL, tree->size, PROT_READ, MAP_SHARED | MAP_POPULATE,
		     output_descriptor(output), 0);
	if (image == MAP_FAILED)
		die("the image cannot be mapped to be checked: %s",
		    strerror(errno));
	if (ksa_check(&ksa, image, tree->size, &fault) ||
	    ksa_crc_check(&ksa, &fault)) {
		ksa_fault_describe(&fault, text, sizeof(text));
		die("the image just written is wrong, through a fault of this program or of the disk: %s",
		    text);
	}
	munmap(image, tree->size);
}

/**
 * image_write() - write a tree as an image, and check it
 * @tree: finished, without errors
 * @output: begun and empty; not finished
 *
 * Return: the image's CRC-32. Ends the program where the image cannot be
 * written.
 */
u32 image_write(const struct tree *tree, struct output *output)
{
	struct stream stream = {
		.output = output,
		.stage = memory_resize(NULL, 1, STAGE_LEN),
	};
	u32 crc;

	put_sections(&stream, tree);
	crc = put_trailer(&stream);
	free(stream.stage);
	check(tree, output);
	return crc;
}
