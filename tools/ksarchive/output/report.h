/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a command says to programs: one JSON document, or a line an item.
 *
 * A document is {"command": NAME, "items": [ITEM...]}; where a command's
 * answer is one thing it is that object, with the same "command". A failure is
 * a member "error" of the document, behind the items that were found before it,
 * or a line {"command": NAME, "error": ERROR} of its own. So what was written
 * is valid however the command ended, unless nobody took it. tools/ksarchive/
 * schema describes each command's.
 *
 * Values are made by jansson, and put together by report_set() and
 * report_append(), which leave no failure unnoticed.
 */
#ifndef KSARCHIVE_REPORT_H
#define KSARCHIVE_REPORT_H

#include <jansson.h>
#include <stdint.h>

#include "memory.h"
#include "text.h"

enum format {
	FORMAT_TEXT,
	FORMAT_JSON,
	FORMAT_JSONL,
};

void report_begin(enum format format, const char *command);
enum format report_format(void);
bool report_is_open(void);
void report_item(json_t *item);
void report_object(json_t *object);
void report_error(json_t *error);
void report_bare_error(const char *code, const char *message);
void report_end(void);

struct buffer report_json(json_t *value, size_t flags);
json_t *report_text(struct text text);
json_t *report_hexadecimal(uint32_t number);
void report_set(json_t *object, const char *key, json_t *value);
void report_set_named(json_t *object, struct text name, json_t *value);
void report_append(json_t *array, json_t *value);

#endif /* KSARCHIVE_REPORT_H */
