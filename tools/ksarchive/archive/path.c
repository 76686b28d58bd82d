// SPDX-License-Identifier: GPL-2.0-only
/*
 * Paths as people type them.
 *
 * What is typed stands for the one candidate that has it as its path or title.
 * Where none has, it stands for the one whose path, or the end of whose path,
 * has components that begin with those typed: 2010/out and out-of both mean
 * 2010/out-of-tree. "Ted Tso" is read as ted-tso after that, and then words in
 * the midst of a path are looked for: torvalds means people/linus-torvalds. What
 * is nearly a candidate's path or title is suggested, never taken.
 */
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <utf8proc.h>

#include "character.h"
#include "fail.h"
#include "field.h"
#include "index.h"
#include "memory.h"
#include "near.h"
#include "path.h"
#include "report.h"
#include "synonym.h"

#define SUGGESTIONS_MAX 3
#define NAMED_MAX 5
#define REPORTED_MAX 20

/* Shorter words are found within most others. */
#define CONTAINED_MIN 3

/* Shorter words begin as most others do, but for a slip. */
#define SLIPPED_MIN 4

/**
 * struct candidate - something that a path can mean
 * @path: from the root
 * @tail: the same as it may be typed too: a term's path in its index, a
 *	field's name
 * @title: its title
 * @node: where it is; KSA_NONE where only its path is known yet
 */
struct candidate {
	struct text path;
	struct text tail;
	struct text title;
	u32 node;
};

struct candidates {
	struct candidate *all;
	size_t count;
};

/* Kinds of candidates, the likeliest first. */
enum {
	ARTICLES,
	TERMS,
	FIELDS,
	KINDS,
};

/**
 * struct search - what is looked for, and where
 * @archive: the archive
 * @typed: without the slashes at its ends
 * @whole: of what that is the last component, or the same
 * @slug: the same as a path would have it
 * @what: what a message calls a candidate
 * @kinds: all candidates there are
 * @arena: of their paths, and of @slug
 */
struct search {
	const struct archive *archive;
	struct text typed;
	struct text whole;
	struct text slug;
	const char *what;
	struct candidates kinds[KINDS];
	struct arena arena;
};

static void add_candidate(struct candidates *candidates,
			  const struct candidate *candidate)
{
	candidates->all = memory_grow(candidates->all, candidates->count,
				      sizeof(*candidates->all));
	candidates->all[candidates->count++] = *candidate;
}

/* Whoever pastes a path from the tree means what it leads to. */
static struct text without_mount(const char *typed)
{
	const struct {
		const char *mount;
		struct text root;
	} trees[] = {
		{ source_sysfs(), TEXT("/kernel/ksarchive") },
		{ "/sys", TEXT("/kernel/ksarchive") },
		{ "/proc", TEXT("/ksarchive") },
	};
	struct text path;

	for (size_t i = 0; i < ARRAY_SIZE(trees); i++) {
		path = text_of(typed);
		if (text_take(&path, text_trim_end(text_of(trees[i].mount),
						   "/")) &&
		    text_take(&path, trees[i].root) &&
		    (!path.len || *path.at == '/'))
			return text_trim(path, "/");
	}
	return text_trim(text_of(typed), "/");
}

/* What a slug has for a byte; NUL for nothing. */
static char slug_byte(char byte)
{
	if (byte == '\'')
		return '\0';
	if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
	    byte_is_of("/._", byte))
		return byte;
	return '-';
}

static struct text plain_slug(struct arena *arena, struct text plain)
{
	char *slug = arena_bytes(arena, plain.len + 1), byte;
	size_t len = 0;

	for (size_t i = 0; i < plain.len; i++) {
		byte = slug_byte(plain.at[i]);
		if (byte && !(byte == '-' &&
			      (!len || byte_is_of("-/", slug[len - 1]))))
			slug[len++] = byte;
	}
	return text_trim((struct text){ slug, len }, "-");
}

/* As mkksarchive(1) makes slugs of titles; what is no UTF-8 has none. */
static struct text slug_of(struct arena *arena, struct text typed)
{
	static const char typographic[] = "\342\200\231"; /* U+2019 */
	struct buffer apostrophes = { 0 };
	utf8proc_uint8_t *plain = NULL;
	struct text slug = { 0 };
	utf8proc_ssize_t len;

	while (typed.len) {
		bool is = typed.len >= 3 && !memcmp(typed.at, typographic, 3);

		if (!is)
			buffer_add_byte(&apostrophes, *typed.at);
		typed = text_skip(typed, is ? 3 : 1);
	}
	len = utf8proc_map((const utf8proc_uint8_t *)apostrophes.at,
			   (utf8proc_ssize_t)apostrophes.len, &plain,
			   UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
			   UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
	if (len > 0)
		slug = plain_slug(arena, (struct text){ (char *)plain,
							(size_t)len });
	free(plain);
	buffer_free(&apostrophes);
	return slug;
}

static bool begins_with(struct text text, struct text start)
{
	return text.len >= start.len &&
	       (!start.len || !strncasecmp(text.at, start.at, start.len));
}

static bool is_same(struct text typed, struct text text)
{
	return typed.len == text.len && begins_with(text, typed);
}

/* As many components, each beginning with the one typed. */
static bool is_short_form(struct text typed, struct text path)
{
	while (typed.len && path.len)
		if (!begins_with(text_cut(&path, '/'), text_cut(&typed, '/')))
			return false;
	return !typed.len && !path.len;
}

typedef bool match_fn(struct text typed, struct text path);

/* Of a path or of its last components. */
static bool matches_tail(match_fn *match, struct text typed, struct text path)
{
	for (; path.len; text_cut(&path, '/'))
		if (match(typed, path))
			return true;
	return false;
}

/* A character, and how many bytes it takes; letters in lower case. */
static utf8proc_int32_t folded(struct text text, size_t *len)
{
	utf8proc_int32_t point;

	*len = character_first(text, &point);
	return point < 0 ? point : utf8proc_tolower(point);
}

static bool is_title(struct text typed, struct text title)
{
	size_t typed_len, title_len;

	while (typed.len && title.len) {
		if (folded(typed, &typed_len) != folded(title, &title_len))
			return false;
		typed = text_skip(typed, typed_len);
		title = text_skip(title, title_len);
	}
	return !typed.len && !title.len;
}

typedef bool way_fn(struct text typed, const struct candidate *candidate);

static bool by_path(struct text typed, const struct candidate *candidate)
{
	return is_same(typed, candidate->path) ||
	       is_same(typed, candidate->tail);
}

static bool by_title(struct text typed, const struct candidate *candidate)
{
	return is_title(typed, candidate->title);
}

static bool by_end(struct text typed, const struct candidate *candidate)
{
	return matches_tail(is_same, typed, candidate->path);
}

static bool by_short_form(struct text typed, const struct candidate *candidate)
{
	return is_short_form(typed, candidate->path) ||
	       is_short_form(typed, candidate->tail);
}

static bool by_short_end(struct text typed, const struct candidate *candidate)
{
	return matches_tail(is_short_form, typed, candidate->path);
}

/* torvalds means people/linus-torvalds. */
static bool by_words(struct text typed, const struct candidate *candidate)
{
	struct text path = candidate->path;

	for (size_t i = 0; i + typed.len <= path.len; i++)
		if ((!i || byte_is_of("/-._", path.at[i - 1])) &&
		    begins_with(text_skip(path, i), typed))
			return true;
	return false;
}

/* From the strictest way to understand what was typed to the most generous. */
static const struct {
	way_fn *way;
	bool of_slug;
} ways[] = {
	{ by_path, false },
	{ by_title, false },
	{ by_end, false },
	{ by_short_form, false },
	{ by_short_end, false },
	{ by_path, true },
	{ by_end, true },
	{ by_short_form, true },
	{ by_short_end, true },
	{ by_words, true },
};

static struct candidates matching(const struct candidates *candidates,
				  way_fn *way, struct text typed)
{
	struct candidates found = { 0 };

	for (size_t i = 0; i < candidates->count; i++)
		if (way(typed, &candidates->all[i]))
			add_candidate(&found, &candidates->all[i]);
	return found;
}

/* Those that are meant, by the strictest way; the caller frees them. */
static struct candidates meant(const struct search *search)
{
	struct candidates found = { 0 };
	struct text typed;

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		typed = ways[i].of_slug ? search->slug : search->typed;
		for (int kind = 0; typed.len && kind < KINDS; kind++) {
			found = matching(&search->kinds[kind], ways[i].way,
					 typed);
			if (found.count)
				return found;
		}
	}
	return found;
}

static bool contains(struct text text, struct text part)
{
	for (; text.len >= part.len; text = text_skip(text, 1))
		if (begins_with(text, part))
			return true;
	return false;
}

/* Whether it is how the path begins, but for one slip. */
static bool nearly_begins(struct text path, struct text typed)
{
	return typed.len >= SLIPPED_MIN && path.len > typed.len &&
	       near_distance(typed, (struct text){ path.at, typed.len }, 1) <= 1;
}

/*
 * To the nearest of a candidate's path, the ends of that, and its title. Where
 * one of the ends goes on behind what was typed, that counts as a slip.
 */
static size_t nearest(struct text typed, const struct candidate *candidate,
		      size_t limit)
{
	size_t best = near_distance(typed, candidate->title, limit), next;

	for (struct text end = candidate->path; end.len; text_cut(&end, '/')) {
		next = near_distance(typed, end, limit);
		best = next < best ? next : best;
		if (best > 1 && nearly_begins(end, typed))
			best = 1;
	}
	if (best > 1 && typed.len >= CONTAINED_MIN && typed.len <= KSA_PATH_MAX &&
	    (contains(candidate->path, typed) ||
	     contains(candidate->title, typed)))
		return 1;
	return best;
}

/* The nearest, sorted. */
struct suggestions {
	struct candidate all[SUGGESTIONS_MAX];
	size_t distances[SUGGESTIONS_MAX];
	size_t count;
};

static void suggest(struct suggestions *found,
		    const struct candidate *candidate, size_t far)
{
	size_t i = found->count;

	if (i == SUGGESTIONS_MAX && far >= found->distances[i - 1])
		return;
	if (i < SUGGESTIONS_MAX)
		found->count++;
	else
		i--;
	for (; i && found->distances[i - 1] > far; i--) {
		found->distances[i] = found->distances[i - 1];
		found->all[i] = found->all[i - 1];
	}
	found->distances[i] = far;
	found->all[i] = *candidate;
}

static void suggest_of(struct suggestions *found, struct text typed,
		       const struct candidates *candidates)
{
	size_t limit = near_limit(typed), far;

	for (size_t i = 0; i < candidates->count; i++) {
		far = nearest(typed, &candidates->all[i], limit);
		if (far <= limit)
			suggest(found, &candidates->all[i], far);
	}
}

static void report_paths(const struct candidate *candidates, size_t count,
			 const char *key)
{
	json_t *paths = json_array();

	for (size_t i = 0; i < count && i < REPORTED_MAX; i++)
		report_append(paths, report_text(candidates[i].path));
	fail_detail(key, paths);
}

/* Ends in a NUL; the caller frees it. */
static struct buffer name_all(const struct candidate *candidates, size_t count)
{
	size_t named = count < NAMED_MAX ? count : NAMED_MAX;
	struct buffer list = { 0 };
	char others[40];

	for (size_t i = 0; i < named; i++) {
		if (i)
			buffer_add_string(&list, i + 1 < count ? ", " : " or ");
		buffer_add(&list, candidates[i].path);
	}
	if (count > named) {
		snprintf(others, sizeof(others), " or %zu other%s",
			 count - named, count - named == 1 ? "" : "s");
		buffer_add_string(&list, others);
	}
	buffer_add_byte(&list, '\0');
	return list;
}

__attribute__((noreturn))
static void fail_unknown(const struct search *search)
{
	struct text typed = search->typed.len ? search->typed : TEXT("\"\"");
	struct suggestions found = { .count = 0 };
	struct buffer list;

	for (int kind = 0; kind < KINDS; kind++)
		suggest_of(&found, search->typed, &search->kinds[kind]);
	report_paths(found.all, found.count, "suggestions");
	if (!found.count)
		fail(FAIL_NOT_FOUND, "%.*s: no such %s",
		     TEXT_ARGS(typed), search->what);
	list = name_all(found.all, found.count);
	fail(FAIL_NOT_FOUND, "%.*s: no such %s; did you mean %s?",
	     TEXT_ARGS(typed), search->what, list.at);
}

__attribute__((noreturn))
static void fail_ambiguous(const struct search *search,
			   const struct candidates *found)
{
	struct buffer list = name_all(found->all, found->count);

	report_paths(found->all, found->count, "candidates");
	fail(FAIL_AMBIGUOUS, "%.*s: may mean %s",
	     TEXT_ARGS(search->whole), list.at);
}

static u32 node_of(const struct search *search,
		   const struct candidate *candidate)
{
	u32 node = candidate->node;

	if (node == KSA_NONE)
		node = archive_lookup(search->archive, candidate->path);
	if (node == KSA_NONE)
		fail(FAIL_UNKNOWN_FORM, "%s: names %.*s, which is not there",
		     search->archive->source.name, TEXT_ARGS(candidate->path));
	return node;
}

static void add_articles(struct search *search)
{
	struct text catalog = archive_catalog(search->archive);
	struct article article;

	while (article_next(&catalog, &article))
		add_candidate(&search->kinds[ARTICLES], &(struct candidate){
			.path = article.path, .tail = article.path,
			.title = article.title, .node = KSA_NONE });
}

/* @node stands in @above, by whose path its own may be left out. */
static void add_node(struct search *search, int kind, u32 node, u32 above)
{
	const struct archive *archive = search->archive;
	char buf[KSA_PATH_MAX + 1];
	size_t len = archive_path(archive, above, buf).len;
	struct text path = arena_text(&search->arena,
				      archive_path(archive, node, buf));

	add_candidate(&search->kinds[kind], &(struct candidate){
		.path = path,
		.tail = text_skip(path, len ? len + 1 : 0),
		.title = archive_directory(archive, node)
				 ? archive_field(archive, node, "title")
				 : (struct text){ 0 },
		.node = node });
}

static void add_terms(struct search *search, u32 index)
{
	u32 term = index;

	while ((term = index_next_term(search->archive, index, term)) !=
	       KSA_NONE)
		add_node(search, TERMS, term, index);
}

static void add_all_terms(struct search *search)
{
	struct text names = archive_field(search->archive, 0, "taxonomies");
	u32 index;

	while (index_next(search->archive, &names, &index)) {
		add_node(search, TERMS, index, 0);
		add_terms(search, index);
	}
}

/* Links are there as fields are, each for what it leads to. */
static void add_fields(struct search *search, u32 dir)
{
	struct candidates *fields = &search->kinds[FIELDS];
	struct ksa_node node, child;

	ksa_node(&search->archive->ksa, dir, &node);
	for (u32 i = 0; i < node.children; i++) {
		ksa_node(&search->archive->ksa, node.first_child + i, &child);
		if (child.type == KSA_DIR)
			continue;
		add_node(search, FIELDS, node.first_child + i, dir);
		if (child.type == KSA_LINK)
			fields->all[fields->count - 1].node = child.target;
	}
}

static void begin(struct search *search, const struct archive *archive,
		  struct text typed, const char *what)
{
	*search = (struct search){ .archive = archive, .typed = typed,
				   .whole = typed, .what = what };
	search->slug = slug_of(&search->arena, typed);
}

static void end(struct search *search)
{
	for (int kind = 0; kind < KINDS; kind++)
		free(search->kinds[kind].all);
	arena_free(&search->arena);
}

/* KSA_NONE where there is no such thing; ends where there are several. */
static u32 find(const struct search *search)
{
	struct candidates found = meant(search);
	u32 node = KSA_NONE;

	if (found.count > 1)
		fail_ambiguous(search, &found);
	if (found.count)
		node = node_of(search, found.all);
	free(found.all);
	return node;
}

static u32 find_or_fail(struct search *search)
{
	u32 node = find(search);

	if (node == KSA_NONE)
		fail_unknown(search);
	end(search);
	return node;
}

/* Where all but its last component means one directory: a field of that. */
static u32 find_field(struct search *search)
{
	const char *slash = memrchr(search->typed.at, '/', search->typed.len);
	struct search above = *search, field;
	struct candidates found;
	u32 dir;

	if (!slash)
		return KSA_NONE;
	above.typed = text_between(search->typed.at, slash);
	above.slug = slug_of(&search->arena, above.typed);
	dir = archive_lookup(search->archive, above.typed);
	found = meant(&above);
	if (dir == KSA_NONE && found.count == 1)
		dir = node_of(search, found.all);
	free(found.all);
	if (!archive_directory(search->archive, dir))
		return KSA_NONE;
	add_fields(search, dir);
	field = (struct search){
		.archive = search->archive,
		.typed = text_skip(search->typed, above.typed.len + 1),
		.whole = search->typed,
		.what = search->what,
	};
	field.kinds[FIELDS] = search->kinds[FIELDS];
	return find(&field);
}

/**
 * path_is_below() - whether a path is another, or one below it
 * @path: the path
 * @above: the other; empty for the root
 *
 * Return: whether.
 */
bool path_is_below(struct text path, struct text above)
{
	return !above.len || (text_begins(path, above) &&
			      (path.len == above.len ||
			       path.at[above.len] == '/'));
}

/**
 * path_find() - find what somebody means
 * @archive: the archive
 * @typed: a path; the title or the short form of an article's or a term's; or
 *	the short form of a field's
 *
 * Return: the node, a directory or a file. Ends the program where there is
 * none, or where it may be several.
 */
u32 path_find(const struct archive *archive, const char *typed)
{
	struct text path = without_mount(typed);
	u32 node = archive_lookup(archive, path);
	struct search search;

	if (node != KSA_NONE)
		return node;
	begin(&search, archive, path, "page, section or term");
	add_articles(&search);
	add_all_terms(&search);
	node = find(&search);
	if (node == KSA_NONE)
		node = find_field(&search);
	if (node == KSA_NONE)
		fail_unknown(&search);
	end(&search);
	return node;
}

/**
 * path_find_index() - find an index
 * @archive: the archive
 * @name: its directory's name
 *
 * Return: its directory. Ends the program where there is none.
 */
u32 path_find_index(const struct archive *archive, const char *name)
{
	u32 dir = archive_lookup(archive, text_of(name)), index;
	struct text names = archive_field(archive, 0, "taxonomies");
	struct search search;

	if (archive_directory(archive, dir) && index_is(archive, dir))
		return dir;
	begin(&search, archive, text_of(name), "index in this archive");
	while (index_next(archive, &names, &index))
		add_node(&search, TERMS, index, 0);
	fail_unknown(&search);
}

/**
 * path_find_term() - find the term that somebody means
 * @archive: the archive
 * @taxonomy: name of an index
 * @typed: the term's path in there or from the root, its title, or a short form
 *	of its path
 *
 * Return: the term's directory. Ends the program where there is none, or where
 * it may be several.
 */
u32 path_find_term(const struct archive *archive, const char *taxonomy,
		   const char *typed)
{
	u32 index = path_find_index(archive, taxonomy);
	struct search search;

	begin(&search, archive,
	      synonym_of(archive, index, without_mount(typed)), "term");
	add_terms(&search, index);
	return find_or_fail(&search);
}
