/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a text's links lead to, numbered for its end.
 */
#ifndef KSARCHIVE_NOTES_H
#define KSARCHIVE_NOTES_H

#include <jansson.h>

#include "archive.h"
#include "memory.h"
#include "wrap.h"

struct note;

/**
 * struct notes - the links of a text
 * @archive: where the text stands
 * @dir: directory of its article
 * @numbers: number of each note, by what it says
 * @all: the notes
 * @count: how many
 * @arena: owns what they say
 */
struct notes {
	const struct archive *archive;
	u32 dir;
	json_t *numbers;
	struct note *all;
	size_t count;
	struct arena arena;
};

void notes_begin(struct notes *notes, const struct archive *archive, u32 dir);
size_t notes_add(struct notes *notes, struct text destination,
		 struct text title);
bool notes_tell(const struct notes *notes, struct text address);
void notes_print(const struct notes *notes, struct wrap *wrap);
void notes_end(struct notes *notes);

#endif /* KSARCHIVE_NOTES_H */
