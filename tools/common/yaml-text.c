// SPDX-License-Identifier: GPL-2.0-only
/*
 * YAML as a person would write it: plain wherever that cannot be taken for
 * something else than a text, in single quotes where it can, and in double
 * quotes only where something must be escaped. An apostrophe is such a thing:
 * libfyaml 0.7 misreads '' behind ''.
 *
 * All values are texts: 2010, no and 1.10 need no quotes for mkksarchive, which
 * takes a scalar as it is written. Only null and ~ it takes for nothing.
 */
#include <stdio.h>
#include <utf8proc.h>

#include "character.h"
#include "env.h"
#include "yaml-text.h"

/* YAML wants a key with its colon on one line, and at most 1024 characters. */
#define KEY_MAX 1000

/**
 * yaml_indent() - begin a line
 * @yaml: receives blanks at its end
 * @indent: how many
 */
void yaml_indent(struct buffer *yaml, size_t indent)
{
	while (indent--)
		buffer_add_byte(yaml, ' ');
}

static utf8proc_int32_t take_point(struct text *text)
{
	utf8proc_int32_t point;

	*text = text_skip(*text, character_first(*text, &point));
	return point;
}

/*
 * Those that end a line to some readers of YAML, or that none takes as they
 * are. A newline is one of them.
 */
static bool must_escape(utf8proc_int32_t point)
{
	return (point < 0x20) || point == 0x7f || point == 0x85 ||
	       point == 0x2028 || point == 0x2029 || point == 0xfeff ||
	       (point & 0xfffe) == 0xfffe;
}

static bool has_escapes(struct text text)
{
	while (text.len)
		if (must_escape(take_point(&text)))
			return true;
	return false;
}

static bool is_null(struct text text)
{
	return text_is(text, "~") || text_is(text, "null") ||
	       text_is(text, "Null") || text_is(text, "NULL");
}

/* What these begin is something else than a plain text, or may be. */
static bool begins_plain(char c)
{
	return !byte_is_of(" \t-?:,[]{}#&*!|>'\"%@`", c);
}

/* A minus before a digit is a number's. */
static bool is_negative(struct text text)
{
	return text.len > 1 && *text.at == '-' && text.at[1] >= '0' &&
	       text.at[1] <= '9';
}

static bool is_plain(struct text text)
{
	if (!text.len || is_null(text) ||
	    (!begins_plain(*text.at) && !is_negative(text)) ||
	    byte_is_of(" :", text.at[text.len - 1]) || has_escapes(text))
		return false;
	return !memmem(text.at, text.len, ": ", 2) &&
	       !memmem(text.at, text.len, " #", 2);
}

static void add_single_quoted(struct buffer *yaml, struct text text)
{
	buffer_add_byte(yaml, '\'');
	buffer_add(yaml, text);
	buffer_add_byte(yaml, '\'');
}

static void add_escape(struct buffer *yaml, utf8proc_int32_t point)
{
	char escape[16];

	if (point == '\n')
		strcpy(escape, "\\n");
	else if (point == '\t')
		strcpy(escape, "\\t");
	else
		snprintf(escape, sizeof(escape),
			 point > 0xffff ? "\\U%08x" : "\\u%04x",
			 (unsigned int)point);
	buffer_add_string(yaml, escape);
}

static void add_double_quoted(struct buffer *yaml, struct text text)
{
	utf8proc_int32_t point;
	const char *at;

	buffer_add_byte(yaml, '"');
	while (text.len) {
		at = text.at;
		point = take_point(&text);
		if (must_escape(point)) {
			add_escape(yaml, point);
			continue;
		}
		if (byte_is_of("\"\\", *at))
			buffer_add_byte(yaml, '\\');
		buffer_add(yaml, text_between(at, text.at));
	}
	buffer_add_byte(yaml, '"');
}

/**
 * yaml_value() - write a text on the line that is begun
 * @yaml: receives it at its end, without a newline
 * @value: in UTF-8
 */
void yaml_value(struct buffer *yaml, struct text value)
{
	if (is_plain(value))
		buffer_add(yaml, value);
	else if (text_has(value, '\'') || has_escapes(value))
		add_double_quoted(yaml, value);
	else
		add_single_quoted(yaml, value);
}

/**
 * yaml_key() - write a key and its colon
 * @yaml: receives them at its end; a line is begun
 * @indent: of that line
 * @key: in UTF-8
 */
void yaml_key(struct buffer *yaml, size_t indent, struct text key)
{
	bool explicit = key.len > KEY_MAX;

	if (explicit)
		buffer_add_string(yaml, "? ");
	yaml_value(yaml, key);
	if (explicit) {
		buffer_add_byte(yaml, '\n');
		yaml_indent(yaml, indent);
	}
	buffer_add_byte(yaml, ':');
}

/* Whether lines as they are, indented, are read back as they are. */
static bool is_literal(struct text text)
{
	struct text line;

	if (!text.len || byte_is_of(" \t\n", *text.at))
		return false;
	while (text.at) {
		line = text_cut(&text, '\n');
		if (line.len && !text_trim(line, " \t").len)
			return false;
		while (line.len) {
			utf8proc_int32_t point = take_point(&line);

			if (point != '\t' && must_escape(point))
				return false;
		}
	}
	return true;
}

static void add_literal(struct buffer *yaml, size_t indent, struct text text)
{
	struct text line;

	buffer_add_byte(yaml, '|');
	while (text.len) {
		line = text_cut(&text, '\n');
		buffer_add_byte(yaml, '\n');
		if (line.len)
			yaml_indent(yaml, indent);
		buffer_add(yaml, line);
	}
}

/**
 * yaml_block() - write a text of several lines
 * @yaml: receives it at its end, without a newline; a line is begun
 * @indent: of lines below this one
 * @value: in UTF-8, without a newline at its end
 */
void yaml_block(struct buffer *yaml, size_t indent, struct text value)
{
	if (is_literal(value))
		add_literal(yaml, indent, value);
	else
		add_double_quoted(yaml, value);
}
