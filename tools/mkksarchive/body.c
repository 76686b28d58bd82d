// SPDX-License-Identifier: GPL-2.0-only
/*
 * A page's body: the text that it becomes, byte for byte. Only the ends of
 * lines are made newlines, and blank lines at either end left out. A text
 * written anew from its parts would read copy\_from\_user() where the author
 * wrote copy_from_user().
 */
#include "body.h"
#include "page.h"
#include "utf8.h"

#define BLANK " \t\r\n"
#define WIDTH_MAX 80

/* Without the blank lines at its end; the last line keeps its blanks. */
static struct text trim_last_lines(struct text body)
{
	size_t len = text_trim_end(body, BLANK).len;
	struct text blanks = text_skip(body, len);
	const char *newline = blanks.len ? memchr(blanks.at, '\n', blanks.len)
					 : NULL;

	if (!len)
		body.len = 0;
	else if (newline)
		body = text_between(body.at, newline);
	return body;
}

/* Without the blank lines; the first line keeps its indentation. */
static struct text trim_lines(struct text body)
{
	const char *at = body.at, *begin = at, *end;

	body = trim_last_lines(body);
	end = body.at + body.len;
	for (; at < end && byte_is_of(BLANK, *at); at++)
		if (*at == '\n')
			begin = at + 1;
	return text_between(begin, end);
}

static struct text without_returns(struct text text, struct worker *worker)
{
	char *copy = arena_bytes(&worker->keep, text.len + 1), *out = copy;

	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != '\r')
			*out++ = text.at[i];
	*out++ = '\n';
	return text_between(copy, out);
}

/* Leads into the file where the text stands there as it should. */
static struct text final_text(struct text text, struct worker *worker)
{
	if (!text.len)
		return text;
	if (text.at[text.len] != '\n' || text_has(text, '\r'))
		return without_returns(text, worker);
	text.len++;
	return text;
}

static bool is_marker(char c)
{
	return byte_is_of(" \t>-*+#.)0123456789", c);
}

/* Behind quotes, bullets and numbers there is one word, which cannot break. */
static bool is_one_word(struct text line)
{
	while (line.len && is_marker(*line.at))
		line = text_skip(line, 1);
	return !text_has(line, ' ') && !text_has(line, '\t');
}

/* A row of a table, or [label]: and what it stands for. */
static bool cannot_wrap(struct text line)
{
	const char *bracket;

	while (line.len && *line.at == ' ')
		line = text_skip(line, 1);
	if (!line.len || *line.at != '[')
		return line.len && *line.at == '|';
	bracket = memmem(line.at, line.len, "]:", 2);
	return bracket && !text_has(text_between(line.at, bracket), ']');
}

/* The length of the ``` or ~~~ that a line begins with; 0 for none. */
static size_t fence_len(struct text line)
{
	size_t indent = 0, len = 0;

	while (indent < line.len && line.at[indent] == ' ')
		indent++;
	line = text_skip(line, indent);
	if (indent > 3 || !line.len || (*line.at != '`' && *line.at != '~'))
		return 0;
	while (len < line.len && line.at[len] == *line.at)
		len++;
	return len >= 3 ? len : 0;
}

/* Whether @line is in, begins or ends code between fences. */
static bool is_fenced(struct text line, struct text *fence)
{
	size_t len = fence_len(line);
	struct text bare;

	if (!len)
		return fence->len;
	bare = text_trim(line, BLANK);
	if (!fence->len) {
		/* Then it is code in a line, not in lines. */
		if (*bare.at == '`' && text_has(text_skip(bare, len), '`'))
			return false;
		*fence = (struct text){ bare.at, len };
		return true;
	}
	if (len >= fence->len && len == bare.len && *bare.at == *fence->at)
		fence->len = 0;
	return true;
}

static void check_width(const struct page *page, struct text line)
{
	size_t width;

	line = text_trim_end(line, BLANK);
	if (line.len <= WIDTH_MAX || is_one_word(line) || cannot_wrap(line))
		return;
	width = utf8_width(line);
	if (width > WIDTH_MAX)
		diagnose(WARNING,
			 at(&page->input,
			    (size_t)(line.at - page->input.bytes)),
			 "a line of %zu columns: expected at most %d, wrapped",
			 width, WIDTH_MAX);
}

static void check_widths(const struct page *page)
{
	struct text rest = page->body, fence = { "", 0 };
	const char *newline;
	struct text line;

	while (rest.len) {
		newline = memchr(rest.at, '\n', rest.len);
		line = rest;
		if (newline)
			line = text_between(rest.at, newline + 1);
		if (!is_fenced(line, &fence) && line.len > WIDTH_MAX)
			check_width(page, line);
		rest = text_skip(rest, line.len);
	}
}

/**
 * body_read() - make a page's text of its body
 * @page: its @body is known; @text and @links are filled
 * @worker: the thread's
 */
void body_read(struct page *page, struct worker *worker)
{
	page->text = final_text(trim_lines(page->body), worker);
	check_widths(page);
	links_scan(page, worker);
}
