// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a search has found.
 *
 * For programs that is what grep -rn prints in the root of the published tree,
 * but for the order of the files. For people at a terminal the lines stand
 * below the name of their field.
 */
#include <stdio.h>
#include <utf8proc.h>

#include "bytes.h"
#include "hits.h"
#include "report.h"
#include "terminal.h"

/* As many digits as a number has at most. */
#define NUMBER_MAX (3 * sizeof(size_t))

/**
 * struct output - a field being told of
 * @options: what is told
 * @pattern: what was looked for
 * @archive: where
 * @grouped: whether the lines stand below the field's name
 * @plain: whether they stand beside it, and nothing is marked by colour
 * @data: what stands in the field
 * @index: its node
 * @path: its path, of which the bytes are in @path_bytes
 * @path_bytes: room for it, and for a line's number behind it
 * @counted: offset up to which lines have been counted
 * @number: how many
 * @told: offset behind the last line told; 0 where there was none
 * @pending: how many of the next lines are told as context
 * @any: whether anything has been told of any field
 */
struct output {
	const struct hits_options *options;
	const struct pattern *pattern;
	const struct archive *archive;
	bool grouped;
	bool plain;
	struct text data;
	u32 index;
	struct text path;
	char path_bytes[KSA_PATH_MAX + 1 + NUMBER_MAX + 2];
	size_t counted;
	size_t number;
	size_t told;
	size_t pending;
	bool any;
};

static void begin_field(struct output *output, const struct field *field)
{
	output->data = field->data;
	output->index = field->index;
	output->path.at = NULL;
	output->counted = 0;
	output->number = 0;
	output->told = 0;
	output->pending = 0;
}

/* Only made where it is told. */
static struct text field_path(struct output *output)
{
	if (!output->path.at)
		output->path = archive_path(output->archive, output->index,
					    output->path_bytes);
	return output->path;
}

/* The number of the line that begins at @offset; they must not go back. */
static size_t line_number(struct output *output, size_t offset)
{
	struct text passed = { output->data.at + output->counted,
			       offset - output->counted };

	output->number += bytes_count(passed, '\n');
	output->counted = offset;
	return output->number + 1;
}

static size_t offset_of(const struct output *output, struct text line)
{
	return (size_t)(line.at - output->data.at);
}

/* The line that begins at @offset, without its newline. */
static struct text line_at(const struct output *output, size_t offset)
{
	struct text line = text_skip(output->data, offset);
	const char *newline = memchr(line.at, '\n', line.len);

	if (newline)
		line.len = (size_t)(newline - line.at);
	return line;
}

/* The beginning of the line before the one that begins at @offset. */
static size_t line_before(const struct output *output, size_t offset)
{
	const char *newline = memrchr(output->data.at, '\n', offset - 1);

	return newline ? (size_t)(newline + 1 - output->data.at) : 0;
}

static size_t character_len(struct text text)
{
	utf8proc_int32_t point;
	utf8proc_ssize_t len =
		utf8proc_iterate((const utf8proc_uint8_t *)text.at,
				 (utf8proc_ssize_t)text.len, &point);

	return len > 0 ? (size_t)len : 1;
}

/**
 * match_next() - find the next match in a line
 * @pattern: the pattern
 * @line: the line
 * @from: offset to begin at; moved behind the match
 * @span: set to it; not empty
 *
 * Return: whether there was one.
 */
bool match_next(const struct pattern *pattern, struct text line, size_t *from,
		struct span *span)
{
	while (*from < line.len && pattern_find(pattern, line, *from, span)) {
		*from = span->end;
		if (span->end > span->start)
			return true;
		*from += character_len(text_skip(line, *from));
	}
	return false;
}

/* The next match in a part of a line, cut where that ends. */
static bool match_within(const struct pattern *pattern, struct text line,
			 struct span part, size_t *from, struct span *span)
{
	if (!match_next(pattern, line, from, span) || span->start >= part.end)
		return false;
	if (span->end > part.end)
		span->end = part.end;
	return true;
}

static struct text cut(struct text line, size_t start, size_t end)
{
	return text_between(line.at + start, line.at + end);
}

/**
 * put_matches() - print a part of a line with its matches marked
 * @pattern: what matches
 * @line: the line
 * @part: which part
 */
void put_matches(const struct pattern *pattern, struct text line,
		 struct span part)
{
	size_t from = part.start, told = part.start;
	struct span span;

	while (*terminal_style(STYLE_MATCH) &&
	       match_within(pattern, line, part, &from, &span)) {
		put(cut(line, told, span.start));
		put_styled(STYLE_MATCH, cut(line, span.start, span.end));
		told = span.end;
	}
	put(cut(line, told, part.end));
}

static size_t count_characters(struct text text)
{
	size_t count = 0;

	for (; text.len; count++)
		text = text_skip(text, character_len(text));
	return count;
}

/**
 * matches_json() - where a part of a line matches
 * @pattern: what matches
 * @line: the line
 * @part: which part
 *
 * Return: an array of {"start", "end"}, counted in characters of what
 * report_text() makes of the part; the caller's.
 */
json_t *matches_json(const struct pattern *pattern, struct text line,
		     struct span part)
{
	json_t *matches = json_array(), *match;
	size_t from = part.start, counted = part.start, start = 0, end;
	struct span span;

	while (match_within(pattern, line, part, &from, &span)) {
		start += count_characters(cut(line, counted, span.start));
		end = start + count_characters(cut(line, span.start, span.end));
		match = json_object();
		report_set(match, "start", json_integer((json_int_t)start));
		report_set(match, "end", json_integer((json_int_t)end));
		report_append(matches, match);
		counted = span.end;
		start = end;
	}
	return matches;
}

/* Returns how many digits it has. */
static size_t write_number(char *buf, size_t number)
{
	size_t len = 1;

	for (size_t rest = number; rest >= 10; rest /= 10)
		len++;
	for (size_t i = len; i--; number /= 10)
		buf[i] = (char)('0' + number % 10);
	return len;
}

/* All output is gathered where there is neither a person nor colour. */
static void tell(const struct output *output, enum style style,
		 struct text text)
{
	if (output->plain)
		put_gathered(text);
	else
		put_styled(style, text);
}

static void end_line(const struct output *output)
{
	tell(output, STYLE_PLAIN, TEXT("\n"));
}

/* Path and number in one piece: most lines are told in this way. */
static void put_plain_place(struct output *output, size_t offset, char mark)
{
	char *end = output->path_bytes + field_path(output).len;

	*end++ = mark;
	if (!output->options->unnumbered) {
		end += write_number(end, line_number(output, offset));
		*end++ = mark;
	}
	put_gathered(text_between(output->path_bytes, end));
}

/* What stands before a line; @mark is : or, for context, -. */
static void put_place(struct output *output, struct text line, char mark)
{
	struct text separator = { &mark, 1 };
	size_t offset = offset_of(output, line);
	char number[NUMBER_MAX];

	if (output->plain) {
		put_plain_place(output, offset, mark);
		return;
	}
	if (!output->grouped) {
		put_styled(STYLE_PATH, field_path(output));
		put_styled(STYLE_SEPARATOR, separator);
	}
	if (!output->options->unnumbered) {
		put_styled(STYLE_NUMBER, (struct text){ number,
			   write_number(number, line_number(output, offset)) });
		put_styled(STYLE_SEPARATOR, separator);
	}
}

static void put_parts(struct output *output, struct text line)
{
	struct span span;
	size_t from = 0;

	while (match_next(output->pattern, line, &from, &span)) {
		put_place(output, line, ':');
		tell(output, STYLE_MATCH, cut(line, span.start, span.end));
		end_line(output);
	}
}

/* With only what matches there is none to be seen, but for the gaps. */
static void put_context(struct output *output, struct text line)
{
	if (!output->options->only_matching) {
		put_place(output, line, '-');
		tell(output, STYLE_PLAIN, line);
		end_line(output);
	}
	output->told = offset_of(output, line) + line.len + 1;
}

/* The context behind the line told last, no further than to @limit. */
static void put_pending(struct output *output, size_t limit)
{
	for (; output->pending && output->told < limit; output->pending--)
		put_context(output, line_at(output, output->told));
}

/* Between what does not stand together; @first is the line that comes next. */
static void put_gap(struct output *output, size_t first)
{
	const struct hits_options *options = output->options;
	bool new_field = !output->told;

	if (output->grouped && new_field) {
		if (output->any)
			putchar('\n');
		put_styled(STYLE_PATH, field_path(output));
		putchar('\n');
	} else if (output->any && (options->before || options->after) &&
		   (new_field || first != output->told)) {
		tell(output, STYLE_SEPARATOR, TEXT("--"));
		end_line(output);
	}
	output->any = true;
}

/* All that comes before a line that matches and begins at @offset. */
static void put_before(struct output *output, size_t offset)
{
	size_t first = offset, left = output->options->before;

	put_pending(output, offset);
	for (; left && first > output->told; left--)
		first = line_before(output, first);
	put_gap(output, first);
	while (first < offset) {
		put_context(output, line_at(output, first));
		first = output->told;
	}
}

/* With its newline, which it has but at the end of a field. */
static void put_whole(struct output *output, struct text line)
{
	if (!output->plain) {
		put_matches(output->pattern, line, whole(line));
		end_line(output);
	} else if (offset_of(output, line) + line.len < output->data.len) {
		put_gathered((struct text){ line.at, line.len + 1 });
	} else {
		put_gathered(line);
		end_line(output);
	}
}

static void put_line(struct output *output, struct text line)
{
	put_before(output, offset_of(output, line));
	if (output->options->only_matching) {
		put_parts(output, line);
	} else {
		put_place(output, line, ':');
		put_whole(output, line);
	}
	output->told = offset_of(output, line) + line.len + 1;
	output->pending = output->options->after;
}

/* Path of the article, and name, of a field. */
static json_t *field_json(const struct output *output)
{
	const struct archive *archive = output->archive;
	char buf[KSA_PATH_MAX + 1];
	struct ksa_node node;
	json_t *object = json_object();
	struct text path, name;

	ksa_node(&archive->ksa, output->index, &node);
	path = archive_path(archive, node.parent, buf);
	name = (struct text){ node.name, node.name_len };
	report_set(object, "path", report_text(path));
	report_set(object, "field", report_text(name));
	return object;
}

static json_t *before_json(struct output *output, size_t offset)
{
	size_t first = offset, left = output->options->before;
	json_t *lines = json_array();
	struct text line;

	for (; left && first; left--)
		first = line_before(output, first);
	for (; first < offset; first += line.len + 1) {
		line = line_at(output, first);
		report_append(lines, report_text(line));
	}
	return lines;
}

static json_t *after_json(struct output *output, size_t offset)
{
	size_t left = output->options->after;
	json_t *lines = json_array();
	struct text line;

	for (; left && offset < output->data.len; left--) {
		line = line_at(output, offset);
		report_append(lines, report_text(line));
		offset += line.len + 1;
	}
	return lines;
}

static void report_line(struct output *output, struct text line)
{
	size_t offset = offset_of(output, line);
	json_t *item = field_json(output);

	report_set(item, "line", json_integer((json_int_t)
		   line_number(output, offset)));
	report_set(item, "text", report_text(line));
	report_set(item, "matches", matches_json(output->pattern, line,
						 whole(line)));
	report_set(item, "before", before_json(output, offset));
	report_set(item, "after", after_json(output, offset + line.len + 1));
	report_item(item);
}

static bool tell_lines(struct output *output, const struct field *field)
{
	bool as_text = report_format() == FORMAT_TEXT;
	struct lines lines;
	struct text line;
	size_t count = 0;

	lines_begin(&lines, output->pattern, field);
	for (; count < output->options->max && lines_next(&lines, &line);
	     count++) {
		if (as_text)
			put_line(output, line);
		else
			report_line(output, line);
	}
	put_pending(output, output->data.len);
	return count;
}

static bool tell_count(struct output *output, const struct field *field)
{
	struct lines lines;
	struct text line;
	size_t count = 0;
	json_t *item;

	lines_begin(&lines, output->pattern, field);
	while (count < output->options->max && lines_next(&lines, &line))
		count++;
	if (report_format() == FORMAT_TEXT) {
		if (!count && terminal_is())
			return false;
		put_styled(STYLE_PATH, field_path(output));
		put_styled(STYLE_SEPARATOR, TEXT(":"));
		printf("%zu\n", count);
	} else {
		item = field_json(output);
		report_set(item, "count", json_integer((json_int_t)count));
		report_item(item);
	}
	return count;
}

static bool tell_field(struct output *output, const struct field *field)
{
	struct lines lines;
	struct text line;

	lines_begin(&lines, output->pattern, field);
	if (!output->options->max || !lines_next(&lines, &line))
		return false;
	if (report_format() == FORMAT_TEXT) {
		put_styled(STYLE_PATH, field_path(output));
		putchar('\n');
	} else {
		report_item(field_json(output));
	}
	return true;
}

/**
 * hits_print() - search, and tell what is found
 * @scope: where
 * @pattern: what for
 * @options: what is told
 *
 * Return: whether anything was found.
 */
bool hits_print(const struct scope *scope, const struct pattern *pattern,
		const struct hits_options *options)
{
	static bool (*const tell_of[])(struct output *, const struct field *) = {
		[HITS_LINES] = tell_lines,
		[HITS_COUNTS] = tell_count,
		[HITS_FIELDS] = tell_field,
	};
	struct output output = { .options = options, .pattern = pattern,
				 .archive = scope->archive,
				 .grouped = terminal_is() };
	bool found = false;
	struct field field;
	struct scan scan;

	output.plain = !output.grouped && !*terminal_style(STYLE_MATCH);
	/* As grep does, of fields in which there is nothing too. */
	scan_begin(&scan, scope, options->what == HITS_COUNTS ? NULL : pattern);
	while (scan_next(&scan, &field)) {
		begin_field(&output, &field);
		found |= tell_of[options->what](&output, &field);
	}
	put_together();
	return found;
}
