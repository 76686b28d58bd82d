/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file of the archive's source, read whole, once. It is read and not mapped:
 * a file that an editor truncates during the build would be a SIGBUS, one that
 * changes would differ between check and copy, and a process may map 65,530
 * files only. It costs the same memory and no more time.
 */
#ifndef MKKSARCHIVE_INPUT_H
#define MKKSARCHIVE_INPUT_H

#include "diagnostic.h"
#include "memory.h"

/* A byte order mark, which may begin a file of UTF-8. */
#define BOM "\xef\xbb\xbf"

/**
 * struct input - a file or folder
 * @path: as messages and the dependency file name it
 * @bytes: the contents, followed by a NUL; NULL for a folder, and before
 *	input_read()
 * @len: of @bytes without that NUL
 */
struct input {
	const char *path;
	const char *bytes;
	size_t len;
};

const char *input_join(struct arena *arena, const char *folder,
		       const char *name);
bool input_read(struct input *input, struct arena *arena);

static inline struct place at(const struct input *input, size_t offset)
{
	return (struct place){ input, offset };
}

#endif /* MKKSARCHIVE_INPUT_H */
