// SPDX-License-Identifier: GPL-2.0-only
/*
 * The front page: what the archive is, how much it holds, and where to begin.
 */
#include "html.h"
#include "index.h"
#include "site.h"
#include "year.h"

/* Up to its first empty line. */
static struct text first_paragraph(struct text text)
{
	const char *end = text.len ? memmem(text.at, text.len, "\n\n", 2)
				   : NULL;

	return end ? text_between(text.at, end) : text;
}

static size_t term_count(const struct site *site, u32 index)
{
	u32 term = index;
	size_t count = 0;

	while ((term = index_next_term(site->archive, index, term)) !=
	       KSA_NONE)
		count += site->kinds[term] == SITE_TERM;
	return count;
}

/* From the first year to the last; false where no page has one. */
static bool find_years(const struct site *site, unsigned int *first,
		       unsigned int *last)
{
	unsigned int year;

	*first = YEARS;
	*last = UNDATED;
	for (size_t i = 0; i < site->article_count; i++) {
		year = site->articles[i].year;
		if (year == UNDATED)
			continue;
		*first = year < *first ? year : *first;
		*last = year > *last ? year : *last;
	}
	return *last != UNDATED;
}

static void add_fact(struct buffer *html, size_t count, const char *of)
{
	html_add(html, "<li><b>%zu</b> %s</li>\n", count, of);
}

static void add_facts(struct site *site)
{
	struct buffer *html = &site->html;
	size_t sections = site->article_count - site->pages;
	unsigned int first, last;

	buffer_add_string(html, "<ul class=\"facts\">\n");
	add_fact(html, site->pages, site->pages == 1 ? "page" : "pages");
	add_fact(html, sections, sections == 1 ? "section" : "sections");
	for (size_t i = 0; i < site->index_count; i++) {
		html_add(html, "<li><b>%zu</b> ",
			 term_count(site, site->indexes[i]));
		site_add_link(site, site->indexes[i],
			      site_title(site, site->indexes[i]), "");
		buffer_add_string(html, "</li>\n");
	}
	if (find_years(site, &first, &last) && first == last)
		html_add(html, "<li><b>%u</b></li>\n", first);
	else if (last != UNDATED)
		html_add(html, "<li><b>%u\342\200\223%u</b></li>\n", first,
			 last);
	buffer_add_string(html, "</ul>\n");
}

static const char searching[] =
	"<section>\n"
	"<h2>Searching</h2>\n"
	"<p>These pages list everything, but have no search of their own: that\n"
	"would take a script. <code>ksarchive search WORD</code> finds all that\n"
	"mention a word, and <code>ksarchive show PATH</code> prints an article,\n"
	"in a terminal.</p>\n"
	"</section>\n";

static void add_readme(struct site *site, struct text readme)
{
	struct buffer *html = &site->html;

	buffer_add_string(html, searching);
	if (!readme.len)
		return;
	html_add(html, "<details>\n<summary>%s</summary>\n<pre>",
		 "What the archive says of itself");
	html_add_text(html, readme);
	buffer_add_string(html, "</pre>\n</details>\n");
}

/**
 * site_add_front() - the front page
 * @site: the site
 */
void site_add_front(struct site *site)
{
	struct text readme = archive_field(site->archive, 0, "README");
	struct buffer *html = &site->html;

	site_begin(site, 0, site_title(site, 0));
	buffer_add_string(html, "<h1 dir=\"auto\">");
	html_add_text(html, site_title(site, 0));
	buffer_add_string(html, "</h1>\n");
	if (readme.len) {
		buffer_add_string(html, "<p class=\"lead\">");
		html_add_text(html, first_paragraph(readme));
		buffer_add_string(html, "</p>\n");
	}
	add_facts(site);
	site_add_timeline(site);
	buffer_add_string(html, "<div class=\"columns\">\n<div>\n");
	site_add_lists(site, 0);
	add_readme(site, readme);
	buffer_add_string(html, "</div>\n");
	site_add_fields(site, 0);
	buffer_add_string(html, "</div>\n");
	site_end(site);
}
