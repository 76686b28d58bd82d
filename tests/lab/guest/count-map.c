// SPDX-License-Identifier: GPL-2.0-only
/*
 * count-map MODULE.ko: what it costs to map the image and touch all of it,
 * beside a file of the same bytes in tmpfs.
 *
 * For a guest whose clock counts instructions. Every 64th byte is touched, one
 * a cache line. Unmapping is left out: it varies by some percent.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/count.h"
#include "lib/kmod.h"
#include "lib/log.h"
#include "lib/tap.h"
#include "lib/tree.h"

#define STEP 64
#define TRIES 8

/* The most that is allowed, in hundredths of what tmpfs takes. */
#if defined(__x86_64__)
#define LIMIT_PERCENT 90
#elif defined(__aarch64__)
#define LIMIT_PERCENT 85
#endif

/* Smaller ones would measure the system call more than the faults. */
#define SIZE_MIN (16U << 20)

static unsigned int touch_all(const u8 *map, size_t size)
{
	const volatile u8 *byte = map;
	unsigned int sum = 0;
	size_t at;

	for (at = 0; at < size; at += STEP)
		sum += byte[at];
	return sum;
}

static long long count_mapping(int fd, size_t size, unsigned int *sum)
{
	long long begun = count_own(), spent;
	u8 *map = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);

	tap_need(map != MAP_FAILED, "the file can be mapped");
	*sum = touch_all(map, size);
	spent = count_own() - begun;
	munmap(map, size);
	return spent;
}

static long long least_mapping(int fd, size_t size, unsigned int *sum)
{
	long long least = 0;
	unsigned int i;

	for (i = 0; i < TRIES; i++)
		count_least(&least, count_mapping(fd, size, sum));
	return least;
}

static int copy_to_tmpfs(const struct ksa *ksa)
{
	const char *bytes = (const char *)ksa->header;
	int fd = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	size_t done = 0;
	ssize_t got;

	tap_need(fd >= 0, "a file in tmpfs");
	for (; done < ksa->size; done += got) {
		got = write(fd, bytes + done, ksa->size - done);
		tap_need(got > 0, "room in tmpfs");
	}
	return fd;
}

static void check_cost(const struct ksa *ksa)
{
	unsigned int image_sum, copy_sum;
	long long image, copy;
	int fd;

	fd = copy_to_tmpfs(ksa);
	copy = least_mapping(fd, ksa->size, &copy_sum);
	close(fd);
	fd = tree_open(&trees[0], KSA_IMAGE_NAME);
	image = least_mapping(fd, ksa->size, &image_sum);
	close(fd);

	tap_ok(image_sum == copy_sum, "both mappings show the same");
	tap_ok(image * 100 <= copy * LIMIT_PERCENT,
	       "mapping the image takes at most 0.%d of what tmpfs takes",
	       LIMIT_PERCENT);
	tap_diag("figure: map %u bytes: image %lld, tmpfs %lld instructions, ratio %.3f",
		 ksa->size, image, copy, (double)image / copy);
}

int main(int argc, char **argv)
{
	int log = log_open();
	struct ksa ksa;

	tap_need(argc == 2, "usage: count-map MODULE.ko");
	tap_errno(kmod_load(argv[1], ""), 0, "the module loads");
	tree_read_image(&trees[0], &ksa);
	tap_ok(ksa.size >= SIZE_MIN, "the image has %u MiB",
	       SIZE_MIN >> 20);
	check_cost(&ksa);
	tap_errno(kmod_unload(), 0, "the module unloads");
	log_check_splats(log);
	return tap_done();
}
