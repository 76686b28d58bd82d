// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fields taken apart: a list has an item on each line; a table's first line
 * begins with # and names the columns, and tabs stand between its cells.
 */
#include "field.h"

/**
 * line_next() - take the next line of a text
 * @rest: what is left; at the beginning, the text
 * @line: the line, without its newline
 *
 * Return: false where there was none.
 */
bool line_next(struct text *rest, struct text *line)
{
	if (!rest->len)
		return false;
	*line = text_cut(rest, '\n');
	return true;
}

/**
 * cell_next() - take the next cell of a row
 * @rest: what is left, at the beginning the row; its @at is NULL after the
 *	last, since a last cell may be empty
 * @cell: the cell
 *
 * Return: false where there was none.
 */
bool cell_next(struct text *rest, struct text *cell)
{
	if (!rest->at)
		return false;
	*cell = text_cut(rest, '\t');
	return true;
}

/**
 * cell_count() - how many cells a row has
 * @row: the row; not at NULL
 *
 * Return: the number, at least 1.
 */
size_t cell_count(struct text row)
{
	struct text cell;
	size_t count = 0;

	while (cell_next(&row, &cell))
		count++;
	return count;
}

/**
 * table_read() - read a field as a table
 * @field: what stands in it
 * @table: set where it is one
 *
 * A list whose first item begins with # looks like a table of one column, and
 * is taken for one.
 *
 * Return: whether it is: names behind a #, and in each line as many cells.
 */
bool table_read(struct text field, struct table *table)
{
	struct text rest = field, line;
	size_t columns;

	if (!line_next(&rest, &line) || line.len < 2 || *line.at != '#' ||
	    !rest.len)
		return false;
	table->columns = text_skip(line, 1);
	table->rows = rest;
	columns = cell_count(table->columns);
	while (line_next(&rest, &line))
		if (cell_count(line) != columns)
			return false;
	return true;
}

/**
 * table_cell() - look a cell up
 * @table: the table
 * @row: one of its rows
 * @column: the column's name
 *
 * Return: the cell; empty where there is no such column.
 */
struct text table_cell(const struct table *table, struct text row,
		       const char *column)
{
	struct text columns = table->columns, name, cell;

	while (cell_next(&columns, &name) && cell_next(&row, &cell))
		if (text_is(name, column))
			return cell;
	return (struct text){ 0 };
}
