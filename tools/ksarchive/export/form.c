// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a field can have been in a page: a table, a list or a scalar, if
 * mkksarchive would make these very bytes of it.
 */
#include <stdlib.h>

#include "date.h"
#include "form.h"

/* A date is written as mkksarchive writes it. */
static bool date_fits(struct text key, struct text value)
{
	struct buffer iso = { 0 };
	bool fits;

	if (!date_key(key))
		return true;
	fits = date_read(value, &iso) && text_equal(buffer_text(&iso), value);
	buffer_free(&iso);
	return fits;
}

static int compare_texts(const void *left, const void *right)
{
	return text_compare(*(const struct text *)left,
			    *(const struct text *)right);
}

/* Columns have names, each its own; "<<" would merge maps. */
static bool columns_fit(struct text columns)
{
	struct text *names = NULL, name;
	size_t count = 0;
	bool fit = true;

	while (fit && cell_next(&columns, &name)) {
		names = memory_grow(names, count, sizeof(*names));
		names[count++] = name;
		fit = name.len && !text_is(name, "<<") &&
		      count <= FORM_WIDTH_MAX;
	}
	qsort(names, count, sizeof(*names), compare_texts);
	for (size_t i = 1; i < count; i++)
		fit = fit && !text_equal(names[i - 1], names[i]);
	free(names);
	return fit;
}

/* Whether a row has a value, and all its dates are good; notes in what columns. */
static bool row_fits(struct text columns, struct text row, bool *used)
{
	struct text name, cell;
	bool in_row = false;

	while (cell_next(&columns, &name) && cell_next(&row, &cell)) {
		if (cell.len && !date_fits(name, cell))
			return false;
		*used++ |= cell.len != 0;
		in_row |= cell.len != 0;
	}
	return in_row;
}

/* Every row has a value, and so has every column, or they would vanish. */
static bool cells_fit(const struct table *table)
{
	bool used[FORM_WIDTH_MAX] = { false };
	struct text rows = table->rows, row, columns = table->columns, name;

	while (line_next(&rows, &row))
		if (!row_fits(table->columns, row, used))
			return false;
	for (size_t i = 0; cell_next(&columns, &name); i++)
		if (!used[i])
			return false;
	return true;
}

/**
 * form_is_table() - whether a list of maps makes a field
 * @field: its contents without the newline at the end
 * @table: set where it is so
 *
 * Return: whether.
 */
bool form_is_table(struct text field, struct table *table)
{
	return table_read(field, table) && columns_fit(table->columns) &&
	       cells_fit(table);
}

/**
 * form_is_list() - whether a list of scalars makes a field
 * @name: the field's
 * @field: its contents without the newline at the end
 *
 * Return: whether.
 */
bool form_is_list(struct text name, struct text field)
{
	struct text line;

	if (!field.len || field.at[field.len - 1] == '\n')
		return false;
	while (line_next(&field, &line))
		if (!line.len || text_has(line, '\t') ||
		    !date_fits(name, line))
			return false;
	return true;
}

/**
 * form_is_scalar() - whether a scalar makes a field
 * @name: the field's
 * @field: its contents without the newline at the end
 *
 * Return: whether.
 */
bool form_is_scalar(struct text name, struct text field)
{
	return field.len && field.at[field.len - 1] != '\n' &&
	       date_fits(name, field);
}

/**
 * form_is_prose() - whether a field of several lines looks like a text
 * @name: the field's
 * @field: its contents without the newline at the end
 *
 * Return: whether it can be a scalar, and is README or has lines with blanks at
 * their ends, as nobody writes in a list.
 */
bool form_is_prose(struct text name, struct text field)
{
	struct text line;

	if (!form_is_scalar(name, field))
		return false;
	if (text_is(name, "README"))
		return true;
	while (line_next(&field, &line))
		if (!text_equal(text_trim(line, " "), line))
			return true;
	return false;
}
