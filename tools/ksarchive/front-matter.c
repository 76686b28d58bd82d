// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files of the tree as the keys that mkksarchive makes those files of.
 *
 * A file does not tell whether its lines were a list, a table or a text of
 * several lines, and it need not: any of these that makes the same bytes will
 * do. A table is tried first, then a list, and a text last.
 */
#include <stdlib.h>

#include "character.h"
#include "date.h"
#include "field.h"
#include "front-matter.h"
#include "yaml.h"

/* As many columns as mkksarchive takes. */
#define WIDTH_MAX 4096

enum form {
	FORM_NONE,
	FORM_SCALAR,
	FORM_LIST,
	FORM_TABLE,
};

/* Those that mkksarchive wants to be one line without tabs. */
static bool is_single_line_key(const char *name, enum outline_kind kind)
{
	return !strcmp(name, "title") || !strcmp(name, "date") ||
	       (kind == OUTLINE_ROOT && !strcmp(name, "edition"));
}

static void check_characters(const struct archive *archive, u32 dir,
			     const char *name, struct text data)
{
	enum character_flaw flaw;
	size_t len;
	int point;

	for (; data.len; data = text_skip(data, len)) {
		len = character_examine(data, &flaw, &point);
		if (flaw == CHARACTER_NOT_UTF8)
			outline_refuse(archive, dir, name,
				       "byte 0x%02x is not UTF-8", point);
		if (flaw)
			outline_refuse(archive, dir, name,
				       "control character U+%04X", point);
	}
}

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
		fit = name.len && !text_is(name, "<<") && count <= WIDTH_MAX;
	}
	qsort(names, count, sizeof(*names), compare_texts);
	for (size_t i = 1; i < count; i++)
		fit = fit && !text_equal(names[i - 1], names[i]);
	free(names);
	return fit;
}

/* Every row has a value, and so has every column, or they would vanish. */
static bool cells_fit(const struct table *table)
{
	bool used[WIDTH_MAX] = { false }, in_row, fit = true;
	struct text rows = table->rows, row, columns, name, cell;
	size_t column = 0;

	while (fit && line_next(&rows, &row)) {
		columns = table->columns;
		in_row = false;
		for (column = 0; cell_next(&columns, &name) &&
				 cell_next(&row, &cell); column++) {
			used[column] |= cell.len != 0;
			in_row |= cell.len != 0;
			fit = fit && (!cell.len || date_fits(name, cell));
		}
		fit = fit && in_row;
	}
	while (column)
		fit = used[--column] && fit;
	return fit;
}

static bool is_table(struct text field, struct table *table)
{
	return table_read(field, table) && columns_fit(table->columns) &&
	       cells_fit(table);
}

static bool is_list(struct text name, struct text field)
{
	struct text line;

	while (line_next(&field, &line))
		if (!line.len || text_has(line, '\t') ||
		    !date_fits(name, line))
			return false;
	return true;
}

static enum form find_form(struct text name, struct text field)
{
	struct table table;

	if (!field.len || field.at[field.len - 1] == '\n')
		return FORM_NONE;
	if (text_has(field, '\n')) {
		if (is_table(field, &table))
			return FORM_TABLE;
		if (!text_is(name, "README") && is_list(name, field))
			return FORM_LIST;
	}
	return date_fits(name, field) ? FORM_SCALAR : FORM_NONE;
}

static void add_list(struct buffer *yaml, struct text lines)
{
	struct text line;

	while (line_next(&lines, &line)) {
		buffer_add_string(yaml, "\n  - ");
		yaml_value(yaml, line);
	}
}

/* Whether a column that has not been seen has a value in this row. */
static bool brings_columns(struct text row, const bool *seen)
{
	struct text cell;

	for (size_t i = 0; cell_next(&row, &cell); i++)
		if (cell.len && !seen[i])
			return true;
	return false;
}

static void add_cell(struct buffer *yaml, bool first, struct text column,
		     struct text cell)
{
	buffer_add_string(yaml, first ? "\n  - " : "\n    ");
	yaml_key(yaml, 4, column);
	if (!cell.len)
		return;
	buffer_add_byte(yaml, ' ');
	yaml_value(yaml, cell);
}

/*
 * Columns stand in the order in which keys first appear: one without a value
 * is named where it would come too late otherwise.
 */
static void add_row(struct buffer *yaml, struct text columns, struct text row,
		    bool *seen)
{
	struct text name, cell;
	bool first = true;

	for (size_t i = 0; cell_next(&columns, &name); i++) {
		struct text rest = row;

		cell_next(&row, &cell);
		if (!cell.len && (seen[i] || !brings_columns(rest, seen + i)))
			continue;
		add_cell(yaml, first, name, cell);
		seen[i] = true;
		first = false;
	}
}

static void add_table(struct buffer *yaml, struct text field)
{
	bool seen[WIDTH_MAX] = { false };
	struct table table;
	struct text row;

	table_read(field, &table);
	while (line_next(&table.rows, &row))
		add_row(yaml, table.columns, row, seen);
}

static void add_scalar(struct buffer *yaml, struct text value)
{
	buffer_add_byte(yaml, ' ');
	if (text_has(value, '\n'))
		yaml_block(yaml, 2, value);
	else
		yaml_value(yaml, value);
}

static void check_field(const struct archive *archive,
			const struct outline_entry *entry, const char *name,
			struct text data)
{
	check_characters(archive, entry->dir, name, data);
	if (data.at[data.len - 1] != '\n')
		outline_refuse(archive, entry->dir, name,
			       "the last line does not end in a newline");
	if (is_single_line_key(name, entry->kind) &&
	    (memchr(data.at, '\n', data.len - 1) || text_has(data, '\t')))
		outline_refuse(archive, entry->dir, name,
			       "expected one line without tabs");
	if (entry->kind == OUTLINE_ROOT && !strcmp(name, "slugs"))
		outline_refuse(archive, entry->dir, name,
			       "a key that is not published");
}

/**
 * front_matter_add() - write a field as a key with its value
 * @yaml: receives the lines at its end
 * @archive: the archive
 * @entry: the page that has the field; ends the program where no key makes it
 * @name: the file's name
 * @data: all of its contents
 */
void front_matter_add(struct buffer *yaml, const struct archive *archive,
		      const struct outline_entry *entry, const char *name,
		      struct text data)
{
	struct text field = { data.at, data.len - 1 };

	check_field(archive, entry, name, data);
	yaml_key(yaml, 0, text_of(name));
	switch (find_form(text_of(name), field)) {
	case FORM_TABLE:
		add_table(yaml, field);
		break;
	case FORM_LIST:
		add_list(yaml, field);
		break;
	case FORM_SCALAR:
		add_scalar(yaml, field);
		break;
	case FORM_NONE:
		outline_refuse(archive, entry->dir, name,
			       date_key(text_of(name))
			       ? "expected dates as mkksarchive writes them"
			       : "a file that ends in an empty line");
	}
	buffer_add_byte(yaml, '\n');
}

static void add_from(struct buffer *yaml, struct text from)
{
	const char *comma;
	struct text key;

	buffer_add_string(yaml, "    from:");
	do {
		comma = from.len ? memchr(from.at, ',', from.len) : NULL;
		key = comma ? text_between(from.at, comma) : from;
		buffer_add_string(yaml, "\n      - ");
		yaml_value(yaml, key);
		from = text_skip(from, key.len + (comma != NULL));
	} while (comma);
	buffer_add_byte(yaml, '\n');
}

static void add_taxonomy(struct buffer *yaml, const struct archive *archive,
			 struct text name, struct text from,
			 struct text separator)
{
	u32 dir = archive_lookup(archive, name);

	buffer_add_string(yaml, "  ");
	yaml_key(yaml, 2, name);
	buffer_add_string(yaml, "\n    title: ");
	yaml_value(yaml, archive_field(archive, dir, "title"));
	buffer_add_byte(yaml, '\n');
	add_from(yaml, from);
	if (!separator.len)
		return;
	buffer_add_string(yaml, "    separator: ");
	yaml_value(yaml, separator);
	buffer_add_byte(yaml, '\n');
}

/**
 * front_matter_add_taxonomies() - write how pages are filed
 * @yaml: receives the lines at its end
 * @archive: the archive
 */
void front_matter_add_taxonomies(struct buffer *yaml,
				 const struct archive *archive)
{
	struct text field = archive_field(archive, 0, "taxonomies"), row;
	struct table table;

	if (!field.at)
		return;
	if (!table_read(field, &table) ||
	    !text_is(table.columns, "name\tfrom\tseparator"))
		outline_refuse(archive, 0, "taxonomies",
			       "expected a table of name, from and separator");
	buffer_add_string(yaml, "taxonomies:\n");
	while (line_next(&table.rows, &row)) {
		struct text name, from, separator;

		cell_next(&row, &name);
		cell_next(&row, &from);
		cell_next(&row, &separator);
		add_taxonomy(yaml, archive, name, from, separator);
	}
}

/* The text's first or last line, without blanks around it, is empty. */
static bool has_blank_ends(struct text text)
{
	struct text trimmed = text_trim_end(text, " \t\n");
	const char *newline = memchr(text.at, '\n', text.len);
	struct text first = text_between(text.at, newline);
	struct text end = text_skip(text, trimmed.len);

	return !text_trim(first, " \t").len ||
	       memchr(end.at, '\n', end.len) != text.at + text.len - 1;
}

/**
 * front_matter_check_text() - whether a text is one that a body makes
 * @archive: the archive
 * @entry: the page; ends the program where it is not
 * @text: all of the file's contents
 */
void front_matter_check_text(const struct archive *archive,
			     const struct outline_entry *entry,
			     struct text text)
{
	check_characters(archive, entry->dir, "text", text);
	if (text.at[text.len - 1] != '\n')
		outline_refuse(archive, entry->dir, "text",
			       "the last line does not end in a newline");
	if (has_blank_ends(text))
		outline_refuse(archive, entry->dir, "text",
			       "an empty line at the beginning or the end");
}
