// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files that appear whole or not at all: each is written beside its place, and
 * all are moved there when all are written. Whatever ends the program before,
 * but for SIGKILL and a fault of its own, removes what it has written.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diagnostic.h"
#include "env.h"
#include "memory.h"
#include "output.h"

#define OUTPUTS_MAX 3

struct output {
	const char *path;
	char *temp;
	int fd;
};

static struct output outputs[OUTPUTS_MAX];
static volatile sig_atomic_t output_count;

/* May run in a signal handler. */
static void remove_temps(void)
{
	for (int i = 0; i < output_count; i++)
		if (outputs[i].temp)
			unlink(outputs[i].temp);
}

static void end_by_signal(int number)
{
	remove_temps();
	signal(number, SIG_DFL);
	raise(number);
}

/**
 * output_prepare() - see to it that nothing is left half done
 *
 * To be called once, before output_begin().
 */
void output_prepare(void)
{
	static const int signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGPIPE,
				       SIGTERM, SIGXCPU, SIGXFSZ };
	struct sigaction action = { .sa_handler = end_by_signal }, old;

	atexit(remove_temps);
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		sigaction(signals[i], NULL, &old);
		if (old.sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

static void fail(const char *path, const char *what)
{
	die("%s: cannot be %s: %s", path, what, strerror(errno));
}

/* Root could otherwise replace /dev/null, or the link /dev/stdout. */
static void check_replaceable(const char *path)
{
	struct stat stat;

	if (!lstat(path, &stat) && !S_ISREG(stat.st_mode))
		die("%s: cannot be replaced: expected a regular file or none",
		    path);
}

static mode_t usual_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

/**
 * output_begin() - begin to write a file
 * @path: its place; must live until output_publish()
 *
 * Return: the output. Ends the program where the file cannot be made.
 */
struct output *output_begin(const char *path)
{
	static const char suffix[] = ".XXXXXX";
	struct output *output = &outputs[output_count];
	char *temp;

	check_replaceable(path);
	temp = memory_resize(NULL, 1, strlen(path) + sizeof(suffix));
	strcpy(temp, path);
	strcat(temp, suffix);
	output->path = path;
	output->temp = temp;
	/* A signal that comes from here on removes what mkostemp() makes. */
	output_count++;
	output->fd = mkostemp(temp, O_CLOEXEC);
	if (output->fd < 0 || fchmod(output->fd, usual_mode()))
		fail(path, "written");
	return output;
}

/**
 * output_write_at() - write a piece of a file
 * @output: the output
 * @offset: where in the file
 * @text: the piece
 *
 * Several threads may write at once.
 */
void output_write_at(struct output *output, size_t offset, struct text text)
{
	ssize_t done;

	while (text.len) {
		done = pwrite(output->fd, text.at, text.len, (off_t)offset);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			fail(output->path, "written");
		text = text_skip(text, (size_t)done);
		offset += (size_t)done;
	}
}

/**
 * output_descriptor() - the file, to look at what was written
 * @output: begun and not finished
 *
 * Return: a file descriptor that stays the output's.
 */
int output_descriptor(const struct output *output)
{
	return output->fd;
}

/**
 * output_finish() - end writing a file
 * @output: no more can be written to it
 */
void output_finish(struct output *output)
{
	if (close(output->fd))
		fail(output->path, "written");
}

/**
 * output_publish() - put all files in their places, the first begun last
 */
void output_publish(void)
{
	struct output *output;

	while (output_count) {
		output = &outputs[output_count - 1];
		if (rename(output->temp, output->path))
			fail(output->path, "written");
		output_count--;
		free(output->temp);
		output->temp = NULL;
	}
}
