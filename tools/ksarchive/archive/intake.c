// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bytes of unknown number, taken in up to a limit.
 */
#include <errno.h>
#include <unistd.h>

#include "fail.h"
#include "intake.h"

#define FIRST_ROOM ((size_t)64 << 10)

/**
 * intake_make_room() - have room for at least one more byte
 * @buffer: what has come so far
 * @name: where from, for the message
 *
 * Ends the program where more comes than any image or module has.
 */
void intake_make_room(struct buffer *buffer, const char *name)
{
	if (buffer->len > INTAKE_MAX)
		fail(FAIL_NO_IMAGE,
		     "%s: expected an image or a module, found more than %zu MiB",
		     name, INTAKE_MAX >> 20);
	if (buffer->len < buffer->room)
		return;
	buffer->room = buffer->room ? 2 * buffer->room : FIRST_ROOM;
	if (buffer->room > INTAKE_MAX)
		buffer->room = INTAKE_MAX + 1;
	buffer->at = memory_resize(buffer->at, buffer->room, 1);
}

/**
 * intake_read() - read a file to its end
 * @fd: the file
 * @name: its name, for messages
 *
 * Return: the bytes, for the caller to free(). Ends the program on errors.
 */
struct text intake_read(int fd, const char *name)
{
	struct buffer buffer = { 0 };
	ssize_t bytes;

	do {
		intake_make_room(&buffer, name);
		bytes = read(fd, buffer.at + buffer.len,
			     buffer.room - buffer.len);
		if (bytes > 0)
			buffer.len += (size_t)bytes;
	} while (bytes > 0 || (bytes < 0 && errno == EINTR));
	if (bytes < 0)
		fail(FAIL_UNREADABLE, "%s: cannot be read: %s", name,
		     strerror(errno));
	return buffer_text(&buffer);
}
