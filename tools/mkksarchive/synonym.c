// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words that pages use for a term that has another name. The pages keep their
 * words: only where they are filed is one name made of several.
 */
#include <stdlib.h>

#include "field.h"
#include "synonym.h"

static bool read_synonym(struct synonym *synonym, const struct input *input,
			 const struct member *member)
{
	const struct value *term = member->value;
	struct place place = at(input, member->offset);

	if (!member->key.len || term->kind != VALUE_SCALAR) {
		error_at(place, "the synonym \"%.*s\" stands for no term: expected a term's name behind it",
			 TEXT_ARGS(member->key));
		return false;
	}
	if (!field_single_line(member->key, "a synonym", place) ||
	    !field_single_line(term->text, "a term's name",
			       at(input, term->offset)))
		return false;
	*synonym = (struct synonym){ .variant = member->key,
				     .term = term->text,
				     .offset = member->offset };
	return true;
}

static int compare(const void *left, const void *right)
{
	return text_compare(((const struct synonym *)left)->variant,
			    ((const struct synonym *)right)->variant);
}

/* With chains refused there are no cycles either. */
static void check_chains(const struct synonyms *synonyms,
			 const struct input *input)
{
	const struct synonym *synonym = synonyms->all, *other;

	for (size_t i = 0; i < synonyms->count; i++, synonym++) {
		other = synonyms_find(synonyms, synonym->term);
		if (other)
			error_at(at(input, synonym->offset),
				 "\"%.*s\" stands for \"%.*s\", which stands for \"%.*s\" itself: expected a term that is no synonym",
				 TEXT_ARGS(synonym->variant),
				 TEXT_ARGS(synonym->term),
				 TEXT_ARGS(other->term));
	}
}

/**
 * synonyms_read() - take what archive.yaml says of a taxonomy's synonyms
 * @synonyms: filled
 * @input: archive.yaml
 * @map: terms' names by their variants
 * @worker: the thread's; its @keep owns what is filled in
 */
void synonyms_read(struct synonyms *synonyms, const struct input *input,
		   const struct value *map, struct worker *worker)
{
	const struct member *member;
	size_t count = 0;

	if (map->kind != VALUE_MAP) {
		error_at(at(input, map->offset),
			 "the synonyms are no map: expected terms by their other names");
		return;
	}
	for (member = map->members; member; member = member->next)
		count++;
	synonyms->all = arena_zeroed(&worker->keep,
				     count * sizeof(*synonyms->all));
	for (member = map->members; member; member = member->next)
		if (read_synonym(&synonyms->all[synonyms->count], input,
				 member))
			synonyms->count++;
	qsort(synonyms->all, synonyms->count, sizeof(*synonyms->all), compare);
	check_chains(synonyms, input);
}

/**
 * synonyms_find() - what a word stands for
 * @synonyms: those of its taxonomy
 * @variant: the word
 *
 * Return: the synonym; NULL where it is none.
 */
struct synonym *synonyms_find(const struct synonyms *synonyms,
			      struct text variant)
{
	struct synonym key = { .variant = variant };

	return synonyms->count ? bsearch(&key, synonyms->all, synonyms->count,
					 sizeof(key), compare) : NULL;
}

/**
 * synonyms_write() - write them as a table
 * @synonyms: those of a taxonomy
 * @lines: receives the table at its end; nothing where there are none
 */
void synonyms_write(const struct synonyms *synonyms, struct buffer *lines)
{
	const struct synonym *synonym = synonyms->all;

	if (synonyms->count)
		buffer_add_string(lines, "#variant\tterm\n");
	for (size_t i = 0; i < synonyms->count; i++, synonym++) {
		buffer_add(lines, synonym->variant);
		buffer_add_byte(lines, '\t');
		buffer_add(lines, synonym->term);
		buffer_add_byte(lines, '\n');
	}
}
