// SPDX-License-Identifier: GPL-2.0-only
/*
 * A published tree held against its image: every node, nothing else but the
 * file image, bytes, sizes, permissions and the texts of links. All that
 * differs is told; what stands in a directory that should not be there, or is
 * not, goes without saying.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "fail.h"
#include "finding.h"
#include "memory.h"
#include "published.h"
#include "report.h"
#include "surface.h"
#include "terminal.h"

#define FILE_MODE 0444
#define CHUNK 65536
#define PROGRESS_EVERY 256

/* The modes are those that sysfs and procfs give to what a module adds. */
const struct surface surface_sysfs = {
	.name = "sysfs",
	.below = "/kernel/ksarchive",
	.directory_mode = 0755,
};

const struct surface surface_procfs = {
	.name = "procfs",
	.below = "/ksarchive",
	.directory_mode = 0555,
};

/**
 * struct comparison - one surface being compared
 * @surface: which
 * @ksa: what it should hold
 * @chunk: room for CHUNK bytes
 * @done: how many entries were looked at
 * @differences: how many were found
 * @began: when
 */
struct comparison {
	const struct surface *surface;
	const struct ksa *ksa;
	char *chunk;
	size_t done;
	size_t differences;
	struct timespec began;
};

/**
 * struct where - what is being compared
 * @fd: the directory
 * @path: the directory's, from the tree's root
 * @name: in it
 */
struct where {
	int fd;
	struct text path;
	struct text name;
};

/* Empty for the tree's root. */
static json_t *path_of(const struct where *where)
{
	struct buffer buffer = { 0 };
	json_t *path;

	buffer_add(&buffer, where->path);
	if (where->path.len && where->name.len)
		buffer_add_byte(&buffer, '/');
	buffer_add(&buffer, where->name);
	path = report_text(buffer_text(&buffer));
	buffer_free(&buffer);
	return path;
}

__attribute__((format(printf, 4, 5)))
static void differs(struct comparison *comparison, const struct where *where,
		    const char *kind, const char *format, ...)
{
	char *message;
	va_list args;

	va_start(args, format);
	if (vasprintf(&message, format, args) < 0)
		die("out of memory for a difference");
	va_end(args);
	comparison->differences++;
	finding_difference(comparison->surface->name, path_of(where), kind,
			   message);
	free(message);
}

/* For people who wait, once they have. */
static void tell_progress(struct comparison *comparison)
{
	struct timespec now;

	if (comparison->done++ % PROGRESS_EVERY || !terminal_is() ||
	    !isatty(STDERR_FILENO))
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec - comparison->began.tv_sec > 1)
		fprintf(stderr, "\r%s: %zu of %u\033[K",
			comparison->surface->name, comparison->done,
			comparison->ksa->node_count);
}

static void forget_progress(void)
{
	if (terminal_is() && isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
}

static const char *kind_of(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFDIR:
		return "a directory";
	case S_IFREG:
		return "a file";
	case S_IFLNK:
		return "a link";
	}
	return "something special";
}

static mode_t type_of(const struct entry *entry)
{
	static const mode_t types[] = {
		[KSA_DIR] = S_IFDIR,
		[KSA_FILE] = S_IFREG,
		[KSA_LINK] = S_IFLNK,
	};

	return types[entry->node.type];
}

static void compare_mode(struct comparison *comparison,
			 const struct where *where, mode_t found,
			 mode_t expected)
{
	if ((found & 07777) != expected)
		differs(comparison, where, "mode",
			"permissions: expected %04o, found %04o", expected,
			found & 07777);
}

/* Returns the first byte that differs, or @len. */
static size_t first_difference(const u8 *expected, const char *found,
			       size_t len)
{
	size_t i;

	if (!memcmp(expected, found, len))
		return len;
	for (i = 0; expected[i] == (u8)found[i]; i++)
		;
	return i;
}

static ssize_t read_chunk(int fd, char *chunk)
{
	ssize_t bytes;

	do
		bytes = read(fd, chunk, CHUNK);
	while (bytes < 0 && errno == EINTR);
	return bytes;
}

/* Returns whether the bytes are all there and no others. */
static bool compare_bytes(struct comparison *comparison,
			  const struct where *where, int fd,
			  const struct ksa_node *node)
{
	size_t done = 0, same;
	ssize_t bytes;

	while ((bytes = read_chunk(fd, comparison->chunk)) > 0) {
		if ((size_t)bytes > node->len - done) {
			differs(comparison, where, "longer",
				"expected %u bytes, found more", node->len);
			return false;
		}
		same = first_difference(node->data + done, comparison->chunk,
					(size_t)bytes);
		if (same < (size_t)bytes) {
			differs(comparison, where, "bytes",
				"byte %zu: expected 0x%02x, found 0x%02x",
				done + same, node->data[done + same],
				(u8)comparison->chunk[same]);
			return false;
		}
		done += (size_t)bytes;
	}
	if (bytes < 0)
		differs(comparison, where, "unreadable", "cannot be read: %s",
			strerror(errno));
	else if (done < node->len)
		differs(comparison, where, "shorter",
			"expected %u bytes, found %zu", node->len, done);
	return !bytes && done == node->len;
}

static void compare_file(struct comparison *comparison,
			 const struct where *where, const struct entry *entry,
			 const char *name, const struct stat *found)
{
	bool same;
	int fd;

	compare_mode(comparison, where, found->st_mode, FILE_MODE);
	fd = openat(where->fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK |
					     O_CLOEXEC);
	if (fd < 0) {
		differs(comparison, where, "unreadable", "cannot be read: %s",
			strerror(errno));
		return;
	}
	same = compare_bytes(comparison, where, fd, &entry->node);
	close(fd);
	if (same && found->st_size != entry->node.len)
		differs(comparison, where, "size",
			"expected a size of %u, found one of %lld",
			entry->node.len, (long long)found->st_size);
}

static void compare_link(struct comparison *comparison,
			 const struct where *where, const struct entry *entry)
{
	char expected[KSA_LINK_MAX + 1], found[KSA_LINK_MAX + 2];
	ssize_t len = readlinkat(where->fd, entry->node.name, found,
				 sizeof(found) - 1);

	if (len < 0) {
		differs(comparison, where, "unreadable", "cannot be read: %s",
			strerror(errno));
		return;
	}
	found[len] = '\0';
	ksa_link_text(comparison->ksa, entry->index, expected,
		      sizeof(expected));
	if (strcmp(expected, found))
		differs(comparison, where, "target",
			"expected a link to %s, found one to %s", expected,
			found);
}

static void compare_directory(struct comparison *comparison,
			      const struct where *where, u32 dir);

static void compare_subdirectory(struct comparison *comparison,
				 const struct where *where,
				 const struct entry *entry,
				 const struct stat *found)
{
	char path[KSA_PATH_MAX + 1];
	struct where below = { .path = { path, 0 } };

	compare_mode(comparison, where, found->st_mode,
		     comparison->surface->directory_mode);
	below.path.len = ksa_path(comparison->ksa, entry->index, path,
				  sizeof(path));
	below.fd = openat(where->fd, entry->node.name,
			  O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (below.fd < 0) {
		differs(comparison, where, "unreadable", "cannot be read: %s",
			strerror(errno));
		return;
	}
	compare_directory(comparison, &below, entry->index);
}

static void compare_entry(struct comparison *comparison,
			  const struct where *where, const struct entry *entry,
			  const char *name)
{
	struct stat found;

	tell_progress(comparison);
	if (fstatat(where->fd, name, &found, AT_SYMLINK_NOFOLLOW))
		differs(comparison, where, "unreadable", "cannot be read: %s",
			strerror(errno));
	else if ((found.st_mode & S_IFMT) != type_of(entry))
		differs(comparison, where, "type", "expected %s, found %s",
			kind_of(type_of(entry)), kind_of(found.st_mode));
	else if (entry->node.type == KSA_DIR)
		compare_subdirectory(comparison, where, entry, &found);
	else if (entry->node.type == KSA_FILE)
		compare_file(comparison, where, entry, name, &found);
	else
		compare_link(comparison, where, entry);
}

/**
 * struct names - what a directory holds
 * @all: its names
 * @count: how many
 */
struct names {
	char **all;
	size_t count;
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_name(struct names *names, const char *name)
{
	if (!strcmp(name, ".") || !strcmp(name, ".."))
		return;
	names->all = memory_grow(names->all, names->count, sizeof(char *));
	names->all[names->count] = strdup(name);
	if (!names->all[names->count++])
		die("out of memory for a name");
}

/* Returns false where not all could be read, and why in errno. */
static bool read_names(struct names *names, DIR *directory)
{
	struct dirent *entry;

	do {
		errno = 0;
		entry = readdir(directory);
		if (entry)
			add_name(names, entry->d_name);
	} while (entry);
	return !errno;
}

static void free_names(struct names *names)
{
	while (names->count)
		free(names->all[--names->count]);
	free(names->all);
}

static void tell_extra(struct comparison *comparison, struct where *where,
		       const char *name)
{
	struct stat found;

	where->name = text_of(name);
	if (fstatat(where->fd, name, &found, AT_SYMLINK_NOFOLLOW))
		found.st_mode = 0;
	differs(comparison, where, "extra", "expected nothing, found %s",
		kind_of(found.st_mode));
}

static void tell_missing(struct comparison *comparison, struct where *where,
			 const struct entry *entry)
{
	where->name = entry->name;
	differs(comparison, where, "missing", "expected %s, found nothing",
		kind_of(type_of(entry)));
}

/* Both are sorted: what only one of them has is seen in passing. */
static void merge(struct comparison *comparison, struct where *where,
		  const struct names *names, u32 dir)
{
	struct entries entries = entries_of(comparison->ksa, dir);
	struct entry entry;
	size_t next = 0;
	int order;

	while (entry_next(&entries, &entry)) {
		for (order = 1; next < names->count; next++) {
			order = text_compare(text_of(names->all[next]),
					     entry.name);
			if (order >= 0)
				break;
			tell_extra(comparison, where, names->all[next]);
			order = 1;
		}
		if (order) {
			tell_missing(comparison, where, &entry);
			continue;
		}
		where->name = entry.name;
		compare_entry(comparison, where, &entry, names->all[next++]);
	}
	for (; next < names->count; next++)
		tell_extra(comparison, where, names->all[next]);
}

/* Takes the descriptor. An image is not deeper than KSA_DEPTH_MAX. */
static void compare_directory(struct comparison *comparison,
			      const struct where *where, u32 dir)
{
	struct where within = *where;
	struct names names = { 0 };
	DIR *directory = fdopendir(where->fd);

	if (!directory)
		die("out of memory for a directory");
	if (!read_names(&names, directory))
		differs(comparison, where, "unreadable",
			"cannot be listed: %s", strerror(errno));
	if (names.count)
		qsort(names.all, names.count, sizeof(char *), compare_names);
	merge(comparison, &within, &names, dir);
	free_names(&names);
	closedir(directory);
}

/**
 * surface_compare() - hold a published tree against its image
 * @surface: where it is published
 * @ksa: the image
 * @root: the tree's root, a directory that is open; taken
 *
 * Says of every difference what it is.
 *
 * Return: how many there are.
 */
size_t surface_compare(const struct surface *surface, const struct ksa *ksa,
		       int root)
{
	struct comparison comparison = { .surface = surface, .ksa = ksa };
	struct where where = { .fd = root };
	struct stat found;

	comparison.chunk = memory_resize(NULL, CHUNK, 1);
	clock_gettime(CLOCK_MONOTONIC, &comparison.began);
	if (fstat(root, &found))
		differs(&comparison, &where, "unreadable", "cannot be read: %s",
			strerror(errno));
	else
		compare_mode(&comparison, &where, found.st_mode,
			     surface->directory_mode);
	compare_directory(&comparison, &where, 0);
	forget_progress();
	free(comparison.chunk);
	return comparison.differences;
}
