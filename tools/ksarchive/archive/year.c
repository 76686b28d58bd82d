// SPDX-License-Identifier: GPL-2.0-only
/*
 * The year that a session is of.
 *
 * A summit's sessions belong to the year in which it met, whatever the dates on
 * their reports: the year is that of the nearest section above that tells one.
 */
#include "year.h"

#define YEAR_DIGITS 4

static unsigned int year_of_date(struct text date)
{
	unsigned int year = 0;

	if (date.len < YEAR_DIGITS)
		return UNDATED;
	for (size_t i = 0; i < YEAR_DIGITS; i++) {
		if (date.at[i] < '0' || date.at[i] > '9')
			return UNDATED;
		year = 10 * year + (unsigned int)(date.at[i] - '0');
	}
	if (date.len > YEAR_DIGITS && date.at[YEAR_DIGITS] != '-' &&
	    date.at[YEAR_DIGITS] != '\n')
		return UNDATED;
	return year;
}

/* By its first day. */
static unsigned int year_of_directory(const struct archive *archive, u32 dir)
{
	unsigned int year =
		year_of_date(archive_field(archive, dir, "dates"));

	return year ? year
		    : year_of_date(archive_field(archive, dir, "date"));
}

/**
 * year_of_session() - the year that a session is of
 * @archive: the archive
 * @dir: the session's directory
 * @section: set to the section that tells the year, or the root
 *
 * Return: the year; UNDATED where neither a section nor the session tells one.
 */
unsigned int year_of_session(const struct archive *archive, u32 dir,
			     u32 *section)
{
	unsigned int year;

	for (*section = archive_parent(archive, dir); *section;
	     *section = archive_parent(archive, *section)) {
		year = year_of_directory(archive, *section);
		if (year)
			return year;
	}
	return year_of_directory(archive, dir);
}
