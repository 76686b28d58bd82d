// SPDX-License-Identifier: GPL-2.0-only
/*
 * A fault's place. Its code tells how far ksa_check() had come, and with that
 * what of the image may be relied on: the sections once its code is none of
 * theirs, and then each node before the faulty one.
 */
#include "place.h"

/* A field of the header or of a node, as ksa(5) has it. */
struct field {
	const char *name;
	u32 offset;
	u32 len;
};

static const struct field header_fields[] = {
	{ "magic", 0, 8 },
	{ "major", 8, 2 },
	{ "minor", 10, 2 },
	{ "header_len", 12, 4 },
	{ "incompat", 16, 4 },
	{ "size", 20, 4 },
	{ "nodes_off", 24, 4 },
	{ "node_count", 28, 4 },
	{ "names_off", 32, 4 },
	{ "names_len", 36, 4 },
	{ "data_off", 40, 4 },
	{ "data_len", 44, 4 },
	{ "reserved", 48, 16 },
};

static const struct field node_fields[] = {
	{ "parent", 0, 4 },
	{ "name_off", 4, 4 },
	{ "name_len", 8, 1 },
	{ "type", 9, 1 },
	{ "reserved", 10, 2 },
	{ "first", 12, 4 },
	{ "count", 16, 4 },
};

/* At most @len bytes from @offset on, as far as the image goes. */
static struct text bytes_at(struct text image, u32 offset, u32 len)
{
	if (offset >= image.len)
		return (struct text){ 0 };
	if (len > image.len - offset)
		len = (u32)(image.len - offset);
	return (struct text){ image.at + offset, len };
}

/* From @offset to the end of the field that it stands in. */
static void set_field(struct place *place, struct text image, u32 offset,
		      const struct field *field, u32 within)
{
	while (within >= field->offset + field->len)
		field++;
	place->field = field->name;
	place->bytes = bytes_at(image, offset,
				field->offset + field->len - within);
}

/* The image as far as its sections go, which are known to be right. */
static struct ksa open_sections(struct text image)
{
	const struct ksa_header *header = (const void *)image.at;

	return (struct ksa){
		.header = header,
		.nodes = (const void *)(image.at +
					le32_to_cpu(header->nodes_off)),
		.names = image.at + le32_to_cpu(header->names_off),
		.data = (const u8 *)image.at + le32_to_cpu(header->data_off),
		.size = (u32)image.len,
		.node_count = le32_to_cpu(header->node_count),
		.names_len = le32_to_cpu(header->names_len),
		.data_len = le32_to_cpu(header->data_len),
	};
}

/* A node says itself how long its name is, and names stand in node order. */
static u32 node_of_name(const struct ksa *ksa, u32 offset)
{
	u32 end = 0;

	for (u32 i = 0; i < ksa->node_count; i++) {
		end += ksa->nodes[i].name_len + 1;
		if (offset < end)
			return i;
	}
	return KSA_NONE;
}

static u32 node_of_data(const struct ksa *ksa, u32 offset)
{
	struct ksa_node node;

	for (u32 i = 0; i < ksa->node_count; i++) {
		ksa_node(ksa, i, &node);
		if (node.type == KSA_FILE &&
		    offset - (u32)(node.data - ksa->data) < node.len)
			return i;
	}
	return KSA_NONE;
}

static bool is_about_a_name(enum ksa_code code)
{
	return code == KSA_ERR_ORDER || code == KSA_ERR_DUPLICATE ||
	       code == KSA_ERR_IMAGE_NAME;
}

static void set_names(struct place *place, struct text image,
		      const struct ksa *ksa, const struct ksa_fault *fault)
{
	u32 offset = fault->offset - le32_to_cpu(ksa->header->names_off);
	u32 len = fault->code == KSA_ERR_NAMES_LEFT ? PLACE_SHOWN : 1;

	place->section = "names";
	if (fault->code != KSA_ERR_NAMES_LEFT)
		place->node = node_of_name(ksa, offset);
	if (place->node != KSA_NONE && is_about_a_name(fault->code))
		len = ksa->nodes[place->node].name_len;
	place->bytes = bytes_at(image, fault->offset, len);
}

static void set_data(struct place *place, struct text image,
		     const struct ksa *ksa, const struct ksa_fault *fault)
{
	place->section = "data";
	if (fault->code != KSA_ERR_DATA_LEFT)
		place->node = node_of_data(ksa, fault->offset -
				le32_to_cpu(ksa->header->data_off));
	place->bytes = bytes_at(image, fault->offset, PLACE_SHOWN);
}

static void set_node(struct place *place, struct text image,
		     const struct ksa *ksa, u32 offset)
{
	u32 within = offset - le32_to_cpu(ksa->header->nodes_off);

	place->section = "nodes";
	place->node = within / sizeof(struct ksa_raw_node);
	set_field(place, image, offset, node_fields,
		  within % sizeof(struct ksa_raw_node));
}

/* Whether ksa_check() had come to the end of the node's name. */
static bool name_is_known(enum ksa_code code)
{
	return code >= KSA_ERR_ORDER && code != KSA_ERR_PARENT;
}

static bool directory_is_known(enum ksa_code code)
{
	return code > KSA_ERR_ORPHAN;
}

/* Of a child that denies its directory, the fault says which that is. */
static u32 directory_of(const struct ksa *ksa, const struct place *place,
			const struct ksa_fault *fault)
{
	if (fault->code == KSA_ERR_PARENT)
		return fault->expected;
	return le32_to_cpu(ksa->nodes[place->node].parent);
}

static void set_paths(struct place *place, const struct ksa *ksa,
		      const struct ksa_fault *fault)
{
	if (place->node == KSA_NONE)
		return;
	if (!place->node || name_is_known(fault->code))
		place->path = (struct text){ place->path_room,
			place->node ? ksa_path(ksa, place->node,
					       place->path_room,
					       sizeof(place->path_room)) : 0 };
	if (place->node && directory_is_known(fault->code))
		place->directory = (struct text){ place->directory_room,
			ksa_path(ksa, directory_of(ksa, place, fault),
				 place->directory_room,
				 sizeof(place->directory_room)) };
}

static void set_trailer(struct place *place, struct text image, u32 offset)
{
	place->section = "trailer";
	place->bytes = bytes_at(image, offset, KSA_TRAILER_LEN);
}

/* Up to the next section. */
static void set_padding(struct place *place, struct text image, u32 offset)
{
	place->section = "padding";
	place->bytes = bytes_at(image, offset, KSA_ALIGN - offset % KSA_ALIGN);
}

static bool is_padding(enum ksa_code code)
{
	return code == KSA_ERR_NODES_PAD || code == KSA_ERR_NAMES_PAD ||
	       code == KSA_ERR_DATA_PAD;
}

static void set_section(struct place *place, struct text image,
			const struct ksa_fault *fault)
{
	struct ksa ksa = open_sections(image);
	u32 offset = fault->offset;
	u32 names = le32_to_cpu(ksa.header->names_off);
	u32 data = le32_to_cpu(ksa.header->data_off);

	if (offset < names)
		set_node(place, image, &ksa, offset);
	else if (offset >= data + ksa.data_len)
		set_trailer(place, image, offset);
	else if (offset < data)
		set_names(place, image, &ksa, fault);
	else
		set_data(place, image, &ksa, fault);
	set_paths(place, &ksa, fault);
}

/**
 * place_find() - find out what stands where an image is wrong
 * @place: to be filled
 * @image: the image
 * @fault: as ksa_check() filled it; of an image that ksa_check() accepts, any
 *	offset with KSA_ERR_CRC
 */
void place_find(struct place *place, struct text image,
		const struct ksa_fault *fault)
{
	*place = (struct place){ .node = KSA_NONE };
	if (fault->code <= KSA_ERR_LONG) {
		place->section = "image";
		place->bytes = bytes_at(image, 0, PLACE_SHOWN);
	} else if (fault->offset < sizeof(struct ksa_header)) {
		place->section = "header";
		set_field(place, image, fault->offset, header_fields,
			  fault->offset);
	} else if (is_padding(fault->code)) {
		set_padding(place, image, fault->offset);
	} else if (fault->code == KSA_ERR_TRAILER) {
		set_trailer(place, image, fault->offset);
	} else {
		set_section(place, image, fault);
	}
}
