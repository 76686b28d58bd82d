// SPDX-License-Identifier: GPL-2.0-only
/*
 * stall MODULE.ko: a reader that stalls in a page fault, and what it holds up.
 *
 * The reader's buffer is a page whose faults userfaultfd(2) hands to this
 * program, so that read(2) stops in the middle of copying for as long as
 * wanted. A reader of /proc then holds delete_module(2) until it moves; one of
 * sysfs does not, because kernfs copies to the reader only after it has let go
 * of the file. Everything is waited for as an event or a state.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/kmod.h"
#include "lib/log.h"
#include "lib/tap.h"
#include "lib/tree.h"

/* Where a removal waits for readers of /proc. */
#define WAITS_IN "proc_entry_rundown"

/* The buffer whose first touch stalls. */
static struct {
	int uffd;
	u8 *page;
	size_t size;
} trap;

/* A thread that makes one system call. */
struct caller {
	pthread_t thread;
	pid_t tid;
	bool ended;
	int fd;
	ssize_t got;
	int err;
};

static struct ksa ksa;

static bool has_ended(const struct caller *caller)
{
	return __atomic_load_n(&caller->ended, __ATOMIC_ACQUIRE);
}

static void *read_into_trap(void *arg)
{
	struct caller *caller = arg;

	caller->got = read(caller->fd, trap.page, trap.size);
	caller->err = caller->got < 0 ? errno : 0;
	__atomic_store_n(&caller->ended, true, __ATOMIC_RELEASE);
	return NULL;
}

static void *unload(void *arg)
{
	struct caller *caller = arg;

	__atomic_store_n(&caller->tid, gettid(), __ATOMIC_RELEASE);
	caller->err = kmod_unload();
	__atomic_store_n(&caller->ended, true, __ATOMIC_RELEASE);
	return NULL;
}

/* Without O_NONBLOCK and UFFD_USER_MODE_ONLY: faults of the kernel's count. */
static bool trap_open(void)
{
	struct uffdio_api api = { .api = UFFD_API };

	trap.size = sysconf(_SC_PAGESIZE);
	trap.uffd = syscall(SYS_userfaultfd, O_CLOEXEC);
	return trap.uffd >= 0 && !ioctl(trap.uffd, UFFDIO_API, &api);
}

static void trap_set(void)
{
	struct uffdio_register reg = { .mode = UFFDIO_REGISTER_MODE_MISSING };

	trap.page = mmap(NULL, trap.size, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	tap_need(trap.page != MAP_FAILED, "a page");
	reg.range.start = (uintptr_t)trap.page;
	reg.range.len = trap.size;
	tap_need(!ioctl(trap.uffd, UFFDIO_REGISTER, &reg),
		 "userfaultfd takes the page");
}

/* Waits until somebody has stalled. */
static void trap_wait(void)
{
	struct uffd_msg msg;
	ssize_t got = read(trap.uffd, &msg, sizeof(msg));

	tap_need(got == sizeof(msg) && msg.event == UFFD_EVENT_PAGEFAULT,
		 "a reader stalls in a page fault");
}

static void trap_release(void)
{
	struct uffdio_zeropage zero = {
		.range = { (uintptr_t)trap.page, trap.size },
	};

	tap_need(!ioctl(trap.uffd, UFFDIO_ZEROPAGE, &zero),
		 "the page fault can be served");
}

static void start(struct caller *caller, void *(*run)(void *))
{
	tap_need(!pthread_create(&caller->thread, NULL, run, caller),
		 "a thread");
}

/* One look at where a thread stands in the kernel. */
static bool stands_in(pid_t tid, const char *function)
{
	char path[64], stack[4096];
	ssize_t got;
	int fd;

	snprintf(path, sizeof(path), "/proc/self/task/%d/stack", tid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	tap_need(fd >= 0, "%s can be opened", path);
	got = read(fd, stack, sizeof(stack) - 1);
	close(fd);
	stack[got > 0 ? got : 0] = '\0';
	return strstr(stack, function);
}

/* Waits until the unloading thread is held, or through. */
static bool is_held(const struct caller *unloader)
{
	pid_t tid;

	while (!has_ended(unloader)) {
		tid = __atomic_load_n(&unloader->tid, __ATOMIC_ACQUIRE);
		if (tid && stands_in(tid, WAITS_IN))
			return true;
		sched_yield();
	}
	return false;
}

static void open_and_stall(struct caller *reader, const struct tree *tree,
			   const char *module)
{
	tap_errno(kmod_load(module, ""), 0, "%s: the module loads", tree->fs);
	if (!ksa.header)
		tree_read_image(&trees[0], &ksa);
	reader->fd = tree_open(tree, KSA_IMAGE_NAME);
	trap_set();
	start(reader, read_into_trap);
	trap_wait();
	tap_ok(!has_ended(reader), "%s: a reader stalls in a page fault",
	       tree->fs);
}

static void check_reader(struct caller *reader, const struct tree *tree)
{
	ssize_t expected = ksa.size < trap.size ? ksa.size : trap.size;

	pthread_join(reader->thread, NULL);
	tap_ok(reader->got == expected &&
	       !memcmp(trap.page, ksa.header, expected),
	       "%s: the reader gets the image's bytes when it moves", tree->fs);
	close(reader->fd);
	munmap(trap.page, trap.size);
}

static void check_procfs(const char *module)
{
	struct caller reader = { 0 }, unloader = { 0 };
	const struct tree *tree = &trees[1];

	open_and_stall(&reader, tree, module);
	start(&unloader, unload);
	tap_ok(is_held(&unloader), "%s: the reader holds the unloading in "
	       WAITS_IN "()", tree->fs);
	tap_ok(!has_ended(&reader) && !has_ended(&unloader),
	       "%s: both wait", tree->fs);

	trap_release();
	check_reader(&reader, tree);
	pthread_join(unloader.thread, NULL);
	tap_errno(unloader.err, 0, "%s: the unloading ends then", tree->fs);
	tap_ok(!kmod_remains(), "%s: nothing is left", tree->fs);
}

static void check_sysfs(const char *module)
{
	struct caller reader = { 0 };
	const struct tree *tree = &trees[0];

	open_and_stall(&reader, tree, module);
	tap_errno(kmod_unload(), 0, "%s: the module unloads meanwhile",
		  tree->fs);
	tap_ok(!kmod_remains(), "%s: nothing is left", tree->fs);
	tap_ok(!has_ended(&reader), "%s: the reader still stalls", tree->fs);

	trap_release();
	check_reader(&reader, tree);
}

int main(int argc, char **argv)
{
	int log = log_open();

	tap_need(argc == 2, "usage: stall MODULE.ko");
	if (!trap_open()) {
		tap_skip("this kernel has no userfaultfd",
			 "a stalled reader holds the unloading, or not");
		return tap_done();
	}
	check_procfs(argv[1]);
	check_sysfs(argv[1]);
	log_check_splats(log);
	return tap_done();
}
