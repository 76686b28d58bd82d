// SPDX-License-Identifier: GPL-2.0-only
/*
 * Links that lead from a page of LWN's, made absolute: in an archive they would
 * lead to pages that it does not have. Only destinations are touched; a text
 * written anew from what cmark makes of it would be another one.
 */
#include <ctype.h>

#include "absolute.h"

/* Brackets nested deeper are text to whoever writes by hand. */
#define DEPTH_MAX 64

static bool has_scheme(struct text url)
{
	size_t len = 0;

	if (!url.len || !isalpha((unsigned char)*url.at))
		return false;
	while (len < url.len && (isalnum((unsigned char)url.at[len]) ||
				 byte_is_of("+.-", url.at[len])))
		len++;
	return len > 1 && len < url.len && url.at[len] == ':';
}

/* Up to the last slash of its path. */
static struct text folder_of(struct text url)
{
	while (url.len && url.at[url.len - 1] != '/')
		url.len--;
	return url;
}

static bool add_fragment(const struct site *site, struct text url,
			 struct buffer *absolute)
{
	if (site->anchored && site->anchored(site->what, text_skip(url, 1))) {
		buffer_add(absolute, url);
		return true;
	}
	if (!site->url.len)
		return false;
	buffer_add(absolute, site->url);
	buffer_add(absolute, url);
	return true;
}

/**
 * absolute_url() - make a destination absolute
 * @site: what it is relative to
 * @url: the destination
 * @absolute: receives the outcome at its end; a link to a heading of the page
 *	stays one
 *
 * Return: whether it can be told; @absolute is as it was where it cannot.
 */
bool absolute_url(const struct site *site, struct text url,
		  struct buffer *absolute)
{
	if (site->rooted && (!url.len || *url.at != '/')) {
		buffer_add(absolute, url);
		return true;
	}
	if (url.len && *url.at == '#')
		return add_fragment(site, url, absolute);
	if (text_begins(url, TEXT("//")))
		buffer_add_string(absolute, "https:");
	else if (url.len && *url.at == '/')
		buffer_add_string(absolute, LWN);
	else if (!has_scheme(url) && !site->url.len)
		return false;
	else if (!has_scheme(url))
		buffer_add(absolute, folder_of(site->url));
	buffer_add(absolute, url);
	return true;
}

/**
 * struct rewriting - a text on its way
 * @site: what links are relative to
 * @input: for places; @rest leads into its bytes; NULL for no messages
 * @rest: what is still to be read
 * @out: what has been written
 * @open: where in @out the brackets that are open stand
 * @depth: how many are
 */
struct rewriting {
	const struct site *site;
	const struct input *input;
	struct text rest;
	struct buffer *out;
	size_t open[DEPTH_MAX];
	size_t depth;
};

static void copy(struct rewriting *text, size_t len)
{
	buffer_add(text->out, (struct text){ text->rest.at, len });
	text->rest = text_skip(text->rest, len);
}

static size_t run_len(struct text text, char byte)
{
	size_t len = 0;

	while (len < text.len && text.at[len] == byte)
		len++;
	return len;
}

/* Code in a line, with its backticks; backticks that none match are text. */
static void copy_code(struct rewriting *text)
{
	size_t ticks = run_len(text->rest, '`'), i = ticks, run;

	while (i < text->rest.len) {
		run = run_len(text_skip(text->rest, i), '`');
		if (run == ticks) {
			copy(text, i + run);
			return;
		}
		i += run ? run : 1;
	}
	copy(text, ticks);
}

/* The destination that stands at the beginning, without its angle brackets. */
static struct text destination(struct text rest)
{
	size_t len = 0, depth = 0;

	if (rest.len && *rest.at == '<') {
		rest = text_skip(rest, 1);
		while (len < rest.len && !byte_is_of(">\n", rest.at[len]))
			len++;
		return (struct text){ rest.at, len };
	}
	for (; len < rest.len && !byte_is_of(" \t\n", rest.at[len]); len++) {
		if (rest.at[len] == '\\' && len + 1 < rest.len)
			len++;
		else if (rest.at[len] == '(')
			depth++;
		else if (rest.at[len] == ')' && !depth--)
			break;
	}
	return (struct text){ rest.at, len };
}

/* Leaves of a link only what stands between its brackets. */
static void unlink_text(struct rewriting *text, size_t bracket, size_t len)
{
	struct buffer *out = text->out;
	bool image = bracket && out->at[bracket - 1] == '!';
	size_t from = bracket - image, to = bracket + 1;

	memmove(out->at + from, out->at + to, out->len - to);
	out->len -= to - from;
	text->rest = text_skip(text->rest, len);
}

static void report_lost(const struct rewriting *text, struct text url)
{
	if (!text->input)
		return;
	diagnose(WARNING,
		 at(text->input, (size_t)(url.at - text->input->bytes)),
		 "the link \"%.*s\" is relative to the page's address, which is not known: only its text stays",
		 TEXT_ARGS(url));
}

/* Behind "](", up to the closing one; 0 where there is none. */
static size_t link_len(struct text rest)
{
	const char *end = rest.len ? memchr(rest.at, ')', rest.len) : NULL;

	return end ? (size_t)(end + 1 - rest.at) : 0;
}

static struct text skip_blanks(struct text text)
{
	while (text.len && byte_is_of(" \t\n", *text.at))
		text = text_skip(text, 1);
	return text;
}

/* At "](", in a link or an image whose text begins at @bracket. */
static void rewrite_link(struct rewriting *text, size_t bracket)
{
	struct text inside = skip_blanks(text_skip(text->rest, 2));
	struct text url = destination(inside), behind;
	size_t before = (size_t)(url.at - text->rest.at);
	size_t start = text->out->len, len;

	buffer_add(text->out, (struct text){ text->rest.at, before });
	if (absolute_url(text->site, url, text->out)) {
		text->rest = text_skip(text->rest, before + url.len);
		return;
	}
	text->out->len = start;
	behind = text_skip(text->rest, before + url.len);
	len = link_len(behind);
	if (!len) {
		copy(text, 2);
		return;
	}
	report_lost(text, url);
	unlink_text(text, bracket, before + url.len + len);
}

/* [label]: at the beginning of a line. */
static bool is_definition(const struct rewriting *text, size_t bracket)
{
	const struct buffer *out = text->out;
	size_t from = bracket;

	while (from && out->at[from - 1] == ' ')
		from--;
	return bracket - from < 4 && (!from || out->at[from - 1] == '\n') &&
	       text_begins(text->rest, TEXT("]:"));
}

static void rewrite_definition(struct rewriting *text)
{
	struct text inside = skip_blanks(text_skip(text->rest, 2));
	struct text url = destination(inside);
	size_t before = (size_t)(url.at - text->rest.at);
	struct buffer absolute = { 0 };

	/* What cannot be told is left for the check of the archive to find. */
	if (!url.len || !absolute_url(text->site, url, &absolute)) {
		copy(text, 2);
		return;
	}
	copy(text, before);
	buffer_add(text->out, buffer_text(&absolute));
	buffer_free(&absolute);
	text->rest = text_skip(text->rest, url.len);
}

static void close_bracket(struct rewriting *text)
{
	size_t bracket;

	if (!text->depth) {
		copy(text, 1);
		return;
	}
	bracket = text->open[--text->depth];
	if (text_begins(text->rest, TEXT("](")))
		rewrite_link(text, bracket);
	else if (is_definition(text, bracket))
		rewrite_definition(text);
	else
		copy(text, 1);
}

static void open_bracket(struct rewriting *text)
{
	if (text->depth == DEPTH_MAX) {
		memmove(text->open, text->open + 1,
			(DEPTH_MAX - 1) * sizeof(*text->open));
		text->depth--;
	}
	text->open[text->depth++] = text->out->len;
	copy(text, 1);
}

/**
 * absolute_links() - make a text's links absolute
 * @site: what they are relative to
 * @input: for places; NULL where nothing is to be reported
 * @text: lines of one block, in @input's bytes
 * @out: receives them at its end
 *
 * A link that cannot be made absolute becomes its text, which is reported.
 */
void absolute_links(const struct site *site, const struct input *input,
		    struct text text, struct buffer *out)
{
	struct rewriting rewriting = { site, input, text, out, { 0 }, 0 };
	size_t len;

	while (rewriting.rest.len) {
		len = 0;
		while (len < rewriting.rest.len &&
		       !byte_is_of("\\`[]", rewriting.rest.at[len]))
			len++;
		copy(&rewriting, len);
		if (!rewriting.rest.len)
			return;
		switch (*rewriting.rest.at) {
		case '\\':
			copy(&rewriting, rewriting.rest.len > 1 ? 2 : 1);
			break;
		case '`':
			copy_code(&rewriting);
			break;
		case '[':
			open_bracket(&rewriting);
			break;
		default:
			close_bracket(&rewriting);
		}
	}
}

/**
 * absolute_wanted() - whether a text may hold links at all
 * @text: the text
 *
 * Return: false where absolute_links() would change nothing.
 */
bool absolute_wanted(struct text text)
{
	const char *at = text.at, *end = text.at + text.len;

	while (at < end && (at = memchr(at, ']', (size_t)(end - at)))) {
		at++;
		if (at < end && byte_is_of("(:", *at))
			return true;
	}
	return false;
}
