// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words set in lines.
 *
 * A line is written as soon as the next word does not fit, so that memory is
 * needed for one word and for the indentation, which never takes more than half
 * the width: a text may be nested as deep as it likes.
 *
 * A style ends where its line does. Pagers show lines by themselves, and what
 * stands before the words has a style of its own.
 */
#include <stdlib.h>

#include "character.h"
#include "wrap.h"

#define TAB_COLUMNS 8
#define ZERO_WIDTH_JOINER 0x200d

struct wrap_level {
	size_t next_len;
	size_t later_len;
};

struct wrap_span {
	size_t from;
	unsigned int styles;
};

/**
 * wrap_begin() - begin to set lines
 * @wrap: to be filled
 */
void wrap_begin(struct wrap *wrap)
{
	unsigned int width = terminal_width();

	*wrap = (struct wrap){
		.width = width < WRAP_WIDTH_MAX ? width : WRAP_WIDTH_MAX,
		.blank = true,
	};
}

/**
 * wrap_hang() - go on in a line that somebody else has begun
 * @wrap: the lines, nothing of which has been written
 * @column: how far it has come; later lines begin there
 */
void wrap_hang(struct wrap *wrap, size_t column)
{
	for (size_t i = 0; i < column; i++)
		buffer_add_byte(&wrap->later, ' ');
	buffer_add(&wrap->next, buffer_text(&wrap->later));
	wrap->open = true;
	wrap->column = column;
	wrap->margin = column;
}

/**
 * wrap_end() - end all lines
 * @wrap: its memory is given up
 */
void wrap_end(struct wrap *wrap)
{
	wrap_end_line(wrap);
	buffer_free(&wrap->next);
	buffer_free(&wrap->later);
	buffer_free(&wrap->word);
	free(wrap->levels);
	free(wrap->spans);
}

static void put_styles(struct wrap *wrap, unsigned int styles)
{
	if (wrap->shown == styles)
		return;
	if (wrap->shown)
		fputs(terminal_style(STYLE_PLAIN), stdout);
	for (unsigned int i = 0; styles >> i; i++)
		if (styles & STYLE_BIT(i))
			fputs(terminal_style((enum style)i), stdout);
	wrap->shown = styles;
}

static void put_spaces(size_t count)
{
	while (count--)
		putchar(' ');
}

static void put_margin(struct wrap *wrap, struct text margin)
{
	if (wrap->margin_style != STYLE_PLAIN && text_trim(margin, " ").len)
		put_styles(wrap, STYLE_BIT(wrap->margin_style));
	put_harmless(margin, stdout);
	put_styles(wrap, 0);
}

static void begin_line(struct wrap *wrap)
{
	put_margin(wrap, buffer_text(&wrap->next));
	wrap->margin = terminal_columns(buffer_text(&wrap->next));
	wrap->column = wrap->margin;
	wrap->open = true;
	wrap->blank = false;
	if (!wrap->marked)
		return;
	wrap->next.len = 0;
	buffer_add(&wrap->next, buffer_text(&wrap->later));
	wrap->marked = false;
}

static void finish_line(struct wrap *wrap)
{
	if (wrap->column - wrap->margin > wrap->widest)
		wrap->widest = wrap->column - wrap->margin;
	put_styles(wrap, 0);
	putchar('\n');
	wrap->open = false;
}

static void put_word(struct wrap *wrap)
{
	struct text rest = buffer_text(&wrap->word), part;
	size_t end;

	for (size_t i = 0; i < wrap->span_count; i++) {
		end = i + 1 < wrap->span_count ? wrap->spans[i + 1].from
					       : wrap->word.len;
		part = (struct text){ rest.at + wrap->spans[i].from,
				      end - wrap->spans[i].from };
		put_styles(wrap, wrap->spans[i].styles);
		put_harmless(part, stdout);
	}
	wrap->column += wrap->word_columns;
	wrap->word.len = 0;
	wrap->span_count = 0;
	wrap->word_columns = 0;
}

/* A gap belongs to no style that does not go on behind it. */
static void put_gap(struct wrap *wrap)
{
	if (wrap->spans[0].styles != wrap->shown)
		put_styles(wrap, 0);
	put_spaces(wrap->gap);
	wrap->column += wrap->gap;
}

/* A line may end behind the word. */
static void end_word(struct wrap *wrap)
{
	if (!wrap->word.len)
		return;
	if (wrap->open && wrap->column > wrap->margin &&
	    wrap->column + wrap->gap + wrap->word_columns > wrap->width)
		finish_line(wrap);
	if (wrap->open)
		put_gap(wrap);
	else
		begin_line(wrap);
	put_word(wrap);
	wrap->gap = 0;
}

static bool is_hangul(utf8proc_int32_t point)
{
	return (point >= 0x1100 && point <= 0x11ff) ||
	       (point >= 0xac00 && point <= 0xd7a3);
}

/* Scripts without spaces between words have none for the end of a line. */
static bool is_end_of_line_between(const struct wrap *wrap,
				   utf8proc_int32_t point, bool wide)
{
	return wrap->soft && wrap->last_wide && wide &&
	       !is_hangul(wrap->last) && !is_hangul(point);
}

static bool opens(utf8proc_int32_t point)
{
	utf8proc_category_t category = utf8proc_category(point);

	return category == UTF8PROC_CATEGORY_PS ||
	       category == UTF8PROC_CATEGORY_PI;
}

/* What must stay with the character before it. */
static bool clings(utf8proc_int32_t point)
{
	switch (utf8proc_category(point)) {
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_SK:
		return true;
	default:
		return false;
	}
}

/* Wide characters are words of their own, more or less. */
static bool may_break(const struct wrap *wrap, utf8proc_int32_t point,
		      size_t columns)
{
	return wrap->last && columns && (wrap->last_wide || columns > 1) &&
	       wrap->last != ZERO_WIDTH_JOINER && !opens(wrap->last) &&
	       !clings(point);
}

static void add_bytes(struct wrap *wrap, struct text bytes)
{
	size_t count = wrap->span_count;

	if (!count || wrap->spans[count - 1].styles != wrap->styles) {
		wrap->spans = memory_grow(wrap->spans, count,
					  sizeof(*wrap->spans));
		wrap->spans[wrap->span_count++] = (struct wrap_span){
			wrap->word.len, wrap->styles };
	}
	buffer_add(&wrap->word, bytes);
}

static void add_character(struct wrap *wrap, struct text bytes,
			  utf8proc_int32_t point)
{
	size_t columns = terminal_columns(bytes);

	if (!wrap->word.len && is_end_of_line_between(wrap, point, columns > 1))
		wrap->gap = 0;
	if (may_break(wrap, point, columns))
		end_word(wrap);
	add_bytes(wrap, bytes);
	wrap->word_columns += columns;
	wrap->soft = false;
	if (columns)
		wrap->last_wide = columns > 1;
	if (columns || point == ZERO_WIDTH_JOINER)
		wrap->last = point;
}

/* Returns how many bytes were added: those of a character, or a bad byte. */
static size_t add_first(struct wrap *wrap, struct text text)
{
	utf8proc_int32_t point;
	size_t len = character_first(text, &point);

	add_character(wrap, (struct text){ text.at, len },
		      point < 0 ? 0xfffd : point);
	return len;
}

static size_t letters(struct text text)
{
	size_t len = 0;

	while (len < text.len && text.at[len] > ' ' && text.at[len] <= '~')
		len++;
	return len;
}

/* As much as there is of plain ASCII at once. */
static size_t add_run(struct wrap *wrap, struct text text)
{
	size_t len = letters(text_skip(text, 1)), first = add_first(wrap, text);

	if (first > 1 || !len)
		return first;
	add_bytes(wrap, (struct text){ text.at + 1, len });
	wrap->word_columns += len;
	wrap->last = text.at[len];
	wrap->last_wide = false;
	return len + 1;
}

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n';
}

static void add_words(struct wrap *wrap, struct text text, bool keep_spaces)
{
	size_t len;

	for (; text.len; text = text_skip(text, len)) {
		len = 1;
		if (!is_space(*text.at)) {
			len = add_run(wrap, text);
			continue;
		}
		end_word(wrap);
		wrap->gap = keep_spaces ? wrap->gap + 1 : 1;
		wrap->soft = false;
		wrap->last = 0;
	}
}

/**
 * wrap_text() - add words
 * @wrap: the lines
 * @text: spaces, however many, part its words; where it does not begin with
 *	one, its first word goes on with the one before
 */
void wrap_text(struct wrap *wrap, struct text text)
{
	add_words(wrap, text, false);
}

/**
 * wrap_code() - add words whose spaces count
 * @wrap: the lines
 * @text: as for wrap_text()
 */
void wrap_code(struct wrap *wrap, struct text text)
{
	add_words(wrap, text, true);
}

/**
 * wrap_glue() - add to the word before
 * @wrap: the lines
 * @text: no line ends before it, or in it
 */
void wrap_glue(struct wrap *wrap, struct text text)
{
	if (!text.len)
		return;
	add_bytes(wrap, text);
	wrap->word_columns += terminal_columns(text);
	wrap->last = 0;
}

/**
 * wrap_soft_break() - a line of the source ends
 * @wrap: the lines
 */
void wrap_soft_break(struct wrap *wrap)
{
	utf8proc_int32_t last = wrap->last;

	wrap_text(wrap, TEXT(" "));
	wrap->last = last;
	wrap->soft = true;
}

/**
 * wrap_end_line() - end the line, if one has been begun
 * @wrap: the lines
 */
void wrap_end_line(struct wrap *wrap)
{
	end_word(wrap);
	wrap->gap = 0;
	wrap->soft = false;
	wrap->last = 0;
	if (wrap->open)
		finish_line(wrap);
}

/* What stands before the words of a line that has none. */
static void put_bare_margin(struct wrap *wrap)
{
	put_margin(wrap, text_trim_end(buffer_text(&wrap->next), " "));
	putchar('\n');
}

/* Tabs lead to where they would without a margin. */
static void put_tabbed(struct wrap *wrap, struct text line)
{
	size_t column = 0, spaces;
	const char *tab;
	struct text part;

	while (line.len) {
		tab = memchr(line.at, '\t', line.len);
		part = tab ? text_between(line.at, tab) : line;
		put_harmless(part, stdout);
		column += terminal_columns(part);
		spaces = tab ? TAB_COLUMNS - column % TAB_COLUMNS : 0;
		put_spaces(spaces);
		column += spaces;
		line = text_skip(line, part.len + !!tab);
	}
	wrap->column += column;
}

/**
 * wrap_line() - write a line that is not wrapped
 * @wrap: the lines
 * @line: the line
 */
void wrap_line(struct wrap *wrap, struct text line)
{
	wrap_end_line(wrap);
	if (!line.len && !wrap->marked) {
		put_bare_margin(wrap);
		return;
	}
	begin_line(wrap);
	put_styles(wrap, wrap->styles);
	put_tabbed(wrap, line);
	finish_line(wrap);
}

/**
 * wrap_underline() - underline what has been written since @widest was set to 0
 * @wrap: the lines
 * @sign: what the line is made of
 */
void wrap_underline(struct wrap *wrap, char sign)
{
	char line[WRAP_WIDTH_MAX];
	size_t len = wrap->widest < wrap->width ? wrap->widest : wrap->width;

	memset(line, sign, len);
	if (len)
		wrap_line(wrap, (struct text){ line, len });
}

/**
 * wrap_blank() - leave a line blank
 * @wrap: the lines; not at their beginning, and never two
 */
void wrap_blank(struct wrap *wrap)
{
	wrap_end_line(wrap);
	if (wrap->blank || wrap->marked)
		return;
	put_bare_margin(wrap);
	wrap->blank = true;
}

/**
 * wrap_indent() - put something before the words of lines
 * @wrap: the lines
 * @next: for the next one
 * @later: for those after it; of ASCII
 */
void wrap_indent(struct wrap *wrap, struct text next, struct text later)
{
	bool fits = wrap->later.len + later.len <= wrap->width / 2;
	bool marks = !text_equal(next, later);

	wrap->levels = memory_grow(wrap->levels, wrap->level_count,
				   sizeof(*wrap->levels));
	wrap->levels[wrap->level_count++] = (struct wrap_level){
		wrap->next.len, wrap->later.len };
	if (marks || fits)
		buffer_add(&wrap->next, next);
	if (fits)
		buffer_add(&wrap->later, later);
	wrap->marked |= marks;
}

/* What marks an item is shown, even if there is nothing in it. */
static void put_mark(struct wrap *wrap)
{
	struct text mark = text_trim_end(buffer_text(&wrap->next), " ");

	wrap->next.len = mark.len;
	begin_line(wrap);
	finish_line(wrap);
}

/**
 * wrap_outdent() - undo the last wrap_indent() that is not undone
 * @wrap: the lines
 */
void wrap_outdent(struct wrap *wrap)
{
	struct wrap_level level = wrap->levels[--wrap->level_count];

	wrap_end_line(wrap);
	if (wrap->marked && wrap->next.len > level.next_len)
		put_mark(wrap);
	wrap->later.len = level.later_len;
	wrap->next.len = wrap->marked ? level.next_len : level.later_len;
}
