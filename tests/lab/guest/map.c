// SPDX-License-Identifier: GPL-2.0-only
/*
 * map MODULE.ko: what a mapping of the image gives, bears and refuses.
 *
 * Works on any size of page and image; what takes several pages, or several
 * windows of the fault handler, says so where the image is too small.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/fault.h"
#include "lib/kmod.h"
#include "lib/log.h"
#include "lib/tap.h"
#include "lib/tree.h"

#define THREADS 4
#define THREAD_ROUNDS 50

/* The image as read(2) gives it, padded with zeros to whole pages. */
static struct {
	u8 *bytes;
	size_t size;
	size_t padded;
	size_t pages;
} image;

static int image_fd;
static size_t page;

static u8 *map_at(size_t offset, size_t len)
{
	u8 *map = mmap(NULL, len, PROT_READ, MAP_PRIVATE, image_fd, offset);

	tap_need(map != MAP_FAILED, "%zu bytes from %zu on can be mapped", len,
		 offset);
	return map;
}

static u8 *map_all(void)
{
	return map_at(0, image.padded);
}

/* Whether what is mapped at @map is the image's @len bytes from @offset on. */
static bool shows(const u8 *map, size_t offset, size_t len)
{
	int found = fault_compare(map, image.bytes + offset, len);

	if (found < 0)
		tap_diag("touching it raised %s", strsignal(-found));
	return !found;
}

static bool raises(const u8 *map, int signal_number)
{
	int found = fault_read(map);

	if (found != -signal_number)
		tap_diag("expected %s, found %d", strsignal(signal_number),
			 found);
	return found == -signal_number;
}

static int result(int returned)
{
	return returned < 0 ? errno : 0;
}

/* The errno of a mapping that is not to be; it is undone where it is. */
static int try_map(int fd, int prot, int flags, size_t offset, size_t len)
{
	void *map = mmap(NULL, len, prot, flags, fd, offset);

	if (map == MAP_FAILED)
		return errno;
	munmap(map, len);
	return 0;
}

static size_t resident(u8 *map, size_t pages)
{
	unsigned char *vector = malloc(pages);
	size_t count = 0, i;

	tap_need(vector && !mincore(map, pages * page, vector), "mincore");
	for (i = 0; i < pages; i++)
		count += vector[i] & 1;
	free(vector);
	return count;
}

static void check_contents(void)
{
	u8 *map = map_all(), *other = map_all();

	tap_ok(shows(map, 0, image.size), "a mapping shows what read(2) gives");
	tap_ok(shows(map + image.size, image.size, image.padded - image.size),
	       "the last page is zero after the image's end");
	tap_ok(shows(other, 0, image.padded) && shows(map, 0, image.padded),
	       "two mappings at once show the same");
	munmap(other, image.padded);
	tap_ok(shows(map, 0, image.padded),
	       "one mapping outlives the other");
	munmap(map, image.padded);
}

static void check_offsets(void)
{
	size_t i, bad = 0;
	u8 *map;

	for (i = 0; i < image.pages; i++) {
		map = map_at(i * page, page);
		bad += !shows(map, i * page, page);
		munmap(map, page);
	}
	tap_number(bad, 0, "each page can be mapped alone");
	bad = 0;
	for (i = 0; i < image.pages; i += image.pages / 7 + 1) {
		map = map_at(i * page, image.padded - i * page);
		bad += !shows(map, i * page, image.padded - i * page);
		munmap(map, image.padded - i * page);
	}
	tap_number(bad, 0, "what follows a page can be mapped");
	map = map_at(0, 1);
	tap_ok(shows(map, 0, page), "a byte's mapping shows its page");
	munmap(map, page);
}

static void check_descriptor_is_not_needed(void)
{
	int fd = tree_open(&trees[0], KSA_IMAGE_NAME);
	u8 *map = mmap(NULL, image.padded, PROT_READ, MAP_PRIVATE, fd, 0);

	tap_need(map != MAP_FAILED, "the image can be mapped");
	close(fd);
	tap_ok(shows(map, 0, image.padded),
	       "a mapping outlives its descriptor");
	munmap(map, image.padded);
}

static const struct refusal {
	const char *what;
	int prot;
	int flags;
	int expected;
} refusals[] = {
	{ "a shared mapping", PROT_READ, MAP_SHARED, EACCES },
	{ "a shared and validated mapping", PROT_READ, MAP_SHARED_VALIDATE,
		EACCES },
	{ "a mapping to write", PROT_READ | PROT_WRITE, MAP_PRIVATE, EACCES },
	{ "a shared mapping to write", PROT_READ | PROT_WRITE, MAP_SHARED,
		EACCES },
	/* sysfs holds nothing to execute: the VFS refuses before we do. */
	{ "a mapping to execute", PROT_READ | PROT_EXEC, MAP_PRIVATE, EPERM },
};

static void check_refusals(void)
{
	const struct refusal *refusal;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(refusals); i++) {
		refusal = &refusals[i];
		tap_errno(try_map(image_fd, refusal->prot, refusal->flags, 0,
				  page),
			  refusal->expected, "%s is refused", refusal->what);
	}
	tap_errno(try_map(image_fd, PROT_READ, MAP_PRIVATE, 0,
			  image.padded + 1), EINVAL,
		  "a length past the end is refused");
	tap_errno(try_map(image_fd, PROT_READ, MAP_PRIVATE, image.padded, page),
		  EINVAL, "an offset past the end is refused");
	tap_errno(try_map(image_fd, PROT_READ, MAP_PRIVATE,
			  image.padded - page, 2 * page), EINVAL,
		  "a length past the end, from the last page on, is refused");
	tap_errno(try_map(image_fd, PROT_READ, MAP_PRIVATE,
			  (size_t)1 << 40, page), EINVAL,
		  "an offset far past the end is refused");
}

/* The errnos are recorded: sysfs knows no mmap here, procfs lacks ours. */
static void check_other_files(void)
{
	char path[KSA_PATH_MAX + 1];
	struct ksa_node node;
	struct ksa ksa;
	u32 index = 0;
	int fd;

	tree_read_image(&trees[0], &ksa);
	do
		ksa_node(&ksa, ++index, &node);
	while (node.type != KSA_FILE);
	ksa_path(&ksa, index, path, sizeof(path));
	fd = tree_open(&trees[0], path);
	tap_errno(try_map(fd, PROT_READ, MAP_PRIVATE, 0, page), ENODEV,
		  "sysfs: a mapping of a file of the archive is refused");
	close(fd);
	fd = tree_open(&trees[1], KSA_IMAGE_NAME);
	tap_errno(try_map(fd, PROT_READ, MAP_PRIVATE, 0, page), EIO,
		  "procfs: a mapping of the image is refused");
	close(fd);
}

static void check_mprotect(void)
{
	u8 *map = map_all();

	tap_errno(result(mprotect(map, page, PROT_READ | PROT_WRITE)), EACCES,
		  "a mapping cannot be made writable");
	tap_errno(result(mprotect(map, page, PROT_READ | PROT_EXEC)), EACCES,
		  "a mapping cannot be made executable");
	tap_errno(result(mprotect(map, page, PROT_NONE)), 0,
		  "a mapping can be made unreadable");
	tap_ok(raises(map, SIGSEGV), "touching that raises SIGSEGV");
	tap_errno(result(mprotect(map, page, PROT_READ)), 0,
		  "a mapping can be made readable again");
	tap_ok(shows(map, 0, image.padded), "and shows the image again");
	munmap(map, image.padded);
}

static void check_dontneed(void)
{
	u8 *map = map_all();
	size_t from, bad = 0;

	tap_ok(shows(map, 0, image.padded), "a mapping is touched");
	tap_errno(result(madvise(map, image.padded, MADV_DONTNEED)), 0,
		  "MADV_DONTNEED drops all of it");
	tap_number(resident(map, image.pages), 0, "after it no page is mapped");
	tap_ok(shows(map, 0, image.padded), "what it dropped comes back");

	/* Holes in a window that is otherwise mapped, at every place. */
	for (from = 0; from < image.pages; from += image.pages / 17 + 1) {
		madvise(map + from * page, page, MADV_DONTNEED);
		bad += !shows(map + from * page, from * page, page);
	}
	tap_number(bad, 0, "a page that is dropped alone comes back");
	for (from = 0; from < image.pages; from += 2)
		madvise(map + from * page, page, MADV_DONTNEED);
	tap_ok(shows(map, 0, image.padded),
	       "every other page that is dropped comes back");
	madvise(map, image.padded / 2 / page * page, MADV_DONTNEED);
	tap_ok(shows(map, 0, image.padded),
	       "the half that is dropped comes back");
	munmap(map, image.padded);
}

static void check_populate(void)
{
	u8 *map = map_all();

	tap_errno(result(madvise(map, image.padded, MADV_POPULATE_READ)), 0,
		  "MADV_POPULATE_READ fills the mapping");
	tap_number(resident(map, image.pages), image.pages,
		   "after it every page is mapped");
	tap_ok(shows(map, 0, image.padded), "what it filled shows the image");
	tap_errno(result(madvise(map, image.padded, MADV_POPULATE_WRITE)),
		  EINVAL, "MADV_POPULATE_WRITE is refused");
	munmap(map, image.padded);
	map = mmap(NULL, image.padded, PROT_READ, MAP_PRIVATE | MAP_POPULATE,
		   image_fd, 0);
	tap_ok(map != MAP_FAILED && resident(map, image.pages) == image.pages &&
	       shows(map, 0, image.padded), "MAP_POPULATE does as well");
	munmap(map, image.padded);
}

/* As many pages as one page table has entries, of 8 bytes each. */
static size_t window_pages(void)
{
	return page / 8;
}

static void check_window(void)
{
	size_t windows = image.pages / window_pages() + 2, i;
	struct rusage before, after;
	u8 *map = map_all();

	getrusage(RUSAGE_SELF, &before);
	for (i = 0; i < image.pages; i++)
		fault_read(map + i * page);
	getrusage(RUSAGE_SELF, &after);
	/* Of the faults one may be fault_read()'s own, of its stack. */
	tap_ok((size_t)(after.ru_minflt - before.ru_minflt) <= windows + 1,
	       "a fault fills a window: %zu pages take at most %zu faults",
	       image.pages, windows + 1);
	tap_diag("%ld faults", after.ru_minflt - before.ru_minflt);
	tap_number(resident(map, image.pages), image.pages,
		   "after the last fault every page is mapped");
	munmap(map, image.padded);
}

/* 0 where the child that runs @check finds it true. */
static int in_child(bool (*check)(u8 *map), u8 *map)
{
	pid_t child = fork();
	int status;

	tap_need(child >= 0, "fork");
	if (!child)
		_exit(!check(map));
	tap_need(waitpid(child, &status, 0) == child, "the child ends");
	return status;
}

static bool child_sees(u8 *map)
{
	return shows(map, 0, image.padded);
}

static bool child_sees_after_drop(u8 *map)
{
	return !madvise(map, image.padded, MADV_DONTNEED) && child_sees(map);
}

static void check_fork(void)
{
	u8 *map = map_all();

	tap_number(in_child(child_sees, map), 0,
		   "a child sees an untouched mapping");
	tap_ok(shows(map, 0, image.padded),
	       "the parent sees what its child has touched first");
	tap_number(in_child(child_sees, map), 0,
		   "a child sees a touched mapping");
	tap_number(in_child(child_sees_after_drop, map), 0,
		   "a child may drop it and touch it again");
	tap_ok(shows(map, 0, image.padded),
	       "the parent's mapping stays when a child drops its own");
	munmap(map, image.padded);
}

static void check_fork_then_unmap(void)
{
	u8 *map = map_all();
	int go[2], status;
	pid_t child;
	char byte;

	tap_need(!pipe2(go, O_CLOEXEC), "a pipe");
	fault_read(map);
	child = fork();
	tap_need(child >= 0, "fork");
	if (!child) {
		close(go[1]);
		_exit(read(go[0], &byte, 1) || !child_sees(map));
	}
	munmap(map, image.padded);
	close(go[0]);
	close(go[1]);
	waitpid(child, &status, 0);
	tap_number(status, 0, "a child sees it after its parent has unmapped");
}

static void check_mremap(void)
{
	u8 *map = map_all(), *room, *moved;

	room = mmap(NULL, image.padded + page, PROT_NONE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	tap_need(room != MAP_FAILED, "free addresses");
	fault_read(map);
	moved = mremap(map, image.padded, image.padded,
		       MREMAP_MAYMOVE | MREMAP_FIXED, room);
	tap_ok(moved == room && shows(moved, 0, image.padded),
	       "a touched mapping can be moved");
	tap_ok(raises(map, SIGSEGV),
	       "where a moved mapping was nothing is left");
	tap_ok(!madvise(moved, image.padded, MADV_DONTNEED) &&
	       shows(moved, 0, image.padded), "a moved mapping fills again");
	tap_errno(mremap(moved, image.padded, image.padded + page,
			 MREMAP_MAYMOVE) == MAP_FAILED ? errno : 0,
		  EFAULT, "a mapping cannot grow past the end");
	munmap(moved, image.padded);

	map = map_at(0, page);
	tap_errno(mremap(map, page, 2 * page, MREMAP_MAYMOVE) == MAP_FAILED ?
		  errno : 0, EFAULT, "a mapping cannot grow within the image");
	tap_errno(mremap(map, page, page, MREMAP_MAYMOVE | MREMAP_DONTUNMAP) ==
		  MAP_FAILED ? errno : 0, EINVAL,
		  "a mapping cannot be left behind empty");
	tap_ok(shows(map, 0, page), "after all that it shows what it did");
	munmap(map, page);
}

static void check_shrink(void)
{
	u8 *map = map_all();

	if (image.pages < 2) {
		tap_skip("the image has one page", "a mapping can shrink");
		return;
	}
	tap_ok(mremap(map, image.padded, page, 0) == map && shows(map, 0, page),
	       "a mapping can shrink");
	munmap(map, page);
}

static void check_holes(void)
{
	size_t middle = image.pages / 2 * page;
	size_t after = middle + page;
	u8 *map = map_all();

	if (image.pages < 3) {
		tap_skip("the image has less than three pages",
			 "the middle can be unmapped");
		return;
	}
	tap_errno(result(munmap(map + middle, page)), 0,
		  "the middle can be unmapped");
	tap_ok(shows(map, 0, middle) &&
	       shows(map + after, after, image.padded - after),
	       "what is left on both sides shows the image");
	tap_ok(raises(map + middle, SIGSEGV), "the middle is gone");
	madvise(map, middle, MADV_DONTNEED);
	madvise(map + after, image.padded - after, MADV_DONTNEED);
	tap_ok(shows(map + after, after, image.padded - after) &&
	       shows(map, 0, middle), "both sides fill again");
	munmap(map, middle);
	munmap(map + after, image.padded - after);
}

static struct {
	pthread_barrier_t barrier;
	u8 *map;
	unsigned int bad;
} race;

static void *race_run(void *unused)
{
	unsigned int round;

	(void)unused;
	for (round = 0; round < THREAD_ROUNDS; round++) {
		pthread_barrier_wait(&race.barrier);
		if (fault_compare(race.map, image.bytes, image.padded))
			__atomic_add_fetch(&race.bad, 1, __ATOMIC_RELAXED);
		/* One of them empties it for the next round. */
		if (pthread_barrier_wait(&race.barrier) ==
		    PTHREAD_BARRIER_SERIAL_THREAD)
			madvise(race.map, image.padded, MADV_DONTNEED);
	}
	return NULL;
}

static void check_threads(void)
{
	pthread_t threads[THREADS];
	unsigned int i;

	race.map = map_all();
	pthread_barrier_init(&race.barrier, NULL, THREADS);
	for (i = 0; i < THREADS; i++)
		tap_need(!pthread_create(&threads[i], NULL, race_run, NULL),
			 "a thread");
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	tap_number(race.bad, 0,
		   "%u threads that fault at once see the image, %u times",
		   THREADS, THREAD_ROUNDS);
	munmap(race.map, image.padded);
}

static void check_mlock(void)
{
	u8 *map = map_all();

	tap_errno(result(mlock(map, image.padded)), 0, "mlock is borne");
	tap_ok(shows(map, 0, image.padded),
	       "after it the mapping shows the image");
	tap_errno(result(munlock(map, image.padded)), 0, "munlock is borne");
	munmap(map, image.padded);
}

static void check_process_vm_readv(void)
{
	u8 *map = map_all(), *copy = malloc(image.padded);
	struct iovec local = { copy, image.padded };
	struct iovec remote = { map, image.padded };
	ssize_t got;

	tap_need(copy, "memory for a copy");
	got = process_vm_readv(getpid(), &local, 1, &remote, 1, 0);
	if (got < 0 && errno == ENOSYS)
		tap_skip("this kernel has no process_vm_readv",
			 "process_vm_readv reads an untouched mapping");
	else
		tap_ok(got == (ssize_t)image.padded && shows(copy, 0, got),
		       "process_vm_readv reads an untouched mapping");
	free(copy);
	munmap(map, image.padded);
}

static void check_proc_mem(void)
{
	u8 *map = map_all(), *copy = malloc(image.padded);
	int fd = open("/proc/self/mem", O_RDWR | O_CLOEXEC);
	ssize_t got;

	tap_need(copy && fd >= 0, "/proc/self/mem");
	got = pread(fd, copy, image.padded, (off_t)(uintptr_t)map);
	tap_ok(got == (ssize_t)image.padded && shows(copy, 0, got),
	       "/proc/self/mem reads an untouched mapping");
	tap_errno(result(pwrite(fd, "x", 1, (off_t)(uintptr_t)map)), EIO,
		  "/proc/self/mem cannot write to it");
	tap_ok(shows(map, 0, image.padded),
	       "after that the mapping shows the image");
	close(fd);
	free(copy);
	munmap(map, image.padded);
}

/* As a debugger does: the child stops, the parent looks into its mapping. */
static void check_ptrace(void)
{
	size_t at = (image.pages - 1) * page;
	u8 *map = map_all();
	pid_t child = fork();
	int status;
	long word;

	tap_need(child >= 0, "fork");
	if (!child) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		raise(SIGSTOP);
		_exit(!child_sees(map));
	}
	tap_need(waitpid(child, &status, 0) == child && WIFSTOPPED(status),
		 "a stopped child");
	word = ptrace(PTRACE_PEEKDATA, child, map + at, NULL);
	tap_ok(!memcmp(&word, image.bytes + at, sizeof(word)),
	       "ptrace reads a child's untouched mapping");
	tap_errno(result(ptrace(PTRACE_POKEDATA, child, map + at, 0L)), EIO,
		  "ptrace cannot write to it");
	ptrace(PTRACE_CONT, child, NULL, NULL);
	waitpid(child, &status, 0);
	tap_number(status, 0, "after that the child sees the image");
	munmap(map, image.padded);
}

/* Straight from the mapping into a system call that copies from user space. */
static void check_write_from(void)
{
	u8 *map = map_all(), *copy;
	int fd = memfd_create("copy", MFD_CLOEXEC);
	ssize_t sent;

	tap_need(fd >= 0, "a memfd");
	sent = write(fd, map, image.padded);
	copy = mmap(NULL, image.padded, PROT_READ, MAP_SHARED, fd, 0);
	tap_ok(sent == (ssize_t)image.padded && copy != MAP_FAILED &&
	       shows(copy, 0, sent), "write(2) takes an untouched mapping");
	munmap(copy, image.padded);
	munmap(map, image.padded);
	close(fd);
}

static void setup(const char *module)
{
	struct ksa ksa;

	page = sysconf(_SC_PAGESIZE);
	tap_errno(kmod_load(module, ""), 0, "the module loads");
	tree_read_image(&trees[0], &ksa);
	image.size = ksa.size;
	image.pages = (image.size + page - 1) / page;
	image.padded = image.pages * page;
	image.bytes = calloc(1, image.padded);
	tap_need(image.bytes, "memory for the image");
	memcpy(image.bytes, ksa.header, image.size);
	image_fd = tree_open(&trees[0], KSA_IMAGE_NAME);
	tap_diag("%zu bytes, %zu pages of %zu", image.size, image.pages, page);
}

int main(int argc, char **argv)
{
	int log = log_open();

	tap_need(argc == 2, "usage: map MODULE.ko");
	fault_begin();
	setup(argv[1]);

	check_contents();
	check_offsets();
	check_descriptor_is_not_needed();
	check_refusals();
	check_other_files();
	check_mprotect();
	check_dontneed();
	check_populate();
	check_window();
	check_fork();
	check_fork_then_unmap();
	check_mremap();
	check_shrink();
	check_holes();
	check_threads();
	check_mlock();
	check_process_vm_readv();
	check_proc_mem();
	check_ptrace();
	check_write_from();

	close(image_fd);
	tap_errno(kmod_unload(), 0, "the module unloads");
	log_check_splats(log);
	return tap_done();
}
