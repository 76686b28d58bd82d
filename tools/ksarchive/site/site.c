// SPDX-License-Identifier: GPL-2.0-only
/*
 * The archive as a folder of web pages: which pages there are.
 */
#include "export.h"
#include "html.h"
#include "site.h"

/* What was put together goes to its file, as Unicode and nothing else. */
static void write_page(struct site *site, struct export_dir *out,
		       const char *path)
{
	struct buffer clean = { 0 };

	html_add_clean(&clean, buffer_text(&site->html));
	export_file(out, path, buffer_text(&clean));
	buffer_free(&clean);
}

static void write_directory(struct site *site, struct export_dir *out, u32 dir)
{
	struct buffer path = { 0 };

	site_add_path(site, &path, dir);
	buffer_add_byte(&path, '\0');
	write_page(site, out, path.at);
	buffer_free(&path);
}

static void add_page(struct site *site, u32 dir)
{
	switch ((enum site_kind)site->kinds[dir]) {
	case SITE_NONE:
		return;
	case SITE_ROOT:
		site_add_front(site);
		return;
	case SITE_PAGE:
	case SITE_SECTION:
		site_add_article(site, dir);
		return;
	case SITE_INDEX:
		site_add_index(site, dir);
		return;
	case SITE_TERM:
		site_add_term(site, dir);
		return;
	}
}

/**
 * export_html() - write the archive as web pages
 * @archive: the archive
 * @dir: the folder
 *
 * Return: how many articles there are.
 */
int export_html(const struct archive *archive, struct export_dir *dir)
{
	struct site site;
	int articles;

	site_survey(&site, archive);
	articles = (int)site.article_count;
	export_file(dir, "style.css", text_of(site_css));
	for (u32 i = 0; i < archive->ksa.node_count; i++) {
		if (site.kinds[i] == SITE_NONE)
			continue;
		add_page(&site, i);
		write_directory(&site, dir, i);
	}
	site_add_years(&site);
	write_page(&site, dir, "timeline/index.html");
	site_free(&site);
	return articles;
}
