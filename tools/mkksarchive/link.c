// SPDX-License-Identifier: GPL-2.0-only
/*
 * The links in a page's body that lead to other pages.
 *
 * Finding out what is a link takes cmark, and more time than all the rest of a
 * page. But a link's destination always stands behind "](" or "]:" in the text.
 * So the text is scanned for those first: where each is followed by something
 * that is no internal link, or a good one, it does not matter which of them
 * are links at all. Only if one would be broken, cmark has to say.
 */
#include <cmark.h>
#include <stdlib.h>

#include "anchor.h"
#include "page.h"
#include "resolve.h"

/* The bytes that mean themselves in any destination. */
#define PLAIN \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._~/#%-"

struct link_fragment {
	struct target target;
	struct link_fragment *next;
};

/* A search through the links that cmark found. */
struct search {
	const struct page *page;
	struct worker *worker;
	size_t block;
	size_t from;
};

static void add_fragment(struct page *page, struct target target,
			 struct worker *worker)
{
	struct link_fragment *fragment;

	fragment = arena_new(&worker->keep, struct link_fragment);
	fragment->target.page = target.page;
	fragment->target.fragment = arena_text(&worker->keep, target.fragment);
	fragment->next = page->links.fragments;
	page->links.fragments = fragment;
}

/* Where @rest stands behind "](" or "]:", what may be a destination. */
static struct text destination_at(struct text rest, bool *plain)
{
	struct text text = text_trim(rest, " \t\r\n");
	bool in_brackets = text.len && *text.at == '<';
	size_t len;

	if (in_brackets)
		text = text_skip(text, 1);
	if (resolve_is_external(text))
		return text;
	len = strspn(text.at, PLAIN);
	text.len = len < text.len ? len : text.len;
	*plain = text.len && byte_is_of(in_brackets ? ">" : ") \t\r\n",
					text.at[text.len]);
	return text;
}

static void scan_destination(struct page *page, struct text rest,
			     struct worker *worker)
{
	bool plain = false;
	struct text text = destination_at(rest, &plain);
	struct target target;

	if (resolve_is_external(text))
		return;
	if (!plain || !resolve(page, text, &worker->scratch, &target) ||
	    target.misnamed)
		page->links.suspect = true;
	else if (target.fragment.len)
		add_fragment(page, target, worker);
}

/**
 * links_scan() - look for what may be an internal link
 * @page: read; its links are filled
 * @worker: the thread's
 */
void links_scan(struct page *page, struct worker *worker)
{
	const char *at = page->body.at, *end = at + page->body.len;

	while (!page->links.suspect && at < end &&
	       (at = memchr(at, ']', (size_t)(end - at)))) {
		at++;
		if (at < end && (*at == '(' || *at == ':'))
			scan_destination(page, text_between(at + 1, end),
					 worker);
	}
}

static size_t line_offset(const struct page *page, int line)
{
	const char *at = page->body.at, *end = at + page->body.len;

	while (--line > 0 && at < end) {
		at = memchr(at, '\n', (size_t)(end - at));
		at = at ? at + 1 : end;
	}
	return (size_t)(at - page->input.bytes);
}

/* A > is a quote's, at the beginning of a line. */
static bool is_behind_mark(const char *begin, const char *at)
{
	while (at > begin && byte_is_of(" \t\r\n<>", at[-1]))
		at--;
	return at > begin && (at[-1] == '(' || at[-1] == ':');
}

/* The next place from @from on where @text stands as a destination does. */
static size_t find_destination(const struct page *page, size_t from,
			       struct text text)
{
	const char *begin = page->body.at, *end = begin + page->body.len;
	const char *at = page->input.bytes + from;

	while (text.len && at < end &&
	       (at = memmem(at, (size_t)(end - at), text.at, text.len))) {
		if (is_behind_mark(begin, at))
			return (size_t)(at - page->input.bytes);
		at++;
	}
	return WHOLE;
}

static cmark_node *block_of(cmark_node *node)
{
	while (cmark_node_get_type(node) >= CMARK_NODE_FIRST_INLINE)
		node = cmark_node_parent(node);
	return node;
}

/* Right for a link on one line only: cmark gives the last line's number. */
static size_t node_offset(const struct page *page, cmark_node *node)
{
	size_t offset = line_offset(page, cmark_node_get_start_line(node));
	size_t len = strcspn(page->input.bytes + offset, "\n");
	int column = cmark_node_get_start_column(node);

	return column > 0 && (size_t)column <= len ?
	       offset + (size_t)column - 1 : offset;
}

/*
 * The destination is looked for in the link's paragraph, then, as one that is
 * defined elsewhere, in the whole body. An empty one, or one that is written
 * with escapes, is not found.
 */
static struct place link_place(struct search *search, cmark_node *node,
			       struct text destination)
{
	const struct page *page = search->page;
	int line = cmark_node_get_start_line(block_of(node));
	size_t block = line_offset(page, line);
	size_t found;

	if (block != search->block)
		search->from = block;
	search->block = block;
	found = find_destination(page, search->from, destination);
	if (found != WHOLE)
		search->from = found + destination.len;
	else
		found = find_destination(page, line_offset(page, 1),
					 destination);
	if (found == WHOLE)
		found = node_offset(page, node);
	return at(&page->input, found);
}

static void report_lost(struct search *search, struct text destination,
			struct place place)
{
	error_at(place, "the link \"%.*s\" leads %s: expected a page or section of this archive",
		 TEXT_ARGS(destination),
		 resolve_is_file(search->page, destination,
				 &search->worker->scratch) ?
		 "to a file that is no page" : "nowhere");
}

/*
 * In the tree it leads there all the same, and pages that were written from an
 * image have these names whatever they had before.
 */
static void warn_of_name(const struct target *target, struct text destination,
			 struct place place)
{
	diagnose(WARNING, place, "the link \"%.*s\" leads to %s: expected the name of that file",
		 TEXT_ARGS(destination), target->page->input.path);
}

static void check_target(const struct target *target, struct text destination,
			 struct place place)
{
	if (target->misnamed)
		warn_of_name(target, destination, place);
	if (target->fragment.len &&
	    !anchor_exists(target->page, target->fragment))
		error_at(place, "the link \"%.*s\" leads to no heading: expected one with the anchor \"%.*s\" in %s",
			 TEXT_ARGS(destination), TEXT_ARGS(target->fragment),
			 target->page->input.path);
}

static void check_destination(struct search *search, cmark_node *node)
{
	struct text destination = text_of(cmark_node_get_url(node));
	struct place place = link_place(search, node, destination);
	struct target target;

	if (resolve_is_external(destination))
		return;
	if (!destination.len)
		error_at(place, "a link without destination: expected a page");
	else if (!resolve(search->page, destination, &search->worker->scratch,
			  &target))
		report_lost(search, destination, place);
	else
		check_target(&target, destination, place);
}

static void check_links(struct search *search, cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);
	cmark_event_type event;
	cmark_node_type type;
	cmark_node *node;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		node = cmark_iter_get_node(iter);
		type = cmark_node_get_type(node);
		if (event == CMARK_EVENT_ENTER &&
		    (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE))
			check_destination(search, node);
	}
	cmark_iter_free(iter);
}

static bool fragments_exist(const struct link_fragment *fragment)
{
	for (; fragment; fragment = fragment->next)
		if (!anchor_exists(fragment->target.page,
				   fragment->target.fragment))
			return false;
	return true;
}

/**
 * links_check() - report a page's broken links
 * @page: scanned, as all pages are by now
 * @worker: the thread's
 */
void links_check(const struct page *page, struct worker *worker)
{
	struct search search = {
		.page = page, .worker = worker, .block = WHOLE,
	};
	cmark_node *document;

	if (!page->links.suspect && fragments_exist(page->links.fragments))
		return;
	document = cmark_parse_document(page->body.at, page->body.len,
					CMARK_OPT_DEFAULT);
	check_links(&search, document);
	cmark_node_free(document);
}
