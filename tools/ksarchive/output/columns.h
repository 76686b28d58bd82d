/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rows of cells: in columns on a terminal, with tabs between for programs.
 */
#ifndef KSARCHIVE_COLUMNS_H
#define KSARCHIVE_COLUMNS_H

#include "terminal.h"
#include "text.h"

#define COLUMNS_MAX 8

/**
 * struct columns - rows being collected
 * @styles: of each column
 * @count: how many columns there are, at most COLUMNS_MAX
 * @headed: the first row names the columns
 * @aligned: people read them even where there is no terminal
 * @rows: those collected
 * @row_count: how many
 */
struct columns {
	const enum style *styles;
	unsigned int count;
	bool headed;
	bool aligned;
	struct text (*rows)[COLUMNS_MAX];
	size_t row_count;
};

void columns_row(struct columns *columns, const struct text *cells);
void columns_print(struct columns *columns);

#endif /* KSARCHIVE_COLUMNS_H */
