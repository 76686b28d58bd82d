// SPDX-License-Identifier: GPL-2.0-only
/*
 * The page of all years: the timeline, and below it the same in words, so that
 * nothing is only in the picture.
 */
#include "html.h"
#include "site.h"
#include "year.h"

static void begin_year(struct buffer *html, unsigned int year)
{
	if (year == UNDATED)
		buffer_add_string(html,
				  "<h2 id=\"Undated\">Without a year</h2>\n");
	else
		html_add(html, "<h2 id=\"Y%u\">%u</h2>\n", year, year);
	buffer_add_string(html, "<ul class=\"entries\">\n");
}

/**
 * site_add_years() - the page of all years
 * @site: the site
 */
void site_add_years(struct site *site)
{
	const struct site_article *article, *last = NULL;
	struct buffer *html = &site->html;

	site_begin(site, SITE_TIMELINE, TEXT("Timeline"));
	buffer_add_string(html, "<h1>Timeline</h1>\n");
	site_add_timeline(site);
	for (size_t i = 0; i < site->article_count; i++) {
		article = site->by_year[i];
		if (last && last->year != article->year)
			buffer_add_string(html, "</ul>\n");
		if (!last || last->year != article->year)
			begin_year(html, article->year);
		last = article;
		buffer_add_string(html, "<li dir=\"auto\">");
		site_add_dated_link(site, article->dir);
		buffer_add_string(html, "</li>\n");
	}
	if (last)
		buffer_add_string(html, "</ul>\n");
	site_end(site);
}
