// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where an article comes from, and what one may do with it.
 */
#include "field.h"
#include "html.h"
#include "site.h"

/**
 * site_licence() - the terms under which a text is free
 * @site: the site
 * @dir: directory of an article, or the root
 *
 * Return: the field licence, or license, of it or of the whole archive; empty
 * where neither has one.
 */
struct text site_licence(const struct site *site, u32 dir)
{
	struct text licence = archive_field(site->archive, dir, "licence");

	if (!licence.len)
		licence = archive_field(site->archive, dir, "license");
	return licence.len || !dir ? licence : site_licence(site, 0);
}

/* Takes @start, with a blank or a hyphen behind it, off the beginning. */
static bool take(struct text *rest, const char *start)
{
	size_t len = strlen(start);

	if (rest->len <= len || memcmp(rest->at, start, len) ||
	    !byte_is_of(" -", rest->at[len]))
		return false;
	*rest = text_skip(*rest, len + 1);
	return true;
}

/* Creative Commons' licences, as SPDX or they themselves write them. */
static bool add_deed(struct buffer *url, struct text licence)
{
	static const struct {
		const char *name;
		const char *path;
	} deeds[] = {
		{ "BY-SA", "by-sa" }, { "BY-NC-SA", "by-nc-sa" },
		{ "BY-NC-ND", "by-nc-nd" }, { "BY-NC", "by-nc" },
		{ "BY-ND", "by-nd" }, { "BY", "by" },
	};

	if (!take(&licence, "CC"))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(deeds); i++) {
		if (!take(&licence, deeds[i].name))
			continue;
		if (!text_is(licence, "4.0") && !text_is(licence, "3.0"))
			return false;
		html_add(url, "https://creativecommons.org/licenses/%s/%.*s/",
			 deeds[i].path, TEXT_ARGS(licence));
		return true;
	}
	return false;
}

/**
 * site_add_licence() - say under which terms a text is free
 * @site: the site
 * @licence: the terms; nothing is said where it is empty
 */
void site_add_licence(struct site *site, struct text licence)
{
	struct buffer *html = &site->html, url = { 0 };

	if (!licence.len)
		return;
	buffer_add_string(html, "<span class=\"licence\">Licence: ");
	if (add_deed(&url, licence)) {
		html_add(html, "<a rel=\"license\" href=\"%.*s\">",
			 TEXT_ARGS(buffer_text(&url)));
		html_add_text(html, licence);
		buffer_add_string(html, "</a>");
	} else {
		html_add_url(html, licence);
	}
	buffer_add_string(html, "</span>");
	buffer_free(&url);
}

static void add_comma(struct buffer *html, bool *begun)
{
	if (*begun)
		buffer_add_string(html, ", ");
	*begun = true;
}

/* Of a list, or of a table's column url. */
static void add_each_url(struct buffer *html, struct text urls, bool *begun)
{
	struct table table;
	struct text line;
	bool is_table = table_read(urls, &table);

	if (is_table)
		urls = table.rows;
	while (line_next(&urls, &line)) {
		if (is_table)
			line = table_cell(&table, line, "url");
		if (!line.len)
			continue;
		add_comma(html, begun);
		html_add_url(html, line);
	}
}

/* The report's author, address and date, as far as they are known. */
static bool add_report(struct site *site, u32 article)
{
	struct text author = archive_field(site->archive, article, "author");
	struct text url = archive_field(site->archive, article, "url");
	struct text date = archive_field(site->archive, article, "date");
	struct buffer *html = &site->html;
	bool begun = false;

	if (author.len) {
		add_comma(html, &begun);
		site_add_value(site, article, author);
	}
	if (!url.len)
		url = archive_field(site->archive, article, "sources");
	add_each_url(html, url, &begun);
	if (date.len) {
		add_comma(html, &begun);
		html_add_date(html, date);
	}
	return begun;
}

/**
 * site_add_source() - say where an article comes from, and its licence
 * @site: the site
 * @article: its directory
 */
void site_add_source(struct site *site, u32 article)
{
	struct buffer *html = &site->html;

	buffer_add_string(html, "<footer class=\"source\">\n<p>Source: ");
	if (!add_report(site, article))
		site_add_link(site, 0, site_title(site, 0), "");
	buffer_add_string(html, ". ");
	site_add_licence(site, site_licence(site, article));
	buffer_add_string(html, "</p>\n</footer>\n");
}
