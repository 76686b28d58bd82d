/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The keys by which meetings tell their days.
 */
#ifndef MKKSARCHIVE_DAY_KEYS_H
#define MKKSARCHIVE_DAY_KEYS_H

#include "worker.h"
#include "yaml.h"

/**
 * struct named_key - a key that archive.yaml names
 * @name: NULL where it names none
 * @offset: where
 * @used: whether a section or a page has it
 */
struct named_key {
	const char *name;
	size_t offset;
	bool used;
};

/**
 * struct page_key - a key by which pages tell their day
 * @key: the key
 * @column: what has the same of a day
 * @next: NULL after the last
 */
struct page_key {
	struct named_key key;
	struct named_key column;
	struct page_key *next;
};

/**
 * struct day_keys - how meetings tell their days
 * @from: the key of a section that lists them, a map each
 * @date: their key for the date
 * @number: their key for the number; there may be none
 * @pages: how pages tell theirs
 * @listed: whether any meeting lists a day
 */
struct day_keys {
	struct named_key from;
	struct named_key date;
	struct named_key number;
	struct page_key *pages;
	bool listed;
};

struct day_keys *day_keys_read(const struct input *input,
			       const struct value *map,
			       struct worker *worker);
void day_keys_check_use(const struct day_keys *keys,
			const struct input *input);

#endif /* MKKSARCHIVE_DAY_KEYS_H */
