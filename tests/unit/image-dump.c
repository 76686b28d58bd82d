// SPDX-License-Identifier: GPL-2.0-only
/*
 * Images for the reader in Python, and what the reader in C makes of images:
 * image_oracle.py compares.
 */
#include <errno.h>
#include <stdlib.h>

#include "image-tests.h"

static FILE *open_or_exit(const char *path, const char *mode)
{
	FILE *file = fopen(path, mode);

	if (!file) {
		fprintf(stderr, "image: %s: %s\n", path, strerror(errno));
		exit(2);
	}
	return file;
}

static void close_or_exit(FILE *file, const char *path)
{
	bool failed = ferror(file);

	if (fclose(file) || failed) {
		fprintf(stderr, "image: %s: not read or written whole\n", path);
		exit(2);
	}
}

static void write_file(const char *path, const u8 *bytes, u32 size)
{
	FILE *file = open_or_exit(path, "wb");

	fwrite(bytes, 1, size, file);
	close_or_exit(file, path);
}

/* The images and, in the file "expected", the word and offset due for each. */
int write_defects(const char *folder)
{
	u8 image[DEFECT_ROOM];
	char path[4096];
	FILE *expected;
	u32 i;

	snprintf(path, sizeof(path), "%s/expected", folder);
	expected = open_or_exit(path, "w");
	for (i = 0; i < defect_count; i++) {
		fprintf(expected, "%03u.ksa %s %u\n", i,
			ksa_code_word(defects[i].fault.code),
			defects[i].fault.offset);
		snprintf(path, sizeof(path), "%s/%03u.ksa", folder, i);
		write_file(path, image,
			   defect_build(&defects[i], image, sizeof(image)));
	}
	close_or_exit(expected, "expected");
	return 0;
}

static u8 *read_file(const char *path, size_t *size)
{
	FILE *file = open_or_exit(path, "rb");
	u8 *bytes;

	fseek(file, 0, SEEK_END);
	*size = ftell(file);
	rewind(file);
	bytes = malloc(*size);
	if (*size && (!bytes || fread(bytes, 1, *size, file) != *size)) {
		fprintf(stderr, "image: %s: not read whole\n", path);
		exit(2);
	}
	close_or_exit(file, path);
	return bytes;
}

static void dump_contents(const struct ksa_node *node)
{
	u32 i;

	printf(" contents=");
	for (i = 0; i < node->len; i++)
		printf("%02x", node->data[i]);
}

static void dump_node(const struct ksa *ksa, u32 index)
{
	char path[KSA_PATH_MAX + 1], text[KSA_LINK_MAX + 1];
	struct ksa_node node;

	ksa_node(ksa, index, &node);
	ksa_path(ksa, index, path, sizeof(path));
	printf("node %u parent=%u depth=%u name=%.*s path=%s lookup=%u child=%u",
	       index, node.parent, ksa_depth(ksa, index), node.name_len,
	       node.name, path, ksa_lookup(ksa, path),
	       ksa_child(ksa, node.parent, node.name, node.name_len));
	switch (node.type) {
	case KSA_DIR:
		printf(" directory first=%u children=%u", node.first_child,
		       node.children);
		break;
	case KSA_FILE:
		printf(" file len=%u", node.len);
		dump_contents(&node);
		break;
	case KSA_LINK:
		ksa_link_text(ksa, index, text, sizeof(text));
		printf(" link target=%u text=%s", node.target, text);
		break;
	}
	putchar('\n');
}

static void dump_tree(const struct ksa *ksa)
{
	u32 index;

	for (index = 0; index < ksa->node_count; index++)
		dump_node(ksa, index);
	printf("walk");
	for (index = 0; index != KSA_NONE; index = ksa_next(ksa, index))
		printf(" %u", index);
	printf("\ncrc %u\n", ksa_crc(ksa));
}

static void dump_image(const char *path)
{
	struct ksa_fault fault;
	struct ksa ksa;
	size_t size;
	u8 *image = read_file(path, &size);

	printf("image %s\n", path);
	if (check_all(&ksa, image, size, &fault))
		printf("%s %u\n", ksa_code_word(fault.code), fault.offset);
	else
		dump_tree(&ksa);
	free(image);
}

/* Prints what there is to know of each image, or its defect. */
int dump_images(char *const paths[])
{
	for (; *paths; paths++)
		dump_image(*paths);
	return 0;
}
