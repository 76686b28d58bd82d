/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rows of cells: in columns on a terminal, with tabs between for programs.
 */
#ifndef KSARCHIVE_COLUMNS_H
#define KSARCHIVE_COLUMNS_H

#include "terminal.h"
#include "text.h"

#define COLUMNS_MAX 8

struct columns {
	const enum style *styles;
	unsigned int count;
	struct text (*rows)[COLUMNS_MAX];
	size_t row_count;
};

void columns_row(struct columns *columns, const struct text *cells);
void columns_print(struct columns *columns);

#endif /* KSARCHIVE_COLUMNS_H */
