// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words that stand for a term of another name, as an index's file synonyms
 * tells: articles keep the words of their authors.
 */
#include "field.h"
#include "synonym.h"

/**
 * synonym_of() - what a word stands for in an index
 * @archive: the archive
 * @index: the index's directory
 * @word: what an article, or a person, calls a term
 *
 * Return: the name of the term that @word is a variant of, else @word.
 */
struct text synonym_of(const struct archive *archive, u32 index,
		       struct text word)
{
	struct text field = archive_field(archive, index, "synonyms");
	struct text row, variant, term;
	struct table table;

	if (!field.at || !table_read(field, &table))
		return word;
	while (line_next(&table.rows, &row))
		if (cell_next(&row, &variant) && text_equal(variant, word) &&
		    cell_next(&row, &term))
			return term;
	return word;
}
