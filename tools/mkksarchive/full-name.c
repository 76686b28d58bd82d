// SPDX-License-Identifier: GPL-2.0-only
/*
 * People who are called by one word: it may be all that is known of a name, or
 * all there is of it, and then archive.yaml says so; else a part was forgotten.
 */
#include "full-name.h"
#include "source.h"

static bool is_one_word(struct text name)
{
	return !text_has(text_trim(name, " "), ' ');
}

static void check_name(const struct taxonomy *taxonomy,
		       const struct term *term)
{
	if (term->pages && is_one_word(term->text) &&
	    !yaml_has(taxonomy->one_word, term->title))
		diagnose(WARNING, term->place,
			 "the person \"%.*s\" has a name of one word: expected the whole name, or this one under one_word in %s",
			 TEXT_ARGS(term->title), MANIFEST_NAME);
}

static void check_names(const struct taxonomy *taxonomy,
			const struct term *above)
{
	for (size_t i = 0; i < above->child_count; i++) {
		check_name(taxonomy, above->children[i]);
		check_names(taxonomy, above->children[i]);
	}
}

static void check_use(const struct filing *filing, size_t index)
{
	const struct manifest *manifest = filing->manifest;
	const struct member *item = manifest->taxonomies[index].one_word;
	const struct term *term;

	for (; item; item = item->next) {
		term = filing_find(filing, index, item->value->text);
		if (!term || !is_one_word(term->text))
			diagnose(WARNING, at(&manifest->page->input,
					     item->offset),
				 "\"%.*s\" under one_word: expected a name of one word, as some page has it",
				 TEXT_ARGS(item->value->text));
	}
}

/**
 * full_names_check() - warn of people who are called by one word
 * @filing: all pages have been added
 */
void full_names_check(const struct filing *filing)
{
	const struct taxonomy *taxonomy;

	for (size_t i = 0; i < filing->manifest->taxonomy_count; i++) {
		taxonomy = &filing->manifest->taxonomies[i];
		if (taxonomy->of_people)
			check_names(taxonomy, &filing->tops[i]);
		check_use(filing, i);
	}
}
