// SPDX-License-Identifier: GPL-2.0-only
/*
 * ksarchive tree: the tree as the module publishes it, drawn as tree(1) does.
 * The file image stands in the root, though the image does not say so.
 */
#include <stdlib.h>

#include "command.h"
#include "path.h"
#include "published.h"
#include "report.h"
#include "terminal.h"

enum {
	WITH_LINES,
	WITH_ASCII,
};

/* What leads to an entry: for those above it, and for itself. */
static const struct {
	struct text passes;
	struct text ended;
	struct text entry;
	struct text last;
} drawings[] = {
	[WITH_LINES] = {
		.passes = { "\342\224\202   ", 6 },
		.ended = { "    ", 4 },
		.entry = { "\342\224\234\342\224\200\342\224\200 ", 10 },
		.last = { "\342\224\224\342\224\200\342\224\200 ", 10 },
	},
	[WITH_ASCII] = {
		.passes = { "|   ", 4 },
		.ended = { "    ", 4 },
		.entry = { "|-- ", 4 },
		.last = { "`-- ", 4 },
	},
};

static bool directories_only;
static unsigned int levels = KSA_DEPTH_MAX;

static const struct option options[] = {
	{ "directories", no_argument, NULL, 'd' },
	{ "level", required_argument, NULL, 'L' },
	{ 0 },
};

/**
 * struct drawing - a tree being drawn
 * @ksa: the image
 * @form: index in drawings[]
 * @ended: for each level, whether its last entry has been reached
 * @directories: how many were shown, the topmost aside
 * @files: how many files
 * @links: how many links
 */
struct drawing {
	const struct ksa *ksa;
	int form;
	bool ended[KSA_DEPTH_MAX + 1];
	u32 directories;
	u32 files;
	u32 links;
};

static unsigned int read_levels(const char *argument)
{
	char *end;
	unsigned long number = strtoul(argument, &end, 10);

	if (*end || *argument < '0' || *argument > '9' || !number)
		fail(FAIL_USAGE, "--level %s: expected a number from 1 on",
		     argument);
	return number < KSA_DEPTH_MAX ? (unsigned int)number : KSA_DEPTH_MAX;
}

static void take_option(int option, const char *argument)
{
	if (option == 'd')
		directories_only = true;
	else
		levels = read_levels(argument);
}

static void put_size(u32 size)
{
	char number[24];
	int len = snprintf(number, sizeof(number), "  %u", size);

	put_styled(STYLE_FAINT, (struct text){ number, (size_t)len });
}

static void put_target(const struct ksa *ksa, u32 index)
{
	char text[KSA_LINK_MAX + 1];
	size_t len = ksa_link_text(ksa, index, text, sizeof(text));

	put(TEXT(" -> "));
	put_styled(STYLE_LINK, (struct text){ text, len });
}

static void put_branches(const struct drawing *drawing, unsigned int depth)
{
	for (unsigned int i = 1; i < depth; i++)
		put(drawing->ended[i] ? drawings[drawing->form].ended
				      : drawings[drawing->form].passes);
	put(drawing->ended[depth] ? drawings[drawing->form].last
				  : drawings[drawing->form].entry);
}

static void put_entry(const struct drawing *drawing, const struct entry *entry)
{
	put_styled(entry->node.type == KSA_DIR ? STYLE_PATH : STYLE_PLAIN,
		   entry->name);
	if (entry->node.type == KSA_FILE)
		put_size(entry->node.len);
	else if (entry->node.type == KSA_LINK)
		put_target(drawing->ksa, entry->index);
	put(TEXT("\n"));
}

static json_t *path_of(const struct ksa *ksa, const struct entry *entry)
{
	char path[KSA_PATH_MAX + 1];

	if (entry->index == KSA_NONE)
		return report_text(entry->name);
	return report_text((struct text){
		path, ksa_path(ksa, entry->index, path, sizeof(path)) });
}

static json_t *target_of(const struct ksa *ksa, u32 index)
{
	char text[KSA_LINK_MAX + 1];

	return report_text((struct text){
		text, ksa_link_text(ksa, index, text, sizeof(text)) });
}

static void report_entry(const struct ksa *ksa, const struct entry *entry)
{
	static const char *const types[] = {
		[KSA_DIR] = "directory",
		[KSA_FILE] = "file",
		[KSA_LINK] = "link",
	};
	json_t *item = json_object();

	report_set(item, "path", path_of(ksa, entry));
	report_set(item, "type", report_text(text_of(types[entry->node.type])));
	if (entry->node.type == KSA_FILE)
		report_set(item, "size", json_integer(entry->node.len));
	else if (entry->node.type == KSA_LINK)
		report_set(item, "target", target_of(ksa, entry->index));
	report_item(item);
}

static void count_entry(struct drawing *drawing, const struct entry *entry)
{
	if (entry->node.type == KSA_DIR)
		drawing->directories++;
	else if (entry->node.type == KSA_FILE)
		drawing->files++;
	else
		drawing->links++;
}

static bool is_shown(const struct entry *entry)
{
	return !directories_only || entry->node.type == KSA_DIR;
}

static bool next_shown(struct entries *entries, struct entry *entry)
{
	while (entry_next(entries, entry))
		if (is_shown(entry))
			return true;
	return false;
}

/* An image is not deeper than KSA_DEPTH_MAX, and so is this. */
static void draw_directory(struct drawing *drawing, u32 dir, unsigned int depth)
{
	struct entries entries = entries_of(drawing->ksa, dir);
	struct entry entry, next;
	bool more = next_shown(&entries, &next);

	while (more) {
		entry = next;
		more = next_shown(&entries, &next);
		drawing->ended[depth] = !more;
		count_entry(drawing, &entry);
		if (report_format() == FORMAT_TEXT) {
			put_branches(drawing, depth);
			put_entry(drawing, &entry);
		} else {
			report_entry(drawing->ksa, &entry);
		}
		if (entry.node.type == KSA_DIR && depth < levels)
			draw_directory(drawing, entry.index, depth + 1);
	}
}

static const char *plural(u32 count, const char *one, const char *many)
{
	return count == 1 ? one : many;
}

static void put_counts(const struct drawing *drawing)
{
	printf("\n%u %s", drawing->directories,
	       plural(drawing->directories, "directory", "directories"));
	if (!directories_only)
		printf(", %u %s, %u %s", drawing->files,
		       plural(drawing->files, "file", "files"), drawing->links,
		       plural(drawing->links, "link", "links"));
	put(TEXT("\n"));
}

static void put_top(const struct archive *archive, u32 dir)
{
	char path[KSA_PATH_MAX + 1];

	put_styled(STYLE_PATH, dir ? archive_path(archive, dir, path)
				   : TEXT("."));
	put(TEXT("\n"));
}

static void draw(const struct archive *archive, u32 dir)
{
	struct drawing drawing = {
		.ksa = &archive->ksa,
		.form = terminal_draws() ? WITH_LINES : WITH_ASCII,
	};

	if (report_format() == FORMAT_TEXT)
		put_top(archive, dir);
	draw_directory(&drawing, dir, 1);
	if (report_format() == FORMAT_TEXT)
		put_counts(&drawing);
}

static void show_file(const struct archive *archive, u32 index)
{
	struct drawing drawing = { .ksa = &archive->ksa };
	struct entry entry = entry_at(&archive->ksa, index);

	if (report_format() == FORMAT_TEXT)
		put_entry(&drawing, &entry);
	else
		report_entry(&archive->ksa, &entry);
}

static int run(struct archive *archive, char **operands, int count)
{
	u32 index = count ? path_find(archive, operands[0]) : 0;

	if (archive_directory(archive, index))
		draw(archive, index);
	else
		show_file(archive, index);
	return EXIT_FOUND;
}

const struct command command_tree = {
	.name = "tree",
	.operands = "[PATH]",
	.summary = "draw the tree that the module publishes",
	.help = "  -d, --directories  directories only\n"
		"  -L, --level N      N levels deep\n",
	.letters = "dL:",
	.options = options,
	.operands_max = 1,
	.option = take_option,
	.run = run,
};
