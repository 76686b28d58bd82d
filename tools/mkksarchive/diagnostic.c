// SPDX-License-Identifier: GPL-2.0-only
/*
 * Collects what all threads find wrong, and prints it in the form that editors
 * know from compilers: file:line:column: error: what, and what was expected.
 *
 * Lines and columns are counted from 1, columns in characters. They are worked
 * out when printing, going through each file once, since most runs need none.
 */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utf8proc.h>

#include "diagnostic.h"
#include "input.h"

struct diagnostic {
	enum severity severity;
	struct place place;
	char *message;
};

static struct {
	pthread_mutex_t lock;
	struct diagnostic *all;
	size_t count;
	size_t counts[FAILURE + 1];
	bool drop_warnings;
} found = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* How many errors and failures this thread has reported. */
static _Thread_local size_t own_errors;

/* How far into a file its lines have been counted. */
struct cursor {
	const struct input *input;
	size_t offset;
	size_t line;
	size_t line_start;
};

/**
 * die() - end the program at once, where it can do nothing for anybody
 * @format: a sentence without capital, full stop or newline
 *
 * Does not return; the exit status is EXIT_FILES.
 */
void die(const char *format, ...)
{
	static pthread_mutex_t last_words = PTHREAD_MUTEX_INITIALIZER;
	va_list args;

	/* For good: exit() must not run twice. */
	pthread_mutex_lock(&last_words);
	va_start(args, format);
	fputs("mkksarchive: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	exit(EXIT_FILES);
}

/**
 * diagnose() - report something wrong
 * @severity: what follows from it
 * @place: where
 * @format: what, and what was expected; no capital, full stop or newline
 *
 * May be called from any thread.
 */
void diagnose(enum severity severity, struct place place, const char *format,
	      ...)
{
	char *message;
	va_list args;
	int len;

	if (severity == WARNING && found.drop_warnings)
		return;
	own_errors += severity != WARNING;
	va_start(args, format);
	len = vasprintf(&message, format, args);
	va_end(args);
	if (len < 0)
		die("out of memory for a message");

	pthread_mutex_lock(&found.lock);
	found.all = memory_grow(found.all, found.count, sizeof(*found.all));
	found.all[found.count++] = (struct diagnostic){ severity, place,
							message };
	found.counts[severity]++;
	pthread_mutex_unlock(&found.lock);
}

/**
 * diagnostic_errors() - whether anything forbids an output
 *
 * Return: true after an error or a failure. For the time when one thread runs.
 */
bool diagnostic_errors(void)
{
	return found.counts[ERROR] || found.counts[FAILURE];
}

/**
 * diagnostic_own_errors() - how much has gone wrong so far in this thread
 *
 * Return: the number of errors and failures that it has reported.
 */
size_t diagnostic_own_errors(void)
{
	return own_errors;
}

/**
 * diagnostic_drop_warnings() - pass over warnings from here on
 * @drop: whether to. For the time when one thread runs.
 */
void diagnostic_drop_warnings(bool drop)
{
	found.drop_warnings = drop;
}

/**
 * place_compare() - order places as messages stand
 * @a: a place
 * @b: another
 *
 * Return: less than, equal to or greater than 0: by the bytes of their paths,
 * then by their offsets, where a file as a whole comes first.
 */
int place_compare(struct place a, struct place b)
{
	int order = strcmp(a.input->path, b.input->path);

	if (order)
		return order;
	/* WHOLE + 1 is 0. */
	return (a.offset + 1 > b.offset + 1) - (a.offset + 1 < b.offset + 1);
}

static int compare_diagnostics(const void *left, const void *right)
{
	const struct diagnostic *a = left, *b = right;
	int order = place_compare(a->place, b->place);

	if (!order)
		order = (int)b->severity - (int)a->severity;
	return order ? order : strcmp(a->message, b->message);
}

static void cursor_move(struct cursor *cursor, struct place place)
{
	const struct input *input = place.input;
	size_t end = place.offset < input->len ? place.offset : input->len;
	const char *newline;

	if (cursor->input != input || cursor->offset > end)
		*cursor = (struct cursor){ .input = input, .line = 1 };
	while (cursor->offset < end) {
		newline = memchr(input->bytes + cursor->offset, '\n',
				 end - cursor->offset);
		if (!newline)
			break;
		cursor->line++;
		cursor->offset = (size_t)(newline + 1 - input->bytes);
		cursor->line_start = cursor->offset;
	}
	cursor->offset = end;
}

static size_t cursor_column(const struct cursor *cursor)
{
	const char *bytes = cursor->input->bytes;
	size_t column = 1, i = cursor->line_start;

	if (!i && cursor->offset >= 3 && !memcmp(bytes, BOM, 3))
		i = 3;
	for (; i < cursor->offset; i++)
		column += (bytes[i] & 0xc0) != 0x80;
	return column;
}

/* Names and texts of pages go to a terminal: let none of them steer it. */
static void print_harmless(FILE *out, const char *string)
{
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)string;
	utf8proc_int32_t point;
	utf8proc_ssize_t len;

	for (; *at; at += len) {
		len = utf8proc_iterate(at, -1, &point);
		if (len > 0 && point >= 0x20 && point != 0x7f &&
		    !(point >= 0x80 && point < 0xa0) &&
		    utf8proc_category(point) != UTF8PROC_CATEGORY_CF) {
			fwrite(at, 1, (size_t)len, out);
			continue;
		}
		if (len < 1)
			len = 1;
		for (utf8proc_ssize_t i = 0; i < len; i++)
			fprintf(out, "\\x%02x", at[i]);
	}
}

static void print_diagnostic(const struct diagnostic *diagnostic,
			     struct cursor *cursor, bool colour)
{
	static const char *const words[] = { "warning", "error", "error" };
	static const char *const colours[] = { "35", "31", "31" };
	const struct place place = diagnostic->place;

	fputs(colour ? "\033[1m" : "", stderr);
	print_harmless(stderr, place.input->path);
	if (place.offset != WHOLE && place.input->bytes) {
		cursor_move(cursor, place);
		fprintf(stderr, ":%zu:%zu", cursor->line,
			cursor_column(cursor));
	}
	fputs(": ", stderr);
	if (colour)
		fprintf(stderr, "\033[%sm", colours[diagnostic->severity]);
	fprintf(stderr, "%s:%s ", words[diagnostic->severity],
		colour ? "\033[0m" : "");
	print_harmless(stderr, diagnostic->message);
	fputc('\n', stderr);
}

/* What one line causes several times, as a link's definition can, is one. */
static void sort_and_unite(void)
{
	size_t kept = 0;

	if (found.count)
		qsort(found.all, found.count, sizeof(*found.all),
		      compare_diagnostics);
	for (size_t i = 0; i < found.count; i++) {
		if (kept && !compare_diagnostics(&found.all[kept - 1],
						 &found.all[i]))
			found.counts[found.all[i].severity]--;
		else
			found.all[kept++] = found.all[i];
	}
	found.count = kept;
}

static bool wants_colour(void)
{
	const char *no_color = getenv("NO_COLOR");

	return isatty(STDERR_FILENO) && !(no_color && *no_color);
}

/**
 * diagnostic_print() - say what was found, sorted, and how much
 * @always_close: print the closing line even after nothing
 *
 * Return: the exit status that follows.
 */
int diagnostic_print(bool always_close)
{
	bool colour = wants_colour();
	struct cursor cursor = { 0 };
	size_t errors, warnings;

	sort_and_unite();
	for (size_t i = 0; i < found.count; i++)
		print_diagnostic(&found.all[i], &cursor, colour);
	errors = found.counts[ERROR] + found.counts[FAILURE];
	warnings = found.counts[WARNING];
	if (found.count || always_close)
		fprintf(stderr, "%zu error%s, %zu warning%s\n", errors,
			errors == 1 ? "" : "s", warnings,
			warnings == 1 ? "" : "s");
	if (found.counts[FAILURE])
		return EXIT_FILES;
	return errors ? EXIT_PAGES : EXIT_DONE;
}

/**
 * place_text() - a place, for a message about another one
 * @place: the place
 * @buf: receives file:line:column, cut off where it is too long
 * @size: of @buf in bytes
 *
 * Return: @buf.
 */
const char *place_text(struct place place, char *buf, size_t size)
{
	struct cursor cursor = { 0 };

	if (place.offset == WHOLE || !place.input->bytes) {
		snprintf(buf, size, "%s", place.input->path);
		return buf;
	}
	cursor_move(&cursor, place);
	snprintf(buf, size, "%s:%zu:%zu", place.input->path, cursor.line,
		 cursor_column(&cursor));
	return buf;
}
