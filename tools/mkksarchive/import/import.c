// SPDX-License-Identifier: GPL-2.0-only
/*
 * mkksarchive import: what happens in which order. All pages are read before
 * any is written, since what one is called may depend on the others.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "character.h"
#include "import.h"
#include "inline.h"
#include "plan.h"
#include "put.h"
#include "source.h"
#include "yaml-text.h"

static void make_draft(void *what, size_t index, struct worker *worker)
{
	struct intake *intake = what;

	if (!put_stopped())
		draft_make(intake->drafts[index], worker);
}

/* What the threads write. */
struct writing {
	struct intake *intake;
	bool force;
};

static void put_draft(void *what, size_t index, struct worker *worker)
{
	struct writing *writing = what;
	struct draft *draft = writing->intake->drafts[index];

	(void)worker;
	if (draft->state != DRAFT_READY || put_stopped())
		return;
	/* Why a folder could not be made has been reported. */
	if (!draft->section->filled)
		return;
	if (put_file(draft->path, buffer_text(&draft->text), writing->force,
		     at(draft->input, draft->where)))
		draft->state = DRAFT_WRITTEN;
	buffer_free(&draft->text);
}

static void empty_sections(struct section *section)
{
	struct section *child;

	section->filled = false;
	for (child = section->children; child; child = child->sibling)
		empty_sections(child);
}

static void make_folders(struct intake *intake, struct section *section)
{
	const char *path = input_join(&intake->arena, intake->dir,
				      section->path);
	struct section *child;

	if (!section->filled)
		return;
	if (!put_folders(input_join(&intake->arena, path, ""),
			 section->input)) {
		empty_sections(section);
		return;
	}
	for (child = section->children; child; child = child->sibling)
		make_folders(intake, child);
}

/* The folder's own name, by which it is known; empty where none can be told. */
static struct text name_of_dir(const char *dir, struct arena *arena)
{
	char *path = realpath(dir, NULL);
	struct text name = { "", 0 };

	if (path)
		name = inline_squeeze(text_of(strrchr(path, '/') + 1), arena);
	free(path);
	return characters_flawless(name) ? name : TEXT("");
}

/* @source receives where it is from, for a message. */
static struct text find_title(struct intake *intake, const char *given,
			      const char **source)
{
	struct text name;

	*source = "the title given";
	if (given)
		return text_of(given);
	*source = "the folder's name for a title (--title)";
	name = name_of_dir(intake->dir, &intake->arena);
	if (name.len)
		return name;
	*source = "\"archive\" for a title (--title)";
	return TEXT("archive");
}

static struct buffer manifest_text(const struct intake *intake,
				   struct text title)
{
	struct buffer text = { 0 };

	buffer_add_string(&text, "title: ");
	yaml_value(&text, title);
	buffer_add_string(&text, "\nedition: \"1\"\n");
	if (intake_has_topics(intake, DRAFT_WRITTEN))
		buffer_add_string(&text,
				  "taxonomies:\n"
				  "  topics:\n"
				  "    title: Topics\n"
				  "    from: [topics]\n"
				  "    separator: /\n");
	return text;
}

/* An archive is described by a file, without which there is none to build. */
static void make_manifest(struct intake *intake, const char *title)
{
	struct input *input = arena_new(&intake->arena, struct input);
	const char *source;
	struct text name;
	struct buffer text;

	input->path = input_join(&intake->arena, intake->dir, MANIFEST_NAME);
	if (!access(input->path, F_OK)) {
		if (title)
			diagnose(WARNING, at(input, WHOLE),
				 "exists: it keeps its title, not \"%s\"",
				 title);
		return;
	}
	name = find_title(intake, title, &source);
	text = manifest_text(intake, name);
	if (put_file(input->path, buffer_text(&text), false,
		     at(input, WHOLE)))
		diagnose(WARNING, at(input, WHOLE),
			 "made, with %s and edition 1", source);
	buffer_free(&text);
}

static void count_pages(const struct intake *intake, size_t given)
{
	size_t written = 0, added = 0;

	for (size_t i = 0; i < intake->count; i++) {
		if (intake->drafts[i]->state != DRAFT_WRITTEN)
			continue;
		if (i < given)
			written++;
		else
			added++;
	}
	printf("%zu of %zu page%s imported", written, given,
	       given == 1 ? "" : "s");
	if (added)
		printf(", %zu more made for sessions and sections", added);
	putchar('\n');
}

static void write_all(struct intake *intake,
		      const struct import_options *options)
{
	struct writing writing = { intake, options->force };

	if (!intake_has(intake, DRAFT_READY))
		return;
	intake->root->input = arena_new(&intake->arena, struct input);
	intake->root->input->path = intake->dir;
	make_folders(intake, intake->root);
	work(intake->count, options->threads, "writing page", put_draft,
	     &writing);
	put_stop();
	if (intake_has(intake, DRAFT_WRITTEN))
		make_manifest(intake, options->title);
}

/**
 * import_pages() - turn pages that people have into pages of an archive
 * @options: the command line
 *
 * Each page that can be imported is, whatever is wrong with others. That has
 * been reported.
 */
void import_pages(const struct import_options *options)
{
	struct intake intake;
	size_t given;

	put_prepare();
	intake_gather(&intake, options);
	given = intake.count;
	work(given, options->threads, "reading page", make_draft, &intake);
	put_stop();
	plan_pages(&intake, options->force);
	write_all(&intake, options);
	count_pages(&intake, given);
}
