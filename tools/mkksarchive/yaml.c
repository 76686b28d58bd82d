// SPDX-License-Identifier: GPL-2.0-only
/*
 * YAML through libfyaml, as a stream of events: its documents cost twice the
 * time, and give fewer places. Aliases and merge keys, which documents would
 * resolve, are resolved here.
 */
#include <libfyaml.h>
#include <stdio.h>
#include <stdlib.h>

#include "image.h"
#include "utf8.h"
#include "yaml.h"

/* Deeper than any image's names reach; libfyaml itself sets no limit. */
#define DEPTH_MAX 64

struct anchor {
	struct text name;
	struct value *value;
	struct anchor *next;
};

/* A document being read. */
struct yaml {
	const struct input *input;
	struct text part;
	struct arena *arena;
	struct fy_parser *parser;
	struct anchor *anchors;
	size_t repeated;
	unsigned int depth;
	bool stopped;
};

static struct value *read_value(struct yaml *yaml, struct fy_event *event,
				size_t offset);
static void set_anchor(struct yaml *yaml, struct fy_token *token,
		       struct value *value);

/* Nothing sensible can be read after it. */
static void stop(struct yaml *yaml, size_t offset, const char *what)
{
	error_at(at(yaml->input, offset), "%s", what);
	yaml->stopped = true;
}

static size_t part_offset(const struct yaml *yaml)
{
	return (size_t)(yaml->part.at - yaml->input->bytes);
}

/* A quoted scalar's token begins after the quote. */
static size_t token_offset(const struct yaml *yaml, struct fy_token *token,
			   size_t otherwise)
{
	const struct fy_mark *mark = token ? fy_token_start_mark(token) : NULL;
	enum fy_scalar_style style;
	size_t offset;

	if (!mark)
		return otherwise;
	offset = part_offset(yaml) + mark->input_pos;
	style = fy_token_scalar_style(token);
	if (style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED)
		offset--;
	return offset;
}

/* Where an event's value begins, as far as libfyaml says. */
static size_t event_offset(const struct yaml *yaml, struct fy_event *event,
			   size_t otherwise)
{
	struct fy_token *token = NULL;

	switch (event->type) {
	case FYET_SCALAR:
		token = event->scalar.value;
		break;
	case FYET_ALIAS:
		token = event->alias.anchor;
		break;
	case FYET_SEQUENCE_START:
		token = event->sequence_start.sequence_start;
		break;
	case FYET_MAPPING_START:
		token = event->mapping_start.mapping_start;
		break;
	case FYET_DOCUMENT_START:
		token = event->document_start.document_start;
		break;
	default:
		break;
	}
	return token_offset(yaml, token, otherwise);
}

static struct text token_text(struct fy_token *token)
{
	struct text text = { "", 0 };

	if (token)
		text.at = fy_token_get_text(token, &text.len);
	if (!text.at)
		die("out of memory for a value");
	return text;
}

/*
 * A plain scalar on one line is what stands in the file: no need to have
 * libfyaml put it together. The byte 0xe2 begins the characters that libfyaml
 * takes for line breaks besides.
 */
static bool as_it_stands(const struct yaml *yaml, struct fy_token *token,
			 struct text *text)
{
	const struct fy_mark *start, *end;

	if (!token || fy_token_scalar_style(token) != FYSS_PLAIN)
		return false;
	start = fy_token_start_mark(token);
	end = fy_token_end_mark(token);
	if (!start || !end)
		return false;
	*text = text_between(yaml->part.at + start->input_pos,
			     yaml->part.at + end->input_pos);
	return !text_has(*text, '\n') && !text_has(*text, '\xe2');
}

static struct text scalar_text(const struct yaml *yaml, struct fy_token *token)
{
	struct text text;

	return as_it_stands(yaml, token, &text) ? text : token_text(token);
}

/* Kept where it stands in the file; else copied, for the token will go. */
static struct text keep_text(struct yaml *yaml, struct text text)
{
	const char *begin = yaml->part.at, *end = begin + yaml->part.len;

	if (text.at >= begin && text.at + text.len <= end)
		return text;
	return arena_text(yaml->arena, text);
}

/* Escapes can make what the check of the file's bytes has not seen. */
static void check_escapes(struct yaml *yaml, struct fy_token *token,
			  struct text text, size_t offset)
{
	if (token && fy_token_scalar_style(token) == FYSS_DOUBLE_QUOTED)
		utf8_check_value(text, at(yaml->input, offset));
}

static bool is_null(struct fy_event *event, struct text text)
{
	struct fy_token *tag = event->scalar.tag;
	struct fy_token *token = event->scalar.value;

	if (tag)
		return text_is(token_text(tag), "tag:yaml.org,2002:null");
	if (token && fy_token_scalar_style(token) != FYSS_PLAIN)
		return false;
	return text_is(text, "~") || text_is(text, "null") ||
	       text_is(text, "Null") || text_is(text, "NULL");
}

static struct value *new_value(struct yaml *yaml, enum value_kind kind,
			       size_t offset)
{
	struct value *value = arena_new(yaml->arena, struct value);

	value->kind = kind;
	value->offset = offset;
	value->weight = 1;
	return value;
}

static struct value *read_scalar(struct yaml *yaml, struct fy_event *event,
				 size_t offset)
{
	struct fy_token *token = event->scalar.value;
	struct text text = scalar_text(yaml, token);
	struct value *value;

	value = new_value(yaml, VALUE_NULL, offset);
	check_escapes(yaml, token, text, value->offset);
	if (is_null(event, text))
		return value;
	value->text = keep_text(yaml, text_trim_end(text, "\n"));
	value->weight += value->text.len;
	if (value->text.len)
		value->kind = VALUE_SCALAR;
	return value;
}

static struct fy_event *next_event(struct yaml *yaml)
{
	return yaml->stopped ? NULL : fy_parser_parse(yaml->parser);
}

static struct value *read_list(struct yaml *yaml, size_t offset)
{
	struct value *list = new_value(yaml, VALUE_NULL, offset);
	struct member **link = &list->members;
	struct fy_event *event;
	bool more;

	while ((event = next_event(yaml))) {
		more = event->type != FYET_SEQUENCE_END;
		if (more) {
			*link = arena_new(yaml->arena, struct member);
			(*link)->value = read_value(yaml, event, offset);
			(*link)->offset = (*link)->value->offset;
			list->weight += (*link)->value->weight;
			link = &(*link)->next;
			list->kind = VALUE_LIST;
		}
		fy_parser_event_free(yaml->parser, event);
		if (!more)
			break;
	}
	return list;
}

static bool read_key(struct yaml *yaml, struct fy_event *event, size_t offset,
		     struct member *member)
{
	member->offset = event_offset(yaml, event, offset);
	if (event->type != FYET_SCALAR) {
		stop(yaml, member->offset,
		     "a key that is no scalar: expected a name");
		return false;
	}
	member->key = keep_text(yaml, scalar_text(yaml, event->scalar.value));
	check_escapes(yaml, event->scalar.value, member->key, member->offset);
	if (event->scalar.anchor)
		set_anchor(yaml, event->scalar.anchor,
			   read_scalar(yaml, event, member->offset));
	return true;
}

static bool read_entry(struct yaml *yaml, struct fy_event *event,
		       size_t offset, struct member *member)
{
	struct fy_event *of_value;

	if (!read_key(yaml, event, offset, member))
		return false;
	of_value = next_event(yaml);
	if (!of_value)
		return false;
	member->value = read_value(yaml, of_value, member->offset);
	fy_parser_event_free(yaml->parser, of_value);
	return true;
}

static struct member *find_member(struct member *members,
				  const struct member *end, struct text key)
{
	for (; members && members != end; members = members->next)
		if (text_equal(members->key, key))
			return members;
	return NULL;
}

/* The second counts no more, lest it be reported again as a field. */
static void drop_duplicate(struct yaml *yaml, const struct member *first,
			   struct member *second)
{
	char where[PLACE_LEN];

	error_at(at(yaml->input, second->offset),
		 "the key \"%.*s\" stands twice: expected it once, as at %s",
		 TEXT_ARGS(second->key),
		 place_text(at(yaml->input, first->offset), where,
			    sizeof(where)));
	second->value = new_value(yaml, VALUE_NULL, second->offset);
}

static int compare_members(const void *left, const void *right)
{
	const struct member *a = *(const struct member *const *)left;
	const struct member *b = *(const struct member *const *)right;
	int order = text_compare(a->key, b->key);

	return order ? order : (a->offset > b->offset) -
			       (a->offset < b->offset);
}

/* For the maps that are too long to compare every key with every other. */
static void check_many_keys(struct yaml *yaml, struct member *members,
			    size_t count)
{
	struct member **sorted = memory_resize(NULL, count, sizeof(*sorted));
	size_t i = 0;

	for (; members; members = members->next)
		sorted[i++] = members;
	qsort(sorted, count, sizeof(*sorted), compare_members);
	for (i = 1; i < count; i++)
		if (text_equal(sorted[i - 1]->key, sorted[i]->key))
			drop_duplicate(yaml, sorted[i - 1], sorted[i]);
	free(sorted);
}

static void check_keys(struct yaml *yaml, struct member *members, size_t count)
{
	struct member *member, *first;

	if (count > 64) {
		check_many_keys(yaml, members, count);
		return;
	}
	for (member = members; member; member = member->next) {
		first = find_member(members, member, member->key);
		if (first)
			drop_duplicate(yaml, first, member);
	}
}

/* Puts those entries of a map before @link that the map @into lacks. */
static struct member **merge_map(struct yaml *yaml, struct value *into,
				 struct member **link,
				 const struct member *from)
{
	struct member *copy;

	for (; from; from = from->next) {
		if (find_member(into->members, NULL, from->key))
			continue;
		copy = arena_new(yaml->arena, struct member);
		*copy = *from;
		copy->next = *link;
		*link = copy;
		link = &copy->next;
	}
	return link;
}

static void merge_value(struct yaml *yaml, struct value *into,
			struct member **link, const struct value *from)
{
	const struct member *item;

	if (from->kind == VALUE_MAP) {
		merge_map(yaml, into, link, from->members);
		return;
	}
	for (item = from->kind == VALUE_LIST ? from->members : NULL;
	     item && item->value->kind == VALUE_MAP; item = item->next)
		link = merge_map(yaml, into, link, item->value->members);
	if (item || from->kind == VALUE_SCALAR)
		error_at(at(yaml->input, from->offset),
			 "a merge of something else: expected a map or a list of maps after \"<<\"");
}

/* Replaces the entry "<<" by what it brings. */
static void resolve_merge(struct yaml *yaml, struct value *map)
{
	struct member **link = &map->members;
	struct value *from;

	while (*link && !text_is((*link)->key, "<<"))
		link = &(*link)->next;
	if (!*link)
		return;
	from = (*link)->value;
	*link = (*link)->next;
	merge_value(yaml, map, link, from);
	if (!map->members)
		map->kind = VALUE_NULL;
}

static struct value *read_map(struct yaml *yaml, size_t offset)
{
	struct value *map = new_value(yaml, VALUE_NULL, offset);
	struct member **link = &map->members, *member;
	struct fy_event *event;
	size_t count = 0;
	bool more;

	while ((event = next_event(yaml))) {
		member = arena_new(yaml->arena, struct member);
		more = event->type != FYET_MAPPING_END &&
		       read_entry(yaml, event, offset, member);
		fy_parser_event_free(yaml->parser, event);
		if (!more)
			break;
		*link = member;
		link = &member->next;
		map->weight += member->key.len + 1 + member->value->weight;
		map->kind = VALUE_MAP;
		count++;
	}
	check_keys(yaml, map->members, count);
	resolve_merge(yaml, map);
	return map;
}

/*
 * A few lines of aliases to aliases stand for more than any memory holds. What
 * they repeat is counted here, before anything is made of it.
 */
static struct value *repeat(struct yaml *yaml, struct value *value,
			    size_t offset)
{
	yaml->repeated += value->weight;
	if (yaml->repeated > KSA_SIZE_MAX)
		stop(yaml, offset,
		     "aliases that repeat over 64 MiB: expected less than an image holds");
	return value;
}

static struct value *read_alias(struct yaml *yaml, struct fy_event *event,
				size_t offset)
{
	struct text name = token_text(event->alias.anchor);
	struct anchor *anchor;

	for (anchor = yaml->anchors; anchor; anchor = anchor->next)
		if (text_equal(anchor->name, name))
			return repeat(yaml, anchor->value, offset);
	error_at(at(yaml->input, offset),
		 "no anchor \"%.*s\" for this alias: expected one before it",
		 TEXT_ARGS(name));
	return new_value(yaml, VALUE_NULL, offset);
}

/* Known only when its value is whole, so that none can hold itself. */
static void set_anchor(struct yaml *yaml, struct fy_token *token,
		       struct value *value)
{
	struct anchor *anchor;

	if (!token)
		return;
	anchor = arena_new(yaml->arena, struct anchor);
	anchor->name = keep_text(yaml, token_text(token));
	anchor->value = value;
	anchor->next = yaml->anchors;
	yaml->anchors = anchor;
}

static struct value *read_nested(struct yaml *yaml, struct fy_event *event,
				 size_t offset)
{
	struct value *value;

	if (++yaml->depth > DEPTH_MAX) {
		stop(yaml, offset, "lists and maps nested over 64 deep: expected fewer");
		return new_value(yaml, VALUE_NULL, offset);
	}
	value = event->type == FYET_SEQUENCE_START ? read_list(yaml, offset)
						   : read_map(yaml, offset);
	yaml->depth--;
	return value;
}

/* Never NULL: after an error, what is returned does not matter. */
static struct value *read_value(struct yaml *yaml, struct fy_event *event,
				size_t offset)
{
	struct value *value;

	offset = event_offset(yaml, event, offset);
	switch (event->type) {
	case FYET_ALIAS:
		return read_alias(yaml, event, offset);
	case FYET_SEQUENCE_START:
		value = read_nested(yaml, event, offset);
		set_anchor(yaml, event->sequence_start.anchor, value);
		return value;
	case FYET_MAPPING_START:
		value = read_nested(yaml, event, offset);
		set_anchor(yaml, event->mapping_start.anchor, value);
		return value;
	default:
		value = read_scalar(yaml, event, offset);
		set_anchor(yaml, event->scalar.anchor, value);
		return value;
	}
}

static bool begins_value(enum fy_event_type type)
{
	return type == FYET_SCALAR || type == FYET_ALIAS ||
	       type == FYET_SEQUENCE_START || type == FYET_MAPPING_START;
}

static struct value *read_stream(struct yaml *yaml)
{
	struct value *value = NULL;
	struct fy_event *event;

	while ((event = next_event(yaml))) {
		if (begins_value(event->type) && !value)
			value = read_value(yaml, event, part_offset(yaml));
		else if (event->type == FYET_DOCUMENT_START && value)
			stop(yaml, event_offset(yaml, event, part_offset(yaml)),
			     "a second document: expected the file's end");
		fy_parser_event_free(yaml->parser, event);
	}
	return value;
}

/* libfyaml counts a token's place in bytes, and says so of nothing else. */
static void report_syntax(struct yaml *yaml, struct fy_diag *diag)
{
	struct fy_diag_error *error;
	void *iterator = NULL;
	bool said = false;

	while ((error = fy_diag_errors_iterate(diag, &iterator))) {
		if (error->type != FYET_ERROR)
			continue;
		error_at(at(yaml->input,
			    token_offset(yaml, error->fyt, part_offset(yaml))),
			 "broken YAML: %s", error->msg);
		said = true;
	}
	if (!said)
		error_at(at(yaml->input, part_offset(yaml)),
			 "broken YAML: libfyaml does not say why");
	yaml->stopped = true;
}

static struct value *parse(struct yaml *yaml, struct fy_diag *diag)
{
	struct fy_parse_cfg config = {
		.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG,
		.diag = diag,
	};
	struct value *value = NULL;

	yaml->parser = fy_parser_create(&config);
	if (!yaml->parser || fy_parser_set_string(yaml->parser, yaml->part.at,
						  yaml->part.len))
		die("out of memory for YAML");
	value = read_stream(yaml);
	if (!yaml->stopped && fy_parser_get_stream_error(yaml->parser))
		report_syntax(yaml, diag);
	fy_parser_destroy(yaml->parser);
	return value;
}

static struct fy_diag *collecting_diag(void)
{
	struct fy_diag_cfg config;
	struct fy_diag *diag;

	fy_diag_cfg_default(&config);
	config.fp = NULL;
	diag = fy_diag_create(&config);
	if (!diag)
		die("out of memory for YAML");
	fy_diag_set_collect_errors(diag, true);
	return diag;
}

/**
 * value_kind_name() - what a message calls a value
 * @kind: its kind
 *
 * Return: a word to put behind "a".
 */
const char *value_kind_name(enum value_kind kind)
{
	static const char *const names[] = {
		[VALUE_NULL] = "null",
		[VALUE_SCALAR] = "scalar",
		[VALUE_LIST] = "list",
		[VALUE_MAP] = "map",
	};

	return names[kind];
}

/**
 * yaml_read() - read a document whose root is a map
 * @input: the file, checked to be UTF-8
 * @part: the document's bytes in it
 * @arena: owns what is returned; texts may lead into the file
 * @members: receives the root's entries; NULL where there are none
 *
 * Return: whether the document can be made use of. Whatever is wrong has been
 * reported; what is in @members then is as right as it can be.
 */
bool yaml_read(const struct input *input, struct text part,
	       struct arena *arena, struct member **members)
{
	struct yaml yaml = { .input = input, .part = part, .arena = arena };
	struct fy_diag *diag = collecting_diag();
	struct value *root = parse(&yaml, diag);

	fy_diag_destroy(diag);
	*members = NULL;
	if (yaml.stopped)
		return false;
	if (!root || root->kind == VALUE_NULL)
		return true;
	if (root->kind == VALUE_MAP) {
		*members = root->members;
		return true;
	}
	error_at(at(input, root->offset),
		 "a %s: expected a map, as \"title: Regressions\"",
		 value_kind_name(root->kind));
	return false;
}

/**
 * yaml_member() - find an entry of a map
 * @members: the map's
 * @key: its key
 *
 * Return: the entry's value, or NULL where there is none.
 */
struct value *yaml_member(const struct member *members, const char *key)
{
	for (; members; members = members->next)
		if (text_is(members->key, key))
			return members->value;
	return NULL;
}

/**
 * yaml_has() - look for an item of a list
 * @items: the list's, all scalars
 * @text: the item's text
 *
 * Return: whether it is there.
 */
bool yaml_has(const struct member *items, struct text text)
{
	while (items && !text_equal(items->value->text, text))
		items = items->next;
	return items;
}
