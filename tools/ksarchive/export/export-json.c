// SPDX-License-Identifier: GPL-2.0-only
/*
 * The archive as JSON: PATH.json for each article, the object that ksarchive
 * show --json gives of it, and index.json for all that is not one article's.
 */
#include <stdlib.h>
#include <string.h>

#include "article-json.h"
#include "export.h"
#include "fail.h"
#include "field.h"
#include "memory.h"
#include "report.h"

#define INDEX "index.json"

/* Takes @value. */
static void write_json(struct export_dir *dir, const char *path, json_t *value)
{
	struct buffer json = report_json(value, JSON_INDENT(2));

	buffer_add_byte(&json, '\n');
	export_file(dir, path, buffer_text(&json));
	buffer_free(&json);
}

static void write_article(const struct archive *archive, u32 index,
			  struct export_dir *dir)
{
	char path[KSA_PATH_MAX + sizeof(".json")];

	archive_path(archive, index, path);
	strcat(path, ".json");
	if (!strcmp(path, INDEX))
		fail(FAIL_UNKNOWN_FORM,
		     "index: an article of that name has no place beside "
		     INDEX);
	write_json(dir, path, article_json(archive, index));
}

static json_t *paths_of(const struct archive *archive, struct text lines)
{
	json_t *paths = json_array();
	char path[KSA_PATH_MAX + 1];
	u32 index;

	while (article_next_dir(archive, &lines, &index))
		report_append(paths,
			      report_text(archive_path(archive, index, path)));
	return paths;
}

static json_t *term_json(const struct archive *archive, u32 taxonomy,
			 struct text path, struct text title)
{
	json_t *term = json_object();
	char buf[KSA_PATH_MAX + 1];
	struct buffer whole = { 0 };
	u32 dir;

	buffer_add(&whole, archive_path(archive, taxonomy, buf));
	buffer_add_byte(&whole, '/');
	buffer_add(&whole, path);
	dir = archive_lookup(archive, buffer_text(&whole));
	report_set(term, "path", report_text(buffer_text(&whole)));
	report_set(term, "title", report_text(title));
	report_set(term, "pages",
		   paths_of(archive, archive_directory(archive, dir)
			    ? archive_field(archive, dir, "pages")
			    : (struct text){ 0 }));
	buffer_free(&whole);
	return term;
}

/* What articles call terms by other names, in the order of the file. */
static json_t *synonyms_json(struct text field)
{
	json_t *synonyms = json_array(), *synonym;
	struct text row, variant, term;
	struct table table;

	if (!field.at || !table_read(field, &table))
		return synonyms;
	while (line_next(&table.rows, &row)) {
		if (!cell_next(&row, &variant) || !cell_next(&row, &term))
			continue;
		synonym = json_object();
		report_set(synonym, "variant", report_text(variant));
		report_set(synonym, "term", report_text(term));
		report_append(synonyms, synonym);
	}
	return synonyms;
}

static json_t *taxonomy_json(const struct archive *archive, struct text name)
{
	u32 dir = archive_lookup(archive, name);
	json_t *taxonomy = json_object(), *terms = json_array();
	struct text lines = { 0 }, synonyms = { 0 }, line, path, title;

	report_set(taxonomy, "name", report_text(name));
	if (archive_directory(archive, dir)) {
		field_set(taxonomy, archive, dir, "title");
		lines = archive_field(archive, dir, "terms");
		synonyms = archive_field(archive, dir, "synonyms");
	}
	while (line_next(&lines, &line))
		if (cell_next(&line, &path) && cell_next(&line, &title))
			report_append(terms, term_json(archive, dir, path,
						       title));
	report_set(taxonomy, "terms", terms);
	report_set(taxonomy, "synonyms", synonyms_json(synonyms));
	return taxonomy;
}

static json_t *taxonomies_json(const struct archive *archive)
{
	struct text field = archive_field(archive, 0, "taxonomies"), line;
	json_t *taxonomies = json_array();
	struct table table;

	if (!table_read(field, &table))
		return taxonomies;
	while (line_next(&table.rows, &line))
		report_append(taxonomies,
			      taxonomy_json(archive, table_cell(&table, line,
								"name")));
	return taxonomies;
}

static json_t *root_json(const struct archive *archive)
{
	json_t *fields = fields_json(archive, 0), *root = json_object();

	json_object_del(fields, "catalog");
	json_object_del(fields, "taxonomies");
	field_set(root, archive, 0, "title");
	report_set(root, "fields", fields);
	return root;
}

/**
 * export_json() - write an archive as JSON
 * @archive: the archive
 * @dir: the folder to write to
 *
 * Return: how many articles have been written; each is once, though a catalog
 * from elsewhere may name it twice.
 */
int export_json(const struct archive *archive, struct export_dir *dir)
{
	struct text catalog = archive_catalog(archive);
	json_t *root = root_json(archive), *articles = json_array();
	bool *written = memory_resize(NULL, archive->ksa.node_count,
				      sizeof(*written));
	int count = 0;
	u32 index;

	memset(written, 0, archive->ksa.node_count * sizeof(*written));
	while (article_next_dir(archive, &catalog, &index)) {
		if (written[index])
			continue;
		written[index] = true;
		count++;
		write_article(archive, index, dir);
		report_append(articles, article_outline(archive, index));
	}
	free(written);
	report_set(root, "articles", articles);
	report_set(root, "taxonomies", taxonomies_json(archive));
	write_json(dir, INDEX, root);
	return count;
}
