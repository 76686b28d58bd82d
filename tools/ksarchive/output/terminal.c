// SPDX-License-Identifier: GPL-2.0-only
/*
 * Standard output as a person has it. What goes to a terminal is passed on
 * without control characters: an image may come from anywhere.
 */
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utf8proc.h>

#include "character.h"
#include "env.h"
#include "fail.h"
#include "guard.h"
#include "memory.h"
#include "terminal.h"

#define DEFAULT_PAGER "less -FRX"
#define DEFAULT_WIDTH 80
#define LEAST_WIDTH 20
#define PAGER_WORDS 16
#define PIECE 4096

/* More than that costs more, in memory that is touched, than it saves. */
#define GATHERED_MAX (16 << 10)

/* What only a shell understands of a PAGER. */
#define SHELL_SIGNS "|&;<>()$`\\\"'*?[]#~=%{}!\n"

#define REPLACEMENT "\357\277\275"

static struct {
	bool is;
	bool styled;
	bool dumb;
	bool paged;
	bool outlasts;
	bool closing;
	unsigned int width;
	pid_t pager;
	int error;
} terminal = { .width = DEFAULT_WIDTH };

/* What put_gathered() has been given, and nobody has been told. */
static struct {
	char *bytes;
	size_t len;
} gathered;

/* Select graphic rendition, ECMA-48 8.3.117. */
static const char *const renditions[] = {
	[STYLE_PLAIN] = "",
	[STYLE_TITLE] = "\033[1m",
	[STYLE_HEADING] = "\033[1m",
	[STYLE_LABEL] = "\033[36m",
	[STYLE_PATH] = "\033[35m",
	[STYLE_MATCH] = "\033[1;31m",
	[STYLE_NUMBER] = "\033[32m",
	[STYLE_SEPARATOR] = "\033[36m",
	[STYLE_EMPHASIS] = "\033[3m",
	[STYLE_STRONG] = "\033[1m",
	[STYLE_CODE] = "\033[33m",
	[STYLE_LINK] = "\033[4m",
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

static bool is_dumb(void)
{
	const char *kind = getenv("TERM");

	return !kind || !*kind || !strcmp(kind, "dumb");
}

static bool wants_style(enum colour colour)
{
	const char *no_colour = getenv("NO_COLOR");

	if (colour != COLOUR_AUTO)
		return colour == COLOUR_ALWAYS;
	return terminal.is && !terminal.dumb && !(no_colour && *no_colour);
}

/* On a dumb terminal less would only complain, and wait for a key. */
static const char *find_pager(void)
{
	const char *pager = getenv("PAGER");

	if (!pager)
		pager = terminal.dumb ? "" : DEFAULT_PAGER;
	return pager[strspn(pager, " \t")] && strcmp(pager, "cat") ? pager
								   : NULL;
}

/* Without a shell where there is no need: who is missing is known then. */
static void execute(const char *pager)
{
	char *words[PAGER_WORDS + 1] = { NULL }, *copy = strdup(pager);
	size_t count = 0;

	if (copy && !strpbrk(pager, SHELL_SIGNS))
		for (char *word = strtok(copy, " \t");
		     word && count < PAGER_WORDS; word = strtok(NULL, " \t"))
			words[count++] = word;
	if (count && count < PAGER_WORDS)
		execvp(words[0], words);
	else
		execl("/bin/sh", "sh", "-c", pager, NULL);
}

/* Colour is for any less to pass on, unless somebody told theirs otherwise. */
__attribute__((noreturn))
static void become_pager(const char *pager, int input, int failed)
{
	dup2(input, STDIN_FILENO);
	signal(SIGPIPE, SIG_DFL);
	setenv("LESS", "FRX", 0);
	setenv("LV", "-c", 0);
	execute(pager);
	/* A byte says so; where there is a pager, the end closes silently. */
	if (write(failed, "", 1))
		_exit(127);
	_exit(126);
}

/* Whether the pager runs. Takes both ends that are the child's. */
static bool has_started(int input, int failed[2])
{
	char byte;
	bool started;

	close(input);
	close(failed[1]);
	started = read(failed[0], &byte, 1) == 0;
	close(failed[0]);
	return started;
}

static void wait_for_pager(void)
{
	int status;

	while (waitpid(terminal.pager, &status, 0) < 0 && errno == EINTR)
		;
}

static void fork_pager(const char *pager, int ends[2], int failed[2])
{
	terminal.pager = fork();
	if (!terminal.pager)
		become_pager(pager, ends[0], failed[1]);
	if (has_started(ends[0], failed) && terminal.pager > 0) {
		dup2(ends[1], STDOUT_FILENO);
		/* What is typed is meant for the pager now. */
		signal(SIGINT, SIG_IGN);
		signal(SIGQUIT, SIG_IGN);
	} else if (terminal.pager > 0) {
		wait_for_pager();
		terminal.pager = 0;
	}
	close(ends[1]);
}

/* Without one, output goes to the terminal as it is. */
static void start_pager(void)
{
	const char *pager = find_pager();
	int ends[2], failed[2];

	if (!pager || pipe2(ends, O_CLOEXEC))
		return;
	if (pipe2(failed, O_CLOEXEC)) {
		close(ends[0]);
		close(ends[1]);
		return;
	}
	fork_pager(pager, ends, failed);
}

/*
 * Nobody reads any more: a pager was left, or head has what it wanted. That is
 * no error, and there is nothing left to do but for commands that do more than
 * to write, or whose exit status is not known yet.
 */
static void lose_reader(void)
{
	if (terminal.outlasts || terminal.closing)
		return;
	if (terminal.pager > 0)
		wait_for_pager();
	_exit(EXIT_FOUND);
}

static bool write_all(const char *bytes, size_t len)
{
	ssize_t written;

	while (len) {
		written = write(STDOUT_FILENO, bytes, len);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		bytes += written;
		len -= (size_t)written;
	}
	return true;
}

/*
 * All of standard output passes here, so that the pager starts with the first
 * of it, and not where an error comes before. As fopencookie(3) wants it, 0 is
 * an error.
 */
static ssize_t pass_on(void *cookie, const char *bytes, size_t len)
{
	(void)cookie;
	if (terminal.paged)
		start_pager();
	terminal.paged = false;
	if (!terminal.error && !write_all(bytes, len)) {
		terminal.error = errno;
		if (terminal.error == EPIPE)
			lose_reader();
	}
	return terminal.error && terminal.error != EPIPE ? 0 : (ssize_t)len;
}

/*
 * Where a standard stream is closed, the next file that is opened would be
 * taken for it. Each is opened the wrong way round, so that its use fails.
 */
static void hold_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY
							     : O_RDONLY);
}

/**
 * terminal_open() - find out where standard output goes
 * @colour: whether to style text
 * @paged: whether a pager may show it
 * @outlasts: whether the command goes on where its output is not wanted any
 *	more; otherwise it ends there, as having found something
 *
 * Before anything is written, and before any other file is opened.
 */
void terminal_open(enum colour colour, bool paged, bool outlasts)
{
	static const cookie_io_functions_t functions = { .write = pass_on };
	FILE *stream;

	hold_standard_streams();
	terminal.is = isatty(STDOUT_FILENO);
	terminal.dumb = is_dumb();
	terminal.width = find_width();
	terminal.styled = wants_style(colour);
	terminal.paged = terminal.is && paged;
	terminal.outlasts = outlasts;
	stream = fopencookie(NULL, "w", functions);
	if (!stream)
		die("out of memory for standard output");
	if (terminal.is && !terminal.paged)
		setvbuf(stream, NULL, _IOLBF, BUFSIZ);
	stdout = stream;
}

/**
 * terminal_takes() - whether standard output has taken all, and takes more
 *
 * Return: whether.
 */
bool terminal_takes(void)
{
	return !terminal.closing && !ferror(stdout);
}

/* EFAULT is not the output's: the image went away. */
__attribute__((noreturn))
static void fail_to_write(void)
{
	if (terminal.error == EFAULT)
		guard_vanished();
	fail(FAIL_WRITE, "standard output: cannot be written: %s",
	     strerror(terminal.error));
}

/**
 * terminal_check() - see whether standard output takes what it is given
 *
 * Ends the program if not.
 */
void terminal_check(void)
{
	if (!terminal_takes())
		fail_to_write();
}

/**
 * terminal_close() - see all output out
 *
 * Ends the program if it could not be written. What is written later is lost.
 */
void terminal_close(void)
{
	if (terminal.closing)
		return;
	put_together();
	terminal.closing = true;
	if (fflush(stdout) && !terminal.error)
		terminal.error = errno;
	if (close(STDOUT_FILENO) && !terminal.error)
		terminal.error = errno;
	if (terminal.pager > 0)
		wait_for_pager();
	if (terminal.error && terminal.error != EPIPE)
		fail_to_write();
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

/* A locale that is not installed says what it is by its name at most. */
static bool names_utf8(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *locale = NULL, *codeset;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		locale = getenv(names[i]);
		if (locale && *locale)
			break;
	}
	codeset = locale ? strchr(locale, '.') : NULL;
	return codeset && (!strncasecmp(codeset, ".UTF-8", 6) ||
			   !strncasecmp(codeset, ".utf8", 5));
}

/**
 * terminal_draws() - whether there are characters for lines
 *
 * Return: whether the locale is one of UTF-8; elsewhere ASCII has to do.
 */
bool terminal_draws(void)
{
	locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
	bool draws;

	if (!locale)
		return names_utf8();
	draws = !strcmp(nl_langinfo_l(CODESET, locale), "UTF-8");
	freelocale(locale);
	return draws;
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

static bool is_between(utf8proc_int32_t point, utf8proc_int32_t first,
		       utf8proc_int32_t last)
{
	return point >= first && point <= last;
}

/**
 * terminal_obeys() - whether a character is more than something to be seen
 * @point: the character
 *
 * Return: whether it is a control character but tab and newline, or makes text
 * read in another order than it stands in: the same that mkksarchive refuses.
 */
bool terminal_obeys(utf8proc_int32_t point)
{
	return (point < 0x20 && point != '\n' && point != '\t') ||
	       is_between(point, 0x7f, 0x9f) || point == 0x061c ||
	       is_between(point, 0x200e, 0x200f) ||
	       is_between(point, 0x202a, 0x202e) ||
	       is_between(point, 0x2066, 0x2069);
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
		len = character_first(text, &point);
		columns += point == '\t' || terminal_obeys(point)
				   ? 1
				   : (size_t)utf8proc_charwidth(point);
	}
	return columns;
}

/* How many bytes from the first on are characters that print, of ASCII. */
static size_t plain_len(struct text text)
{
	size_t len = 0;

	while (len < text.len && text.at[len] >= ' ' && text.at[len] <= '~')
		len++;
	return len;
}

/**
 * put_harmless() - write a text without what a terminal would obey
 * @text: goes with U+FFFD for control characters but tab and newline, for those
 *	that change the direction of text, and for what is no UTF-8
 * @stream: where to
 */
void put_harmless(struct text text, FILE *stream)
{
	utf8proc_int32_t point;
	size_t len;

	for (; text.len; text = text_skip(text, len)) {
		len = plain_len(text);
		point = ' ';
		if (!len)
			len = character_first(text, &point);
		if (terminal_obeys(point))
			fputs(REPLACEMENT, stream);
		else
			fwrite(text.at, 1, len, stream);
	}
}

/*
 * In pieces that the stream copies before it writes: the image may go away, and
 * that is told by a signal where memory is read, by nothing where write(2) does.
 */
static void put_bytes(struct text text)
{
	struct text piece;

	for (; text.len; text = text_skip(text, piece.len)) {
		piece = text;
		if (piece.len > PIECE)
			piece.len = PIECE;
		fwrite_unlocked(piece.at, 1, piece.len, stdout);
	}
}

/**
 * put() - write a text to standard output
 * @text: to a terminal it goes as put_harmless() says, elsewhere as it is
 */
void put(struct text text)
{
	if (terminal.is)
		put_harmless(text, stdout);
	else
		put_bytes(text);
}

/**
 * put_together() - pass on what has been gathered
 *
 * It needs no copy in the stream: it is in memory of our own.
 */
void put_together(void)
{
	size_t len = gathered.len;

	gathered.len = 0;
	if (len && !fflush(stdout))
		pass_on(NULL, gathered.bytes, len);
}

/**
 * put_gathered() - write one of many short texts to standard output
 * @text: as for put()
 *
 * It comes behind what put_together() is called after: that must happen before
 * anything is written in another way. At the end terminal_close() calls it.
 */
void put_gathered(struct text text)
{
	if (terminal.is || text.len > GATHERED_MAX / 2) {
		put_together();
		put(text);
		return;
	}
	if (!gathered.bytes)
		gathered.bytes = memory_resize(NULL, GATHERED_MAX, 1);
	if (text.len > GATHERED_MAX - gathered.len)
		put_together();
	memcpy(gathered.bytes + gathered.len, text.at, text.len);
	gathered.len += text.len;
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
