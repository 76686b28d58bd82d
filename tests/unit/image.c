// SPDX-License-Identifier: GPL-2.0-only
/*
 * Host tests of the archive's image, in TAP; with an option, the program gives
 * the reader in Python its images, or says what it makes of given ones.
 */
#include <stdlib.h>

#include "image-tests.h"
#include "tap.h"

/* A copy of @bytes with nothing around it; the caller frees it. */
u8 *exactly(const u8 *bytes, size_t size)
{
	u8 *copy = malloc(size);

	if (!copy && size) {
		perror("image");
		exit(2);
	}
	if (size)
		memcpy(copy, bytes, size);
	return copy;
}

/* The image of @plan; the caller frees it. */
u8 *built(const struct plan *plan, u32 *size)
{
	u8 *room = malloc(KSA_SIZE_MAX), *image;

	*size = room ? plan_build(plan, room, KSA_SIZE_MAX) : 0;
	if (!*size) {
		fputs("image: no room for a test's image\n", stderr);
		exit(2);
	}
	image = exactly(room, *size);
	free(room);
	return image;
}

/* The image of a sound @plan, opened; the caller frees it. */
u8 *opened(const struct plan *plan, struct ksa *ksa)
{
	struct ksa_fault fault;
	u32 size;
	u8 *image = built(plan, &size);

	if (check_all(ksa, image, size, &fault)) {
		fprintf(stderr, "image: %s at %u in a sound image\n",
			ksa_code_word(fault.code), fault.offset);
		exit(2);
	}
	return image;
}

/* Structure, then CRC, as the module does. */
enum ksa_code check_all(struct ksa *ksa, const u8 *image, size_t size,
			struct ksa_fault *fault)
{
	enum ksa_code code = ksa_check(ksa, image, size, fault);

	return code ? code : ksa_crc_check(ksa, fault);
}

/* Asks everything of every node; returns how many a walk meets. */
u32 walk_all(const struct ksa *ksa)
{
	char path[KSA_PATH_MAX + 1], text[KSA_LINK_MAX + 1];
	struct ksa_node node;
	u32 index, met = 0;

	for (index = 0; index != KSA_NONE; index = ksa_next(ksa, index)) {
		ksa_node(ksa, index, &node);
		ksa_path(ksa, index, path, sizeof(path));
		if (ksa_lookup(ksa, path) != index)
			return KSA_NONE;
		if (node.type == KSA_LINK)
			ksa_link_text(ksa, index, text, sizeof(text));
		if (node.type == KSA_FILE)
			ksa_env_crc32(node.data, node.len);
		met++;
	}
	return met;
}

static int test_all(void)
{
	test_refusals();
	test_damage();
	test_acceptance();
	test_limits();
	test_walks();
	test_words();
	return tap_done();
}

static int usage(FILE *stream, int status)
{
	fputs("usage: image                  test, with results in TAP\n"
	      "       image --write FOLDER   write every image with a defect\n"
	      "       image --dump FILE...   print what is read of images\n"
	      "Exit status: 0, 1 if a test failed, 2 if something else did.\n",
	      stream);
	return status;
}

int main(int argc, char *argv[])
{
	if (argc == 1)
		return test_all();
	if (!strcmp(argv[1], "--help"))
		return usage(stdout, 0);
	if (!strcmp(argv[1], "--write") && argc == 3)
		return write_defects(argv[2]);
	if (!strcmp(argv[1], "--dump") && argc > 2)
		return dump_images(argv + 2);
	return usage(stderr, 2);
}
