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
	size_t len = 0;

	while (len < text.len && text.at[len] != ' ')
		len++;
	return len;
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

/*
 * The end of the line that begins @rest, where @room columns are left: the last
 * blank that it may be broken at, or else the first. More than one blank in a
 * row may be code, and stays.
 */
static size_t break_at(struct text rest, size_t room)
{
	size_t found = rest.len, i = 0, len;

	while (i < rest.len) {
		len = word_len(text_skip(rest, i));
		if (found < rest.len &&
		    utf8_width((struct text){ rest.at, i + len }) > room)
			return found;
		i += len;
		if (i + 1 >= rest.len)
			break;
		i++;
		len = word_len(text_skip(rest, i));
		if (i > 1 && len && rest.at[i - 2] != ' ' &&
		    rest.at[i - 2] != '\\' &&
		    may_begin((struct text){ rest.at + i, len }))
			found = i - 1;
	}
	return utf8_width(rest) > room ? found : rest.len;
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

	if (line.len <= WIDTH || text_has(line, '|') || text_has(line, '\t') ||
	    prefix.len > WIDTH / 2) {
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
