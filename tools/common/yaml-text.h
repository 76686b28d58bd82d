/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * YAML as a person would write it, for values that are all text.
 */
#ifndef COMMON_YAML_TEXT_H
#define COMMON_YAML_TEXT_H

#include "memory.h"

void yaml_key(struct buffer *yaml, size_t indent, struct text key);
void yaml_value(struct buffer *yaml, struct text value);
void yaml_block(struct buffer *yaml, size_t indent, struct text value);
void yaml_indent(struct buffer *yaml, size_t indent);

#endif /* COMMON_YAML_TEXT_H */
