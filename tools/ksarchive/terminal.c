// SPDX-License-Identifier: GPL-2.0-only
/*
 * Standard output as a person has it. What goes to a terminal is passed on
 * without control characters: an image may come from anywhere.
 */
#include <errno.h>
#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utf8proc.h>

#include "fail.h"
#include "terminal.h"

#define DEFAULT_PAGER "less -FRX"
#define DEFAULT_WIDTH 80
#define LEAST_WIDTH 20

static struct {
	bool is;
	bool styled;
	unsigned int width;
	pid_t pager;
	bool closed;
} terminal = { .width = DEFAULT_WIDTH };

/* Select graphic rendition, ECMA-48 8.3.117. */
static const char *const renditions[] = {
	[STYLE_PLAIN] = "",
	[STYLE_TITLE] = "\033[1m",
	[STYLE_HEADING] = "\033[1m",
	[STYLE_LABEL] = "\033[36m",
	[STYLE_PATH] = "\033[35m",
	[STYLE_MATCH] = "\033[1;31m",
	[STYLE_EMPHASIS] = "\033[3m",
	[STYLE_STRONG] = "\033[1m",
	[STYLE_CODE] = "\033[33m",
	[STYLE_LINK] = "\033[34m",
	[STYLE_QUOTE] = "\033[2m",
	[STYLE_FAINT] = "\033[2m",
	[STYLE_GOOD] = "\033[32m",
	[STYLE_BAD] = "\033[31m",
	[STYLE_BAR] = "\033[36m",
};

static unsigned int find_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	unsigned long width = columns ? strtoul(columns, NULL, 10) : 0;

	if (!width && terminal.is && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size))
		width = size.ws_col;
	if (!width || width > 10000)
		return DEFAULT_WIDTH;
	return width < LEAST_WIDTH ? LEAST_WIDTH : (unsigned int)width;
}

static bool wants_style(enum colour colour)
{
	const char *no_colour = getenv("NO_COLOR");
	const char *kind = getenv("TERM");

	if (colour != COLOUR_AUTO)
		return colour == COLOUR_ALWAYS;
	return terminal.is && !(no_colour && *no_colour) &&
	       !(kind && !strcmp(kind, "dumb"));
}

/* Through sh, since a PAGER may have arguments; without one, without pager. */
static void start_pager(void)
{
	const char *pager = getenv("PAGER");
	int ends[2];

	if (!pager)
		pager = DEFAULT_PAGER;
	if (!*pager || !strcmp(pager, "cat") || pipe(ends))
		return;
	terminal.pager = fork();
	if (terminal.pager < 0) {
		close(ends[0]);
		close(ends[1]);
		return;
	}
	if (!terminal.pager) {
		dup2(ends[0], STDIN_FILENO);
		close(ends[0]);
		close(ends[1]);
		execl("/bin/sh", "sh", "-c", pager, NULL);
		_exit(127);
	}
	dup2(ends[1], STDOUT_FILENO);
	close(ends[0]);
	close(ends[1]);
}

/**
 * terminal_open() - find out where standard output goes
 * @colour: whether to style text
 * @paged: whether a pager may show it
 */
void terminal_open(enum colour colour, bool paged)
{
	terminal.is = isatty(STDOUT_FILENO);
	terminal.width = find_width();
	terminal.styled = wants_style(colour);
	if (terminal.is && paged)
		start_pager();
}

static void wait_for_pager(void)
{
	int status;

	while (waitpid(terminal.pager, &status, 0) < 0 && errno == EINTR)
		;
}

/**
 * terminal_takes() - whether standard output has taken all, and takes more
 *
 * Return: whether.
 */
bool terminal_takes(void)
{
	return !terminal.closed && !ferror(stdout);
}

/**
 * terminal_check() - see whether standard output takes what it is given
 *
 * Ends the program if not. To be called right behind the writing: the system's
 * reason is still known then.
 */
void terminal_check(void)
{
	if (!terminal_takes())
		fail(FAIL_WRITE, "standard output: cannot be written: %s",
		     strerror(errno));
}

/**
 * terminal_close() - see all output out
 *
 * Ends the program if it could not be written.
 */
void terminal_close(void)
{
	bool failed;

	if (terminal.closed)
		return;
	terminal.closed = true;
	failed = ferror(stdout) | fclose(stdout);
	if (terminal.pager > 0)
		wait_for_pager();
	else if (failed)
		fail(FAIL_WRITE, "standard output: cannot be written: %s",
		     strerror(errno));
}

/**
 * terminal_is() - whether a person reads the output at a terminal
 *
 * Return: whether.
 */
bool terminal_is(void)
{
	return terminal.is;
}

/**
 * terminal_width() - how wide the output may be
 *
 * Return: the terminal's columns, or COLUMNS, or 80.
 */
unsigned int terminal_width(void)
{
	return terminal.width;
}

/**
 * terminal_style() - what switches a style on
 * @style: the style; STYLE_PLAIN switches all off
 *
 * Return: a string for the terminal; empty without colour.
 */
const char *terminal_style(enum style style)
{
	if (!terminal.styled)
		return "";
	return style == STYLE_PLAIN ? "\033[0m" : renditions[style];
}

static bool is_control(utf8proc_int32_t point)
{
	return (point < 0x20 && point != '\n' && point != '\t') ||
	       (point >= 0x7f && point < 0xa0);
}

/* Returns how many bytes the first character takes; its point is -1 if none. */
static size_t first_point(struct text text, utf8proc_int32_t *point)
{
	utf8proc_ssize_t len =
		utf8proc_iterate((const utf8proc_uint8_t *)text.at,
				 (utf8proc_ssize_t)text.len, point);

	if (len > 0)
		return (size_t)len;
	*point = -1;
	return 1;
}

/**
 * terminal_columns() - how many columns a text takes
 * @text: of one line
 *
 * Return: the number; a tab counts as one.
 */
size_t terminal_columns(struct text text)
{
	utf8proc_int32_t point;
	size_t columns = 0, len;

	for (; text.len; text = text_skip(text, len)) {
		len = first_point(text, &point);
		columns += point < 0 || point == '\t' || is_control(point)
				   ? 1
				   : (size_t)utf8proc_charwidth(point);
	}
	return columns;
}

static void put_harmless(struct text text, FILE *file)
{
	utf8proc_int32_t point;
	size_t len;

	for (; text.len; text = text_skip(text, len)) {
		len = first_point(text, &point);
		if (point < 0 || is_control(point))
			fputs("\357\277\275", file);
		else
			fwrite(text.at, 1, len, file);
	}
}

/**
 * put() - write a text to standard output
 * @text: to a terminal it goes with U+FFFD for control characters and for what
 *	is no UTF-8, elsewhere as it is
 */
void put(struct text text)
{
	if (terminal.is)
		put_harmless(text, stdout);
	else if (text.len)
		fwrite(text.at, 1, text.len, stdout);
}

/**
 * put_error() - write a text to standard error
 * @text: as for put(), and always so: what fails is seldom read by programs
 */
void put_error(struct text text)
{
	put_harmless(text, stderr);
}

/**
 * put_styled() - write a text in a style
 * @style: the style
 * @text: as for put()
 */
void put_styled(enum style style, struct text text)
{
	if (style == STYLE_PLAIN || !terminal.styled) {
		put(text);
		return;
	}
	fputs(terminal_style(style), stdout);
	put(text);
	fputs(terminal_style(STYLE_PLAIN), stdout);
}

/**
 * put_padded() - write a text and spaces behind it
 * @style: of the text
 * @text: as for put()
 * @columns: how many it takes with the spaces, at least
 */
void put_padded(enum style style, struct text text, size_t columns)
{
	put_styled(style, text);
	for (size_t i = terminal_columns(text); i < columns; i++)
		putchar(' ');
}
