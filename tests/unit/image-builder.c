// SPDX-License-Identifier: GPL-2.0-only
/* Images for tests: the bytes, written one after the other. */
#include "image-builder.h"

/**
 * put_number() - write a little-endian number into an image
 * @image: the image
 * @offset: where
 * @bytes: how many it has, 1 to 4
 * @value: the number
 */
void put_number(u8 *image, u32 offset, unsigned int bytes, u32 value)
{
	unsigned int i;

	for (i = 0; i < bytes; i++)
		image[offset + i] = (u8)(value >> (8 * i));
}

/**
 * mend_crc() - make the trailer right for the bytes before it
 * @image: the image
 * @size: of it in bytes, at least that of a trailer
 */
void mend_crc(u8 *image, u32 size)
{
	put_number(image, size - TRAILER_LEN, 4,
		   ksa_env_crc32(image, size - TRAILER_LEN));
}

static u32 next_section(u32 end)
{
	return (end + 7) / 8 * 8;
}

static u32 children_of(const struct plan *plan, u32 dir)
{
	u32 i, children = 0;

	for (i = 1; i < plan->count; i++)
		children += plan->nodes[i].parent == dir;
	return children;
}

static void put_header(const struct plan *plan, u8 *image, u32 size,
		       u32 names_off, u32 names_len, u32 data_off, u32 data_len)
{
	put_number(image, MAGIC_AT, 4, 0x41534b89);
	put_number(image, MAGIC_AT + 4, 4, 0x0a1a0a0d);
	put_number(image, MAJOR_AT, 2, 1);
	put_number(image, HEADER_LEN_AT, 4, HEADER_LEN);
	put_number(image, SIZE_AT, 4, size);
	put_number(image, NODES_OFF_AT, 4, HEADER_LEN);
	put_number(image, NODE_COUNT_AT, 4, plan->count);
	put_number(image, NAMES_OFF_AT, 4, names_off);
	put_number(image, NAMES_LEN_AT, 4, names_len);
	put_number(image, DATA_OFF_AT, 4, data_off);
	put_number(image, DATA_LEN_AT, 4, data_len);
}

static void put_nodes(const struct plan *plan, u8 *image, u32 names_off,
		      u32 data_off)
{
	u32 child = 1, name = 0, data = 0, first, count, len, i;

	for (i = 0; i < plan->count; i++) {
		const struct plan_node *node = &plan->nodes[i];

		if (node->type == PLAN_DIR) {
			first = child;
			count = children_of(plan, i);
			child += count;
		} else if (node->type == PLAN_FILE) {
			first = data;
			count = strlen(node->contents);
			memcpy(image + data_off + data, node->contents, count);
			data += count;
		} else {
			first = node->target;
			count = 0;
		}
		len = strlen(node->name);
		put_number(image, PARENT_AT(i), 4, node->parent);
		put_number(image, NAME_OFF_AT(i), 4, name);
		put_number(image, NAME_LEN_AT(i), 1, len);
		put_number(image, TYPE_AT(i), 1, node->type);
		put_number(image, FIRST_AT(i), 4, first);
		put_number(image, COUNT_AT(i), 4, count);
		memcpy(image + names_off + name, node->name, len + 1);
		name += len + 1;
	}
}

/**
 * plan_build() - make an image of a plan
 * @plan: the tree
 * @image: receives the image
 * @room: of @image in bytes
 *
 * Return: the image's size in bytes, or 0 if there is not room enough.
 */
u32 plan_build(const struct plan *plan, u8 *image, u32 room)
{
	u32 names_off, names_len = 0, data_off, data_len = 0, size, i;

	for (i = 0; i < plan->count; i++) {
		names_len += strlen(plan->nodes[i].name) + 1;
		if (plan->nodes[i].type == PLAN_FILE)
			data_len += strlen(plan->nodes[i].contents);
	}
	names_off = next_section(HEADER_LEN + NODE_LEN * plan->count);
	data_off = next_section(names_off + names_len);
	size = next_section(data_off + data_len) + TRAILER_LEN;
	if (size > room)
		return 0;

	memset(image, 0, size);
	put_header(plan, image, size, names_off, names_len, data_off, data_len);
	put_nodes(plan, image, names_off, data_off);
	mend_crc(image, size);
	return size;
}
