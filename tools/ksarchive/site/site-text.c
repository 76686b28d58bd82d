// SPDX-License-Identifier: GPL-2.0-only
/*
 * An article's text, from Markdown to HTML through cmark, which lets no markup
 * of the text's own pass. Before it writes, its tree is changed: links lead to
 * the site's pages, or out to the web, or are none; pictures are links; headings
 * have anchors and stand below the page's own.
 */
#include <cmark.h>
#include <stdlib.h>

#include "headings.h"
#include "html.h"
#include "link.h"
#include "site.h"
#include "url.h"

/* cmark's tree takes 190 bytes and more for each of some texts. */
#define PARSED_MAX ((size_t)1 << 20)

/* HTML and Markdown have as many; the first is the page's title. */
#define LEVELS 6

/**
 * struct rewriting - a text being made ready
 * @site: the site
 * @article: whose text it is
 * @nodes: those to be changed, in the text's order
 * @count: how many
 * @links: how many links are open
 * @arena: for the anchors
 * @anchors: of the headings so far
 * @levels: of the headings that the next may stand below
 * @level_count: how many
 */
struct rewriting {
	struct site *site;
	u32 article;
	struct cmark_node **nodes;
	size_t count;
	size_t links;
	struct arena arena;
	struct anchors anchors;
	int levels[LEVELS];
	int level_count;
};

/* What a link's node holds if it stays one. */
static char kept;

static bool add_page_url(const struct rewriting *rewriting, struct buffer *url,
			 struct text destination)
{
	struct site *site = rewriting->site;
	struct buffer fragment = { 0 };
	u32 dir = link_resolve(site->archive, rewriting->article, destination,
			       &fragment);
	bool found = dir != KSA_NONE && site->kinds[dir] != SITE_NONE;

	if (found)
		site_add_way(site, url, dir);
	if (found && fragment.len && !text_has(buffer_text(&fragment), '%')) {
		buffer_add_byte(url, '#');
		buffer_add(url, buffer_text(&fragment));
	}
	buffer_free(&fragment);
	return found;
}

/* Gives a link the address that it has on the site; false for none. */
static bool redirect(const struct rewriting *rewriting, cmark_node *node)
{
	struct text destination = text_of(cmark_node_get_url(node));
	struct buffer url = { 0 };
	bool leads = url_has_scheme(destination) ?
		     url_add(&url, destination) :
		     add_page_url(rewriting, &url, destination);

	buffer_add_byte(&url, '\0');
	if (leads)
		cmark_node_set_url(node, url.at);
	buffer_free(&url);
	return leads;
}

static void note(struct rewriting *rewriting, cmark_node *node)
{
	rewriting->nodes = memory_grow(rewriting->nodes, rewriting->count,
				       sizeof(*rewriting->nodes));
	rewriting->nodes[rewriting->count++] = node;
}

static void enter_link(struct rewriting *rewriting, cmark_node *node)
{
	note(rewriting, node);
	if (rewriting->links || !redirect(rewriting, node))
		return;
	cmark_node_set_user_data(node, &kept);
	rewriting->links++;
}

/* One more than that of the heading it stands below: none is left out. */
static int level_below(struct rewriting *rewriting, int level)
{
	while (rewriting->level_count &&
	       rewriting->levels[rewriting->level_count - 1] >= level)
		rewriting->level_count--;
	rewriting->levels[rewriting->level_count++] = level;
	level = 1 + rewriting->level_count;
	return level < LEVELS ? level : LEVELS;
}

static void enter_heading(struct rewriting *rewriting, cmark_node *node)
{
	int level = cmark_node_get_heading_level(node);

	note(rewriting, node);
	cmark_node_set_user_data(node, (char *)anchors_add(&rewriting->anchors,
							   node).at);
	if (cmark_node_first_child(node))
		cmark_node_set_heading_level(node,
					     level_below(rewriting, level));
}

/* The row of a table, which CommonMark takes for lines to be filled. */
static bool ends_row(cmark_node *softbreak)
{
	cmark_node *parent = cmark_node_parent(softbreak);
	cmark_node *first = cmark_node_first_child(parent);

	return cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH &&
	       cmark_node_get_type(first) == CMARK_NODE_TEXT &&
	       *cmark_node_get_literal(first) == '|';
}

static void enter(struct rewriting *rewriting, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		enter_link(rewriting, node);
		break;
	case CMARK_NODE_HEADING:
		enter_heading(rewriting, node);
		break;
	case CMARK_NODE_SOFTBREAK:
		if (ends_row(node))
			note(rewriting, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_HTML_INLINE:
		note(rewriting, node);
		break;
	default:
		break;
	}
}

/* The tree must not change under an iterator: that comes after. */
static void look_through(struct rewriting *rewriting, cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);
	cmark_event_type event;
	cmark_node *node;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		node = cmark_iter_get_node(iter);
		if (event == CMARK_EVENT_ENTER)
			enter(rewriting, node);
		else if (cmark_node_get_user_data(node) == &kept)
			rewriting->links--;
	}
	cmark_iter_free(iter);
}

static void move_children(cmark_node *from, cmark_node *to)
{
	cmark_node *child;

	while ((child = cmark_node_first_child(from)))
		cmark_node_append_child(to, child);
}

static void put_in_place(cmark_node *old, cmark_node *replacement)
{
	cmark_node_replace(old, replacement);
	cmark_node_free(old);
}

static void unwrap(cmark_node *node)
{
	cmark_node *child;

	while ((child = cmark_node_first_child(node)))
		cmark_node_insert_before(node, child);
	cmark_node_free(node);
}

/* A picture would be fetched: it becomes a link to where it is. */
static void change_link(cmark_node *node)
{
	cmark_node *link = node, *words;

	if (cmark_node_get_user_data(node) != &kept) {
		unwrap(node);
		return;
	}
	if (cmark_node_get_type(node) == CMARK_NODE_IMAGE) {
		link = cmark_node_new(CMARK_NODE_LINK);
		cmark_node_set_url(link, cmark_node_get_url(node));
		cmark_node_set_title(link, cmark_node_get_title(node));
		move_children(node, link);
		put_in_place(node, link);
	}
	if (cmark_node_first_child(link))
		return;
	words = cmark_node_new(CMARK_NODE_TEXT);
	cmark_node_set_literal(words, cmark_node_get_url(link));
	cmark_node_append_child(link, words);
}

/* cmark's own headings have no anchors. */
static void change_heading(cmark_node *node)
{
	cmark_node *heading;
	struct text anchor = text_of(cmark_node_get_user_data(node));
	int level = cmark_node_get_heading_level(node);
	struct buffer tag = { 0 };

	if (!cmark_node_first_child(node)) {
		cmark_node_free(node);
		return;
	}
	heading = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
	html_add(&tag, "<h%d", level);
	if (anchor.len) {
		buffer_add_string(&tag, " id=\"");
		html_add_text(&tag, anchor);
		buffer_add_byte(&tag, '"');
	}
	buffer_add_string(&tag, ">");
	buffer_add_byte(&tag, '\0');
	cmark_node_set_on_enter(heading, tag.at);
	tag.len = 0;
	html_add(&tag, "</h%d>", level);
	buffer_add_byte(&tag, '\0');
	cmark_node_set_on_exit(heading, tag.at);
	buffer_free(&tag);
	move_children(node, heading);
	put_in_place(node, heading);
}

static bool is_comment(struct text html)
{
	html = text_trim(html, "\n ");
	return html.len > 6 && !memcmp(html.at, "<!--", 4) &&
	       memmem(html.at, html.len, "-->", 3) == html.at + html.len - 3;
}

/* Markup is text like any other, and a comment is for the text's authors. */
static void change_html(cmark_node *node, cmark_node_type to)
{
	const char *literal = cmark_node_get_literal(node);
	cmark_node *text;

	if (is_comment(text_of(literal))) {
		cmark_node_free(node);
		return;
	}
	text = cmark_node_new(to);
	cmark_node_set_literal(text, literal);
	put_in_place(node, text);
}

static void change(cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		change_link(node);
		break;
	case CMARK_NODE_HEADING:
		change_heading(node);
		break;
	case CMARK_NODE_SOFTBREAK:
		put_in_place(node, cmark_node_new(CMARK_NODE_LINEBREAK));
		break;
	case CMARK_NODE_HTML_BLOCK:
		change_html(node, CMARK_NODE_CODE_BLOCK);
		break;
	case CMARK_NODE_HTML_INLINE:
		change_html(node, CMARK_NODE_TEXT);
		break;
	default:
		break;
	}
}

static void rewrite(struct site *site, u32 article, cmark_node *document)
{
	struct rewriting rewriting = { .site = site, .article = article };

	rewriting.anchors.arena = &rewriting.arena;
	look_through(&rewriting, document);
	for (size_t i = 0; i < rewriting.count; i++)
		change(rewriting.nodes[i]);
	free(rewriting.nodes);
	anchors_free(&rewriting.anchors);
	arena_free(&rewriting.arena);
}

static void add_parsed(struct site *site, u32 article, struct text markdown)
{
	cmark_node *document =
		cmark_parse_document(markdown.at, markdown.len,
				     CMARK_OPT_VALIDATE_UTF8);
	char *html;

	rewrite(site, article, document);
	html = cmark_render_html(document, CMARK_OPT_DEFAULT);
	buffer_add_string(&site->html, html);
	free(html);
	cmark_node_free(document);
}

/**
 * site_add_markdown() - an article's text
 * @site: the site
 * @article: whose text it is
 * @markdown: the text; over 1 MiB it is shown as it stands
 */
void site_add_markdown(struct site *site, u32 article, struct text markdown)
{
	struct buffer *html = &site->html;

	if (markdown.len <= PARSED_MAX) {
		add_parsed(site, article, markdown);
		return;
	}
	buffer_add_string(html, "<pre>");
	html_add_text(html, markdown);
	buffer_add_string(html, "</pre>\n");
}
