/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The archive as a folder of web pages, for a browser without scripts and
 * without a network.
 *
 * Every directory that an article, an index or a term stands in becomes a
 * folder of the same path, with its page in index.html. Two more are the
 * site's own: the front page and timeline/. What a directory must not be
 * called, since a file of the site has that name, has a ~ at its end.
 */
#ifndef KSARCHIVE_SITE_H
#define KSARCHIVE_SITE_H

#include "archive.h"
#include "memory.h"

/* The page of all years, where a directory is expected: no node has it. */
#define SITE_TIMELINE (KSA_NONE - 1)

/* What a directory is to the site: SITE_NONE has no page. */
enum site_kind {
	SITE_NONE,
	SITE_ROOT,
	SITE_PAGE,
	SITE_SECTION,
	SITE_INDEX,
	SITE_TERM,
};

/**
 * struct site_article - an article of the catalog
 * @dir: its directory
 * @year: the one that it is of, or UNDATED
 */
struct site_article {
	u32 dir;
	unsigned int year;
};

/**
 * struct site_filing - that an article is filed under a term
 * @article: its directory
 * @term: the term's
 */
struct site_filing {
	u32 article;
	u32 term;
};

/**
 * struct site - a site being written
 * @archive: what it shows
 * @kinds: what each node is, by its index
 * @articles: in the order of the catalog, each once
 * @article_count: how many
 * @by_year: the same by their years; those without come last
 * @pages: how many of them are no sections
 * @indexes: the directories of the taxonomies
 * @index_count: how many
 * @filings: sorted by the article, and then by the term's title
 * @filing_count: how many
 * @html: the page that is put together
 * @depth: how many folders it lies below the front page
 */
struct site {
	const struct archive *archive;
	unsigned char *kinds;
	struct site_article *articles;
	size_t article_count;
	const struct site_article **by_year;
	size_t pages;
	u32 *indexes;
	size_t index_count;
	struct site_filing *filings;
	size_t filing_count;
	struct buffer html;
	unsigned int depth;
};

/* site-survey.c: what the archive holds. */
void site_survey(struct site *site, const struct archive *archive);
void site_free(struct site *site);
bool site_next_article(const struct site *site, struct text *lines,
		       u32 *article);
u32 site_filed_under(const struct site *site, u32 article, struct text title);

/* site-frame.c: what all pages have. */
struct text site_title(const struct site *site, u32 dir);
struct text site_name(const struct site *site, u32 dir);
void site_add_path(const struct site *site, struct buffer *path, u32 dir);
void site_add_way(const struct site *site, struct buffer *url, u32 dir);
void site_add_link(struct site *site, u32 dir, struct text words,
		   const char *attributes);
u32 site_neighbour(const struct site *site, u32 dir, const char *name);
void site_begin(struct site *site, u32 dir, struct text title);
void site_end(struct site *site);

/* site-text.c: an article's text. */
void site_add_markdown(struct site *site, u32 dir, struct text markdown);

/* site-fields.c: what else is known of it. */
void site_add_value(struct site *site, u32 article, struct text value);
void site_add_fields(struct site *site, u32 article);
void site_add_part(struct site *site, u32 article, struct text name);

/* site-source.c: where it comes from, and what one may do with it. */
struct text site_licence(const struct site *site, u32 dir);
void site_add_licence(struct site *site, struct text licence);
void site_add_source(struct site *site, u32 article);

/* site-article.c, site-index.c, site-front.c, site-years.c: the pages. */
void site_add_article(struct site *site, u32 dir);
void site_add_dated_link(struct site *site, u32 article);
void site_add_entry(struct site *site, u32 article);
void site_add_lists(struct site *site, u32 dir);
void site_add_index(struct site *site, u32 index);
void site_add_term(struct site *site, u32 term);
void site_add_front(struct site *site);
void site_add_years(struct site *site);

/* site-timeline.c: the picture. */
void site_add_timeline(struct site *site);

/* site-css.c: how it looks. */
extern const char site_css[];

#endif /* KSARCHIVE_SITE_H */
