// SPDX-License-Identifier: GPL-2.0-only
/*
 * Paths as people type them.
 *
 * What is typed stands for the one candidate that has it as its path. Where
 * none has, it stands for the one whose path's components, or the last of them,
 * begin with those typed: 2010/out and out-of both mean 2010/out-of-tree. What
 * is nearly a candidate's path or title is suggested, never taken.
 */
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "fail.h"
#include "field.h"
#include "memory.h"
#include "path.h"
#include "report.h"

#define SUGGESTIONS_MAX 3
#define NAMED_MAX 5

/**
 * struct candidate - something that a path can mean
 * @path: relative to where it is looked for
 * @title: its title
 */
struct candidate {
	struct text path;
	struct text title;
};

struct candidates {
	struct candidate *all;
	size_t count;
};

/**
 * struct search - what is looked for, and where
 * @archive: the archive
 * @typed: without the slashes at its ends
 * @base: the directory that candidates' paths begin at
 * @what: what a message calls a candidate
 * @candidates: all there are
 */
struct search {
	const struct archive *archive;
	struct text typed;
	struct text base;
	const char *what;
	struct candidates candidates;
};

static void add_candidate(struct candidates *candidates, struct text path,
			  struct text title)
{
	candidates->all = memory_grow(candidates->all, candidates->count,
				      sizeof(*candidates->all));
	candidates->all[candidates->count++] =
		(struct candidate){ path, title };
}

/* Whoever pastes a path from the tree means what it leads to. */
static struct text without_mount(const char *typed)
{
	static const char *const mounts[] = { "/sys/kernel/ksarchive",
					      "/proc/ksarchive" };
	size_t len;

	for (size_t i = 0; i < ARRAY_SIZE(mounts); i++) {
		len = strlen(mounts[i]);
		if (!strncmp(typed, mounts[i], len) &&
		    (!typed[len] || typed[len] == '/'))
			typed += len;
	}
	return text_trim(text_of(typed), "/");
}

static struct text first_component(struct text *rest)
{
	const char *slash = memchr(rest->at, '/', rest->len);
	struct text component = *rest;

	if (!slash) {
		*rest = (struct text){ 0 };
		return component;
	}
	component.len = (size_t)(slash - component.at);
	*rest = text_skip(*rest, component.len + 1);
	return component;
}

static bool begins_with(struct text text, struct text start)
{
	return text.len >= start.len &&
	       (!start.len || !strncasecmp(text.at, start.at, start.len));
}

/* As many components, each beginning with the one typed. */
static bool is_short_form(struct text typed, struct text path)
{
	while (typed.len && path.len)
		if (!begins_with(first_component(&path),
				 first_component(&typed)))
			return false;
	return !typed.len && !path.len;
}

/* Of a path or of its last components. */
static bool is_short_tail(struct text typed, struct text path)
{
	for (;; first_component(&path)) {
		if (is_short_form(typed, path))
			return true;
		if (!path.len)
			return false;
	}
}

static bool has_title(struct text typed, struct text title)
{
	return typed.len == title.len && begins_with(title, typed);
}

typedef bool match_fn(struct text typed, struct text of_candidate);

/* Those that match; the caller frees them. */
static struct candidates matching(const struct search *search, match_fn *match,
				  bool by_title)
{
	struct candidates found = { 0 };
	const struct candidate *candidate;

	for (size_t i = 0; i < search->candidates.count; i++) {
		candidate = &search->candidates.all[i];
		if (match(search->typed, by_title ? candidate->title
						  : candidate->path))
			add_candidate(&found, candidate->path,
				      candidate->title);
	}
	return found;
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t smaller = a < b ? a : b;

	return smaller < c ? smaller : c;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Levenshtein's: insertions, deletions and replacements of bytes, case apart. */
static size_t distance(struct text a, struct text b)
{
	size_t row[KSA_PATH_MAX + 1], corner, above;

	if (b.len > KSA_PATH_MAX)
		return b.len;
	for (size_t j = 0; j <= b.len; j++)
		row[j] = j;
	for (size_t i = 0; i < a.len; i++) {
		corner = row[0];
		row[0] = i + 1;
		for (size_t j = 0; j < b.len; j++) {
			above = row[j + 1];
			row[j + 1] = least(above + 1, row[j] + 1,
					   corner + (lower(a.at[i]) !=
						     lower(b.at[j])));
			corner = above;
		}
	}
	return row[b.len];
}

/* To the nearest of a candidate's path, the tails of that, and its title. */
static size_t nearest(struct text typed, const struct candidate *candidate)
{
	size_t best = distance(typed, candidate->title), next;

	for (struct text tail = candidate->path; tail.len;
	     first_component(&tail)) {
		next = distance(typed, tail);
		best = next < best ? next : best;
	}
	return best;
}

/* Keeps @found sorted by distance, and no longer than SUGGESTIONS_MAX. */
static void suggest(struct candidates *found, size_t *distances,
		    const struct candidate *candidate, size_t far)
{
	size_t i = found->count;

	if (i == SUGGESTIONS_MAX && far >= distances[i - 1])
		return;
	if (i < SUGGESTIONS_MAX)
		found->count++;
	else
		i--;
	for (; i && distances[i - 1] > far; i--) {
		distances[i] = distances[i - 1];
		found->all[i] = found->all[i - 1];
	}
	distances[i] = far;
	found->all[i] = *candidate;
}

static void add_path(struct buffer *buffer, const struct search *search,
		     const struct candidate *candidate)
{
	buffer_add(buffer, search->base);
	if (search->base.len)
		buffer_add_byte(buffer, '/');
	buffer_add(buffer, candidate->path);
}

/* Also notes them for those who read JSON. Ends in a NUL; the caller frees. */
static struct buffer name_all(const struct search *search,
			      const struct candidates *candidates,
			      const char *key)
{
	json_t *paths = json_array();
	struct buffer list = { 0 }, path = { 0 };

	for (size_t i = 0; i < candidates->count; i++) {
		path.len = 0;
		add_path(&path, search, &candidates->all[i]);
		report_append(paths, report_text(buffer_text(&path)));
		if (i >= NAMED_MAX)
			continue;
		if (i)
			buffer_add_string(&list,
					  i + 1 < candidates->count ? ", "
								    : " or ");
		buffer_add(&list, buffer_text(&path));
	}
	if (candidates->count > NAMED_MAX)
		buffer_add_string(&list, " and others");
	buffer_add_byte(&list, '\0');
	buffer_free(&path);
	fail_detail(key, paths);
	return list;
}

__attribute__((noreturn))
static void fail_unknown(const struct search *search)
{
	struct candidate best[SUGGESTIONS_MAX];
	struct candidates found = { .all = best };
	size_t distances[SUGGESTIONS_MAX], far;
	size_t limit = search->typed.len / 3 + 1;
	struct buffer list;

	for (size_t i = 0; i < search->candidates.count; i++) {
		far = nearest(search->typed, &search->candidates.all[i]);
		if (far <= limit)
			suggest(&found, distances, &search->candidates.all[i],
				far);
	}
	list = name_all(search, &found, "suggestions");
	if (!found.count)
		fail(FAIL_NOT_FOUND, "%.*s: no such %s",
		     TEXT_ARGS(search->typed), search->what);
	fail(FAIL_NOT_FOUND, "%.*s: no such %s; did you mean %s?",
	     TEXT_ARGS(search->typed), search->what, list.at);
}

__attribute__((noreturn))
static void fail_ambiguous(const struct search *search,
			   const struct candidates *found)
{
	struct buffer list = name_all(search, found, "candidates");

	fail(FAIL_AMBIGUOUS, "%.*s: expected a unique short form, found that it may mean %s",
	     TEXT_ARGS(search->typed), list.at);
}

static u32 lookup_candidate(const struct search *search,
			    const struct candidate *candidate)
{
	struct buffer path = { 0 };
	u32 index;

	add_path(&path, search, candidate);
	index = archive_lookup(search->archive, buffer_text(&path));
	buffer_free(&path);
	if (index == KSA_NONE)
		fail(FAIL_UNKNOWN_FORM, "%s: names %.*s, which is not there",
		     search->archive->source.name, TEXT_ARGS(candidate->path));
	return index;
}

/* From the strictest way to understand what was typed to the most generous. */
static u32 find(const struct search *search)
{
	static const struct {
		match_fn *match;
		bool by_title;
	} ways[] = {
		{ text_equal, false },
		{ has_title, true },
		{ is_short_form, false },
		{ is_short_tail, false },
	};
	struct candidates found;
	u32 index;

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		found = matching(search, ways[i].match, ways[i].by_title);
		if (found.count > 1)
			fail_ambiguous(search, &found);
		index = found.count ? lookup_candidate(search, found.all)
				    : KSA_NONE;
		free(found.all);
		if (index != KSA_NONE)
			return index;
	}
	fail_unknown(search);
}

static void add_articles(struct search *search)
{
	struct text catalog = archive_catalog(search->archive);
	struct article article;

	while (article_next(&catalog, &article))
		add_candidate(&search->candidates, article.path,
			      article.title);
}

static u32 find_among_articles(const struct archive *archive,
			       struct text typed)
{
	struct search search = { .archive = archive, .typed = typed,
				 .what = "page or section" };
	u32 index;

	add_articles(&search);
	index = find(&search);
	free(search.candidates.all);
	return index;
}

/**
 * path_find() - find what somebody means
 * @archive: the archive
 * @typed: a path, or the short form of an article's
 *
 * Return: the node, a directory or a file. Ends the program where there is
 * none, or where it may be several.
 */
u32 path_find(const struct archive *archive, const char *typed)
{
	struct text path = without_mount(typed);
	u32 index = archive_lookup(archive, path);

	return index == KSA_NONE ? find_among_articles(archive, path) : index;
}

/**
 * path_find_article() - find the article that somebody means
 * @archive: the archive
 * @typed: its path, its title or a short form of its path
 *
 * Return: its directory. Ends the program where there is none, or where it may
 * be several.
 */
u32 path_find_article(const struct archive *archive, const char *typed)
{
	struct text path = without_mount(typed);
	u32 index = path.len ? archive_lookup(archive, path) : KSA_NONE;

	if (archive_directory(archive, index) &&
	    archive_field(archive, index, "title").at)
		return index;
	return find_among_articles(archive, path);
}

/**
 * path_find_term() - find the term that somebody means
 * @archive: the archive
 * @taxonomy: name of a directory in the root, with terms
 * @typed: the term's path in there, its title, or a short form of its path
 *
 * Return: the term's directory. Ends the program where there is none, or where
 * it may be several.
 */
u32 path_find_term(const struct archive *archive, const char *taxonomy,
		   const char *typed)
{
	struct search search = { .archive = archive,
				 .typed = without_mount(typed),
				 .base = text_of(taxonomy),
				 .what = "term" };
	u32 dir = archive_lookup(archive, search.base), index;
	struct text terms, line, path, title;
	size_t len = search.base.len;

	if (!archive_directory(archive, dir))
		fail(FAIL_NOT_FOUND, "%s: the archive has no such index",
		     taxonomy);
	if (begins_with(search.typed, search.base) &&
	    search.typed.len > len && search.typed.at[len] == '/')
		search.typed = text_skip(search.typed, len + 1);
	terms = archive_field(archive, dir, "terms");
	while (line_next(&terms, &line)) {
		cell_next(&line, &path);
		if (cell_next(&line, &title))
			add_candidate(&search.candidates, path, title);
	}
	index = find(&search);
	free(search.candidates.all);
	return index;
}
