// SPDX-License-Identifier: GPL-2.0-only
/*
 * An article in the form in which LWN's come when their HTML is made Markdown:
 *
 *	# Title [LWN.net]
 *
 *	> a banner
 *
 *	By **Author**
 *	November 2, 2010
 *
 *	* * *
 *
 *	[what it is part of](/Articles/1/)
 *
 * the text, and what furniture.c knows. Each of these may be missing: a page
 * with a title alone is one too. What is not found is left out and reported.
 */
#include "article.h"
#include "furniture.h"
#include "inline.h"
#include "weekday.h"
#include "wrap.h"
#include "yaml-text.h"

/* How many blocks may stand between the title and the byline. */
#define HEAD_MAX 6

static const char suffix[] = "[LWN.net]";

/**
 * article_strip_suffix() - take LWN's name off a title's end
 * @title: shorter then
 *
 * Return: whether it was there, behind something else.
 */
bool article_strip_suffix(struct text *title)
{
	struct text bare = *title;

	if (!text_ends(bare, TEXT(suffix)))
		return false;
	bare.len -= sizeof(suffix) - 1;
	bare = text_trim_end(bare, " ");
	if (!bare.len)
		return false;
	*title = bare;
	return true;
}

static bool is_title(cmark_node *block, struct text *title,
		     struct arena *arena)
{
	cmark_node_type type = cmark_node_get_type(block);
	struct text bare;

	if (type == CMARK_NODE_HEADING && cmark_node_get_heading_level(block) == 1) {
		*title = inline_plain(block, arena);
		return title->len;
	}
	if (type != CMARK_NODE_PARAGRAPH ||
	    cmark_node_get_start_line(block) != cmark_node_get_end_line(block))
		return false;
	*title = inline_plain(block, arena);
	bare = *title;
	return article_strip_suffix(&bare);
}

/* Nobody else's pages have such paths. */
static bool links_to_articles(const struct input *input)
{
	static const char link[] = "](/Articles/";

	return memmem(input->bytes, input->len, link, sizeof(link) - 1);
}

/* Returns the title's block, or NULL. */
static cmark_node *read_title(struct article *article)
{
	cmark_node *block = cmark_node_first_child(article->document.root);
	struct span span;

	while (block && !is_title(block, &article->title, article->arena))
		block = cmark_node_next(block);
	if (!block)
		return NULL;
	article->is_lwn = article_strip_suffix(&article->title) ||
			  links_to_articles(article->document.input);
	span = document_span(&article->document, block);
	document_take(&article->document, span);
	article->head_end = span.end;
	return block;
}

/*
 * Above an article of LWN's stands its menu, where all of the page was made
 * Markdown; links may be defined there, which are no blocks.
 */
static void check_before_title(struct article *article, cmark_node *title)
{
	cmark_node *block = cmark_node_previous(title);

	if (!block)
		return;
	diagnose(WARNING, document_place(&article->document, 0),
		 article->is_lwn ?
		 "text before the title, as a menu is: left out" :
		 "text before the title: it stays, expected the title first");
	for (; block && article->is_lwn; block = cmark_node_previous(block))
		document_take(&article->document,
			      document_span(&article->document, block));
}

/* A second author, or another date, is for the reader to see. */
static bool read_byline(struct article *article, cmark_node *block)
{
	struct byline *known = &article->byline, byline;

	if (cmark_node_get_type(block) != CMARK_NODE_PARAGRAPH ||
	    !byline_read(inline_plain(block, article->arena), &byline,
			 article->arena) ||
	    (byline.author.len && known->author.len) ||
	    (byline.date.len && known->date.len))
		return false;
	if (byline.author.len)
		known->author = byline.author;
	if (byline.date.len)
		known->date = byline.date;
	weekday_warn(document_place(&article->document,
				    document_span(&article->document,
						  block).first),
		     byline.wrong_day, byline.date);
	return true;
}

static void take_block(struct article *article, cmark_node *block)
{
	struct span span = document_span(&article->document, block);

	document_take(&article->document, span);
	article->head_end = span.end;
}

static bool is_rule_block(cmark_node *block)
{
	return cmark_node_get_type(block) == CMARK_NODE_THEMATIC_BREAK;
}

/* The address, where a line of its own says nothing else. */
static bool read_address(struct article *article, cmark_node *block)
{
	struct text plain, url;
	cmark_node *link;

	if (cmark_node_get_type(block) != CMARK_NODE_PARAGRAPH)
		return false;
	plain = inline_plain(block, article->arena);
	if (text_begins(plain, TEXT("URL: ")))
		plain = text_skip(plain, 5);
	link = inline_first_link(block);
	url = link ? text_of(cmark_node_get_url(link)) : plain;
	if (!text_begins(url, TEXT(LWN "/")) || text_has(plain, ' ') ||
	    !text_equal(url, plain))
		return false;
	article->site.url = arena_text(article->arena, url);
	return true;
}

/* Up to the rule behind the byline, or the byline itself. */
static void read_head(struct article *article, cmark_node *title)
{
	cmark_node *block = cmark_node_next(title);
	bool found = false;

	for (size_t i = 0; block && i < HEAD_MAX; i++) {
		if (furniture_is_banner(block, article->arena)) {
			article->is_lwn = true;
			take_block(article, block);
		} else if (read_address(article, block)) {
			take_block(article, block);
		} else if (read_byline(article, block)) {
			found = true;
			take_block(article, block);
		} else if (is_rule_block(block) && found) {
			take_block(article, block);
			return;
		} else if (found) {
			return;
		}
		block = cmark_node_next(block);
	}
}

static void take_banners(struct article *article)
{
	cmark_node *block = cmark_node_first_child(article->document.root);
	struct span span;

	for (; block; block = cmark_node_next(block)) {
		span = document_span(&article->document, block);
		if (span.first >= article->head_end &&
		    furniture_is_banner(block, article->arena)) {
			article->is_lwn = true;
			document_take(&article->document, span);
		}
	}
}

static cmark_node *first_body_block(struct article *article)
{
	cmark_node *block = cmark_node_first_child(article->document.root);
	struct span span;

	for (; block; block = cmark_node_next(block)) {
		span = document_span(&article->document, block);
		if (span.first >= article->head_end &&
		    span.first < article->tail && span.first < span.end &&
		    !article->document.lines[span.first].taken)
			return block;
	}
	return NULL;
}

static bool is_lwns(struct text url)
{
	return text_begins(url, TEXT(LWN "/"));
}

/* Where there is no byline, the rule behind it is one above the text. */
static void take_leading_rule(struct article *article)
{
	cmark_node *block = first_body_block(article);

	if (block && is_rule_block(block))
		take_block(article, block);
}

/* A paragraph of nothing but a link, above the text. */
static void read_parent(struct article *article)
{
	cmark_node *block = first_body_block(article), *link = NULL;
	struct buffer url = { 0 };

	if (block && cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH)
		link = inline_only_link(block);
	if (link && absolute_url(&article->site,
				 text_of(cmark_node_get_url(link)), &url) &&
	    is_lwns(buffer_text(&url))) {
		article->parent_url = arena_text(article->arena,
						 buffer_text(&url));
		document_take(&article->document,
			      document_span(&article->document, block));
	}
	buffer_free(&url);
}

static void read_headings(struct article *article)
{
	cmark_node *block = cmark_node_first_child(article->document.root);
	size_t line;

	article->anchors.arena = article->arena;
	for (; block; block = cmark_node_next(block)) {
		if (cmark_node_get_type(block) != CMARK_NODE_HEADING)
			continue;
		line = document_span(&article->document, block).first;
		if (line < article->tail &&
		    !article->document.lines[line].taken &&
		    article->document.lines[line].kind == LINE_HEADING)
			anchors_add(&article->anchors, block);
	}
}

static bool body_has_heading(void *what, struct text anchor)
{
	const struct article *article = what;

	return anchors_have(&article->anchors, anchor);
}

/**
 * article_read() - find out what of a page is what
 * @article: filled; article_free() gives it up
 * @input: the page's file, in UTF-8 with newlines
 * @arena: owns what is made of it
 *
 * Return: whether it has a title, without which it is no page of that form.
 */
bool article_read(struct article *article, struct input *input,
		  struct arena *arena)
{
	cmark_node *title;

	*article = (struct article){ .arena = arena };
	document_read(&article->document, input, arena);
	article->tail = article->document.count;
	title = read_title(article);
	if (!title)
		return false;
	read_head(article, title);
	furniture_take_comments(article);
	furniture_take_index(article);
	check_before_title(article, title);
	if (!article->is_lwn)
		return true;
	take_banners(article);
	furniture_take_neighbours(article);
	take_leading_rule(article);
	read_parent(article);
	read_headings(article);
	article->site.anchored = body_has_heading;
	article->site.what = article;
	return true;
}

/**
 * article_free() - give up what is held of a page
 * @article: read
 */
void article_free(struct article *article)
{
	document_free(&article->document);
	anchors_free(&article->anchors);
}

static void add_key(struct buffer *text, const char *key, struct text value)
{
	if (!value.len)
		return;
	buffer_add_string(text, key);
	buffer_add_string(text, ": ");
	yaml_value(text, value);
	buffer_add_byte(text, '\n');
}

static void add_neighbour(struct buffer *text, const char *key,
			  const struct neighbour *neighbour)
{
	if (!neighbour->url.len)
		return;
	buffer_add_string(text, key);
	buffer_add_string(text, ":\n");
	add_key(text, "  what", neighbour->what);
	add_key(text, "  url", neighbour->url);
}

/**
 * article_add_keys() - write what is known of an article as front matter
 * @article: the article
 * @text: receives the lines at its end, without those of hyphens
 */
void article_add_keys(const struct article *article, struct buffer *text)
{
	const struct topic *topic = article->topics;

	add_key(text, "title", article->title);
	add_key(text, "author", article->byline.author);
	add_key(text, "date", article->byline.date);
	add_key(text, "url", article->site.url);
	add_key(text, "parent_url", article->parent_url);
	add_neighbour(text, "published_previous", &article->previous);
	add_neighbour(text, "published_next", &article->next);
	if (topic)
		buffer_add_string(text, "topics:\n");
	for (; topic; topic = topic->next) {
		buffer_add_string(text, "  - ");
		yaml_value(text, topic->text);
		buffer_add_byte(text, '\n');
	}
}

/* Blanks at a line's end mean something where two or more end it early. */
static struct text trim_line(struct text line, bool last)
{
	struct text bare = text_trim_end(line, " \t");

	return last || line.len - bare.len < 2 ||
	       line.at[line.len - 1] == '\t' ? bare :
	       (struct text){ line.at, bare.len + 2 };
}

static void add_wrapped(struct text lines, struct buffer *text)
{
	/* Blanks at the end of a line may be code. */
	bool trim = !text_has(lines, '`');
	const char *newline;
	struct text line;

	while (lines.len) {
		newline = memchr(lines.at, '\n', lines.len);
		line = newline ? text_between(lines.at, newline) : lines;
		lines = text_skip(lines, line.len + !!newline);
		wrap_line(trim ? trim_line(line, !lines.len) : line, text);
	}
}

/* The lines of one block, links made absolute and, in a paragraph, wrapped. */
static void add_block(struct article *article, struct span span,
		      struct buffer *text)
{
	const struct line *first = &article->document.lines[span.first];
	const struct line *last = &article->document.lines[span.end - 1];
	struct text block = text_between(first->text.at,
					 last->text.at + last->text.len);
	struct buffer absolute = { 0 };

	if (first->kind == LINE_VERBATIM || !article->is_lwn) {
		buffer_add(text, block);
		buffer_add_byte(text, '\n');
		return;
	}
	if (absolute_wanted(block)) {
		absolute_links(&article->site,
			       article->reported ? NULL
						 : article->document.input,
			       block, &absolute);
		block = buffer_text(&absolute);
	}
	if (first->kind == LINE_TEXT) {
		add_wrapped(block, text);
	} else {
		buffer_add(text, text_trim_end(block, " \t"));
		buffer_add_byte(text, '\n');
	}
	buffer_free(&absolute);
}

/* Whether a blank line would follow another, or begin the text. */
static bool ends_blank(const struct buffer *text)
{
	return !text->len || text_ends(buffer_text(text), TEXT("\n\n"));
}

/**
 * article_add_lines() - write lines of an article as they go into a page
 * @article: the article
 * @span: the lines; those that are taken stay out
 * @text: receives them at its end
 */
void article_add_lines(struct article *article, struct span span,
		       struct buffer *text)
{
	size_t i = span.first, start;
	bool gap = false;

	while (i < span.end) {
		start = i++;
		gap |= article->document.lines[start].taken;
		if (article->document.lines[start].taken ||
		    (gap && document_is_blank(&article->document, start) &&
		     ends_blank(text)))
			continue;
		gap = false;
		while (i < span.end && !article->document.lines[i].taken &&
		       document_goes_on(&article->document, i))
			i++;
		add_block(article, (struct span){ start, i }, text);
	}
}

/**
 * article_add_body() - write an article's text
 * @article: the article
 * @text: receives it at its end
 */
void article_add_body(struct article *article, struct buffer *text)
{
	article_add_lines(article, (struct span){ 0, article->tail }, text);
}

static void warn_missing(const struct article *article, struct text found,
			 const char *what)
{
	if (!found.len)
		diagnose(WARNING, document_place(&article->document, 0),
			 "no %s found: the page has none", what);
}

/* What pandoc writes for a table that is none in Markdown. */
static void warn_tables(const struct article *article)
{
	const struct line *lines = article->document.lines;

	for (size_t i = 0; i < article->tail; i++)
		if (!lines[i].taken && lines[i].kind == LINE_TEXT &&
		    text_is(text_trim(lines[i].text, " "), "[TABLE]"))
			diagnose(WARNING,
				 document_place(&article->document, i),
				 "\"[TABLE]\", as pandoc writes for what it cannot: expected the table");
}

/**
 * article_warn_missing() - report what an article should have and has not
 * @article: the article
 */
void article_warn_missing(const struct article *article)
{
	warn_missing(article, article->byline.author, "author");
	warn_missing(article, article->byline.date, "date");
	warn_tables(article);
}
