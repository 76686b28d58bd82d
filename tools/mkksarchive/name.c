// SPDX-License-Identifier: GPL-2.0-only
/*
 * The names that an image may hold.
 */
#include "image.h"
#include "name.h"

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

/**
 * name_valid() - whether a name may stand in an image
 * @name: the name
 *
 * Return: whether it follows the grammar of ksa(5).
 */
bool name_valid(struct text name)
{
	if (!name.len || name.len > KSA_NAME_MAX || !is_alnum(*name.at))
		return false;
	for (size_t i = 1; i < name.len; i++)
		if (!is_alnum(name.at[i]) && !memchr("._-", name.at[i], 3))
			return false;
	return true;
}

/**
 * name_check() - report a name that may not stand in an image
 * @name: the name
 * @what: what it names, for the message
 * @place: where it stands
 *
 * Return: whether it may.
 */
bool name_check(struct text name, const char *what, struct place place)
{
	bool valid = name_valid(name);

	if (!valid)
		error_at(place, "%s \"%.*s\" cannot name a file: "
			 NAME_GRAMMAR, what, TEXT_ARGS(name));
	return valid;
}
