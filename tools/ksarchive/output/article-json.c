// SPDX-License-Identifier: GPL-2.0-only
/*
 * An article as one object of JSON: what a list tells of it, where it leads,
 * all its fields, and its text.
 */
#include "article-json.h"
#include "articles.h"
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
