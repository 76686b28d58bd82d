// SPDX-License-Identifier: GPL-2.0-only
/*
 * What LWN puts around an article: a banner that asks for subscriptions above
 * it; below it links to the articles before and after, a table of the index's
 * entries, and where to comment. What says something of the article is kept as
 * that; all of it leaves the body.
 */
#include <stdlib.h>

#include "furniture.h"
#include "inline.h"

#define INDEX_HEADING "Index entries for this article"
#define COMMENT_LINE_MAX 60

static bool has(struct text text, const char *what)
{
	return text.len && memmem(text.at, text.len, what, strlen(what));
}

static bool links_to_promotion(cmark_node *block)
{
	cmark_iter *iter = cmark_iter_new(block);
	cmark_event_type event;
	bool found = false;

	while (!found && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		const char *url;

		if (cmark_node_get_type(node) != CMARK_NODE_LINK)
			continue;
		url = cmark_node_get_url(node);
		found = strstr(url, "/Promo/") || strstr(url, "/subscribe");
	}
	cmark_iter_free(iter);
	return found;
}

/**
 * furniture_is_banner() - whether a block asks for subscriptions to LWN
 * @block: the block
 * @arena: for what is made of it meanwhile
 *
 * Return: whether it is a quote that leads to where one subscribes, or that
 * says it in LWN's words.
 */
bool furniture_is_banner(cmark_node *block, struct arena *arena)
{
	struct text plain;

	if (cmark_node_get_type(block) != CMARK_NODE_BLOCK_QUOTE)
		return false;
	plain = inline_plain(block, arena);
	return (has(plain, "LWN") && links_to_promotion(block)) ||
	       has(plain, "LWN.net needs you!");
}

static cmark_node *parse_line(struct text line)
{
	cmark_node *root = cmark_parse_document(line.at, line.len,
						CMARK_OPT_DEFAULT);

	if (!root)
		die("out of memory for a line");
	return root;
}

static struct text plain_line(struct text line, struct arena *arena)
{
	cmark_node *root = parse_line(line);
	struct text plain = inline_plain(root, arena);

	cmark_node_free(root);
	return plain;
}

static bool is_rule(struct text line)
{
	struct text bare = text_trim(line, " \t");
	size_t marks = 0;

	for (size_t i = 0; i < bare.len; i++) {
		if (bare.at[i] == ' ')
			continue;
		if (bare.at[i] != *bare.at || !byte_is_of("*-_", *bare.at))
			return false;
		marks++;
	}
	return marks >= 3;
}

/* The address is where one comes back to when logged in. */
static void find_address(struct article *article, struct text line)
{
	static const char mark[] = "target=/Articles/";
	const char *found = memmem(line.at, line.len, mark, sizeof(mark) - 1);
	struct buffer url = { 0 };
	size_t len = 0;

	if (!found)
		return;
	found += sizeof("target=") - 1;
	while (found + len < line.at + line.len &&
	       !byte_is_of(" )>&#\"", found[len]))
		len++;
	buffer_add_string(&url, LWN);
	buffer_add(&url, (struct text){ found, len });
	article->site.url = arena_text(article->arena, buffer_text(&url));
	buffer_free(&url);
}

static size_t blanks_before(const struct article *article, size_t line)
{
	while (line > article->head_end &&
	       document_is_blank(&article->document, line - 1))
		line--;
	return line;
}

static bool is_last(const struct article *article, size_t line)
{
	while (++line < article->document.count)
		if (!document_is_blank(&article->document, line))
			return false;
	return true;
}

static bool says_comments(struct article *article, size_t line)
{
	struct text text = article->document.lines[line].text;
	struct text plain;

	if (article->document.lines[line].kind == LINE_VERBATIM ||
	    !has(text, "to post comments"))
		return false;
	plain = text_trim(plain_line(text, article->arena), "() .");
	return plain.len <= COMMENT_LINE_MAX &&
	       text_ends_nocase(plain, TEXT("to post comments"));
}

/**
 * furniture_take_comments() - end the article where its comments begin
 * @article: its head has been read
 *
 * That is a line by itself behind a rule, or the very last one.
 */
void furniture_take_comments(struct article *article)
{
	struct document *document = &article->document;
	size_t before;

	for (size_t i = article->head_end; i < document->count; i++) {
		if (!says_comments(article, i))
			continue;
		before = blanks_before(article, i);
		if (before > article->head_end &&
		    is_rule(document->lines[before - 1].text))
			before--;
		else if (!is_last(article, i))
			continue;
		find_address(article, document->lines[i].text);
		if (!is_last(article, i))
			diagnose(WARNING, document_place(document, i + 1),
				 "what follows the article, as comments do, is left out");
		article->is_lwn = true;
		article->tail = before;
		return;
	}
}

static bool is_index_heading(struct article *article, size_t line)
{
	const struct line *of = &article->document.lines[line];

	return of->kind != LINE_VERBATIM && has(of->text, INDEX_HEADING) &&
	       text_is(text_trim(plain_line(of->text, article->arena), " |"),
		       INDEX_HEADING);
}

/* Takes what stands before the next bar that is no part of a cell. */
static struct text take_cell(struct text *row)
{
	size_t len = 0;
	struct text cell;

	while (len < row->len && row->at[len] != '|')
		len += row->at[len] == '\\' && len + 1 < row->len ? 2 : 1;
	cell = (struct text){ row->at, len };
	*row = text_skip(*row, len < row->len ? len + 1 : len);
	return cell;
}

/* The levels of a row's entry, with slashes between. */
static struct text read_row(struct article *article, struct text row)
{
	struct buffer levels = { 0 };
	struct text cell, text;

	while (row.len) {
		cell = plain_line(text_trim(take_cell(&row), " \t"),
				  article->arena);
		if (cell.len && levels.len)
			buffer_add_byte(&levels, '/');
		buffer_add(&levels, cell);
	}
	text = arena_text(article->arena, buffer_text(&levels));
	buffer_free(&levels);
	return text;
}

/* LWN's index has slashes between levels, and in this word. */
static void warn_of_slash(struct article *article, size_t line,
			  struct text topic)
{
	if (has(topic, "I/O"))
		diagnose(WARNING, document_place(&article->document, line),
			 "the topic \"%.*s\": its \"I/O\" makes two levels, expected another word in the page",
			 TEXT_ARGS(topic));
}

/* The line of hyphens below a table's first. */
static bool is_table_line(struct text line)
{
	struct text bare = text_trim(line, " \t|");

	for (size_t i = 0; i < bare.len; i++)
		if (!byte_is_of("-:| ", bare.at[i]))
			return false;
	return text_has(bare, '-');
}

static size_t read_rows(struct article *article, size_t line)
{
	struct document *document = &article->document;
	struct topic **link = &article->topics;
	struct text row;

	for (; line < article->tail; line++) {
		if (document_is_blank(document, line) ||
		    is_rule(document->lines[line].text))
			break;
		row = read_row(article, document->lines[line].text);
		if (!row.len)
			continue;
		*link = arena_new(article->arena, struct topic);
		(*link)->text = row;
		warn_of_slash(article, line, row);
		link = &(*link)->next;
	}
	return line;
}

/* Text right above the table's line looks like a heading to CommonMark. */
static void restore_text(struct document *document, size_t line)
{
	unsigned int block = document->lines[line].block;

	if (document->lines[line].kind == LINE_HEADING)
		while (line-- && document->lines[line].block == block)
			document->lines[line].kind = LINE_TEXT;
}

/**
 * furniture_take_index() - make topics of the entries in LWN's index
 * @article: its tail is known
 */
void furniture_take_index(struct article *article)
{
	struct document *document = &article->document;
	size_t line = article->tail, rows, end;

	while (line > article->head_end && !is_index_heading(article, line - 1))
		line--;
	if (line == article->head_end)
		return;
	rows = line--;
	while (rows < article->tail && document_is_blank(document, rows))
		rows++;
	if (rows == article->tail || !is_table_line(document->lines[rows].text))
		return;
	end = read_rows(article, rows + 1);
	if (!article->topics)
		diagnose(WARNING, document_place(document, line),
			 "no entries of the index: expected a row for each");
	restore_text(document, line);
	document_take(document, (struct span){ line, end });
	article->is_lwn = true;
}

struct direction {
	const char *word;
	size_t len;
	bool forward;
};

static const struct direction directions[] = {
	{ "Next:", 5, true },
	{ "Previous:", 9, false },
};

static const struct direction *direction_of(struct text plain)
{
	for (size_t i = 0; i < 2; i++)
		if (text_begins(plain, text_of(directions[i].word)))
			return &directions[i];
	return NULL;
}

/* Without an address that can be told the link stays in the text. */
static bool set_neighbour(struct article *article, bool forward,
			  cmark_node *link, struct text what)
{
	struct neighbour *neighbour = forward ? &article->next
					      : &article->previous;
	struct buffer url = { 0 };
	bool told = absolute_url(&article->site,
				 text_of(cmark_node_get_url(link)), &url);

	if (told) {
		neighbour->what = text_trim(what, " .");
		neighbour->url = arena_text(article->arena, buffer_text(&url));
	}
	buffer_free(&url);
	return told;
}

/* [Next: Title](address) */
static bool take_link(struct article *article, cmark_node *link)
{
	struct text plain = inline_plain(link, article->arena);
	const struct direction *direction = direction_of(plain);

	return direction &&
	       set_neighbour(article, direction->forward, link,
			     text_skip(plain, direction->len));
}

/* Next: [Title](address) */
static bool take_word_and_link(struct article *article, cmark_node *paragraph,
			       cmark_node *link)
{
	struct text plain = inline_plain(paragraph, article->arena);
	struct text what = inline_plain(link, article->arena);
	const struct direction *direction = direction_of(plain);
	struct text rest;

	if (!direction)
		return false;
	rest = text_trim(text_skip(plain, direction->len), " .");
	return text_equal(rest, text_trim(what, " .")) &&
	       set_neighbour(article, direction->forward, link, what);
}

static bool is_separator(cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		return true;
	case CMARK_NODE_TEXT:
		return !text_trim(text_of(cmark_node_get_literal(node)),
				  " .,|()").len;
	default:
		return false;
	}
}

/* A line of nothing but links to neighbours. */
static bool take_links(struct article *article, cmark_node *paragraph)
{
	cmark_node *node = cmark_node_first_child(paragraph), *link;
	size_t links = 0;

	for (; node; node = cmark_node_next(node)) {
		if (is_separator(node))
			continue;
		link = inline_first_link(node);
		if (!link || !take_link(article, link))
			return false;
		links++;
	}
	return links;
}

static bool take_neighbour_line(struct article *article, size_t line)
{
	const struct line *of = &article->document.lines[line];
	cmark_node *root, *paragraph, *link;
	bool taken = false;

	if (of->kind != LINE_TEXT ||
	    (!has(of->text, "Next:") && !has(of->text, "Previous:")))
		return false;
	root = parse_line(of->text);
	paragraph = cmark_node_first_child(root);
	link = paragraph ? inline_first_link(paragraph) : NULL;
	if (link)
		taken = take_links(article, paragraph) ||
			take_word_and_link(article, paragraph, link);
	cmark_node_free(root);
	return taken;
}

static bool is_left(const struct article *article, size_t line)
{
	return !article->document.lines[line].taken &&
	       !document_is_blank(&article->document, line);
}

/**
 * furniture_take_neighbours() - find the articles before and after
 * @article: its index entries are taken
 *
 * They stand in the last lines of the body.
 */
void furniture_take_neighbours(struct article *article)
{
	for (size_t line = article->tail; line > article->head_end; line--) {
		if (!is_left(article, line - 1))
			continue;
		if (!take_neighbour_line(article, line - 1))
			return;
		document_take(&article->document,
			      (struct span){ line - 1, line });
	}
}
