// SPDX-License-Identifier: GPL-2.0-only
/*
 * JSON as it is found: a document is written an item at a time, so that memory
 * does not grow with the answer.
 *
 * Items reach standard output from memory of our own, never from the image: a
 * mapping that goes away (the module was unloaded) cannot leave half an item.
 */
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "die.h"
#include "memory.h"
#include "report.h"
#include "terminal.h"

#define DUMP_FLAGS (JSON_COMPACT | JSON_ENSURE_ASCII)

static struct {
	enum format format;
	const char *command;
	bool opened;
	bool ended;
	size_t items;
} report;

/**
 * report_begin() - choose the form of all that follows
 * @format: the form
 * @command: name of the command; not owned
 */
void report_begin(enum format format, const char *command)
{
	report.format = format;
	report.command = command;
}

/**
 * report_format() - the form that was asked for
 *
 * Return: the form; FORMAT_TEXT before report_begin().
 */
enum format report_format(void)
{
	return report.format;
}

/* Takes @value. */
static void dump(json_t *value)
{
	char *json = json_dumps(value, DUMP_FLAGS | JSON_ENCODE_ANY);

	if (!json)
		die("out of memory for an item of JSON");
	fputs(json, stdout);
	free(json);
	json_decref(value);
}

static void open_document(void)
{
	if (report.opened)
		return;
	report.opened = true;
	fputs("{\"command\":", stdout);
	dump(json_string(report.command));
	fputs(",\"items\":[", stdout);
}

/**
 * report_item() - say one thing of several
 * @item: stolen; not NULL
 *
 * For FORMAT_JSON and FORMAT_JSONL.
 */
void report_item(json_t *item)
{
	if (report.format == FORMAT_JSON) {
		open_document();
		fputs(report.items++ ? ",\n" : "\n", stdout);
		dump(item);
		return;
	}
	dump(item);
	fputc('\n', stdout);
}

/**
 * report_object() - say the one thing that there is to say
 * @object: stolen; gets the member "command"
 *
 * For FORMAT_JSON and FORMAT_JSONL, instead of items.
 */
void report_object(json_t *object)
{
	json_t *whole = json_pack("{s:s}", "command", report.command);

	if (!whole || json_object_update(whole, object))
		die("out of memory for an object of JSON");
	json_decref(object);
	dump(whole);
	fputc('\n', stdout);
	report.ended = true;
}

/**
 * report_error() - say why there is nothing more
 * @error: stolen
 *
 * For FORMAT_JSON and FORMAT_JSONL, as the last thing.
 */
void report_error(json_t *error)
{
	if (report.format == FORMAT_JSON && report.opened) {
		fputs("],\"error\":", stdout);
		dump(error);
		fputs("}\n", stdout);
	} else {
		dump(json_pack("{s:s, s:o}", "command", report.command,
			       "error", error));
		fputc('\n', stdout);
	}
	report.ended = true;
}

/**
 * report_end() - close what is open
 */
void report_end(void)
{
	if (report.format != FORMAT_JSON || report.ended)
		return;
	open_document();
	fputs("]}\n", stdout);
	report.ended = true;
}

/* The first character's length; 0 where the bytes are no character. */
static size_t character_len(struct text text)
{
	utf8proc_int32_t point;
	utf8proc_ssize_t len =
		utf8proc_iterate((const utf8proc_uint8_t *)text.at,
				 (utf8proc_ssize_t)text.len, &point);

	return len > 0 ? (size_t)len : 0;
}

static json_t *repaired(struct text text)
{
	struct buffer buffer = { 0 };
	json_t *string;
	size_t len;

	while (text.len) {
		len = character_len(text);
		buffer_add(&buffer, len ? (struct text){ text.at, len }
					: TEXT("\357\277\275"));
		text = text_skip(text, len ? len : 1);
	}
	string = json_stringn(buffer.at, buffer.len);
	buffer_free(&buffer);
	return string;
}

/**
 * report_text() - a text as a string of JSON
 * @text: what stands in the archive
 *
 * An image may hold any bytes, JSON only Unicode: what is no UTF-8 becomes
 * U+FFFD.
 *
 * Return: the string, the caller's. Ends the program without memory.
 */
json_t *report_text(struct text text)
{
	json_t *string = json_stringn(text.len ? text.at : "", text.len);

	if (!string)
		string = repaired(text);
	if (!string)
		die("out of memory for a string of JSON");
	return string;
}
