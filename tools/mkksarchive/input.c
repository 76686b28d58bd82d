// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading a file of the archive's source.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "image.h"
#include "input.h"

/**
 * input_join() - the path of a file in a folder
 * @arena: owns the path
 * @folder: may end in a slash, or be empty
 * @name: the file's name
 *
 * Return: the path.
 */
const char *input_join(struct arena *arena, const char *folder,
		       const char *name)
{
	struct buffer path = { 0 };
	const char *joined;

	buffer_add_string(&path, folder);
	if (path.len && path.at[path.len - 1] != '/')
		buffer_add_byte(&path, '/');
	buffer_add_string(&path, name);
	joined = arena_string(arena, buffer_text(&path));
	buffer_free(&path);
	return joined;
}

static bool input_fails(const struct input *input)
{
	diagnose(FAILURE, at(input, WHOLE), "cannot be read: %s",
		 strerror(errno));
	return false;
}

/* @bytes has room for one more than @size, which shows that the file grew. */
static bool input_fill(struct input *input, int fd, char *bytes, size_t size)
{
	ssize_t got;

	while (input->len <= size) {
		got = read(fd, bytes + input->len, size + 1 - input->len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return input_fails(input);
		if (!got)
			break;
		input->len += (size_t)got;
	}
	if (input->len != size) {
		diagnose(FAILURE, at(input, WHOLE),
			 "changed while it was read: expected %zu bytes", size);
		return false;
	}
	bytes[size] = '\0';
	input->bytes = bytes;
	return true;
}

static bool input_read_open(struct input *input, struct arena *arena, int fd)
{
	struct stat stat;

	if (fstat(fd, &stat))
		return input_fails(input);
	if (!S_ISREG(stat.st_mode)) {
		error_at(at(input, WHOLE), "no regular file: expected one");
		return false;
	}
	if (stat.st_size > KSA_SIZE_MAX) {
		error_at(at(input, WHOLE),
			 "the file has %lld bytes; an image holds at most %u",
			 (long long)stat.st_size, KSA_SIZE_MAX);
		return false;
	}
	return input_fill(input, fd,
			  arena_bytes(arena, (size_t)stat.st_size + 1),
			  (size_t)stat.st_size);
}

/**
 * input_read() - read a file whole
 * @input: @input->path is the file; the rest is filled
 * @arena: owns the bytes
 *
 * Return: whether it could be read; if not, that has been reported.
 */
bool input_read(struct input *input, struct arena *arena)
{
	/* A pipe would otherwise be waited for. */
	int fd = open(input->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool ok;

	if (fd < 0)
		return input_fails(input);
	ok = input_read_open(input, arena, fd);
	close(fd);
	return ok;
}
