/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a command says to programs: one JSON document, or a line an item.
 *
 * A document is {"command": NAME, "items": [ITEM...]}; where a command's
 * answer is one thing it is that object, with the same "command". A failure is
 * a member "error" of the document, or a line of its own. tools/ksarchive/
 * schema describes each command's.
 */
#ifndef KSARCHIVE_REPORT_H
#define KSARCHIVE_REPORT_H

#include <jansson.h>

#include "text.h"

enum format {
	FORMAT_TEXT,
	FORMAT_JSON,
	FORMAT_JSONL,
};

void report_begin(enum format format, const char *command);
enum format report_format(void);
void report_item(json_t *item);
void report_object(json_t *object);
void report_error(json_t *error);
void report_end(void);

json_t *report_text(struct text text);

#endif /* KSARCHIVE_REPORT_H */
