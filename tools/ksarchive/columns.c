// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of cells, kept until the widths are known. The texts stay where they
 * are, in the image.
 */
#include <stdio.h>
#include <stdlib.h>

#include "columns.h"
#include "memory.h"

#define GAP 2

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

/**
 * columns_print() - write the rows
 * @columns: empty afterwards
 */
void columns_print(struct columns *columns)
{
	size_t widths[COLUMNS_MAX] = { 0 };
	unsigned int last = columns->count - 1;

	for (unsigned int i = 0; i < last; i++)
		widths[i] = widest(columns, i);
	for (size_t row = 0; row < columns->row_count; row++) {
		for (unsigned int i = 0; i < last; i++)
			if (widths[i])
				put_padded(style_of(columns, row, i),
					   columns->rows[row][i],
					   widths[i] + GAP);
		put_styled(style_of(columns, row, last),
			   columns->rows[row][last]);
		putchar('\n');
	}
	free(columns->rows);
	columns->rows = NULL;
	columns->row_count = 0;
}
