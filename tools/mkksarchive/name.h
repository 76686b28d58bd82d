/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The names that an image may hold; ksa(5) has their grammar.
 */
#ifndef MKKSARCHIVE_NAME_H
#define MKKSARCHIVE_NAME_H

#include "diagnostic.h"
#include "text.h"

/* What a message says was expected. */
#define NAME_GRAMMAR \
	"expected at most 63 letters, digits, dots, underscores and hyphens " \
	"of ASCII, the first a letter or a digit"

bool name_valid(struct text name);
bool name_check(struct text name, const char *what, struct place place);

#endif /* MKKSARCHIVE_NAME_H */
