// SPDX-License-Identifier: GPL-2.0-only
/*
 * A paragraph as it stands in the source. Paragraphs are asked for in their
 * order, so that the lines are gone through once.
 */
#include "paragraph.h"

/* What a quote or an item puts before the lines of what is in it. */
#define MARGIN " \t>"

/**
 * source_lines_begin() - begin to read a text's lines
 * @lines: to be filled
 * @text: the text
 */
void source_lines_begin(struct source_lines *lines, struct text text)
{
	*lines = (struct source_lines){ .rest = text, .number = 1 };
}

/* Takes a line, which ends as cmark sees it: before \n, \r\n or \r. */
static bool take_line(struct text *rest, struct text *line)
{
	size_t len = 0;

	if (!rest->len)
		return false;
	while (len < rest->len && rest->at[len] != '\n' &&
	       rest->at[len] != '\r')
		len++;
	*line = (struct text){ rest->at, len };
	*rest = text_skip(*rest, len);
	if (rest->len > 1 && !memcmp(rest->at, "\r\n", 2))
		*rest = text_skip(*rest, 1);
	if (rest->len)
		*rest = text_skip(*rest, 1);
	return true;
}

static void skip_to(struct source_lines *lines, int number)
{
	struct text line;

	while (lines->number < number && take_line(&lines->rest, &line))
		lines->number++;
}

static struct text without_margin(struct text line)
{
	while (line.len && byte_is_of(MARGIN, *line.at))
		line = text_skip(line, 1);
	return line;
}

/* The row below a table's heads, which tells that it is one. */
static bool is_delimiter_row(struct text line)
{
	line = without_margin(line);
	if (!text_has(line, '|') || !text_has(line, '-'))
		return false;
	while (line.len && byte_is_of("|-: \t", *line.at))
		line = text_skip(line, 1);
	return !line.len;
}

/**
 * paragraph_is_table() - whether a paragraph is what many take for a table
 * @lines: the text's lines
 * @paragraph: one behind those asked for before
 *
 * Return: whether; its rows are there for paragraph_next_row() then.
 */
bool paragraph_is_table(struct source_lines *lines, cmark_node *paragraph)
{
	int first = cmark_node_get_start_line(paragraph);
	int last = cmark_node_get_end_line(paragraph);
	struct text rest, line;
	bool found = false;

	skip_to(lines, first);
	lines->rows = 0;
	if (lines->number != first)
		return false;
	rest = lines->rest;
	for (int i = first; i <= last && take_line(&rest, &line); i++)
		found |= i > first && is_delimiter_row(line);
	if (found)
		lines->rows = last - first + 1;
	lines->indent = (size_t)cmark_node_get_start_column(paragraph) - 1;
	return found;
}

/**
 * paragraph_next_row() - take the next row of a table
 * @lines: the text's lines
 * @row: the row, as it stands
 *
 * Return: false where there was none.
 */
bool paragraph_next_row(struct source_lines *lines, struct text *row)
{
	if (!lines->rows || !take_line(&lines->rest, row))
		return false;
	lines->rows--;
	lines->number++;
	if (lines->indent <= row->len)
		*row = text_skip(*row, lines->indent);
	lines->indent = 0;
	*row = without_margin(*row);
	return true;
}
