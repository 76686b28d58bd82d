// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the archive holds, as the site shows it. Its lists may name anything: each
 * directory has one page, whatever names it again, and what is not there has
 * none.
 */
#include <stdlib.h>

#include "index.h"
#include "site.h"
#include "synonym.h"
#include "year.h"

/* Makes a page of @dir; false if it has one. */
static bool claim(struct site *site, u32 dir, enum site_kind kind)
{
	if (site->kinds[dir])
		return false;
	site->kinds[dir] = (unsigned char)kind;
	return true;
}

static void survey_articles(struct site *site)
{
	const struct archive *archive = site->archive;
	struct text catalog = archive_catalog(archive);
	u32 dir, above;
	bool section;

	while (article_next_dir(archive, &catalog, &dir)) {
		section = archive_section(archive, dir);
		if (!claim(site, dir, section ? SITE_SECTION : SITE_PAGE))
			continue;
		site->articles = memory_grow(site->articles,
					     site->article_count,
					     sizeof(*site->articles));
		site->articles[site->article_count++] = (struct site_article){
			dir, year_of_session(archive, dir, &above) };
		site->pages += !section;
	}
}

/* Articles stand in one array, in the catalog's order. */
static int compare_years(const void *a, const void *b)
{
	const struct site_article *one = *(const struct site_article **)a;
	const struct site_article *other = *(const struct site_article **)b;
	unsigned int year = one->year == UNDATED ? YEARS : one->year;
	unsigned int other_year = other->year == UNDATED ? YEARS : other->year;

	if (year != other_year)
		return year < other_year ? -1 : 1;
	return (one > other) - (one < other);
}

static void sort_by_year(struct site *site)
{
	if (!site->article_count)
		return;
	site->by_year = memory_resize(NULL, site->article_count,
				      sizeof(*site->by_year));
	for (size_t i = 0; i < site->article_count; i++)
		site->by_year[i] = &site->articles[i];
	qsort(site->by_year, site->article_count, sizeof(*site->by_year),
	      compare_years);
}

static void file_under(struct site *site, u32 term)
{
	struct text pages = archive_field(site->archive, term, "pages");
	u32 article;

	while (site_next_article(site, &pages, &article)) {
		site->filings = memory_grow(site->filings, site->filing_count,
					    sizeof(*site->filings));
		site->filings[site->filing_count++] =
			(struct site_filing){ article, term };
	}
}

static void survey_terms(struct site *site, u32 index)
{
	u32 term = index;

	while ((term = index_next_term(site->archive, index, term)) !=
	       KSA_NONE)
		if (claim(site, term, SITE_TERM))
			file_under(site, term);
}

static void survey_indexes(struct site *site)
{
	struct text names = archive_field(site->archive, 0, "taxonomies");
	u32 index;

	while (index_next(site->archive, &names, &index)) {
		if (!claim(site, index, SITE_INDEX))
			continue;
		site->indexes = memory_grow(site->indexes, site->index_count,
					    sizeof(*site->indexes));
		site->indexes[site->index_count++] = index;
		survey_terms(site, index);
	}
}

static int compare_filings(const void *a, const void *b, void *of)
{
	const struct site_filing *one = a, *other = b;
	const struct site *site = of;

	if (one->article != other->article)
		return one->article < other->article ? -1 : 1;
	return text_compare(site_title(site, one->term),
			    site_title(site, other->term));
}

/**
 * site_survey() - find out what there is to show
 * @site: to be filled
 * @archive: what it shows; must stay open
 *
 * Ends the program where the archive has no catalog.
 */
void site_survey(struct site *site, const struct archive *archive)
{
	*site = (struct site){ .archive = archive };
	site->kinds = memory_resize(NULL, archive->ksa.node_count, 1);
	memset(site->kinds, SITE_NONE, archive->ksa.node_count);
	site->kinds[0] = SITE_ROOT;
	survey_articles(site);
	sort_by_year(site);
	survey_indexes(site);
	if (site->filing_count)
		qsort_r(site->filings, site->filing_count,
			sizeof(*site->filings), compare_filings, site);
}

/**
 * site_free() - give a survey up
 * @site: the site
 */
void site_free(struct site *site)
{
	free(site->kinds);
	free(site->articles);
	free(site->by_year);
	free(site->indexes);
	free(site->filings);
	buffer_free(&site->html);
}

/**
 * site_next_article() - take the next article that has a page
 * @site: the site
 * @lines: what is left of a term's pages; at the beginning, all
 * @article: its directory
 *
 * Return: false where there was none.
 */
bool site_next_article(const struct site *site, struct text *lines,
		       u32 *article)
{
	while (article_next_dir(site->archive, lines, article))
		if (site->kinds[*article] == SITE_PAGE ||
		    site->kinds[*article] == SITE_SECTION)
			return true;
	return false;
}

static u32 find_filing(const struct site *site, u32 article,
		       struct text title)
{
	size_t low = 0, high = site->filing_count, middle;
	const struct site_filing *filing;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		filing = &site->filings[middle];
		order = (filing->article > article) -
			(filing->article < article);
		if (!order)
			order = text_compare(site_title(site, filing->term),
					     title);
		if (!order)
			return filing->term;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return KSA_NONE;
}

/**
 * site_filed_under() - find the term of an article that a text names
 * @site: the site
 * @article: its directory
 * @title: what may be a term's title, or stand for one
 *
 * Return: the term's directory; KSA_NONE where the article has none such.
 */
u32 site_filed_under(const struct site *site, u32 article, struct text title)
{
	u32 term = find_filing(site, article, title);
	struct text meant;

	for (size_t i = 0; term == KSA_NONE && i < site->index_count; i++) {
		meant = synonym_of(site->archive, site->indexes[i], title);
		if (meant.at != title.at)
			term = find_filing(site, article, meant);
	}
	return term;
}
