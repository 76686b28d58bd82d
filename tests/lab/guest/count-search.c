// SPDX-License-Identifier: GPL-2.0-only
/*
 * count-search MODULE.ko LIMIT PATTERN [LIMIT PATTERN]...: what ksarchive search
 * costs, beside GNU grep over the tree, which must take LIMIT times as much.
 *
 * For a guest whose clock counts instructions. Whole processes are counted, in
 * user space and in the kernel, so that what either needs to begin and to end is
 * among it; the kernel's own threads, which are busy with self-tests for a while
 * after the boot, are not. Both write to a file: to /dev/null GNU grep would write
 * its first line only.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/count.h"
#include "lib/kmod.h"
#include "lib/log.h"
#include "lib/run.h"
#include "lib/tap.h"

#define OUTPUT "/tmp/output"
#define TRIES 5
#define WORDS_MAX 5

static const char *const reader[WORDS_MAX + 1] = { "/bin/ksarchive", "search" };
/* -a: in the C locale a file of other text than ASCII is only named else. */
static const char *const grep[WORDS_MAX + 1] = {
	"/bin/grep", "-ra", "--exclude=image", "/sys/kernel/ksarchive", "-e",
};

/* Its own instructions, from the first to the last; a microsecond has 1,000. */
static long long own_instructions(pid_t child)
{
	struct rusage usage;
	int status;

	tap_need(wait4(child, &status, 0, &usage) == child, "a process");
	tap_need(!status, "a search that finds something: status %d", status);
	return 1000 * ((usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) *
			       1000000LL +
		       usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

/* Spawned: to copy this process and throw it away is no part of a search. */
static long long count_one(const char *const program[], const char *pattern)
{
	char *words[WORDS_MAX + 2] = { NULL };
	posix_spawn_file_actions_t files;
	size_t i;
	pid_t child;

	for (i = 0; program[i]; i++)
		words[i] = (char *)program[i];
	words[i] = (char *)pattern;
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, OUTPUT,
					 O_WRONLY | O_CREAT | O_TRUNC, 0600);
	tap_need(!posix_spawn(&child, words[0], &files, NULL, words, environ),
		 "%s can be run", words[0]);
	posix_spawn_file_actions_destroy(&files);
	return own_instructions(child);
}

/* Without those of a page's own field `image', which grep is kept off too. */
static unsigned int count_lines(void)
{
	int fd = open(OUTPUT, O_RDONLY | O_CLOEXEC);
	unsigned int lines = 0;
	char *output, *line, *rest;
	size_t len;

	tap_need(fd >= 0, "the output");
	rest = output = run_slurp(fd, &len);
	while ((line = strsep(&rest, "\n")))
		lines += *line && !strstr(line, "/image:");
	free(output);
	return lines;
}

static long long least(const char *const program[], const char *pattern,
		       unsigned int *lines)
{
	long long least = 0;
	unsigned int i;

	for (i = 0; i < TRIES; i++)
		count_least(&least, count_one(program, pattern));
	*lines = count_lines();
	return least;
}

static void check_cost(int limit, const char *pattern)
{
	unsigned int reader_lines, grep_lines;
	long long reader_least = least(reader, pattern, &reader_lines);
	long long grep_least = least(grep, pattern, &grep_lines);

	tap_number(reader_lines, grep_lines,
		   "%s: the reader finds as many lines as GNU grep", pattern);
	tap_ok(reader_least * limit <= grep_least,
	       "%s: the reader takes at most 1/%d of what GNU grep takes",
	       pattern, limit);
	tap_diag("figure: search %s, %u lines: ksarchive %lld, grep %lld instructions, ratio %.1f",
		 pattern, reader_lines, reader_least, grep_least,
		 (double)grep_least / reader_least);
}

int main(int argc, char **argv)
{
	int log = log_open();
	int i;

	tap_need(argc > 3 && argc % 2 == 0,
		 "usage: count-search MODULE.ko LIMIT PATTERN...");
	setenv("LC_ALL", "C", 1);
	tap_errno(kmod_load(argv[1], ""), 0, "the module loads");
	for (i = 2; i < argc; i += 2)
		check_cost(atoi(argv[i]), argv[i + 1]);
	tap_errno(kmod_unload(), 0, "the module unloads");
	log_check_splats(log);
	return tap_done();
}
