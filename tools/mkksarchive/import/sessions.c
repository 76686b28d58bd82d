// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sessions that a summit's page lists: below a heading "Day 1" a bullet for
 * each, with a link to its report and a few words on it, of which stub.c makes
 * pages.
 */
#include <ctype.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

#include "env.h"
#include "inline.h"
#include "sessions.h"
#include "stub.h"

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

/* An address or a file, if any can be told. */
static void find_target(struct session *session, const struct article *list,
			cmark_node *link)
{
	const struct site site = stub_site(list);
	const char *to = cmark_node_get_url(link);
	struct buffer url = { 0 };

	if (!find_beside(list, to, &session->file) &&
	    absolute_url(&site, text_of(to), &url))
		session->url = arena_text(list->arena, buffer_text(&url));
	buffer_free(&url);
}

static void read_item(struct listing *listing, cmark_node *item)
{
	struct article *article = listing->article;
	cmark_node *link = inline_first_link(item);
	size_t line = document_span(&article->document, item).first;
	struct session session = { .title = { "", 0 }, .url = { "", 0 } };

	if (link) {
		session.title = inline_plain(link, article->arena);
		find_target(&session, article, link);
	} else if (cmark_node_first_child(item)) {
		session.title = strong_title(article, item);
	}
	if (!session.title.len) {
		diagnose(WARNING, document_place(&article->document, line),
			 "no title of a session: expected a link, or words in bold, in this item; it stays in the section's text only");
		return;
	}
	session.day = listing->day;
	session.weight = ++listing->weight;
	*listing->link = stub_make(article, item, &session, listing->keep);
	listing->link = &(*listing->link)->next;
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
