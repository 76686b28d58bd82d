// SPDX-License-Identifier: GPL-2.0-only
/*
 * load MODULE.ko: what the module says and does when it is loaded.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/ko.h"
#include "lib/kmod.h"
#include "lib/log.h"
#include "lib/tap.h"
#include "lib/tree.h"

#define OF_MODULE "/sys/module/ksarchive/"

static const char *module;
static int log_fd;

/* What a small file of the kernel's holds, without its newline. */
static const char *contents_of(const char *path)
{
	static char text[256];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? 0 : read(fd, text, sizeof(text) - 1);

	if (fd >= 0)
		close(fd);
	text[got > 0 ? got : 0] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return text;
}

static bool is_there(const char *path)
{
	struct stat st;

	return !lstat(path, &st);
}

static void check_nothing_is_left(const char *after)
{
	const char *left = kmod_remains();

	tap_text(left ? left : "", "", "%s: nothing is left after it", after);
}

/* Loads that succeed: where they publish, in which words they say so. */
static const struct loading {
	const char *parameters;
	const char *says;
	bool published[TREE_COUNT];
} loadings[] = {
	{ "", "sysfs,procfs", { true, true } },
	{ "surfaces=sysfs", "sysfs", { true, false } },
	{ "surfaces=procfs", "procfs", { false, true } },
	{ "surfaces=procfs,sysfs", "procfs,sysfs", { true, true } },
};

static void check_info_line(const struct ksa *ksa, const char *surfaces)
{
	const char *version = contents_of(OF_MODULE "version");
	char line[LOG_LINE_MAX], end[256];
	unsigned int lines = log_ours(log_fd, line);
	size_t len;

	len = snprintf(end, sizeof(end), ", edition %s: %u nodes, %u bytes on %s",
		       version, ksa->node_count, ksa->size, surfaces);
	tap_number(lines, 1, "%s: it says so in one line", surfaces);
	tap_text(strlen(line) > len ? line + strlen(line) - len : line, end,
		 "%s: the line has edition, nodes, bytes and surfaces",
		 surfaces);
}

static void check_loading(const struct loading *loading)
{
	struct ksa ksa;
	unsigned int i;

	tap_errno(kmod_load(module, loading->parameters), 0,
		  "\"%s\": the module loads", loading->parameters);
	for (i = 0; i < TREE_COUNT; i++)
		tap_ok(is_there(trees[i].root) == loading->published[i],
		       "%s: it publishes %s on %s", loading->says,
		       loading->published[i] ? "the archive" : "nothing",
		       trees[i].fs);
	tree_read_image(&trees[!loading->published[0]], &ksa);
	check_info_line(&ksa, loading->says);
	tap_text(contents_of(OF_MODULE "parameters/surfaces"), loading->says,
		 "%s: the parameter can be read", loading->says);
	tap_errno(kmod_unload(), 0, "%s: it unloads", loading->says);
	check_nothing_is_left(loading->says);
}

/* Loads that the parameter makes fail: what the log says was found. */
static const struct {
	const char *parameters;
	const char *found;
} mistakes[] = {
	{ "surfaces=debugfs", "debugfs" },
	{ "surfaces=", "" },
	{ "surfaces=sys", "sys" },
	{ "surfaces=procfs,sysfs,", "" },
	{ "surfaces=sysfs,debugfs", "debugfs" },
	{ "surfaces=procfs,procfs", "procfs" },
};

static void check_mistake(const char *parameters, const char *found)
{
	char line[LOG_LINE_MAX], expected[LOG_LINE_MAX];

	tap_errno(kmod_load(module, parameters), EINVAL,
		  "%s: loading is refused", parameters);
	snprintf(expected, sizeof(expected),
		 "ksarchive: surfaces: expected sysfs, procfs, each once, found \"%s\"",
		 found);
	tap_number(log_ours(log_fd, line), 1, "%s: the log has one line of it",
		   parameters);
	tap_text(line, expected, "%s: it says what was expected and found",
		 parameters);
	check_nothing_is_left(parameters);
}

static void check_loaded(void)
{
	char line[LOG_LINE_MAX];
	struct stat st;
	void *map;
	int fd;

	tap_errno(kmod_load(module, ""), 0, "the module loads");
	tap_errno(kmod_load(module, ""), EEXIST, "loading twice is refused");
	tap_number(log_ours(log_fd, line), 1, "the second time says nothing");
	fd = tree_open(&trees[0], KSA_IMAGE_NAME);
	map = mmap(NULL, 1, PROT_READ, MAP_PRIVATE, fd, 0);
	tap_text(contents_of(OF_MODULE "refcnt"), "0",
		 "an open file and a mapping take no reference");
	munmap(map, 1);
	close(fd);
	tap_ok(!stat(OF_MODULE "parameters/surfaces", &st) &&
	       (st.st_mode & 07777) == 0444, "the parameter cannot be set");
	tap_text(contents_of(OF_MODULE "initstate"), "live",
		 "the module is live");
	/* Out of tree, and unsigned where the kernel looks at that. */
	tap_ok(!strcmp(contents_of(OF_MODULE "taint"), "OE") ||
	       !strcmp(contents_of(OF_MODULE "taint"), "O"),
	       "it taints the kernel as out of tree, and no more");
	tap_diag("taint %s", contents_of(OF_MODULE "taint"));
	tap_errno(kmod_unload(), 0, "the module unloads");
	tap_errno(kmod_unload(), ENOENT, "unloading twice is refused");
}

/* Where one bit of the image is turned over. */
static u32 at_magic(const struct ko *ko)
{
	(void)ko;
	return 0;
}

static u32 at_last_node(const struct ko *ko)
{
	const struct ksa_header *header = (const void *)ko->image;

	return le32_to_cpu(header->nodes_off) +
	       (le32_to_cpu(header->node_count) - 1) *
	       sizeof(struct ksa_raw_node);
}

static u32 at_last_data(const struct ko *ko)
{
	const struct ksa_header *header = (const void *)ko->image;

	return le32_to_cpu(header->data_off) + le32_to_cpu(header->data_len) -
	       1;
}

static const struct damage {
	const char *what;
	u32 (*place)(const struct ko *ko);
	const char *begins;
} damages[] = {
	{ "first byte", at_magic, 
		"byte of the magic number at byte 0: expected 0x89, found 0x88" },
	{ "last node", at_last_node, "parent of the node at byte " },
	{ "last text", at_last_data, "CRC-32 of the image at byte " },
};

/* What image.c says of it, in the words that unit tests hold to ksa(5). */
static void describe(const struct ko *ko, char text[KSA_DESCRIPTION_MAX])
{
	struct ksa_fault fault;
	struct ksa ksa;

	if (!ksa_check(&ksa, ko->image, ko->image_size, &fault))
		ksa_crc_check(&ksa, &fault);
	ksa_fault_describe(&fault, text, KSA_DESCRIPTION_MAX);
}

static void check_damage(struct ko *ko, const struct damage *damage)
{
	u32 at = damage->place(ko);
	char line[LOG_LINE_MAX], text[KSA_DESCRIPTION_MAX];
	char expected[LOG_LINE_MAX];

	ko->image[at] ^= 1;
	tap_errno(kmod_load_bytes(ko->bytes, ko->size, ""), EBADMSG,
		  "%s damaged: loading is refused", damage->what);
	describe(ko, text);
	ko->image[at] ^= 1;
	snprintf(expected, sizeof(expected),
		 "ksarchive: the image is damaged and not published: %s", text);
	tap_number(log_ours(log_fd, line), 1,
		   "%s damaged: the log has one line of it", damage->what);
	tap_text(line, expected, "%s damaged: it says what is wrong, and where",
		 damage->what);
	tap_ok(!strncmp(text, damage->begins, strlen(damage->begins)),
	       "%s damaged: that is the defect that was made", damage->what);
	check_nothing_is_left(damage->what);
}

static void check_damages(void)
{
	struct ko ko;
	size_t i;

	ko_read(module, &ko);
	for (i = 0; i < ARRAY_SIZE(damages); i++)
		check_damage(&ko, &damages[i]);
	tap_errno(kmod_load_bytes(ko.bytes, ko.size, ""), 0,
		  "the same module, undamaged, loads");
	tap_errno(kmod_unload(), 0, "it unloads");
	free(ko.bytes);
}

int main(int argc, char **argv)
{
	int splat_log = log_open();
	size_t i;

	tap_need(argc == 2, "usage: load MODULE.ko");
	module = argv[1];
	log_fd = log_open();
	for (i = 0; i < ARRAY_SIZE(loadings); i++)
		check_loading(&loadings[i]);
	for (i = 0; i < ARRAY_SIZE(mistakes); i++)
		check_mistake(mistakes[i].parameters, mistakes[i].found);
	check_loaded();
	check_damages();
	log_check_splats(splat_log);
	return tap_done();
}
