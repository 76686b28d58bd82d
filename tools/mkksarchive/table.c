// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records as a table. Its columns are all keys that any record has, in the
 * order of their first appearance; one without any value is left out.
 */
#include <stdlib.h>

#include "image.h"
#include "table.h"

/* Columns are looked for one after the other. */
#define WIDTH_MAX 4096

struct table_column {
	struct text name;
	size_t index;
	bool used;
	struct table_column *next;
};

struct table_cell {
	struct table_column *column;
	struct text text;
	struct table_cell *next;
};

struct table_row {
	struct table_cell *cells;
	struct table_row *next;
};

/**
 * table_row() - begin a row
 * @table: the table
 */
void table_row(struct table *table)
{
	struct table_row *row = arena_new(table->arena, struct table_row);

	if (table->last)
		table->last->next = row;
	else
		table->rows = row;
	table->last = row;
}

static struct table_column *find_column(struct table *table, struct text name)
{
	struct table_column *column;

	for (column = table->columns; column; column = column->next)
		if (text_equal(column->name, name))
			return column;
	column = arena_new(table->arena, struct table_column);
	column->name = name;
	column->index = table->width++;
	table->len += name.len + 1;
	if (table->columns)
		*table->columns_end = column;
	else
		table->columns = column;
	table->columns_end = &column->next;
	return column;
}

/**
 * table_set() - fill a cell of the row that was begun last
 * @table: the table
 * @column: the column's name; made where there is none yet
 * @cell: the contents; empty ones only make the column
 *
 * Return: false where the row has contents in that column already.
 */
bool table_set(struct table *table, struct text column, struct text cell)
{
	struct table_column *in = find_column(table, column);
	struct table_cell *new;

	if (!cell.len)
		return true;
	for (new = table->last->cells; new; new = new->next)
		if (new->column == in)
			return false;
	if (!table->last->cells)
		table->height++;
	table->len += cell.len;
	new = arena_new(table->arena, struct table_cell);
	new->column = in;
	new->text = cell;
	new->next = table->last->cells;
	table->last->cells = new;
	in->used = true;
	return true;
}

/**
 * table_fits() - whether a table is one that an image can hold
 * @table: the table
 *
 * Records that have no key in common make more columns than contents: a table
 * is mostly tabs then, and far longer than what it was made of.
 *
 * Return: false where table_write() could write more than an image's limit, or
 * there are more than 4096 columns.
 */
bool table_fits(const struct table *table)
{
	return table->width <= WIDTH_MAX && table->len <= KSA_SIZE_MAX &&
	       table->height * table->width <= KSA_SIZE_MAX - table->len;
}

static void write_header(const struct table *table, struct buffer *buffer)
{
	const struct table_column *column;
	char before = '#';

	for (column = table->columns; column; column = column->next) {
		if (!column->used)
			continue;
		buffer_add_byte(buffer, before);
		buffer_add(buffer, column->name);
		before = '\t';
	}
	buffer_add_byte(buffer, '\n');
}

static void write_row(const struct table *table, const struct table_row *row,
		      struct text *cells, struct buffer *buffer)
{
	const struct table_column *column;
	const struct table_cell *cell;
	bool first = true;

	memset(cells, 0, table->width * sizeof(*cells));
	for (cell = row->cells; cell; cell = cell->next)
		cells[cell->column->index] = cell->text;
	for (column = table->columns; column; column = column->next) {
		if (!column->used)
			continue;
		if (!first)
			buffer_add_byte(buffer, '\t');
		buffer_add(buffer, cells[column->index]);
		first = false;
	}
	buffer_add_byte(buffer, '\n');
}

/**
 * table_write() - write a table
 * @table: the table
 * @buffer: receives the lines at its end; none where no row has any contents
 *
 * A row without contents is left out.
 */
void table_write(const struct table *table, struct buffer *buffer)
{
	const struct table_row *row;
	struct text *cells;
	bool begun = false;

	cells = memory_resize(NULL, table->width + 1, sizeof(*cells));
	for (row = table->rows; row; row = row->next) {
		if (!row->cells)
			continue;
		if (!begun)
			write_header(table, buffer);
		begun = true;
		write_row(table, row, cells, buffer);
	}
	free(cells);
}
