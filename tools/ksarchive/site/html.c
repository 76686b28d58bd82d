// SPDX-License-Identifier: GPL-2.0-only
/*
 * HTML, put together in a buffer. Whatever comes from an archive goes through
 * html_add_text(), or through url_add(), and a page as a whole through
 * html_add_clean(): its own markup is all the markup that there is.
 */
#include <stdarg.h>
#include <stdio.h>
#include <utf8proc.h>

#include "character.h"
#include "html.h"
#include "terminal.h"
#include "url.h"

/* Room for what html_add() is used for. */
#define MARKUP_MAX 512

#define REPLACEMENT "\357\277\275"
#define ELLIPSIS "\342\200\246"

/**
 * html_add() - append markup
 * @html: gets it
 * @format: of the program's own words and numbers, in less than 512 bytes
 */
void html_add(struct buffer *html, const char *format, ...)
{
	char markup[MARKUP_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(markup, sizeof(markup), format, args);
	va_end(args);
	buffer_add_string(html, markup);
}

static const char *entity(char byte)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	}
	return NULL;
}

/**
 * html_add_text() - append a text, also as an attribute's value in quotes
 * @html: gets it, escaped
 * @text: what stands in the archive
 */
void html_add_text(struct buffer *html, struct text text)
{
	const char *escaped;

	for (; text.len; text = text_skip(text, 1)) {
		escaped = entity(*text.at);
		if (escaped)
			buffer_add_string(html, escaped);
		else
			buffer_add_byte(html, *text.at);
	}
}

/* The bytes of @text that fit into as many columns. */
static size_t fitting(struct text text, size_t columns)
{
	utf8proc_int32_t point;
	size_t len = 0, used = 0, bytes;

	while (len < text.len) {
		bytes = character_first(text_skip(text, len), &point);
		used += point < 0 ? 1 : (size_t)utf8proc_charwidth(point);
		if (used > columns)
			break;
		len += bytes;
	}
	return len;
}

/**
 * html_add_cut() - append as much of a text as there is room for
 * @html: gets it, escaped; an ellipsis stands for what is left out
 * @text: what stands in the archive
 * @columns: how many there are, each as wide as a digit
 */
void html_add_cut(struct buffer *html, struct text text, size_t columns)
{
	if (terminal_columns(text) <= columns) {
		html_add_text(html, text);
		return;
	}
	if (columns < 2)
		return;
	html_add_text(html, text_trim_end((struct text){
		text.at, fitting(text, columns - 1) }, " "));
	buffer_add_string(html, ELLIPSIS);
}

/* @len digits at @at; -1 where they are not all digits. */
static int number(struct text text, size_t at, size_t len)
{
	int value = 0;

	if (text.len < at + len)
		return -1;
	for (size_t i = at; i < at + len; i++) {
		if (text.at[i] < '0' || text.at[i] > '9')
			return -1;
		value = 10 * value + text.at[i] - '0';
	}
	return value;
}

static int days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

struct date {
	int year;
	int month;
	int day;
};

/* ISO 8601: a year, perhaps a month, perhaps a day; nothing else. */
static bool read_date(struct text text, struct date *date)
{
	*date = (struct date){ .year = number(text, 0, 4) };
	if (date->year < 1)
		return false;
	if (text.len == 4)
		return true;
	date->month = number(text, 5, 2);
	if (text.at[4] != '-' || date->month < 1 || date->month > 12)
		return false;
	if (text.len == 7)
		return true;
	date->day = number(text, 8, 2);
	return text.len == 10 && text.at[7] == '-' && date->day >= 1 &&
	       date->day <= days_in(date->year, date->month);
}

/**
 * html_add_date() - append a date
 * @html: gets it, as people write dates where it is one; else as it stands
 * @text: what stands in the archive
 */
void html_add_date(struct buffer *html, struct text text)
{
	static const char *const months[] = {
		"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November",
		"December",
	};
	struct date date;

	if (!read_date(text, &date)) {
		html_add_text(html, text);
		return;
	}
	html_add(html, "<time datetime=\"%.*s\">", TEXT_ARGS(text));
	if (date.day)
		html_add(html, "%d ", date.day);
	if (date.month)
		html_add(html, "%s ", months[date.month - 1]);
	html_add(html, "%d</time>", date.year);
}

/**
 * html_add_link_start() - begin a link that leads out
 * @html: gets its start tag; nothing where it may not be clicked on
 * @url: what stands in the archive
 *
 * Return: whether it was begun.
 */
bool html_add_link_start(struct buffer *html, struct text url)
{
	struct buffer address = { 0 };
	bool is_url = url_add(&address, url);

	if (is_url) {
		buffer_add_string(html, "<a href=\"");
		html_add_text(html, buffer_text(&address));
		buffer_add_string(html, "\">");
	}
	buffer_free(&address);
	return is_url;
}

/**
 * html_add_url() - append an address
 * @html: gets it as a link, or as a text where it may not be clicked on
 * @url: what stands in the archive
 */
void html_add_url(struct buffer *html, struct text url)
{
	if (!html_add_link_start(html, url)) {
		html_add_text(html, url);
		return;
	}
	html_add_text(html, url_brief(url));
	buffer_add_string(html, "</a>");
}

/**
 * html_add_label() - append what people call a field
 * @html: gets it
 * @name: the field's: led_by, as Led by; source_url, as Source
 */
void html_add_label(struct buffer *html, struct text name)
{
	static const char url[] = "_url";
	size_t end = sizeof(url) - 1;

	if (name.len > end && !memcmp(name.at + name.len - end, url, end))
		name.len -= end;
	for (size_t i = 0; i < name.len; i++) {
		if (name.at[i] == '_')
			buffer_add_byte(html, ' ');
		else if (!i && name.at[i] >= 'a' && name.at[i] <= 'z')
			buffer_add_byte(html, (char)(name.at[i] - 'a' + 'A'));
		else
			html_add_text(html, (struct text){ &name.at[i], 1 });
	}
}

/* What HTML does not let stand: controls, and what is no character. */
static bool is_forbidden(utf8proc_int32_t point)
{
	return (point < 0x20 && point != '\n' && point != '\t') ||
	       (point >= 0x7f && point < 0xa0) ||
	       (point >= 0xfdd0 && point <= 0xfdef) ||
	       (point & 0xfffe) == 0xfffe;
}

/**
 * html_add_clean() - append what is Unicode
 * @html: gets it, with U+FFFD for what is no UTF-8, or no character in HTML
 * @made: HTML put together
 */
void html_add_clean(struct buffer *html, struct text made)
{
	utf8proc_int32_t point;
	size_t good = 0, len;

	while (good < made.len) {
		len = character_first(text_skip(made, good), &point);
		if (!is_forbidden(point)) {
			good += len;
			continue;
		}
		buffer_add(html, (struct text){ made.at, good });
		buffer_add_string(html, REPLACEMENT);
		made = text_skip(made, good + len);
		good = 0;
	}
	buffer_add(html, made);
}
