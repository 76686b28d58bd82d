// SPDX-License-Identifier: GPL-2.0-only
/*
 * The page of an article: its text, what else is known of it, where it comes
 * from, its neighbours; of a section, what stands in it too.
 */
#include "field.h"
#include "html.h"
#include "site.h"

/* What is said of an article in a line, whatever its authors call that. */
static struct text summary_of(const struct site *site, u32 article)
{
	static const char *const names[] = { "description", "summary",
					     "outcome" };
	struct text summary;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		summary = archive_field(site->archive, article, names[i]);
		if (summary.len && !text_has(summary, '\n'))
			return summary;
	}
	return (struct text){ 0 };
}

static size_t page_count(const struct site *site, u32 section)
{
	struct text pages = archive_listing(site->archive, section), line;
	size_t count = 0;

	while (line_next(&pages, &line))
		count++;
	return count;
}

/* A listing is named for many of a kind. */
static struct text counted(struct text name, size_t count)
{
	return count == 1 ? text_trim_end(name, "s") : name;
}

static void add_comma(struct buffer *html, size_t begun)
{
	if (html->len > begun)
		buffer_add_string(html, ", ");
}

/* The first and the last day of a meeting, else the day of the article. */
static void add_when(struct site *site, u32 article)
{
	struct text days = archive_field(site->archive, article, "dates");
	struct text first = { 0 }, last = { 0 };

	line_next(&days, &first);
	while (line_next(&days, &last))
		;
	if (!first.len)
		first = archive_field(site->archive, article, "date");
	html_add_date(&site->html, first);
	if (!last.len)
		return;
	buffer_add_string(&site->html, " \342\200\223 ");
	html_add_date(&site->html, last);
}

/* When and where it was, and how much there is of it. */
static void add_section_facts(struct site *site, u32 section)
{
	static const char *const places[] = { "city", "country" };
	struct text name = archive_field(site->archive, section, "listing");
	struct text field;
	size_t count = page_count(site, section), before, begun;
	struct buffer *html = &site->html;

	before = html->len;
	buffer_add_string(html, "\n<p>");
	begun = html->len;
	add_when(site, section);
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		field = archive_field(site->archive, section, places[i]);
		if (!field.len)
			continue;
		add_comma(html, begun);
		html_add_text(html, field);
	}
	if (count) {
		add_comma(html, begun);
		html_add(html, "%zu ", count);
		html_add_text(html, counted(name.len ? name : TEXT("pages"),
					    count));
	}
	if (html->len == begun)
		html->len = before;
	else
		buffer_add_string(html, "</p>");
}

/**
 * site_add_entry() - an article in a list, with what it is about
 * @site: the site
 * @article: its directory
 */
void site_add_entry(struct site *site, u32 article)
{
	struct text summary = summary_of(site, article);
	struct buffer *html = &site->html;

	buffer_add_string(html, "<li dir=\"auto\">");
	site_add_link(site, article, site_title(site, article), "");
	if (site->kinds[article] == SITE_SECTION)
		add_section_facts(site, article);
	if (summary.len) {
		buffer_add_string(html, "\n<p>");
		html_add_text(html, summary);
		buffer_add_string(html, "</p>");
	}
	buffer_add_string(html, "</li>\n");
}

/**
 * site_add_dated_link() - a link to an article, with its date
 * @site: the site
 * @article: its directory
 */
void site_add_dated_link(struct site *site, u32 article)
{
	struct buffer *html = &site->html;
	size_t before, begun;

	site_add_link(site, article, site_title(site, article), "");
	before = html->len;
	buffer_add_string(html, " <span class=\"date\">");
	begun = html->len;
	add_when(site, article);
	if (html->len == begun)
		html->len = before;
	else
		buffer_add_string(html, "</span>");
}

/* Lines begin with the name of a directory that stands in @dir. */
static void add_listed(struct site *site, u32 dir, struct text lines,
		       struct text heading)
{
	struct buffer *html = &site->html;
	size_t before = html->len, begun;
	u32 child;

	buffer_add_string(html, "<h2>");
	html_add_label(html, heading);
	buffer_add_string(html, "</h2>\n<ol class=\"entries\">\n");
	begun = html->len;
	while (listed_next(site->archive, dir, &lines, &child))
		if (site->kinds[child] != SITE_NONE)
			site_add_entry(site, child);
	if (html->len == begun)
		html->len = before;
	else
		buffer_add_string(html, "</ol>\n");
}

/**
 * site_add_lists() - what stands in a section, or in the root
 * @site: the site
 * @dir: its directory
 */
void site_add_lists(struct site *site, u32 dir)
{
	const struct archive *archive = site->archive;
	struct text name = archive_field(archive, dir, "listing");

	add_listed(site, dir, archive_listing(archive, dir),
		   name.len ? name : TEXT("pages"));
	add_listed(site, dir, archive_field(archive, dir, "sections"),
		   TEXT("sections"));
}

static void add_neighbour(struct site *site, u32 dir, const char *name,
			  const char *before, const char *behind)
{
	u32 other = site_neighbour(site, dir, name);
	struct buffer *html = &site->html;

	if (other == KSA_NONE)
		return;
	html_add(html, "<p class=\"%s\">%s", name, before);
	site_add_link(site, other, site_name(site, other),
		      *name == 'p' ? " rel=\"prev\"" : " rel=\"next\"");
	html_add(html, "%s</p>\n", behind);
}

static void add_neighbours(struct site *site, u32 dir)
{
	struct buffer *html = &site->html;

	if (site_neighbour(site, dir, "prev") == KSA_NONE &&
	    site_neighbour(site, dir, "next") == KSA_NONE)
		return;
	html_add(html, "<nav class=\"turn\" aria-label=\"Neighbours\">\n");
	add_neighbour(site, dir, "prev", "\342\206\220 ", "");
	add_neighbour(site, dir, "next", "", " \342\206\222");
	buffer_add_string(html, "</nav>\n");
}

static void add_title(struct site *site, u32 dir)
{
	struct text author = archive_field(site->archive, dir, "author");
	struct text date = archive_field(site->archive, dir, "date");
	struct buffer *html = &site->html;

	buffer_add_string(html, "<header>\n<h1 dir=\"auto\">");
	html_add_text(html, site_title(site, dir));
	buffer_add_string(html, "</h1>\n");
	if (author.len || date.len) {
		buffer_add_string(html, "<p class=\"date\">");
		if (author.len)
			site_add_value(site, dir, author);
		if (author.len && date.len)
			buffer_add_string(html, ", ");
		html_add_date(html, date);
		buffer_add_string(html, "</p>\n");
	}
	buffer_add_string(html, "</header>\n");
}

static void add_text(struct site *site, u32 dir)
{
	struct text text = archive_field(site->archive, dir, "text");
	struct buffer *html = &site->html;

	if (!text.len)
		return;
	buffer_add_string(html, "<div class=\"text\" dir=\"auto\">\n");
	site_add_markdown(site, dir, text);
	buffer_add_string(html, "</div>\n");
}

/**
 * site_add_article() - the page of an article
 * @site: the site
 * @dir: the article's directory
 */
void site_add_article(struct site *site, u32 dir)
{
	struct buffer *html = &site->html;

	site_begin(site, dir, site_title(site, dir));
	buffer_add_string(html, "<article>\n");
	add_title(site, dir);
	buffer_add_string(html, "<div class=\"columns\">\n<div>\n");
	add_text(site, dir);
	site_add_lists(site, dir);
	site_add_source(site, dir);
	buffer_add_string(html, "</div>\n");
	site_add_fields(site, dir);
	buffer_add_string(html, "</div>\n</article>\n");
	add_neighbours(site, dir);
	site_end(site);
}
