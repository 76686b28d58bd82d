// SPDX-License-Identifier: GPL-2.0-only
/*
 * trace MODULE.ko: the tracepoint ksarchive:ksarchive_read.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/kmod.h"
#include "lib/log.h"
#include "lib/tap.h"
#include "lib/tree.h"

#define TRACEFS "/sys/kernel/tracing"
#define EVENT TRACEFS "/events/ksarchive/ksarchive_read"
#define NAME "ksarchive_read: "

/* As the event spells the trees: the file system's type, the path in it. */
static const struct {
	const char *fs;
	const char *root;
} spelled[TREE_COUNT] = {
	{ "sysfs", "/kernel/ksarchive" },
	{ "proc", "/ksarchive" },
};

static void write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);

	tap_need(fd >= 0 && write(fd, text, strlen(text)) ==
		 (ssize_t)strlen(text), "%s can be written", path);
	close(fd);
}

/* The events that were traced since this was last called, a line each. */
static const char *traced(void)
{
	static char events[8192];
	char text[16384], *line, *event, *rest;
	int fd = open(TRACEFS "/trace", O_RDONLY | O_CLOEXEC);
	size_t have = 0;
	ssize_t got;

	tap_need(fd >= 0, "the trace can be read");
	while ((got = read(fd, text + have, sizeof(text) - 1 - have)) > 0)
		have += got;
	close(fd);
	write_text(TRACEFS "/trace", " ");
	text[have] = '\0';

	*events = '\0';
	for (line = strtok_r(text, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest)) {
		event = strstr(line, NAME);
		if (!event)
			continue;
		strcat(events, event + strlen(NAME));
		strcat(events, "\n");
	}
	return events;
}

static void read_at(const struct tree *tree, const char *name, off_t pos,
		    size_t count)
{
	int fd = tree_open(tree, name);
	char *bytes = malloc(count);

	tap_need(bytes && pread(fd, bytes, count, pos) >= 0, "%s can be read",
		 name);
	free(bytes);
	close(fd);
}

/* The first file that does not stand in the root. */
static void find_nested_file(const struct ksa *ksa, char *path, size_t size,
			     u32 *len)
{
	struct ksa_node node;
	u32 index = 0;

	do
		ksa_node(ksa, ++index, &node);
	while (node.type != KSA_FILE || !node.parent);
	ksa_path(ksa, index, path, size);
	*len = node.len;
}

static void check_reads(unsigned int which, const struct ksa *ksa)
{
	const struct tree *tree = &trees[which];
	char name[KSA_PATH_MAX + 1], expected[4 * KSA_PATH_MAX];
	u32 len;

	find_nested_file(ksa, name, sizeof(name), &len);
	read_at(tree, name, 0, len);
	snprintf(expected, sizeof(expected), "%s:%s/%s pos=0 bytes=%u\n",
		 spelled[which].fs, spelled[which].root, name, len);
	tap_text(traced(), expected, "%s: a file's read is an event", tree->fs);

	read_at(tree, KSA_IMAGE_NAME, 8, 16);
	read_at(tree, KSA_IMAGE_NAME, ksa->size - 3, 100);
	snprintf(expected, sizeof(expected),
		 "%s:%s/image pos=8 bytes=16\n"
		 "%s:%s/image pos=%u bytes=3\n",
		 spelled[which].fs, spelled[which].root, spelled[which].fs,
		 spelled[which].root, ksa->size - 3);
	tap_text(traced(), expected,
		 "%s: so are reads within the image and over its end",
		 tree->fs);

	read_at(tree, KSA_IMAGE_NAME, ksa->size, 1);
	tap_text(traced(), "", "%s: a read that hands over nothing is none",
		 tree->fs);
}

static void check_events(const struct ksa *ksa)
{
	char state[2] = "";
	unsigned int i;
	int fd;

	fd = open(EVENT "/enable", O_RDONLY | O_CLOEXEC);
	tap_ok(fd >= 0, "the tracepoint is there");
	tap_ok(read(fd, state, 1) == 1 && *state == '0', "it is off");
	close(fd);
	write_text(TRACEFS "/trace", " ");
	for (i = 0; i < TREE_COUNT; i++)
		read_at(&trees[i], KSA_IMAGE_NAME, 0, 1);
	tap_text(traced(), "", "while it is off no read is an event");

	write_text(EVENT "/enable", "1");
	for (i = 0; i < TREE_COUNT; i++)
		check_reads(i, ksa);
	write_text(EVENT "/enable", "0");
	for (i = 0; i < TREE_COUNT; i++)
		read_at(&trees[i], KSA_IMAGE_NAME, 0, 1);
	tap_text(traced(), "", "when it is off again no read is an event");
}

static void check_unload_while_on(void)
{
	struct stat st;

	write_text(EVENT "/enable", "1");
	tap_errno(kmod_unload(), 0, "the module unloads while it is on");
	tap_ok(stat(EVENT, &st), "the tracepoint is gone");
}

int main(int argc, char **argv)
{
	int log = log_open();
	struct stat st;
	struct ksa ksa;

	tap_need(argc == 2, "usage: trace MODULE.ko");
	if (stat(TRACEFS "/events", &st)) {
		tap_skip("this kernel has no tracefs with events",
			 "reads are traced");
		return tap_done();
	}
	tap_errno(kmod_load(argv[1], ""), 0, "the module loads");
	tree_read_image(&trees[0], &ksa);
	check_events(&ksa);
	check_unload_while_on();
	log_check_splats(log);
	return tap_done();
}
