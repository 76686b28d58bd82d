// SPDX-License-Identifier: GPL-2.0-only
/*
 * ksarchive list: the sections of the archive, the pages of one, the terms of
 * an index, or the articles under one.
 */
#include "articles.h"
#include "command.h"
#include "index.h"
#include "path.h"

static bool detailed;
static bool recursive;

static const struct option options[] = {
	{ "long", no_argument, NULL, 'l' },
	{ "recursive", no_argument, NULL, 'r' },
	{ 0 },
};

static void take_option(int option, const char *argument)
{
	(void)argument;
	if (option == 'l')
		detailed = true;
	else
		recursive = true;
}

static void add_all_below(struct articles *articles, u32 above)
{
	const struct archive *archive = articles->archive;
	struct text catalog = archive_catalog(archive);
	u32 dir;

	while (article_next_dir(archive, &catalog, &dir))
		if (archive_is_below(archive, dir, above))
			articles_add(articles, dir);
}

static void add_contents(struct articles *articles, u32 dir)
{
	articles_add_contents(articles, dir);
	if (!articles->count &&
	    archive_field(articles->archive, dir, "title").at)
		articles_add(articles, dir);
}

static int run(struct archive *archive, char **operands, int count)
{
	u32 dir = count ? path_find(archive, operands[0]) : 0;
	struct articles articles;

	if (!archive_directory(archive, dir))
		fail(FAIL_NOT_FOUND,
		     "%s: expected a section or a page, found a field; ksarchive show prints it",
		     operands[0]);
	if (index_is(archive, dir) && !recursive)
		return index_list(archive, dir) ? EXIT_FOUND : EXIT_NOTHING;
	articles_begin(&articles, archive, detailed);
	if (index_is(archive, dir) || index_holds(archive, dir))
		index_add_articles(&articles, dir);
	else if (recursive)
		add_all_below(&articles, dir);
	else
		add_contents(&articles, dir);
	articles_end(&articles);
	return articles.count ? EXIT_FOUND : EXIT_NOTHING;
}

const struct command command_list = {
	.name = "list",
	.operands = "[PATH]",
	.summary = "list sections, or the pages of one",
	.help = "  -l, --long       with dates and people\n"
		"  -r, --recursive  all pages below\n",
	.letters = "lr",
	.options = options,
	.operands_max = 1,
	.option = take_option,
	.run = run,
};
