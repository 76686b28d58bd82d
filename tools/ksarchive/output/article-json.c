// SPDX-License-Identifier: GPL-2.0-only
/*
 * An article as one object of JSON: what a list tells of it, where it leads,
 * all its fields, and its text.
 */
#include "article-json.h"
#include "field.h"
#include "report.h"

/*
 * Records of JSON have each key once; a table from elsewhere may not. Names
 * count as they are told.
 */
static bool has_records(const struct table *table)
{
	struct text columns = table->columns, name;
	json_t *names = json_object();
	size_t count = 0;
	bool distinct;

	while (cell_next(&columns, &name)) {
		report_set_named(names, name, json_null());
		count++;
	}
	distinct = json_object_size(names) == count &&
		   !json_object_get(names, "");
	json_decref(names);
	return distinct;
}

static void add_record(json_t *records, const struct table *table,
		       struct text row)
{
	struct text columns = table->columns, name, cell;
	json_t *record = json_object();

	while (cell_next(&columns, &name) && cell_next(&row, &cell))
		if (cell.len)
			report_set_named(record, name, report_text(cell));
	if (json_object_size(record))
		report_append(records, record);
	else
		json_decref(record);
}

/**
 * field_json() - what stands in a field, as JSON
 * @field: its contents
 *
 * Return: an array, the caller's: of a table's records, objects without the
 * cells that are empty, and without the records that are; else of lines.
 */
json_t *field_json(struct text field)
{
	json_t *items = json_array();
	struct table table;
	struct text line;
	bool is_table = table_read(field, &table) && has_records(&table);
	struct text rest = is_table ? table.rows : field;

	while (line_next(&rest, &line))
		if (is_table)
			add_record(items, &table, line);
		else
			report_append(items, report_text(line));
	return items;
}

/* The directories that a list in @dir names: their paths from the root. */
static json_t *listed_json(const struct archive *archive, u32 dir,
			   struct text lines)
{
	char path[KSA_PATH_MAX + 1];
	json_t *paths = json_array();
	u32 child;

	while (listed_next(archive, dir, &lines, &child))
		report_append(paths,
			      report_text(archive_path(archive, child, path)));
	return paths;
}

/* A section's lists are told as paths; @listing is in the image. */
static bool is_list(const struct ksa_node *file, struct text listing)
{
	return !strcmp(file->name, "sections") ||
	       listing.at == (const char *)file->data;
}

/**
 * fields_json() - the fields of a directory, as JSON
 * @archive: the archive
 * @dir: the directory
 *
 * Return: an object, the caller's, with what field_json() makes of each, but
 * for the text and a section's lists.
 */
json_t *fields_json(const struct archive *archive, u32 dir)
{
	bool section = archive_section(archive, dir);
	struct text listing = archive_listing(archive, dir);
	json_t *fields = json_object();
	struct ksa_node node, file;

	ksa_node(&archive->ksa, dir, &node);
	for (u32 i = 0; i < node.children; i++) {
		ksa_node(&archive->ksa, node.first_child + i, &file);
		if (file.type != KSA_FILE || !strcmp(file.name, "text") ||
		    (section && is_list(&file, listing)))
			continue;
		report_set(fields, file.name,
			   field_json(archive_field(archive, dir, file.name)));
	}
	return fields;
}

/**
 * struct names - names in their order, each once
 * @list: an array of them
 * @seen: an object with them for keys
 */
struct names {
	json_t *list;
	json_t *seen;
};

static void add_name(struct names *names, struct text name)
{
	json_t *string = report_text(name);
	const char *key = json_string_value(string);
	size_t len = json_string_length(string);

	if (len && !json_object_getn(names->seen, key, len)) {
		json_object_setn_new(names->seen, key, len, json_null());
		report_append(names->list, json_incref(string));
	}
	json_decref(string);
}

/* Of a list, or of the column "name" of a table. */
static void add_names(struct names *names, struct text field)
{
	struct table table;
	struct text line;
	bool is_table = table_read(field, &table);
	struct text rest = is_table ? table.rows : field;

	while (line_next(&rest, &line))
		add_name(names, is_table ? table_cell(&table, line, "name")
					 : line);
}

/**
 * article_people() - who takes part in an article
 * @archive: the archive
 * @dir: the article's directory
 *
 * Return: the names in led_by, then those in people, each once: an array of
 * JSON, the caller's.
 */
json_t *article_people(const struct archive *archive, u32 dir)
{
	struct names names = { json_array(), json_object() };

	add_names(&names, archive_field(archive, dir, "led_by"));
	add_names(&names, archive_field(archive, dir, "people"));
	json_decref(names.seen);
	return names.list;
}

/* As @form, in which 0 stands for any digit. */
static bool has_form(struct text text, const char *form)
{
	if (text.len != strlen(form))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (form[i] == '0' ? text.at[i] < '0' || text.at[i] > '9'
				   : text.at[i] != form[i])
			return false;
	return true;
}

/* Without the fraction at the beginning. */
static struct text behind_fraction(struct text text)
{
	size_t len = 1;

	if (!text.len || *text.at != '.')
		return text;
	while (len < text.len && text.at[len] >= '0' && text.at[len] <= '9')
		len++;
	return len > 1 ? text_skip(text, len) : text;
}

/* As ISO 8601 has it, at whatever precision; a local time without a zone. */
static bool is_date(struct text text)
{
	static const char time[] = "0000-00-00T00:00:00";
	struct text zone;

	if (has_form(text, "0000") || has_form(text, "0000-00") ||
	    has_form(text, "0000-00-00"))
		return true;
	if (text.len < sizeof(time) - 1 ||
	    !has_form((struct text){ text.at, sizeof(time) - 1 }, time))
		return false;
	zone = behind_fraction(text_skip(text, sizeof(time) - 1));
	return !zone.len || has_form(zone, "Z") || has_form(zone, "+00:00") ||
	       has_form(zone, "-00:00");
}

/* Programs may rely on it that a date is one. */
static void add_date(json_t *object, struct text date)
{
	if (is_date(date))
		report_set(object, "date", report_text(date));
}

/**
 * field_set() - give an object a field as a member
 * @object: the object; gets a string where the field has any text
 * @archive: the archive
 * @dir: the directory that the field stands in
 * @name: its name, and the member's
 */
void field_set(json_t *object, const struct archive *archive, u32 dir,
	       const char *name)
{
	struct text field = archive_field(archive, dir, name);

	if (field.len)
		report_set(object, name, report_text(field));
}

/**
 * article_summary() - what a list tells of an article, as JSON
 * @archive: the archive
 * @dir: the article's directory
 *
 * Return: an object, the caller's; the schema article.json describes it.
 */
json_t *article_summary(const struct archive *archive, u32 dir)
{
	json_t *object = json_object();
	char path[KSA_PATH_MAX + 1];

	report_set(object, "path",
		   report_text(archive_path(archive, dir, path)));
	field_set(object, archive, dir, "title");
	add_date(object, archive_field(archive, dir, "date"));
	field_set(object, archive, dir, "author");
	field_set(object, archive, dir, "url");
	report_set(object, "people", article_people(archive, dir));
	return object;
}

static void add_neighbour(json_t *object, const struct archive *archive,
			  u32 dir, const char *name)
{
	u32 neighbour = archive_link(archive, dir, name);
	char path[KSA_PATH_MAX + 1];

	if (neighbour != KSA_NONE)
		report_set(object, name, report_text(archive_path(archive,
								  neighbour,
								  path)));
}

/**
 * article_outline() - an article and what stands in it, as JSON
 * @archive: the archive
 * @dir: the article's directory
 *
 * Return: an object, the caller's: that of article_summary(), and of a section
 * with pages and sections, arrays of paths.
 */
json_t *article_outline(const struct archive *archive, u32 dir)
{
	json_t *object = article_summary(archive, dir);

	if (!archive_section(archive, dir))
		return object;
	report_set(object, "pages",
		   listed_json(archive, dir, archive_listing(archive, dir)));
	report_set(object, "sections",
		   listed_json(archive, dir,
			       archive_field(archive, dir, "sections")));
	return object;
}

/**
 * article_json() - an article, as JSON
 * @archive: the archive
 * @dir: the article's directory
 *
 * Return: an object, the caller's: that of article_outline(), and with it prev
 * and next, paths; fields, as fields_json() gives them; and text.
 */
json_t *article_json(const struct archive *archive, u32 dir)
{
	json_t *object = article_outline(archive, dir);
	struct text text = archive_field(archive, dir, "text");

	add_neighbour(object, archive, dir, "prev");
	add_neighbour(object, archive, dir, "next");
	report_set(object, "fields", fields_json(archive, dir));
	if (text.len)
		report_set(object, "text", report_text(text));
	return object;
}
