/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A paragraph as it stands in the source. CommonMark has no tables: to it they
 * are paragraphs, and their rows would be run together.
 */
#ifndef KSARCHIVE_PARAGRAPH_H
#define KSARCHIVE_PARAGRAPH_H

#include <cmark.h>

#include "text.h"

/**
 * struct source_lines - how far a text's lines have been read
 * @rest: those that have not
 * @number: of the first of them, from 1
 * @rows: how many of them are a table's
 * @indent: bytes before the first of these
 */
struct source_lines {
	struct text rest;
	int number;
	int rows;
	size_t indent;
};

void source_lines_begin(struct source_lines *lines, struct text text);
bool paragraph_is_table(struct source_lines *lines, cmark_node *paragraph);
bool paragraph_next_row(struct source_lines *lines, struct text *row);

#endif /* KSARCHIVE_PARAGRAPH_H */
