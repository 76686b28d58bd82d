// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sections and pages of an archive that mkksarchive has made.
 *
 * Lists, catalog and links all follow from the pages. Here they are made once
 * more from what stands in the pages' directories, and compared: what differs
 * would be lost if pages were written of it, and so is refused.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "fail.h"
#include "field.h"
#include "integer.h"
#include "outline.h"
#include "timeline.h"

/* A directory in a section, and what puts it in order there. */
struct item {
	u32 dir;
	const char *slug;
	bool weighted;
	long weight;
	bool taken;
};

struct items {
	struct item *all;
	size_t count;
};

/**
 * struct walk - an outline being read
 * @outline: what becomes of it
 * @catalog: what the catalog must be
 * @left: what of the archive's own is still to come
 * @timeline: what the timeline must be
 * @paths: owns the paths in there
 */
struct walk {
	struct outline *outline;
	struct buffer catalog;
	struct text left;
	struct timeline timeline;
	struct arena paths;
};

/**
 * outline_refuse() - end the program: no pages make such an archive
 * @archive: the archive
 * @dir: where the trouble is
 * @name: of a file or link in there; NULL for the directory itself
 * @format: what is wrong with it
 */
void outline_refuse(const struct archive *archive, u32 dir, const char *name,
		    const char *format, ...)
{
	char path[KSA_PATH_MAX + 1], what[256];
	va_list args;

	archive_path(archive, dir, path);
	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	fail(FAIL_UNKNOWN_FORM, "%s%s%s: %s: no pages make such an archive",
	     path, *path && name ? "/" : "", name ? name : *path ? "" : "/",
	     what);
}

static bool is_name(struct text name)
{
	static const char bytes[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

	if (!name.len || name.len > KSA_NAME_MAX || byte_is_of("._-", *name.at))
		return false;
	while (name.len && byte_is_of(bytes, *name.at))
		name = text_skip(name, 1);
	return !name.len;
}

/* Those that something else than a list of pages has. */
static bool is_taken(struct text name, bool in_root)
{
	return text_is(name, "sections") ||
	       (in_root ? text_is(name, "catalog") || text_is(name, "image") ||
			  text_is(name, "taxonomies") ||
			  text_is(name, "timeline")
			: text_is(name, "text"));
}

/**
 * outline_listing() - what the list of a section's pages is called
 * @archive: the archive
 * @dir: the section, or the root
 * @name: room for KSA_NAME_MAX + 1 bytes
 *
 * Return: the name.
 */
const char *outline_listing(const struct archive *archive, u32 dir,
			    char *name)
{
	struct text listing = archive_field(archive, dir, "listing");

	if (!listing.at)
		return "pages";
	if (!is_name(listing) || is_taken(listing, !dir))
		outline_refuse(archive, dir, "listing",
			       "expected the name of a list");
	memcpy(name, listing.at, listing.len);
	name[listing.len] = '\0';
	return name;
}

/**
 * outline_derives() - whether a file follows from other pages, or is no field
 * @entry: where it stands
 * @listing: the name of the list of pages there
 * @name: the file's name
 *
 * Return: whether it does.
 */
bool outline_derives(const struct outline_entry *entry, const char *listing,
		     const char *name)
{
	switch (entry->kind) {
	case OUTLINE_ROOT:
		return !strcmp(name, "catalog") || !strcmp(name, "sections") ||
		       !strcmp(name, "taxonomies") || !strcmp(name, "timeline") ||
		       !strcmp(name, listing);
	case OUTLINE_SECTION:
		return !strcmp(name, "text") || !strcmp(name, "sections") ||
		       !strcmp(name, listing);
	default:
		return !strcmp(name, "text");
	}
}

static struct text title_of(const struct archive *archive, u32 dir)
{
	struct text title = archive_field(archive, dir, "title");
	struct text file = archive_file(archive, dir, "title");

	/* The last byte is a newline, and the only one. */
	if (!title.len || title.len == file.len || text_has(title, '\n') ||
	    text_has(title, '\t'))
		outline_refuse(archive, dir, "title",
			       "expected a title of one line");
	return title;
}

static struct text date_of(const struct archive *archive, u32 dir)
{
	struct text date = archive_field(archive, dir, "date");

	return date.at ? date : TEXT("");
}

static void read_weight(const struct archive *archive, struct item *item)
{
	struct text weight = archive_field(archive, item->dir, "weight");

	if (!weight.at)
		return;
	item->weighted = integer_read(weight, &item->weight);
	if (!item->weighted)
		outline_refuse(archive, item->dir, "weight",
			       "expected an integer");
}

/* Those with a weight come first, the lighter before the heavier. */
static int compare_items(const void *left, const void *right)
{
	const struct item *a = left, *b = right;

	if (a->weighted != b->weighted)
		return a->weighted ? -1 : 1;
	if (a->weight != b->weight)
		return a->weight < b->weight ? -1 : 1;
	return strcmp(a->slug, b->slug);
}

static void add_item(const struct archive *archive, struct items *items,
		     u32 dir, const char *slug)
{
	struct item *item;

	items->all = memory_grow(items->all, items->count,
				 sizeof(*items->all));
	item = &items->all[items->count++];
	*item = (struct item){ .dir = dir, .slug = slug };
	read_weight(archive, item);
}

static int compare_slug(const void *key, const void *element)
{
	return text_compare(*(const struct text *)key,
			    text_of(((const struct item *)element)->slug));
}

/* Directories come in the order of their names' bytes. */
static struct item *find_item(const struct items *items, struct text slug)
{
	return items->count ? bsearch(&slug, items->all, items->count,
				      sizeof(*items->all), compare_slug)
			    : NULL;
}

static void take_directories(const struct archive *archive, u32 dir,
			     struct items *items)
{
	struct ksa_node node, child;

	ksa_node(&archive->ksa, dir, &node);
	for (u32 i = 0; i < node.children; i++) {
		ksa_node(&archive->ksa, node.first_child + i, &child);
		if (child.type == KSA_DIR)
			add_item(archive, items, node.first_child + i,
				 child.name);
	}
}

/* A directory is named once, by one list. */
static struct item *take_item(const struct archive *archive, u32 dir,
			      const struct items *from, const char *list,
			      struct text name)
{
	struct item *item = find_item(from, name);

	if (!item || item->taken)
		outline_refuse(archive, dir, list,
			       "expected the names of the directories beside it, each once, found \"%.*s\"",
			       TEXT_ARGS(name));
	item->taken = true;
	return item;
}

/* Those of @from whose names a list begins its lines with. */
static struct items take_listed(const struct archive *archive, u32 dir,
				const struct items *from, const char *list)
{
	struct text lines = archive_field(archive, dir, list), line, name;
	struct items items = { 0 };
	struct item *item;

	while (line_next(&lines, &line)) {
		cell_next(&line, &name);
		item = take_item(archive, dir, from, list, name);
		add_item(archive, &items, item->dir, item->slug);
	}
	if (items.count)
		qsort(items.all, items.count, sizeof(*items.all),
		      compare_items);
	return items;
}

/**
 * outline_check_title() - refuse a directory without a good title
 * @archive: the archive
 * @dir: the directory
 */
void outline_check_title(const struct archive *archive, u32 dir)
{
	title_of(archive, dir);
}

/**
 * outline_check_file() - refuse a file that is not what it must be
 * @archive: the archive
 * @dir: where it stands
 * @name: its name
 * @expected: its contents; empty where there must be no such file
 */
void outline_check_file(const struct archive *archive, u32 dir,
			const char *name, const struct buffer *expected)
{
	if (!text_equal(archive_file(archive, dir, name),
			buffer_text(expected)))
		outline_refuse(archive, dir, name,
			       "not the list that its pages make");
}

/* The list must be what mkksarchive makes of these. */
static void check_list(const struct archive *archive, u32 dir,
		       const char *name, const struct items *items)
{
	struct buffer lines = { 0 };

	for (size_t i = 0; i < items->count; i++) {
		buffer_add_string(&lines, items->all[i].slug);
		buffer_add_byte(&lines, '\t');
		buffer_add(&lines, title_of(archive, items->all[i].dir));
		buffer_add_byte(&lines, '\n');
	}
	outline_check_file(archive, dir, name, &lines);
	buffer_free(&lines);
}

static void check_link(const struct archive *archive, u32 dir,
		       const char *name, u32 target)
{
	u32 index = ksa_child(&archive->ksa, dir, name, strlen(name));
	struct ksa_node node = { 0 };

	if (index != KSA_NONE)
		ksa_node(&archive->ksa, index, &node);
	if (target != KSA_NONE &&
	    (index == KSA_NONE || node.type != KSA_LINK ||
	     node.target != target))
		outline_refuse(archive, dir, name,
			       "expected a link to the page's neighbour");
	if (target == KSA_NONE && index != KSA_NONE)
		outline_refuse(archive, dir, name,
			       "the page has no neighbour there");
}

static void check_neighbours(const struct archive *archive,
			     const struct items *pages, size_t i)
{
	check_link(archive, pages->all[i].dir, "prev",
		   i ? pages->all[i - 1].dir : KSA_NONE);
	check_link(archive, pages->all[i].dir, "next",
		   i + 1 < pages->count ? pages->all[i + 1].dir : KSA_NONE);
}

/* A page holds files and its two links, others files and what they list. */
static void check_children(const struct archive *archive, u32 dir,
			   enum outline_kind kind)
{
	struct ksa_node node, child;

	ksa_node(&archive->ksa, dir, &node);
	for (u32 i = 0; i < node.children; i++) {
		ksa_node(&archive->ksa, node.first_child + i, &child);
		if (child.type == KSA_LINK &&
		    (kind != OUTLINE_PAGE || (strcmp(child.name, "prev") &&
					      strcmp(child.name, "next"))))
			outline_refuse(archive, dir, child.name,
				       "a link that is none of a page's");
		if (child.type == KSA_DIR && kind == OUTLINE_PAGE)
			outline_refuse(archive, dir, child.name,
				       "a directory in a page");
	}
}

static void add_entry(struct walk *walk, u32 dir, enum outline_kind kind)
{
	struct outline *outline = walk->outline;
	const struct archive *archive = outline->archive;
	char path[KSA_PATH_MAX + 1];
	size_t start = walk->catalog.len;

	if (kind != OUTLINE_ROOT) {
		buffer_add(&walk->catalog, archive_path(archive, dir, path));
		buffer_add_byte(&walk->catalog, '\t');
		buffer_add(&walk->catalog, date_of(archive, dir));
		buffer_add_byte(&walk->catalog, '\t');
		buffer_add(&walk->catalog, title_of(archive, dir));
		buffer_add_byte(&walk->catalog, '\n');
	}
	start = walk->catalog.len - start;
	if (start > walk->left.len)
		outline_refuse(archive, 0, "catalog",
			       "not the list that its pages make");
	outline->entries = memory_grow(outline->entries, outline->count,
				       sizeof(*outline->entries));
	outline->entries[outline->count++] = (struct outline_entry){
		dir, kind, { walk->left.at, start } };
	walk->left = text_skip(walk->left, start);
	check_children(archive, dir, kind);
}

/* The directories of terms are another's to look at. */
static void take_taxonomies(const struct archive *archive,
			    const struct items *directories)
{
	struct text field = archive_field(archive, 0, "taxonomies"), line;
	struct table table;

	if (!field.at)
		return;
	if (!table_read(field, &table))
		outline_refuse(archive, 0, "taxonomies", "expected a table");
	while (line_next(&table.rows, &line))
		take_item(archive, 0, directories, "taxonomies",
			  table_cell(&table, line, "name"));
}

static void check_all_taken(const struct archive *archive, u32 dir,
			    const struct items *directories)
{
	for (size_t i = 0; i < directories->count; i++)
		if (!directories->all[i].taken)
			outline_refuse(archive, dir, directories->all[i].slug,
				       "a directory that no list names");
}

/* Whose pages are counted there; NO_MEETING for nobody's. */
#define NO_MEETING (~(size_t)0)

static size_t add_meeting(struct walk *walk, u32 dir, size_t above)
{
	const struct archive *archive = walk->outline->archive;
	struct text dates = archive_field(archive, dir, "dates");
	char path[KSA_PATH_MAX + 1];
	struct meeting meeting;

	if (!dir || !dates.at || !meeting_dates(dates, &meeting))
		return above;
	meeting.path = arena_text(&walk->paths,
				  archive_path(archive, dir, path));
	meeting.title = title_of(archive, dir);
	for (size_t i = 0; i < MEETING_PLACES; i++)
		meeting.places[i] = archive_field(archive, dir,
						  meeting_places[i]);
	timeline_add(&walk->timeline, &meeting);
	return walk->timeline.count - 1;
}

static void check_timeline(struct walk *walk)
{
	struct buffer table = { 0 };

	timeline_write(&walk->timeline, &table);
	outline_check_file(walk->outline->archive, 0, "timeline", &table);
	buffer_free(&table);
	timeline_free(&walk->timeline);
	arena_free(&walk->paths);
}

static void read_section(struct walk *walk, u32 dir, enum outline_kind kind,
			 size_t meeting);

static void read_contents(struct walk *walk, u32 dir, size_t meeting)
{
	const struct archive *archive = walk->outline->archive;
	struct items all = { 0 }, pages, sections;
	char buf[KSA_NAME_MAX + 1];
	const char *listing = outline_listing(archive, dir, buf);

	take_directories(archive, dir, &all);
	pages = take_listed(archive, dir, &all, listing);
	sections = take_listed(archive, dir, &all, "sections");
	if (!dir)
		take_taxonomies(archive, &all);
	check_all_taken(archive, dir, &all);
	check_list(archive, dir, listing, &pages);
	check_list(archive, dir, "sections", &sections);
	free(all.all);
	if (meeting != NO_MEETING)
		walk->timeline.meetings[meeting].pages += pages.count;
	for (size_t i = 0; i < pages.count; i++) {
		add_entry(walk, pages.all[i].dir, OUTLINE_PAGE);
		check_neighbours(archive, &pages, i);
	}
	for (size_t i = 0; i < sections.count; i++)
		read_section(walk, sections.all[i].dir, OUTLINE_SECTION,
			     meeting);
	free(pages.all);
	free(sections.all);
}

static void read_section(struct walk *walk, u32 dir, enum outline_kind kind,
			 size_t meeting)
{
	add_entry(walk, dir, kind);
	read_contents(walk, dir, add_meeting(walk, dir, meeting));
}

/* What every archive has. */
static void check_root(const struct archive *archive)
{
	static const char *const needed[] = { "title", "edition", "README" };

	for (size_t i = 0; i < ARRAY_SIZE(needed); i++)
		if (!archive_file(archive, 0, needed[i]).at)
			outline_refuse(archive, 0, needed[i], "there is none");
}

/**
 * outline_read() - find all sections and pages
 * @outline: to be filled
 * @archive: the archive; ends the program where it is not one that mkksarchive
 *	makes
 */
void outline_read(struct outline *outline, const struct archive *archive)
{
	struct walk walk = { .outline = outline };

	*outline = (struct outline){ .archive = archive };
	check_root(archive);
	walk.left = archive_file(archive, 0, "catalog");
	read_section(&walk, 0, OUTLINE_ROOT, NO_MEETING);
	outline_check_file(archive, 0, "catalog", &walk.catalog);
	check_timeline(&walk);
	buffer_free(&walk.catalog);
}

/**
 * outline_free() - give an outline up
 * @outline: the outline
 */
void outline_free(struct outline *outline)
{
	free(outline->entries);
}
