// SPDX-License-Identifier: GPL-2.0-only
/*
 * Dates with the day of the week before them: "Tuesday, November 2, 2010", or
 * "Tue, 2 Nov 2010 10:00:00 +0000". A build takes none of these, since what is
 * said twice can contradict itself; here somebody reads what is reported.
 */
#include <ctype.h>

#include "date.h"
#include "env.h"
#include "weekday.h"

#define BRIEF_MIN 3
#define DAY_LEN (sizeof("2010-11-02") - 1)

static const char *const days[] = {
	"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
	"Saturday",
};

#define DAYS ARRAY_SIZE(days)

/* Whether @iso begins with a day, and not only with a year or a month. */
static bool has_day(struct text iso)
{
	return iso.len >= DAY_LEN;
}

static unsigned int number_at(struct text iso, size_t from, size_t len)
{
	unsigned int number = 0;

	for (size_t i = from; i < from + len; i++)
		number = number * 10 + (unsigned int)(iso.at[i] - '0');
	return number;
}

/* Which of the days: each year begins a day later, each leap year two. */
static size_t day_of(struct text iso)
{
	static const unsigned int before_month[] = {
		0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
	};
	unsigned int year = number_at(iso, 0, 4);
	unsigned int month = number_at(iso, 5, 2);
	unsigned int last = month > 2 ? year : year - 1;

	return ((year - 1) * 365 + last / 4 - last / 100 + last / 400 +
		before_month[month - 1] + number_at(iso, 8, 2)) % DAYS;
}

/* Takes the day of the week; DAYS where there is none. */
static size_t take_day(struct text *text, enum weekday_form form,
		       struct text *written)
{
	struct text word = *text;

	word.len = 0;
	while (word.len < text->len &&
	       isalpha((unsigned char)text->at[word.len]))
		word.len++;
	for (size_t i = 0; i < DAYS; i++) {
		if (!text_begins_nocase(text_of(days[i]), word) ||
		    word.len < (form == WEEKDAY_BRIEF ? BRIEF_MIN
						      : strlen(days[i])))
			continue;
		*written = word;
		*text = text_skip(*text, word.len);
		return i;
	}
	return DAYS;
}

/* The length of the first three words; 0 where there are no more. */
static size_t three_words(struct text text)
{
	size_t words = 0;

	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == ' ' && ++words == 3)
			return i;
	return 0;
}

/* 2 Nov 2010 10:00:00 +0000, as mail has it behind the day of the week. */
static bool read_mail_date(struct text text, struct buffer *iso)
{
	size_t len = three_words(text);
	struct buffer whole = { 0 };
	bool universal = text_ends(text, TEXT(" GMT"));
	bool good = len && date_read((struct text){ text.at, len }, &whole) &&
		    whole.len == DAY_LEN;

	if (universal)
		text.len -= sizeof("GMT") - 1;
	if (good) {
		buffer_add(&whole, text_skip(text, len));
		buffer_add_string(&whole, universal ? "Z" : "");
		good = date_read(buffer_text(&whole), iso);
	}
	buffer_free(&whole);
	return good;
}

/**
 * weekday_date_read() - make a date ISO 8601 that a day of the week precedes
 * @text: the date, blanks squeezed
 * @form: how the day of the week may be written
 * @iso: receives the outcome at its end
 * @wrong: receives the day of the week, in @text, where the date has another;
 *	empty where it has that
 *
 * Return: whether @text is such a date, with a day; @iso and @wrong are as they
 * were where it is not.
 */
bool weekday_date_read(struct text text, enum weekday_form form,
		       struct buffer *iso, struct text *wrong)
{
	struct text written, date;
	size_t day = take_day(&text, form, &written);
	size_t start = iso->len;

	if (day == DAYS)
		return false;
	text_take(&text, TEXT("."));
	text_take(&text, TEXT(","));
	if (!text_take(&text, TEXT(" ")) ||
	    (!date_read(text, iso) && !read_mail_date(text, iso)))
		return false;
	date = text_skip(buffer_text(iso), start);
	if (!has_day(date)) {
		iso->len = start;
		return false;
	}
	*wrong = day == day_of(date) ? (struct text){ "", 0 } : written;
	return true;
}

/**
 * weekday_warn() - report a day of the week that is not the date's
 * @place: where it stands
 * @wrong: as weekday_date_read() gave it; nothing is reported where it is empty
 * @iso: the date
 */
void weekday_warn(struct place place, struct text wrong, struct text iso)
{
	if (wrong.len)
		diagnose(WARNING, place,
			 "\"%.*s\" is not the day of the week of %.*s, which is taken: expected %s",
			 TEXT_ARGS(wrong), TEXT_ARGS(iso), days[day_of(iso)]);
}
