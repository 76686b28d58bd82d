// SPDX-License-Identifier: GPL-2.0-only
/*
 * Links in an article's text are written for the files that the text was in: a
 * page's lay beside the directory that the page has become, a section's in it.
 * Those that lead nowhere so are meant for a site, and begin at the page's own
 * directory. mkksarchive(1) has the rules.
 */
#include "link.h"

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Undoes %XX. */
static void add_decoded(struct buffer *buffer, struct text text)
{
	int high, low;

	for (; text.len; text = text_skip(text, 1)) {
		high = text.len > 2 && *text.at == '%' ?
		       hex_digit(text.at[1]) : -1;
		low = high >= 0 ? hex_digit(text.at[2]) : -1;
		buffer_add_byte(buffer, low < 0 ? *text.at
						: (char)(high << 4 | low));
		if (low >= 0)
			text = text_skip(text, 2);
	}
}

static bool ends_with(struct text text, const char *end)
{
	size_t len = strlen(end);

	return text.len >= len &&
	       !memcmp(text.at + text.len - len, end, len);
}

/* The name of a page's file without what says that it is Markdown. */
static struct text without_suffix(struct text name)
{
	if (ends_with(name, ".md"))
		name.len -= strlen(".md");
	else if (ends_with(name, ".markdown"))
		name.len -= strlen(".markdown");
	return name;
}

static u32 directory_in(const struct archive *archive, u32 dir,
			struct text name)
{
	u32 child = ksa_child(&archive->ksa, dir, name.at, name.len);

	return archive_directory(archive, child) ? child : KSA_NONE;
}

static u32 step_down(const struct archive *archive, u32 dir, struct text name)
{
	struct text slug = without_suffix(name);
	u32 child = directory_in(archive, dir, name);

	if (child != KSA_NONE || slug.len == name.len)
		return child;
	child = directory_in(archive, dir, slug);
	if (child == KSA_NONE && (text_is(slug, "_index") ||
				  text_is(slug, "index")))
		return dir;
	return child;
}

static u32 step(const struct archive *archive, u32 dir, struct text name)
{
	if (!name.len || text_is(name, "."))
		return dir;
	if (!text_is(name, ".."))
		return step_down(archive, dir, name);
	return dir ? archive_parent(archive, dir) : KSA_NONE;
}

static u32 walk(const struct archive *archive, u32 dir, struct text path)
{
	while (dir != KSA_NONE && path.len)
		dir = step(archive, dir, text_cut(&path, '/'));
	return dir;
}

static u32 find(const struct archive *archive, u32 from, struct text path)
{
	u32 found;

	if (!path.len)
		return from;
	if (*path.at == '/')
		return walk(archive, 0, path);
	if (archive_section(archive, from))
		return walk(archive, from, path);
	found = walk(archive, archive_parent(archive, from), path);
	return found != KSA_NONE ? found : walk(archive, from, path);
}

/**
 * link_resolve() - find what a link leads to
 * @archive: the archive
 * @from: directory of the article that the link is in
 * @destination: as Markdown gives it; without a scheme
 * @fragment: gets what stands behind the #
 *
 * Return: the directory that it leads to; KSA_NONE where there is none.
 */
u32 link_resolve(const struct archive *archive, u32 from,
		 struct text destination, struct buffer *fragment)
{
	struct text before = text_cut(&destination, '#');
	struct buffer path = { 0 };
	u32 found;

	add_decoded(fragment, destination);
	add_decoded(&path, text_cut(&before, '?'));
	found = find(archive, from, buffer_text(&path));
	buffer_free(&path);
	return found;
}
