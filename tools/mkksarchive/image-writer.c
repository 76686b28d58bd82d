// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tree as an image, in the order of ksa(5). It is written in parts, by several
 * threads: most of it is the files' data, and most of the work their CRC. The
 * finished file is mapped and checked by the code that the module checks it
 * with.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "image-writer.h"
#include "worker.h"

#define STAGE_LEN ((size_t)256 << 10)

/* A part ends with the file that makes it so long. */
#define PART_LEN ((u32)1 << 20)

/* Where the sections are, and how long. */
struct layout {
	u32 nodes_off;
	u32 names_off;
	u32 names_len;
	u32 data_off;
	u32 data_len;
};

/*
 * A run of the image's bytes: the data of the files from node @first to before
 * node @end. The first part is all that stands before the data.
 */
struct part {
	u32 offset;
	u32 first;
	u32 end;
	u32 len;
	u32 crc;
};

/* An image in the making. */
struct image {
	const struct tree *tree;
	struct output *output;
	struct layout layout;
	struct part *parts;
	size_t part_count;
};

/* Bytes on their way to the file. */
struct stream {
	struct output *output;
	char *stage;
	size_t staged;
	u32 offset;
	uLong crc;
};

static void flush(struct stream *stream)
{
	stream->crc = crc32_z(stream->crc, (const Bytef *)stream->stage,
			      stream->staged);
	output_write_at(stream->output, stream->offset,
			(struct text){ stream->stage, stream->staged });
	stream->offset += (u32)stream->staged;
	stream->staged = 0;
}

static void put(struct stream *stream, const void *bytes, size_t len)
{
	const char *at = bytes;
	size_t part;

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

static u32 padding(u32 offset)
{
	return -offset % KSA_ALIGN;
}

static void pad(struct stream *stream)
{
	static const char zero[KSA_ALIGN];

	put(stream, zero, padding(stream->offset + (u32)stream->staged));
}

static struct layout lay_out(const struct tree *tree)
{
	struct layout layout = { .nodes_off = sizeof(struct ksa_header) };
	const struct node *node;

	for (u32 i = 0; i < tree->count; i++) {
		node = tree->nodes[i];
		layout.names_len += (u32)strlen(node->name) + 1;
		if (node->type == KSA_FILE)
			layout.data_len += (u32)node->data.len;
	}
	layout.names_off = layout.nodes_off +
			   (u32)(tree->count * sizeof(struct ksa_raw_node));
	layout.names_off += padding(layout.names_off);
	layout.data_off = layout.names_off + layout.names_len;
	layout.data_off += padding(layout.data_off);
	return layout;
}

static void put_header(struct stream *stream, const struct image *image)
{
	const struct layout *layout = &image->layout;
	struct ksa_header header = {
		.magic = KSA_MAGIC,
		.major = htole16(KSA_MAJOR),
		.minor = htole16(KSA_MINOR),
		.header_len = htole32(sizeof(header)),
		.size = htole32((u32)image->tree->size),
		.nodes_off = htole32(layout->nodes_off),
		.node_count = htole32(image->tree->count),
		.names_off = htole32(layout->names_off),
		.names_len = htole32(layout->names_len),
		.data_off = htole32(layout->data_off),
		.data_len = htole32(layout->data_len),
	};

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

static void put_head(struct stream *stream, const struct image *image)
{
	struct node *const *nodes = image->tree->nodes;
	struct next next = { .child = 1 };
	u32 i;

	put_header(stream, image);
	for (i = 0; i < image->tree->count; i++)
		put_node(stream, nodes[i], &next);
	pad(stream);
	for (i = 0; i < image->tree->count; i++)
		put(stream, nodes[i]->name, strlen(nodes[i]->name) + 1);
	pad(stream);
}

static void put_data(struct stream *stream, const struct image *image,
		     const struct part *part)
{
	const struct node *node;

	for (u32 i = part->first; i < part->end; i++) {
		node = image->tree->nodes[i];
		if (node->type == KSA_FILE)
			put(stream, node->data.at, node->data.len);
	}
	if (part->end == image->tree->count)
		pad(stream);
}

static void put_part(void *what, size_t index, struct worker *worker)
{
	struct image *image = what;
	struct part *part = &image->parts[index];
	struct stream stream = {
		.output = image->output,
		.stage = arena_bytes(&worker->scratch, STAGE_LEN),
		.offset = part->offset,
	};

	if (!index)
		put_head(&stream, image);
	else
		put_data(&stream, image, part);
	flush(&stream);
	part->len = stream.offset - part->offset;
	part->crc = (u32)stream.crc;
}

static struct part *add_part(struct image *image, u32 offset, u32 first)
{
	struct part *part;

	image->parts = memory_grow(image->parts, image->part_count,
				   sizeof(*image->parts));
	part = &image->parts[image->part_count++];
	*part = (struct part){ .offset = offset, .first = first };
	return part;
}

static void divide(struct image *image)
{
	u32 offset = image->layout.data_off;
	const struct node *node;
	struct part *part;

	add_part(image, 0, 0);
	part = add_part(image, offset, 0);
	for (u32 i = 0; i < image->tree->count; i++) {
		if (offset - part->offset >= PART_LEN)
			part = add_part(image, offset, i);
		part->end = i + 1;
		node = image->tree->nodes[i];
		if (node->type == KSA_FILE)
			offset += (u32)node->data.len;
	}
}

static u32 put_trailer(const struct image *image)
{
	const struct part *part = image->parts;
	__le32 trailer;
	uLong crc = 0;

	for (size_t i = 0; i < image->part_count; i++, part++)
		crc = crc32_combine(crc, part->crc, part->len);
	trailer = htole32((u32)crc);
	output_write_at(image->output, image->tree->size - sizeof(trailer),
			(struct text){ (const char *)&trailer,
				       sizeof(trailer) });
	return (u32)crc;
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
 * @threads: at most this many work on it, at least 1
 *
 * Return: the image's CRC-32. Ends the program where the image cannot be
 * written.
 */
u32 image_write(const struct tree *tree, struct output *output,
		unsigned int threads)
{
	struct image image = {
		.tree = tree, .output = output, .layout = lay_out(tree),
	};
	u32 crc;

	divide(&image);
	work(image.part_count, threads, "writing part", put_part, &image);
	crc = put_trailer(&image);
	free(image.parts);
	check(tree, output);
	return crc;
}
