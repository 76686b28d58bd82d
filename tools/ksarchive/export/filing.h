/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How the pages of an archive are filed under terms, with the certainty that
 * mkksarchive files them so.
 */
#ifndef KSARCHIVE_FILING_H
#define KSARCHIVE_FILING_H

#include "form.h"
#include "outline.h"

/**
 * struct taxonomy - a way of filing pages
 * @name: of its directory
 * @dir: that
 * @from: the keys that its terms are taken from, commas between
 * @separator: what stands between a term and the one above it; may be empty
 */
struct taxonomy {
	struct text name;
	u32 dir;
	struct text from;
	struct text separator;
};

/**
 * struct term - a term
 * @dir: its directory
 * @above: the directory of the term, or taxonomy, above it
 * @slug: its directory's name
 * @title: the whole of it, with the terms above it
 * @text: its own part
 * @named: whether a page names it, or a term below it, by no synonym
 */
struct term {
	u32 dir;
	u32 above;
	const char *slug;
	struct text title;
	struct text text;
	bool named;
};

struct filed;

/**
 * struct filing - all of them
 * @outline: the pages
 * @taxonomies: in their order
 * @taxonomy_count: how many
 * @terms: by @above, and by their texts
 * @term_count: how many
 * @filed: which page stands under which term
 * @filed_count: how many
 */
struct filing {
	const struct outline *outline;
	struct taxonomy *taxonomies;
	size_t taxonomy_count;
	struct term *terms;
	size_t term_count;
	struct filed *filed;
	size_t filed_count;
};

void filing_read(struct filing *filing, const struct outline *outline);
void filing_free(struct filing *filing);
enum form filing_form(const struct filing *filing,
		      const struct outline_entry *entry, struct text name,
		      struct text field);

#endif /* KSARCHIVE_FILING_H */
