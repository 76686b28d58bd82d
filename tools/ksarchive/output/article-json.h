/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An article as one object of JSON, and parts of it.
 */
#ifndef KSARCHIVE_ARTICLE_JSON_H
#define KSARCHIVE_ARTICLE_JSON_H

#include <jansson.h>

#include "archive.h"

json_t *field_json(struct text field);
void field_set(json_t *object, const struct archive *archive, u32 dir,
	       const char *name);
json_t *fields_json(const struct archive *archive, u32 dir);
json_t *article_people(const struct archive *archive, u32 dir);
json_t *article_summary(const struct archive *archive, u32 dir);
json_t *article_outline(const struct archive *archive, u32 dir);
json_t *article_json(const struct archive *archive, u32 dir);

#endif /* KSARCHIVE_ARTICLE_JSON_H */
