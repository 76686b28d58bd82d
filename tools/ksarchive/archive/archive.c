// SPDX-License-Identifier: GPL-2.0-only
/*
 * An archive's tree, by the names that its ABI gives to what stands in it.
 */
#include "archive.h"
#include "fail.h"
#include "field.h"
#include "guard.h"
#include "report.h"

static void check_padding(const struct source *source)
{
	size_t at = source_padding_fault(source);

	if (at < source->padding.len)
		fail(FAIL_BROKEN,
		     "%s: expected zeros to the end of the page behind the image, found 0x%02x at byte %zu of the section",
		     source->name, (unsigned char)source->padding.at[at],
		     source->size + at);
}

/* As far as it goes: an image may have been cut off there. */
static bool has_magic(const struct source *source)
{
	size_t len = source->size < KSA_MAGIC_LEN ? source->size
						  : KSA_MAGIC_LEN;

	return !memcmp(source->bytes, KSA_MAGIC, len);
}

/* What has not even the magic number may be anything. */
__attribute__((noreturn))
static void fail_no_image(const struct source *source)
{
	const unsigned char *bytes = source->bytes;
	char digits[4][sizeof(" 00")] = { "", "", "", "" };

	for (size_t i = 0; i < ARRAY_SIZE(digits) && i < source->size; i++)
		snprintf(digits[i], sizeof(digits[i]), " %02x", bytes[i]);
	fail(FAIL_NO_IMAGE,
	     "%s: expected an image or a ksarchive.ko, found something that begins with%s%s%s%s; ksarchive verify tells more",
	     source->name, digits[0], digits[1], digits[2], digits[3]);
}

/**
 * archive_open() - open an image
 * @archive: to be filled
 * @from: a file's path, "-", or NULL for the running kernel's
 * @check: whether its structure must be right; ends the program where it is not
 */
void archive_open(struct archive *archive, const char *from, bool check)
{
	char sentence[KSA_DESCRIPTION_MAX];
	struct ksa_fault fault;

	source_open(&archive->source, from);
	archive->checked = check;
	if (!check)
		return;
	if (!(archive->source.checked ? ksa_open : ksa_check)(
		    &archive->ksa, archive->source.bytes,
		    archive->source.size, &fault)) {
		check_padding(&archive->source);
		archive->crc = ksa_crc(&archive->ksa);
		return;
	}
	if (!has_magic(&archive->source))
		fail_no_image(&archive->source);
	ksa_fault_describe(&fault, sentence, sizeof(sentence));
	fail_detail("fault", report_text(text_of(ksa_code_word(fault.code))));
	fail_detail("offset", json_integer(fault.offset));
	fail(FAIL_BROKEN, "%s: %s; ksarchive verify tells more",
	     archive->source.name, sentence);
}

/* What was added behind it, to its file, does it no harm. */
static bool is_what_it_was(const struct archive *archive)
{
	struct ksa_fault fault;

	return ksa_crc(&archive->ksa) == archive->crc &&
	       !ksa_crc_check(&archive->ksa, &fault);
}

/**
 * archive_close() - give an image up
 * @archive: the archive
 *
 * Ends the program where somebody has written to the file, and what was read
 * may be of two images, or of none.
 */
void archive_close(struct archive *archive)
{
	if (archive->checked && source_has_changed(&archive->source) &&
	    !is_what_it_was(archive))
		guard_vanished();
	source_close(&archive->source);
}

/**
 * archive_lookup() - find what a path leads to
 * @archive: the archive
 * @path: from the root, without a slash at either end
 *
 * Return: the node, and if that is a link its target; KSA_NONE where there is
 * none.
 */
u32 archive_lookup(const struct archive *archive, struct text path)
{
	char string[KSA_LINK_MAX + 1];
	struct ksa_node node;
	u32 index;

	if (path.len >= sizeof(string) || text_has(path, '\0'))
		return KSA_NONE;
	memcpy(string, path.at, path.len);
	string[path.len] = '\0';
	index = ksa_lookup(&archive->ksa, string);
	if (index == KSA_NONE)
		return KSA_NONE;
	ksa_node(&archive->ksa, index, &node);
	return node.type == KSA_LINK ? node.target : index;
}

/**
 * archive_directory() - whether a node is a directory
 * @archive: the archive
 * @index: the node, or KSA_NONE
 *
 * Return: whether.
 */
bool archive_directory(const struct archive *archive, u32 index)
{
	struct ksa_node node;

	if (index == KSA_NONE)
		return false;
	ksa_node(&archive->ksa, index, &node);
	return node.type == KSA_DIR;
}

/**
 * archive_parent() - the directory that a node stands in
 * @archive: the archive
 * @index: the node
 *
 * Return: the directory; the root's is the root.
 */
u32 archive_parent(const struct archive *archive, u32 index)
{
	struct ksa_node node;

	ksa_node(&archive->ksa, index, &node);
	return node.parent;
}

/**
 * archive_is_below() - whether a directory is another, or stands below it
 * @archive: the archive
 * @dir: the directory
 * @above: the other
 *
 * Return: whether.
 */
bool archive_is_below(const struct archive *archive, u32 dir, u32 above)
{
	while (dir && dir != above)
		dir = archive_parent(archive, dir);
	return dir == above;
}

/**
 * archive_link() - follow a link of a directory
 * @archive: the archive
 * @dir: the directory
 * @name: the link's name
 *
 * Return: its target; KSA_NONE where there is no such link.
 */
u32 archive_link(const struct archive *archive, u32 dir, const char *name)
{
	u32 index = ksa_child(&archive->ksa, dir, name, strlen(name));
	struct ksa_node node;

	if (index == KSA_NONE)
		return KSA_NONE;
	ksa_node(&archive->ksa, index, &node);
	return node.type == KSA_LINK ? node.target : KSA_NONE;
}

/**
 * archive_path() - the path of a node
 * @archive: the archive
 * @index: the node
 * @buf: room for KSA_PATH_MAX + 1 bytes
 *
 * Return: the path from the root, in @buf.
 */
struct text archive_path(const struct archive *archive, u32 index, char *buf)
{
	return (struct text){ buf, ksa_path(&archive->ksa, index, buf,
					    KSA_PATH_MAX + 1) };
}

/**
 * archive_file() - all bytes of a file
 * @archive: the archive
 * @dir: the directory that it stands in
 * @name: its name
 *
 * Return: its contents, in the image; at NULL where there is no such file.
 */
struct text archive_file(const struct archive *archive, u32 dir,
			 const char *name)
{
	u32 index = ksa_child(&archive->ksa, dir, name, strlen(name));
	struct ksa_node node;

	if (index == KSA_NONE)
		return (struct text){ 0 };
	ksa_node(&archive->ksa, index, &node);
	if (node.type != KSA_FILE)
		return (struct text){ 0 };
	return (struct text){ (const char *)node.data, node.len };
}

/**
 * archive_field() - what stands in a file
 * @archive: the archive
 * @dir: the directory that it stands in
 * @name: its name
 *
 * Return: its contents without the newline at the end, in the image; at NULL
 * where there is no such file.
 */
struct text archive_field(const struct archive *archive, u32 dir,
			  const char *name)
{
	struct text field = archive_file(archive, dir, name);

	if (field.len && field.at[field.len - 1] == '\n')
		field.len--;
	return field;
}

/**
 * archive_title() - what a directory is about
 * @archive: the archive
 * @dir: the directory
 *
 * Return: its title, or for want of one its name.
 */
struct text archive_title(const struct archive *archive, u32 dir)
{
	struct text title = archive_field(archive, dir, "title");
	struct ksa_node node;

	if (title.len)
		return title;
	ksa_node(&archive->ksa, dir, &node);
	return (struct text){ node.name, node.name_len };
}

/**
 * archive_catalog() - all articles, in their order
 * @archive: the archive
 *
 * Return: the catalog, for article_next(). Ends the program where the tree has
 * none.
 */
struct text archive_catalog(const struct archive *archive)
{
	struct text catalog = archive_field(archive, 0, "catalog");

	if (!catalog.at)
		fail(FAIL_UNKNOWN_FORM,
		     "%s: expected a file catalog in the archive's root, found none",
		     archive->source.name);
	return catalog;
}

/**
 * article_next() - take the next article of a catalog
 * @catalog: what is left; at the beginning, all lines
 * @article: the article
 *
 * Return: false where there was none.
 */
bool article_next(struct text *catalog, struct article *article)
{
	struct text line;

	do {
		*article = (struct article){ 0 };
		if (!line_next(catalog, &line))
			return false;
		cell_next(&line, &article->path);
	} while (!article->path.len);
	cell_next(&line, &article->date);
	cell_next(&line, &article->title);
	return true;
}

/**
 * article_next_dir() - take the next article that is there
 * @archive: the archive
 * @lines: what is left; at the beginning, all lines of the catalog, or of
 *	another file whose lines begin with paths from the root
 * @dir: the article's directory
 *
 * Return: false where there was none.
 */
bool article_next_dir(const struct archive *archive, struct text *lines,
		      u32 *dir)
{
	struct article article;

	while (article_next(lines, &article)) {
		*dir = archive_lookup(archive, article.path);
		if (archive_directory(archive, *dir))
			return true;
	}
	return false;
}

static bool has_directory(const struct archive *archive, u32 dir)
{
	struct ksa_node node, child;

	ksa_node(&archive->ksa, dir, &node);
	for (u32 i = 0; i < node.children; i++) {
		ksa_node(&archive->ksa, node.first_child + i, &child);
		if (child.type == KSA_DIR)
			return true;
	}
	return false;
}

/**
 * archive_section() - whether an article is a section
 * @archive: the archive
 * @dir: the article's directory
 *
 * Return: whether a directory stands in it, or the one that it stands in itself
 * calls it a section: it need not have any pages yet.
 */
bool archive_section(const struct archive *archive, u32 dir)
{
	struct text sections, line, name;
	struct ksa_node node;

	if (has_directory(archive, dir))
		return true;
	ksa_node(&archive->ksa, dir, &node);
	sections = archive_field(archive, node.parent, "sections");
	while (line_next(&sections, &line))
		if (cell_next(&line, &name) && text_is(name, node.name))
			return true;
	return false;
}

/**
 * archive_listing() - the pages of a section, in running order
 * @archive: the archive
 * @dir: the section's directory
 *
 * Return: a line a page, slug, tab, title; at NULL where there is none.
 */
struct text archive_listing(const struct archive *archive, u32 dir)
{
	struct text name = archive_field(archive, dir, "listing");
	char string[KSA_NAME_MAX + 1];

	if (!name.at)
		return archive_field(archive, dir, "pages");
	if (name.len >= sizeof(string))
		return (struct text){ 0 };
	memcpy(string, name.at, name.len);
	string[name.len] = '\0';
	return archive_field(archive, dir, string);
}

/**
 * listed_next() - take the next directory that a list names
 * @archive: the archive
 * @dir: where the list stands
 * @lines: what is left of it; at the beginning, all. Each begins with a name
 *	in @dir; those of what is not there are passed over
 * @child: the directory
 *
 * Return: false where there was none.
 */
bool listed_next(const struct archive *archive, u32 dir, struct text *lines,
		 u32 *child)
{
	struct text line, name;

	while (line_next(lines, &line)) {
		if (!cell_next(&line, &name))
			continue;
		*child = ksa_child(&archive->ksa, dir, name.at, name.len);
		if (archive_directory(archive, *child))
			return true;
	}
	return false;
}
