/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The ends that a command can come to. ksarchive(1) has the same list.
 */
#ifndef KSARCHIVE_FAIL_H
#define KSARCHIVE_FAIL_H

#include <jansson.h>

#include "die.h"

/* The exit statuses. */
enum {
	EXIT_FOUND = 0,
	EXIT_NOTHING = 1,
	EXIT_USAGE = 2,
	EXIT_FILES = 3,
};

/**
 * enum failure - why a command could not do its work
 * @FAIL_USAGE: the command line is wrong
 * @FAIL_PATTERN: PCRE2 does not take the pattern
 * @FAIL_NOT_FOUND: nothing in the archive has that path, name or field
 * @FAIL_AMBIGUOUS: several things have that short form
 * @FAIL_NO_ARCHIVE: the running kernel publishes none
 * @FAIL_UNREADABLE: the file cannot be opened or read
 * @FAIL_NO_IMAGE: the file is read, and there is no image in it
 * @FAIL_BROKEN: the image is damaged
 * @FAIL_VANISHED: the image went away while it was read
 * @FAIL_UNKNOWN_FORM: the image's tree is none of an archive's
 * @FAIL_WRITE: a file or the output cannot be written
 * @FAIL_MEMORY: there is no memory
 */
enum failure {
	FAIL_USAGE,
	FAIL_PATTERN,
	FAIL_NOT_FOUND,
	FAIL_AMBIGUOUS,
	FAIL_NO_ARCHIVE,
	FAIL_UNREADABLE,
	FAIL_NO_IMAGE,
	FAIL_BROKEN,
	FAIL_VANISHED,
	FAIL_UNKNOWN_FORM,
	FAIL_WRITE,
	FAIL_MEMORY,
};

__attribute__((format(printf, 2, 3), noreturn))
void fail(enum failure failure, const char *format, ...);
void fail_detail(const char *key, json_t *value);

#endif /* KSARCHIVE_FAIL_H */
