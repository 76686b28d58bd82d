// SPDX-License-Identifier: GPL-2.0-only
/*
 * The indexes of an archive, and the commands of the two that every archive of
 * this kind has: ksarchive topics and ksarchive people. All others are listed
 * by ksarchive list.
 *
 * What is told of an index is told by its directories and links, which the
 * image's check has proved, and not by the files terms and pages beside them.
 */
#include <stdio.h>
#include <stdlib.h>

#include "columns.h"
#include "command.h"
#include "field.h"
#include "index.h"
#include "memory.h"
#include "path.h"
#include "report.h"

#define INDENT 2

/**
 * index_next() - take the next index of an archive
 * @archive: the archive
 * @names: what is left of the root's file taxonomies; at the beginning, all.
 *	The first cell of a line is an index's name
 * @dir: the index's directory
 *
 * Return: false where there was none.
 */
bool index_next(const struct archive *archive, struct text *names, u32 *dir)
{
	return listed_next(archive, 0, names, dir);
}

/**
 * index_is() - whether a directory is an index
 * @archive: the archive
 * @dir: the directory
 *
 * Return: whether.
 */
bool index_is(const struct archive *archive, u32 dir)
{
	struct text names = archive_field(archive, 0, "taxonomies");
	u32 index;

	while (index_next(archive, &names, &index))
		if (index == dir)
			return true;
	return false;
}

/**
 * index_holds() - whether a directory is a term
 * @archive: the archive
 * @dir: the directory
 *
 * Return: whether it stands in an index.
 */
bool index_holds(const struct archive *archive, u32 dir)
{
	while ((dir = archive_parent(archive, dir)))
		if (index_is(archive, dir))
			return true;
	return false;
}

/* The next node below @top, depth first; KSA_NONE after the last. */
static u32 next_below(const struct archive *archive, u32 top, u32 node)
{
	u32 next = ksa_next(&archive->ksa, node);

	if (next == KSA_NONE ||
	    ksa_depth(&archive->ksa, next) <= ksa_depth(&archive->ksa, top))
		return KSA_NONE;
	return next;
}

/**
 * index_next_term() - walk the terms of an index, parents first
 * @archive: the archive
 * @index: the index's directory
 * @term: the term before; at the beginning, the index
 *
 * Return: the next term's directory, KSA_NONE after the last.
 */
u32 index_next_term(const struct archive *archive, u32 index, u32 term)
{
	do
		term = next_below(archive, index, term);
	while (term != KSA_NONE && !archive_directory(archive, term));
	return term;
}

/* The directories of articles, sorted, each once. */
struct filed {
	u32 *dirs;
	size_t count;
};

static int compare_dirs(const void *a, const void *b)
{
	u32 one = *(const u32 *)a, other = *(const u32 *)b;

	return (one > other) - (one < other);
}

static void sort_once(struct filed *filed)
{
	size_t kept = 0;

	if (!filed->count)
		return;
	qsort(filed->dirs, filed->count, sizeof(*filed->dirs), compare_dirs);
	for (size_t i = 0; i < filed->count; i++)
		if (!i || filed->dirs[i] != filed->dirs[i - 1])
			filed->dirs[kept++] = filed->dirs[i];
	filed->count = kept;
}

/* What is filed under a term or the terms below it; the caller frees it. */
static struct filed find_filed(const struct archive *archive, u32 term)
{
	struct filed filed = { 0 };
	struct ksa_node node;
	u32 i = term;

	while ((i = next_below(archive, term, i)) != KSA_NONE) {
		ksa_node(&archive->ksa, i, &node);
		if (node.type != KSA_LINK)
			continue;
		filed.dirs = memory_grow(filed.dirs, filed.count,
					 sizeof(*filed.dirs));
		filed.dirs[filed.count++] = node.target;
	}
	sort_once(&filed);
	return filed;
}

static size_t count_filed(const struct archive *archive, u32 term)
{
	struct filed filed = find_filed(archive, term);

	free(filed.dirs);
	return filed.count;
}

/**
 * index_add_articles() - list the articles under a term
 * @articles: the list
 * @dir: the term's directory, or that of an index for all of its terms
 *
 * Those of the terms below it are among them. Each comes once, in the order of
 * the catalog.
 */
void index_add_articles(struct articles *articles, u32 dir)
{
	const struct archive *archive = articles->archive;
	struct filed filed = find_filed(archive, dir);
	struct text catalog = archive_catalog(archive);
	u32 found;

	while (filed.count && article_next_dir(archive, &catalog, &found))
		if (bsearch(&found, filed.dirs, filed.count,
			    sizeof(*filed.dirs), compare_dirs))
			articles_add(articles, found);
	free(filed.dirs);
}

/* An index being written. */
struct terms {
	const struct archive *archive;
	u32 index;
	struct columns columns;
	struct arena arena;
	int digits;
};

/* What stands between a term's title and that of one below it; or nothing. */
static struct text index_separator(const struct archive *archive, u32 index)
{
	struct text line;
	struct ksa_node node;
	struct table table;

	ksa_node(&archive->ksa, index, &node);
	if (!table_read(archive_field(archive, 0, "taxonomies"), &table))
		return (struct text){ 0 };
	while (line_next(&table.rows, &line))
		if (text_is(table_cell(&table, line, "name"), node.name))
			return table_cell(&table, line, "separator");
	return (struct text){ 0 };
}

/* The index that a term stands in. */
static u32 index_of(const struct archive *archive, u32 term)
{
	u32 above;

	while ((above = archive_parent(archive, term)))
		term = above;
	return term;
}

/**
 * index_term_name() - what a term is called below the one above it
 * @archive: the archive
 * @term: the term's directory
 *
 * Return: "Scheduler" of "Kernel/Scheduler" under "Kernel"; of a term that
 * stands at the top, or has a title of another form, the whole title.
 */
struct text index_term_name(const struct archive *archive, u32 term)
{
	struct text title = archive_title(archive, term), name = title;
	u32 above = archive_parent(archive, term);
	struct text separator;

	if (!archive_parent(archive, above) ||
	    !text_take(&name, archive_title(archive, above)))
		return title;
	separator = index_separator(archive, index_of(archive, term));
	if (!separator.len || !text_take(&name, separator))
		return title;
	name = text_trim(name, " ");
	return name.len ? name : title;
}

static struct text indented_title(struct terms *terms, u32 term)
{
	unsigned int depth = ksa_depth(&terms->archive->ksa, term) -
			     ksa_depth(&terms->archive->ksa, terms->index) - 1;
	struct text title = index_term_name(terms->archive, term);
	size_t indent = (size_t)depth * INDENT;
	char *cell = arena_bytes(&terms->arena, indent + title.len);

	memset(cell, ' ', indent);
	memcpy(cell + indent, title.at, title.len);
	return (struct text){ cell, indent + title.len };
}

static struct text number(struct terms *terms, size_t count, int width)
{
	char buf[32];
	int len = snprintf(buf, sizeof(buf), "%*zu", width, count);

	return arena_text(&terms->arena, (struct text){ buf, (size_t)len });
}

static void add_row(struct terms *terms, u32 term, struct text path)
{
	size_t count = count_filed(terms->archive, term);

	path = arena_text(&terms->arena, path);
	if (terminal_is())
		columns_row(&terms->columns, (struct text[]){
			indented_title(terms, term),
			number(terms, count, terms->digits), path });
	else
		columns_row(&terms->columns, (struct text[]){
			path, archive_title(terms->archive, term),
			number(terms, count, 0) });
}

static void add_term(struct terms *terms, u32 term)
{
	json_t *item;
	char buf[KSA_PATH_MAX + 1];
	struct text path = archive_path(terms->archive, term, buf);

	if (report_format() == FORMAT_TEXT) {
		add_row(terms, term, path);
		return;
	}
	item = json_object();
	report_set(item, "path", report_text(path));
	report_set(item, "title", report_text(archive_title(terms->archive, term)));
	report_set(item, "count", json_integer((json_int_t)
			count_filed(terms->archive, term)));
	report_item(item);
}

/**
 * index_list() - list the terms of an index
 * @archive: the archive
 * @index: the index's directory
 *
 * On a terminal the terms stand as a tree; elsewhere each has a line: path,
 * title, number of its articles.
 *
 * Return: how many there are.
 */
size_t index_list(const struct archive *archive, u32 index)
{
	static const enum style for_people[] = { STYLE_PLAIN, STYLE_LABEL,
						 STYLE_PATH };
	static const enum style for_programs[] = { STYLE_PATH, STYLE_PLAIN,
						   STYLE_LABEL };
	struct terms terms = {
		.archive = archive,
		.index = index,
		.columns = { .styles = terminal_is() ? for_people
						     : for_programs,
			     .count = ARRAY_SIZE(for_people) },
	};
	size_t count = 0;
	u32 term = index;

	terms.digits = snprintf(NULL, 0, "%zu", count_filed(archive, index));
	while ((term = index_next_term(archive, index, term)) != KSA_NONE) {
		add_term(&terms, term);
		count++;
	}
	columns_print(&terms.columns);
	arena_free(&terms.arena);
	return count;
}

static bool detailed;

static void take_option(int option, const char *argument)
{
	(void)option;
	(void)argument;
	detailed = true;
}

static const struct option options[] = {
	{ "long", no_argument, NULL, 'l' },
	{ 0 },
};

static int run_term(const struct archive *archive, u32 term)
{
	struct articles articles;

	articles_begin(&articles, archive, detailed);
	index_add_articles(&articles, term);
	articles_end(&articles);
	return articles.count ? EXIT_FOUND : EXIT_NOTHING;
}

static int run(const struct archive *archive, const char *name,
	       char **operands, int count)
{
	u32 index = path_find_index(archive, name);

	if (count)
		return run_term(archive,
				path_find_term(archive, name, operands[0]));
	return index_list(archive, index) ? EXIT_FOUND : EXIT_NOTHING;
}

static int run_topics(struct archive *archive, char **operands, int count)
{
	return run(archive, "topics", operands, count);
}

static int run_people(struct archive *archive, char **operands, int count)
{
	return run(archive, "people", operands, count);
}

#define HELP "  -l, --long  the articles of a term with dates and people\n"

const struct command command_topics = {
	.name = "topics",
	.operands = "[TERM]",
	.summary = "list the topics, or the articles on one",
	.help = HELP,
	.letters = "l",
	.options = options,
	.operands_max = 1,
	.option = take_option,
	.run = run_topics,
};

const struct command command_people = {
	.name = "people",
	.operands = "[TERM]",
	.summary = "list the people, or the articles on one",
	.help = HELP,
	.letters = "l",
	.options = options,
	.operands_max = 1,
	.option = take_option,
	.run = run_people,
};
