// SPDX-License-Identifier: GPL-2.0-only
/*
 * ksarchive export: the archive as a folder of files.
 *
 * --json means what it means to every command, that the answer is JSON. Where
 * no form is asked for besides, the files are JSON too, as who types
 * export DIR --json will expect.
 */
#include <stdio.h>

#include "command.h"
#include "export.h"
#include "report.h"
#include "terminal.h"

enum {
	OPTION_HTML = OPTION_LONG,
	OPTION_MARKDOWN,
	OPTION_FORMAT,
};

/* A form; its function returns how many articles it has written. */
struct form {
	const char *name;
	int (*write)(const struct archive *archive, struct export_dir *dir);
};

static const struct form forms[] = {
	{ "html", export_html },
	{ "markdown", export_markdown },
	{ "json", export_json },
};

#define FORMS "expected --html, --markdown or --json"

static const struct option options[] = {
	{ "html", no_argument, NULL, OPTION_HTML },
	{ "markdown", no_argument, NULL, OPTION_MARKDOWN },
	{ "format", required_argument, NULL, OPTION_FORMAT },
	{ 0 },
};

static const struct form *chosen;

static const struct form *find_form(const char *name)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (!strcmp(forms[i].name, name))
			return &forms[i];
	fail(FAIL_USAGE, "--format %s: no such form: expected html, markdown or json",
	     name);
}

static void choose(const char *name)
{
	const struct form *form = find_form(name);

	if (chosen && chosen != form)
		fail(FAIL_USAGE, "two forms, %s and %s: expected one",
		     chosen->name, form->name);
	chosen = form;
}

static void take_option(int option, const char *argument)
{
	if (option == OPTION_FORMAT)
		choose(argument);
	else if (option == OPTION_HTML)
		choose("html");
	else
		choose("markdown");
}

static json_t *answer(const char *path, int articles, size_t files)
{
	json_t *object = json_object(), *counts = json_object();

	report_set(counts, "articles", json_integer(articles));
	report_set(counts, "files", json_integer((json_int_t)files));
	report_set(object, "format", report_text(text_of(chosen->name)));
	report_set(object, "directory", report_text(text_of(path)));
	report_set(object, "counts", counts);
	return object;
}

static void report(const char *path, int articles, size_t files)
{
	char line[64];

	if (report_format() != FORMAT_TEXT) {
		report_object(answer(path, articles, files));
		return;
	}
	snprintf(line, sizeof(line), "%d articles in %zu files: ", articles,
		 files);
	put(text_of(line));
	put_styled(STYLE_PATH, text_of(path));
	put(TEXT("\n"));
}

static int run(struct archive *archive, char **operands, int count)
{
	struct export_dir *dir;
	size_t files;
	int articles;

	(void)count;
	if (!chosen && report_format() == FORMAT_TEXT)
		fail(FAIL_USAGE, "which form? " FORMS);
	if (!chosen)
		choose("json");
	dir = export_dir_begin(operands[0]);
	articles = chosen->write(archive, dir);
	files = export_dir_files(dir);
	export_dir_finish(dir);
	report(operands[0], articles, files);
	return EXIT_FOUND;
}

const struct command command_export = {
	.name = "export",
	.operands = "DIR",
	.summary = "write the archive as web pages, Markdown or JSON",
	.help = "      --html         as web pages, to be read without a network or scripts\n"
		"      --markdown     as pages that mkksarchive builds the same archive of\n"
		"      --json         as JSON, a file an article and an index; the answer\n"
		"                     is JSON too\n"
		"      --format FORM  html, markdown or json; the answer stays text\n"
		"DIR is an empty folder, or there is nothing of that name yet. It is\n"
		"written whole or not at all.\n",
	.options = options,
	.operands_min = 1,
	.operands_max = 1,
	.plain = true,
	.option = take_option,
	.run = run,
};
