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
#include "front-matter.h"
#include "yaml-text.h"

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
	bool seen[FORM_WIDTH_MAX] = { false };
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
	if (entry->kind == OUTLINE_ROOT &&
	    (!strcmp(name, "slugs") || !strcmp(name, "checks")))
		outline_refuse(archive, entry->dir, name,
			       "a key that is not published");
}

/**
 * front_matter_add() - write a field as a key with its value
 * @yaml: receives the lines at its end
 * @filing: how pages are filed
 * @entry: the page that has the field; ends the program where no key makes it
 * @name: the file's name
 * @data: all of its contents
 */
void front_matter_add(struct buffer *yaml, const struct filing *filing,
		      const struct outline_entry *entry, const char *name,
		      struct text data)
{
	const struct archive *archive = filing->outline->archive;
	struct text field = { data.at, data.len - 1 };

	check_field(archive, entry, name, data);
	yaml_key(yaml, 0, text_of(name));
	switch (filing_form(filing, entry, text_of(name), field)) {
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
			       "neither a scalar, a list nor a table that pages have");
	}
	buffer_add_byte(yaml, '\n');
}

static void add_from(struct buffer *yaml, struct text from)
{
	buffer_add_string(yaml, "    from:");
	while (from.at) {
		buffer_add_string(yaml, "\n      - ");
		yaml_value(yaml, text_cut(&from, ','));
	}
	buffer_add_byte(yaml, '\n');
}

static void add_synonyms(struct buffer *yaml, const struct archive *archive,
			 u32 dir)
{
	struct text field = archive_field(archive, dir, "synonyms");
	struct text row, variant, term;
	struct table table;

	if (!field.at || !table_read(field, &table))
		return;
	buffer_add_string(yaml, "    synonyms:\n");
	while (line_next(&table.rows, &row)) {
		cell_next(&row, &variant);
		cell_next(&row, &term);
		buffer_add_string(yaml, "      ");
		yaml_key(yaml, 6, variant);
		buffer_add_byte(yaml, ' ');
		yaml_value(yaml, term);
		buffer_add_byte(yaml, '\n');
	}
}

static void add_taxonomy(struct buffer *yaml, const struct archive *archive,
			 const struct taxonomy *taxonomy)
{
	buffer_add_string(yaml, "  ");
	yaml_key(yaml, 2, taxonomy->name);
	buffer_add_string(yaml, "\n    title: ");
	yaml_value(yaml, archive_field(archive, taxonomy->dir, "title"));
	buffer_add_byte(yaml, '\n');
	add_from(yaml, taxonomy->from);
	if (taxonomy->separator.len) {
		buffer_add_string(yaml, "    separator: ");
		yaml_value(yaml, taxonomy->separator);
		buffer_add_byte(yaml, '\n');
	}
	add_synonyms(yaml, archive, taxonomy->dir);
}

/**
 * front_matter_add_taxonomies() - write how pages are filed
 * @yaml: receives the lines at its end
 * @filing: how they are
 */
void front_matter_add_taxonomies(struct buffer *yaml,
				 const struct filing *filing)
{
	if (filing->taxonomy_count)
		buffer_add_string(yaml, "taxonomies:\n");
	for (size_t i = 0; i < filing->taxonomy_count; i++)
		add_taxonomy(yaml, filing->outline->archive,
			     &filing->taxonomies[i]);
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
