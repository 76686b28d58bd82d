// SPDX-License-Identifier: GPL-2.0-only
/*
 * An article as one object of JSON: what a list tells of it, where it leads,
 * all its fields, and its text.
 */
#include "article-json.h"
#include "articles.h"
#include "field.h"
#include "report.h"

static json_t *record_json(const struct table *table, struct text row)
{
	struct text columns = table->columns, name, cell;
	json_t *record = json_object();

	while (cell_next(&columns, &name) && cell_next(&row, &cell))
		if (cell.len)
			report_set_named(record, name, report_text(cell));
	return record;
}

/**
 * field_json() - what stands in a field, as JSON
 * @field: its contents
 *
 * Return: an array, the caller's: of a table's records, objects without the
 * cells that are empty; else of lines.
 */
json_t *field_json(struct text field)
{
	json_t *items = json_array();
	struct table table;
	struct text line;
	bool is_table = table_read(field, &table);
	struct text rest = is_table ? table.rows : field;

	while (line_next(&rest, &line))
		report_append(items, is_table ? record_json(&table, line)
					      : report_text(line));
	return items;
}

/**
 * listed_json() - the directories that a list names, as JSON
 * @archive: the archive
 * @dir: where the list stands
 * @lines: each begins with a name in @dir
 *
 * Return: an array of paths from the root, the caller's; without the names of
 * what is not there.
 */
json_t *listed_json(const struct archive *archive, u32 dir, struct text lines)
{
	char path[KSA_PATH_MAX + 1];
	json_t *paths = json_array();
	struct text line, name;
	u32 child;

	while (line_next(&lines, &line)) {
		if (!cell_next(&line, &name))
			continue;
		child = ksa_child(&archive->ksa, dir, name.at, name.len);
		if (archive_directory(archive, child))
			report_append(paths, report_text(
				archive_path(archive, child, path)));
	}
	return paths;
}

/* A section's lists are told as paths. */
static bool is_list(const struct archive *archive, u32 dir,
		    const struct ksa_node *file)
{
	struct text data = { (const char *)file->data, file->len };

	return archive_section(archive, dir) &&
	       (!strcmp(file->name, "sections") ||
		archive_listing(archive, dir).at == data.at);
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
	json_t *fields = json_object();
	struct ksa_node node, file;

	ksa_node(&archive->ksa, dir, &node);
	for (u32 i = 0; i < node.children; i++) {
		ksa_node(&archive->ksa, node.first_child + i, &file);
		if (file.type != KSA_FILE || !strcmp(file.name, "text") ||
		    is_list(archive, dir, &file))
			continue;
		report_set(fields, file.name,
			   field_json(archive_field(archive, dir, file.name)));
	}
	return fields;
}

static void add_neighbour(json_t *object, const struct archive *archive,
			  u32 dir, const char *name)
{
	u32 index = ksa_child(&archive->ksa, dir, name, strlen(name));
	char path[KSA_PATH_MAX + 1];
	struct ksa_node node;

	if (index == KSA_NONE)
		return;
	ksa_node(&archive->ksa, index, &node);
	if (node.type == KSA_LINK)
		report_set(object, name, report_text(
			archive_path(archive, node.target, path)));
}

/**
 * article_json() - an article, as JSON
 * @archive: the archive
 * @dir: the article's directory
 *
 * Return: an object, the caller's: that of article_summary(), and with it
 * prev and next, paths; of a section pages and sections, arrays of paths;
 * fields, as fields_json() gives them; and text.
 */
json_t *article_json(const struct archive *archive, u32 dir)
{
	json_t *object = article_summary(archive, dir);
	struct text text = archive_field(archive, dir, "text");

	add_neighbour(object, archive, dir, "prev");
	add_neighbour(object, archive, dir, "next");
	if (archive_section(archive, dir)) {
		report_set(object, "pages",
			   listed_json(archive, dir,
				       archive_listing(archive, dir)));
		report_set(object, "sections",
			   listed_json(archive, dir,
				       archive_field(archive, dir,
						     "sections")));
	}
	report_set(object, "fields", fields_json(archive, dir));
	if (text.len)
		report_set(object, "text", report_text(text));
	return object;
}
