/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files that appear whole or not at all.
 */
#ifndef MKKSARCHIVE_OUTPUT_H
#define MKKSARCHIVE_OUTPUT_H

#include "text.h"

struct output;

void output_prepare(void);
struct output *output_begin(const char *path);
void output_write_at(struct output *output, size_t offset, struct text text);
int output_descriptor(const struct output *output);
void output_finish(struct output *output);
void output_publish(void);

#endif /* MKKSARCHIVE_OUTPUT_H */
