/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The files that a page's keys become.
 */
#ifndef MKKSARCHIVE_FIELD_H
#define MKKSARCHIVE_FIELD_H

#include "worker.h"
#include "yaml.h"

/**
 * struct field - a file made from a key
 * @name: its name
 * @data: its contents, ending in a newline
 * @offset: of the key in the page's file
 * @next: NULL after the last
 */
struct field {
	const char *name;
	struct text data;
	size_t offset;
	struct field *next;
};

/**
 * struct reserved - a name that no key may take
 * @name: the name
 * @use: what it is kept for
 */
struct reserved {
	const char *name;
	const char *use;
};

struct field *fields_make(const struct input *input,
			  const struct member *members,
			  const struct reserved *reserved,
			  struct worker *worker);
const struct field *field_find(const struct field *fields, const char *name);
bool field_single_line(struct text text, const char *what,
		       struct place place);

#endif /* MKKSARCHIVE_FIELD_H */
