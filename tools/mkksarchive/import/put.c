// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files of an archive's source, put in their places: each appears whole or not
 * at all, and never in the place of another unless that is wanted. A signal
 * that ends the program lets each thread finish its file first.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "env.h"
#include "put.h"

static volatile sig_atomic_t stop_signal;
static mode_t file_mode;

static void note_signal(int number)
{
	stop_signal = number;
}

/**
 * put_prepare() - let signals wait until no file is half written
 *
 * To be called once, while one thread runs.
 */
void put_prepare(void)
{
	static const int signals[] = { SIGHUP, SIGINT, SIGTERM };
	struct sigaction action = { .sa_handler = note_signal }, old;
	mode_t mask = umask(0);

	umask(mask);
	file_mode = 0666 & ~mask;
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		sigaction(signals[i], NULL, &old);
		if (old.sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

/**
 * put_stopped() - whether a signal wants the program to end
 *
 * Return: whether no more is to be written.
 */
bool put_stopped(void)
{
	return stop_signal;
}

/**
 * put_stop() - end by the signal that came, if one did
 */
void put_stop(void)
{
	if (!stop_signal)
		return;
	signal(stop_signal, SIG_DFL);
	raise(stop_signal);
}

static bool fails(struct place place, const char *path)
{
	diagnose(FAILURE, place, "%s cannot be written: %s", path,
		 strerror(errno));
	return false;
}

/**
 * put_folders() - make the folders above a file
 * @path: the file's, or a folder's with a slash at its end
 * @input: what is reported as that it is for
 *
 * Return: whether they are there; if not, that has been reported.
 */
bool put_folders(const char *path, const struct input *input)
{
	char *copy = memory_resize(NULL, 1, strlen(path) + 1);
	bool made = true;

	strcpy(copy, path);
	for (char *at = copy + 1; made && (at = strchr(at, '/')); at++) {
		*at = '\0';
		if (mkdir(copy, 0777) && errno != EEXIST)
			made = fails((struct place){ input, WHOLE }, copy);
		*at = '/';
	}
	free(copy);
	return made;
}

static bool write_all(int fd, struct text text)
{
	ssize_t done;

	while (text.len) {
		done = write(fd, text.at, text.len);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		text = text_skip(text, (size_t)done);
	}
	return true;
}

/* A name that no build reads, and that no other thread has. */
static char *beside(const char *path)
{
	static const char suffix[] = ".XXXXXX";
	const char *slash = strrchr(path, '/');
	size_t folder = slash ? (size_t)(slash + 1 - path) : 0;
	char *temp = memory_resize(NULL, 1, folder + sizeof(suffix) + 8);

	memcpy(temp, path, folder);
	strcpy(temp + folder, ".import");
	strcat(temp, suffix);
	return temp;
}

static bool write_temp(char *temp, struct text text, mode_t mode)
{
	int fd = mkostemp(temp, O_CLOEXEC), error = 0;

	if (fd < 0)
		return false;
	if (!write_all(fd, text) || fchmod(fd, mode))
		error = errno;
	if (close(fd) && !error)
		error = errno;
	if (error)
		unlink(temp);
	errno = error;
	return !error;
}

/* Takes a name that is free by an empty file, which the whole one replaces. */
static bool move_over_empty(const char *temp, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, file_mode);
	int error;

	if (fd < 0)
		return false;
	close(fd);
	if (!rename(temp, path))
		return true;
	error = errno;
	unlink(path);
	errno = error;
	return false;
}

/*
 * Not every file system can rename without replacing: NFS and 9p cannot. A
 * second name does as well, but not where there are no hard links.
 */
static bool move_if_free(const char *temp, const char *path)
{
	if (!renameat2(AT_FDCWD, temp, AT_FDCWD, path, RENAME_NOREPLACE))
		return true;
	if (errno == EEXIST)
		return false;
	if (!link(temp, path)) {
		unlink(temp);
		return true;
	}
	return errno != EEXIST && move_over_empty(temp, path);
}

/**
 * put_file() - write a file and put it in its place
 * @path: its place
 * @text: all of it
 * @force: whether it may take the place, and the mode, of another regular file
 * @place: what is reported as that it is for
 *
 * Return: whether it is there; if not, that has been reported.
 */
bool put_file(const char *path, struct text text, bool force,
	      struct place place)
{
	bool there, put = true;
	char *temp = beside(path);
	struct stat stat;

	there = force && !lstat(path, &stat);
	if (there && !S_ISREG(stat.st_mode)) {
		errno = EEXIST;
		put = fails(place, path);
	} else if (!write_temp(temp, text,
			       there ? stat.st_mode & 0777 : file_mode)) {
		put = fails(place, path);
	} else if (there ? rename(temp, path) : !move_if_free(temp, path)) {
		put = fails(place, path);
		unlink(temp);
	}
	free(temp);
	return put;
}
