// SPDX-License-Identifier: GPL-2.0-only
/*
 * What fields tell of an article. A field that is not there is told by nothing,
 * not even its label.
 */
#include <stdio.h>
#include <stdlib.h>

#include "facts.h"
#include "field.h"

#define LABEL_MAX 32
#define HANG TEXT("  ")
#define DASH " \342\200\223 "

/**
 * fact_begin() - begin lines with a label before the first
 * @wrap: the lines
 * @label: the label; shorter than 32 bytes
 * @columns: how many it takes with the spaces behind it
 */
void fact_begin(struct wrap *wrap, const char *label, size_t columns)
{
	char mark[LABEL_MAX], blank[LABEL_MAX];

	snprintf(mark, sizeof(mark), "%-*s", (int)columns, label);
	snprintf(blank, sizeof(blank), "%*s", (int)columns, "");
	wrap->margin_style = STYLE_LABEL;
	wrap_indent(wrap, text_of(mark), text_of(blank));
}

/**
 * fact_end() - end them
 * @wrap: the lines
 */
void fact_end(struct wrap *wrap)
{
	wrap_outdent(wrap);
}

static bool is_url(struct text cell)
{
	return text_begins(cell, TEXT("http://")) ||
	       text_begins(cell, TEXT("https://"));
}

/* Who has read the text need not be told once more where its links lead. */
static bool is_news(const struct notes *notes, struct text row)
{
	struct text cell;

	while (cell_next(&row, &cell))
		if (is_url(cell) && notes_tell(notes, cell))
			return false;
	return true;
}

/* A list is a table of one column here. */
static struct text rows_of(struct text field)
{
	struct table table;

	return table_read(field, &table) ? table.rows : field;
}

static bool has_news(const struct notes *notes, struct text field)
{
	struct text rows = rows_of(field), row;

	while (line_next(&rows, &row))
		if (is_news(notes, row))
			return true;
	return false;
}

static struct text field_of(const struct notes *notes, const struct fact *fact,
			    size_t i)
{
	return archive_field(notes->archive, notes->dir, fact->fields[i]);
}

/* What goes without saying is not said. */
static bool is_told(const struct notes *notes, const struct fact *fact)
{
	struct text field;

	for (size_t i = 0; i < FACT_FIELDS_MAX && fact->fields[i]; i++) {
		field = field_of(notes, fact, i);
		if (fact->usual && text_is(field, fact->usual))
			continue;
		if (field.len && (fact->form != FACT_RECORDS ||
				  has_news(notes, field)))
			return true;
	}
	return false;
}

static void print_list(struct wrap *wrap, struct text items, bool *first)
{
	struct text item;

	while (line_next(&items, &item)) {
		if (!*first)
			wrap_text(wrap, TEXT(", "));
		wrap_text(wrap, item);
		*first = false;
	}
}

/* An address has a line of its own, so that it can be clicked on. */
static void print_cell(struct wrap *wrap, struct text cell, bool first)
{
	if (is_url(cell)) {
		wrap_end_line(wrap);
		wrap->styles = STYLE_BIT(STYLE_LINK);
	} else if (!first) {
		wrap_text(wrap, TEXT(DASH));
	}
	wrap_text(wrap, cell);
	wrap->styles = 0;
}

static void print_record(struct wrap *wrap, struct text row)
{
	struct text cell;
	bool first = true;

	wrap_indent(wrap, (struct text){ "", 0 }, HANG);
	while (cell_next(&row, &cell))
		if (cell.len) {
			print_cell(wrap, cell, first);
			first = false;
		}
	wrap_outdent(wrap);
}

static void print_records(struct wrap *wrap, const struct notes *notes,
			  struct text field)
{
	struct text rows = rows_of(field), row;

	while (line_next(&rows, &row))
		if (is_news(notes, row))
			print_record(wrap, row);
}

static void print_text(struct wrap *wrap, struct text field, bool *first)
{
	if (field.len && !*first)
		wrap_text(wrap, TEXT(DASH));
	wrap_text(wrap, field);
	*first = false;
}

static void print_fact(struct wrap *wrap, const struct notes *notes,
		       const struct fact *fact, size_t columns)
{
	struct text field;
	bool first = true;

	fact_begin(wrap, fact->label, columns);
	for (size_t i = 0; i < FACT_FIELDS_MAX && fact->fields[i]; i++) {
		field = field_of(notes, fact, i);
		if (fact->form == FACT_RECORDS)
			print_records(wrap, notes, field);
		else if (fact->form == FACT_LIST)
			print_list(wrap, field, &first);
		else
			print_text(wrap, field, &first);
	}
	fact_end(wrap);
}

/**
 * facts_print() - write what is known
 * @wrap: where to
 * @notes: those of the article's text, so far
 * @facts: what may be known
 * @count: how many
 */
void facts_print(struct wrap *wrap, const struct notes *notes,
		 const struct fact *facts, size_t count)
{
	size_t columns = 0, len;

	for (size_t i = 0; i < count; i++) {
		len = strlen(facts[i].label) + 2;
		if (is_told(notes, &facts[i]) && len > columns)
			columns = len;
	}
	if (columns)
		wrap_blank(wrap);
	for (size_t i = 0; i < count; i++)
		if (is_told(notes, &facts[i]))
			print_fact(wrap, notes, &facts[i], columns);
}
