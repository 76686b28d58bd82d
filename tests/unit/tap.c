// SPDX-License-Identifier: GPL-2.0-only
/* Results of a host test in TAP. */
#include <stdarg.h>
#include <stdio.h>

#include "tap.h"

static unsigned int results, failures;

/**
 * tap_ok() - report a result
 * @passed: whether it is as it should be
 * @format: what was tested, as printf() takes it
 *
 * Return: @passed.
 */
bool tap_ok(bool passed, const char *format, ...)
{
	va_list args;

	results++;
	failures += !passed;
	printf("%s %u - ", passed ? "ok" : "not ok", results);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	return passed;
}

/**
 * tap_note() - say more about the result before
 * @format: what, as printf() takes it
 */
void tap_note(const char *format, ...)
{
	va_list args;

	printf("# ");
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

/**
 * tap_done() - end the run with its plan
 *
 * Return: the program's exit status.
 */
int tap_done(void)
{
	printf("1..%u\n", results);
	return failures ? 1 : 0;
}
