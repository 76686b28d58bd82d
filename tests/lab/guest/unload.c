// SPDX-License-Identifier: GPL-2.0-only
/*
 * unload MODULE.ko ROUNDS: taking the module away from under its users.
 *
 * In each round threads read both trees and fault a mapping in again and again
 * while the module goes; files are held open on both, mappings are held by this
 * process and by a child. The module takes no reference for any of them: it is
 * always unloaded with O_NONBLOCK, which succeeds only at a reference count of
 * zero. Afterwards all of them must find an error, and nothing else.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/fault.h"
#include "lib/kmod.h"
#include "lib/log.h"
#include "lib/tap.h"
#include "lib/tree.h"

#define WORKERS 3

/* What must hold in every round, each reported once at the end. */
enum claim {
	LOADS,
	UNLOADS,
	NOTHING_LEFT,
	SYSFS_READ,
	PROCFS_READ,
	TOUCHED_PAGE,
	FRESH_PAGE,
	CHILD_PAGES,
	READERS,
	TOUCHER,
	CLAIMS
};

static struct {
	const char *what;
	unsigned int broken;
	unsigned int first;
	char found[160];
} claims[CLAIMS] = {
	[LOADS] = { .what = "the module loads" },
	[UNLOADS] = { .what =
		"it unloads, unreferenced, under readers, files and mappings" },
	[NOTHING_LEFT] = { .what = "nothing is left under /sys and /proc" },
	[SYSFS_READ] = { .what = "files held open in sysfs read ENODEV" },
	[PROCFS_READ] = { .what = "files held open in /proc read EIO" },
	[TOUCHED_PAGE] = { .what = "a page touched before raises SIGBUS" },
	[FRESH_PAGE] = { .what = "a page never touched raises SIGBUS" },
	[CHILD_PAGES] = { .what = "a child's pages raise SIGBUS" },
	[READERS] = { .what =
		"readers see the image, then an error that says it is gone" },
	[TOUCHER] = { .what =
		"a thread that faults sees the image, then SIGBUS" },
};

/**
 * struct round - what one round holds
 * @number: of it, from 1
 * @files: held open: the image and the archive's first file, in each tree
 * @touched: a mapping that has been touched
 * @fresh: one that has not
 * @child: holds both as well
 * @go: a byte in it tells the child to look
 */
struct round {
	unsigned int number;
	int files[TREE_COUNT][2];
	u8 *touched;
	u8 *fresh;
	pid_t child;
	int go[2];
};

/* What the workers share with the main thread. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	unsigned int ready;
	unsigned int round;
	bool removing;
	bool stop;
	unsigned long reads;
} shared = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.changed = PTHREAD_COND_INITIALIZER,
};

static struct ksa ksa;

__attribute__((format(printf, 3, 4)))
static void broken(enum claim claim, unsigned int round, const char *fmt, ...)
{
	va_list args;

	pthread_mutex_lock(&shared.lock);
	if (!claims[claim].broken++) {
		claims[claim].first = round;
		va_start(args, fmt);
		vsnprintf(claims[claim].found, sizeof(claims[claim].found), fmt,
			  args);
		va_end(args);
	}
	pthread_mutex_unlock(&shared.lock);
}

static void report(unsigned int rounds)
{
	enum claim claim;

	for (claim = 0; claim < CLAIMS; claim++) {
		if (tap_ok(!claims[claim].broken, "%u rounds: %s", rounds,
			   claims[claim].what))
			continue;
		tap_diag("%u times, first in round %u: %s",
			 claims[claim].broken, claims[claim].first,
			 claims[claim].found);
	}
}

static void worker_is_ready(void)
{
	pthread_mutex_lock(&shared.lock);
	shared.ready++;
	pthread_cond_signal(&shared.changed);
	pthread_mutex_unlock(&shared.lock);
}

/* Busy, but never in the way of the removal that all of them wait for. */
static void worker_steps_back(void)
{
	tap_need(!setpriority(PRIO_PROCESS, gettid(), 19), "a lower priority");
}

static bool told_to_stop(void)
{
	return __atomic_load_n(&shared.stop, __ATOMIC_ACQUIRE);
}

/* What a file that is being taken away may say, and only then. */
static bool says_gone(int err)
{
	return __atomic_load_n(&shared.removing, __ATOMIC_ACQUIRE) &&
	       (err == ENOENT || err == ENODEV || err == EIO);
}

enum reading { NO_FILE, READ, GONE };

static enum reading read_node(const struct tree *tree, u32 index)
{
	enum reading reading = READ;
	struct ksa_node node;
	char path[TREE_PATH_MAX];
	u8 bytes[512];
	ssize_t got;
	int fd;

	ksa_node(&ksa, index, &node);
	if (node.type != KSA_FILE)
		return NO_FILE;
	tree_path(tree, &ksa, index, path);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	got = fd < 0 ? -1 : read(fd, bytes, sizeof(bytes));
	if (got < 0 && says_gone(errno))
		reading = GONE;
	else if (got < 0)
		broken(READERS, shared.round, "%s: %s", path, strerror(errno));
	else if (got == 0 || (got > 0 && memcmp(bytes, node.data, got)))
		broken(READERS, shared.round, "%s: other bytes, %zd of them",
		       path, got);
	if (fd >= 0)
		close(fd);
	return reading;
}

/* Each round begins elsewhere, so that all files are open at some removal. */
static void *reader(void *tree)
{
	enum reading reading = NO_FILE;
	unsigned long reads = 0;
	u32 index;

	worker_steps_back();
	for (index = shared.round; reading != GONE && !told_to_stop();
	     index++) {
		reading = read_node(tree, index % ksa.node_count);
		if (reading == READ && !reads++)
			worker_is_ready();
	}
	__atomic_add_fetch(&shared.reads, reads, __ATOMIC_RELAXED);
	return NULL;
}

static size_t padded_size(void)
{
	size_t page = sysconf(_SC_PAGESIZE);

	return (ksa.size + page - 1) / page * page;
}

static u8 *map_image(void)
{
	int fd = tree_open(&trees[0], KSA_IMAGE_NAME);
	u8 *map = mmap(NULL, padded_size(), PROT_READ, MAP_PRIVATE, fd, 0);

	tap_need(map != MAP_FAILED, "the image can be mapped");
	close(fd);
	return map;
}

/* Drops what it has seen, so that every turn faults; the last one too late. */
static void *toucher(void *map)
{
	size_t page = sysconf(_SC_PAGESIZE);
	size_t pages = ksa.size / page, at;
	unsigned long turns = 0;
	bool stop;
	int found;

	worker_steps_back();
	do {
		stop = told_to_stop();
		at = pages ? turns % pages * page : 0;
		madvise(map, padded_size(), MADV_DONTNEED);
		found = fault_compare((u8 *)map + at, (u8 *)ksa.header + at,
				      pages ? page : ksa.size);
		if (!turns++)
			worker_is_ready();
	} while (!found && !stop);
	if (found != -SIGBUS)
		broken(TOUCHER, shared.round, "expected SIGBUS, found %d",
		       found);
	return NULL;
}

static void hold_files(struct round *round)
{
	char path[TREE_PATH_MAX];
	struct ksa_node node;
	unsigned int i, j;
	u32 index = 0;
	char byte;

	do
		ksa_node(&ksa, ++index, &node);
	while (node.type != KSA_FILE);
	ksa_path(&ksa, index, path, sizeof(path));
	for (i = 0; i < TREE_COUNT; i++) {
		round->files[i][0] = tree_open(&trees[i], KSA_IMAGE_NAME);
		round->files[i][1] = tree_open(&trees[i], path);
		for (j = 0; j < 2; j++)
			tap_need(read(round->files[i][j], &byte, 1) == 1,
				 "a file that is held can be read");
	}
}

static void check_files(struct round *round)
{
	const enum claim claim[TREE_COUNT] = { SYSFS_READ, PROCFS_READ };
	const int expected[TREE_COUNT] = { ENODEV, EIO };
	unsigned int i, j;
	char byte;

	for (i = 0; i < TREE_COUNT; i++)
		for (j = 0; j < 2; j++) {
			if (read(round->files[i][j], &byte, 1) != -1)
				broken(claim[i], round->number, "no error");
			else if (errno != expected[i])
				broken(claim[i], round->number, "%s",
				       strerror(errno));
			close(round->files[i][j]);
		}
}

static bool check_page(enum claim claim, unsigned int round, const u8 *map)
{
	int found = fault_read(map);

	if (found == -SIGBUS)
		return true;
	broken(claim, round, "expected SIGBUS, found %d", found);
	return false;
}

static void hold_mappings(struct round *round)
{
	char byte;

	round->touched = map_image();
	round->fresh = map_image();
	tap_need(fault_read(round->touched) >= 0, "a mapping can be touched");
	tap_need(!pipe2(round->go, O_CLOEXEC), "a pipe");
	round->child = fork();
	tap_need(round->child >= 0, "fork");
	if (round->child)
		return;
	close(round->go[1]);
	if (read(round->go[0], &byte, 1) != 1)
		_exit(2);
	_exit(fault_read(round->touched) != -SIGBUS ||
	      fault_read(round->fresh) != -SIGBUS);
}

static void check_mappings(struct round *round)
{
	int status;

	check_page(TOUCHED_PAGE, round->number, round->touched);
	check_page(FRESH_PAGE, round->number, round->fresh);
	munmap(round->touched, padded_size());
	munmap(round->fresh, padded_size());
	tap_need(write(round->go[1], "", 1) == 1, "the child can be told");
	close(round->go[0]);
	close(round->go[1]);
	tap_need(waitpid(round->child, &status, 0) == round->child,
		 "the child ends");
	if (status)
		broken(CHILD_PAGES, round->number, "the child's status is 0x%x",
		       status);
}

static void start_workers(pthread_t workers[WORKERS], unsigned int round,
			  u8 *map)
{
	int err;

	shared.round = round;
	shared.ready = 0;
	shared.removing = false;
	shared.stop = false;
	err = pthread_create(&workers[0], NULL, reader, (void *)&trees[0]) ||
	      pthread_create(&workers[1], NULL, reader, (void *)&trees[1]) ||
	      pthread_create(&workers[2], NULL, toucher, map);
	tap_need(!err, "threads");
	pthread_mutex_lock(&shared.lock);
	while (shared.ready < WORKERS)
		pthread_cond_wait(&shared.changed, &shared.lock);
	pthread_mutex_unlock(&shared.lock);
}

static void stop_workers(pthread_t workers[WORKERS])
{
	unsigned int i;

	__atomic_store_n(&shared.stop, true, __ATOMIC_RELEASE);
	for (i = 0; i < WORKERS; i++)
		pthread_join(workers[i], NULL);
}

/* Whether the next round can begin. */
static bool run_round(unsigned int number, const char *module)
{
	struct round round = { .number = number };
	pthread_t workers[WORKERS];
	const char *left;
	u8 *map;
	int err;

	err = kmod_load(module, "");
	if (err) {
		broken(LOADS, number, "%s", strerror(err));
		return false;
	}
	if (!ksa.header)
		tree_read_image(&trees[0], &ksa);
	hold_files(&round);
	hold_mappings(&round);
	map = map_image();
	start_workers(workers, number, map);

	__atomic_store_n(&shared.removing, true, __ATOMIC_RELEASE);
	err = kmod_unload();
	if (err)
		broken(UNLOADS, number, "%s", strerror(err));
	left = kmod_remains();
	if (left)
		broken(NOTHING_LEFT, number, "%s", left);
	check_files(&round);
	check_mappings(&round);

	stop_workers(workers);
	munmap(map, padded_size());
	return !err;
}

/* More rounds in less time, and whatever is freed is freed sooner. */
static void expedite_rcu(void)
{
	int fd = open("/sys/kernel/rcu_expedited", O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	tap_need(write(fd, "1", 1) == 1, "expedited grace periods");
	close(fd);
}

int main(int argc, char **argv)
{
	unsigned int rounds, number;
	int log = log_open();

	tap_need(argc == 3, "usage: unload MODULE.ko ROUNDS");
	fault_begin();
	expedite_rcu();
	rounds = strtoul(argv[2], NULL, 10);
	for (number = 1; number <= rounds; number++)
		if (!run_round(number, argv[1]))
			break;
	report(rounds);
	tap_diag("%lu reads by the readers", shared.reads);
	log_check_splats(log);
	return tap_done();
}
