// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of cells, kept until the widths are known. The texts stay where they
 * are, in the image.
 */
#include <stdio.h>
#include <stdlib.h>

#include "columns.h"
#include "memory.h"
#include "wrap.h"

#define GAP 2

/* A last column of fewer is no column. */
#define LEAST_LAST 16

/* Where its cells begin then, each on a line below its row. */
#define BELOW 4

static void put_tabbed(const struct columns *columns, const struct text *cells)
{
	for (unsigned int i = 0; i < columns->count; i++) {
		if (i)
			putchar('\t');
		put_styled(columns->styles[i], cells[i]);
	}
	putchar('\n');
}

/**
 * columns_row() - add a row
 * @columns: with its styles and its count set, and nothing else at first
 * @cells: as many texts as there are columns; they stay the caller's
 */
void columns_row(struct columns *columns, const struct text *cells)
{
	if (!terminal_is() && !columns->aligned) {
		put_tabbed(columns, cells);
		return;
	}
	columns->rows = memory_grow(columns->rows, columns->row_count,
				    sizeof(*columns->rows));
	memcpy(columns->rows[columns->row_count++], cells,
	       columns->count * sizeof(*cells));
}

static size_t widest(const struct columns *columns, unsigned int column)
{
	size_t width = 0, cell;

	for (size_t i = 0; i < columns->row_count; i++) {
		cell = terminal_columns(columns->rows[i][column]);
		if (cell > width)
			width = cell;
	}
	return width;
}

static enum style style_of(const struct columns *columns, size_t row,
			   unsigned int column)
{
	return columns->headed && !row ? STYLE_HEADING
				       : columns->styles[column];
}

/*
 * Where the last column begins; below the others, and indented, where one of
 * its cells does not fit beside them and too little is left to wrap it.
 */
static size_t place_last(const struct columns *columns, const size_t *widths)
{
	unsigned int last = columns->count - 1;
	size_t column = 0, width = terminal_width();

	for (unsigned int i = 0; i < last; i++)
		column += widths[i] ? widths[i] + GAP : 0;
	if (column + LEAST_LAST <= width ||
	    column + widest(columns, last) <= width)
		return column;
	return BELOW;
}

/* What is wider than the rest of the line goes on below its beginning. */
static void put_last(enum style style, struct text cell, size_t column)
{
	size_t width = terminal_width();
	struct wrap wrap;

	if (column + terminal_columns(cell) <= width) {
		put_styled(style, cell);
		putchar('\n');
		return;
	}
	wrap_begin(&wrap);
	wrap.width = (unsigned int)width;
	wrap.styles = style == STYLE_PLAIN ? 0 : STYLE_BIT(style);
	wrap_hang(&wrap, column);
	wrap_text(&wrap, cell);
	wrap_end(&wrap);
}

/* The last column stands at @place. */
static void put_row(const struct columns *columns, const size_t *widths,
		    size_t row, size_t place)
{
	const struct text *cells = columns->rows[row];
	unsigned int last = columns->count - 1;
	unsigned int padded = place == BELOW && last ? last - 1 : last;
	size_t column = 0;

	for (unsigned int i = 0; i < padded; i++) {
		if (!widths[i])
			continue;
		put_padded(style_of(columns, row, i), cells[i],
			   widths[i] + GAP);
		column += widths[i] + GAP;
	}
	if (padded < last) {
		put_last(style_of(columns, row, padded), cells[padded], column);
		if (!cells[last].len)
			return;
		printf("%*s", BELOW, "");
	}
	put_last(style_of(columns, row, last), cells[last], place);
}

/**
 * columns_print() - write the rows
 * @columns: empty afterwards
 */
void columns_print(struct columns *columns)
{
	size_t widths[COLUMNS_MAX] = { 0 }, place;

	for (unsigned int i = 0; i + 1 < columns->count; i++)
		widths[i] = widest(columns, i);
	place = place_last(columns, widths);
	for (size_t row = 0; row < columns->row_count; row++)
		put_row(columns, widths, row, place);
	free(columns->rows);
	columns->rows = NULL;
	columns->row_count = 0;
}
