// SPDX-License-Identifier: GPL-2.0-only
/*
 * ksarchive timeline: how many sessions each year had, as bars on a terminal.
 */
#include <stdio.h>
#include <stdlib.h>

#include "article-json.h"
#include "columns.h"
#include "command.h"
#include "field.h"
#include "memory.h"
#include "report.h"
#include "year.h"

#define YEAR_DIGITS 4
#define GAP 2
#define BAR_MIN 12
#define EIGHTHS 8

/* A section that told the year of sessions, at a place in the catalog. */
struct meeting {
	unsigned int year;
	u32 dir;
	size_t order;
};

struct timeline {
	const struct archive *archive;
	size_t sessions[YEARS];
	struct meeting *meetings;
	size_t meeting_count;
	struct arena arena;
};

static void add_meeting(struct timeline *timeline, unsigned int year, u32 dir)
{
	size_t count = timeline->meeting_count;

	if (!dir || (count && timeline->meetings[count - 1].dir == dir))
		return;
	timeline->meetings = memory_grow(timeline->meetings, count,
					 sizeof(*timeline->meetings));
	timeline->meetings[timeline->meeting_count++] =
		(struct meeting){ year, dir, count };
}

static void add_session(struct timeline *timeline, u32 dir)
{
	unsigned int year;
	u32 section;

	year = year_of_session(timeline->archive, dir, &section);
	timeline->sessions[year]++;
	add_meeting(timeline, year, section);
}

static int compare_meetings(const void *a, const void *b)
{
	const struct meeting *one = a, *other = b;

	if (one->year != other->year)
		return one->year > other->year ? 1 : -1;
	if (one->dir != other->dir)
		return one->dir > other->dir ? 1 : -1;
	return (one->order > other->order) - (one->order < other->order);
}

static int compare_order(const void *a, const void *b)
{
	const struct meeting *one = a, *other = b;

	if (one->year != other->year)
		return one->year > other->year ? 1 : -1;
	return (one->order > other->order) - (one->order < other->order);
}

/* By year and then in the catalog's order, each once. */
static void sort_meetings(struct timeline *timeline)
{
	struct meeting *all = timeline->meetings;
	size_t kept = 0;

	if (!timeline->meeting_count)
		return;
	qsort(all, timeline->meeting_count, sizeof(*all), compare_meetings);
	for (size_t i = 0; i < timeline->meeting_count; i++)
		if (!kept || all[i].dir != all[kept - 1].dir)
			all[kept++] = all[i];
	timeline->meeting_count = kept;
	qsort(all, kept, sizeof(*all), compare_order);
}

static void read_catalog(struct timeline *timeline)
{
	const struct archive *archive = timeline->archive;
	struct text catalog = archive_catalog(archive);
	u32 dir;

	while (article_next_dir(archive, &catalog, &dir))
		if (!archive_section(archive, dir))
			add_session(timeline, dir);
	sort_meetings(timeline);
}

static json_t *lines_of(struct text field)
{
	json_t *lines = json_array();
	struct text line;

	while (line_next(&field, &line))
		report_append(lines, report_text(line));
	return lines;
}

static json_t *meeting_object(const struct archive *archive, u32 dir)
{
	static const char *const fields[] = { "title", "city", "country" };
	char buf[KSA_PATH_MAX + 1];
	struct text field = archive_field(archive, dir, "dates");
	json_t *object = json_object();

	report_set(object, "path",
		   report_text(archive_path(archive, dir, buf)));
	if (!field.at)
		field = archive_field(archive, dir, "date");
	report_set(object, "dates", lines_of(field));
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		field_set(object, archive, dir, fields[i]);
	return object;
}

/* @meeting is the first of the year's or of a later one; so is what returns. */
static const struct meeting *after(const struct timeline *timeline,
				   const struct meeting *meeting,
				   unsigned int year)
{
	const struct meeting *end =
		timeline->meetings + timeline->meeting_count;

	while (meeting < end && meeting->year == year)
		meeting++;
	return meeting;
}

static void report_year(const struct timeline *timeline, unsigned int year,
			const struct meeting *from, const struct meeting *to)
{
	json_t *item = json_object(), *meetings = json_array();

	if (year != UNDATED)
		report_set(item, "year", json_integer(year));
	report_set(item, "count",
		   json_integer((json_int_t)timeline->sessions[year]));
	for (; from < to; from++)
		report_append(meetings, meeting_object(timeline->archive,
						       from->dir));
	report_set(item, "meetings", meetings);
	report_item(item);
}

/* "The 2010 Kernel Summit, Cambridge", of several with semicolons between. */
static struct text label_of(struct timeline *timeline,
			    const struct meeting *from,
			    const struct meeting *to)
{
	const struct archive *archive = timeline->archive;
	struct buffer label = { 0 };
	struct text text;

	for (; from < to; from++) {
		if (label.len)
			buffer_add_string(&label, "; ");
		buffer_add(&label, archive_field(archive, from->dir, "title"));
		text = archive_field(archive, from->dir, "city");
		if (text.len) {
			buffer_add_string(&label, ", ");
			buffer_add(&label, text);
		}
	}
	text = arena_text(&timeline->arena, buffer_text(&label));
	buffer_free(&label);
	return text;
}

/* How a year is drawn: all bars begin in one column and have one scale. */
struct drawing {
	size_t most;
	int digits;
	size_t label_width;
	size_t bar_width;
	bool blocks;
};

static size_t widest_label(struct timeline *timeline)
{
	const struct meeting *from = timeline->meetings, *to;
	size_t width = 0, columns;

	for (unsigned int year = 1; year < YEARS; year++) {
		to = after(timeline, from, year);
		columns = terminal_columns(label_of(timeline, from, to));
		width = columns > width ? columns : width;
		from = to;
	}
	return width;
}

static void measure(struct drawing *drawing, struct timeline *timeline)
{
	size_t width = terminal_width(), taken;

	for (unsigned int year = 1; year < YEARS; year++)
		if (timeline->sessions[year] > drawing->most)
			drawing->most = timeline->sessions[year];
	drawing->digits = snprintf(NULL, 0, "%zu", drawing->most);
	drawing->label_width = widest_label(timeline);
	taken = YEAR_DIGITS + GAP + (size_t)drawing->digits + GAP;
	if (drawing->label_width &&
	    taken + drawing->label_width + GAP + BAR_MIN <= width)
		taken += drawing->label_width + GAP;
	else
		drawing->label_width = 0;
	drawing->bar_width = width > taken + 1 ? width - taken : 1;
	drawing->blocks = terminal_draws();
}

/* A year with a session has a bar, however many another has. */
static void put_bar(const struct drawing *drawing, size_t sessions)
{
	size_t unit = drawing->blocks ? EIGHTHS : 1;
	size_t units = (sessions * drawing->bar_width * unit +
			drawing->most / 2) / drawing->most;
	char part[] = "\342\226\210"; /* U+2588, a whole block */

	fputs(terminal_style(STYLE_BAR), stdout);
	if (!units)
		units = 1;
	for (; units >= unit; units -= unit)
		fputs(drawing->blocks ? part : "#", stdout);
	part[2] = (char)(part[2] + (char)(EIGHTHS - units));
	if (units)
		fputs(part, stdout);
	fputs(terminal_style(STYLE_PLAIN), stdout);
}

static void draw_year(struct timeline *timeline, const struct drawing *drawing,
		      unsigned int year, const struct meeting *from,
		      const struct meeting *to)
{
	printf("%04u%*s%*zu%*s", year, GAP, "", drawing->digits,
	       timeline->sessions[year], GAP, "");
	if (drawing->label_width)
		put_padded(STYLE_PLAIN, label_of(timeline, from, to),
			   drawing->label_width + GAP);
	put_bar(drawing, timeline->sessions[year]);
	putchar('\n');
}

static void draw(struct timeline *timeline)
{
	const struct meeting *from = timeline->meetings, *to;
	struct drawing drawing = { 0 };
	size_t undated = timeline->sessions[UNDATED];

	measure(&drawing, timeline);
	for (unsigned int year = 1; year < YEARS; year++) {
		to = after(timeline, from, year);
		if (timeline->sessions[year])
			draw_year(timeline, &drawing, year, from, to);
		from = to;
	}
	if (undated)
		printf("%*s%zu without a year\n", YEAR_DIGITS + GAP, "",
		       undated);
}

static void put_year(const struct timeline *timeline, unsigned int year)
{
	if (year != UNDATED)
		printf("%04u", year);
	printf("\t%zu\n", timeline->sessions[year]);
}

/* What has no year comes last. */
static void tell(struct timeline *timeline)
{
	const struct meeting *from = timeline->meetings, *to;

	for (unsigned int i = 1; i <= YEARS; i++) {
		to = after(timeline, from, i % YEARS);
		if (timeline->sessions[i % YEARS]) {
			if (report_format() == FORMAT_TEXT)
				put_year(timeline, i % YEARS);
			else
				report_year(timeline, i % YEARS, from, to);
		}
		from = to;
	}
}

static int run(struct archive *archive, char **operands, int count)
{
	static struct timeline timeline;
	bool found = false;

	(void)operands;
	(void)count;
	timeline.archive = archive;
	read_catalog(&timeline);
	for (unsigned int year = 0; year < YEARS && !found; year++)
		found = timeline.sessions[year];
	if (report_format() == FORMAT_TEXT && terminal_is())
		draw(&timeline);
	else
		tell(&timeline);
	free(timeline.meetings);
	arena_free(&timeline.arena);
	return found ? EXIT_FOUND : EXIT_NOTHING;
}

const struct command command_timeline = {
	.name = "timeline",
	.operands = "",
	.summary = "show how many sessions each year had",
	.run = run,
};
