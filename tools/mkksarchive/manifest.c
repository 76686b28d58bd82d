// SPDX-License-Identifier: GPL-2.0-only
/*
 * archive.yaml: what the archive says of itself, and how its pages are filed.
 */
#include <errno.h>
#include <unistd.h>

#include "env.h"
#include "manifest.h"
#include "name.h"
#include "utf8.h"

static struct place key_place(const struct manifest *manifest,
			      const struct member *member)
{
	return at(&manifest->page->input, member->offset);
}

static void read_title(struct manifest *manifest, struct taxonomy *taxonomy,
		       const struct value *title)
{
	struct place place = at(&manifest->page->input, taxonomy->offset);

	if (title && title->kind == VALUE_SCALAR) {
		place.offset = title->offset;
		if (field_single_line(title->text, "a title", place))
			taxonomy->title = title->text;
		return;
	}
	error_at(place, "the taxonomy \"%s\" has no title: expected a scalar",
		 taxonomy->name);
}

/* The image names all keys of a taxonomy in one cell, commas between. */
static void check_path(const struct manifest *manifest,
		       const struct value *path)
{
	struct place place = at(&manifest->page->input, path->offset);

	if (field_single_line(path->text, "a key of a taxonomy", place) &&
	    text_has(path->text, ','))
		error_at(place, "a comma in the key \"%.*s\" of a taxonomy: expected a list of keys, as [topics, people.name]",
			 TEXT_ARGS(path->text));
}

static struct term_source *new_source(const struct manifest *manifest,
				      struct worker *worker,
				      const struct value *value)
{
	struct term_source *source = arena_new(&worker->keep,
					       struct term_source);

	check_path(manifest, value);
	source->path = value->text;
	source->offset = value->offset;
	return source;
}

static void read_from(struct manifest *manifest, struct taxonomy *taxonomy,
		      const struct value *from, struct worker *worker)
{
	struct term_source **link = &taxonomy->sources;
	const struct member *item;

	if (from && from->kind == VALUE_SCALAR) {
		*link = new_source(manifest, worker, from);
		return;
	}
	item = from && from->kind == VALUE_LIST ? from->members : NULL;
	for (; item && item->value->kind == VALUE_SCALAR; item = item->next) {
		*link = new_source(manifest, worker, item->value);
		link = &(*link)->next;
	}
	if (item || !taxonomy->sources)
		error_at(at(&manifest->page->input,
			    item ? item->offset : taxonomy->offset),
			 "the taxonomy \"%s\" is not told where its terms are: expected \"from\" with keys, as [topics] or [people.name]",
			 taxonomy->name);
}

static void read_separator(struct manifest *manifest,
			   struct taxonomy *taxonomy,
			   const struct value *separator)
{
	struct place place;

	if (!separator || separator->kind == VALUE_NULL)
		return;
	place = at(&manifest->page->input, separator->offset);
	if (separator->kind != VALUE_SCALAR)
		error_at(place, "the separator is no scalar: expected one, as \"/\"");
	else if (field_single_line(separator->text, "the separator", place))
		taxonomy->separator = separator->text;
}

static void read_synonyms(struct manifest *manifest,
			  struct taxonomy *taxonomy,
			  const struct value *synonyms, struct worker *worker)
{
	if (synonyms && synonyms->kind != VALUE_NULL)
		synonyms_read(&taxonomy->synonyms, &manifest->page->input,
			      synonyms, worker);
}

static bool is_scalar(const struct value *value)
{
	return value->kind == VALUE_SCALAR;
}

/* What of @list keeps it from being a list of what @fits; NULL for nothing. */
static const struct value *misfit(const struct value *list,
				  bool (*fits)(const struct value *value))
{
	const struct member *item = list->members;

	if (list->kind != VALUE_LIST)
		return list;
	while (item && fits(item->value))
		item = item->next;
	return item ? item->value : NULL;
}

static bool is_list_of_scalars(const struct value *value)
{
	return !misfit(value, is_scalar);
}

static bool is_scalar_or_list_of_them(const struct value *value)
{
	return is_scalar(value) || is_list_of_scalars(value);
}

static bool is_list_of_two(const struct value *value)
{
	return is_list_of_scalars(value) && value->members->next;
}

static void read_distinct(struct manifest *manifest,
			  struct taxonomy *taxonomy,
			  const struct value *distinct)
{
	const struct value *wrong;

	if (!distinct || distinct->kind == VALUE_NULL)
		return;
	wrong = misfit(distinct, is_list_of_two);
	if (wrong)
		error_at(at(&manifest->page->input, wrong->offset),
			 "distinct is no list of lists: expected two terms or more that look alike in each, as [[Dan Ho, Dave Ho]]");
	else
		taxonomy->distinct = distinct->members;
}

static void read_one_word(struct manifest *manifest,
			  struct taxonomy *taxonomy,
			  const struct value *one_word)
{
	const struct value *wrong;

	if (!one_word || one_word->kind == VALUE_NULL)
		return;
	wrong = misfit(one_word, is_scalar);
	if (wrong)
		error_at(at(&manifest->page->input, wrong->offset),
			 "one_word is no list of names: expected people of whom no more is known, as [Dan]");
	else if (!taxonomy->of_people)
		error_at(at(&manifest->page->input, one_word->offset),
			 "one_word of what are no people's names: expected \"kind: people\" beside it");
	else
		taxonomy->one_word = one_word->members;
}

static void read_kind(struct manifest *manifest, struct taxonomy *taxonomy,
		      const struct value *kind)
{
	if (!kind || kind->kind == VALUE_NULL)
		return;
	taxonomy->of_people = is_scalar(kind) && text_is(kind->text, "people");
	if (taxonomy->of_people)
		return;
	if (is_scalar(kind))
		error_at(at(&manifest->page->input, kind->offset),
			 "terms of the kind \"%.*s\": expected people",
			 TEXT_ARGS(kind->text));
	else
		error_at(at(&manifest->page->input, kind->offset),
			 "the kind of terms is a %s: expected people",
			 value_kind_name(kind->kind));
}

static bool is_taxonomy_key(struct text key)
{
	static const char *const keys[] = { "title", "from", "separator",
					    "synonyms", "distinct", "kind",
					    "one_word" };

	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (text_is(key, keys[i]))
			return true;
	return false;
}

static void check_keys(struct manifest *manifest,
		       const struct member *members)
{
	for (; members; members = members->next)
		if (!is_taxonomy_key(members->key))
			error_at(key_place(manifest, members),
				 "unknown key \"%.*s\" of a taxonomy: expected title, from, separator, synonyms, distinct, kind or one_word",
				 TEXT_ARGS(members->key));
}

static void read_taxonomy(struct manifest *manifest,
			  struct taxonomy *taxonomy,
			  const struct member *member, struct worker *worker)
{
	const struct member *keys = member->value->members;

	if (member->value->kind != VALUE_MAP) {
		error_at(key_place(manifest, member),
			 "the taxonomy \"%.*s\" is no map: expected title, from and perhaps separator",
			 TEXT_ARGS(member->key));
		return;
	}
	name_check(member->key, "the taxonomy", key_place(manifest, member));
	taxonomy->name = arena_string(&worker->keep, member->key);
	taxonomy->offset = member->offset;
	check_keys(manifest, keys);
	read_title(manifest, taxonomy, yaml_member(keys, "title"));
	read_separator(manifest, taxonomy, yaml_member(keys, "separator"));
	read_from(manifest, taxonomy, yaml_member(keys, "from"), worker);
	read_synonyms(manifest, taxonomy, yaml_member(keys, "synonyms"),
		      worker);
	read_distinct(manifest, taxonomy, yaml_member(keys, "distinct"));
	read_kind(manifest, taxonomy, yaml_member(keys, "kind"));
	read_one_word(manifest, taxonomy, yaml_member(keys, "one_word"));
	manifest->taxonomy_count++;
}

static void read_taxonomies(struct manifest *manifest,
			    const struct member *taxonomies,
			    struct worker *worker)
{
	const struct member *member;
	size_t count = 0;

	if (taxonomies->value->kind == VALUE_NULL)
		return;
	if (taxonomies->value->kind != VALUE_MAP) {
		error_at(key_place(manifest, taxonomies),
			 "the taxonomies are no map: expected one by their names");
		return;
	}
	for (member = taxonomies->value->members; member; member = member->next)
		count++;
	manifest->taxonomies = arena_zeroed(&worker->keep, count *
					    sizeof(*manifest->taxonomies));
	for (member = taxonomies->value->members; member; member = member->next)
		read_taxonomy(manifest,
			      &manifest->taxonomies[manifest->taxonomy_count],
			      member, worker);
}

static void read_slug(const struct manifest *manifest,
		      const struct member *member)
{
	const struct value *slug = member->value;
	struct place place = at(&manifest->page->input, slug->offset);

	if (is_scalar(slug))
		name_check(slug->text, "the slug", place);
	else
		error_at(place, "the slug of \"%.*s\" is a %s: expected a scalar",
			 TEXT_ARGS(member->key), value_kind_name(slug->kind));
}

static void read_slugs(struct manifest *manifest, const struct member *slugs)
{
	const struct member *member;

	if (slugs->value->kind == VALUE_NULL)
		return;
	if (slugs->value->kind != VALUE_MAP) {
		error_at(key_place(manifest, slugs),
			 "the slugs are no map: expected slugs by their terms");
		return;
	}
	for (member = slugs->value->members; member; member = member->next)
		read_slug(manifest, member);
	manifest->slugs = slugs->value->members;
}

static void read_required(struct manifest *manifest,
			  const struct value *required)
{
	const struct value *wrong = misfit(required, is_scalar_or_list_of_them);

	if (wrong)
		error_at(at(&manifest->page->input, wrong->offset),
			 "required is no list of keys: expected keys, or lists of which one will do, as [date, [url, sources]]");
	else
		manifest->required = required->members;
}

static void read_check(struct manifest *manifest, const struct member *check,
		       struct worker *worker)
{
	bool given = check->value->kind != VALUE_NULL;

	if (text_is(check->key, "required")) {
		if (given)
			read_required(manifest, check->value);
	} else if (text_is(check->key, "days")) {
		if (given)
			manifest->days = day_keys_read(&manifest->page->input,
						       check->value, worker);
	} else {
		error_at(key_place(manifest, check),
			 "unknown check \"%.*s\": expected required or days",
			 TEXT_ARGS(check->key));
	}
}

static void read_checks(struct manifest *manifest, const struct member *checks,
			struct worker *worker)
{
	const struct member *check = checks->value->members;

	if (checks->value->kind == VALUE_NULL)
		return;
	if (checks->value->kind != VALUE_MAP) {
		error_at(key_place(manifest, checks),
			 "the checks are no map: expected required or days, with keys");
		return;
	}
	for (; check; check = check->next)
		read_check(manifest, check, worker);
}

/* Takes the entry with @key out of a map; NULL where there is none. */
static struct member *take_member(struct member **members, const char *key)
{
	struct member *taken;

	while (*members && !text_is((*members)->key, key))
		members = &(*members)->next;
	taken = *members;
	if (taken)
		*members = taken->next;
	return taken;
}

static void read_edition(struct manifest *manifest,
			 const struct member *members)
{
	const struct value *edition = yaml_member(members, "edition");

	if (!edition || edition->kind != VALUE_SCALAR)
		error_at(page_place(manifest->page),
			 "no edition: expected a key \"edition\" with a scalar");
	else if (field_single_line(edition->text, "the edition",
				   at(&manifest->page->input,
				      edition->offset)))
		manifest->edition = edition->text;
}

static void read_members(struct manifest *manifest, struct member *members,
			 struct worker *worker)
{
	struct member *taxonomies = take_member(&members, "taxonomies");
	struct member *slugs = take_member(&members, "slugs");
	struct member *checks = take_member(&members, "checks");

	if (taxonomies)
		read_taxonomies(manifest, taxonomies, worker);
	if (slugs)
		read_slugs(manifest, slugs);
	if (checks)
		read_checks(manifest, checks, worker);
	read_edition(manifest, members);
	page_read_members(manifest->page, members, 0, worker);
}

/**
 * manifest_read() - read archive.yaml
 * @manifest: filled
 * @page: the root's, with the file's path
 * @worker: the thread's; its @scratch is not reset, values stay in it
 */
void manifest_read(struct manifest *manifest, struct page *page,
		   struct worker *worker)
{
	struct text whole;
	struct member *members;

	*manifest = (struct manifest){ .page = page };
	if (access(page->input.path, F_OK) && errno == ENOENT) {
		error_at(at(&page->input, WHOLE),
			 "there is no such file: expected one that describes the archive");
		return;
	}
	if (!input_read(&page->input, &worker->keep))
		return;
	whole = (struct text){ page->input.bytes, page->input.len };
	if (utf8_check(&page->input, whole) &&
	    yaml_read(&page->input, whole, &worker->keep, &members))
		read_members(manifest, members, worker);
}

/**
 * manifest_check_use() - warn of what no page makes use of
 * @manifest: all pages have been read
 */
void manifest_check_use(const struct manifest *manifest)
{
	const struct term_source *source;

	for (size_t i = 0; i < manifest->taxonomy_count; i++)
		for (source = manifest->taxonomies[i].sources; source;
		     source = source->next)
			if (!source->used)
				diagnose(WARNING, at(&manifest->page->input,
						     source->offset),
					 "no page has terms at \"%.*s\": expected a key of some page",
					 TEXT_ARGS(source->path));
}
