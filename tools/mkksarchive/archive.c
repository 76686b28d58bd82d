// SPDX-License-Identifier: GPL-2.0-only
/*
 * All pages together, as a tree: sections with their pages in order, lists of
 * them, the links between neighbours, and what stands in the root alone.
 */
#include <stdlib.h>

#include "archive.h"
#include "catalog.h"
#include "meeting.h"

/* What every archive says where its author wrote no README. */
static const char generic_readme[] =
	"This is an archive of pages, as a tree of small text files.\n"
	"\n"
	"One file holds one field of a page: its title, its date, its text. A\n"
	"list has one item a line. A table has one record a line, tabs between\n"
	"its columns, and their names in a first line that begins with #.\n"
	"\n"
	"  catalog     every page: path, date, title\n"
	"  timeline    the sections that have dates: year, dates, place, pages\n"
	"  sections    the folders that hold pages: name, title; each has a list\n"
	"              of its own pages, in order\n"
	"  taxonomies  the folders that file pages by what they are about, and the\n"
	"              keys they go by; in them terms lists the terms, and links\n"
	"              lead to pages\n"
	"  image       all of this in one file, as ksa(5) describes it\n"
	"\n"
	"In a page's folder text is what it says, and prev and next lead to its\n"
	"neighbours. Start with: cat catalog\n";

/* An archive in the making. */
struct builder {
	const struct manifest *manifest;
	struct tree *tree;
	struct filing *filing;
	struct buffer catalog;
	struct timeline timeline;
	struct census census;
};

static void publish_section(struct builder *builder, struct folder *folder);

/* Those with a weight come first, the lighter before the heavier. */
static int compare_weights(const struct page *a, const struct page *b)
{
	if (!a || !b)
		return !a - !b;
	if (a->weighted != b->weighted)
		return a->weighted ? -1 : 1;
	return (a->weight > b->weight) - (a->weight < b->weight);
}

static int compare_pages(const void *left, const void *right)
{
	const struct page *a = *(const struct page *const *)left;
	const struct page *b = *(const struct page *const *)right;
	int order = compare_weights(a, b);

	return order ? order : strcmp(a->slug, b->slug);
}

static int compare_folders(const void *left, const void *right)
{
	const struct folder *a = *(const struct folder *const *)left;
	const struct folder *b = *(const struct folder *const *)right;
	int order = compare_weights(a->index, b->index);

	return order ? order : strcmp(a->slug, b->slug);
}

static void put_in_order(struct folder *folder)
{
	if (folder->page_count)
		qsort(folder->pages, folder->page_count,
		      sizeof(*folder->pages), compare_pages);
	if (folder->folder_count)
		qsort(folder->folders, folder->folder_count,
		      sizeof(*folder->folders), compare_folders);
}

static const struct origin *origin_of(struct builder *builder,
				      const char *what,
				      const struct page *page, size_t offset,
				      int rank)
{
	return tree_origin(builder->tree, what, at(&page->input, offset),
			   rank);
}

static void publish_lines(struct builder *builder, struct node *dir,
			  const char *name, struct buffer *lines,
			  const struct origin *origin)
{
	tree_file(builder->tree, dir, name,
		  arena_text(&builder->tree->arena, buffer_text(lines)),
		  origin);
	buffer_free(lines);
}

static void publish_fields(struct builder *builder, struct node *dir,
			   const struct page *page)
{
	const struct field *field;

	for (field = page->fields; field; field = field->next)
		tree_file(builder->tree, dir, field->name, field->data,
			  origin_of(builder, "a key", page, field->offset,
				    RANK_FIELD));
	if (page->kind == PAGE_ROOT)
		return;
	tree_file(builder->tree, dir, "text", page->text,
		  origin_of(builder, "a page's body", page, 0,
			    RANK_GENERATED));
}

static void publish_page(struct builder *builder, struct folder *folder,
			 struct page *page)
{
	page->node = tree_dir(builder->tree, folder->node, page->slug,
			      origin_of(builder, "a page", page, 0,
					RANK_PAGE));
	publish_fields(builder, page->node, page);
	catalog_line(&builder->catalog, page);
	filing_add(builder->filing, page);
	builder->census.pages++;
}

static void link_neighbours(struct builder *builder, struct folder *folder)
{
	const struct origin *origin;
	struct page **pages = folder->pages;

	for (size_t i = 0; i < folder->page_count; i++) {
		origin = origin_of(builder, "a page's links", pages[i], 0,
				   RANK_GENERATED);
		if (i)
			tree_link(builder->tree, pages[i]->node, "prev",
				  pages[i - 1]->node, origin);
		if (i + 1 < folder->page_count)
			tree_link(builder->tree, pages[i]->node, "next",
				  pages[i + 1]->node, origin);
	}
}

static void publish_pages(struct builder *builder, struct folder *folder)
{
	struct page *index = folder->index;
	struct buffer lines = { 0 };

	for (size_t i = 0; i < folder->page_count; i++) {
		publish_page(builder, folder, folder->pages[i]);
		listing_line(&lines, folder->pages[i]);
	}
	link_neighbours(builder, folder);
	if (index)
		publish_lines(builder, folder->node, index->listing, &lines,
			      origin_of(builder, "a section's list of pages",
					index, 0, RANK_GENERATED));
}

static void publish_folders(struct builder *builder, struct folder *folder)
{
	struct page *index = folder->index;
	struct buffer lines = { 0 };

	for (size_t i = 0; i < folder->folder_count; i++) {
		publish_section(builder, folder->folders[i]);
		if (folder->folders[i]->index)
			listing_line(&lines, folder->folders[i]->index);
	}
	if (index)
		publish_lines(builder, folder->node, "sections", &lines,
			      origin_of(builder, "the list of sections", index,
					0, RANK_GENERATED));
}

static void publish_index(struct builder *builder, struct folder *folder)
{
	struct page *index = folder->index;

	if (!index)
		return;
	index->node = folder->node;
	publish_fields(builder, folder->node, index);
	catalog_line(&builder->catalog, index);
	filing_add(builder->filing, index);
}

static void publish_section(struct builder *builder, struct folder *folder)
{
	struct place place = at(&folder->input, WHOLE);

	if (folder->index)
		place = page_place(folder->index);
	folder->node = tree_dir(builder->tree, folder->parent->node,
				folder->slug,
				tree_origin(builder->tree, "a section", place,
					    RANK_PAGE));
	builder->census.sections++;
	put_in_order(folder);
	meetings_add(&builder->timeline, folder, &builder->tree->arena);
	publish_index(builder, folder);
	publish_pages(builder, folder);
	publish_folders(builder, folder);
}

/* All that a reader needs to tell where terms come from, in fixed columns. */
static void list_taxonomies(struct buffer *lines,
			    const struct manifest *manifest)
{
	const struct taxonomy *taxonomy = manifest->taxonomies;
	const struct term_source *source;

	if (manifest->taxonomy_count)
		buffer_add_string(lines, "#name\tfrom\tseparator\n");
	for (size_t i = 0; i < manifest->taxonomy_count; i++, taxonomy++) {
		buffer_add_string(lines, taxonomy->name);
		for (source = taxonomy->sources; source;
		     source = source->next) {
			buffer_add_byte(lines, source == taxonomy->sources
					       ? '\t' : ',');
			buffer_add(lines, source->path);
		}
		buffer_add_byte(lines, '\t');
		buffer_add(lines, taxonomy->separator);
		buffer_add_byte(lines, '\n');
	}
}

static void publish_root_lists(struct builder *builder, struct node *root,
			       const struct page *page)
{
	const struct origin *origin = origin_of(builder, "every archive", page,
						0, RANK_GENERATED);
	struct buffer lines = { 0 };

	list_taxonomies(&lines, builder->manifest);
	publish_lines(builder, root, "taxonomies", &lines, origin);
	publish_lines(builder, root, "catalog", &builder->catalog, origin);
	timeline_write(&builder->timeline, &lines);
	publish_lines(builder, root, "timeline", &lines, origin);
	timeline_free(&builder->timeline);
	tree_file(builder->tree, root, KSA_IMAGE_NAME, (struct text){ "", 0 },
		  origin_of(builder, "the archive's image", page, 0,
			    RANK_GENERATED));
	if (!field_find(page->fields, "README"))
		tree_file(builder->tree, root, "README", TEXT(generic_readme),
			  origin);
}

/**
 * archive_build() - make a tree of all pages
 * @source: its pages have been read; their order in it changes
 * @manifest: read
 * @tree: all zero; filled and finished
 * @filing: filled; how pages are filed
 *
 * Reports what is wrong with the pages together.
 *
 * Return: how much there is.
 */
struct census archive_build(const struct source *source,
			    const struct manifest *manifest, struct tree *tree,
			    struct filing *filing)
{
	struct builder builder = { .manifest = manifest, .tree = tree,
				   .filing = filing };
	struct folder *root = source->root;

	filing_begin(builder.filing, manifest);
	root->node = tree_root(tree, tree_origin(tree, "the archive",
						 page_place(root->index),
						 RANK_GENERATED));
	put_in_order(root);
	publish_fields(&builder, root->node, root->index);
	publish_pages(&builder, root);
	publish_folders(&builder, root);
	publish_root_lists(&builder, root->node, root->index);
	filing_publish(builder.filing, tree, root->node);
	tree_finish(tree, root->node);
	builder.census.terms = filing->term_count;
	return builder.census;
}
