// SPDX-License-Identifier: GPL-2.0-only
/*
 * A field as people read it: a table in columns where they fit into the width,
 * else a record below the other, a line a cell.
 */
#include <stdio.h>
#include <stdlib.h>

#include "columns.h"
#include "facts.h"
#include "field.h"
#include "memory.h"
#include "tabulate.h"

#define GAP 2
#define LABEL_MAX 30

static void measure(struct text row, size_t *widths)
{
	struct text cell;
	size_t columns;

	for (size_t i = 0; cell_next(&row, &cell); i++) {
		columns = terminal_columns(cell);
		if (columns > widths[i])
			widths[i] = columns;
	}
}

static bool fits(const struct table *table)
{
	size_t count = cell_count(table->columns), sum = 0;
	size_t widths[COLUMNS_MAX] = { 0 };
	struct text rest = table->rows, row;

	if (count > COLUMNS_MAX)
		return false;
	measure(table->columns, widths);
	while (line_next(&rest, &row))
		measure(row, widths);
	for (size_t i = 0; i < count; i++)
		sum += widths[i] + (i ? GAP : 0);
	return sum <= terminal_width();
}

static void add_row(struct columns *columns, struct text row)
{
	struct text cells[COLUMNS_MAX] = { 0 };

	for (size_t i = 0; i < COLUMNS_MAX && cell_next(&row, &cells[i]); i++)
		;
	columns_row(columns, cells);
}

static void put_columns(const struct table *table)
{
	static const enum style styles[COLUMNS_MAX] = { STYLE_PLAIN };
	struct columns columns = { .styles = styles, .headed = true };
	struct text rest = table->rows, row;

	columns.count = (unsigned int)cell_count(table->columns);
	add_row(&columns, table->columns);
	while (line_next(&rest, &row))
		add_row(&columns, row);
	columns_print(&columns);
}

static void put_record(struct wrap *wrap, const struct table *table,
		       struct text row, size_t label_columns)
{
	struct text names = table->columns, name, cell;
	char label[LABEL_MAX];

	while (cell_next(&names, &name) && cell_next(&row, &cell)) {
		if (!cell.len)
			continue;
		snprintf(label, sizeof(label), "%.*s", TEXT_ARGS(name));
		fact_begin(wrap, label, label_columns);
		wrap_text(wrap, cell);
		fact_end(wrap);
	}
}

static void put_records(const struct table *table)
{
	struct text names = table->columns, name, rest = table->rows, row;
	size_t widest = 0, len;
	struct wrap wrap;

	while (cell_next(&names, &name)) {
		len = terminal_columns(name) + GAP;
		widest = len > widest ? len : widest;
	}
	if (widest >= LABEL_MAX)
		widest = LABEL_MAX - 1;
	wrap_begin(&wrap);
	while (line_next(&rest, &row)) {
		wrap_blank(&wrap);
		put_record(&wrap, table, row, widest);
	}
	wrap_end(&wrap);
}

/**
 * tabulate() - write a field
 * @field: its contents
 */
void tabulate(struct text field)
{
	struct table table;

	if (!table_read(field, &table)) {
		put(field);
		putchar('\n');
	} else if (fits(&table)) {
		put_columns(&table);
	} else {
		put_records(&table);
	}
}
