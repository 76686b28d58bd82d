// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names for folders, made from what people call things. Unicode's decomposition
 * decides, no language and no locale: a letter that does not decompose into
 * ASCII is for the author to spell.
 */
#include <stdlib.h>
#include <utf8proc.h>

#include "slug.h"

static bool is_plain(utf8proc_int32_t point)
{
	return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
}

static bool is_apostrophe(utf8proc_int32_t point)
{
	return point == '\'' || point == 0x2019 || point == 0x02bc;
}

/* Letters and digits that are not ASCII; all else only separates. */
static bool is_foreign(utf8proc_int32_t point)
{
	utf8proc_category_t category;

	if (point < 0x80)
		return false;
	category = utf8proc_category(point);
	return category <= UTF8PROC_CATEGORY_LO ||
	       (category >= UTF8PROC_CATEGORY_MN &&
		category <= UTF8PROC_CATEGORY_NO);
}

/* Dots and underscores stay between two letters or digits: 2.6, kernel.org. */
static bool stays(utf8proc_int32_t point, struct text rest)
{
	return (point == '.' || point == '_') && rest.len &&
	       is_plain(utf8proc_tolower((unsigned char)*rest.at));
}

static bool add_point(utf8proc_int32_t point, struct text rest,
		      size_t start, struct buffer *slug)
{
	char last = slug->len > start ? slug->at[slug->len - 1] : '-';

	point = utf8proc_tolower(point);
	if (is_plain(point) ||
	    (stays(point, rest) && is_plain((unsigned char)last)))
		buffer_add_byte(slug, (char)point);
	else if (is_apostrophe(point))
		return true;
	else if (is_foreign(point))
		return false;
	else if (last != '-')
		buffer_add_byte(slug, '-');
	return true;
}

static bool add_decomposed(struct text term, struct buffer *slug)
{
	size_t start = slug->len;
	utf8proc_int32_t point;
	utf8proc_ssize_t len;

	while (term.len) {
		len = utf8proc_iterate((const utf8proc_uint8_t *)term.at,
				       (utf8proc_ssize_t)term.len, &point);
		if (len < 1)
			return false;
		term = text_skip(term, (size_t)len);
		if (!add_point(point, term, start, slug))
			return false;
	}
	if (slug->len > start && slug->at[slug->len - 1] == '-')
		slug->len--;
	return slug->len > start;
}

/**
 * slug_make() - make a folder's name from a term
 * @term: in UTF-8
 * @slug: receives the name at its end; its length is not checked
 *
 * The compatibility decomposition without its marks, in lower case; what is
 * neither letter nor digit becomes one hyphen, apostrophes vanish.
 *
 * Return: false where nothing is left, or letters or digits that are not
 * ASCII; @slug is undefined then.
 */
bool slug_make(struct text term, struct buffer *slug)
{
	utf8proc_uint8_t *plain;
	utf8proc_ssize_t len;
	bool made;

	len = utf8proc_map((const utf8proc_uint8_t *)term.at,
			   (utf8proc_ssize_t)term.len, &plain,
			   UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
			   UTF8PROC_STRIPMARK);
	if (len < 0)
		return false;
	made = add_decomposed((struct text){ (char *)plain, (size_t)len },
			      slug);
	free(plain);
	return made;
}
