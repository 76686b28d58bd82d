// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "tree.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tap.h"

const struct tree trees[TREE_COUNT] = {
	{ "sysfs", "/sys/kernel/ksarchive" },
	{ "procfs", "/proc/ksarchive" },
};

/**
 * tree_open() - open a file of the archive to read it
 * @tree: in which tree
 * @name: its path from the root
 *
 * Ends the program where there is no such file.
 *
 * Return: the descriptor, which the caller closes.
 */
int tree_open(const struct tree *tree, const char *name)
{
	char path[TREE_PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", tree->root, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	tap_need(fd >= 0, "%s can be opened", path);
	return fd;
}

static void read_whole(int fd, u8 *bytes, size_t size)
{
	size_t have = 0;
	ssize_t got;

	while (have < size) {
		got = read(fd, bytes + have, size - have);
		tap_need(got > 0, "the image can be read to its end");
		have += got;
	}
}

/**
 * tree_read_image() - read the image and check it
 * @tree: where it is read from
 * @ksa: filled; stands on a copy of the image that is never freed
 *
 * Ends the program where there is none, or a damaged one.
 */
void tree_read_image(const struct tree *tree, struct ksa *ksa)
{
	int fd = tree_open(tree, KSA_IMAGE_NAME);
	char text[KSA_DESCRIPTION_MAX] = "";
	struct ksa_fault fault;
	struct stat st;
	u8 *bytes;

	tap_need(!fstat(fd, &st), "the image's size");
	bytes = malloc(st.st_size);
	tap_need(bytes, "memory for the image");
	read_whole(fd, bytes, st.st_size);
	close(fd);
	if (ksa_check(ksa, bytes, st.st_size, &fault) ||
	    ksa_crc_check(ksa, &fault))
		ksa_fault_describe(&fault, text, sizeof(text));
	tap_need(!fault.code, "%s/" KSA_IMAGE_NAME " is sound: %s", tree->root,
		 text);
}

/**
 * tree_path() - where a node is published
 * @tree: in which tree
 * @ksa: the image
 * @index: of the node
 * @path: receives the path
 */
void tree_path(const struct tree *tree, const struct ksa *ksa, u32 index,
	       char path[TREE_PATH_MAX])
{
	int len = snprintf(path, TREE_PATH_MAX, "%s/", tree->root);

	ksa_path(ksa, index, path + len, TREE_PATH_MAX - len);
	if (!index)
		path[len - 1] = '\0';
}
