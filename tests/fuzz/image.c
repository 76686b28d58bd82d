// SPDX-License-Identifier: GPL-2.0-only
/*
 * A fuzzer of the image: whatever bytes there are, ksa_check() ends, and of
 * what it accepts every function gives an answer within bounds.
 *
 * Build it with clang -fsanitize=fuzzer,address,undefined. Without libFuzzer,
 * -DKSA_FUZZ_REPLAY gives it a main() that replays the files it is given.
 */
#include <stdlib.h>

#include "../unit/defects.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);
size_t LLVMFuzzerCustomMutator(u8 *data, size_t size, size_t max_size,
			       unsigned int seed);
size_t LLVMFuzzerMutate(u8 *data, size_t size, size_t max_size);

static void must(bool held, const char *what)
{
	if (held)
		return;
	fprintf(stderr, "fuzz: %s\n", what);
	abort();
}

/* Only the trailer's due place may lie beyond the image. */
static void describe(const struct ksa_fault *fault, size_t size)
{
	char said[KSA_DESCRIPTION_MAX];
	int len = ksa_fault_describe(fault, said, sizeof(said));

	must(len > 0 && len < KSA_DESCRIPTION_MAX, "a sentence too long");
	must(!strcmp(ksa_code_word(fault->code), "ok") == !fault->code,
	     "a defect without a word");
	must(fault->code == KSA_ERR_TRAILER || fault->offset <= size,
	     "an offset outside the image");
}

/* A path that goes on leads into a directory, a link's target or nowhere. */
static void read_further(const struct ksa *ksa, char *path, size_t len,
			 const struct ksa_node *node)
{
	u32 found;

	strcpy(path + len, "/a");
	found = ksa_lookup(ksa, path);
	must(found == KSA_NONE || node->type != KSA_FILE, "a file's child");
	if (node->type == KSA_LINK)
		must(found == ksa_child(ksa, node->target, "a", 1),
		     "a link that is not followed");
}

static void read_path(const struct ksa *ksa, u32 index,
		      const struct ksa_node *node)
{
	char *path = malloc(KSA_PATH_MAX + sizeof("/a"));
	size_t len = ksa_path(ksa, index, path, KSA_PATH_MAX + 1);

	must(len <= KSA_PATH_MAX, "a path too long");
	must(len == strlen(path) && len == ksa_path(ksa, index, NULL, 0),
	     "a path of another length");
	must(ksa_lookup(ksa, path) == index, "a path that leads elsewhere");
	must(ksa_depth(ksa, index) <= KSA_DEPTH_MAX, "a node too deep");
	read_further(ksa, path, len, node);
	free(path);
}

static void read_file(const struct ksa *ksa, const struct ksa_node *node)
{
	const u8 *end = (const u8 *)ksa->header + ksa->size;

	must(node->len > 0, "an empty file");
	must(node->data >= ksa->data && node->data < end &&
	     node->len <= (size_t)(end - node->data), "data out of bounds");
	ksa_env_crc32(node->data, node->len);
}

/* The text leads from the link's directory to its target. */
static void read_link(const struct ksa *ksa, u32 index,
		      const struct ksa_node *node)
{
	char *text = malloc(KSA_LINK_MAX + 1), *down = text;
	u32 dir = node->parent;
	struct ksa_node above;
	size_t len = ksa_link_text(ksa, index, text, KSA_LINK_MAX + 1);

	must(len <= KSA_LINK_MAX, "a link's text too long");
	must(len == strlen(text) && len == ksa_link_text(ksa, index, NULL, 0),
	     "a link's text of another length");
	for (; !strncmp(down, "../", 3); down += 3) {
		ksa_node(ksa, dir, &above);
		dir = above.parent;
	}
	while (dir != KSA_NONE && *down) {
		len = strcspn(down, "/");
		dir = ksa_child(ksa, dir, down, len);
		down += len + (down[len] == '/');
	}
	must(dir == node->target, "a link that leads elsewhere");
	free(text);
}

static void read_node(const struct ksa *ksa, u32 index)
{
	struct ksa_node node;

	ksa_node(ksa, index, &node);
	must(strlen(node.name) == node.name_len, "a name's length");
	must(node.parent < index || index == 0, "a parent after its child");
	must(index == 0 || ksa_child(ksa, node.parent, node.name,
				     node.name_len) == index, "a lost child");
	read_path(ksa, index, &node);
	if (node.type == KSA_FILE)
		read_file(ksa, &node);
	if (node.type == KSA_LINK)
		read_link(ksa, index, &node);
}

static void read_tree(const struct ksa *ksa)
{
	u32 index, met = 0;

	for (index = 0; index != KSA_NONE; index = ksa_next(ksa, index)) {
		must(met++ < ksa->node_count, "a walk without end");
		read_node(ksa, index);
	}
	must(met == ksa->node_count, "a walk that misses nodes");
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	u8 *image = malloc(size);
	struct ksa_fault fault;
	struct ksa ksa;

	if (size)
		memcpy(image, data, size);
	if (ksa_check(&ksa, image, size, &fault) == KSA_OK) {
		if (ksa_crc_check(&ksa, &fault) == KSA_ERR_CRC)
			must(fault.found == ksa_crc(&ksa), "another CRC");
		read_tree(&ksa);
	}
	describe(&fault, size);
	free(image);
	return 0;
}

#ifdef KSA_FUZZ_REPLAY

static int replay(const char *path)
{
	FILE *file = fopen(path, "rb");
	u8 *data = malloc(KSA_SIZE_MAX + 1);
	size_t size;

	if (!file || !data) {
		perror(path);
		return 1;
	}
	size = fread(data, 1, KSA_SIZE_MAX + 1, file);
	fclose(file);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
	return 0;
}

int main(int argc, char *argv[])
{
	int i, failed = 0;

	for (i = 1; i < argc; i++)
		failed |= replay(argv[i]);
	return failed;
}

#else

/* Makes a field that random bytes hardly ever hit what it must be. */
static void mend_fields(u8 *data, size_t size, unsigned int seed)
{
	static const u8 magic[] = KSA_MAGIC;

	if (seed % 16)
		memcpy(data, magic, KSA_MAGIC_LEN);
	if (seed % 15)
		put_number(data, SIZE_AT, 4, size);
	mend_crc(data, size);
}

/* Sets an aligned number to one that is near some bound. */
static void mutate_number(u8 *data, size_t size, unsigned int seed)
{
	const u32 bounds[] = { 0, 1, 2, 3, 0xffffffff, 0x80000000, size };
	u32 at = seed / 16 % (size / 4) * 4;
	u32 value = bounds[seed / 4 % ARRAY_SIZE(bounds)] + seed % 3 - 1;

	put_number(data, at, 4, value);
}

/* libFuzzer's own mutations, or numbers, of a sound beginning; CRC mended. */
size_t LLVMFuzzerCustomMutator(u8 *data, size_t size, size_t max_size,
			       unsigned int seed)
{
	if (size < HEADER_LEN + TRAILER_LEN) {
		size = plan_build(&sound_plan, data, max_size);
		if (!size)
			return LLVMFuzzerMutate(data, 0, max_size);
	}
	if (seed % 4)
		mutate_number(data, size, seed / 4);
	else
		size = LLVMFuzzerMutate(data, size, max_size);
	if (size >= HEADER_LEN + TRAILER_LEN)
		mend_fields(data, size, seed / 64);
	return size;
}

#endif
