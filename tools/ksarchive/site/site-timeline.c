// SPDX-License-Identifier: GPL-2.0-only
/*
 * The timeline: a picture with a column a year, in which sessions stand one on
 * the other in their order, each a link.
 *
 * Where years are few a session's box holds its name; where they are many boxes
 * are small, and tell it when they are pointed at. Years without a session take
 * little room, and a long run of them the room of one.
 */
#include <stdlib.h>

#include "html.h"
#include "site.h"
#include "year.h"

/* Sizes are in pixels where nothing is scaled. */
#define WIDTH 960
#define MARGIN 10
#define NARROW 38
#define WIDE 300
#define NAMED 110
#define GAP 4
#define NAMED_HEIGHT 23
#define PLAIN_HEIGHT 14
#define HEAD 24
#define FOOT 26
#define DIGIT 7

/* As many boxes stand on each other; a year with more has them side by side. */
#define ROWS_MAX 50
#define BESIDE_MIN 8

/* A longer run of years without a session is drawn as one. */
#define EMPTY_MAX 4

/**
 * struct column - a year
 * @year: the year; UNDATED for years left out
 * @first: of its sessions
 * @count: how many there are
 */
struct column {
	unsigned int year;
	size_t first;
	size_t count;
};

/**
 * struct picture - a timeline being drawn
 * @site: the site
 * @sessions: by their years
 * @session_count: how many
 * @columns: from left to right
 * @column_count: how many
 * @full: how many of them have sessions
 * @width: of a column that has
 * @rows: the most boxes that stand on each other
 * @height: of a box, with what is left free below it
 * @total: the picture's width
 */
struct picture {
	struct site *site;
	const struct site_article **sessions;
	size_t session_count;
	struct column *columns;
	size_t column_count;
	size_t full;
	unsigned int width;
	size_t rows;
	unsigned int height;
	size_t total;
};

static void find_sessions(struct picture *picture)
{
	const struct site *site = picture->site;
	const struct site_article *article;

	for (size_t i = 0; i < site->article_count; i++) {
		article = site->by_year[i];
		if (article->year == UNDATED ||
		    site->kinds[article->dir] != SITE_PAGE)
			continue;
		picture->sessions = memory_grow(picture->sessions,
						picture->session_count,
						sizeof(*picture->sessions));
		picture->sessions[picture->session_count++] = article;
	}
}

static struct column *add_column(struct picture *picture, unsigned int year,
				 size_t first)
{
	picture->columns = memory_grow(picture->columns, picture->column_count,
				       sizeof(*picture->columns));
	picture->columns[picture->column_count] =
		(struct column){ .year = year, .first = first };
	return &picture->columns[picture->column_count++];
}

/* From @from up to the one before @to. */
static void add_empty(struct picture *picture, unsigned int from,
		      unsigned int to)
{
	if (to - from > EMPTY_MAX)
		add_column(picture, UNDATED, 0);
	else
		for (; from < to; from++)
			add_column(picture, from, 0);
}

static void find_columns(struct picture *picture)
{
	struct column *column = NULL;
	unsigned int year;

	for (size_t i = 0; i < picture->session_count; i++) {
		year = picture->sessions[i]->year;
		if (!column || column->year != year) {
			if (column)
				add_empty(picture, column->year + 1, year);
			column = add_column(picture, year, i);
			picture->full++;
		}
		column->count++;
	}
}

static size_t beside(size_t count)
{
	return (count + ROWS_MAX - 1) / ROWS_MAX;
}

static size_t width_of(const struct picture *picture,
		       const struct column *column)
{
	size_t least = beside(column->count) * BESIDE_MIN;

	if (!column->count)
		return NARROW;
	return least > picture->width ? least : picture->width;
}

static void measure(struct picture *picture)
{
	size_t empty = picture->column_count - picture->full, count;
	size_t room = WIDTH - 2 * MARGIN, used = empty * NARROW;

	picture->width = NARROW;
	if (used < room && (room - used) / picture->full > NARROW)
		picture->width = (unsigned int)((room - used) / picture->full);
	if (picture->width > WIDE)
		picture->width = WIDE;
	picture->height = picture->width < NAMED ? PLAIN_HEIGHT : NAMED_HEIGHT;
	picture->total = 2 * MARGIN;
	for (size_t i = 0; i < picture->column_count; i++) {
		picture->total += width_of(picture, &picture->columns[i]);
		count = picture->columns[i].count;
		if (count > picture->rows)
			picture->rows = count < ROWS_MAX ? count : ROWS_MAX;
	}
}

/* The lower edge of the boxes that stand at the bottom. */
static size_t ground(const struct picture *picture)
{
	return HEAD + picture->rows * picture->height;
}

static void draw_session(const struct picture *picture,
			 const struct column *column, size_t i, size_t left)
{
	struct site *site = picture->site;
	struct buffer *html = &site->html;
	u32 dir = picture->sessions[column->first + i]->dir;
	size_t width = (width_of(picture, column) - GAP) /
		       beside(column->count);
	size_t x = left + GAP / 2 + i / ROWS_MAX * width;
	size_t y = ground(picture) - (i % ROWS_MAX + 1) * picture->height;

	buffer_add_string(html, "<a href=\"");
	site_add_way(site, html, dir);
	buffer_add_string(html, "\"><title>");
	html_add_text(html, site_title(site, dir));
	html_add(html, "</title><rect x=\"%zu\" y=\"%zu\" width=\"%zu\" height=\"%u\" rx=\"2\"/>",
		 x, y, width > 4 ? width - 1 : width, picture->height - 3);
	if (width >= NAMED) {
		html_add(html, "<text x=\"%zu\" y=\"%zu\">", x + 7, y + 14);
		html_add_cut(html, site_name(site, dir), (width - 14) / DIGIT);
		buffer_add_string(html, "</text>");
	}
	buffer_add_string(html, "</a>\n");
}

static void draw_year(const struct picture *picture,
		      const struct column *column, size_t middle)
{
	struct site *site = picture->site;
	struct buffer *html = &site->html;
	size_t y = ground(picture) + FOOT - 10;

	if (!column->count) {
		html_add(html, "<text class=\"empty\" x=\"%zu\" y=\"%zu\">",
			 middle, y);
		if (column->year == UNDATED)
			buffer_add_string(html, "\342\200\246</text>\n");
		else
			html_add(html, "%u</text>\n", column->year);
		return;
	}
	buffer_add_string(html, "<a href=\"");
	site_add_way(site, html, SITE_TIMELINE);
	html_add(html, "#Y%u\"><text class=\"year\" x=\"%zu\" y=\"%zu\">%u</text></a>\n",
		 column->year, middle, y, column->year);
	html_add(html, "<text class=\"many\" x=\"%zu\" y=\"%zu\">%zu</text>\n",
		 middle,
		 ground(picture) - 6 - picture->height *
		 (column->count < ROWS_MAX ? column->count : ROWS_MAX),
		 column->count);
}

static void draw_columns(const struct picture *picture)
{
	const struct column *column;
	size_t left = MARGIN, width;

	for (size_t i = 0; i < picture->column_count; i++) {
		column = &picture->columns[i];
		width = width_of(picture, column);
		draw_year(picture, column, left + width / 2);
		for (size_t j = 0; j < column->count; j++)
			draw_session(picture, column, j, left);
		left += width;
	}
}

static void draw(const struct picture *picture)
{
	struct buffer *html = &picture->site->html;
	size_t height = ground(picture) + FOOT;

	html_add(html, "<div class=\"timeline\" role=\"region\" ");
	html_add(html, "aria-label=\"Timeline\" tabindex=\"0\">\n");
	html_add(html, "<svg viewBox=\"0 0 %zu %zu\" width=\"%zu\" height=\"%zu\">\n",
		 picture->total, height, picture->total, height);
	buffer_add_string(html, "<title>The sessions of each year</title>\n");
	draw_columns(picture);
	html_add(html, "<path d=\"M%d %zu.5h%zu\"/>\n</svg>\n</div>\n", MARGIN,
		 ground(picture), picture->total - 2 * MARGIN);
}

/**
 * site_add_timeline() - the timeline
 * @site: the site; without sessions that have years nothing is drawn
 */
void site_add_timeline(struct site *site)
{
	struct picture picture = { .site = site };

	find_sessions(&picture);
	find_columns(&picture);
	if (picture.full) {
		measure(&picture);
		draw(&picture);
	}
	free(picture.sessions);
	free(picture.columns);
}
