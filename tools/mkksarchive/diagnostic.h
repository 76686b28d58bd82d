/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is wrong, and where. Threads report as they find; the program says all
 * of it at its end, sorted, so that the output does not depend on the threads.
 */
#ifndef MKKSARCHIVE_DIAGNOSTIC_H
#define MKKSARCHIVE_DIAGNOSTIC_H

#include <stdbool.h>
#include <stddef.h>

#include "die.h"

struct input;

/* The exit statuses. */
enum {
	EXIT_DONE = 0,
	EXIT_PAGES = 1,
	EXIT_USAGE = 2,
	EXIT_FILES = 3,
};

/* An offset that stands for the file or folder as a whole. */
#define WHOLE (~(size_t)0)

/**
 * struct place - where something stands
 * @input: the file or folder; lives until diagnostic_print()
 * @offset: of its byte, from 0, or WHOLE
 */
struct place {
	const struct input *input;
	size_t offset;
};

/**
 * enum severity - what a diagnostic means for the outcome
 * @WARNING: nothing
 * @ERROR: the pages are wrong: EXIT_PAGES
 * @FAILURE: a file cannot be read or written: EXIT_FILES
 */
enum severity {
	WARNING,
	ERROR,
	FAILURE,
};

__attribute__((format(printf, 3, 4)))
void diagnose(enum severity severity, struct place place, const char *format,
	      ...);

#define error_at(...) diagnose(ERROR, __VA_ARGS__)

/* Enough for the text of any place: a path, and two numbers. */
#define PLACE_LEN (4096 + 48)

bool diagnostic_errors(void);
size_t diagnostic_own_errors(void);
void diagnostic_drop_warnings(bool drop);
int diagnostic_print(bool always_close);
int place_compare(struct place a, struct place b);
const char *place_text(struct place place, char *buf, size_t size);

#endif /* MKKSARCHIVE_DIAGNOSTIC_H */
