// SPDX-License-Identifier: GPL-2.0-only
/*
 * Articles one below the other.
 */
#include "articles.h"
#include "field.h"
#include "report.h"

static const enum style brief_styles[] = { STYLE_PATH, STYLE_PLAIN };
static const enum style detailed_styles[] = { STYLE_FAINT, STYLE_PATH,
					      STYLE_PLAIN, STYLE_LABEL };

/**
 * articles_begin() - begin a list
 * @articles: to be filled
 * @archive: where the articles stand
 * @detailed: whether date and people are told too
 */
void articles_begin(struct articles *articles, const struct archive *archive,
		    bool detailed)
{
	*articles = (struct articles){
		.archive = archive,
		.detailed = detailed,
		.columns = {
			.styles = detailed ? detailed_styles : brief_styles,
			.count = detailed ? ARRAY_SIZE(detailed_styles)
					  : ARRAY_SIZE(brief_styles),
		},
	};
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

/* A text only where there is one. */
static void add_field(json_t *object, const struct archive *archive, u32 dir,
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
	add_field(object, archive, dir, "title");
	add_date(object, archive_field(archive, dir, "date"));
	add_field(object, archive, dir, "author");
	add_field(object, archive, dir, "url");
	report_set(object, "people", article_people(archive, dir));
	return object;
}

/* The names with commas between, in the list's arena. */
static struct text joined(struct articles *articles, const json_t *names)
{
	struct buffer buffer = { 0 };
	struct text text;
	const json_t *item;
	size_t i;

	json_array_foreach(names, i, item) {
		if (i)
			buffer_add_string(&buffer, ", ");
		buffer_add_string(&buffer, json_string_value(item));
	}
	text = arena_text(&articles->arena, buffer_text(&buffer));
	buffer_free(&buffer);
	return text;
}

static void add_row(struct articles *articles, u32 dir)
{
	const struct archive *archive = articles->archive;
	char path_buf[KSA_PATH_MAX + 1];
	struct text path = arena_text(&articles->arena,
				      archive_path(archive, dir, path_buf));
	struct text title = archive_field(archive, dir, "title");
	json_t *people;

	if (!articles->detailed) {
		columns_row(&articles->columns,
			    (struct text[]){ path, title });
		return;
	}
	people = article_people(archive, dir);
	columns_row(&articles->columns, (struct text[]){
		archive_field(archive, dir, "date"), path, title,
		joined(articles, people) });
	json_decref(people);
}

/**
 * articles_add() - list an article
 * @articles: the list
 * @dir: the article's directory
 */
void articles_add(struct articles *articles, u32 dir)
{
	articles->count++;
	if (report_format() == FORMAT_TEXT)
		add_row(articles, dir);
	else
		report_item(article_summary(articles->archive, dir));
}

static void add_listed(struct articles *articles, u32 dir, struct text lines)
{
	u32 child;

	while (listed_next(articles->archive, dir, &lines, &child))
		articles_add(articles, child);
}

/**
 * articles_add_contents() - list the pages of a section, then its sections
 * @articles: the list
 * @dir: the section's directory, or the root
 */
void articles_add_contents(struct articles *articles, u32 dir)
{
	const struct archive *archive = articles->archive;

	add_listed(articles, dir, archive_listing(archive, dir));
	add_listed(articles, dir, archive_field(archive, dir, "sections"));
}

/**
 * articles_end() - end a list
 * @articles: the list; its memory is given up
 */
void articles_end(struct articles *articles)
{
	columns_print(&articles->columns);
	arena_free(&articles->arena);
}
