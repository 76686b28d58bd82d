// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "tap.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned int checks;
static unsigned int failures;

static bool tap_line(bool ok, const char *fmt, va_list args)
{
	printf("%sok %u - ", ok ? "" : "not ", ++checks);
	vprintf(fmt, args);
	putchar('\n');
	failures += !ok;
	/* Whatever comes next may end this program, or fork it. */
	fflush(stdout);
	return ok;
}

static const char *errno_name(int err)
{
	const char *name = err ? strerrorname_np(err) : "success";

	return name ? name : "an unknown errno";
}

/**
 * tap_ok() - report a check
 * @ok: whether it passed
 * @fmt: what was checked
 *
 * Return: @ok, as the other checks do.
 */
bool tap_ok(bool ok, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	tap_line(ok, fmt, args);
	va_end(args);
	return ok;
}

/**
 * tap_number() - check that a number is what it must be
 * @found: the number
 * @expected: what it must be
 * @fmt: what was checked
 */
bool tap_number(long long found, long long expected, const char *fmt, ...)
{
	va_list args;
	bool ok;

	va_start(args, fmt);
	ok = tap_line(found == expected, fmt, args);
	va_end(args);
	if (!ok)
		tap_diag("expected %lld, found %lld", expected, found);
	return ok;
}

/**
 * tap_errno() - check that a call ended as it must
 * @found: the errno it gave, 0 where it succeeded
 * @expected: likewise
 * @fmt: what was checked
 */
bool tap_errno(int found, int expected, const char *fmt, ...)
{
	va_list args;
	bool ok;

	va_start(args, fmt);
	ok = tap_line(found == expected, fmt, args);
	va_end(args);
	if (!ok)
		tap_diag("expected %s, found %s", errno_name(expected),
			 errno_name(found));
	return ok;
}

/**
 * tap_text() - check that a text is what it must be
 * @found: the text
 * @expected: what it must be
 * @fmt: what was checked
 */
bool tap_text(const char *found, const char *expected, const char *fmt, ...)
{
	va_list args;
	bool ok;

	va_start(args, fmt);
	ok = tap_line(!strcmp(found, expected), fmt, args);
	va_end(args);
	if (!ok)
		tap_diag("expected \"%s\", found \"%s\"", expected, found);
	return ok;
}

/**
 * tap_skip() - report a check that this kernel cannot make
 * @reason: why
 * @fmt: what is not checked
 */
void tap_skip(const char *reason, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	printf("ok %u - ", ++checks);
	vprintf(fmt, args);
	va_end(args);
	printf(" # SKIP %s\n", reason);
	fflush(stdout);
}

/**
 * tap_diag() - say something that is no check
 * @fmt: one line, without its newline
 */
void tap_diag(const char *fmt, ...)
{
	va_list args;

	fputs("#   ", stdout);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
	fflush(stdout);
}

/**
 * tap_need() - end the program where it lacks what all its checks need
 * @ok: whether that is there
 * @fmt: what is needed; errno's text follows
 *
 * Says nothing where it is there.
 */
void tap_need(bool ok, const char *fmt, ...)
{
	int err = errno;
	va_list args;

	if (ok)
		return;
	va_start(args, fmt);
	tap_line(false, fmt, args);
	va_end(args);
	tap_diag("needed by what follows; the last errno is %s",
		 errno_name(err));
	exit(tap_done());
}

/**
 * tap_done() - print the plan
 *
 * Return: the program's exit status, 0 where every check passed.
 */
int tap_done(void)
{
	printf("1..%u\n", checks);
	fflush(stdout);
	return failures != 0;
}
