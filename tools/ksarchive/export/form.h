/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a field can have been in a page.
 */
#ifndef KSARCHIVE_FORM_H
#define KSARCHIVE_FORM_H

#include "field.h"

enum form {
	FORM_NONE,
	FORM_SCALAR,
	FORM_LIST,
	FORM_TABLE,
};

/* As many columns as mkksarchive takes. */
#define FORM_WIDTH_MAX 4096

bool form_is_table(struct text field, struct table *table);
bool form_is_list(struct text name, struct text field);
bool form_is_scalar(struct text name, struct text field);
bool form_is_prose(struct text name, struct text field);

#endif /* KSARCHIVE_FORM_H */
