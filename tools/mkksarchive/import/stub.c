// SPDX-License-Identifier: GPL-2.0-only
/*
 * The page of a session of which all that is known is what an item of a list
 * says.
 */
#include <stdio.h>

#include "stub.h"
#include "yaml-text.h"

/* The lines of a bullet, which lines behind the text may seem to go on. */
static struct span item_span(const struct article *article, cmark_node *item)
{
	struct span span = document_span(&article->document, item);

	if (span.end > article->tail)
		span.end = article->tail;
	return span;
}

/* A bullet's text as it would stand by itself. */
static void add_item(struct article *article, cmark_node *item,
		     struct buffer *text)
{
	struct span span = item_span(article, item);
	cmark_node *child = cmark_node_first_child(item);
	size_t content = (size_t)cmark_node_get_start_column(child) - 1;

	for (size_t i = span.first; i < span.end; i++) {
		struct text line = article->document.lines[i].text;
		size_t cut = i == span.first ? content : 0;

		if (article->document.lines[i].taken)
			continue;
		while (i > span.first && cut < content && cut < line.len &&
		       line.at[cut] == ' ')
			cut++;
		if (cut > line.len)
			cut = line.len;
		buffer_add(text, text_skip(line, cut));
		buffer_add_byte(text, '\n');
	}
}

/* The end of what stands in brackets at the beginning; 0 for nothing. */
static size_t link_end(struct text text)
{
	const char *end = memmem(text.at, text.len, "](", 2);
	size_t depth = 0;

	if (!end)
		return 0;
	for (size_t i = (size_t)(end - text.at) + 1; i < text.len; i++) {
		depth += text.at[i] == '(';
		depth -= text.at[i] == ')';
		if (!depth)
			return i + 1;
	}
	return 0;
}

/*
 * What a bullet says behind its link, where that is a heading to it, as in
 * "[Title](...): what was said"; else all of it.
 */
static struct text blurb_of(struct text item)
{
	struct text all = text_trim(item, " \n"), rest = all;
	size_t len;

	while (rest.len && byte_is_of("*_", *rest.at))
		rest = text_skip(rest, 1);
	if (!rest.len || *rest.at != '[')
		return all;
	len = link_end(rest);
	if (!len)
		return all;
	rest = text_skip(rest, len);
	while (rest.len && byte_is_of("*_", *rest.at))
		rest = text_skip(rest, 1);
	rest = text_trim(rest, " \n");
	if (!text_trim(rest, " .:;,-").len)
		return (struct text){ "", 0 };
	if (byte_is_of(":;.", *rest.at) || text_begins(rest, TEXT("- ")) ||
	    text_begins(rest, TEXT("\xe2\x80\x93")) ||
	    text_begins(rest, TEXT("\xe2\x80\x94"))) {
		rest = text_skip(rest, *rest.at == '\xe2' ? 3 : 1);
		return text_trim(rest, " \n");
	}
	return all;
}

/**
 * stub_site() - what the links of an item are relative to in a page of its own
 * @list: the page that it is in
 *
 * Return: that; the list's headings are not there.
 */
struct site stub_site(const struct article *list)
{
	return (struct site){ .url = list->site.url };
}

/* As a body of its own, but that what its links lack is reported for the list. */
static void add_blurb(const struct article *list, struct text blurb,
		      struct buffer *text)
{
	struct text copy = arena_text(list->arena, blurb);
	struct input input = { list->document.input->path, copy.at, copy.len };
	struct article article = {
		.arena = list->arena, .site = stub_site(list),
		.is_lwn = true, .reported = true,
	};

	document_read(&article.document, &input, list->arena);
	article.tail = article.document.count;
	article_add_body(&article, text);
	document_free(&article.document);
}

static void add_keys(const struct article *list, const struct draft *stub,
		     struct buffer *text)
{
	buffer_add_string(text, "title: ");
	yaml_value(text, stub->title);
	if (stub->url.len) {
		buffer_add_string(text, "\nurl: ");
		yaml_value(text, stub->url);
	}
	if (list->site.url.len) {
		buffer_add_string(text, "\nparent_url: ");
		yaml_value(text, list->site.url);
	}
	buffer_add_byte(text, '\n');
	buffer_add(text, stub->order);
	if (!stub->bare)
		buffer_add_string(text, "completeness: abstract\n");
}

static struct text order_of(const struct session *session, struct arena *keep)
{
	char order[64];

	snprintf(order, sizeof(order), "day: %u\nweight: %u\n", session->day,
		 session->weight);
	return arena_text(keep, text_of(order));
}

/**
 * stub_make() - make a page of an item
 * @list: the page that it is in
 * @item: the item
 * @session: what is known of it
 * @keep: owns what is returned
 *
 * Return: the page, ready but for its section.
 */
struct draft *stub_make(struct article *list, cmark_node *item,
			const struct session *session, struct arena *keep)
{
	struct draft *stub = arena_new(keep, struct draft);
	size_t line = document_span(&list->document, item).first;
	struct buffer source = { 0 };
	struct text blurb;

	add_item(list, item, &source);
	blurb = blurb_of(buffer_text(&source));
	stub->input = list->document.input;
	stub->where = document_place(&list->document, line).offset;
	stub->stem = "";
	stub->stub = true;
	stub->bare = !blurb.len;
	stub->state = DRAFT_READY;
	stub->title = arena_text(keep, session->title);
	stub->url = arena_text(keep, session->url);
	stub->device = session->file.st_dev;
	stub->inode = session->file.st_ino;
	stub->order = order_of(session, keep);
	buffer_add_string(&stub->text, "---\n");
	add_keys(list, stub, &stub->text);
	buffer_add_string(&stub->text, "---\n");
	if (blurb.len) {
		buffer_add_byte(&stub->text, '\n');
		add_blurb(list, blurb, &stub->text);
	}
	buffer_free(&source);
	return stub;
}
