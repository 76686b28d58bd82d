// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a text's links lead to. A link to an article is told by the path that
 * ksarchive show takes; however it is written, it has one number.
 */
#include <stdio.h>
#include <stdlib.h>

#include "link.h"
#include "notes.h"
#include "report.h"
#include "url.h"

#define NUMBER_MAX 24

/**
 * struct note - where a link leads
 * @target: an address, or an article's path
 * @rest: a heading's anchor there, and the link's title
 * @internal: it is an article's
 */
struct note {
	struct text target;
	struct text rest;
	bool internal;
};

/**
 * notes_begin() - begin a list of notes
 * @notes: to be filled
 * @archive: where the text stands
 * @dir: directory of its article
 */
void notes_begin(struct notes *notes, const struct archive *archive, u32 dir)
{
	*notes = (struct notes){ .archive = archive, .dir = dir,
				 .numbers = json_object() };
}

/* In @note if the link is one to another article. */
static bool find_article(struct notes *notes, struct text destination,
			 struct note *note, struct buffer *rest)
{
	struct buffer fragment = { 0 };
	char path[KSA_PATH_MAX + 1];
	u32 dir = KSA_NONE;

	if (!url_has_scheme(destination))
		dir = link_resolve(notes->archive, notes->dir, destination,
				   &fragment);
	note->internal = dir != KSA_NONE && dir != notes->dir;
	if (note->internal)
		note->target = arena_text(&notes->arena,
					  archive_path(notes->archive, dir,
						       path));
	if (note->internal && fragment.len) {
		buffer_add_string(rest, " #");
		buffer_add(rest, buffer_text(&fragment));
	}
	buffer_free(&fragment);
	return note->internal;
}

static struct note make_note(struct notes *notes, struct text destination,
			     struct text title)
{
	struct buffer rest = { 0 };
	struct note note;

	if (!find_article(notes, destination, &note, &rest))
		note.target = arena_text(&notes->arena, destination);
	if (title.len) {
		buffer_add_string(&rest, " (");
		buffer_add(&rest, title);
		buffer_add_string(&rest, ")");
	}
	note.rest = arena_text(&notes->arena, buffer_text(&rest));
	buffer_free(&rest);
	return note;
}

static size_t number_of(struct notes *notes, const struct note *note)
{
	struct buffer key = { 0 };
	json_t *number, *name;

	buffer_add(&key, note->target);
	buffer_add(&key, note->rest);
	name = report_text(buffer_text(&key));
	buffer_free(&key);
	number = json_object_get(notes->numbers, json_string_value(name));
	if (!number) {
		number = json_integer((json_int_t)notes->count + 1);
		report_set(notes->numbers, json_string_value(name), number);
	}
	json_decref(name);
	return (size_t)json_integer_value(number);
}

/**
 * notes_add() - number a link
 * @notes: the notes
 * @destination: as Markdown gives it
 * @title: the link's; may be empty
 *
 * Return: the number, from 1; that of an earlier link to the same place, where
 * there is one.
 */
size_t notes_add(struct notes *notes, struct text destination,
		 struct text title)
{
	struct note note = make_note(notes, destination, title);
	size_t number = number_of(notes, &note);

	if (number <= notes->count)
		return number;
	notes->all = memory_grow(notes->all, notes->count,
				 sizeof(*notes->all));
	notes->all[notes->count++] = note;
	return number;
}

/**
 * notes_tell() - whether an address has been told already
 * @notes: the notes
 * @address: the address
 *
 * Return: whether it is the article's own, or one of a link without a title.
 */
bool notes_tell(const struct notes *notes, struct text address)
{
	json_t *name;
	bool found;

	if (text_equal(address, archive_field(notes->archive, notes->dir,
					      "url")))
		return true;
	name = report_text(address);
	found = json_object_get(notes->numbers, json_string_value(name));
	json_decref(name);
	return found;
}

static int digits(size_t number)
{
	int count = 1;

	while (number /= 10)
		count++;
	return count;
}

static void print_note(const struct note *note, struct wrap *wrap,
		       size_t number, int width)
{
	char mark[NUMBER_MAX], blank[NUMBER_MAX];
	int len = snprintf(mark, sizeof(mark), "%*s[%zu] ",
			   width - digits(number), "", number);

	snprintf(blank, sizeof(blank), "%*s", len, "");
	wrap_indent(wrap, text_of(mark), text_of(blank));
	wrap->styles = STYLE_BIT(note->internal ? STYLE_PATH : STYLE_LINK);
	wrap_text(wrap, note->target);
	wrap->styles = 0;
	wrap_text(wrap, note->rest);
	wrap_outdent(wrap);
}

/**
 * notes_print() - write them, a line each
 * @notes: the notes
 * @wrap: where to
 */
void notes_print(const struct notes *notes, struct wrap *wrap)
{
	if (notes->count)
		wrap_blank(wrap);
	for (size_t i = 0; i < notes->count; i++)
		print_note(&notes->all[i], wrap, i + 1, digits(notes->count));
}

/**
 * notes_end() - give the notes up
 * @notes: the notes
 */
void notes_end(struct notes *notes)
{
	json_decref(notes->numbers);
	free(notes->all);
	arena_free(&notes->arena);
}
