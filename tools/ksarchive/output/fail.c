// SPDX-License-Identifier: GPL-2.0-only
/*
 * How a command ends that could not do its work: one sentence on standard
 * error, or the same as JSON on standard output, where that was asked for.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "fail.h"
#include "report.h"
#include "terminal.h"

static const struct {
	const char *word;
	int status;
} failures[] = {
	[FAIL_USAGE] = { "usage", EXIT_USAGE },
	[FAIL_PATTERN] = { "bad-pattern", EXIT_USAGE },
	[FAIL_NOT_FOUND] = { "not-found", EXIT_NOTHING },
	[FAIL_AMBIGUOUS] = { "ambiguous", EXIT_NOTHING },
	[FAIL_NO_ARCHIVE] = { "no-archive", EXIT_FILES },
	[FAIL_UNREADABLE] = { "unreadable", EXIT_FILES },
	[FAIL_NO_IMAGE] = { "no-image", EXIT_FILES },
	[FAIL_BROKEN] = { "broken-image", EXIT_FILES },
	[FAIL_VANISHED] = { "image-vanished", EXIT_FILES },
	[FAIL_UNKNOWN_FORM] = { "unknown-form", EXIT_FILES },
	[FAIL_WRITE] = { "cannot-write", EXIT_FILES },
	[FAIL_MEMORY] = { "out-of-memory", EXIT_FILES },
};

static json_t *details;

/**
 * fail_detail() - say more of a failure to come, to those who read JSON
 * @key: of the error's member
 * @value: stolen
 */
void fail_detail(const char *key, json_t *value)
{
	if (!details)
		details = json_object();
	report_set(details, key, value);
}

static void fail_json(enum failure failure, const char *message)
{
	json_t *error = json_object();

	report_set(error, "code", report_text(text_of(failures[failure].word)));
	report_set(error, "message", report_text(text_of(message)));
	if (details)
		json_object_update(error, details);
	report_error(error);
}

static void say(enum failure failure, const char *format, va_list args)
{
	char *message;

	if (vasprintf(&message, format, args) < 0)
		die("out of memory for a message");
	if (report_is_open()) {
		fail_json(failure, message);
	} else {
		fputs("ksarchive: ", stderr);
		put_error(text_of(message));
		fputc('\n', stderr);
	}
	free(message);
}

/* In the words of the program, since those of the failure need memory. */
static void say_bare(enum failure failure)
{
	static const char message[] = "what else failed cannot be told";

	if (report_is_open())
		report_bare_error(failures[failure].word, message);
	else
		fprintf(stderr, "ksarchive: %s: %s\n", failures[failure].word,
			message);
}

/*
 * What fails may be the saying of a failure, for want of memory. What a person
 * was told before comes first, and to programs the failure is a part of it.
 */
__attribute__((noreturn))
static void end(enum failure failure, const char *format, va_list args)
{
	static bool saying;

	if (!report_is_open())
		terminal_close();
	if (saying) {
		say_bare(failure);
	} else {
		saying = true;
		say(failure, format, args);
	}
	saying = false;
	terminal_close();
	exit(failures[failure].status);
}

/**
 * fail() - end a command that cannot do its work
 * @failure: why; the exit status follows from it
 * @format: a sentence without capital, full stop or newline
 *
 * What was said before stays said.
 */
void fail(enum failure failure, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	end(failure, format, args);
}

void die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	end(FAIL_MEMORY, format, args);
}
