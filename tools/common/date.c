// SPDX-License-Identifier: GPL-2.0-only
/*
 * Dates as people write them, made ISO 8601 at the precision given. Nothing
 * here asks the locale or the time zone.
 */
#include <ctype.h>
#include <stdio.h>
#include <strings.h>

#include "date.h"
#include "env.h"

struct date {
	unsigned int year;
	unsigned int month;
	unsigned int day;
};

static const char *const months[] = {
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December",
};

#define MONTHS ARRAY_SIZE(months)

/* Words that end in "date" and are none. */
static const char *const not_dates[] = { "update", "candidate", "mandate" };

/**
 * date_key() - whether a key's values are dates
 * @key: the key
 *
 * Return: whether it is or ends in "date", in any case.
 */
bool date_key(struct text key)
{
	for (size_t i = 0; i < ARRAY_SIZE(not_dates); i++)
		if (text_ends_nocase(key, text_of(not_dates[i])))
			return false;
	return text_ends_nocase(key, TEXT("date"));
}

/* Takes @digits digits, no fewer; with @digits 0 one or two. */
static bool take_number(struct text *text, size_t digits, unsigned int *number)
{
	size_t most = digits ? digits : 2, n = 0;

	*number = 0;
	while (n < most && n < text->len && text->at[n] >= '0' &&
	       text->at[n] <= '9')
		*number = *number * 10 + (unsigned int)(text->at[n++] - '0');
	if (n < digits || !n)
		return false;
	*text = text_skip(*text, n);
	return true;
}

static bool take_byte(struct text *text, const char *set)
{
	if (!text->len || !byte_is_of(set, *text->at))
		return false;
	*text = text_skip(*text, 1);
	return true;
}

/* A month's name, or three letters of it, or "Sept", with or without a dot. */
static bool take_month(struct text *text, unsigned int *month)
{
	size_t len = 0;

	while (len < text->len && isalpha((unsigned char)text->at[len]))
		len++;
	for (unsigned int i = 0; i < MONTHS; i++) {
		bool whole = len == strlen(months[i]);
		bool brief = len == 3 || (i == 8 && len == 4);

		if ((!whole && !brief) || strncasecmp(text->at, months[i], len))
			continue;
		*month = i + 1;
		*text = text_skip(*text, len);
		if (!whole)
			take_byte(text, ".");
		return true;
	}
	return false;
}

static bool day_exists(const struct date *date)
{
	static const unsigned int lengths[MONTHS] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	bool leap = (date->year % 4 == 0 && date->year % 100) ||
		    date->year % 400 == 0;

	return date->month >= 1 && date->month <= MONTHS && date->day >= 1 &&
	       date->day <= lengths[date->month - 1] +
			    (date->month == 2 && leap);
}

static bool write_month(const struct date *date, struct buffer *iso)
{
	char text[32];

	if (!date->year || date->month < 1 || date->month > MONTHS)
		return false;
	snprintf(text, sizeof(text), "%04u-%02u", date->year, date->month);
	buffer_add_string(iso, text);
	return true;
}

static bool write_day(const struct date *date, struct buffer *iso)
{
	char text[16];

	if (!day_exists(date) || !write_month(date, iso))
		return false;
	snprintf(text, sizeof(text), "-%02u", date->day);
	buffer_add_string(iso, text);
	return true;
}

/* Z, +hh:mm or, as git and Jekyll write it, +hhmm. */
static bool read_zone(struct text text, struct buffer *iso)
{
	unsigned int hours, minutes;
	char zone[32], sign;

	if (take_byte(&text, "Zz")) {
		buffer_add_byte(iso, 'Z');
		return !text.len;
	}
	sign = text.len ? *text.at : '\0';
	if (!take_byte(&text, "+-") || !take_number(&text, 2, &hours))
		return false;
	take_byte(&text, ":");
	if (!take_number(&text, 2, &minutes) || text.len || hours > 23 ||
	    minutes > 59)
		return false;
	snprintf(zone, sizeof(zone), "%c%02u:%02u", sign, hours, minutes);
	buffer_add_string(iso, zone);
	return true;
}

static bool read_fraction(struct text *text, struct buffer *iso)
{
	size_t digits = 0;

	if (!take_byte(text, "."))
		return true;
	while (digits < text->len && isdigit((unsigned char)text->at[digits]))
		digits++;
	buffer_add_byte(iso, '.');
	buffer_add(iso, (struct text){ text->at, digits });
	*text = text_skip(*text, digits);
	return digits;
}

/* A second of 60 is a leap second; without a zone the time is local. */
static bool read_time(struct text text, struct buffer *iso)
{
	unsigned int hour, minute, second;
	char time[48];

	if (!take_number(&text, 2, &hour) || !take_byte(&text, ":") ||
	    !take_number(&text, 2, &minute) || !take_byte(&text, ":") ||
	    !take_number(&text, 2, &second) || hour > 23 || minute > 59 ||
	    second > 60)
		return false;
	snprintf(time, sizeof(time), "T%02u:%02u:%02u", hour, minute, second);
	buffer_add_string(iso, time);
	if (!read_fraction(&text, iso))
		return false;
	if (!text.len)
		return true;
	take_byte(&text, " ");
	return read_zone(text, iso);
}

/* 2010, 2010-11, 2010-11-02, and the last with a time. */
static bool read_numeric(struct text text, struct buffer *iso)
{
	struct date date;
	char year[16];

	if (!take_number(&text, 4, &date.year) || !date.year)
		return false;
	if (!text.len) {
		snprintf(year, sizeof(year), "%04u", date.year);
		buffer_add_string(iso, year);
		return true;
	}
	if (!take_byte(&text, "-") || !take_number(&text, 2, &date.month))
		return false;
	if (!text.len)
		return write_month(&date, iso);
	if (!take_byte(&text, "-") || !take_number(&text, 2, &date.day) ||
	    !write_day(&date, iso))
		return false;
	if (!text.len)
		return true;
	return take_byte(&text, "Tt ") && read_time(text, iso);
}

/* November 2, 2010; Nov 2, 2010; November 2010. */
static bool read_month_first(struct text text, struct buffer *iso)
{
	struct date date = { 0 };
	struct text rest;

	if (!take_month(&text, &date.month) || !take_byte(&text, " "))
		return false;
	rest = text;
	if (take_number(&rest, 4, &date.year) && !rest.len)
		return write_month(&date, iso);
	return take_number(&text, 0, &date.day) && take_byte(&text, ",") &&
	       take_byte(&text, " ") && take_number(&text, 4, &date.year) &&
	       !text.len && write_day(&date, iso);
}

/* 2 November 2010; 2 Nov 2010. */
static bool read_day_first(struct text text, struct buffer *iso)
{
	struct date date;

	return take_number(&text, 0, &date.day) && take_byte(&text, " ") &&
	       take_month(&text, &date.month) && take_byte(&text, " ") &&
	       take_number(&text, 4, &date.year) && !text.len &&
	       write_day(&date, iso);
}

/**
 * date_read() - make a date ISO 8601, a timestamp RFC 3339
 * @text: the date
 * @iso: receives the outcome at its end, at the precision of @text
 *
 * Return: whether @text is a date of one of the forms; @iso is as it was
 * where it is not.
 */
bool date_read(struct text text, struct buffer *iso)
{
	static bool (*const forms[])(struct text text, struct buffer *iso) = {
		read_numeric, read_month_first, read_day_first,
	};
	size_t start = iso->len;

	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		if (forms[i](text, iso))
			return true;
		iso->len = start;
	}
	return false;
}
