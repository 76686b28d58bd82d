// SPDX-License-Identifier: GPL-2.0-only
/*
 * Articles by relevance, after Okapi's BM25.
 *
 * For a term, of which an article's fields hold n matches each,
 *
 *	weight = 8 n(title) + 4 n(topics, people, led_by) +
 *		 n(all others) / (1/4 + 3/4 length / mean length)
 *	rarity = ln(1 + (articles - with it + 1/2) / (with it + 1/2))
 *	score  = rarity * 2.2 weight / (weight + 1.2)
 *
 * where length is that of all other fields in bytes; an article's score is the
 * sum over the terms. So the first matches count most, a match in the title
 * more than several in a text, in a short text more than in a long one, and a
 * rare term more than one that is everywhere. Scores are compared as they are
 * printed, by thousandths, and equal ones stand in the order of their paths.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "article-json.h"
#include "bytes.h"
#include "hits.h"
#include "memory.h"
#include "path.h"
#include "rank.h"
#include "report.h"
#include "terminal.h"

#define TITLE_WEIGHT 8
#define INDEX_WEIGHT 4
#define SATURATION 1.2
#define LENGTH_SHARE 0.75
#define SNIPPET_MAX 160
#define SNIPPET_BEFORE 60

/**
 * struct ranked - an article in which something matches
 * @dir: its directory
 * @path: its path
 * @weights: how much each term matches, one number a term
 * @score: in thousandths
 */
struct ranked {
	u32 dir;
	struct text path;
	double *weights;
	long score;
};

/**
 * struct ranking - articles being ranked
 * @scope: where
 * @query: by what
 * @all: those in which something matches
 * @count: how many these are
 * @with: how many of them have each term
 * @weights: those of the article at hand
 * @articles: how many articles there are in the scope
 * @length: of the texts of all those, in bytes
 * @arena: holds all numbers a term
 */
struct ranking {
	const struct scope *scope;
	const struct query *query;
	struct ranked *all;
	size_t count;
	size_t *with;
	double *weights;
	size_t articles;
	double length;
	struct arena arena;
};

static bool is_in_index(struct text name)
{
	return text_is(name, "topics") || text_is(name, "people") ||
	       text_is(name, "led_by");
}

/* How many times what is in a field counts; 1 where its length matters too. */
static unsigned int weight_of(struct text name)
{
	if (text_is(name, "title"))
		return TITLE_WEIGHT;
	return is_in_index(name) ? INDEX_WEIGHT : 1;
}

/* The next file of a directory; @child counts its children. */
static bool next_file(const struct archive *archive, u32 dir, u32 *child,
		      struct field *field, struct text *name)
{
	struct ksa_node node, parent;

	ksa_node(&archive->ksa, dir, &parent);
	while (*child < parent.children) {
		field->index = parent.first_child + (*child)++;
		ksa_node(&archive->ksa, field->index, &node);
		if (node.type != KSA_FILE)
			continue;
		*name = (struct text){ node.name, node.name_len };
		field->data = (struct text){ (const char *)node.data, node.len };
		field->candidate = PATTERN_NONE;
		return true;
	}
	return false;
}

static size_t count_in_line(const struct pattern *pattern, struct text line)
{
	size_t count = 0, from = 0;
	struct span span;

	while (match_next(pattern, line, &from, &span))
		count++;
	return count;
}

static size_t count_matches(const struct pattern *pattern,
			    const struct field *field)
{
	struct lines lines;
	struct text line;
	size_t count = 0;

	lines_begin(&lines, pattern, field);
	while (lines_next(&lines, &line))
		count += count_in_line(pattern, line);
	return count;
}

static double text_length(const struct archive *archive, u32 dir)
{
	struct field field;
	struct text name;
	double length = 0;
	u32 child = 0;

	while (next_file(archive, dir, &child, &field, &name))
		if (weight_of(name) == 1)
			length += (double)field.data.len;
	return length;
}

static double weight(const struct ranking *ranking, u32 dir,
		     const struct pattern *term)
{
	const struct archive *archive = ranking->scope->archive;
	double mean = ranking->length / (double)ranking->articles;
	double part = 1 - LENGTH_SHARE +
		      LENGTH_SHARE * text_length(archive, dir) / mean;
	double sum = 0, matches;
	struct field field;
	struct text name;
	u32 child = 0;

	while (next_file(archive, dir, &child, &field, &name)) {
		if (!scope_wants(ranking->scope, name))
			continue;
		matches = (double)count_matches(term, &field);
		sum += weight_of(name) > 1 ? matches * weight_of(name)
					   : matches / part;
	}
	return sum;
}

/* The next article of the scope. */
static bool next_article(const struct scope *scope, struct text *catalog,
			 struct article *article, u32 *dir)
{
	char buf[KSA_PATH_MAX + 1];
	struct text top = archive_path(scope->archive, scope->top, buf);

	while (article_next(catalog, article)) {
		if (!path_is_below(article->path, top))
			continue;
		*dir = archive_lookup(scope->archive, article->path);
		if (archive_directory(scope->archive, *dir))
			return true;
	}
	return false;
}

static void measure(struct ranking *ranking)
{
	const struct archive *archive = ranking->scope->archive;
	struct text catalog = archive_catalog(archive);
	struct article article;
	u32 dir;

	while (next_article(ranking->scope, &catalog, &article, &dir)) {
		ranking->articles++;
		ranking->length += text_length(archive, dir);
	}
}

static void weigh(struct ranking *ranking, struct text path, u32 dir)
{
	const struct query *query = ranking->query;
	size_t size = query->count * sizeof(double);
	struct ranked ranked = { .dir = dir, .path = path };
	bool any = false;

	for (size_t i = 0; i < query->count; i++) {
		ranking->weights[i] = weight(ranking, dir, query->terms[i]);
		ranking->with[i] += ranking->weights[i] > 0;
		any |= ranking->weights[i] > 0;
	}
	if (!any)
		return;
	ranked.weights = arena_zeroed(&ranking->arena, size);
	memcpy(ranked.weights, ranking->weights, size);
	ranking->all = memory_grow(ranking->all, ranking->count,
				   sizeof(*ranking->all));
	ranking->all[ranking->count++] = ranked;
}

static void weigh_all(struct ranking *ranking)
{
	struct text catalog = archive_catalog(ranking->scope->archive);
	struct article article;
	u32 dir;

	while (next_article(ranking->scope, &catalog, &article, &dir))
		weigh(ranking, article.path, dir);
}

static long score(const struct ranking *ranking, const struct ranked *ranked)
{
	double sum = 0, rarity, with, weight;

	for (size_t i = 0; i < ranking->query->count; i++) {
		with = (double)ranking->with[i];
		weight = ranked->weights[i];
		rarity = log(1 + ((double)ranking->articles - with + 0.5) /
				 (with + 0.5));
		sum += rarity * (1 + SATURATION) * weight /
		       (weight + SATURATION);
	}
	return lround(1000 * sum);
}

static int compare(const void *a, const void *b)
{
	const struct ranked *left = a, *right = b;

	if (left->score != right->score)
		return left->score < right->score ? 1 : -1;
	return text_compare(left->path, right->path);
}

static void sort(struct ranking *ranking)
{
	for (size_t i = 0; i < ranking->count; i++)
		ranking->all[i].score = score(ranking, &ranking->all[i]);
	if (ranking->count)
		qsort(ranking->all, ranking->count, sizeof(*ranking->all),
		      compare);
}

/**
 * struct snippet - a line of an article that matches
 * @matches: how often it does
 * @field: the field's name
 * @number: the line's number in it
 * @line: the line
 * @part: what of it is shown
 */
struct snippet {
	size_t matches;
	struct text field;
	size_t number;
	struct text line;
	struct span part;
};

/* A text's lines come first, the title's last. */
static unsigned int preference(struct text name)
{
	if (text_is(name, "text"))
		return 3;
	return weight_of(name) == TITLE_WEIGHT ? 1 : 2;
}

static bool is_continuation(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

/* So much of a long line that its first match is in it, and no half letter. */
static struct span part_of(const struct pattern *pattern, struct text line)
{
	struct span part = { 0, line.len }, match = { 0 };
	size_t from = 0;

	if (line.len <= SNIPPET_MAX ||
	    !match_next(pattern, line, &from, &match))
		return part;
	if (match.start > SNIPPET_BEFORE)
		part.start = match.start - SNIPPET_BEFORE;
	while (part.start < match.start && is_continuation(line.at[part.start]))
		part.start++;
	if (line.len - part.start > SNIPPET_MAX)
		part.end = part.start + SNIPPET_MAX;
	while (part.end < line.len && part.end > part.start + 1 &&
	       is_continuation(line.at[part.end]))
		part.end--;
	return part;
}

/* The first of those lines of a field that match most often. */
static struct snippet best_line(const struct pattern *pattern,
				const struct field *field)
{
	struct snippet best = { 0 };
	struct lines lines;
	struct text line;
	size_t matches;

	lines_begin(&lines, pattern, field);
	while (lines_next(&lines, &line)) {
		matches = count_in_line(pattern, line);
		if (matches <= best.matches)
			continue;
		best.matches = matches;
		best.line = line;
		best.number = 1 + bytes_count(text_between(field->data.at,
							   line.at), '\n');
	}
	return best;
}

static struct snippet find_snippet(const struct ranking *ranking, u32 dir)
{
	const struct pattern *pattern = ranking->query->any;
	struct snippet best = { 0 }, snippet;
	struct field field;
	struct text name;
	u32 child = 0;

	while (next_file(ranking->scope->archive, dir, &child, &field, &name)) {
		if (!scope_wants(ranking->scope, name) ||
		    (best.matches && preference(name) <= preference(best.field)))
			continue;
		snippet = best_line(pattern, &field);
		snippet.field = name;
		if (snippet.matches)
			best = snippet;
	}
	best.part = part_of(pattern, best.line);
	return best;
}

static void put_snippet(const struct ranking *ranking,
			const struct snippet *snippet)
{
	if (snippet->part.start)
		put(TEXT("\342\200\246"));
	put_matches(ranking->query->any, snippet->line, snippet->part);
	if (snippet->part.end < snippet->line.len)
		put(TEXT("\342\200\246"));
}

static void put_score(const struct ranked *ranked)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%ld.%03ld", ranked->score / 1000,
		 ranked->score % 1000);
	put_styled(STYLE_FAINT, text_of(digits));
}

static void put_title(const struct ranking *ranking, u32 dir)
{
	struct text title = archive_field(ranking->scope->archive, dir,
					  "title");

	put_matches(ranking->query->any, title, whole(title));
}

/* For people: an article in two lines, what matches marked. */
static void put_in_lines(const struct ranking *ranking,
			 const struct ranked *ranked)
{
	struct snippet snippet = find_snippet(ranking, ranked->dir);

	put_styled(STYLE_PATH, ranked->path);
	fputs("  ", stdout);
	put_title(ranking, ranked->dir);
	fputs("  ", stdout);
	put_score(ranked);
	putchar('\n');
	if (text_is(snippet.field, "title"))
		return;
	fputs("    ", stdout);
	put_styled(STYLE_FAINT, snippet.field);
	put_styled(STYLE_FAINT, TEXT(": "));
	put_snippet(ranking, &snippet);
	putchar('\n');
}

/* For programs: score, path, title and snippet, with tabs between. */
static void put_in_columns(const struct ranking *ranking,
			   const struct ranked *ranked)
{
	struct snippet snippet = find_snippet(ranking, ranked->dir);

	put_score(ranked);
	putchar('\t');
	put_styled(STYLE_PATH, ranked->path);
	putchar('\t');
	put_title(ranking, ranked->dir);
	putchar('\t');
	put_snippet(ranking, &snippet);
	putchar('\n');
}

static json_t *snippet_json(const struct ranking *ranking, u32 dir)
{
	struct snippet snippet = find_snippet(ranking, dir);
	struct text part = { snippet.line.at + snippet.part.start,
			     snippet.part.end - snippet.part.start };
	json_t *object = json_object();

	report_set(object, "field", report_text(snippet.field));
	report_set(object, "line", json_integer((json_int_t)snippet.number));
	report_set(object, "text", report_text(part));
	report_set(object, "matches", matches_json(ranking->query->any,
						   snippet.line, snippet.part));
	return object;
}

static void report_ranked(const struct ranking *ranking,
			  const struct ranked *ranked)
{
	json_t *item = article_summary(ranking->scope->archive, ranked->dir);

	report_set(item, "score", json_real((double)ranked->score / 1000));
	report_set(item, "snippet", snippet_json(ranking, ranked->dir));
	report_item(item);
}

static void tell(const struct ranking *ranking, const struct ranked *ranked)
{
	if (report_format() != FORMAT_TEXT)
		report_ranked(ranking, ranked);
	else if (terminal_is())
		put_in_lines(ranking, ranked);
	else
		put_in_columns(ranking, ranked);
}

/**
 * rank_print() - tell the articles in which something matches, the best first
 * @scope: where; articles of which parts are outside count with those inside
 * @query: what for, and how many are told
 *
 * Return: whether there is any.
 */
bool rank_print(const struct scope *scope, const struct query *query)
{
	struct ranking ranking = { .scope = scope, .query = query };

	ranking.with = arena_zeroed(&ranking.arena,
				    query->count * sizeof(*ranking.with));
	ranking.weights = arena_zeroed(&ranking.arena,
				       query->count * sizeof(double));
	measure(&ranking);
	weigh_all(&ranking);
	sort(&ranking);
	for (size_t i = 0; i < ranking.count && i < query->max; i++)
		tell(&ranking, &ranking.all[i]);
	free(ranking.all);
	arena_free(&ranking.arena);
	return ranking.count && query->max;
}
