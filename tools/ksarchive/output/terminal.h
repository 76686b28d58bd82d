/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Standard output as a person has it: perhaps a terminal of some width, with or
 * without colour, perhaps through a pager.
 */
#ifndef KSARCHIVE_TERMINAL_H
#define KSARCHIVE_TERMINAL_H

#include <stdbool.h>
#include <utf8proc.h>
#include <stdio.h>

#include "text.h"

enum colour {
	COLOUR_AUTO,
	COLOUR_ALWAYS,
	COLOUR_NEVER,
};

/* What a piece of text is; terminal.c says how that looks. */
enum style {
	STYLE_PLAIN,
	STYLE_TITLE,
	STYLE_HEADING,
	STYLE_LABEL,
	STYLE_PATH,
	STYLE_MATCH,
	STYLE_NUMBER,
	STYLE_SEPARATOR,
	STYLE_EMPHASIS,
	STYLE_STRONG,
	STYLE_CODE,
	STYLE_LINK,
	STYLE_QUOTE,
	STYLE_FAINT,
	STYLE_GOOD,
	STYLE_BAD,
	STYLE_BAR,
	STYLE_COUNT,
};

void terminal_open(enum colour colour, bool paged, bool outlasts);
bool terminal_takes(void);
void terminal_check(void);
void terminal_close(void);
bool terminal_is(void);
unsigned int terminal_width(void);
bool terminal_draws(void);
const char *terminal_style(enum style style);
bool terminal_obeys(utf8proc_int32_t point);
size_t terminal_columns(struct text text);

void put(struct text text);
void put_error(struct text text);
void put_harmless(struct text text, FILE *stream);
void put_gathered(struct text text);
void put_together(void);
void put_styled(enum style style, struct text text);
void put_padded(enum style style, struct text text, size_t columns);

#endif /* KSARCHIVE_TERMINAL_H */
