// SPDX-License-Identifier: GPL-2.0-only
/*
 * Patterns: PCRE2's regular expressions, compiled by its JIT, and plain texts,
 * for which there is something faster.
 *
 * As with grep a match lies in one line, and the pattern sees nothing of the
 * lines around. To try one line after the other costs more than the search
 * itself, so that most patterns are tried on many lines at once. That is only
 * right for patterns of which no part can match a newline or tell the beginning
 * of the archive's data from the beginning of a line; all others are tried line
 * by line.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

#include "bytes.h"
#include "fail.h"
#include "memory.h"
#include "pattern.h"

#define JIT_STACK_FIRST ((size_t)64 << 10)
#define JIT_STACK_MAX ((size_t)8 << 20)
#define MESSAGE_MAX 256

/* So many lines are tried before the JIT is: it takes as long as they do. */
#define TRIES_BEFORE_JIT 24

/* A shorter text stands in so many lines that to look for it is of no use. */
#define PREFIX_MIN 3

/**
 * struct course - what a search changes in what it looks for
 * @stack: of compiled code, beyond the 32 KiB that it has anyway; NULL until a
 *	line needs more
 * @fast: whether the JIT has been tried
 * @tries: how many lines have been tried before
 */
struct course {
	pcre2_jit_stack *stack;
	bool fast;
	unsigned int tries;
};

/**
 * struct pattern - what is looked for
 * @needle: a text that every match holds; with no bytes where none is known
 * @needle_bytes: what @needle looks for
 * @code: the expression; NULL where the needle says all
 * @match: where PCRE2 leaves what it has found
 * @context: with the stack of @code
 * @course: what becomes of it
 * @many_lines: whether @code can be tried on many lines at once
 */
struct pattern {
	struct needle needle;
	struct buffer needle_bytes;
	pcre2_code *code;
	pcre2_match_data *match;
	pcre2_match_context *context;
	struct course *course;
	bool many_lines;
};

static bool has_needle(const struct pattern *pattern)
{
	return pattern->needle.text.len;
}

/* Escapes that match no newline, and look at nothing but the line. */
#define SAFE_ESCAPES "bBdwShtKe"

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

/* @rest begins behind a backslash. */
static bool is_safe_escape(struct text rest, bool in_class)
{
	bool digit_next = rest.len > 1 && rest.at[1] >= '0' && rest.at[1] <= '9';

	if (!rest.len)
		return false;
	if (!is_alnum(*rest.at))
		return true;
	if (*rest.at >= '1' && *rest.at <= '9')
		return !in_class && !digit_next;
	return byte_is_of(in_class ? "dwSh" : SAFE_ESCAPES, *rest.at);
}

/* @rest begins with the class's bracket; a class may name what it lacks. */
static bool is_safe_class_start(struct text rest)
{
	return rest.len > 1 && rest.at[1] != '^';
}

static bool begins(struct text rest, const char *start)
{
	return rest.len >= strlen(start) &&
	       !memcmp(rest.at, start, strlen(start));
}

/* @rest begins with a parenthesis. */
static bool is_safe_group(struct text rest)
{
	static const char *const safe[] = {
		"(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?|", "(?i)",
		"(?i:", "(?<", "(?P<", "(?'",
	};

	if (rest.len < 2 || (rest.at[1] != '?' && rest.at[1] != '*'))
		return true;
	for (size_t i = 0; i < sizeof(safe) / sizeof(*safe); i++)
		if (begins(rest, safe[i]))
			return true;
	return false;
}

/* How long the name of a class in a class is, brackets and all; 0 if none. */
static size_t posix_len(struct text rest)
{
	size_t len = 2;

	if (!begins(rest, "[:"))
		return 0;
	while (len < rest.len && is_alnum(rest.at[len]))
		len++;
	return begins(text_skip(rest, len), ":]") ? len + 2 : 0;
}

/* A control character in a class may begin a range with a newline in it. */
static bool is_safe_in_class(struct text rest)
{
	if (*rest.at == '\\')
		return is_safe_escape(text_skip(rest, 1), true);
	return (unsigned char)*rest.at >= ' ' && !begins(rest, "[:^") &&
	       !begins(rest, "[:space:]") && !begins(rest, "[:cntrl:]");
}

static bool is_safe_outside(struct text rest)
{
	switch (*rest.at) {
	case '\\':
		return is_safe_escape(text_skip(rest, 1), false);
	case '[':
		return is_safe_class_start(rest);
	case '(':
		return is_safe_group(rest);
	}
	return true;
}

/* How far it is to what begins behind the item that @rest begins with. */
static size_t item_len(struct text rest, bool in_class)
{
	if (*rest.at == '\\')
		return 2;
	if (in_class)
		return posix_len(rest) ? posix_len(rest) : 1;
	/* A bracket that stands first in a class does not close it. */
	return begins(rest, "[]") ? 2 : 1;
}

/*
 * Whether an expression finds in many lines just what it finds in each alone.
 * It may be said of fewer than those of which it is true.
 */
static bool is_for_many_lines(struct text rest)
{
	bool in_class = false;
	size_t len;

	for (; rest.len; rest = text_skip(rest, len)) {
		if (!(in_class ? is_safe_in_class(rest)
			       : is_safe_outside(rest)))
			return false;
		len = item_len(rest, in_class);
		if (*rest.at == '[')
			in_class = true;
		else if (*rest.at == ']')
			in_class = false;
	}
	return true;
}

/* How many bytes from the first on stand for themselves. */
static size_t plain_len(struct text typed)
{
	size_t len = 0;

	while (len < typed.len && !byte_is_of("\\^$.[|()?*+{\n", typed.at[len]))
		len++;
	return len;
}

/* Without its last character. */
static struct text without_last(struct text text)
{
	while (text.len && ((unsigned char)text.at[text.len - 1] & 0xc0) == 0x80)
		text.len--;
	if (text.len)
		text.len--;
	return text;
}

/* A text that every match of an expression begins with; empty if none is seen. */
static struct text plain_prefix(struct text typed)
{
	struct text prefix = { typed.at, plain_len(typed) };

	if (text_has(typed, '|') || text_has(typed, '\n'))
		return (struct text){ 0 };
	/* A quantifier may stand behind a comment or \E, too. */
	if (prefix.len < typed.len && !byte_is_of(".[^$+", typed.at[prefix.len]))
		prefix = without_last(prefix);
	return prefix.len < PREFIX_MIN ? (struct text){ 0 } : prefix;
}

__attribute__((noreturn))
static void fail_compile(struct text expression, int error, size_t offset)
{
	char message[MESSAGE_MAX];

	pcre2_get_error_message(error, (PCRE2_UCHAR *)message,
				sizeof(message));
	fail_detail("offset", json_integer((json_int_t)offset));
	fail(FAIL_PATTERN, "pattern %.*s: at offset %zu: %s",
	     TEXT_ARGS(expression), offset, message);
}

static pcre2_code *compile(struct text expression,
			   const struct pattern_options *options)
{
	uint32_t flags = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF |
			 PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C |
			 (options->ignore_case ? PCRE2_CASELESS : 0);
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	pcre2_code *code;
	PCRE2_SIZE offset;
	int error;

	pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	code = pcre2_compile((PCRE2_SPTR)(expression.len ? expression.at : ""),
			     expression.len, flags, &error, &offset, context);
	if (!code)
		fail_compile(expression, error, offset);
	pcre2_compile_context_free(context);
	return code;
}

/* Whoever wraps a wrong expression could make a right one: "a)(b". */
static void check_alone(struct text expression,
			const struct pattern_options *options)
{
	pcre2_code_free(compile(expression, options));
}

static void add_quoted(struct buffer *buffer, struct text text)
{
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.at[i] < 0x80 && !is_alnum(text.at[i]))
			buffer_add_byte(buffer, '\\');
		buffer_add_byte(buffer, text.at[i]);
	}
}

static void add_line(struct buffer *buffer, struct text line,
		     const struct pattern_options *options)
{
	buffer_add_string(buffer, "(?:");
	if (options->fixed) {
		add_quoted(buffer, line);
	} else {
		check_alone(line, options);
		buffer_add(buffer, line);
	}
	buffer_add_byte(buffer, ')');
}

/* As grep has it, each line of what was typed is a pattern of its own. */
static void add_lines(struct buffer *buffer, struct text typed,
		      const struct pattern_options *options)
{
	const char *newline;

	buffer_add_string(buffer, "(?|");
	while (text_has(typed, '\n')) {
		newline = memchr(typed.at, '\n', typed.len);
		add_line(buffer, text_between(typed.at, newline), options);
		buffer_add_byte(buffer, '|');
		typed = text_between(newline + 1, typed.at + typed.len);
	}
	add_line(buffer, typed, options);
	buffer_add_byte(buffer, ')');
}

/* What was typed as one expression; the caller frees it. */
static struct buffer expression_of(struct text typed,
				   const struct pattern_options *options)
{
	struct buffer buffer = { 0 };
	bool simple = !options->fixed && !options->word &&
		      !text_has(typed, '\n');

	if (options->word)
		buffer_add_string(&buffer, "(?<!\\w)");
	if (simple)
		buffer_add(&buffer, typed);
	else
		add_lines(&buffer, typed, options);
	if (options->word)
		buffer_add_string(&buffer, "(?!\\w)");
	return buffer;
}

/*
 * Where bytes are no UTF-8, PCRE2 passes some of them over at which it would
 * find nothing at the beginning of a text.
 */
static bool may_match_nothing(const pcre2_code *code)
{
	uint32_t may;

	return pcre2_pattern_info(code, PCRE2_INFO_MATCHEMPTY, &may) || may;
}

/* Whether the JIT, which was not tried before, takes the expression. */
static bool make_fast(const struct pattern *pattern)
{
	if (pattern->course->fast)
		return false;
	pattern->course->fast = true;
	return !pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
}

/* Without its JIT PCRE2 looks all lines through before it tries the first. */
static void prepare(struct pattern *pattern, struct text expression)
{
	pattern->course = memory_resize(NULL, 1, sizeof(*pattern->course));
	*pattern->course = (struct course){ 0 };
	pattern->many_lines = !has_needle(pattern) && make_fast(pattern) &&
			      !may_match_nothing(pattern->code) &&
			      is_for_many_lines(expression);
	pattern->match = pcre2_match_data_create_from_pattern(pattern->code,
							      NULL);
	pattern->context = pcre2_match_context_create(NULL);
	if (!pattern->match || !pattern->context)
		die("out of memory for a match");
}

/* Whether there is more than before. */
static bool enlarge_stack(const struct pattern *pattern)
{
	struct course *course = pattern->course;

	if (course->stack)
		return false;
	course->stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_MAX,
					       NULL);
	pcre2_jit_stack_assign(pattern->context, NULL, course->stack);
	return course->stack;
}

/* What is looked for where no line without it can match; empty if unknown. */
static struct text known_text(struct text typed,
			      const struct pattern_options *options)
{
	if (options->ignore_case)
		return (struct text){ 0 };
	if (options->fixed)
		return text_has(typed, '\n') ? (struct text){ 0 } : typed;
	return plain_len(typed) == typed.len ? typed : plain_prefix(typed);
}

static void set_needle(struct pattern *pattern, struct text text)
{
	buffer_add(&pattern->needle_bytes, text);
	pattern->needle = needle_of(buffer_text(&pattern->needle_bytes));
}

/**
 * pattern_new() - understand a pattern
 * @typed: the pattern, or several, one on each line
 * @options: how it is meant
 *
 * Return: the pattern, for pattern_free(). Ends the program where PCRE2 does
 * not take it.
 */
struct pattern *pattern_new(struct text typed,
			    const struct pattern_options *options)
{
	struct pattern *pattern = memory_resize(NULL, 1, sizeof(*pattern));
	struct text known = known_text(typed, options);
	struct buffer expression;

	*pattern = (struct pattern){ 0 };
	if (known.len)
		set_needle(pattern, known);
	if (known.len && known.len == typed.len && !options->word)
		return pattern;
	expression = expression_of(typed, options);
	pattern->code = compile(buffer_text(&expression), options);
	prepare(pattern, buffer_text(&expression));
	buffer_free(&expression);
	return pattern;
}

/**
 * pattern_free() - forget a pattern
 * @pattern: the pattern
 */
void pattern_free(struct pattern *pattern)
{
	if (pattern->code) {
		pcre2_code_free(pattern->code);
		pcre2_match_data_free(pattern->match);
		pcre2_match_context_free(pattern->context);
		pcre2_jit_stack_free(pattern->course->stack);
	}
	buffer_free(&pattern->needle_bytes);
	free(pattern->course);
	free(pattern);
}

/**
 * pattern_is_plain() - whether candidates are places of a plain text
 * @pattern: the pattern
 *
 * Return: whether. For such a pattern it does not matter to
 * pattern_candidate() where lines begin and end.
 */
bool pattern_is_plain(const struct pattern *pattern)
{
	return has_needle(pattern);
}

/**
 * pattern_is_sure() - whether candidates match
 * @pattern: the pattern
 *
 * Return: whether, where none of the lines is cut.
 */
bool pattern_is_sure(const struct pattern *pattern)
{
	return !has_needle(pattern) || !pattern->code;
}

__attribute__((noreturn))
static void fail_match(int error)
{
	char message[MESSAGE_MAX];

	pcre2_get_error_message(error, (PCRE2_UCHAR *)message,
				sizeof(message));
	fail(FAIL_PATTERN, "the pattern leaves too many ways to match a line of the archive: %s",
	     message);
}

static bool match_code(const struct pattern *pattern, struct text text,
		       size_t from, struct span *span)
{
	PCRE2_SIZE *ends;
	int found;

	if (++pattern->course->tries == TRIES_BEFORE_JIT)
		make_fast(pattern);
	found = pcre2_match(pattern->code, (PCRE2_SPTR)text.at, text.len, from,
			    0, pattern->match, pattern->context);

	if (found == PCRE2_ERROR_NOMATCH)
		return false;
	if (found < 0 && make_fast(pattern))
		return match_code(pattern, text, from, span);
	if (found == PCRE2_ERROR_JIT_STACKLIMIT && enlarge_stack(pattern))
		return match_code(pattern, text, from, span);
	if (found < 0)
		fail_match(found);
	ends = pcre2_get_ovector_pointer(pattern->match);
	*span = (struct span){ ends[0], ends[1] };
	return true;
}

/**
 * pattern_find() - find a pattern in a line
 * @pattern: the pattern
 * @line: without its newline
 * @from: offset to begin at, that of a character
 * @span: set to where it matches
 *
 * Return: whether it does.
 */
bool pattern_find(const struct pattern *pattern, struct text line, size_t from,
		  struct span *span)
{
	if (pattern->code)
		return match_code(pattern, line, from, span);
	span->start = bytes_find(&pattern->needle, line, from);
	span->end = span->start + pattern->needle.text.len;
	return span->start != BYTES_NONE;
}

/* The beginning of the first line that matches. */
static size_t try_each_line(const struct pattern *pattern, struct text lines,
			    size_t from)
{
	const char *newline;
	struct span span;
	struct text line;

	while (from < lines.len) {
		line = text_skip(lines, from);
		newline = memchr(line.at, '\n', line.len);
		if (newline)
			line = text_between(line.at, newline);
		if (match_code(pattern, line, 0, &span))
			return from;
		from += line.len + 1;
	}
	return PATTERN_NONE;
}

/* Behind the last newline there is no line; a last line may have none. */
static size_t try_many_lines(const struct pattern *pattern, struct text lines,
			     size_t from)
{
	struct span span;

	if (!match_code(pattern, lines, from, &span))
		return PATTERN_NONE;
	if (span.start < lines.len)
		return span.start;
	return lines.at[lines.len - 1] == '\n' ? PATTERN_NONE : lines.len - 1;
}

/**
 * pattern_candidate() - find the next line that may match
 * @pattern: the pattern
 * @lines: each with its newline, but perhaps the last
 * @from: offset of the beginning of a line
 *
 * Return: the offset of a byte of the first line from there on that may match,
 * its newline included, or PATTERN_NONE where none does; pattern_find() is sure.
 */
size_t pattern_candidate(const struct pattern *pattern, struct text lines,
			 size_t from)
{
	if (from >= lines.len)
		return PATTERN_NONE;
	if (has_needle(pattern))
		return bytes_find(&pattern->needle, lines, from);
	if (pattern->many_lines)
		return try_many_lines(pattern, lines, from);
	return try_each_line(pattern, lines, from);
}
