/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The characters that a text begins with, and which an archive may hold.
 */
#ifndef COMMON_CHARACTER_H
#define COMMON_CHARACTER_H

#include "text.h"

enum character_flaw {
	CHARACTER_FLAWLESS,
	CHARACTER_NOT_UTF8,
	CHARACTER_CONTROL,
	CHARACTER_BIDI_CONTROL,
};

size_t character_first(struct text text, int *point);
size_t character_examine(struct text text, enum character_flaw *flaw,
			 int *point);
bool characters_flawless(struct text text);

#endif /* COMMON_CHARACTER_H */
