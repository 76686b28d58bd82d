// SPDX-License-Identifier: GPL-2.0-only
/*
 * What archive.yaml says of the days of meetings: by which keys sections list
 * them, and pages tell theirs. A key that nothing has would be looked for in
 * vain, and nobody notice: that is said, too.
 */
#include "date.h"
#include "day-keys.h"

static struct named_key read_name(const struct value *name,
				  struct worker *worker)
{
	return (struct named_key){
		.name = arena_string(&worker->keep, name->text),
		.offset = name->offset,
	};
}

static void read_pages(struct day_keys *keys, const struct input *input,
		       const struct value *pages, struct worker *worker)
{
	struct page_key **link = &keys->pages;
	const struct member *member = pages->members;

	if (pages->kind != VALUE_MAP) {
		error_at(at(input, pages->offset),
			 "the pages of days are a %s: expected a map from keys of pages to those of days, as {day: day}",
			 value_kind_name(pages->kind));
		return;
	}
	for (; member; member = member->next) {
		if (member->value->kind != VALUE_SCALAR) {
			error_at(at(input, member->value->offset),
				 "a %s for the key \"%.*s\" of pages: expected the key that has the same of a day",
				 value_kind_name(member->value->kind),
				 TEXT_ARGS(member->key));
			continue;
		}
		*link = arena_new(&worker->keep, struct page_key);
		(*link)->key.name = arena_string(&worker->keep, member->key);
		(*link)->key.offset = member->offset;
		(*link)->column = read_name(member->value, worker);
		link = &(*link)->next;
	}
}

static struct named_key *scalar_key(struct day_keys *keys, struct text name)
{
	return text_is(name, "from") ? &keys->from :
	       text_is(name, "date") ? &keys->date :
	       text_is(name, "number") ? &keys->number : NULL;
}

static void read_key(struct day_keys *keys, const struct input *input,
		     const struct member *member, struct worker *worker)
{
	struct named_key *key = scalar_key(keys, member->key);
	const struct value *value = member->value;

	if (!key && !text_is(member->key, "pages"))
		error_at(at(input, member->offset),
			 "unknown key \"%.*s\" of days: expected from, date, number or pages",
			 TEXT_ARGS(member->key));
	else if (value->kind == VALUE_NULL)
		return;
	else if (!key)
		read_pages(keys, input, value, worker);
	else if (value->kind != VALUE_SCALAR)
		error_at(at(input, value->offset),
			 "\"%.*s\" of days is a %s: expected the name of a key",
			 TEXT_ARGS(member->key), value_kind_name(value->kind));
	else
		*key = read_name(value, worker);
}

static void check_given(const struct input *input, const struct value *map,
			const char *key, const char *expected)
{
	const struct value *value = yaml_member(map->members, key);

	if (!value || value->kind == VALUE_NULL)
		error_at(at(input, map->offset), "days have no \"%s\": expected %s",
			 key, expected);
}

/**
 * day_keys_read() - take what archive.yaml says of the days of meetings
 * @input: archive.yaml
 * @map: of from, date, number and pages
 * @worker: the thread's; its @keep owns what is returned
 *
 * Return: the keys; NULL where @map is none. Whatever is wrong has been
 * reported.
 */
struct day_keys *day_keys_read(const struct input *input,
			       const struct value *map, struct worker *worker)
{
	struct day_keys *keys = arena_new(&worker->keep, struct day_keys);
	const struct member *member = map->members;

	if (map->kind != VALUE_MAP) {
		error_at(at(input, map->offset),
			 "days are a %s: expected a map, as {from: days, date: date, number: day, pages: {day: day}}",
			 value_kind_name(map->kind));
		return NULL;
	}
	for (; member; member = member->next)
		read_key(keys, input, member, worker);
	check_given(input, map, "from", "the key of a section's list of days");
	check_given(input, map, "date", "the key of a day's date");
	if (keys->date.name && !date_key(text_of(keys->date.name)))
		error_at(at(input, keys->date.offset),
			 "the key \"%s\" holds no dates: expected one that is, or ends in, date",
			 keys->date.name);
	return keys;
}

static void check_column(const struct named_key *column,
			 const struct input *input)
{
	if (column->name && !column->used)
		diagnose(WARNING, at(input, column->offset),
			 "no day of a meeting has \"%s\": expected a key of some day",
			 column->name);
}

/**
 * day_keys_check_use() - warn of keys that nothing has
 * @keys: all meetings have been looked at
 * @input: archive.yaml
 */
void day_keys_check_use(const struct day_keys *keys, const struct input *input)
{
	const struct page_key *page;

	if (!keys->from.used)
		diagnose(WARNING, at(input, keys->from.offset),
			 "no meeting has days at \"%s\": expected a key of some section with dates",
			 keys->from.name);
	if (!keys->listed)
		return;
	check_column(&keys->date, input);
	check_column(&keys->number, input);
	for (page = keys->pages; page; page = page->next) {
		check_column(&page->column, input);
		if (!page->key.used)
			diagnose(WARNING, at(input, page->key.offset),
				 "no page of a meeting tells its day by \"%s\": expected a key of some page",
				 page->key.name);
	}
}
