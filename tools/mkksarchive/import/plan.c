// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which page goes where: what it is called, which section it describes, and
 * that no two go to one place, nor one to where something is; taken.c knows
 * what else may be in its way.
 */
#include <stdio.h>
#include <stdlib.h>

#include "character.h"
#include "env.h"
#include "image.h"
#include "inline.h"
#include "name.h"
#include "plan.h"
#include "slug.h"
#include "taken.h"
#include "yaml-text.h"

/* A link to a page has the page's path for its name, hyphens for slashes. */
static size_t room_in(const struct section *section)
{
	size_t len = strlen(section->path);

	return len < KSA_NAME_MAX ? KSA_NAME_MAX - len : 0;
}

/* Cut off between two words, if it can be. */
static struct text cut(struct text slug, size_t room)
{
	struct text head = { slug.at, room };
	const char *hyphen;

	if (slug.len <= room)
		return slug;
	hyphen = room && slug.at[room] != '-' ? memrchr(slug.at, '-', room)
					      : NULL;
	if (hyphen && hyphen > slug.at)
		head = text_between(slug.at, hyphen);
	return text_trim_end(head, "-._");
}

/* A file's name stays if it can: other pages may link to it. */
static bool slug_of_stem(struct text stem, struct buffer *slug)
{
	if (!name_valid(stem))
		return stem.len && slug_make(stem, slug);
	buffer_add(slug, stem);
	return true;
}

static bool slug_of_title(struct text title, struct buffer *slug)
{
	slug->len = 0;
	return slug_make(title, slug);
}

static const char *fit_slug(struct intake *intake, const struct draft *draft,
			    const struct section *section, struct text whole)
{
	struct text fitting = cut(whole, room_in(section));
	const char *slug = arena_string(&intake->arena, fitting);

	if (!name_valid(fitting))
		return NULL;
	if (fitting.len < whole.len)
		diagnose(WARNING, at(draft->input, draft->where),
			 "the name \"%.*s\" is cut off to \"%s\": expected at most %d bytes with the section's",
			 TEXT_ARGS(whole), slug, KSA_NAME_MAX);
	return slug;
}

/* From the file's name, or else from the title. */
static const char *slug_of(struct intake *intake, const struct draft *draft,
			   const struct section *section)
{
	struct buffer buffer = { 0 };
	const char *slug = NULL;

	if (slug_of_stem(text_of(draft->stem), &buffer) ||
	    slug_of_title(draft->title, &buffer))
		slug = fit_slug(intake, draft, section, buffer_text(&buffer));
	buffer_free(&buffer);
	return slug;
}

/* Where the page goes; NULL where it can have no name. */
static const char *place_page(struct intake *intake, struct draft *draft,
			      const char **there)
{
	const char *folder = input_join(&intake->arena, intake->dir,
					draft->section->path);
	char name[KSA_NAME_MAX + 16];

	if (draft->index) {
		*there = intake_existing_index(intake, folder);
		return input_join(&intake->arena, folder, "_index.md");
	}
	draft->slug = slug_of(intake, draft, draft->section);
	if (!draft->slug)
		return NULL;
	*there = intake_existing_page(intake, folder, draft->slug);
	snprintf(name, sizeof(name), "%s.md", draft->slug);
	return input_join(&intake->arena, folder, name);
}

static void refuse_nameless(struct draft *draft)
{
	const struct section *section = draft->section;
	struct text path = text_trim_end(text_of(section->path), "/");

	if (room_in(section))
		error_at(at(draft->input, draft->where),
			 "no name can be made of the file's or the title: expected letters or digits of ASCII in one of them");
	else
		error_at(at(draft->input, draft->where),
			 "the section's path \"%.*s\" has %zu bytes: expected at most %d, for with a hyphen and the page's name it may have %d",
			 TEXT_ARGS(path), path.len, KSA_NAME_MAX - 2,
			 KSA_NAME_MAX);
	draft_refuse(draft);
}

/* How deep the page's files would stand. */
static unsigned int depth_of(const struct draft *draft)
{
	const struct section *section = draft->section;
	unsigned int depth = draft->index ? 1 : 2;

	for (; section->parent; section = section->parent)
		depth++;
	return depth;
}

static void place_draft(struct intake *intake, struct draft *draft, bool force)
{
	const char *there = NULL;

	draft->path = place_page(intake, draft, &there);
	if (depth_of(draft) > KSA_DEPTH_MAX) {
		error_at(at(draft->input, draft->where),
			 "the page's files would stand %u deep: expected fewer folders, for at most %d",
			 depth_of(draft), KSA_DEPTH_MAX);
		draft_refuse(draft);
	} else if (!draft->path) {
		refuse_nameless(draft);
	} else if (there && !force) {
		error_at(at(draft->input, draft->where),
			 "%s exists: expected no such page, or --force to replace it",
			 there);
		draft_refuse(draft);
	} else if (there) {
		draft->path = there;
	}
}

static void refuse_root_index(struct draft *draft)
{
	error_at(at(draft->input, draft->where),
		 "the archive itself is described by archive.yaml: expected no page for it, or its folder without a slash");
	draft_refuse(draft);
}

/* Whether @draft is the only page of its folder that may describe it. */
static bool may_describe(const struct intake *intake, const struct draft *draft)
{
	const struct draft *other;

	if (!draft->section->parent)
		return false;
	for (size_t i = 0; i < intake->count; i++) {
		other = intake->drafts[i];
		if (other != draft && other->section == draft->section &&
		    (other->index || other->lists))
			return false;
	}
	return true;
}

/* A list that does not describe the folder it is in has one of its own name. */
static void move_list(struct intake *intake, struct draft *list)
{
	const char *slug = slug_of(intake, list, list->section);

	if (!slug)
		return;
	list->section = intake_section(intake, list->section, slug,
				       list->input, slug);
	list->index = true;
}

static void add_stubs(struct intake *intake, struct draft *list)
{
	struct draft *stub = list->stubs, *next;

	for (; stub; stub = next) {
		next = stub->next;
		stub->section = list->section;
		intake_add(intake, stub);
	}
}

/* Where each stays is known before any goes, or the last of two would stay. */
static void place_lists(struct intake *intake)
{
	struct draft *draft;
	size_t count = intake->count;

	for (size_t i = 0; i < count; i++) {
		draft = intake->drafts[i];
		if (draft->lists)
			draft->index |= may_describe(intake, draft);
	}
	for (size_t i = 0; i < count; i++) {
		draft = intake->drafts[i];
		if (draft->state != DRAFT_READY || !draft->lists)
			continue;
		if (!draft->index)
			move_list(intake, draft);
		add_stubs(intake, draft);
	}
}

/* A session's page learns from the list which session it is. */
static void add_order(struct draft *page, const struct draft *stub)
{
	struct buffer text = { 0 };

	if (!page->keys_end)
		return;
	buffer_add(&text, (struct text){ page->text.at, page->keys_end });
	if (stub->url.len && !page->url.len) {
		buffer_add_string(&text, "url: ");
		yaml_value(&text, stub->url);
		buffer_add_byte(&text, '\n');
	}
	buffer_add(&text, stub->order);
	buffer_add(&text, text_skip(buffer_text(&page->text),
				    page->keys_end));
	page->keys_end = 0;
	buffer_free(&page->text);
	page->text = text;
}

static void join(struct draft *page, struct draft *stub)
{
	diagnose(WARNING, at(stub->input, stub->where),
		 "the session has a page, %s: none is made of this item%s",
		 page->input->path,
		 page->keys_end ? "" : ", and that page's keys stay");
	add_order(page, stub);
	draft_refuse(stub);
}

/* What two addresses of one page have in common. */
static struct text bare_url(struct text url)
{
	if (!text_take(&url, TEXT("https:")))
		text_take(&url, TEXT("http:"));
	return text_trim_end(url, "/");
}

static bool is_page_of(const struct draft *draft, const struct draft *stub)
{
	if (draft->state != DRAFT_READY || draft->stub || draft->lists ||
	    draft->section != stub->section)
		return false;
	if (stub->inode)
		return draft->inode == stub->inode &&
		       draft->device == stub->device;
	return text_equal(bare_url(draft->url), bare_url(stub->url));
}

static struct draft *find_page(const struct intake *intake,
			       const struct draft *stub)
{
	for (size_t i = 0; i < intake->count; i++)
		if (is_page_of(intake->drafts[i], stub))
			return intake->drafts[i];
	return NULL;
}

/* A session's page may be called otherwise, as by the article's number. */
static void join_by_link(struct intake *intake)
{
	struct draft *stub, *page;

	for (size_t i = 0; i < intake->count; i++) {
		stub = intake->drafts[i];
		if (stub->state != DRAFT_READY || !stub->stub ||
		    (!stub->url.len && !stub->inode))
			continue;
		page = find_page(intake, stub);
		if (page)
			join(page, stub);
	}
}

static int compare_drafts(const void *left, const void *right)
{
	const struct draft *a = *(struct draft *const *)left;
	const struct draft *b = *(struct draft *const *)right;
	int order = strcmp(a->path, b->path);

	if (!order)
		order = (int)a->stub - (int)b->stub;
	if (!order)
		order = strcmp(a->input->path, b->input->path);
	return order ? order : (a->where > b->where) - (a->where < b->where);
}

static void report_clash(struct draft *first, struct draft *second)
{
	if (second->stub && !first->stub) {
		join(first, second);
		return;
	}
	error_at(at(second->input, second->where),
		 "a second page for %s: expected one, as %s",
		 second->path, first->input->path);
	draft_refuse(second);
}

static void find_clashes(struct intake *intake)
{
	struct draft **ready = memory_resize(NULL, intake->count + 1,
					     sizeof(*ready));
	struct draft *kept = NULL;
	size_t count = 0;

	for (size_t i = 0; i < intake->count; i++)
		if (intake->drafts[i]->state == DRAFT_READY)
			ready[count++] = intake->drafts[i];
	qsort(ready, count, sizeof(*ready), compare_drafts);
	for (size_t i = 0; i < count; i++) {
		if (kept && !strcmp(kept->path, ready[i]->path))
			report_clash(kept, ready[i]);
		else
			kept = ready[i];
	}
	free(ready);
}

/* Only now is it known which are made: some sessions have pages already. */
static void warn_of_bare(const struct intake *intake)
{
	const struct draft *draft;

	for (size_t i = 0; i < intake->count; i++) {
		draft = intake->drafts[i];
		if (draft->state == DRAFT_READY && draft->bare)
			diagnose(WARNING, at(draft->input, draft->where),
				 "nothing said of the session \"%.*s\": its page has no text",
				 TEXT_ARGS(draft->title));
	}
}

static void find_indexes(struct intake *intake)
{
	struct draft *draft;

	for (size_t i = 0; i < intake->count; i++) {
		draft = intake->drafts[i];
		if (draft->state == DRAFT_READY && draft->index)
			draft->section->index = draft;
	}
}

static void fill_sections(struct intake *intake)
{
	struct section *section;

	for (size_t i = 0; i < intake->count; i++) {
		if (intake->drafts[i]->state != DRAFT_READY)
			continue;
		section = intake->drafts[i]->section;
		for (; section && !section->filled; section = section->parent)
			section->filled = true;
	}
}

/* On one line, as a title must be; else the slug. */
static struct text name_of(struct intake *intake, const struct section *section)
{
	struct text name = inline_squeeze(text_of(section->name),
					  &intake->arena);

	return name.len && characters_flawless(name) ? name
						     : text_of(section->slug);
}

/* Without one a build would not take the pages in it. */
static void make_index(struct intake *intake, struct section *section)
{
	const char *folder = input_join(&intake->arena, intake->dir,
					section->path);
	struct draft *draft;

	if (section->index || intake_existing_index(intake, folder))
		return;
	draft = arena_new(&intake->arena, struct draft);
	draft->input = section->input;
	draft->where = WHOLE;
	draft->section = section;
	draft->index = true;
	draft->state = DRAFT_READY;
	draft->path = input_join(&intake->arena, folder, "_index.md");
	buffer_add_string(&draft->text, "---\ntitle: ");
	yaml_value(&draft->text, name_of(intake, section));
	buffer_add_string(&draft->text, "\n---\n");
	diagnose(WARNING, at(section->input, WHOLE),
		 "no page describes the section: %s is made, with the folder's name for a title",
		 draft->path);
	intake_add(intake, draft);
}

static void make_indexes(struct intake *intake, struct section *parent)
{
	struct section *section;

	for (section = parent->children; section; section = section->sibling) {
		if (section->filled)
			make_index(intake, section);
		make_indexes(intake, section);
	}
}

/**
 * plan_pages() - find each page its place
 * @intake: all drafts have been made; what has none is refused, stubs and
 *	sections' pages are added
 * @force: whether pages that exist are replaced
 */
void plan_pages(struct intake *intake, bool force)
{
	struct draft *draft;

	place_lists(intake);
	join_by_link(intake);
	for (size_t i = 0; i < intake->count; i++) {
		draft = intake->drafts[i];
		if (draft->state != DRAFT_READY)
			continue;
		if (draft->index && !draft->section->parent)
			refuse_root_index(draft);
		else
			place_draft(intake, draft, force);
	}
	find_clashes(intake);
	find_indexes(intake);
	taken_refuse_reserved(intake);
	fill_sections(intake);
	taken_refuse_beside(intake);
	warn_of_bare(intake);
	make_indexes(intake, intake->root);
}
