// SPDX-License-Identifier: GPL-2.0-only
/*
 * ksarchive random: an article to read today.
 *
 * Days are numbered, and articles drawn as cards are: each comes once before
 * one comes again. In the next round they come in another order.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "article-json.h"
#include "command.h"
#include "memory.h"
#include "page.h"
#include "path.h"
#include "report.h"

#define SECONDS_A_DAY 86400

enum {
	OPTION_SEED = OPTION_LONG,
	OPTION_AGAIN,
};

static const struct option options[] = {
	{ "seed", required_argument, NULL, OPTION_SEED },
	{ "again", no_argument, NULL, OPTION_AGAIN },
	{ 0 },
};

static struct {
	bool given;
	bool again;
	unsigned long number;
} seed;

static void take_option(int option, const char *argument)
{
	char *end;

	seed.again = option == OPTION_AGAIN;
	if (seed.again)
		return;
	errno = 0;
	seed.given = true;
	seed.number = strtoul(argument, &end, 10);
	if (errno || *end || *argument < '0' || *argument > '9')
		fail(FAIL_USAGE, "--seed %s: expected a number from 0 to %lu",
		     argument, ~0UL);
}

/* Since 1970-01-01, by the calendar on the wall. */
static unsigned long today(void)
{
	time_t now = time(NULL);
	struct tm *local = localtime(&now);

	if (!local)
		die("the time is beyond all calendars");
	return (unsigned long)(timegm(local) / SECONDS_A_DAY);
}

struct drawn {
	u32 *dirs;
	size_t count;
};

/* Those that can be read: what sections say of themselves is no article. */
static struct drawn find_articles(const struct archive *archive, u32 above)
{
	struct text catalog = archive_catalog(archive);
	struct drawn found = { 0 };
	u32 dir;

	while (article_next_dir(archive, &catalog, &dir)) {
		if (archive_section(archive, dir) ||
		    !archive_field(archive, dir, "text").len ||
		    !archive_is_below(archive, dir, above))
			continue;
		found.dirs = memory_grow(found.dirs, found.count,
					 sizeof(*found.dirs));
		found.dirs[found.count++] = dir;
	}
	return found;
}

static size_t common_divisor(size_t a, size_t b)
{
	size_t rest;

	for (; b; b = rest) {
		rest = a % b;
		a = b;
	}
	return a;
}

/* Vigna's SplitMix64: neighbouring numbers give unlike ones. */
static unsigned long long mix(unsigned long long number)
{
	number += 0x9e3779b97f4a7c15;
	number = (number ^ number >> 30) * 0xbf58476d1ce4e5b9;
	number = (number ^ number >> 27) * 0x94d049bb133111eb;
	return number ^ number >> 31;
}

/*
 * Steps of one length lead past all articles before they come back to the first
 * where length and number have no divisor in common.
 */
static size_t draw(unsigned long day, size_t count)
{
	unsigned long long order = mix(day / count);
	size_t step = order % count + 1, offset = (order >> 32) % count;

	while (common_divisor(step, count) != 1)
		step++;
	return (size_t)((offset + (unsigned long long)step * (day % count)) %
			count);
}

/* Any but today's, unless that is the only one. */
static size_t draw_again(size_t count)
{
	size_t not_this = draw(today(), count);
	unsigned long long number;

	if (getrandom(&number, sizeof(number), 0) != sizeof(number))
		number = (unsigned long long)time(NULL);
	if (count == 1)
		return 0;
	return (not_this + 1 + number % (count - 1)) % count;
}

static size_t choose(size_t count)
{
	if (seed.again)
		return draw_again(count);
	return draw(seed.given ? seed.number : today(), count);
}

static int run(struct archive *archive, char **operands, int count)
{
	u32 above = count ? path_find(archive, operands[0]) : 0, dir;
	struct drawn articles = find_articles(archive, above);

	if (!articles.count) {
		free(articles.dirs);
		fail(FAIL_NOT_FOUND, "%s: expected pages with text, found none",
		     count ? operands[0] : archive->source.name);
	}
	dir = articles.dirs[choose(articles.count)];
	free(articles.dirs);
	if (report_format() == FORMAT_TEXT)
		page_print(archive, dir);
	else
		report_object(article_json(archive, dir));
	return EXIT_FOUND;
}

const struct command command_random = {
	.name = "random",
	.operands = "[PATH]",
	.summary = "show an article to read today",
	.help = "      --again   another one\n"
		"      --seed N  that of the Nth day since 1970-01-01, instead of today's\n"
		"\n"
		"PATH is a section to choose from. All day long the article is the same.\n",
	.options = options,
	.operands_max = 1,
	.option = take_option,
	.run = run,
};
