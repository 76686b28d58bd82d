// SPDX-License-Identifier: GPL-2.0-only
/*
 * What all pages of the site have: the way to the others, and around the text
 * what says whose it is.
 */
#include "html.h"
#include "index.h"
#include "site.h"

/* The files of the site that a directory's name could be taken for. */
static bool is_taken(const struct ksa_node *node)
{
	struct text name = { node->name, node->name_len };

	return text_is(name, "index.html") ||
	       (!node->parent && (text_is(name, "style.css") ||
				  text_is(name, "timeline")));
}

/**
 * site_title() - what a directory is about
 * @site: the site
 * @dir: the directory
 *
 * Return: its title, or for want of one its name; the root has a name too.
 */
struct text site_title(const struct site *site, u32 dir)
{
	struct text title = archive_title(site->archive, dir);

	return title.len ? title : TEXT("Archive");
}

/**
 * site_name() - what a directory is called where there is little room
 * @site: the site
 * @dir: the directory
 *
 * Return: the article's link_title, if it has one, a term's without those above
 * it, or the title.
 */
struct text site_name(const struct site *site, u32 dir)
{
	struct text name = { 0 };

	if (site->kinds[dir] == SITE_TERM)
		return index_term_name(site->archive, dir);
	if (site->kinds[dir] != SITE_ROOT)
		name = archive_field(site->archive, dir, "link_title");
	return name.len ? name : site_title(site, dir);
}

/**
 * site_add_path() - where a directory's page is
 * @site: the site
 * @path: gets the way there from the front page's folder
 * @dir: the directory
 */
void site_add_path(const struct site *site, struct buffer *path, u32 dir)
{
	u32 chain[KSA_DEPTH_MAX];
	struct ksa_node node;
	size_t depth = 0;

	for (; dir; dir = node.parent) {
		chain[depth++] = dir;
		ksa_node(&site->archive->ksa, dir, &node);
	}
	while (depth--) {
		ksa_node(&site->archive->ksa, chain[depth], &node);
		buffer_add(path, (struct text){ node.name, node.name_len });
		buffer_add_string(path, is_taken(&node) ? "~/" : "/");
	}
	buffer_add_string(path, "index.html");
}

/* The way from the page to the front page's folder. */
static void add_up(const struct site *site, struct buffer *url)
{
	for (unsigned int i = 0; i < site->depth; i++)
		buffer_add_string(url, "../");
}

/**
 * site_add_way() - the way from the page to another
 * @site: the site
 * @url: gets the way
 * @dir: what the other is about
 */
void site_add_way(const struct site *site, struct buffer *url, u32 dir)
{
	add_up(site, url);
	if (dir == SITE_TIMELINE)
		buffer_add_string(url, "timeline/index.html");
	else
		site_add_path(site, url, dir);
}

/**
 * site_add_link() - a link to another page
 * @site: the site
 * @dir: what the other page is about; the words stand alone where it has none
 * @words: what is to be read
 * @attributes: of the link, with a blank in front; may be empty
 */
void site_add_link(struct site *site, u32 dir, struct text words,
		   const char *attributes)
{
	struct buffer *html = &site->html;

	if (dir != SITE_TIMELINE &&
	    (dir == KSA_NONE || site->kinds[dir] == SITE_NONE)) {
		html_add_text(html, words);
		return;
	}
	html_add(html, "<a%s href=\"", attributes);
	site_add_way(site, html, dir);
	buffer_add_string(html, "\">");
	html_add_text(html, words);
	buffer_add_string(html, "</a>");
}

/**
 * site_neighbour() - the article beside another in its section
 * @site: the site
 * @dir: the other's directory
 * @name: prev or next
 *
 * Return: its directory; KSA_NONE where there is none with a page.
 */
u32 site_neighbour(const struct site *site, u32 dir, const char *name)
{
	u32 other = archive_link(site->archive, dir, name);

	return other != KSA_NONE && site->kinds[other] != SITE_NONE ? other
								    : KSA_NONE;
}

static unsigned int depth_of(const struct site *site, u32 dir)
{
	return dir == SITE_TIMELINE ? 1 : ksa_depth(&site->archive->ksa, dir);
}

static void add_relation(struct site *site, u32 dir, const char *name)
{
	u32 other = dir == SITE_TIMELINE ? KSA_NONE
					 : site_neighbour(site, dir, name);

	if (other == KSA_NONE)
		return;
	html_add(&site->html, "<link rel=\"%s\" href=\"", name);
	site_add_way(site, &site->html, other);
	buffer_add_string(&site->html, "\">\n");
}

/* No script ever runs, whatever should slip in. */
static const char head[] =
	"<!DOCTYPE html>\n"
	"<html lang=\"en\">\n"
	"<head>\n"
	"<meta charset=\"utf-8\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<meta name=\"color-scheme\" content=\"light dark\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'\">\n"
	"<link rel=\"icon\" href=\"data:,\">\n"
	"<link rel=\"stylesheet\" href=\"";

static void add_head(struct site *site, u32 dir, struct text title)
{
	struct buffer *html = &site->html;

	buffer_add_string(html, head);
	add_up(site, html);
	buffer_add_string(html, "style.css\">\n");
	add_relation(site, dir, "prev");
	add_relation(site, dir, "next");
	buffer_add_string(html, "<title>");
	html_add_text(html, title);
	if (dir) {
		buffer_add_string(html, " \342\200\223 ");
		html_add_text(html, site_title(site, 0));
	}
	buffer_add_string(html, "</title>\n</head>\n<body>\n");
}

static void add_site_link(struct site *site, u32 to, u32 from,
			  struct text words)
{
	buffer_add_string(&site->html, "<li>");
	site_add_link(site, to, words,
		      to == from ? " aria-current=\"page\"" : "");
	buffer_add_string(&site->html, "</li>\n");
}

static void add_banner(struct site *site, u32 dir)
{
	struct buffer *html = &site->html;

	html_add(html, "<a class=\"skip\" href=\"#Main\">Skip to the text</a>\n");
	html_add(html, "<header class=\"banner\">\n<p>");
	site_add_link(site, 0, site_title(site, 0),
		      dir ? "" : " aria-current=\"page\"");
	html_add(html, "</p>\n<nav aria-label=\"Indexes\">\n<ul>\n");
	add_site_link(site, SITE_TIMELINE, dir, TEXT("Timeline"));
	for (size_t i = 0; i < site->index_count; i++)
		add_site_link(site, site->indexes[i], dir,
			      site_title(site, site->indexes[i]));
	buffer_add_string(html, "</ul>\n</nav>\n</header>\n");
}

/* From the front page down to the page itself. */
static void add_way(struct site *site, u32 dir)
{
	struct buffer *html = &site->html;
	u32 chain[KSA_DEPTH_MAX], above;
	struct ksa_node node;
	size_t depth = 0;

	if (!dir)
		return;
	html_add(html, "<nav class=\"way\" aria-label=\"Where this is\">\n");
	html_add(html, "<ol>\n<li>");
	site_add_link(site, 0, TEXT("Home"), "");
	buffer_add_string(html, "</li>\n");
	for (above = dir == SITE_TIMELINE ? 0 : dir; above;
	     above = node.parent) {
		ksa_node(&site->archive->ksa, above, &node);
		if (above != dir && site->kinds[above] != SITE_NONE)
			chain[depth++] = above;
	}
	while (depth--) {
		buffer_add_string(html, "<li>");
		site_add_link(site, chain[depth], site_name(site, chain[depth]),
			      "");
		buffer_add_string(html, "</li>\n");
	}
	buffer_add_string(html, "<li>");
	html_add_text(html, dir == SITE_TIMELINE ? TEXT("Timeline")
						 : site_name(site, dir));
	buffer_add_string(html, "</li>\n</ol>\n</nav>\n");
}

/**
 * site_begin() - begin a page
 * @site: the site
 * @dir: what it is about, or SITE_TIMELINE
 * @title: of its window
 */
void site_begin(struct site *site, u32 dir, struct text title)
{
	site->html.len = 0;
	site->depth = depth_of(site, dir);
	add_head(site, dir, title);
	add_banner(site, dir);
	add_way(site, dir);
	buffer_add_string(&site->html, "<main id=\"Main\">\n");
}

/**
 * site_end() - end a page
 * @site: the site
 */
void site_end(struct site *site)
{
	struct text edition = archive_field(site->archive, 0, "edition");
	struct buffer *html = &site->html;

	buffer_add_string(html, "</main>\n<footer class=\"imprint\">\n<p>From ");
	site_add_link(site, 0, site_title(site, 0), "");
	if (edition.len) {
		buffer_add_string(html, ", edition ");
		html_add_text(html, edition);
	}
	buffer_add_string(html, ". ");
	site_add_licence(site, site_licence(site, 0));
	buffer_add_string(html, "</p>\n</footer>\n</body>\n</html>\n");
}
