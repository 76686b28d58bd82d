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

/* As many brackets within each other cmark takes in a destination. */
#define NESTED_MAX 32

/* In the place of an open bracket that can begin no link any more. */
#define INACTIVE (~(size_t)0)

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
 * @start: where in @out it began
 * @defined: where in @out the next definition of a link could stand
 * @open: where in @out the brackets that are open stand
 * @depth: how many are
 */
struct rewriting {
	const struct site *site;
	const struct input *input;
	struct text rest;
	struct buffer *out;
	size_t start;
	size_t defined;
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

static bool is_blank(char byte)
{
	return byte_is_of(" \t\r\n", byte);
}

static struct text skip_blanks(struct text text)
{
	while (text.len && is_blank(*text.at))
		text = text_skip(text, 1);
	return text;
}

/* In angle brackets; at NULL where they are none. */
static struct text bracketed_destination(struct text rest)
{
	size_t len = 0;

	while (len < rest.len && !byte_is_of("<>\n", rest.at[len]))
		len += rest.at[len] == '\\' && len + 1 < rest.len &&
		       rest.at[len + 1] != '\n' ? 2 : 1;
	if (len >= rest.len || rest.at[len] != '>')
		return (struct text){ 0 };
	return (struct text){ rest.at, len };
}

/*
 * The destination that stands at the beginning, without its angle brackets; at
 * NULL where there is none.
 */
static struct text destination(struct text rest)
{
	size_t len = 0, depth = 0;

	if (rest.len && *rest.at == '<')
		return bracketed_destination(text_skip(rest, 1));
	for (; len < rest.len && !is_blank(rest.at[len]); len++) {
		if (rest.at[len] == '\\' && len + 1 < rest.len &&
		    ispunct((unsigned char)rest.at[len + 1]))
			len++;
		else if (rest.at[len] == '(' && depth++ == NESTED_MAX)
			return (struct text){ 0 };
		else if (rest.at[len] == ')' && !depth--)
			break;
	}
	if (len == rest.len && depth)
		return (struct text){ 0 };
	return (struct text){ rest.at, len };
}

/* A title in its quotes or brackets, at the beginning; 0 where none is. */
static size_t title_len(struct text rest)
{
	char end;

	if (!rest.len || !byte_is_of("\"'(", *rest.at))
		return 0;
	end = *rest.at == '(' ? ')' : *rest.at;
	for (size_t i = 1; i < rest.len; i++) {
		if (rest.at[i] == '\\')
			i++;
		else if (rest.at[i] == end)
			return i + 1;
		else if (rest.at[i] == '(' && end == ')')
			return 0;
	}
	return 0;
}

static struct text behind_destination(struct text rest, struct text url)
{
	struct text behind = text_between(url.at + url.len,
					  rest.at + rest.len);

	return url.at > rest.at && url.at[-1] == '<' ? text_skip(behind, 1)
						     : behind;
}

/* How much of a link follows its destination; 0 where it is none. */
static size_t link_tail(struct text behind)
{
	struct text rest = skip_blanks(behind);
	size_t title = title_len(rest);

	if (title && rest.at == behind.at)
		return 0;
	rest = skip_blanks(text_skip(rest, title));
	return rest.len && *rest.at == ')' ? (size_t)(rest.at + 1 - behind.at)
					   : 0;
}

/* Whether a line is over, perhaps behind blanks. */
static bool ends_line(struct text text)
{
	while (text.len && byte_is_of(" \t", *text.at))
		text = text_skip(text, 1);
	return !text.len || byte_is_of("\r\n", *text.at);
}

/* Whether what follows a destination ends the definition of a link. */
static bool definition_ends(struct text behind)
{
	struct text rest = skip_blanks(behind);
	size_t title;

	if (ends_line(behind))
		return true;
	title = title_len(rest);
	return title && rest.at > behind.at && ends_line(text_skip(rest, title));
}

/* Leaves of a link only what stands between its brackets. */
static void unlink_text(struct rewriting *text, size_t bracket, size_t len)
{
	struct buffer *out = text->out;
	bool image = bracket > text->start && out->at[bracket - 1] == '!';
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

static bool is_image(const struct rewriting *text, size_t bracket)
{
	return bracket > text->start && text->out->at[bracket - 1] == '!';
}

/* A link holds no link: what is open around one is none. */
static void deactivate(struct rewriting *text, size_t bracket)
{
	if (is_image(text, bracket))
		return;
	for (size_t i = 0; i < text->depth; i++)
		if (text->open[i] != INACTIVE &&
		    !is_image(text, text->open[i]))
			text->open[i] = INACTIVE;
}

/* At "](", in a link or an image whose text begins at @bracket. */
static void rewrite_link(struct rewriting *text, size_t bracket)
{
	struct text inside = skip_blanks(text_skip(text->rest, 2));
	struct text url = destination(inside);
	size_t start = text->out->len, before, tail = 0;

	if (url.at)
		tail = link_tail(behind_destination(inside, url));
	if (!tail) {
		copy(text, 2);
		return;
	}
	before = (size_t)(url.at - text->rest.at);
	buffer_add(text->out, (struct text){ text->rest.at, before });
	if (absolute_url(text->site, url, text->out)) {
		text->rest = text_skip(text->rest, before + url.len);
		deactivate(text, bracket);
		return;
	}
	text->out->len = start;
	report_lost(text, url);
	tail += (size_t)(behind_destination(inside, url).at - text->rest.at);
	unlink_text(text, bracket, tail);
}

/* What may stand before a definition: marks of quotes and lists. */
static bool is_mark(char byte)
{
	return byte_is_of(" >*+-.)0123456789", byte);
}

/* A label has something in it, but no bracket that is not escaped. */
static bool is_label(struct text text)
{
	if (!skip_blanks(text).len)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '[')
			return false;
		i += text.at[i] == '\\';
	}
	return true;
}

/* [label]: at the beginning of a line, where no text of a paragraph is. */
static bool is_definition(const struct rewriting *text, size_t bracket)
{
	const struct buffer *out = text->out;
	size_t from = bracket;

	struct text label = text_skip(buffer_text(out), bracket + 1);

	while (from > text->start && is_mark(out->at[from - 1]))
		from--;
	return from == text->defined && is_label(label) &&
	       text_begins(text->rest, TEXT("]:"));
}

static void rewrite_definition(struct rewriting *text)
{
	struct text inside = skip_blanks(text_skip(text->rest, 2)), behind;
	struct text url = destination(inside);
	struct buffer absolute = { 0 };

	behind = url.at ? behind_destination(inside, url) : inside;
	/* What cannot be told is left for the check of the archive to find. */
	if (!url.at || (!url.len && behind.at == url.at) ||
	    !definition_ends(behind) ||
	    !absolute_url(text->site, url, &absolute)) {
		copy(text, 2);
		return;
	}
	copy(text, (size_t)(url.at - text->rest.at));
	buffer_add(text->out, buffer_text(&absolute));
	buffer_free(&absolute);
	text->rest = text_skip(text->rest, url.len);
	behind = skip_blanks(behind);
	if (!ends_line(text_skip(behind, title_len(behind))))
		behind.len = 0;
	copy(text, (size_t)(text_skip(behind, title_len(behind)).at -
			    text->rest.at));
	while (text->rest.len && is_blank(*text->rest.at))
		copy(text, 1);
	text->defined = text->out->len;
}

static void close_bracket(struct rewriting *text)
{
	size_t bracket;

	if (!text->depth) {
		copy(text, 1);
		return;
	}
	bracket = text->open[--text->depth];
	if (bracket == INACTIVE)
		copy(text, 1);
	else if (text_begins(text->rest, TEXT("](")))
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

/* <https://example.org/> or a tag, which hold no links of Markdown's. */
static void copy_tag(struct rewriting *text)
{
	size_t len = 1;

	if (text->rest.len > 1 && (isalpha((unsigned char)text->rest.at[1]) ||
				   byte_is_of("/!?", text->rest.at[1])))
		while (len < text->rest.len &&
		       !byte_is_of("<>", text->rest.at[len]))
			len++;
	copy(text, len < text->rest.len && text->rest.at[len] == '>' ? len : 1);
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
	struct rewriting rewriting = {
		.site = site, .input = input, .rest = text, .out = out,
		.start = out->len, .defined = out->len,
	};
	size_t len;

	while (rewriting.rest.len) {
		len = 0;
		while (len < rewriting.rest.len &&
		       !byte_is_of("\\`[]<", rewriting.rest.at[len]))
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
		case '<':
			copy_tag(&rewriting);
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
