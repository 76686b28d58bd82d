/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which bytes a page may hold: UTF-8 without the characters that do something
 * to the terminal it is read on.
 */
#ifndef MKKSARCHIVE_UTF8_H
#define MKKSARCHIVE_UTF8_H

#include "diagnostic.h"
#include "text.h"

bool utf8_check(const struct input *input, struct text part);
bool utf8_check_value(struct text value, struct place place);
size_t utf8_width(struct text line);

#endif /* MKKSARCHIVE_UTF8_H */
