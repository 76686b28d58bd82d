// SPDX-License-Identifier: GPL-2.0-only
/*
 * A page: what it is and who took part, then its text, what came of it, what
 * else there is to read, and where to go on. Of an article all parts may be
 * missing but its title; a term and the root have fewer.
 */
#include "articles.h"
#include "facts.h"
#include "field.h"
#include "index.h"
#include "page.h"
#include "render.h"

#define DASH " \342\200\223 "

static void print_title(struct wrap *wrap, struct text title)
{
	wrap->widest = 0;
	wrap->styles = STYLE_BIT(STYLE_TITLE);
	wrap_text(wrap, title);
	wrap_end_line(wrap);
	wrap->styles = 0;
	if (!*terminal_style(STYLE_TITLE))
		wrap_underline(wrap, '=');
}

static void print_line(struct wrap *wrap, enum style style, struct text text)
{
	wrap->styles = STYLE_BIT(style);
	wrap_text(wrap, text);
	wrap_end_line(wrap);
	wrap->styles = 0;
}

static void print_byline(struct wrap *wrap, const struct archive *archive,
			 u32 dir)
{
	struct text author = archive_field(archive, dir, "author");
	struct text date = archive_field(archive, dir, "date");

	wrap_text(wrap, author);
	if (author.len && date.len)
		wrap_text(wrap, TEXT(", "));
	wrap_text(wrap, date);
	wrap_end_line(wrap);
	print_line(wrap, STYLE_LINK, archive_field(archive, dir, "url"));
}

static void print_head(struct wrap *wrap, const struct notes *notes)
{
	static const struct fact facts[] = {
		{ .label = "When", .form = FACT_LIST,
		  .fields = { "dates" } },
		{ .label = "Where", .form = FACT_LIST,
		  .fields = { "venue", "city", "region", "country" } },
		{ .label = "Attended", .form = FACT_LIST,
		  .fields = { "attendance" } },
		{ .label = "Led by", .form = FACT_LIST,
		  .fields = { "led_by" } },
		{ .label = "People", .form = FACT_RECORDS,
		  .fields = { "people" } },
		{ .label = "Topics", .form = FACT_LIST,
		  .fields = { "topics" } },
		{ .label = "Extent", .form = FACT_TEXT,
		  .fields = { "completeness", "completeness_note" },
		  .usual = "full" },
	};
	const struct archive *archive = notes->archive;
	char path[KSA_PATH_MAX + 1];
	u32 dir = notes->dir;

	print_line(wrap, STYLE_PATH, archive_path(archive, dir, path));
	print_title(wrap, archive_field(archive, dir, "title"));
	print_byline(wrap, archive, dir);
	facts_print(wrap, notes, facts, ARRAY_SIZE(facts));
}

static void print_text(struct wrap *wrap, struct notes *notes)
{
	struct text text = archive_field(notes->archive, notes->dir, "text");
	struct text line;

	wrap_blank(wrap);
	if (text.at) {
		render(wrap, notes, text);
		notes_print(notes, wrap);
		return;
	}
	text = archive_field(notes->archive, notes->dir, "README");
	while (line_next(&text, &line))
		wrap_line(wrap, line);
}

static void print_outcome(struct wrap *wrap, const struct notes *notes)
{
	static const struct fact facts[] = {
		{ .label = "Outcome", .form = FACT_TEXT,
		  .fields = { "outcome" } },
		{ .label = "Links", .form = FACT_RECORDS,
		  .fields = { "links" } },
		{ .label = "Sources", .form = FACT_RECORDS,
		  .fields = { "sources" } },
	};

	facts_print(wrap, notes, facts, ARRAY_SIZE(facts));
}

/* What its list is called in the tree, as a heading. */
static void print_list_heading(struct wrap *wrap, const struct archive *archive,
			       u32 dir)
{
	struct text name = archive_field(archive, dir, "listing");
	char first;

	wrap_blank(wrap);
	if (!name.len || name.len > KSA_NAME_MAX)
		return;
	first = *name.at;
	if (first >= 'a' && first <= 'z')
		first = (char)(first - 'a' + 'A');
	wrap->widest = 0;
	wrap->styles = STYLE_BIT(STYLE_HEADING);
	wrap_text(wrap, (struct text){ &first, 1 });
	wrap_text(wrap, text_skip(name, 1));
	wrap_end_line(wrap);
	wrap->styles = 0;
	if (!*terminal_style(STYLE_HEADING))
		wrap_underline(wrap, '-');
}

static void print_contents(struct wrap *wrap, const struct archive *archive,
			   u32 dir)
{
	struct articles articles;

	if (index_is(archive, dir)) {
		wrap_blank(wrap);
		index_list(archive, dir);
		return;
	}
	if (!archive_section(archive, dir) && !index_holds(archive, dir))
		return;
	print_list_heading(wrap, archive, dir);
	articles_begin(&articles, archive, false);
	articles.columns.aligned = true;
	if (index_holds(archive, dir))
		index_add_articles(&articles, dir);
	else
		articles_add_contents(&articles, dir);
	articles_end(&articles);
	wrap->blank = !articles.count;
}

static void print_way(struct wrap *wrap, const struct archive *archive,
		      const char *label, u32 dir)
{
	char path[KSA_PATH_MAX + 1];

	if (dir == KSA_NONE)
		return;
	fact_begin(wrap, label, sizeof("Previous") + 1);
	wrap->styles = STYLE_BIT(STYLE_PATH);
	wrap_text(wrap, archive_path(archive, dir, path));
	wrap->styles = 0;
	wrap_text(wrap, TEXT(DASH));
	wrap_text(wrap, archive_field(archive, dir, "title"));
	fact_end(wrap);
}

static void print_ways(struct wrap *wrap, const struct archive *archive,
		       u32 dir)
{
	u32 previous = archive_link(archive, dir, "prev");
	u32 next = archive_link(archive, dir, "next");
	u32 above = archive_parent(archive, dir);

	if (previous == KSA_NONE && next == KSA_NONE && !above)
		return;
	wrap_blank(wrap);
	print_way(wrap, archive, "Previous", previous);
	print_way(wrap, archive, "Next", next);
	print_way(wrap, archive, "In", above ? above : KSA_NONE);
}

/**
 * page_print() - write a page
 * @archive: the archive
 * @dir: directory of an article, a term or an index, or the root
 */
void page_print(const struct archive *archive, u32 dir)
{
	struct notes notes;
	struct wrap wrap;

	notes_begin(&notes, archive, dir);
	wrap_begin(&wrap);
	print_head(&wrap, &notes);
	print_text(&wrap, &notes);
	print_outcome(&wrap, &notes);
	print_contents(&wrap, archive, dir);
	print_ways(&wrap, archive, dir);
	wrap_end(&wrap);
	notes_end(&notes);
}
