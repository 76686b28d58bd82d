// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names that are taken where pages go: what a build would find in the way when
 * all is written is found here before anything is. What is there stays, and a
 * section comes before a page of its name.
 */
#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

#include "frontmatter.h"
#include "manifest.h"
#include "source.h"
#include "taken.h"

/* How many folders a search holds open. */
#define FOLDERS_OPEN 16

/* What any section says of itself, and any archive. */
static struct field title = { .name = "title" };
static struct field edition = { .name = "edition", .next = &title };

/**
 * struct naming - what tells which names are taken
 * @intake: all that is imported
 * @worker: what is read meanwhile
 * @manifest: archive.yaml; all zero where it is still to be made
 * @topics: whether archive.yaml will be made with that taxonomy
 */
struct naming {
	struct intake *intake;
	struct worker worker;
	struct manifest manifest;
	bool topics;
};

static const char *path_in(struct intake *intake, const struct section *section,
			   const char *name)
{
	return input_join(&intake->arena,
			  input_join(&intake->arena, intake->dir,
				     section->path), name);
}

static struct page *new_page(struct naming *naming, const char *path,
			     enum page_kind kind, struct field *fields)
{
	struct page *page = arena_new(&naming->intake->arena, struct page);

	page->input.path = path;
	page->kind = kind;
	page->listing = LISTING_DEFAULT;
	page->fields = fields;
	return page;
}

/* Errors in it stand there when it is written, and are reported then. */
static struct page *page_of_draft(struct naming *naming,
				  const struct draft *draft)
{
	struct page *page = new_page(naming, draft->path, PAGE_SECTION, NULL);
	struct text all = arena_text(&naming->intake->arena,
				     buffer_text(&draft->text)), yaml, body;
	struct member *members;

	page->input.bytes = all.at;
	page->input.len = all.len;
	if (frontmatter_split(&page->input, &yaml, &body) &&
	    yaml_read(&page->input, yaml, &naming->worker.keep, &members))
		page_read_members(page, members, 0, &naming->worker);
	return page;
}

static struct page *root_page(struct naming *naming)
{
	const char *path = input_join(&naming->intake->arena,
				      naming->intake->dir, MANIFEST_NAME);
	struct page *page = new_page(naming, path, PAGE_ROOT, &edition);

	if (!access(path, F_OK)) {
		page->fields = NULL;
		manifest_read(&naming->manifest, page, &naming->worker);
	}
	return page;
}

static struct page *section_page(struct naming *naming, struct section *section)
{
	const char *folder = path_in(naming->intake, section, "");
	const char *path = intake_existing_index(naming->intake, folder);
	struct page *page;

	if (section->index)
		return page_of_draft(naming, section->index);
	if (!path)
		return new_page(naming, input_join(&naming->intake->arena,
						   folder, "_index.md"),
				PAGE_SECTION, &title);
	page = new_page(naming, path, PAGE_SECTION, NULL);
	page_read(page, &naming->manifest, &naming->worker);
	return page;
}

/* What describes a section, or will; a build reports what is wrong with it. */
static const struct page *description(struct naming *naming,
				      struct section *section)
{
	if (!section->page) {
		diagnostic_drop_warnings(true);
		section->page = section->parent ? section_page(naming, section)
						: root_page(naming);
		diagnostic_drop_warnings(false);
	}
	return section->page;
}

static bool is_taxonomy(const struct naming *naming, const char *name)
{
	const struct manifest *manifest = &naming->manifest;

	if (naming->topics && !strcmp(name, "topics"))
		return true;
	for (size_t i = 0; i < manifest->taxonomy_count; i++)
		if (!strcmp(manifest->taxonomies[i].name, name))
			return true;
	return false;
}

static const char *use_with_path(struct naming *naming, const char *what,
				 const char *path)
{
	struct buffer use = { 0 };
	const char *kept;

	buffer_add_string(&use, what);
	buffer_add_string(&use, path);
	kept = arena_string(&naming->intake->arena, buffer_text(&use));
	buffer_free(&use);
	return kept;
}

/* What else has a name in a section, or will; NULL for nothing. */
static const char *use_of(struct naming *naming, struct section *section,
			  const char *name)
{
	const struct page *page = description(naming, section);
	const char *kept = page_keeps(page->kind, text_of(name));

	if (kept)
		return kept;
	if (!strcmp(name, page->listing))
		return "the list of pages";
	if (field_find(page->fields, name))
		return use_with_path(naming, "a key of ", page->input.path);
	if (section->parent)
		return NULL;
	if (is_taxonomy(naming, name))
		return use_with_path(naming, "a taxonomy of ",
				     page->input.path);
	return strcmp(name, "README") ? NULL : "the archive's README";
}

static bool is_in(const struct section *section, const struct section *in)
{
	while (section && section != in)
		section = section->parent;
	return section;
}

/* Whether any page of it was to be written. */
static bool refuse_all_in(struct intake *intake, const struct section *section,
			  bool *from_list)
{
	bool any = false;

	*from_list = false;
	for (size_t i = 0; i < intake->count; i++) {
		struct draft *draft = intake->drafts[i];

		if (draft->state != DRAFT_READY ||
		    !is_in(draft->section, section))
			continue;
		*from_list |= draft->input == section->input;
		draft_refuse(draft);
		any = true;
	}
	return any;
}

static void check_section(struct naming *naming, struct section *section)
{
	struct intake *intake = naming->intake;
	const char *folder = path_in(intake, section->parent, "");
	const char *page = intake_existing_page(intake, folder, section->slug);
	const char *use = use_of(naming, section->parent, section->slug);
	bool from_list;

	if ((!use && !page) || !refuse_all_in(intake, section, &from_list))
		return;
	if (use)
		error_at(at(section->input, WHOLE),
			 "the name \"%s\" is reserved for %s: expected another%s",
			 section->slug, use, from_list ? "" :
			 ", or the folder with a slash at its end, for what is in it");
	else
		error_at(at(section->input, WHOLE),
			 "a section beside the page %s: expected another name for one of them",
			 page);
}

static void check_sections(struct naming *naming, struct section *parent)
{
	struct section *section;

	for (section = parent->children; section; section = section->sibling) {
		check_section(naming, section);
		check_sections(naming, section);
	}
}

static void check_page(struct naming *naming, struct draft *draft)
{
	const char *use = use_of(naming, draft->section, draft->slug);

	if (!use)
		return;
	error_at(at(draft->input, draft->where),
		 "the name \"%s\" is reserved for %s: expected another",
		 draft->slug, use);
	draft_refuse(draft);
}

static int find_page(const char *path, const struct stat *stat, int type,
		     struct FTW *where)
{
	struct text name = text_of(path + where->base);

	(void)stat;
	if (where->level && *name.at == '.')
		return FTW_SKIP_SUBTREE;
	return (type == FTW_F || type == FTW_SL) &&
	       (text_ends(name, TEXT(".md")) ||
		text_ends(name, TEXT(".markdown"))) ? FTW_STOP : FTW_CONTINUE;
}

/* A folder without any is nothing to a build. */
static bool has_pages(const char *path)
{
	return nftw(path, find_page, FOLDERS_OPEN,
		    FTW_PHYS | FTW_ACTIONRETVAL) == FTW_STOP;
}

/* The page or the folder of a name that is there already; else NULL. */
static const char *there(struct intake *intake, const struct section *section,
			 const char *name)
{
	const char *page = intake_existing_page(intake,
						path_in(intake, section, ""),
						name);
	const char *folder = path_in(intake, section, name);

	if (page)
		return page;
	return has_pages(folder) ? folder : NULL;
}

/* Returns whether the name was free. */
static bool check_name_of(struct intake *intake, struct draft *index,
			  const char *what, const char *name)
{
	const char *path = there(intake, index->section, name);

	if (path)
		error_at(at(index->input, index->where),
			 "the %s \"%s\" has the name of %s: expected another",
			 what, name, path);
	return !path;
}

/* A new page of a section may have keys that are called as its old pages. */
static void check_index(struct naming *naming, struct draft *index)
{
	struct section *section = index->section;
	const struct page *page = description(naming, section);
	const struct field *field;
	bool good = check_name_of(naming->intake, index, "listing",
				  page->listing);

	for (field = page->fields; field; field = field->next)
		good &= check_name_of(naming->intake, index, "key",
				      field->name);
	if (good)
		return;
	section->index = NULL;
	section->page = NULL;
	draft_refuse(index);
}

static void check_drafts(struct naming *naming, bool indexes,
			 void (*check)(struct naming *naming,
				       struct draft *draft))
{
	struct draft *draft;

	for (size_t i = 0; i < naming->intake->count; i++) {
		draft = naming->intake->drafts[i];
		if (draft->state == DRAFT_READY && draft->index == indexes)
			check(naming, draft);
	}
}

/**
 * taken_refuse_reserved() - refuse pages and sections whose names are taken by
 * what an archive, a section's keys or an old page has there
 * @intake: each page that is ready has its place, and sections know theirs;
 *	what is refused has been reported
 */
void taken_refuse_reserved(struct intake *intake)
{
	struct naming naming = {
		.intake = intake, .topics = intake_has_topics(intake,
							      DRAFT_READY),
	};

	description(&naming, intake->root);
	naming.topics &= !naming.manifest.page;
	check_drafts(&naming, true, check_index);
	check_sections(&naming, intake->root);
	check_drafts(&naming, false, check_page);
}

static bool is_section(const struct section *parent, const char *slug)
{
	const struct section *section = parent->children;

	while (section && strcmp(section->slug, slug))
		section = section->sibling;
	return section && section->filled;
}

/**
 * taken_refuse_beside() - refuse pages that have the names of sections
 * @intake: sections that pages go into are known to be filled; what is refused
 *	has been reported
 */
void taken_refuse_beside(struct intake *intake)
{
	struct draft *draft;
	const char *folder;

	for (size_t i = 0; i < intake->count; i++) {
		draft = intake->drafts[i];
		if (draft->state != DRAFT_READY || draft->index)
			continue;
		folder = path_in(intake, draft->section, draft->slug);
		if (!is_section(draft->section, draft->slug) &&
		    !has_pages(folder))
			continue;
		error_at(at(draft->input, draft->where),
			 "a page beside the section %s: expected another name for one of them",
			 folder);
		draft_refuse(draft);
	}
}
