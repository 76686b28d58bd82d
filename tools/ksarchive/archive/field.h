/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What stands in a field: lines, or a table of records.
 */
#ifndef KSARCHIVE_FIELD_H
#define KSARCHIVE_FIELD_H

#include "text.h"

bool line_next(struct text *rest, struct text *line);
bool cell_next(struct text *rest, struct text *cell);
size_t cell_count(struct text row);

/**
 * struct table - a list of records
 * @columns: their names, tabs between
 * @rows: the lines below, of as many cells each
 */
struct table {
	struct text columns;
	struct text rows;
};

bool table_read(struct text field, struct table *table);
struct text table_cell(const struct table *table, struct text row,
		       const char *column);

#endif /* KSARCHIVE_FIELD_H */
