// SPDX-License-Identifier: GPL-2.0-only
/*
 * scale MODULE.ko: a large archive is published whole, and its memory comes
 * back.
 *
 * The trees are counted from their directories' entries alone, without looking
 * any of them up: hundreds of thousands of inodes would fill the memory that is
 * to be measured.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/membarrier.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/kmod.h"
#include "lib/log.h"
#include "lib/tap.h"
#include "lib/tree.h"

/*
 * How much more memory than before may be in use when the module is gone: a
 * fiftieth of what it took, for slabs that are not quite empty, and 2 MiB for
 * what the kernel does besides.
 */
#define REMAINING_SHARE 50
#define REMAINING_KIB 2048

/* After so many grace periods without less in use nothing more is freed. */
#define SETTLED_AFTER 20

struct count {
	unsigned long dirs;
	unsigned long files;
	unsigned long links;
};

static void count_image(const struct ksa *ksa, struct count *count)
{
	struct ksa_node node;
	u32 index;

	for (index = 0; index < ksa->node_count; index++) {
		ksa_node(ksa, index, &node);
		count->dirs += node.type == KSA_DIR;
		count->files += node.type == KSA_FILE;
		count->links += node.type == KSA_LINK;
	}
}

static void count_dir(int parent, const char *name, struct count *count)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fdopendir(fd);
	struct dirent *entry;

	tap_need(dir, "the directory %s can be opened", name);
	count->dirs++;
	while ((entry = readdir(dir))) {
		if (entry->d_type == DT_REG)
			count->files++;
		else if (entry->d_type == DT_LNK)
			count->links++;
		else if (*entry->d_name != '.')
			count_dir(fd, entry->d_name, count);
	}
	closedir(dir);
}

static void check_tree(const struct tree *tree, const struct ksa *ksa)
{
	struct count expected = { 0 }, found = { 0 };

	count_image(ksa, &expected);
	count_dir(AT_FDCWD, tree->root, &found);
	tap_number(found.dirs, expected.dirs, "%s: all directories",
		   tree->fs);
	tap_number(found.files, expected.files + 1,
		   "%s: all files, and the image", tree->fs);
	tap_number(found.links, expected.links, "%s: all links", tree->fs);
}

/* Objects in slabs; the module itself and its tables are in vmalloc's. */
struct memory {
	long slab_kib;
	long vmalloc_kib;
};

static void memory_now(struct memory *memory)
{
	FILE *file = fopen("/proc/meminfo", "re");
	unsigned int found = 0;
	char line[256];

	tap_need(file, "/proc/meminfo");
	while (fgets(line, sizeof(line), file)) {
		found += sscanf(line, "Slab: %ld", &memory->slab_kib) == 1;
		found += sscanf(line, "VmallocUsed: %ld",
				&memory->vmalloc_kib) == 1;
	}
	fclose(file);
	tap_need(found == 2, "Slab: and VmallocUsed: in /proc/meminfo");
}

/* 2 drops inodes and directory entries, 4 stops a line in the log each time. */
static void drop_caches(const char *which)
{
	int fd = open("/proc/sys/vm/drop_caches", O_WRONLY | O_CLOEXEC);

	tap_need(fd >= 0 && write(fd, which, 1) == 1, "dropping inodes");
	close(fd);
}

/* What is freed after a grace period is gone some of them later. */
static void memory_settled(struct memory *least)
{
	unsigned int idle = 0;
	struct memory now;

	memory_now(least);
	while (idle++ < SETTLED_AFTER) {
		drop_caches("2");
		tap_need(!syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0),
			 "a grace period can be waited for");
		memory_now(&now);
		if (now.slab_kib < least->slab_kib ||
		    now.vmalloc_kib < least->vmalloc_kib) {
			*least = now;
			idle = 0;
		}
	}
}

static void check_memory(const char *kind, long before, long loaded, long after)
{
	long allowed = (loaded - before) / REMAINING_SHARE + REMAINING_KIB;

	tap_ok(loaded - before > allowed,
	       "%s: the archive is large enough for its memory to be seen",
	       kind);
	tap_ok(after - before <= allowed, "%s: all comes back but for %ld KiB",
	       kind, allowed);
}

int main(int argc, char **argv)
{
	struct memory before, loaded, after;
	int log = log_open();
	struct ksa ksa;
	unsigned int i;

	tap_need(argc == 2, "usage: scale MODULE.ko");
	drop_caches("4");
	memory_settled(&before);
	tap_errno(kmod_load(argv[1], ""), 0, "the module loads");
	memory_settled(&loaded);

	tree_read_image(&trees[0], &ksa);
	for (i = 0; i < TREE_COUNT; i++)
		check_tree(&trees[i], &ksa);

	tap_errno(kmod_unload(), 0, "the module unloads");
	tap_ok(!kmod_remains(), "nothing is left");
	memory_settled(&after);
	tap_diag("nodes %u slab-KiB %ld/%ld/%ld vmalloc-KiB %ld/%ld/%ld",
		 ksa.node_count, before.slab_kib, loaded.slab_kib,
		 after.slab_kib, before.vmalloc_kib, loaded.vmalloc_kib,
		 after.vmalloc_kib);
	check_memory("slabs", before.slab_kib, loaded.slab_kib, after.slab_kib);
	check_memory("vmalloc", before.vmalloc_kib, loaded.vmalloc_kib,
		     after.vmalloc_kib);
	log_check_splats(log);
	return tap_done();
}
