// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings as rows of three cells, written as they come: the check, how it
 * ended, and a sentence; below that, its details in the same form.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "die.h"
#include "finding.h"
#include "report.h"
#include "terminal.h"

/* The widest words of either column, and two blanks. */
#define CHECK_COLUMNS 11
#define WORD_COLUMNS 11

static bool any_failed;

static void put_row(const char *check, const char *word, enum style style,
		    struct text text)
{
	if (terminal_is()) {
		put_padded(STYLE_LABEL, text_of(check), CHECK_COLUMNS);
		put_padded(style, text_of(word), WORD_COLUMNS);
	} else {
		put_styled(STYLE_LABEL, text_of(check));
		put(TEXT("\t"));
		put_styled(style, text_of(word));
		put(TEXT("\t"));
	}
	put(text);
	put(TEXT("\n"));
	fflush(stdout);
}

/* What an empty string says. */
static struct text in_words(const char *key, const json_t *string)
{
	if (json_string_length(string))
		return text_of(json_string_value(string));
	return strcmp(key, "bytes") ? TEXT("(the root)")
				    : TEXT("none: the image ends before");
}

static void put_detail(const char *check, const char *key, const json_t *value)
{
	char number[24];

	if (json_is_object(value))
		value = json_object_get(value, "message");
	if (json_is_integer(value)) {
		snprintf(number, sizeof(number), "%" JSON_INTEGER_FORMAT,
			 json_integer_value(value));
		put_row(check, key, STYLE_FAINT, text_of(number));
	} else if (json_is_string(value)) {
		put_row(check, key, STYLE_FAINT, in_words(key, value));
	}
}

static void put_details(const char *check, json_t *details)
{
	json_t *value;
	const char *key;

	json_object_foreach(details, key, value)
		put_detail(check, key, value);
}

static json_t *item_of(const char *check, bool ok, const char *message)
{
	json_t *item = json_object();

	report_set(item, "check", report_text(text_of(check)));
	report_set(item, "ok", json_boolean(ok));
	report_set(item, "message", report_text(text_of(message)));
	return item;
}

static char *formatted(const char *format, va_list args)
{
	char *message;

	if (vasprintf(&message, format, args) < 0)
		die("out of memory for a finding");
	return message;
}

/* Takes @message. */
static void tell(const char *check, bool ok, json_t *details, char *message)
{
	json_t *item;

	any_failed |= !ok;
	if (report_format() == FORMAT_TEXT) {
		put_row(check, ok ? "ok" : "failed",
			ok ? STYLE_GOOD : STYLE_BAD, text_of(message));
	} else {
		item = item_of(check, ok, message);
		if (details)
			json_object_update(item, details);
		report_item(item);
	}
	free(message);
}

/**
 * finding() - say how a check ended
 * @check: its name
 * @ok: whether it found all right
 * @details: an object with more for programs, or NULL; stolen
 * @format: a clause without capital, full stop or newline
 */
void finding(const char *check, bool ok, json_t *details, const char *format,
	     ...)
{
	va_list args;

	va_start(args, format);
	tell(check, ok, details, formatted(format, args));
	va_end(args);
	json_decref(details);
}

/**
 * finding_fault() - say that a check has failed, and where
 * @check: its name
 * @details: an object with more; stolen; a person gets its numbers and strings,
 *	and of an object in it the message
 * @format: as for finding()
 */
void finding_fault(const char *check, json_t *details, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tell(check, false, details, formatted(format, args));
	va_end(args);
	if (report_format() == FORMAT_TEXT)
		put_details(check, details);
	json_decref(details);
}

static void put_difference(const char *check, json_t *path, const char *message)
{
	char *text;

	if (asprintf(&text, "%s: %s", json_string_length(path)
		     ? json_string_value(path) : ".", message) < 0)
		die("out of memory for a finding");
	put_row(check, "differs", STYLE_BAD, text_of(text));
	free(text);
	json_decref(path);
}

/**
 * finding_difference() - say what a check has come upon, before it has failed
 * @check: its name
 * @path: where; stolen
 * @kind: what differs, in a word
 * @message: the same as a clause, as for finding()
 */
void finding_difference(const char *check, json_t *path, const char *kind,
			const char *message)
{
	json_t *item;

	if (report_format() == FORMAT_TEXT) {
		put_difference(check, path, message);
		return;
	}
	item = item_of(check, false, message);
	report_set(item, "path", path);
	report_set(item, "difference", report_text(text_of(kind)));
	report_item(item);
}

/**
 * finding_any_failed() - whether anything was not as it should be
 *
 * Return: whether.
 */
bool finding_any_failed(void)
{
	return any_failed;
}
