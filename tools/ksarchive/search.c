// SPDX-License-Identifier: GPL-2.0-only
/*
 * ksarchive search: grep's options and answers, for what stands in the image.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "field.h"
#include "hits.h"
#include "memory.h"
#include "near.h"
#include "path.h"
#include "rank.h"
#include "report.h"
#include "terminal.h"

/* How many articles --rank lists. */
#define RANKED_MAX 10

enum {
	OPTION_IN = OPTION_LONG,
	OPTION_RANK,
};

static const struct option options[] = {
	{ "regexp", required_argument, NULL, 'e' },
	{ "fixed-strings", no_argument, NULL, 'F' },
	{ "ignore-case", no_argument, NULL, 'i' },
	{ "word-regexp", no_argument, NULL, 'w' },
	{ "count", no_argument, NULL, 'c' },
	{ "files-with-matches", no_argument, NULL, 'l' },
	{ "only-matching", no_argument, NULL, 'o' },
	{ "line-number", no_argument, NULL, 'n' },
	{ "recursive", no_argument, NULL, 'r' },
	{ "extended-regexp", no_argument, NULL, 'E' },
	{ "perl-regexp", no_argument, NULL, 'P' },
	{ "no-line-number", no_argument, NULL, 'N' },
	{ "max-count", required_argument, NULL, 'm' },
	{ "after-context", required_argument, NULL, 'A' },
	{ "before-context", required_argument, NULL, 'B' },
	{ "context", required_argument, NULL, 'C' },
	{ "in", required_argument, NULL, OPTION_IN },
	{ "rank", no_argument, NULL, OPTION_RANK },
	{ 0 },
};

static const char help[] =
	"Answers as grep -rn PATTERN does in /sys/kernel/ksarchive, field by field in\n"
	"the image's order: a directory's before those of the directories in it. PATH\n"
	"is a section, a page or a field; the names in the answer begin at the root.\n"
	"At a terminal the lines of a field stand below its name.\n"
	"\n"
	"  -e, --regexp PATTERN        what to look for; may be given several times\n"
	"  -F, --fixed-strings         plain text, no regular expression of PCRE2\n"
	"  -i, --ignore-case           small and capital letters are the same\n"
	"  -w, --word-regexp           whole words only\n"
	"  -l, --files-with-matches    only the names of the fields that match\n"
	"  -c, --count                 how many lines match in each field\n"
	"  -o, --only-matching         only the parts of lines that match\n"
	"  -N, --no-line-number        without the lines' numbers\n"
	"  -m, --max-count N           no more than N lines of a field, or N articles\n"
	"  -A, --after-context N       N lines behind each too\n"
	"  -B, --before-context N      N lines before each too\n"
	"  -C, --context N             both\n"
	"      --in NAME[,NAME...]     only fields of these names: text, title, people\n"
	"      --rank                  articles, the 10 that are most about it: with score,\n"
	"                              path, title and a line that matches\n"
	"  -n, -r, -E, -P              change nothing, for hands that are used to grep\n";

static struct {
	struct buffer typed;
	bool has_pattern;
	struct pattern_options pattern;
	struct hits_options hits;
	struct text *names;
	size_t name_count;
	bool rank;
	bool has_max;
} settings = { .hits.max = SIZE_MAX };

/* As grep has it, a line of its own for each pattern. */
static void add_pattern(const char *typed)
{
	if (settings.has_pattern)
		buffer_add_byte(&settings.typed, '\n');
	settings.has_pattern = true;
	buffer_add_string(&settings.typed, typed);
}

static void add_names(struct text list)
{
	struct text name;

	while (list.at) {
		name = text_cut(&list, ',');
		if (!name.len)
			fail(FAIL_USAGE, "--in: expected names of fields with commas between, found an empty one");
		settings.names = memory_grow(settings.names,
					     settings.name_count,
					     sizeof(*settings.names));
		settings.names[settings.name_count++] = name;
	}
}

static size_t read_number(char option, const char *argument)
{
	unsigned long long number;
	char *end;

	errno = 0;
	number = strtoull(argument, &end, 10);
	if (*argument < '0' || *argument > '9' || *end)
		fail(FAIL_USAGE, "-%c %s: expected a number", option, argument);
	return errno || number > SIZE_MAX ? SIZE_MAX : (size_t)number;
}

static void take_number(char option, const char *argument)
{
	size_t number = read_number(option, argument);

	if (option == 'm') {
		settings.hits.max = number;
		settings.has_max = true;
	}
	if (option == 'A' || option == 'C')
		settings.hits.after = number;
	if (option == 'B' || option == 'C')
		settings.hits.before = number;
}

static void take_option(int option, const char *argument)
{
	switch (option) {
	case 'e':
		add_pattern(argument);
		break;
	case 'F':
		settings.pattern.fixed = true;
		break;
	case 'i':
		settings.pattern.ignore_case = true;
		break;
	case 'w':
		settings.pattern.word = true;
		break;
	case 'c':
		settings.hits.what = HITS_COUNTS;
		break;
	case 'l':
		settings.hits.what = HITS_FIELDS;
		break;
	case 'o':
		settings.hits.only_matching = true;
		break;
	case 'N':
		settings.hits.unnumbered = true;
		break;
	case 'n':
		settings.hits.unnumbered = false;
		break;
	case 'r':
	case 'E':
	case 'P':
		break;
	case OPTION_RANK:
		settings.rank = true;
		break;
	case OPTION_IN:
		add_names(text_of(argument));
		break;
	default:
		take_number((char)option, argument);
	}
}

/* Each line of what was typed is a term of its own. */
static bool rank(const struct scope *scope, const struct pattern *any)
{
	struct text rest = buffer_text(&settings.typed);
	struct query query = {
		.any = any,
		.max = settings.has_max ? settings.hits.max : RANKED_MAX,
	};
	struct text term;
	bool found;

	while (line_next(&rest, &term)) {
		query.terms = memory_grow(query.terms, query.count,
					  sizeof(struct pattern *));
		query.terms[query.count++] =
			pattern_new(term, &settings.pattern);
	}
	found = rank_print(scope, &query);
	while (query.count)
		pattern_free(query.terms[--query.count]);
	free(query.terms);
	return found;
}

/* Pattern and scope are what the operands and --in say. */
static bool search(const struct scope *scope)
{
	struct pattern *pattern = pattern_new(buffer_text(&settings.typed),
					      &settings.pattern);
	bool found;

	found = settings.rank ? rank(scope, pattern)
			      : hits_print(scope, pattern, &settings.hits);
	pattern_free(pattern);
	return found;
}

static void check_rank(void)
{
	if (settings.rank && (settings.hits.what != HITS_LINES ||
			      settings.hits.only_matching ||
			      settings.hits.before || settings.hits.after))
		fail(FAIL_USAGE, "--rank: expected none of -c, -l, -o, -A, -B and -C beside it");
}

/* The name that a field has and that comes nearest; at NULL where none does. */
static struct text nearest_field(const struct archive *archive,
				 struct text name)
{
	size_t limit = near_limit(name), far;
	struct text best = { 0 }, other;
	struct ksa_node node;

	for (u32 i = 0; i < archive->ksa.node_count; i++) {
		ksa_node(&archive->ksa, i, &node);
		other = (struct text){ node.name, node.name_len };
		if (node.type != KSA_FILE)
			continue;
		if (text_equal(name, other))
			return name;
		far = near_distance(name, other, limit);
		if (far < limit || (far == limit && !best.at)) {
			best = other;
			limit = far;
		}
	}
	return best;
}

/* Where nothing was found, a name that no field has may be why. */
static void check_names(const struct archive *archive)
{
	struct text name, near;

	for (size_t i = 0; i < settings.name_count; i++) {
		name = settings.names[i];
		near = nearest_field(archive, name);
		if (text_equal(name, near))
			continue;
		if (!near.at)
			fail(FAIL_NOT_FOUND, "--in %.*s: no field has that name",
			     TEXT_ARGS(name));
		fail_detail("suggestions", json_pack("[o]", report_text(near)));
		fail(FAIL_NOT_FOUND,
		     "--in %.*s: no field has that name; did you mean %.*s?",
		     TEXT_ARGS(name), TEXT_ARGS(near));
	}
}

static int run(struct archive *archive, char **operands, int count)
{
	struct scope scope = { .archive = archive };
	bool found;

	if (!settings.has_pattern && count) {
		add_pattern(*operands++);
		count--;
	}
	if (!settings.has_pattern || count > 1)
		fail(FAIL_USAGE, "search: expected PATTERN [PATH]; see ksarchive search --help");
	check_rank();
	scope.top = count ? path_find(archive, *operands) : 0;
	scope.names = settings.names;
	scope.name_count = settings.name_count;
	found = search(&scope);
	if (!found)
		check_names(archive);
	buffer_free(&settings.typed);
	free(settings.names);
	return found ? EXIT_FOUND : EXIT_NOTHING;
}

const struct command command_search = {
	.name = "search",
	.operands = "PATTERN [PATH]",
	.summary = "find lines that match a regular expression",
	.help = help,
	.letters = "e:FiwclonNrEPm:A:B:C:",
	.options = options,
	.operands_max = 2,
	.option = take_option,
	.run = run,
};
