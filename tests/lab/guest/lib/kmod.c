// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "kmod.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/**
 * kmod_load() - load a module
 * @path: of the .ko
 * @parameters: as modprobe.conf spells them, "" for none
 *
 * Return: 0, or an errno, positive.
 */
int kmod_load(const char *path, const char *parameters)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int err;

	if (fd < 0)
		return errno;
	err = syscall(SYS_finit_module, fd, parameters, 0) ? errno : 0;
	close(fd);
	return err;
}

/**
 * kmod_load_bytes() - load a module that is no file
 * @bytes: of the .ko
 * @size: of it
 * @parameters: as kmod_load() takes them
 *
 * Return: 0, or an errno, positive.
 */
int kmod_load_bytes(const void *bytes, size_t size, const char *parameters)
{
	return syscall(SYS_init_module, bytes, size, parameters) ? errno : 0;
}

/**
 * kmod_unload() - unload ksarchive, unless somebody holds a reference
 *
 * Return: 0, or an errno, positive; EWOULDBLOCK where it is referenced.
 */
int kmod_unload(void)
{
	return syscall(SYS_delete_module, "ksarchive", O_NONBLOCK) ? errno : 0;
}

/**
 * kmod_remains() - what is there although ksarchive is not loaded
 *
 * Return: a path, or NULL where nothing is left.
 */
const char *kmod_remains(void)
{
	static const char * const paths[] = {
		"/sys/kernel/ksarchive",
		"/proc/ksarchive",
		"/sys/module/ksarchive",
	};
	struct stat st;
	size_t i;

	for (i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		if (!lstat(paths[i], &st) || errno != ENOENT)
			return paths[i];
	return NULL;
}
