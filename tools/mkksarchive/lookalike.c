// SPDX-License-Identifier: GPL-2.0-only
/*
 * Terms that look as if they were one: a slip of the fingers lies between them,
 * or one of the ways in which a person is called, or they end alike and stand in
 * two places.
 *
 * Slugs are compared, for they are free of case, accents and punctuation. The
 * author has the last word, in archive.yaml: under synonyms two are one, under
 * distinct they are two.
 */
#include <stdlib.h>

#include "lookalike.h"
#include "source.h"

/* From so many letters on, one slip or two make no other word. */
#define LETTERS_ONE 5
#define LETTERS_TWO 10
#define LETTERS_MAX 63
#define WORDS_MAX 32

/**
 * struct look - what a term looks like
 * @term: the term
 * @letters: of its slug, without what stands between
 * @len: how many
 * @set: a bit for each that is among them
 * @words: the parts of its slug
 * @word_count: how many
 */
struct look {
	const struct term *term;
	char letters[LETTERS_MAX + 1];
	size_t len;
	unsigned long long set;
	struct text words[WORDS_MAX];
	size_t word_count;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static unsigned long long bit_of(char c)
{
	return 1ULL << (c & 63);
}

static void take_look(struct look *look, const struct term *term)
{
	const char *slug = term->slug;
	size_t len;

	*look = (struct look){ .term = term };
	for (; *slug && look->word_count < WORDS_MAX; slug += len) {
		slug += strspn(slug, "-._");
		len = strcspn(slug, "-._");
		if (len)
			look->words[look->word_count++] =
				(struct text){ slug, len };
		for (size_t i = 0; i < len; i++) {
			look->letters[look->len++] = slug[i];
			look->set |= bit_of(slug[i]);
		}
	}
}

/* 2.4 and 2.6, 2007 and 2010, ext3 and ext4 differ on purpose. */
static bool same_digits(const struct look *a, const struct look *b)
{
	const char *one = a->letters, *other = b->letters;

	for (;;) {
		while (*one && !is_digit(*one))
			one++;
		while (*other && !is_digit(*other))
			other++;
		if (*one != *other)
			return false;
		if (!*one)
			return true;
		one++;
		other++;
	}
}

static size_t slips_allowed(const struct look *a, const struct look *b)
{
	size_t len = a->len < b->len ? a->len : b->len;

	return len < LETTERS_ONE ? 0 : len < LETTERS_TWO ? 1 : 2;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters too many, too few, or others, and neighbours that changed places. */
static size_t count_slips(const struct look *a, const struct look *b)
{
	size_t rows[3][LETTERS_MAX + 1], *row = rows[0], *above, *higher;

	for (size_t i = 0; i <= a->len; i++)
		row[i] = i;
	for (size_t j = 1; j <= b->len; j++) {
		above = row;
		higher = rows[(j + 1) % 3];
		row = rows[j % 3];
		row[0] = j;
		for (size_t i = 1; i <= a->len; i++) {
			row[i] = least(least(above[i], row[i - 1]) + 1,
				       above[i - 1] + (a->letters[i - 1] !=
						       b->letters[j - 1]));
			if (i > 1 && j > 1 &&
			    a->letters[i - 1] == b->letters[j - 2] &&
			    a->letters[i - 2] == b->letters[j - 1])
				row[i] = least(row[i], higher[i - 2] + 1);
		}
	}
	return row[a->len];
}

/* A slip changes two letters of the sets at most: most pairs end there. */
static bool looks_mistyped(const struct look *a, const struct look *b)
{
	size_t allowed = slips_allowed(a, b);
	size_t longer = a->len > b->len ? a->len - b->len : b->len - a->len;

	return longer <= allowed &&
	       (size_t)__builtin_popcountll(a->set ^ b->set) <= 2 * allowed &&
	       count_slips(a, b) <= allowed && same_digits(a, b);
}

/* Short forms of English names that begin with another letter. */
static bool is_short_form(struct text one, struct text other)
{
	static const char *const names[][2] = {
		{ "beth", "elizabeth" }, { "betty", "elizabeth" },
		{ "bill", "william" }, { "billy", "william" },
		{ "bob", "robert" }, { "bobby", "robert" },
		{ "dick", "richard" }, { "drew", "andrew" },
		{ "gene", "eugene" }, { "hank", "henry" },
		{ "kate", "catherine" },
		{ "liz", "elizabeth" }, { "ned", "edward" },
		{ "peggy", "margaret" }, { "sandy", "alexander" },
		{ "sasha", "alexander" }, { "sasha", "alexandra" },
		{ "ted", "edward" }, { "tony", "anthony" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (text_is(one, names[i][0]) && text_is(other, names[i][1]))
			return true;
	return false;
}

/* Whether all words of one stand in the other, in their order. */
static bool is_part(const struct look *part, const struct look *whole)
{
	size_t found = 0;

	for (size_t i = 0; i < whole->word_count; i++)
		if (found < part->word_count &&
		    text_equal(part->words[found], whole->words[i]))
			found++;
	return found == part->word_count;
}

/* Dave and David, J. and James, H. Peter and Peter: the surname is the same. */
static bool looks_like_person(const struct look *a, const struct look *b)
{
	if (a->word_count < 2 || b->word_count < 2 ||
	    !text_equal(a->words[a->word_count - 1],
			b->words[b->word_count - 1]))
		return false;
	return *a->words[0].at == *b->words[0].at ||
	       is_short_form(a->words[0], b->words[0]) ||
	       is_short_form(b->words[0], a->words[0]) ||
	       is_part(a, b) || is_part(b, a);
}

static bool are_distinct(const struct taxonomy *taxonomy,
			 const struct term *a, const struct term *b)
{
	const struct member *group;

	for (group = taxonomy->distinct; group; group = group->next)
		if (yaml_has(group->value->members, a->title) &&
		    yaml_has(group->value->members, b->title))
			return true;
	return false;
}

static size_t count_filed(const struct term *term)
{
	const struct filed *filed = term->pages;
	size_t count = 0;

	for (; filed; filed = filed->next)
		count++;
	return count;
}

/* What stands in fewer pages is rather the slip, or what comes later. */
static const struct term *rarer(const struct term *a, const struct term *b)
{
	size_t of_a = count_filed(a), of_b = count_filed(b);

	if (of_a == of_b)
		return place_compare(a->place, b->place) > 0 ? a : b;
	return of_a < of_b ? a : b;
}

static void report(const struct term *a, const struct term *b,
		   const char *alike, const char *expected)
{
	const struct term *rare = rarer(a, b), *other = rare == a ? b : a;
	char where[PLACE_LEN];

	diagnose(WARNING, rare->place,
		 "the term \"%.*s\" %s \"%.*s\" (%s): expected %s, or both under synonyms or distinct in " MANIFEST_NAME,
		 TEXT_ARGS(rare->title), alike, TEXT_ARGS(other->title),
		 place_text(other->place, where, sizeof(where)), expected);
}

static void check_pair(const struct taxonomy *taxonomy, const struct look *a,
		       const struct look *b)
{
	if (!looks_mistyped(a, b) &&
	    !(taxonomy->of_people && looks_like_person(a, b)))
		return;
	if (!are_distinct(taxonomy, a->term, b->term))
		report(a->term, b->term, "looks like", "one spelling");
}

static void check_siblings(const struct taxonomy *taxonomy,
			   const struct term *above)
{
	size_t count = above->child_count;
	struct look *looks;

	if (!count)
		return;
	looks = memory_resize(NULL, count, sizeof(*looks));
	for (size_t i = 0; i < count; i++) {
		take_look(&looks[i], above->children[i]);
		for (size_t j = 0; j < i; j++)
			check_pair(taxonomy, &looks[j], &looks[i]);
		check_siblings(taxonomy, above->children[i]);
	}
	free(looks);
}

static const char *next_letter(const char *slug)
{
	return slug + strspn(slug, "-._");
}

/* By the letters of their slugs. */
static int compare_letters(const struct term *a, const struct term *b)
{
	const char *one = next_letter(a->slug), *other = next_letter(b->slug);

	while (*one && *one == *other) {
		one = next_letter(one + 1);
		other = next_letter(other + 1);
	}
	return (*one > *other) - (*one < *other);
}

static int compare_endings(const void *left, const void *right)
{
	const struct term *a = *(const struct term *const *)left;
	const struct term *b = *(const struct term *const *)right;
	int order = compare_letters(a, b);

	return order ? order : text_compare(a->title, b->title);
}

/* Under two parents 2007 may well be another. */
static bool has_letter(const struct term *term)
{
	const char *slug = term->slug;

	while (*slug && (is_digit(*slug) || next_letter(slug) != slug))
		slug++;
	return *slug;
}

static size_t gather(const struct term *above, const struct term **terms,
		     size_t count)
{
	for (size_t i = 0; i < above->child_count; i++) {
		if (has_letter(above->children[i]))
			terms[count++] = above->children[i];
		count = gather(above->children[i], terms, count);
	}
	return count;
}

/* One term with two places: @terms end alike if they stand side by side. */
static void check_endings(const struct taxonomy *taxonomy,
			  const struct term **terms, size_t count)
{
	const struct term *a, *b;

	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count &&
		     !compare_letters(terms[i], terms[j]); j++) {
			a = terms[i];
			b = terms[j];
			if (a->parent != b->parent &&
			    !are_distinct(taxonomy, a, b))
				report(a, b, "ends like", "one place for it");
		}
}

static void check_places(const struct filing *filing, size_t index)
{
	const struct term **terms = memory_resize(NULL, filing->term_count + 1,
						  sizeof(*terms));
	size_t count = gather(&filing->tops[index], terms, 0);

	qsort(terms, count, sizeof(*terms), compare_endings);
	check_endings(&filing->manifest->taxonomies[index], terms, count);
	free(terms);
}

static void check_use(const struct filing *filing, size_t index)
{
	const struct manifest *manifest = filing->manifest;
	const struct taxonomy *taxonomy = &manifest->taxonomies[index];
	const struct member *group, *item;

	for (group = taxonomy->distinct; group; group = group->next)
		for (item = group->value->members; item; item = item->next)
			if (!filing_find(filing, index, item->value->text))
				diagnose(WARNING, at(&manifest->page->input,
						     item->offset),
					 "\"%.*s\" is distinct, and no term: expected a term of some page",
					 TEXT_ARGS(item->value->text));
}

/**
 * lookalikes_check() - warn of terms that look as if they were one
 * @filing: all pages have been added, and the terms are in order
 */
void lookalikes_check(const struct filing *filing)
{
	for (size_t i = 0; i < filing->manifest->taxonomy_count; i++) {
		check_siblings(&filing->manifest->taxonomies[i],
			       &filing->tops[i]);
		check_places(filing, i);
		check_use(filing, i);
	}
}
