// SPDX-License-Identifier: GPL-2.0-only
/*
 * The pages of a taxonomy: all its terms, nested as they are in the tree, and a
 * page a term, with the articles that are filed there.
 */
#include "html.h"
#include "site.h"

static size_t page_count(const struct site *site, u32 term)
{
	struct text pages = archive_field(site->archive, term, "pages");
	size_t count = 0;
	u32 article;

	while (site_next_article(site, &pages, &article))
		count++;
	return count;
}

static void add_terms(struct site *site, u32 above);

static void add_term(struct site *site, u32 term)
{
	size_t count = page_count(site, term);

	buffer_add_string(&site->html, "<li dir=\"auto\">");
	site_add_link(site, term, site_name(site, term), "");
	if (count)
		html_add(&site->html, " <span class=\"count\">%zu</span>",
			 count);
	add_terms(site, term);
	buffer_add_string(&site->html, "</li>\n");
}

/* Those in a directory, with those in them; no deeper than an image is. */
static void add_terms(struct site *site, u32 above)
{
	struct buffer *html = &site->html;
	size_t before = html->len, begun;
	struct ksa_node node;

	buffer_add_string(html, "\n<ul>\n");
	begun = html->len;
	ksa_node(&site->archive->ksa, above, &node);
	for (u32 i = 0; i < node.children; i++)
		if (site->kinds[node.first_child + i] == SITE_TERM)
			add_term(site, node.first_child + i);
	if (html->len == begun)
		html->len = before;
	else
		buffer_add_string(html, "</ul>\n");
}

static void add_title(struct site *site, u32 dir)
{
	buffer_add_string(&site->html, "<h1 dir=\"auto\">");
	html_add_text(&site->html, site_title(site, dir));
	buffer_add_string(&site->html, "</h1>\n");
}

/**
 * site_add_index() - the page of a taxonomy
 * @site: the site
 * @index: its directory
 */
void site_add_index(struct site *site, u32 index)
{
	struct buffer *html = &site->html;

	site_begin(site, index, site_title(site, index));
	add_title(site, index);
	buffer_add_string(html, "<div class=\"terms\">");
	add_terms(site, index);
	buffer_add_string(html, "</div>\n");
	site_end(site);
}

/* With the part that whom the term names has in each. */
static void add_pages(struct site *site, u32 term)
{
	struct text pages = archive_field(site->archive, term, "pages");
	struct buffer *html = &site->html;
	u32 article;

	if (!pages.len)
		return;
	buffer_add_string(html, "<ul class=\"entries\">\n");
	while (site_next_article(site, &pages, &article)) {
		buffer_add_string(html, "<li dir=\"auto\">");
		site_add_dated_link(site, article);
		site_add_part(site, article, site_title(site, term));
		buffer_add_string(html, "</li>\n");
	}
	buffer_add_string(html, "</ul>\n");
}

/**
 * site_add_term() - the page of a term
 * @site: the site
 * @term: its directory
 */
void site_add_term(struct site *site, u32 term)
{
	struct buffer *html = &site->html;

	site_begin(site, term, site_title(site, term));
	add_title(site, term);
	add_pages(site, term);
	buffer_add_string(html, "<div class=\"terms\">");
	add_terms(site, term);
	buffer_add_string(html, "</div>\n");
	site_end(site);
}
