// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where the bytes of an image come from: what is opened, and what is found in
 * it. Contents decide, not names: an image, a module around one, either of them
 * compressed.
 *
 * What can be mapped is, and then read where it lies; guard.c sees to its going
 * away. What begins like none of these is taken for a damaged image, so that
 * verify can say how it is damaged.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "fail.h"
#include "guard.h"
#include "image.h"
#include "intake.h"
#include "module-object.h"
#include "source.h"

#define KERNEL_IMAGE "/kernel/ksarchive/image"
#define PROC_IMAGE "/proc/ksarchive/image"

/* The largest page of any kernel that the module is built for: arm64's. */
#define PADDING_MAX 65535

/**
 * source_sysfs() - where sysfs is mounted
 *
 * Return: SYSFS_PATH of the environment, which libsysfs has introduced, or
 * /sys.
 */
const char *source_sysfs(void)
{
	const char *path = getenv("SYSFS_PATH");

	return path && *path ? path : "/sys";
}

static char *joined(const char *left, const char *right)
{
	char *whole;

	if (asprintf(&whole, "%s%s", left, right) < 0)
		die("out of memory for a name");
	return whole;
}

/* Why the running kernel has no file to open, as far as sysfs tells. */
__attribute__((noreturn))
static void fail_no_archive(const struct source *source)
{
	char *module = joined(source_sysfs(), "/module/ksarchive");

	if (!access(module, F_OK))
		fail(FAIL_NO_ARCHIVE,
		     "%s: not there, and " PROC_IMAGE " is not either, though the module is loaded; are both mounted?",
		     source->name);
	fail(FAIL_NO_ARCHIVE,
	     "%s: not there: the running kernel carries no archive; modprobe ksarchive loads one, --image FILE reads one from a file",
	     source->name);
}

__attribute__((noreturn))
static void fail_to_open(const struct source *source)
{
	struct stat stat_;
	int error = errno;

	if (source->kind == SOURCE_KERNEL && (error == ENOENT || error == ENOTDIR))
		fail_no_archive(source);
	if (error == ENXIO && !stat(source->name, &stat_) &&
	    S_ISSOCK(stat_.st_mode))
		fail(FAIL_UNREADABLE,
		     "%s: expected an image or a ksarchive.ko, found a socket",
		     source->name);
	fail(FAIL_UNREADABLE, "%s: cannot be read: %s", source->name,
	     strerror(error));
}

/* The module may have been told to publish under /proc only. */
static int open_kernel_image(struct source *source)
{
	int fd;

	source->kind = SOURCE_KERNEL;
	source->name = joined(source_sysfs(), KERNEL_IMAGE);
	fd = open(source->name, O_RDONLY | O_CLOEXEC);
	if (fd >= 0 || errno != ENOENT)
		return fd;
	fd = open(PROC_IMAGE, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		free(source->name);
		source->name = joined(PROC_IMAGE, "");
	}
	return fd;
}

static int open_named(struct source *source, const char *path)
{
	source->kind = SOURCE_FILE;
	source->name = joined(path, "");
	return open(path, O_RDONLY | O_CLOEXEC);
}

/* Returns a file that is open. */
static int open_file(struct source *source, const char *path)
{
	int fd;

	if (path && !strcmp(path, "-")) {
		source->kind = SOURCE_STREAM;
		source->name = joined("standard input", "");
		return STDIN_FILENO;
	}
	fd = path ? open_named(source, path) : open_kernel_image(source);
	if (fd < 0)
		fail_to_open(source);
	return fd;
}

/* In sysfs there is nothing of that name but what the module publishes. */
static bool is_published(const struct source *source, int fd)
{
	struct statfs statfs;

	return source->kind == SOURCE_KERNEL && !fstatfs(fd, &statfs) &&
	       statfs.f_type == SYSFS_MAGIC;
}

static bool map_file(struct source *source, int fd, const struct stat *stat)
{
	if (!S_ISREG(stat->st_mode) || stat->st_size <= 0 ||
	    lseek(fd, 0, SEEK_CUR))
		return false;
	source->map_size = (size_t)stat->st_size;
	source->map = mmap(NULL, source->map_size, PROT_READ, MAP_PRIVATE, fd,
			   0);
	if (source->map == MAP_FAILED) {
		source->map = NULL;
		return false;
	}
	source->fd = fd;
	source->seen = *stat;
	return true;
}

static void refuse_other_kinds(const struct source *source, int fd,
			       const struct stat *stat)
{
	if (S_ISDIR(stat->st_mode))
		fail(FAIL_UNREADABLE,
		     "%s: expected an image or a ksarchive.ko, found a directory",
		     source->name);
	if (isatty(fd))
		fail(FAIL_UNREADABLE,
		     "%s: expected an image or a ksarchive.ko, found a terminal",
		     source->name);
}

/*
 * Returns all bytes of the file: mapped, or read where that cannot be, which is
 * so for pipes and for all of /proc.
 */
static struct text take_in(struct source *source, int fd)
{
	struct stat stat;
	struct text bytes;

	if (fstat(fd, &stat))
		fail_to_open(source);
	refuse_other_kinds(source, fd, &stat);
	if (map_file(source, fd, &stat)) {
		source->checked = is_published(source, fd);
		guard_watch(source);
		return (struct text){ source->map, source->map_size };
	}
	if (!S_ISREG(stat.st_mode))
		source->kind = SOURCE_STREAM;
	bytes = intake_read(fd, source->name);
	source->memory = (void *)bytes.at;
	if (!bytes.len)
		fail(FAIL_NO_IMAGE,
		     "%s: expected an image or a ksarchive.ko, found nothing: it is empty",
		     source->name);
	return bytes;
}

/* What the bytes lay in before is given up. */
static void hold(struct source *source, void *memory)
{
	if (source->map)
		munmap(source->map, source->map_size);
	if (source->fd > STDIN_FILENO)
		close(source->fd);
	free(source->memory);
	source->map = NULL;
	source->fd = -1;
	source->checked = false;
	source->memory = memory;
}

static struct text unpack(struct source *source, struct text bytes)
{
	source->compression = compression_of(bytes);
	if (source->compression == COMPRESSION_NONE)
		return bytes;
	bytes = decompress(bytes, source->compression, source->name);
	hold(source, (void *)bytes.at);
	if (!bytes.len)
		fail(FAIL_NO_IMAGE,
		     "%s: expected an image or a ksarchive.ko, found nothing packed in it",
		     source->name);
	return bytes;
}

/* A linker may put the section anywhere. */
static struct text aligned(struct source *source, struct text bytes)
{
	void *memory;

	if ((uintptr_t)bytes.at % KSA_ALIGN == 0)
		return bytes;
	memory = memory_resize(NULL, bytes.len, 1);
	memcpy(memory, bytes.at, bytes.len);
	hold(source, memory);
	return (struct text){ memory, bytes.len };
}

/* A section is padded to a page; how long the image is says its header. */
static void split_padding(struct source *source, struct text section)
{
	const struct ksa_header *header = (const void *)section.at;
	size_t size = section.len;

	if (size >= sizeof(*header) && le32_to_cpu(header->size) < size)
		size = le32_to_cpu(header->size);
	source->bytes = section.at;
	source->size = size;
	source->padding = text_skip(section, size);
}

static void take_section(struct source *source, struct text bytes)
{
	struct module_object module;

	module_object_read(&module, bytes, source->name);
	source->module = true;
	if (module.version.at)
		source->module_version = strndup(module.version.at,
						 module.version.len);
	split_padding(source, aligned(source, module.section));
}

/**
 * source_open() - get at the bytes of an image
 * @source: to be filled; gone after source_close(), and stays where it is
 * @path: a file's path, "-" for standard input, or NULL for the running
 *	kernel's
 *
 * Ends the program where there are none.
 */
void source_open(struct source *source, const char *path)
{
	struct text bytes;
	int fd;

	*source = (struct source){ .fd = -1 };
	fd = open_file(source, path);
	bytes = take_in(source, fd);
	if (source->fd < 0 && fd != STDIN_FILENO)
		close(fd);
	bytes = unpack(source, bytes);
	if (module_object_is(bytes)) {
		take_section(source, bytes);
		return;
	}
	source->bytes = bytes.at;
	source->size = bytes.len;
}

/**
 * source_close() - give the bytes up
 * @source: the source
 */
void source_close(struct source *source)
{
	guard_watch(NULL);
	hold(source, NULL);
	free(source->module_version);
	free(source->name);
}

/**
 * source_has_changed() - whether somebody has written to the file since
 * @source: the source
 *
 * Context: may be called by a signal's handler.
 * Return: whether its bytes, where they lie in the file, may be others now.
 */
bool source_has_changed(const struct source *source)
{
	struct stat now;

	return source->kind != SOURCE_KERNEL && source->fd >= 0 &&
	       !fstat(source->fd, &now) &&
	       (now.st_size != source->seen.st_size ||
		now.st_mtim.tv_sec != source->seen.st_mtim.tv_sec ||
		now.st_mtim.tv_nsec != source->seen.st_mtim.tv_nsec);
}

/**
 * source_padding_fault() - check what follows the image in its module
 * @source: whose image's structure is right
 *
 * Return: how far into the padding the first byte is that should not be there:
 * it is not zero, or beyond a page; the padding's length where all are right.
 */
size_t source_padding_fault(const struct source *source)
{
	size_t at;

	for (at = 0; at < source->padding.len; at++)
		if (source->padding.at[at] || at == PADDING_MAX)
			break;
	return at;
}
