// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of an archive's meetings: when, where, how many pages there are of
 * each. A section tells that it is one by its dates, whatever its name.
 */
#include <stdio.h>
#include <stdlib.h>

#include "timeline.h"

#define YEAR_LEN 4

const char *const meeting_places[MEETING_PLACES] = {
	"city", "region", "country", "venue",
};

static bool has_form(struct text text, const char *form)
{
	for (size_t i = 0; i < text.len; i++)
		if (form[i] == '-' ? text.at[i] != '-'
				   : text.at[i] < '0' || text.at[i] > '9')
			return false;
	return true;
}

/* A year, a month or a day. */
static bool is_date(struct text text)
{
	return (text.len == 4 || text.len == 7 || text.len == 10) &&
	       has_form(text, "yyyy-mm-dd");
}

/**
 * meeting_dates() - read when a section met
 * @dates: its field of that name, with or without the newline at its end
 * @meeting: its first and last date are set
 *
 * Return: whether each line is a year, a month or a day of ISO 8601.
 */
bool meeting_dates(struct text dates, struct meeting *meeting)
{
	const char *newline;
	struct text line;

	*meeting = (struct meeting){ 0 };
	dates = text_trim_end(dates, "\n");
	do {
		newline = dates.len ? memchr(dates.at, '\n', dates.len) : NULL;
		line = newline ? text_between(dates.at, newline) : dates;
		if (!is_date(line))
			return false;
		if (!meeting->first.len ||
		    text_compare(line, meeting->first) < 0)
			meeting->first = line;
		if (text_compare(line, meeting->last) > 0)
			meeting->last = line;
		dates = text_skip(dates, line.len + !!newline);
	} while (newline);
	return true;
}

/**
 * timeline_add() - add a meeting
 * @timeline: meetings come in the catalog's order
 * @meeting: copied; its texts are not
 */
void timeline_add(struct timeline *timeline, const struct meeting *meeting)
{
	struct meeting *added;

	timeline->meetings = memory_grow(timeline->meetings, timeline->count,
					 sizeof(*timeline->meetings));
	added = &timeline->meetings[timeline->count];
	*added = *meeting;
	added->order = timeline->count++;
}

static int compare(const void *left, const void *right)
{
	const struct meeting *a = left, *b = right;
	int order = text_compare(a->first, b->first);

	if (!order)
		order = text_compare(a->last, b->last);
	return order ? order : (a->order > b->order) - (a->order < b->order);
}

/* A list in one cell; a table has no place in one. */
static bool add_place(struct buffer *table, struct text place, bool more)
{
	place = text_trim_end(place, "\n");
	if (!place.len || text_has(place, '\t'))
		return more;
	if (more)
		buffer_add_string(table, ", ");
	for (size_t i = 0; i < place.len; i++)
		if (place.at[i] == '\n')
			buffer_add_string(table, " / ");
		else
			buffer_add_byte(table, place.at[i]);
	return true;
}

static void add_meeting(struct buffer *table, const struct meeting *meeting)
{
	char pages[32];
	bool more = false;

	buffer_add(table, (struct text){ meeting->first.at, YEAR_LEN });
	buffer_add_byte(table, '\t');
	buffer_add(table, meeting->first);
	if (!text_equal(meeting->first, meeting->last)) {
		buffer_add_byte(table, '/');
		buffer_add(table, meeting->last);
	}
	buffer_add_byte(table, '\t');
	for (size_t i = 0; i + 1 < MEETING_PLACES; i++)
		more = add_place(table, meeting->places[i], more);
	if (!more)
		add_place(table, meeting->places[MEETING_PLACES - 1], more);
	snprintf(pages, sizeof(pages), "\t%zu\t", meeting->pages);
	buffer_add_string(table, pages);
	buffer_add(table, meeting->path);
	buffer_add_byte(table, '\t');
	buffer_add(table, meeting->title);
	buffer_add_byte(table, '\n');
}

/**
 * timeline_write() - write the table
 * @timeline: put in order of time
 * @table: receives it at its end; nothing where there is no meeting
 */
void timeline_write(struct timeline *timeline, struct buffer *table)
{
	if (!timeline->count)
		return;
	qsort(timeline->meetings, timeline->count, sizeof(*timeline->meetings),
	      compare);
	buffer_add_string(table, "#year\tdates\tplace\tpages\tpath\ttitle\n");
	for (size_t i = 0; i < timeline->count; i++)
		add_meeting(table, &timeline->meetings[i]);
}

/**
 * timeline_free() - give a timeline up
 * @timeline: the timeline
 */
void timeline_free(struct timeline *timeline)
{
	free(timeline->meetings);
	*timeline = (struct timeline){ 0 };
}
