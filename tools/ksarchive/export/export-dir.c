// SPDX-License-Identifier: GPL-2.0-only
/*
 * The folder that an export makes: it is there whole, or not at all.
 *
 * All is written into a folder of another name, which is moved to its place at
 * the end; whatever ends the program before, but for SIGKILL, removes it. That
 * folder stands beside the place. But where the place is an empty folder
 * already it stands in there, and what it holds is moved up: somebody may be in
 * that folder, or it may be a mount, or writable where its parent is not.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "export-dir.h"
#include "fail.h"
#include "guard.h"
#include "memory.h"
#include "report.h"

#define INSIDE ".ksarchive-export.XXXXXX"
#define BESIDE ".XXXXXX"

/**
 * struct export_dir - a folder in the making
 * @path: its place, as it was given
 * @place: the same without slashes at its end
 * @temp: where the files are now; empty where nothing is to be removed
 * @inside: whether that is in the place, which was there before
 * @moved: how many of the names in @names stand in the place already
 * @names: what is to be moved there, where @inside
 * @name_count: how many
 * @fd: of @temp
 * @files: how many have been written
 * @told: when a person was last told how far it is, in milliseconds
 */
struct export_dir {
	const char *path;
	char *place;
	char *temp;
	bool inside;
	size_t moved;
	char **names;
	size_t name_count;
	int fd;
	size_t files;
	long told;
};

static struct export_dir export;
static volatile sig_atomic_t stopped_by;

static void fail_write(const char *path)
{
	int error = errno;

	fail(FAIL_WRITE, "%s%s%s: cannot be written: %s", export.place,
	     *path ? "/" : "", path, strerror(error));
}

static int remove_entry(const char *path, const struct stat *stat, int type,
			struct FTW *walk)
{
	(void)stat;
	(void)type;
	(void)walk;
	return remove(path);
}

static void remove_tree(const char *path)
{
	nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* The path of something in the place; the caller frees it. */
static char *in_place(const char *name)
{
	struct buffer path = { 0 };

	buffer_add_string(&path, export.place);
	buffer_add_byte(&path, '/');
	buffer_add_string(&path, name);
	buffer_add_byte(&path, '\0');
	return path.at;
}

static void end_progress(void)
{
	if (export.told)
		fputs("\r\033[K", stderr);
	export.told = 0;
}

/* At exit: after export_dir_finish() nothing is left to do. */
static void undo(void)
{
	char *path;

	end_progress();
	if (!export.temp)
		return;
	while (export.moved) {
		path = in_place(export.names[--export.moved]);
		remove_tree(path);
		free(path);
	}
	remove_tree(export.temp);
}

static void note_signal(int number)
{
	stopped_by = number;
}

/*
 * Removing a tree is too much for a signal's handler: the next file that is to
 * be written ends the program. A second signal ends it at once.
 */
static void catch_signals(void)
{
	static const int signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM,
				       SIGXCPU, SIGXFSZ };
	struct sigaction action = { .sa_handler = note_signal,
				    .sa_flags = (int)SA_RESETHAND }, old;

	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++) {
		sigaction(signals[i], NULL, &old);
		if (old.sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

static void stop_if_told(void)
{
	if (!stopped_by)
		return;
	undo();
	export.temp = NULL;
	signal(stopped_by, SIG_DFL);
	raise(stopped_by);
}

static bool is_dots(const char *name)
{
	return !strcmp(name, ".") || !strcmp(name, "..");
}

static bool is_empty(const char *path)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;
	size_t count = 0;

	if (!dir)
		fail_write("");
	while ((entry = readdir(dir)))
		count += !is_dots(entry->d_name);
	closedir(dir);
	return !count;
}

static void check_place(void)
{
	struct stat found;

	if (stat(export.place, &found)) {
		if (errno != ENOENT)
			fail_write("");
		if (!lstat(export.place, &found))
			fail(FAIL_WRITE,
			     "%s: is a symbolic link that leads nowhere: expected an empty folder, or no such path",
			     export.path);
		return;
	}
	if (!S_ISDIR(found.st_mode))
		fail(FAIL_WRITE,
		     "%s: is a file: expected an empty folder, or no such path",
		     export.path);
	if (!is_empty(export.place))
		fail(FAIL_WRITE,
		     "%s: is not empty: expected an empty folder, or no such path",
		     export.path);
	export.inside = true;
}

static void make_temp(void)
{
	struct buffer temp = { 0 };

	buffer_add_string(&temp, export.place);
	buffer_add_string(&temp, export.inside ? "/" INSIDE : BESIDE);
	buffer_add_byte(&temp, '\0');
	/* Known to undo() when there is something to undo, and not before. */
	if (!mkdtemp(temp.at))
		fail_write("");
	export.temp = temp.at;
	export.fd = open(export.temp, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (export.fd < 0)
		fail_write("");
}

/**
 * export_dir_begin() - begin a folder
 * @path: its place: an empty folder, or nothing yet; not owned
 *
 * To be called once. Ends the program where there is something else.
 *
 * Return: the folder.
 */
struct export_dir *export_dir_begin(const char *path)
{
	struct text place = text_of(path);

	while (place.len > 1 && place.at[place.len - 1] == '/')
		place.len--;
	if (!place.len)
		fail(FAIL_USAGE, "expected the path of a folder, found an empty one");
	export.path = path;
	export.place = strndup(place.at, place.len);
	if (!export.place)
		die("out of memory for a path");
	check_place();
	catch_signals();
	atexit(undo);
	make_temp();
	return &export;
}

/* Nothing in an image may name what stands outside. */
static void check_path(const char *path)
{
	struct text rest = text_of(path), name;

	while (rest.at) {
		name = text_cut(&rest, '/');
		if (!name.len || text_is(name, ".") || text_is(name, ".."))
			fail(FAIL_UNKNOWN_FORM,
			     "%s: expected the path of a file to export", path);
	}
}

/* All folders that the path of a file leads through. */
static void make_folders(const char *path)
{
	char *folder = strdup(path);

	if (!folder)
		die("out of memory for a path");
	for (char *at = strchr(folder, '/'); at; at = strchr(at + 1, '/')) {
		*at = '\0';
		if (mkdirat(export.fd, folder, 0777) && errno != EEXIST)
			fail_write(path);
		*at = '/';
	}
	free(folder);
}

static int create(const char *path)
{
	static const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
				 O_CLOEXEC;
	int fd = openat(export.fd, path, flags, 0666);

	if (fd < 0 && errno == ENOENT) {
		make_folders(path);
		fd = openat(export.fd, path, flags, 0666);
	}
	if (fd < 0)
		fail_write(path);
	return fd;
}

static void write_all(int fd, const char *path, struct text text)
{
	ssize_t done;

	while (text.len) {
		done = write(fd, text.at, text.len);
		stop_if_told();
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0 && errno == EFAULT)
			guard_vanished();
		if (done < 0)
			fail_write(path);
		text = text_skip(text, (size_t)done);
	}
}

static long milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A person who has waited for a second is told, and then five times a second. */
static void tell_progress(void)
{
	static long begun;
	long now = milliseconds();

	if (!begun)
		begun = now;
	if (now - begun < 1000 || now - export.told < 200 ||
	    report_format() != FORMAT_TEXT || !isatty(STDERR_FILENO))
		return;
	export.told = now;
	fprintf(stderr, "\r%zu files", export.files);
}

/**
 * export_file() - write a file
 * @dir: the folder
 * @path: the file's in the folder, with slashes between names; the folders it
 *	leads through are made. Each file is written once
 * @text: its contents; may be the image's own bytes
 *
 * Ends the program, leaving nothing, where it cannot be written.
 */
void export_file(struct export_dir *dir, const char *path, struct text text)
{
	int fd;

	stop_if_told();
	check_path(path);
	fd = create(path);
	write_all(fd, path, text);
	if (close(fd))
		fail_write(path);
	dir->files++;
	tell_progress();
}

/**
 * export_dir_files() - how much has been written
 * @dir: the folder
 *
 * Return: the number of files.
 */
size_t export_dir_files(const struct export_dir *dir)
{
	return dir->files;
}

static mode_t usual_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0777 & ~mask;
}

static void list_names(void)
{
	DIR *dir = opendir(export.temp);
	const struct dirent *entry;

	if (!dir)
		fail_write("");
	while ((entry = readdir(dir))) {
		if (is_dots(entry->d_name))
			continue;
		export.names = memory_grow(export.names, export.name_count,
					   sizeof(*export.names));
		export.names[export.name_count] = strdup(entry->d_name);
		if (!export.names[export.name_count++])
			die("out of memory for a name");
	}
	closedir(dir);
}

static void move_up(void)
{
	char *to;

	list_names();
	while (export.moved < export.name_count) {
		to = in_place(export.names[export.moved]);
		if (renameat(export.fd, export.names[export.moved], AT_FDCWD,
			     to))
			fail_write(export.names[export.moved]);
		free(to);
		export.moved++;
	}
	if (rmdir(export.temp))
		fail_write("");
}

/**
 * export_dir_finish() - put the folder in its place
 * @dir: nothing more can be written to it
 */
void export_dir_finish(struct export_dir *dir)
{
	stop_if_told();
	end_progress();
	if (fchmod(dir->fd, usual_mode()))
		fail_write("");
	if (dir->inside)
		move_up();
	else if (rename(dir->temp, dir->place))
		fail_write("");
	free(dir->temp);
	dir->temp = NULL;
	close(dir->fd);
	while (dir->name_count)
		free(dir->names[--dir->name_count]);
	free(dir->names);
	free(dir->place);
}
