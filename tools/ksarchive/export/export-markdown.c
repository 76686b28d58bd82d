// SPDX-License-Identifier: GPL-2.0-only
/*
 * The archive as the pages that mkksarchive builds the very same image of.
 *
 * Files that follow from others are left out, and everything else is made a key
 * of its page's front matter. Which form a key had is not told by its file: a
 * list of one is a scalar now, and what a map held has flat names. The image
 * comes out the same.
 */
#include "export.h"
#include "front-matter.h"
#include "term-slugs.h"

/* The keys that a person looks for first; the others stand in their order. */
static const char *const first_keys[] = {
	"title", "edition", "author", "date", "url", "weight", "listing",
};

static bool comes_first(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(first_keys); i++)
		if (!strcmp(first_keys[i], name))
			return true;
	return false;
}

static void add_field(struct buffer *page, const struct filing *filing,
		      const struct outline_entry *entry, const char *name)
{
	struct text data = archive_file(filing->outline->archive, entry->dir, name);

	if (data.at)
		front_matter_add(page, filing, entry, name, data);
}

static void add_fields(struct buffer *page, const struct filing *filing,
		       const struct outline_entry *entry)
{
	const struct archive *archive = filing->outline->archive;
	char buf[KSA_NAME_MAX + 1];
	const char *listing = "";
	struct ksa_node node, file;

	if (entry->kind != OUTLINE_PAGE)
		listing = outline_listing(archive, entry->dir, buf);
	for (size_t i = 0; i < ARRAY_SIZE(first_keys); i++)
		if (!outline_derives(entry, listing, first_keys[i]))
			add_field(page, filing, entry, first_keys[i]);
	ksa_node(&archive->ksa, entry->dir, &node);
	for (u32 i = 0; i < node.children; i++) {
		ksa_node(&archive->ksa, node.first_child + i, &file);
		if (file.type == KSA_FILE && !comes_first(file.name) &&
		    !outline_derives(entry, listing, file.name))
			add_field(page, filing, entry, file.name);
	}
}

static void add_body(struct buffer *page, const struct filing *filing,
		     const struct outline_entry *entry)
{
	struct text text = archive_file(filing->outline->archive, entry->dir, "text");

	if (!text.at)
		return;
	front_matter_check_text(filing->outline->archive, entry, text);
	buffer_add_byte(page, '\n');
	buffer_add(page, text);
}

static void write_page(const struct filing *filing,
		       const struct outline_entry *entry,
		       struct export_dir *dir)
{
	char path[KSA_PATH_MAX + sizeof("/_index.md")];
	struct text at = archive_path(filing->outline->archive, entry->dir, path);
	struct buffer page = { 0 };

	if (entry->kind == OUTLINE_PAGE &&
	    (text_is(at, "index") ||
	     (at.len > 6 && !memcmp(at.at + at.len - 6, "/index", 6))))
		outline_refuse(filing->outline->archive, entry->dir, NULL,
			       "index is the name of a section's own page");
	strcat(path, entry->kind == OUTLINE_PAGE ? ".md" : "/_index.md");
	buffer_add_string(&page, "---\n");
	add_fields(&page, filing, entry);
	buffer_add_string(&page, "---\n");
	add_body(&page, filing, entry);
	export_file(dir, path, buffer_text(&page));
	buffer_free(&page);
}

static void write_manifest(const struct filing *filing,
			   struct export_dir *dir)
{
	struct buffer yaml = { 0 };

	add_fields(&yaml, filing, &filing->outline->entries[0]);
	front_matter_add_taxonomies(&yaml, filing);
	term_slugs_add(&yaml, filing);
	export_file(dir, "archive.yaml", buffer_text(&yaml));
	buffer_free(&yaml);
}

/**
 * export_markdown() - write an archive as pages
 * @archive: the archive
 * @dir: the folder to write to
 *
 * Return: how many articles have been written.
 */
int export_markdown(const struct archive *archive, struct export_dir *dir)
{
	struct outline outline;
	struct filing filing;
	int count;

	outline_read(&outline, archive);
	filing_read(&filing, &outline);
	write_manifest(&filing, dir);
	for (size_t i = 1; i < outline.count; i++)
		write_page(&filing, &outline.entries[i], dir);
	count = (int)outline.count - 1;
	filing_free(&filing);
	outline_free(&outline);
	return count;
}
