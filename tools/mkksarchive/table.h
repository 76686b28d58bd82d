/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Records as a table: a first line with the columns' names, behind a #, then a
 * line a record; tabs between.
 */
#ifndef MKKSARCHIVE_TABLE_H
#define MKKSARCHIVE_TABLE_H

#include "memory.h"

struct table_column;
struct table_row;

/**
 * struct table - a table in the making; all zero but @arena is an empty one
 * @arena: owns its parts; texts are not copied
 * @columns: in the order in which they were first named
 * @columns_end: where the next goes
 * @rows: in their order
 * @last: the row that is being filled
 * @width: number of columns
 * @height: number of rows with contents
 * @len: bytes of all contents, with what follows each
 */
struct table {
	struct arena *arena;
	struct table_column *columns;
	struct table_column **columns_end;
	struct table_row *rows;
	struct table_row *last;
	size_t width;
	size_t height;
	size_t len;
};

void table_row(struct table *table);
bool table_set(struct table *table, struct text column, struct text cell);
bool table_fits(const struct table *table);
void table_write(const struct table *table, struct buffer *buffer);

#endif /* MKKSARCHIVE_TABLE_H */
