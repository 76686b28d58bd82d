// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who wrote a page, and when, where one line says both: "By Jonathan Corbet
 * November 2, 2010" and the like.
 */
#include "byline.h"
#include "date.h"
#include "weekday.h"

/* A name has no more words; a sentence that begins with "By" has. */
#define NAME_WORDS 5

#define CONTRIBUTED "This article was contributed by "

static const struct byline nothing = { { "", 0 }, { "", 0 }, { "", 0 } };

/*
 * A whole day: years and months alone could be part of a name or a title. In
 * @byline the date and what it says of the week change where it is one.
 */
static bool read_day(struct text text, enum weekday_form form,
		     struct byline *byline, struct arena *arena)
{
	struct text wrong_day = { "", 0 };
	struct buffer iso = { 0 };
	bool good = (date_read(text, &iso) &&
		     iso.len >= sizeof("2010-11-02") - 1) ||
		    weekday_date_read(text, form, &iso, &wrong_day);

	if (good) {
		byline->date = arena_text(arena, buffer_text(&iso));
		byline->wrong_day = wrong_day;
	}
	buffer_free(&iso);
	return good;
}

/*
 * Behind a name "Sun" may be another: it is the day of the week if the date has
 * that, and if the name has two words without it.
 */
static bool read_day_behind(struct text name, struct text text,
			    struct byline *byline, struct arena *arena)
{
	struct byline brief = nothing;

	if (!name.len)
		return read_day(text, WEEKDAY_BRIEF, byline, arena);
	if (read_day(text, WEEKDAY_WHOLE, byline, arena))
		return true;
	if (!text_has(text_trim_end(name, " "), ' ') ||
	    !read_day(text, WEEKDAY_BRIEF, &brief, arena) ||
	    brief.wrong_day.len)
		return false;
	*byline = brief;
	return true;
}

/* The length of what stands before the date that ends a line; or all of it. */
static size_t date_begins(struct text line, struct byline *byline,
			  struct arena *arena)
{
	for (size_t i = 0; i < line.len; i++)
		if ((!i || line.at[i - 1] == ' ') &&
		    read_day_behind((struct text){ line.at, i },
				    text_skip(line, i), byline, arena))
			return i;
	return line.len;
}

/* The length of the date that begins a line; 0 where none does. */
static size_t date_ends(struct text line, struct byline *byline,
			struct arena *arena)
{
	for (size_t len = 1; len < line.len; len++)
		if (line.at[len] == ' ' &&
		    read_day((struct text){ line.at, len }, WEEKDAY_BRIEF,
			     byline, arena))
			return len;
	return 0;
}

static bool is_name(struct text text)
{
	size_t words = 1;

	if (!text.len || byte_is_of(".:;,!?", text.at[text.len - 1]))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (byte_is_of("0123456789", text.at[i]))
			return false;
		words += text.at[i] == ' ';
	}
	return words <= NAME_WORDS;
}

/* A name, a date, or both. */
static bool read_author(struct text line, struct byline *byline,
			struct arena *arena)
{
	size_t len = date_begins(line, byline, arena);

	byline->author = text_trim_end((struct text){ line.at, len }, " ,|-");
	return byline->author.len ? is_name(byline->author) : len < line.len;
}

/* [Posted November 2, 2010 by corbet]: the poster need not be the author. */
static bool read_posted(struct text line, struct byline *byline,
			struct arena *arena)
{
	const struct text posted = TEXT("[Posted ");

	return text_begins_nocase(line, posted) &&
	       date_ends(text_skip(line, posted.len), byline, arena);
}

static bool read_contributed(struct text line, struct byline *byline,
			     struct arena *arena)
{
	size_t len = date_ends(line, byline, arena);
	struct text rest = text_trim(text_skip(line, len), " ");

	if (!text_begins_nocase(rest, TEXT(CONTRIBUTED)))
		return false;
	rest = text_skip(rest, sizeof(CONTRIBUTED) - 1);
	byline->author = text_trim_end(rest, " .");
	return is_name(byline->author);
}

/**
 * byline_read() - find author and date in a line
 * @line: without Markdown, blanks squeezed
 * @byline: receives them
 * @arena: owns the date; the author leads into @line
 *
 * Return: whether the line is a byline and nothing else; @byline is empty
 * where it is not.
 */
bool byline_read(struct text line, struct byline *byline, struct arena *arena)
{
	const struct text by = TEXT("By ");
	bool has_by = text_begins_nocase(line, by);

	*byline = nothing;
	if (read_contributed(line, byline, arena) ||
	    read_posted(line, byline, arena))
		return true;
	if (has_by)
		line = text_skip(line, by.len);
	/* Before a date alone may stand a place. */
	if (read_author(line, byline, arena) &&
	    (has_by || !byline->author.len))
		return true;
	*byline = nothing;
	return false;
}

/**
 * byline_read_author() - find author and date in what names an author
 * @value: as byline_read() takes a line
 * @byline: receives them
 * @arena: owns the date; the author leads into @value
 *
 * Return: whether it is a byline, or a name and a date; @byline is empty where
 * it is not.
 */
bool byline_read_author(struct text value, struct byline *byline,
			struct arena *arena)
{
	if (byline_read(value, byline, arena))
		return true;
	if (read_author(value, byline, arena) && byline->date.len)
		return true;
	*byline = nothing;
	return false;
}
