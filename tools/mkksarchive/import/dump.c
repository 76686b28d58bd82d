// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pages that have front matter already, as those of Jekyll and Hugo and dumps
 * of LWN. They are taken as they are, byte for byte, but for a few values that
 * are put into another form in their places: dates, an author that is a byline
 * with a date in it, and a title with LWN's name behind it.
 */
#include "absolute.h"
#include "article.h"
#include "byline.h"
#include "date.h"
#include "document.h"
#include "dump.h"
#include "frontmatter.h"
#include "inline.h"
#include "manifest.h"
#include "page.h"
#include "utf8.h"
#include "weekday.h"
#include "yaml-text.h"
#include "yaml.h"

/**
 * struct edit - some bytes of the file that become others
 * @from: the first
 * @to: the one behind the last
 * @text: what stands there then
 * @next: NULL after the last
 */
struct edit {
	const char *from;
	const char *to;
	struct text text;
	struct edit *next;
};

/**
 * struct dump - a page with front matter
 * @draft: what becomes of it
 * @worker: the thread's
 * @yaml: the front matter
 * @body: what follows it
 * @members: the keys
 * @edits: in the order of their places
 * @edits_end: where the next goes
 * @newline: as the file ends its lines
 */
struct dump {
	struct draft *draft;
	struct worker *worker;
	struct text yaml;
	struct text body;
	struct member *members;
	struct edit *edits;
	struct edit **edits_end;
	struct text newline;
};

static const char *bytes_at(const struct dump *dump, size_t offset)
{
	return dump->draft->input->bytes + offset;
}

static void add_edit(struct dump *dump, const char *from, const char *to,
		     struct text text)
{
	struct edit *edit = arena_new(&dump->worker->scratch, struct edit);

	*edit = (struct edit){ from, to, text, NULL };
	*dump->edits_end = edit;
	dump->edits_end = &edit->next;
}

/*
 * The bytes of a scalar on one line, behind a key that begins its line; empty
 * for one in any other form, which is left alone. It must say what libfyaml
 * read there.
 */
static struct text scalar_span(const struct dump *dump,
			       const struct member *member)
{
	const struct value *value = member->value;
	const char *key = bytes_at(dump, member->offset);
	const char *at = bytes_at(dump, value->offset);
	const char *end = dump->yaml.at + dump->yaml.len;
	struct text none = { "", 0 }, span;

	if (value->kind != VALUE_SCALAR || key < dump->yaml.at || at < key ||
	    (key > dump->yaml.at && key[-1] != '\n') ||
	    memchr(key, '\n', (size_t)(at - key)))
		return none;
	if (byte_is_of("\"'", *at))
		span = (struct text){ at, value->text.len + 2 };
	else
		span = (struct text){ at, value->text.len };
	if (span.at + span.len > end)
		return none;
	if (byte_is_of("\"'", *at))
		return at[span.len - 1] == *at &&
		       text_equal((struct text){ at + 1, span.len - 2 },
				  value->text) ? span : none;
	return text_equal(span, value->text) ? span : none;
}

static struct text yaml_of(struct dump *dump, struct text value)
{
	struct buffer yaml = { 0 };
	struct text text;

	yaml_value(&yaml, value);
	text = arena_text(&dump->worker->keep, buffer_text(&yaml));
	buffer_free(&yaml);
	return text;
}

/* The date in ISO form; empty where it is none. */
static struct text iso_of(struct dump *dump, struct text date,
			  struct text *wrong_day)
{
	struct text squeezed = inline_squeeze(date, &dump->worker->keep);
	struct text iso = { "", 0 };
	struct buffer buffer = { 0 };

	*wrong_day = iso;
	if (date_read(squeezed, &buffer) ||
	    weekday_date_read(squeezed, WEEKDAY_BRIEF, &buffer, wrong_day))
		iso = arena_text(&dump->worker->keep, buffer_text(&buffer));
	buffer_free(&buffer);
	return iso;
}

static struct place value_place(const struct dump *dump,
				const struct value *value)
{
	return at(dump->draft->input, value->offset);
}

static void clean_date(struct dump *dump, struct member *member)
{
	struct text span = scalar_span(dump, member), iso, wrong_day;

	if (!span.len)
		return;
	iso = iso_of(dump, member->value->text, &wrong_day);
	if (!iso.len)
		return;
	weekday_warn(value_place(dump, member->value), wrong_day, iso);
	if (!text_equal(iso, member->value->text))
		add_edit(dump, span.at, span.at + span.len, iso);
	member->value->text = iso;
}

static struct text date_line(struct dump *dump, struct text date)
{
	struct buffer line = { 0 };
	struct text text;

	buffer_add(&line, dump->newline);
	buffer_add_string(&line, "date: ");
	buffer_add(&line, date);
	text = arena_text(&dump->worker->keep, buffer_text(&line));
	buffer_free(&line);
	return text;
}

static void add_member(struct dump *dump, const char *key, struct text text,
		       size_t offset)
{
	struct member *member = arena_new(&dump->worker->keep, struct member);

	member->key = text_of(key);
	member->offset = offset;
	member->value = arena_new(&dump->worker->keep, struct value);
	member->value->kind = VALUE_SCALAR;
	member->value->offset = offset;
	member->value->text = text;
	member->next = dump->members;
	dump->members = member;
}

static const char *line_end(const struct dump *dump, const char *at)
{
	const char *end = dump->yaml.at + dump->yaml.len;
	const char *newline = memchr(at, '\n', (size_t)(end - at));

	if (!newline)
		return end;
	return newline > at && newline[-1] == '\r' ? newline - 1 : newline;
}

static void add_date(struct dump *dump, const struct member *author,
		     const char *behind, struct text date)
{
	const char *end = line_end(dump, behind);

	add_edit(dump, end, end, date_line(dump, date));
	add_member(dump, "date", date, author->offset);
}

/* The page has one date: that of the key, where there is one. */
static void compare_dates(struct dump *dump, const struct value *author,
			  struct text date, const struct value *key)
{
	struct text wrong_day, iso = iso_of(dump, key->text, &wrong_day);

	if (iso.len && !text_begins(iso, date))
		diagnose(WARNING, value_place(dump, author),
			 "the author has the date %.*s, and the key \"date\" has %.*s, which stays: expected one date",
			 TEXT_ARGS(date), TEXT_ARGS(iso));
}

/* "By Jonathan Corbet November 2, 2010" is an author and a date. */
static void clean_author(struct dump *dump, struct member *member)
{
	struct text span = scalar_span(dump, member), line;
	const struct value *date = yaml_member(dump->members, "date");
	struct byline byline;

	if (!span.len)
		return;
	line = inline_squeeze(member->value->text, &dump->worker->keep);
	if (!byline_read_author(line, &byline, &dump->worker->keep) ||
	    !byline.author.len)
		return;
	if (byline.date.len && date && date->kind != VALUE_SCALAR) {
		diagnose(WARNING, value_place(dump, member->value),
			 "the author has a date, and the key \"date\" has none: both stay, expected the date there");
		return;
	}
	add_edit(dump, span.at, span.at + span.len,
		 yaml_of(dump, byline.author));
	member->value->text = byline.author;
	if (!byline.date.len)
		return;
	if (date) {
		compare_dates(dump, member->value, byline.date, date);
		return;
	}
	weekday_warn(value_place(dump, member->value), byline.wrong_day,
		     byline.date);
	add_date(dump, member, span.at + span.len, byline.date);
}

static void clean_title(struct dump *dump, struct member *member)
{
	struct text span = scalar_span(dump, member);
	struct text title = member->value->text;

	if (!span.len || !article_strip_suffix(&title))
		return;
	add_edit(dump, span.at, span.at + span.len, yaml_of(dump, title));
	member->value->text = title;
}

static bool is_in_flow(const struct dump *dump)
{
	struct text start = text_trim(dump->yaml, " \t\r\n");

	return start.len && *start.at == '{';
}

static void clean_values(struct dump *dump)
{
	struct member *member = dump->members;

	if (is_in_flow(dump))
		return;
	for (; member; member = member->next) {
		if (date_key(member->key))
			clean_date(dump, member);
		else if (text_is(member->key, "author"))
			clean_author(dump, member);
		else if (text_is(member->key, "title"))
			clean_title(dump, member);
	}
}

/* The text of the body's first heading, where that is what it begins with. */
static struct text heading_of(struct dump *dump)
{
	cmark_node *root = cmark_parse_document(dump->body.at, dump->body.len,
						CMARK_OPT_DEFAULT);
	cmark_node *first = root ? cmark_node_first_child(root) : NULL;
	struct text title = { "", 0 };

	if (first && cmark_node_get_type(first) == CMARK_NODE_HEADING)
		title = inline_plain(first, &dump->worker->keep);
	cmark_node_free(root);
	return title;
}

/* A title that is not among the keys may stand at the body's beginning. */
static void find_title(struct dump *dump)
{
	struct buffer line = { 0 };
	struct text heading;
	struct edit *edit;

	if (yaml_member(dump->members, "title") || is_in_flow(dump))
		return;
	heading = heading_of(dump);
	if (!heading.len)
		return;
	article_strip_suffix(&heading);
	diagnose(WARNING, at(dump->draft->input, 0),
		 "no key \"title\": taken from the first heading, \"%.*s\"",
		 TEXT_ARGS(heading));
	buffer_add_string(&line, "title: ");
	yaml_value(&line, heading);
	buffer_add(&line, dump->newline);
	edit = arena_new(&dump->worker->scratch, struct edit);
	*edit = (struct edit){
		dump->yaml.at, dump->yaml.at,
		arena_text(&dump->worker->keep, buffer_text(&line)),
		dump->edits,
	};
	dump->edits = edit;
	add_member(dump, "title", heading,
		   (size_t)(dump->yaml.at - dump->draft->input->bytes));
	buffer_free(&line);
}

/* Reports what a build would say of the keys. */
static void try_keys(struct dump *dump)
{
	struct page *page = arena_new(&dump->worker->keep, struct page);
	struct worker trial = { .scratch = dump->worker->scratch };

	page->input = *dump->draft->input;
	page->kind = dump->draft->index ? PAGE_SECTION : PAGE_PLAIN;
	page->listing = LISTING_DEFAULT;
	page_read_members(page, dump->members, 0, &trial);
	dump->worker->scratch = trial.scratch;
	arena_free(&trial.keep);
	buffer_free(&trial.buffer);
}

static bool is_of_lwn(const struct dump *dump)
{
	const struct value *url = yaml_member(dump->members, "url");

	return url && url->kind == VALUE_SCALAR &&
	       (text_begins(url->text, TEXT("https://lwn.net/")) ||
		text_begins(url->text, TEXT("http://lwn.net/")));
}

/*
 * Pages of LWN's link to each other by paths that an archive does not have; a
 * link that begins otherwise leads to another page of the dump.
 */
static void add_lwn_body(struct dump *dump)
{
	struct input *input = arena_new(&dump->worker->scratch, struct input);
	const struct site site = { .rooted = true };
	struct buffer *text = &dump->draft->text;
	struct document document;
	size_t i, end;

	*input = (struct input){ dump->draft->input->path, dump->body.at,
				 dump->body.len };
	document_read(&document, input, &dump->worker->scratch);
	for (i = 0; i < document.count; i = end) {
		struct text block;

		end = i + 1;
		while (end < document.count && document_goes_on(&document, end))
			end++;
		block = text_between(document.lines[i].text.at,
				     end < document.count ?
				     document.lines[end].text.at :
				     input->bytes + input->len);
		if (document.lines[i].kind == LINE_VERBATIM)
			buffer_add(text, block);
		else
			absolute_links(&site, input, block, text);
	}
	document_free(&document);
}

static void write_text(struct dump *dump)
{
	const struct input *input = dump->draft->input;
	const char *at = input->bytes;
	struct buffer *text = &dump->draft->text;
	const struct edit *edit;

	for (edit = dump->edits; edit; edit = edit->next) {
		buffer_add(text, text_between(at, edit->from));
		buffer_add(text, edit->text);
		at = edit->to;
	}
	buffer_add(text, text_between(at, dump->body.at));
	if (is_of_lwn(dump) && absolute_wanted(dump->body))
		add_lwn_body(dump);
	else
		buffer_add(text, dump->body);
}

/**
 * dump_read() - make a page of one with front matter
 * @draft: its file has been read; filled
 * @worker: the thread's
 */
void dump_read(struct draft *draft, struct worker *worker)
{
	struct dump dump = { .draft = draft, .worker = worker };
	struct input *input = draft->input;
	size_t errors = diagnostic_own_errors();
	const struct value *title, *url;

	if (!frontmatter_split(input, &dump.yaml, &dump.body))
		return;
	if (!utf8_check(input, dump.yaml) || !utf8_check(input, dump.body) ||
	    !yaml_read(input, dump.yaml, &worker->scratch, &dump.members))
		return;
	dump.newline = dump.yaml.len && dump.yaml.at[-2] == '\r' ?
		       TEXT("\r\n") : TEXT("\n");
	dump.edits_end = &dump.edits;
	clean_values(&dump);
	find_title(&dump);
	try_keys(&dump);
	/* A key that stands twice is one that was read, too. */
	if (diagnostic_own_errors() != errors)
		return;
	title = yaml_member(dump.members, "title");
	draft->title = arena_text(&worker->keep, title->text);
	url = yaml_member(dump.members, "url");
	if (url && url->kind == VALUE_SCALAR)
		draft->url = arena_text(&worker->keep, url->text);
	draft->topics = yaml_member(dump.members, "topics");
	write_text(&dump);
	draft->state = DRAFT_READY;
}
