// SPDX-License-Identifier: GPL-2.0-only
/*
 * What becomes of one file: which of the forms it has is told by how it begins.
 */
#include <stdlib.h>

#include "article.h"
#include "draft.h"
#include "dump.h"
#include "encoding.h"
#include "html.h"
#include "sessions.h"
#include "utf8.h"

static bool has_front_matter(const struct input *input)
{
	struct text all = { input->bytes, input->len };

	if (text_begins(all, TEXT(BOM)))
		all = text_skip(all, 3);
	return text_begins(all, TEXT("---\n")) ||
	       text_begins(all, TEXT("---\r\n")) ||
	       text_begins(all, TEXT("--- ")) ||
	       text_begins(all, TEXT("+++")) || text_begins(all, TEXT("{"));
}

static void skip_mark(struct input *input)
{
	if (text_begins((struct text){ input->bytes, input->len }, TEXT(BOM))) {
		input->bytes += 3;
		input->len -= 3;
	}
}

/* A return alone ended a line where there is no newline at all. */
static void make_newlines(struct input *input, struct arena *arena)
{
	struct text all = { input->bytes, input->len };
	bool old = !text_has(all, '\n');
	char *bytes, *out;

	if (!text_has(all, '\r'))
		return;
	if (old)
		diagnose(WARNING, at(input, WHOLE),
			 "lines that end in a return alone: made newlines");
	bytes = arena_bytes(arena, all.len + 1);
	out = bytes;
	for (size_t i = 0; i < all.len; i++) {
		if (all.at[i] != '\r')
			*out++ = all.at[i];
		else if (old)
			*out++ = '\n';
		else if (all.at[i + 1] != '\n')
			*out++ = '\r';
	}
	*out = '\0';
	input->bytes = bytes;
	input->len = (size_t)(out - bytes);
}

/*
 * Blank lines at either end are left out, as a build would. Returns whether
 * anything else is there.
 */
static bool add_trimmed(struct buffer *text, struct text body)
{
	const char *newline;

	while ((newline = body.len ? memchr(body.at, '\n', body.len) : NULL) &&
	       !text_trim(text_between(body.at, newline), " \t").len)
		body = text_between(newline + 1, body.at + body.len);
	body = text_trim_end(body, " \t\n");
	if (!body.len)
		return false;
	buffer_add_byte(text, '\n');
	buffer_add(text, body);
	buffer_add_byte(text, '\n');
	return true;
}

static void write_article(struct article *article, struct draft *draft)
{
	struct buffer *text = &draft->text, body = { 0 };

	buffer_add_string(text, "---\n");
	article_add_keys(article, text);
	if (draft->lists)
		buffer_add_string(text, "listing: sessions\n");
	draft->keys_end = text->len;
	buffer_add_string(text, "---\n");
	article_add_body(article, &body);
	if (!add_trimmed(text, buffer_text(&body)))
		diagnose(WARNING, at(draft->input, draft->where),
			 "no text found: the page has none");
	buffer_free(&body);
}

static void read_article(struct draft *draft, struct worker *worker)
{
	struct article article;

	if (article_read(&article, draft->input, &worker->scratch)) {
		draft->title = arena_text(&worker->keep, article.title);
		draft->url = arena_text(&worker->keep, article.site.url);
		draft->topics = article.topics;
		draft->stubs = sessions_read(&article, &worker->keep);
		draft->lists = draft->stubs;
		write_article(&article, draft);
		article_warn_missing(&article);
		draft->state = DRAFT_READY;
	} else {
		error_at(at(draft->input, 0),
			 "no title: expected front matter, or a heading \"# Title\", as an article of LWN's has");
	}
	article_free(&article);
}

/**
 * draft_make() - make a page of a file
 * @draft: its file and section are known; the rest is filled
 * @worker: the thread's
 *
 * Whatever is wrong has been reported; the draft is refused then.
 */
void draft_make(struct draft *draft, struct worker *worker)
{
	struct input *input = draft->input;

	if (!input_read(input, &worker->keep) ||
	    !encoding_convert(input, &worker->keep))
		return;
	if (has_front_matter(input)) {
		dump_read(draft, worker);
		return;
	}
	skip_mark(input);
	if (html_refuse(input))
		return;
	make_newlines(input, &worker->keep);
	if (utf8_check(input, (struct text){ input->bytes, input->len }))
		read_article(draft, worker);
}

/**
 * draft_refuse() - let nothing become of a draft after all
 * @draft: made; why has been, or will be, reported
 */
void draft_refuse(struct draft *draft)
{
	draft->state = DRAFT_REFUSED;
	buffer_free(&draft->text);
}
