/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Words set in lines on standard output: wrapped to a width, indented, styled.
 */
#ifndef KSARCHIVE_WRAP_H
#define KSARCHIVE_WRAP_H

#include <utf8proc.h>

#include "memory.h"
#include "terminal.h"

/* Prose is not set wider than this, however wide a terminal is. */
#define WRAP_WIDTH_MAX 80

/* Styles can be combined: a set has a bit for each. */
#define STYLE_BIT(style) (1U << (style))

struct wrap_level;
struct wrap_span;

/**
 * struct wrap - lines being set; all private but for what is said
 * @width: columns that a line may take, unless one word needs more
 * @styles: set of the styles of what is added; the caller's to change
 * @margin_style: of what stands before the words; the caller's to change
 * @widest: columns of the widest line since the caller set this to 0, without
 *	what stands before its words
 * @next: what stands before the next line's words
 * @later: what stands before those of all lines after that
 * @marked: the two differ
 * @levels: lengths of both before each wrap_indent() that is not undone
 * @level_count: how many
 * @word: the word being put together
 * @spans: where in it a set of styles begins
 * @span_count: how many
 * @word_columns: how wide it is
 * @gap: columns between it and what stands before it in the line
 * @soft: the gap is the end of a line in the source
 * @last: the character before, 0 behind a space
 * @last_wide: whether that takes two columns
 * @open: a line has been begun
 * @column: its columns so far
 * @margin: those of them that stand before the words
 * @shown: set of styles that is switched on
 * @blank: the line before is blank, or there is none
 */
struct wrap {
	unsigned int width;
	unsigned int styles;
	enum style margin_style;
	size_t widest;
	struct buffer next;
	struct buffer later;
	bool marked;
	struct wrap_level *levels;
	size_t level_count;
	struct buffer word;
	struct wrap_span *spans;
	size_t span_count;
	size_t word_columns;
	size_t gap;
	bool soft;
	utf8proc_int32_t last;
	bool last_wide;
	bool open;
	size_t column;
	size_t margin;
	unsigned int shown;
	bool blank;
};

void wrap_begin(struct wrap *wrap);
void wrap_hang(struct wrap *wrap, size_t column);
void wrap_end(struct wrap *wrap);

void wrap_indent(struct wrap *wrap, struct text next, struct text later);
void wrap_outdent(struct wrap *wrap);

void wrap_text(struct wrap *wrap, struct text text);
void wrap_code(struct wrap *wrap, struct text text);
void wrap_glue(struct wrap *wrap, struct text text);
void wrap_soft_break(struct wrap *wrap);
void wrap_end_line(struct wrap *wrap);

void wrap_line(struct wrap *wrap, struct text line);
void wrap_underline(struct wrap *wrap, char sign);
void wrap_blank(struct wrap *wrap);

#endif /* KSARCHIVE_WRAP_H */
