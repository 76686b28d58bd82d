// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sessions that a summit's page lists: below a heading "Day 1" a bullet for
 * each, with a link to its report and a few words on it. Each becomes a page
 * that says no more than that.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

#include "env.h"
#include "inline.h"
#include "sessions.h"
#include "yaml-text.h"

#define DAY_HEADING_MAX 80
#define LEVEL_MAX 6

static const char *const numbers[] = {
	"one", "two", "three", "four", "five", "six", "seven"
};

static const char *const ordinals[] = {
	"first", "second", "third", "fourth", "fifth", "sixth", "seventh"
};

static unsigned int position(struct text word, const char *const *words)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(numbers); i++)
		if (word.len == strlen(words[i]) &&
		    !strncasecmp(word.at, words[i], word.len))
			return i + 1;
	return 0;
}

/* Digits only, two at most. */
static unsigned int number_of(struct text word)
{
	unsigned int number = 0;

	if (!word.len || word.len > 2)
		return position(word, numbers);
	for (size_t i = 0; i < word.len; i++) {
		if (!isdigit((unsigned char)word.at[i]))
			return position(word, numbers);
		number = number * 10 + (unsigned int)(word.at[i] - '0');
	}
	return number;
}

static struct text take_word(struct text *text)
{
	struct text word = *text;
	size_t len = 0;

	while (len < text->len && isalnum((unsigned char)text->at[len]))
		len++;
	word.len = len;
	while (len < text->len && !isalnum((unsigned char)text->at[len]))
		len++;
	*text = text_skip(*text, len);
	return word;
}

static bool is_day(struct text word)
{
	return word.len == 3 && !strncasecmp(word.at, "day", 3);
}

/* "Day 1", "Day two: Tuesday", "The second day"; 0 where it names none. */
static unsigned int day_of(struct text heading)
{
	struct text word, before = { "", 0 };
	unsigned int day;

	if (heading.len > DAY_HEADING_MAX)
		return 0;
	while (heading.len) {
		word = take_word(&heading);
		if (is_day(word)) {
			day = position(before, ordinals);
			word = take_word(&heading);
			return day ? day : number_of(word);
		}
		before = word;
	}
	return 0;
}

/* A heading, or a paragraph that is all strong. */
static bool is_heading(cmark_node *block)
{
	cmark_node *child = cmark_node_first_child(block);

	switch (cmark_node_get_type(block)) {
	case CMARK_NODE_HEADING:
		return true;
	case CMARK_NODE_PARAGRAPH:
		return child && !cmark_node_next(child) &&
		       cmark_node_get_type(child) == CMARK_NODE_STRONG;
	default:
		return false;
	}
}

/**
 * struct listing - the sessions that have been found
 * @article: the page that lists them
 * @keep: owns the drafts
 * @day: of the heading that was met last; 0 where it names none
 * @level: of the last heading that named a day; 0 before the first
 * @weight: of the last session
 * @link: where the next one is to be kept
 */
struct listing {
	struct article *article;
	struct arena *keep;
	unsigned int day;
	int level;
	unsigned int weight;
	struct draft **link;
};

/**
 * struct target - what an item's link leads to
 * @url: empty where none can be told
 * @file: of the page beside the list; all zero where it is none
 */
struct target {
	struct text url;
	struct stat file;
};

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

/* A title without a link: what a bullet begins with in bold. */
static struct text strong_title(struct article *article, cmark_node *item)
{
	cmark_node *paragraph = cmark_node_first_child(item);
	cmark_node *child = paragraph ? cmark_node_first_child(paragraph)
				      : NULL;

	if (!child || cmark_node_get_type(child) != CMARK_NODE_STRONG)
		return (struct text){ "", 0 };
	return text_trim_end(inline_plain(child, article->arena), " :.");
}

/* The list's headings are not in the session's page. */
static struct site site_of_stub(const struct article *list)
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
		.arena = list->arena, .site = site_of_stub(list),
		.is_lwn = true, .reported = true,
	};

	document_read(&article.document, &input, list->arena);
	article.tail = article.document.count;
	article_add_body(&article, text);
	document_free(&article.document);
}

static void add_stub_text(struct listing *listing, struct draft *stub,
			  struct text url, struct text blurb)
{
	const struct article *article = listing->article;
	struct buffer *text = &stub->text;
	char order[64];

	buffer_add_string(text, "---\ntitle: ");
	yaml_value(text, stub->title);
	stub->url = arena_text(listing->keep, url);
	if (url.len) {
		buffer_add_string(text, "\nurl: ");
		yaml_value(text, url);
	}
	if (article->site.url.len) {
		buffer_add_string(text, "\nparent_url: ");
		yaml_value(text, article->site.url);
	}
	buffer_add_byte(text, '\n');
	snprintf(order, sizeof(order), "day: %u\nweight: %u\n", listing->day,
		 ++listing->weight);
	stub->order = arena_text(listing->keep, text_of(order));
	buffer_add_string(text, order);
	if (blurb.len)
		buffer_add_string(text, "completeness: abstract\n");
	buffer_add_string(text, "---\n");
	if (blurb.len) {
		buffer_add_byte(text, '\n');
		add_blurb(article, blurb, text);
	}
}

static void add_stub(struct listing *listing, cmark_node *item,
		     struct text title, const struct target *target)
{
	struct article *article = listing->article;
	struct draft *stub = arena_new(listing->keep, struct draft);
	size_t line = document_span(&article->document, item).first;
	struct buffer source = { 0 };
	struct text blurb;

	add_item(article, item, &source);
	blurb = blurb_of(buffer_text(&source));
	stub->input = article->document.input;
	stub->where = document_place(&article->document, line).offset;
	stub->stem = "";
	stub->stub = true;
	stub->state = DRAFT_READY;
	stub->title = arena_text(listing->keep, title);
	stub->device = target->file.st_dev;
	stub->inode = target->file.st_ino;
	add_stub_text(listing, stub, target->url, blurb);
	stub->bare = !blurb.len;
	buffer_free(&source);
	*listing->link = stub;
	listing->link = &stub->next;
}

/* People who keep a list and its pages may have links between the files. */
static bool find_beside(const struct article *list, const char *url,
			struct stat *file)
{
	struct text path = text_of(list->document.input->path);
	const char *slash = memrchr(path.at, '/', path.len);
	struct text folder = { path.at,
			       slash ? (size_t)(slash + 1 - path.at) : 0 };
	struct buffer beside = { 0 };
	struct stat stat_of_it;
	bool found;

	if (!*url || byte_is_of("/#", *url))
		return false;
	buffer_add(&beside, folder);
	buffer_add(&beside, (struct text){ url, strcspn(url, "#") });
	found = !stat(arena_string(list->arena, buffer_text(&beside)),
		      &stat_of_it) && S_ISREG(stat_of_it.st_mode);
	if (found)
		*file = stat_of_it;
	buffer_free(&beside);
	return found;
}

/* What the item's link leads to: an address or a file, if any can be told. */
static struct target target_of(const struct article *list, cmark_node *link)
{
	const struct site site = site_of_stub(list);
	const char *to = cmark_node_get_url(link);
	struct target target = { .url = { "", 0 } };
	struct buffer url = { 0 };

	if (!find_beside(list, to, &target.file) &&
	    absolute_url(&site, text_of(to), &url))
		target.url = arena_text(list->arena, buffer_text(&url));
	buffer_free(&url);
	return target;
}

static void read_item(struct listing *listing, cmark_node *item)
{
	struct article *article = listing->article;
	cmark_node *link = inline_first_link(item);
	size_t line = document_span(&article->document, item).first;
	struct target target = { .url = { "", 0 } };
	struct text title = { "", 0 };

	if (link) {
		title = inline_plain(link, article->arena);
		target = target_of(article, link);
	} else if (cmark_node_first_child(item)) {
		title = strong_title(article, item);
	}
	if (title.len)
		add_stub(listing, item, title, &target);
	else
		diagnose(WARNING, document_place(&article->document, line),
			 "no title of a session: expected a link, or words in bold, in this item; it stays in the section's text only");
}

/* Strong words are below any heading. */
static int level_of(cmark_node *heading)
{
	return cmark_node_get_type(heading) == CMARK_NODE_HEADING ?
	       cmark_node_get_heading_level(heading) : LEVEL_MAX + 1;
}

/* A day ends where the next begins, or something else of its level does. */
static void read_heading(struct listing *listing, cmark_node *heading)
{
	unsigned int day = day_of(inline_plain(heading,
					       listing->article->arena));
	int level = level_of(heading);

	if (day)
		listing->level = level;
	if (day || level <= listing->level)
		listing->day = day;
}

static void read_list(struct listing *listing, cmark_node *list)
{
	const struct document *document = &listing->article->document;
	cmark_node *item = cmark_node_first_child(list);

	if (listing->day)
		for (; item; item = cmark_node_next(item))
			read_item(listing, item);
	else if (listing->weight && inline_first_link(list))
		diagnose(WARNING,
			 document_place(document,
					document_span(document, list).first),
			 "a list with links below no day: no pages are made of it, expected a heading of a day above sessions");
}

static void read_block(struct listing *listing, cmark_node *block)
{
	if (is_heading(block))
		read_heading(listing, block);
	else if (cmark_node_get_type(block) == CMARK_NODE_LIST)
		read_list(listing, block);
}

static bool lists_sessions(struct article *article)
{
	cmark_node *block = cmark_node_first_child(article->document.root);
	unsigned int day = 0;

	for (; block; block = cmark_node_next(block)) {
		if (is_heading(block) &&
		    day_of(inline_plain(block, article->arena)))
			day = 1;
		else if (day && cmark_node_get_type(block) == CMARK_NODE_LIST &&
			 inline_first_link(block))
			return true;
	}
	return false;
}

/**
 * sessions_read() - find the sessions that a page lists
 * @article: the page, read
 * @keep: owns what is returned
 *
 * Return: the first of their drafts; NULL where the page is no such list.
 */
struct draft *sessions_read(struct article *article, struct arena *keep)
{
	cmark_node *block = cmark_node_first_child(article->document.root);
	struct draft *stubs = NULL;
	struct listing listing = {
		.article = article, .keep = keep, .link = &stubs,
	};

	if (!article->is_lwn || !lists_sessions(article))
		return NULL;
	for (; block; block = cmark_node_next(block))
		if (document_span(&article->document, block).first <
		    article->tail)
			read_block(&listing, block);
	return stubs;
}
