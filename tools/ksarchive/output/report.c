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

#include "character.h"
#include "die.h"
#include "memory.h"
#include "report.h"
#include "terminal.h"

static struct {
	enum format format;
	const char *command;
	bool opened;
	bool ended;
	size_t items;
} report;

static void *allocate(size_t size)
{
	return memory_resize(NULL, 1, size);
}

/**
 * report_begin() - choose the form of all that follows
 * @format: the form
 * @command: name of the command; not owned
 *
 * From here on, jansson ends the program where it has no memory, as all else
 * does: what it returns is never NULL for want of it.
 */
void report_begin(enum format format, const char *command)
{
	report.format = format;
	report.command = command;
	json_set_alloc_funcs(allocate, free);
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

/**
 * report_is_open() - whether a failure can still be said as JSON
 *
 * Return: false for FORMAT_TEXT, behind the end of the document, and where
 * standard output takes nothing.
 */
bool report_is_open(void)
{
	return report.format != FORMAT_TEXT && !report.ended && terminal_takes();
}

/* The lines' ends that older JavaScript knows, and JSON does not. */
static bool ends_line(utf8proc_int32_t point)
{
	return point == 0x2028 || point == 0x2029;
}

/* The first bytes of all such characters, and of many others. */
#define RISKY_FIRST "\177\302\330\342"

static void add_escape(struct buffer *buffer, utf8proc_int32_t point)
{
	char escape[sizeof("\\uFFFF")];

	snprintf(escape, sizeof(escape), "\\u%04X", (unsigned int)point & 0xffff);
	buffer_add_string(buffer, escape);
}

/*
 * UTF-8 stays as it is: grep finds in it what stands in the archive, and people
 * can read it. But what a terminal obeys, or JavaScript, is escaped; jansson
 * did so with what stands below the space.
 */
static void add_json(struct buffer *buffer, struct text json)
{
	utf8proc_int32_t point;
	size_t len;

	while (json.len) {
		len = strcspn(json.at, RISKY_FIRST);
		buffer_add(buffer, (struct text){ json.at, len });
		json = text_skip(json, len);
		if (!json.len)
			return;
		len = character_first(json, &point);
		if (terminal_obeys(point) || ends_line(point))
			add_escape(buffer, point);
		else
			buffer_add(buffer, (struct text){ json.at, len });
		json = text_skip(json, len);
	}
}

/**
 * report_json() - write a value down
 * @value: stolen; not NULL
 * @flags: jansson's for its layout
 *
 * Return: the JSON, without a newline at its end; the caller's.
 */
struct buffer report_json(json_t *value, size_t flags)
{
	char *json = json_dumps(value, flags | JSON_ENCODE_ANY |
				JSON_REAL_PRECISION(12));
	struct buffer buffer = { 0 };

	if (!json)
		die("expected a value of JSON, found none");
	json_decref(value);
	add_json(&buffer, text_of(json));
	free(json);
	return buffer;
}

/* Takes @json. */
static void put_json(struct buffer json)
{
	fwrite(json.at, 1, json.len, stdout);
	buffer_free(&json);
}

/* A command's name is a plain word. */
static void put_command(void)
{
	printf("{\"command\":\"%s\",", report.command);
}

static void open_document(void)
{
	if (report.opened)
		return;
	report.opened = true;
	put_command();
	fputs("\"items\":[", stdout);
}

/**
 * report_item() - say one thing of several
 * @item: stolen
 *
 * For FORMAT_JSON and FORMAT_JSONL. A line of the latter is on its way to its
 * reader when this returns.
 */
void report_item(json_t *item)
{
	/* Whatever can fail does so before the comma. */
	struct buffer json = report_json(item, JSON_COMPACT);

	if (report.format == FORMAT_JSON) {
		open_document();
		fputs(report.items++ ? ",\n" : "\n", stdout);
		put_json(json);
	} else {
		put_json(json);
		fputc('\n', stdout);
		fflush(stdout);
	}
	terminal_check();
}

/**
 * report_object() - say the one thing that there is to say
 * @object: stolen; gets the member "command"
 *
 * For FORMAT_JSON and FORMAT_JSONL, instead of items.
 */
void report_object(json_t *object)
{
	json_t *whole = json_object();

	report_set(whole, "command", report_text(text_of(report.command)));
	if (json_object_update(whole, object))
		die("expected an object of JSON, found none");
	json_decref(object);
	put_json(report_json(whole, JSON_COMPACT));
	fputc('\n', stdout);
	report.ended = true;
}

static void begin_error(void)
{
	if (report.format == FORMAT_JSON && report.opened)
		fputs("\n],", stdout);
	else
		put_command();
	fputs("\"error\":", stdout);
}

static void end_error(void)
{
	fputs("}\n", stdout);
	report.ended = true;
}

/**
 * report_error() - say why there is nothing more
 * @error: stolen
 *
 * Where report_is_open(), as the last thing.
 */
void report_error(json_t *error)
{
	struct buffer json = report_json(error, JSON_COMPACT);

	begin_error();
	put_json(json);
	end_error();
}

/**
 * report_bare_error() - the same, where there is no memory for more
 * @code: the failure's word
 * @message: of characters that JSON need not escape
 */
void report_bare_error(const char *code, const char *message)
{
	begin_error();
	printf("{\"code\":\"%s\",\"message\":\"%s\"}", code, message);
	end_error();
}

/**
 * report_end() - close what is open
 */
void report_end(void)
{
	if (report.format == FORMAT_JSON && !report.ended) {
		open_document();
		fputs("\n]}\n", stdout);
	}
	report.ended = true;
}

/* Each byte that is of no character becomes one U+FFFD. */
static void add_repaired(struct buffer *buffer, struct text text)
{
	size_t len;
	int point;

	for (; text.len; text = text_skip(text, len)) {
		len = character_first(text, &point);
		buffer_add(buffer, point < 0 ? TEXT("\357\277\275")
					     : (struct text){ text.at, len });
	}
}

static json_t *repaired(struct text text)
{
	struct buffer buffer = { 0 };
	json_t *string;

	add_repaired(&buffer, text);
	string = json_stringn(buffer.at, buffer.len);
	buffer_free(&buffer);
	return string;
}

/**
 * report_text() - a text as a string of JSON
 * @text: what stands in the archive, or was typed
 *
 * Both may hold any bytes, JSON only Unicode: a byte that is of no character in
 * UTF-8 becomes U+FFFD.
 *
 * Return: the string, the caller's. Never NULL.
 */
json_t *report_text(struct text text)
{
	json_t *string = json_stringn(text.len ? text.at : "", text.len);

	if (!string)
		string = repaired(text);
	if (!string)
		die("expected UTF-8 in a string of JSON, found none");
	return string;
}

/**
 * report_hexadecimal() - a number as a string of JSON
 * @number: one that people read by its digits
 *
 * Return: the string, 0x and eight digits; the caller's.
 */
json_t *report_hexadecimal(uint32_t number)
{
	char digits[sizeof("0x01234567")];

	snprintf(digits, sizeof(digits), "0x%08x", number);
	return report_text(text_of(digits));
}

/**
 * report_set() - give an object a member
 * @object: the object
 * @key: in UTF-8
 * @value: stolen; not NULL
 */
void report_set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value))
		die("expected a value of JSON as %s, found none", key);
}

/**
 * report_set_named() - give an object a member with a name from the archive
 * @object: the object
 * @name: as for report_text()
 * @value: stolen; not NULL
 */
void report_set_named(json_t *object, struct text name, json_t *value)
{
	json_t *key = report_text(name);

	if (json_object_setn_new(object, json_string_value(key),
				 json_string_length(key), value))
		die("expected a value of JSON as %.*s, found none",
		    TEXT_ARGS(name));
	json_decref(key);
}

/**
 * report_append() - give an array an element
 * @array: the array
 * @value: stolen; not NULL
 */
void report_append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value))
		die("expected a value of JSON in an array, found none");
}
