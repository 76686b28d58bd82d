// SPDX-License-Identifier: GPL-2.0-only
/*
 * The files that a page's keys become: a scalar is its text, a list has an
 * item a line, a list of maps is a table, and a map's entries become files of
 * their own. Null and empty values are left out.
 */
#include "date.h"
#include "field.h"
#include "image.h"
#include "name.h"
#include "table.h"

/* What the fields of a page are made with. */
struct maker {
	const struct input *input;
	const struct reserved *reserved;
	struct worker *worker;
	struct field **link;
	size_t count;
};

/**
 * field_single_line() - report what cannot stand in a line of a file
 * @text: the item, cell or title
 * @what: what it is, for the message
 * @place: where it stands
 *
 * Return: whether it holds neither tab nor newline.
 */
bool field_single_line(struct text text, const char *what, struct place place)
{
	bool tab = text_has(text, '\t');

	if (!tab && !text_has(text, '\n'))
		return true;
	error_at(place, "a %s in %s: expected one line without tabs",
		 tab ? "tab" : "newline", what);
	return false;
}

/* What stands in the worker's buffer from @start on, taken out of it. */
static struct text take_from(struct maker *maker, size_t start)
{
	struct buffer *buffer = &maker->worker->buffer;
	struct text text = text_skip(buffer_text(buffer), start);

	buffer->len = start;
	return arena_text(&maker->worker->scratch, text);
}

/* The text of a scalar under @key, made a date where the key says so. */
static bool read_scalar(struct maker *maker, struct text key,
			const struct value *value, struct text *text)
{
	struct buffer *iso = &maker->worker->buffer;
	size_t start = iso->len;

	*text = value->text;
	if (!date_key(key))
		return true;
	if (!date_read(value->text, iso)) {
		error_at(at(maker->input, value->offset),
			 "\"%.*s\" of \"%.*s\" is no date: " DATE_FORMS,
			 TEXT_ARGS(value->text), TEXT_ARGS(key));
		return false;
	}
	*text = take_from(maker, start);
	return true;
}

static bool name_is_free(struct maker *maker, struct text name, size_t offset)
{
	const struct reserved *reserved;
	struct place place = at(maker->input, offset);

	if (!name_check(name, "the key", place))
		return false;
	for (reserved = maker->reserved; reserved->name; reserved++) {
		if (!text_is(name, reserved->name))
			continue;
		error_at(place, "the key \"%s\" is reserved for %s: expected another",
			 reserved->name, reserved->use);
		return false;
	}
	return true;
}

/* Takes what stands in the worker's buffer as the field's contents. */
static void add_field(struct maker *maker, struct text name, size_t offset)
{
	struct buffer *data = &maker->worker->buffer;
	struct arena *keep = &maker->worker->keep;
	struct field *field;

	if (data->len && name_is_free(maker, name, offset)) {
		field = arena_new(keep, struct field);
		field->name = arena_string(keep, name);
		field->data = arena_text(keep, buffer_text(data));
		field->offset = offset;
		*maker->link = field;
		maker->link = &field->next;
	}
	data->len = 0;
}

static void make_scalar(struct maker *maker, struct text name,
			const struct member *member)
{
	struct buffer *data = &maker->worker->buffer;
	struct text text;

	if (!read_scalar(maker, name, member->value, &text))
		return;
	buffer_add(data, text);
	buffer_add_byte(data, '\n');
	add_field(maker, name, member->offset);
}

static void make_list(struct maker *maker, struct text name,
		      const struct member *member)
{
	const struct member *item = member->value->members;
	struct buffer *lines = &maker->worker->buffer;
	struct text text;

	for (; item; item = item->next) {
		if (item->value->kind == VALUE_NULL ||
		    !read_scalar(maker, name, item->value, &text) ||
		    !field_single_line(text, "an item",
				       at(maker->input, item->offset)))
			continue;
		buffer_add(lines, text);
		buffer_add_byte(lines, '\n');
	}
	add_field(maker, name, member->offset);
}

static void make_cell(struct maker *maker, struct table *table,
		      struct text column, const struct member *member)
{
	const struct value *value = member->value;
	struct text text = { "", 0 };
	struct place place = at(maker->input, member->offset);

	if (value->kind == VALUE_LIST) {
		error_at(at(maker->input, value->offset),
			 "a list in a record: expected a scalar");
		return;
	}
	if (value->kind == VALUE_SCALAR &&
	    (!read_scalar(maker, column, value, &text) ||
	     !field_single_line(text, "a cell",
				at(maker->input, value->offset))))
		return;
	if (field_single_line(column, "a column's name", place) &&
	    !table_set(table, column, text))
		error_at(place,
			 "a second value for the column \"%.*s\" of this record: expected one",
			 TEXT_ARGS(column));
}

/* outer_inner, the name of an entry in a map in a map */
static struct text flat_name(struct maker *maker, struct text outer,
			     struct text inner)
{
	struct buffer *buffer = &maker->worker->buffer;
	size_t start = buffer->len;

	if (!outer.len)
		return inner;
	buffer_add(buffer, outer);
	buffer_add_byte(buffer, '_');
	buffer_add(buffer, inner);
	return take_from(maker, start);
}

static void make_row(struct maker *maker, struct table *table,
		     struct text outer, const struct member *members)
{
	const struct member *member;
	struct text column;

	for (member = members; member; member = member->next) {
		if (!member->key.len) {
			error_at(at(maker->input, member->offset),
				 "an empty key in a record: expected a column's name");
			continue;
		}
		column = flat_name(maker, outer, member->key);
		if (member->value->kind == VALUE_MAP)
			make_row(maker, table, column, member->value->members);
		else
			make_cell(maker, table, column, member);
	}
}

static void make_table(struct maker *maker, struct text name,
		       const struct member *member)
{
	struct table table = { .arena = &maker->worker->scratch };
	const struct member *record;

	for (record = member->value->members; record; record = record->next) {
		if (record->value->kind != VALUE_MAP)
			continue;
		table_row(&table);
		make_row(maker, &table, (struct text){ "", 0 },
			 record->value->members);
		if (!table_fits(&table)) {
			error_at(at(maker->input, record->offset),
				 "the table grows over 4096 columns or 64 MiB with this record: expected at most what an image holds");
			return;
		}
	}
	table_write(&table, &maker->worker->buffer);
	add_field(maker, name, member->offset);
}

/* Whether all items but the empty ones are of one kind, and of which. */
static bool list_kind(struct maker *maker, const struct value *list,
		      enum value_kind *kind)
{
	const struct member *item;

	*kind = VALUE_NULL;
	for (item = list->members; item; item = item->next) {
		if (item->value->kind == VALUE_NULL)
			continue;
		if (item->value->kind == VALUE_LIST) {
			error_at(at(maker->input, item->offset),
				 "a list in a list: expected a scalar or a map");
			return false;
		}
		if (*kind && *kind != item->value->kind) {
			error_at(at(maker->input, item->offset),
				 "a %s in a list that began with a %s: expected one kind",
				 *kind == VALUE_MAP ? "scalar" : "map",
				 *kind == VALUE_MAP ? "map" : "scalar");
			return false;
		}
		*kind = item->value->kind;
	}
	return true;
}

static void make_any_list(struct maker *maker, struct text name,
			  const struct member *member)
{
	enum value_kind kind;

	if (!list_kind(maker, member->value, &kind))
		return;
	if (kind == VALUE_MAP)
		make_table(maker, name, member);
	else
		make_list(maker, name, member);
}

/* Aliases can make more of a page than memory holds: an image's limit ends it. */
static bool too_many(struct maker *maker, size_t offset)
{
	if (++maker->count < KSA_NODES_MAX)
		return false;
	if (maker->count == KSA_NODES_MAX)
		error_at(at(maker->input, offset),
			 "the page's keys make over %u files: expected at most what an image holds",
			 KSA_NODES_MAX);
	return true;
}

static void make_fields(struct maker *maker, struct text outer,
			const struct member *members)
{
	const struct member *member;
	struct text name;

	for (member = members; member; member = member->next) {
		if (member->value->kind == VALUE_NULL)
			continue;
		if (too_many(maker, member->offset))
			return;
		name = flat_name(maker, outer, member->key);
		if (member->value->kind == VALUE_SCALAR)
			make_scalar(maker, name, member);
		else if (member->value->kind == VALUE_LIST)
			make_any_list(maker, name, member);
		else if (name_check(name, "the key",
				    at(maker->input, member->offset)))
			make_fields(maker, name, member->value->members);
	}
}

/**
 * fields_make() - make files of a page's keys
 * @input: the page's file
 * @members: the keys
 * @reserved: names that none may take, ended by one without a name
 * @worker: @worker->keep owns what is returned
 *
 * Return: the fields in the order of the keys. Whatever is wrong has been
 * reported; that names differ from each other is the tree's to check.
 */
struct field *fields_make(const struct input *input,
			  const struct member *members,
			  const struct reserved *reserved,
			  struct worker *worker)
{
	struct field *fields = NULL;
	struct maker maker = {
		.input = input,
		.reserved = reserved,
		.worker = worker,
		.link = &fields,
	};

	make_fields(&maker, (struct text){ "", 0 }, members);
	return fields;
}

/**
 * field_find() - find a field by its name
 * @fields: the first of a page's
 * @name: the name
 *
 * Return: the field; NULL where there is none.
 */
const struct field *field_find(const struct field *fields, const char *name)
{
	while (fields && strcmp(fields->name, name))
		fields = fields->next;
	return fields;
}
