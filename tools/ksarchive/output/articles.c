// SPDX-License-Identifier: GPL-2.0-only
/*
 * Articles one below the other.
 */
#include "article-json.h"
#include "articles.h"
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
