// SPDX-License-Identifier: GPL-2.0-only
/*
 * Long lines of Markdown, broken at blanks: pages made from HTML have a
 * paragraph a line, and an archive is read through cat(1). To CommonMark such a
 * break is a blank, unless what follows it would begin something else than a
 * paragraph's next line.
 */
#include "utf8.h"
#include "wrap.h"

#define WIDTH 80

/* What stands before a line's text: quotes' marks, bullets, numbers, blanks. */
static size_t prefix_len(struct text line)
{
	size_t len = 0, digits;

	for (;;) {
		while (len < line.len && byte_is_of(" >", line.at[len]))
			len++;
		digits = len;
		while (digits < line.len && digits < len + 9 &&
		       byte_is_of("0123456789", line.at[digits]))
			digits++;
		if (digits + 1 < line.len && line.at[digits + 1] == ' ' &&
		    byte_is_of(digits > len ? ".)" : "-*+", line.at[digits]))
			len = digits + 2;
		else
			return len;
	}
}

static void add_prefix(struct buffer *out, struct text prefix)
{
	for (size_t i = 0; i < prefix.len; i++)
		buffer_add_byte(out, prefix.at[i] == '>' ? '>' : ' ');
}

static size_t word_len(struct text text)
{
	const char *blank = text.len ? memchr(text.at, ' ', text.len) : NULL;

	return blank ? (size_t)(blank - text.at) : text.len;
}

/* What may be the mark of a list's item: 1. or 2) */
static bool is_number(struct text word)
{
	size_t digits = 0;

	while (digits < word.len && byte_is_of("0123456789", word.at[digits]))
		digits++;
	return digits && digits + 1 == word.len &&
	       byte_is_of(".)", word.at[digits]);
}

/*
 * Whether a line may begin with a word: not with what begins or ends a block,
 * nor with what might be part of a table.
 */
static bool may_begin(struct text word)
{
	size_t marks = 0;

	while (marks < word.len && byte_is_of("-*+_=~`:|", word.at[marks]))
		marks++;
	return word.len && marks < word.len && !byte_is_of("#><|", *word.at) &&
	       !text_begins(word, TEXT("```")) &&
	       !text_begins(word, TEXT("~~~")) && !is_number(word) &&
	       !(*word.at == '[' && memmem(word.at, word.len, "]:", 2));
}

/* Whether the blank at @i is one by itself that a line may end at. */
static bool may_break(struct text text, size_t i)
{
	struct text rest = text_skip(text, i + 1);

	return i && !byte_is_of(" \\", text.at[i - 1]) &&
	       may_begin((struct text){ rest.at, word_len(rest) });
}

/*
 * The end of the line that begins @text, where @room columns are left: the last
 * blank that it may be broken at, or else the first. More than one blank in a
 * row may be code, and stays.
 */
static size_t break_at(struct text text, size_t room)
{
	size_t found = text.len, width = 0, i = 0, len;

	for (;;) {
		len = word_len(text_skip(text, i));
		width += utf8_width((struct text){ text.at + i, len });
		if (width > room && found < text.len)
			return found;
		i += len;
		if (i == text.len)
			return i;
		if (may_break(text, i))
			found = i;
		i++;
		width++;
	}
}

/*
 * What may be a row of a table, has columns that a tab makes, or a destination
 * that may have blanks, but no newlines.
 */
static bool must_stay(struct text line)
{
	return text_has(line, '|') || text_has(line, '\t') ||
	       memmem(line.at, line.len, "](<", 3);
}

/**
 * wrap_line() - break a line of a paragraph where it is too long
 * @line: the line, without newline
 * @out: receives the lines at its end, each with its newline
 */
void wrap_line(struct text line, struct buffer *out)
{
	struct text prefix = { line.at, prefix_len(line) };
	size_t len, room;

	if (line.len <= WIDTH || prefix.len > WIDTH / 2 || must_stay(line) ||
	    text_begins(text_skip(line, prefix.len), TEXT("```"))) {
		buffer_add(out, line);
		buffer_add_byte(out, '\n');
		return;
	}
	room = WIDTH - prefix.len;
	line = text_skip(line, prefix.len);
	buffer_add(out, prefix);
	for (;;) {
		len = break_at(line, room);
		buffer_add(out, (struct text){ line.at, len });
		buffer_add_byte(out, '\n');
		if (len == line.len)
			return;
		line = text_skip(line, len + 1);
		add_prefix(out, prefix);
	}
}
