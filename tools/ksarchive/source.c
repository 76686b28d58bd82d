// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where the bytes of an image come from.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fail.h"
#include "source.h"

#define KERNEL_IMAGE "/sys/kernel/ksarchive/image"

/**
 * source_open() - get at the bytes of an image
 * @source: to be filled
 * @path: a file's path, "-", or NULL for the running kernel's
 */
void source_open(struct source *source, const char *path)
{
	struct stat stat;
	void *map;
	int fd;

	source->kind = path ? SOURCE_FILE : SOURCE_KERNEL;
	source->name = path ? path : KERNEL_IMAGE;
	fd = open(source->name, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &stat))
		fail(FAIL_UNREADABLE, "%s: cannot be read: %s", source->name,
		     strerror(errno));
	source->size = (size_t)stat.st_size;
	map = mmap(NULL, source->size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map == MAP_FAILED)
		fail(FAIL_UNREADABLE, "%s: cannot be mapped: %s", source->name,
		     strerror(errno));
	close(fd);
	source->bytes = map;
}

/**
 * source_close() - give the bytes up
 * @source: the source
 */
void source_close(struct source *source)
{
	munmap((void *)source->bytes, source->size);
}
