/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * YAML as values: scalars, lists and maps, each knowing where it stands.
 */
#ifndef MKKSARCHIVE_YAML_H
#define MKKSARCHIVE_YAML_H

#include "input.h"

enum value_kind {
	VALUE_NULL,
	VALUE_SCALAR,
	VALUE_LIST,
	VALUE_MAP,
};

/**
 * struct value - a value of a YAML document
 * @kind: which of the following are meant; an empty scalar, list or map is a
 *	VALUE_NULL
 * @offset: of its first byte in the file
 * @text: VALUE_SCALAR: the text, without newlines at its end
 * @members: VALUE_LIST, VALUE_MAP: the first, never NULL
 * @weight: the bytes that it stands for with every alias in it written out
 *
 * An alias is the very value that its anchor names: values form a graph
 * without cycles.
 */
struct value {
	enum value_kind kind;
	size_t offset;
	struct text text;
	struct member *members;
	size_t weight;
};

/**
 * struct member - an item of a list or an entry of a map
 * @key: the entry's, unique in its map
 * @offset: of the key, or of the item, in the file
 * @value: never NULL
 * @next: NULL after the last
 */
struct member {
	struct text key;
	size_t offset;
	struct value *value;
	struct member *next;
};

const char *value_kind_name(enum value_kind kind);
bool yaml_read(const struct input *input, struct text part,
	       struct arena *arena, struct member **members);
struct value *yaml_member(const struct member *members, const char *key);
bool yaml_has(const struct member *items, struct text text);

#endif /* MKKSARCHIVE_YAML_H */
