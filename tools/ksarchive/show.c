// SPDX-License-Identifier: GPL-2.0-only
/*
 * ksarchive show: a page as people read it, or parts of it as they stand.
 */
#include <stdio.h>
#include <stdlib.h>

#include "article-json.h"
#include "columns.h"
#include "command.h"
#include "field.h"
#include "memory.h"
#include "page.h"
#include "path.h"
#include "report.h"
#include "tabulate.h"

/* How many bytes of a field's first line people see. */
#define PREVIEW_MAX 50

enum {
	OPTION_RAW = OPTION_LONG,
	OPTION_FIELD,
	OPTION_FIELDS,
};

static const struct option options[] = {
	{ "raw", no_argument, NULL, OPTION_RAW },
	{ "field", required_argument, NULL, OPTION_FIELD },
	{ "fields", no_argument, NULL, OPTION_FIELDS },
	{ 0 },
};

/* What --raw asks for. */
static const char raw_field[] = "text";

static struct {
	bool fields;
	const char **names;
	size_t count;
} wanted;

static void want_field(const char *name)
{
	wanted.names = memory_grow(wanted.names, wanted.count,
				   sizeof(*wanted.names));
	wanted.names[wanted.count++] = name;
}

static void take_option(int option, const char *argument)
{
	if (option == OPTION_FIELDS)
		wanted.fields = true;
	else
		want_field(option == OPTION_RAW ? raw_field : argument);
}

static struct text contents(const struct ksa_node *file)
{
	return (struct text){ (const char *)file->data, file->len };
}

/* The next file in a directory, from child number *at on. */
static bool next_field(const struct archive *archive, u32 dir, u32 *at,
		       struct ksa_node *file)
{
	struct ksa_node node;

	ksa_node(&archive->ksa, dir, &node);
	while (*at < node.children) {
		ksa_node(&archive->ksa, node.first_child + (*at)++, file);
		if (file->type == KSA_FILE)
			return true;
	}
	return false;
}

__attribute__((noreturn))
static void fail_unknown_field(const struct archive *archive, u32 dir,
			       const char *name)
{
	char path_buf[KSA_PATH_MAX + 1];
	struct text path = archive_path(archive, dir, path_buf);
	json_t *names = json_array();
	struct buffer list = { 0 };
	struct ksa_node file;
	u32 at = 0;

	while (next_field(archive, dir, &at, &file)) {
		if (list.len)
			buffer_add_string(&list, ", ");
		buffer_add_string(&list, file.name);
		report_append(names, report_text(text_of(file.name)));
	}
	fail_detail("suggestions", names);
	if (!list.len)
		buffer_add_string(&list, "none");
	fail(FAIL_NOT_FOUND, "%.*s: no field %s; there are %.*s",
	     path.len ? (int)path.len : 1, path.len ? path.at : "/", name,
	     TEXT_ARGS(buffer_text(&list)));
}

static void find_field(const struct archive *archive, u32 dir,
		       const char *name, struct ksa_node *file)
{
	u32 index = ksa_child(&archive->ksa, dir, name, strlen(name));

	if (index != KSA_NONE)
		ksa_node(&archive->ksa, index, file);
	if (index == KSA_NONE || file->type != KSA_FILE)
		fail_unknown_field(archive, dir, name);
}

static json_t *fields_object(const struct archive *archive, u32 dir,
			     json_t *fields)
{
	json_t *object = json_object();
	char path[KSA_PATH_MAX + 1];

	report_set(object, "path",
		   report_text(archive_path(archive, dir, path)));
	report_set(object, "fields", fields);
	return object;
}

/* A text is one string wherever it is told. */
static void report_fields(const struct archive *archive, u32 dir)
{
	json_t *fields = json_object();
	json_t *object = fields_object(archive, dir, fields);
	const char *name;
	struct text field;

	for (size_t i = 0; i < wanted.count; i++) {
		name = wanted.names[i];
		field = archive_field(archive, dir, name);
		if (!strcmp(name, "text"))
			report_set(object, name, report_text(field));
		else
			report_set(fields, name, field_json(field));
	}
	report_object(object);
}

/* All of them are looked for before one is shown. */
static void show_fields(const struct archive *archive, u32 dir)
{
	struct ksa_node file;

	for (size_t i = 0; i < wanted.count; i++)
		find_field(archive, dir, wanted.names[i], &file);
	if (report_format() != FORMAT_TEXT) {
		report_fields(archive, dir);
		return;
	}
	for (size_t i = 0; i < wanted.count; i++) {
		find_field(archive, dir, wanted.names[i], &file);
		put(contents(&file));
	}
}

/* Of a field nothing can be asked for but its bytes. */
static void refuse_names(const struct ksa_node *file)
{
	for (size_t i = 0; i < wanted.count; i++)
		if (wanted.names[i] != raw_field)
			fail(FAIL_NOT_FOUND,
			     "%s: expected a page with a field %s, found a field",
			     file->name, wanted.names[i]);
}

static void show_file(const struct archive *archive, const struct ksa_node *file)
{
	bool raw = wanted.count;

	refuse_names(file);
	if (raw || report_format() != FORMAT_TEXT || !terminal_is()) {
		wanted.count = 0;
		want_field(file->name);
		show_fields(archive, file->parent);
	} else {
		tabulate(archive_field(archive, file->parent, file->name));
	}
}

/* Not in the midst of a character. */
static struct text cut(struct text line)
{
	if (line.len <= PREVIEW_MAX)
		return line;
	line.len = PREVIEW_MAX;
	while (line.len && (line.at[line.len] & 0xc0) == 0x80)
		line.len--;
	return line;
}

/* Of a field the first line: whoever wants more knows its name then. */
static struct text preview(struct arena *arena, struct text field)
{
	struct text line = { "", 0 };
	char *copy;

	line_next(&field, &line);
	if (terminal_is())
		line = cut(line);
	copy = arena_bytes(arena, line.len + 1);
	for (size_t i = 0; i < line.len; i++)
		copy[i] = line.at[i] == '\t' ? ' ' : line.at[i];
	return (struct text){ copy, line.len };
}

static void list_fields(const struct archive *archive, u32 dir)
{
	static const enum style styles[] = { STYLE_LABEL, STYLE_PLAIN };
	struct columns columns = { .styles = styles,
				   .count = ARRAY_SIZE(styles) };
	struct arena arena = { 0 };
	struct ksa_node file;
	u32 at = 0;

	while (next_field(archive, dir, &at, &file))
		columns_row(&columns, (struct text[]){
			{ file.name, file.name_len },
			preview(&arena, contents(&file)) });
	columns_print(&columns);
	arena_free(&arena);
}

static void show_all_fields(const struct archive *archive, u32 dir)
{
	if (report_format() == FORMAT_TEXT)
		list_fields(archive, dir);
	else
		report_object(fields_object(archive, dir,
					    fields_json(archive, dir)));
}

static void show(const struct archive *archive, u32 dir)
{
	if (wanted.fields)
		show_all_fields(archive, dir);
	else if (wanted.count)
		show_fields(archive, dir);
	else if (report_format() == FORMAT_TEXT)
		page_print(archive, dir);
	else
		report_object(article_json(archive, dir));
}

static int run(struct archive *archive, char **operands, int count)
{
	u32 index = path_find(archive, operands[0]);
	struct ksa_node node;

	(void)count;
	ksa_node(&archive->ksa, index, &node);
	if (node.type == KSA_DIR)
		show(archive, index);
	else
		show_file(archive, &node);
	free(wanted.names);
	return EXIT_FOUND;
}

const struct command command_show = {
	.name = "show",
	.operands = "PATH",
	.summary = "show a page, a section or a field",
	.help = "      --raw         only the text, byte for byte\n"
		"      --field NAME  only this field, byte for byte; several in turn\n"
		"      --fields      which fields there are, with the first line of each\n",
	.options = options,
	.operands_min = 1,
	.operands_max = 1,
	.option = take_option,
	.run = run,
};
