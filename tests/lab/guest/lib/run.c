// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "run.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void become(char *command, int out, int err)
{
	char *words[RUN_WORDS_MAX + 1] = { NULL };
	unsigned int count = 0;
	char *word;

	for (word = strtok(command, " "); word && count < RUN_WORDS_MAX;
	     word = strtok(NULL, " "))
		words[count++] = word;
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	execvp(words[0], words);
	dprintf(err, "%s: cannot be run\n", words[0]);
	_exit(127);
}

/**
 * run_start() - run a program and do not wait for it
 * @command: its words, one space between
 * @out: what becomes its standard output; stays the caller's
 * @err: what becomes its standard error; stays the caller's
 *
 * Return: the process, for run_wait().
 */
pid_t run_start(const char *command, int out, int err)
{
	pid_t child = fork();

	tap_need(child >= 0, "a process");
	if (!child)
		become(strdup(command), out, err);
	return child;
}

/**
 * run_wait() - wait for a program's end
 * @child: of run_start()
 *
 * Return: its exit status, or 128 and the signal that ended it.
 */
int run_wait(pid_t child)
{
	int status;

	tap_need(waitpid(child, &status, 0) == child, "a process to wait for");
	if (WIFSIGNALED(status))
		return 128 + WTERMSIG(status);
	return WEXITSTATUS(status);
}

/**
 * run_slurp() - read to the end
 * @fd: from where it stands; closed
 * @len: receives the number of bytes
 *
 * Return: the bytes and a NUL, the caller's to free.
 */
char *run_slurp(int fd, size_t *len)
{
	size_t room = 4096;
	char *bytes = malloc(room + 1);
	ssize_t got;

	*len = 0;
	tap_need(bytes, "memory");
	while ((got = read(fd, bytes + *len, room - *len)) > 0) {
		*len += got;
		if (*len < room)
			continue;
		room *= 2;
		bytes = realloc(bytes, room + 1);
		tap_need(bytes, "memory for %zu bytes", room);
	}
	tap_need(!got, "what a program wrote can be read");
	close(fd);
	bytes[*len] = '\0';
	return bytes;
}

static int new_file(void)
{
	int fd = memfd_create("output", MFD_CLOEXEC);

	tap_need(fd >= 0, "a memfd");
	return fd;
}

static char *file_bytes(int fd, size_t *len)
{
	tap_need(!lseek(fd, 0, SEEK_SET), "a memfd that can be sought");
	return run_slurp(fd, len);
}

/**
 * run() - run a program to its end
 * @ran: filled; the caller calls run_free()
 * @fmt: makes its words, one space between
 */
void run(struct ran *ran, const char *fmt, ...)
{
	int out = new_file(), err = new_file();
	char *command;
	size_t err_len;
	va_list args;

	va_start(args, fmt);
	tap_need(vasprintf(&command, fmt, args) >= 0, "memory");
	va_end(args);
	ran->status = run_wait(run_start(command, out, err));
	free(command);
	ran->out = file_bytes(out, &ran->out_len);
	ran->err = file_bytes(err, &err_len);
}

/**
 * run_refused() - whether the reader could not do its work, and said so
 * @ran: of run()
 * @sentence: a part of what it must say
 *
 * Return: whether it ended with status 3, and wrote nothing but one line, to
 * standard error.
 */
bool run_refused(const struct ran *ran, const char *sentence)
{
	const char *end = strchr(ran->err, '\n');

	return ran->status == 3 && !ran->out_len && end && !end[1] &&
	       strstr(ran->err, sentence);
}

/**
 * run_tell() - say how a program ended, under a check that failed
 * @ran: of run()
 */
void run_tell(const struct ran *ran)
{
	tap_diag("status %d, %zu bytes of output, %.300s", ran->status,
		 ran->out_len, ran->out);
	tap_diag("on standard error: %.300s", ran->err);
}

/**
 * run_free() - give up what a program wrote
 * @ran: of run()
 */
void run_free(struct ran *ran)
{
	free(ran->out);
	free(ran->err);
}
