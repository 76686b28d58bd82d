// SPDX-License-Identifier: GPL-2.0-only
/*
 * The folders in which pages are filed by what they are about. A term's folder
 * holds links to its pages and the folders of the terms below it.
 */
#include <stdlib.h>

#include "catalog.h"
#include "name.h"
#include "slug.h"
#include "source.h"
#include "taxonomy.h"

#define BUCKETS 8192

static struct {
	struct term *by_text[BUCKETS];
	struct term *by_slug[BUCKETS];
} index_of_terms;

static size_t bucket(const struct term *parent, struct text key)
{
	size_t hash = (size_t)parent / sizeof(*parent);

	for (size_t i = 0; i < key.len; i++)
		hash = hash * 31 + (unsigned char)key.at[i];
	return hash % BUCKETS;
}

static struct term *find_text(const struct term *parent, struct text text)
{
	struct term *term = index_of_terms.by_text[bucket(parent, text)];

	while (term && (term->parent != parent ||
			!text_equal(term->text, text)))
		term = term->next_by_text;
	return term;
}

static struct term *find_slug(const struct term *parent, const char *slug)
{
	struct term *term =
		index_of_terms.by_slug[bucket(parent, text_of(slug))];

	while (term && (term->parent != parent || strcmp(term->slug, slug)))
		term = term->next_by_slug;
	return term;
}

/* The author's own slug for a term, by the whole of it or by its last part. */
static const struct value *given_slug(const struct filing *filing,
				      const struct term *term)
{
	const struct text names[] = { term->title, term->text };
	const struct member *slug;
	bool *used;

	for (size_t i = 0; i < 2; i++) {
		used = filing->slug_used;
		for (slug = filing->manifest->slugs; slug; slug = slug->next) {
			if (text_equal(slug->key, names[i])) {
				*used = true;
				return slug->value;
			}
			used++;
		}
	}
	return NULL;
}

static const char *make_slug(struct filing *filing, const struct term *term)
{
	const struct value *given = given_slug(filing, term);
	struct buffer buffer = { 0 };
	const char *slug = NULL;

	if (given)
		return arena_string(&filing->arena, given->text);
	if (slug_make(term->text, &buffer) && name_valid(buffer_text(&buffer)))
		slug = arena_string(&filing->arena, buffer_text(&buffer));
	else
		error_at(term->place,
			 "no slug can be made of the term \"%.*s\": expected one for it under \"slugs\" in " MANIFEST_NAME,
			 TEXT_ARGS(term->title));
	buffer_free(&buffer);
	return slug;
}

static bool slug_is_free(const struct term *term)
{
	const struct term *other = find_slug(term->parent, term->slug);
	char where[PLACE_LEN];

	if (other)
		error_at(term->place,
			 "the term \"%.*s\" has the slug \"%s\" of \"%.*s\" (%s): expected one spelling, or a slug for it in " MANIFEST_NAME,
			 TEXT_ARGS(term->title), term->slug,
			 TEXT_ARGS(other->title),
			 place_text(other->place, where, sizeof(where)));
	return !other;
}

static void index_term(struct filing *filing, struct term *parent,
		       struct term *term)
{
	struct term **head = &index_of_terms.by_text[bucket(parent,
							    term->text)];

	term->next_by_text = *head;
	*head = term;
	term->slug = make_slug(filing, term);
	if (term->slug && !slug_is_free(term))
		term->slug = NULL;
	if (!term->slug)
		return;
	head = &index_of_terms.by_slug[bucket(parent, text_of(term->slug))];
	term->next_by_slug = *head;
	*head = term;
	parent->children = memory_grow(parent->children, parent->child_count,
				       sizeof(*parent->children));
	parent->children[parent->child_count++] = term;
	filing->term_count++;
}

static struct text join_title(struct filing *filing, const struct term *parent,
			      struct text separator, struct text text)
{
	struct buffer buffer = { 0 };
	struct text title;

	if (!parent->parent)
		return text;
	buffer_add(&buffer, parent->title);
	buffer_add(&buffer, separator);
	buffer_add(&buffer, text);
	title = arena_text(&filing->arena, buffer_text(&buffer));
	buffer_free(&buffer);
	return title;
}

static struct term *child(struct filing *filing, struct term *parent,
			  struct text separator, struct text text,
			  struct place place)
{
	struct term *term = find_text(parent, text);

	if (term)
		return term;
	term = arena_new(&filing->arena, struct term);
	term->text = text;
	term->title = join_title(filing, parent, separator, text);
	term->place = place;
	term->parent = parent;
	index_term(filing, parent, term);
	return term;
}

/* A page that names a term twice is filed once. */
static void file_page(struct filing *filing, struct term *term,
		      const struct page *page, size_t offset)
{
	struct filed *filed;

	if (term->last && term->last->page == page)
		return;
	filed = arena_new(&filing->arena, struct filed);
	filed->page = page;
	filed->offset = offset;
	if (term->last)
		term->last->next = filed;
	else
		term->pages = filed;
	term->last = filed;
}

/*
 * Takes the part before the first separator, without spaces around it, and
 * tells whether there was a separator.
 */
static bool take_part(struct text *rest, struct text separator,
		      struct text *part)
{
	const char *found = NULL;

	*part = *rest;
	if (separator.len)
		found = memmem(rest->at, rest->len, separator.at,
			       separator.len);
	if (found) {
		*part = text_between(rest->at, found);
		*rest = text_skip(*rest, part->len + separator.len);
	}
	*part = text_trim(*part, " ");
	return found;
}

/* The term's name, where the page's word for it is a synonym. */
static bool replace_synonym(const struct taxonomy *taxonomy,
			    struct text *text)
{
	struct synonym *synonym = synonyms_find(&taxonomy->synonyms, *text);

	if (!synonym)
		return false;
	synonym->used = true;
	*text = synonym->term;
	return true;
}

static void add_use(struct filing *filing, const struct page *page,
		    const struct term_use *use)
{
	const struct taxonomy *taxonomy =
		&filing->manifest->taxonomies[use->taxonomy];
	struct text separator = taxonomy->separator;
	struct term *term = &filing->tops[use->taxonomy];
	struct place place = at(&page->input, use->offset);
	struct text rest = use->text, part;
	bool replaced = replace_synonym(taxonomy, &rest);
	bool more;

	do {
		more = take_part(&rest, separator, &part);
		if (!part.len) {
			error_at(place, "an empty part in the term \"%.*s\": expected a name before and behind each separator",
				 TEXT_ARGS(use->text));
			return;
		}
		term = child(filing, term, separator, part, place);
		term->known |= !replaced;
	} while (more && term->slug);
	if (term->slug)
		file_page(filing, term, page, use->offset);
}

static size_t count_members(const struct member *members)
{
	size_t count = 0;

	for (; members; members = members->next)
		count++;
	return count;
}

/**
 * filing_begin() - prepare to file pages
 * @filing: filled
 * @manifest: tells the taxonomies; must live as long
 */
void filing_begin(struct filing *filing, const struct manifest *manifest)
{
	*filing = (struct filing){ .manifest = manifest };
	filing->tops = arena_zeroed(&filing->arena,
				    manifest->taxonomy_count *
				    sizeof(*filing->tops));
	filing->slug_used = arena_zeroed(&filing->arena,
					 count_members(manifest->slugs) *
					 sizeof(*filing->slug_used));
}

/**
 * filing_add() - file a page under all its terms
 * @filing: the filing
 * @page: pages come in the catalog's order
 */
void filing_add(struct filing *filing, const struct page *page)
{
	const struct term_use *use;

	for (use = page->terms; use; use = use->next)
		add_use(filing, page, use);
}

static int compare_terms(const void *left, const void *right)
{
	const struct term *a = *(const struct term *const *)left;
	const struct term *b = *(const struct term *const *)right;

	return strcmp(a->slug, b->slug);
}

static void sort_terms(struct term *term)
{
	if (!term->child_count)
		return;
	qsort(term->children, term->child_count, sizeof(*term->children),
	      compare_terms);
	for (size_t i = 0; i < term->child_count; i++)
		sort_terms(term->children[i]);
}

static void add_path(struct buffer *buffer, const struct term *term)
{
	if (term->parent->parent) {
		add_path(buffer, term->parent);
		buffer_add_byte(buffer, '/');
	}
	buffer_add_string(buffer, term->slug);
}

static void list_terms(struct buffer *buffer, const struct term *parent)
{
	const struct term *term;

	for (size_t i = 0; i < parent->child_count; i++) {
		term = parent->children[i];
		add_path(buffer, term);
		buffer_add_byte(buffer, '\t');
		buffer_add(buffer, term->title);
		buffer_add_byte(buffer, '\n');
		list_terms(buffer, term);
	}
}

/* A line of its own, as a file. */
static struct text as_line(struct tree *tree, struct text text)
{
	char *line = arena_bytes(&tree->arena, text.len + 1);

	if (text.len)
		memcpy(line, text.at, text.len);
	line[text.len] = '\n';
	return (struct text){ line, text.len + 1 };
}

static struct text take_text(struct tree *tree, struct buffer *buffer)
{
	struct text text = arena_text(&tree->arena, buffer_text(buffer));

	buffer_free(buffer);
	return text;
}

static void link_page(struct tree *tree, struct node *dir,
		      const struct filed *filed)
{
	struct place place = at(&filed->page->input, filed->offset);
	struct buffer buffer = { 0 };
	struct text name;

	catalog_path(&buffer, filed->page, '-');
	name = take_text(tree, &buffer);
	if (name_check(name, "the page's link under this term,", place))
		tree_link(tree, dir, name.at, filed->page->node,
			  tree_origin(tree, "a page's link under a term",
				      place, RANK_LINK));
}

static void publish_pages(struct tree *tree, struct node *dir,
			  const struct term *term,
			  const struct origin *origin)
{
	const struct filed *filed;
	struct buffer lines = { 0 };

	for (filed = term->pages; filed; filed = filed->next) {
		catalog_line(&lines, filed->page);
		link_page(tree, dir, filed);
	}
	tree_file(tree, dir, "pages", take_text(tree, &lines), origin);
}

static void publish_terms(struct tree *tree, struct node *dir,
			  const struct term *parent)
{
	const struct origin *origin, *own;
	const struct term *term;
	struct node *in;

	for (size_t i = 0; i < parent->child_count; i++) {
		term = parent->children[i];
		origin = tree_origin(tree, "a term", term->place, RANK_TERM);
		own = tree_origin(tree, "every term", term->place,
				  RANK_GENERATED);
		in = tree_dir(tree, dir, term->slug, origin);
		tree_file(tree, in, "title", as_line(tree, term->title), own);
		publish_pages(tree, in, term, own);
		publish_terms(tree, in, term);
	}
}

static void check_slugs(const struct filing *filing)
{
	const struct manifest *manifest = filing->manifest;
	const struct member *slug;
	const bool *used = filing->slug_used;

	for (slug = manifest->slugs; slug; slug = slug->next)
		if (!*used++)
			diagnose(WARNING,
				 at(&manifest->page->input, slug->offset),
				 "a slug for \"%.*s\", which is no term: expected a term of some page",
				 TEXT_ARGS(slug->key));
}

/**
 * filing_find() - find a term
 * @filing: all pages have been added
 * @taxonomy: index of the taxonomy
 * @name: the whole of the term
 *
 * Return: the term; NULL where there is none.
 */
const struct term *filing_find(const struct filing *filing, size_t taxonomy,
			       struct text name)
{
	const struct term *term = &filing->tops[taxonomy];
	struct text part;
	bool more = true;

	while (more && term) {
		more = take_part(&name,
				 filing->manifest->taxonomies[taxonomy].separator,
				 &part);
		term = find_text(term, part);
	}
	return term;
}

static bool is_known(const struct filing *filing, size_t taxonomy,
		     struct text name)
{
	const struct term *term = filing_find(filing, taxonomy, name);

	return term && term->known;
}

static void check_synonyms(const struct filing *filing, size_t taxonomy)
{
	const struct manifest *manifest = filing->manifest;
	const struct synonyms *synonyms =
		&manifest->taxonomies[taxonomy].synonyms;
	const struct synonym *synonym = synonyms->all;
	struct place place;

	for (size_t i = 0; i < synonyms->count; i++, synonym++) {
		place = at(&manifest->page->input, synonym->offset);
		if (!is_known(filing, taxonomy, synonym->term))
			error_at(place, "the synonym \"%.*s\" stands for \"%.*s\", which is no term: expected a term of some page",
				 TEXT_ARGS(synonym->variant),
				 TEXT_ARGS(synonym->term));
		else if (!synonym->used)
			diagnose(WARNING, place,
				 "the synonym \"%.*s\" is of no use: expected what some page says",
				 TEXT_ARGS(synonym->variant));
	}
}

/* After an error a page may lack what it says: there must have been none. */
static void check_use(const struct filing *filing)
{
	check_slugs(filing);
	for (size_t i = 0; i < filing->manifest->taxonomy_count; i++)
		check_synonyms(filing, i);
}

/**
 * filing_publish() - add the taxonomies to the tree
 * @filing: all pages have been added
 * @tree: the tree; every page has its node
 * @root: the directory to add them to
 */
void filing_publish(struct filing *filing, struct tree *tree,
		    struct node *root)
{
	const struct manifest *manifest = filing->manifest;
	const struct taxonomy *taxonomy;
	const struct origin *origin;
	struct buffer lines = { 0 };
	struct node *dir;

	if (!diagnostic_errors())
		check_use(filing);
	for (size_t i = 0; i < manifest->taxonomy_count; i++) {
		taxonomy = &manifest->taxonomies[i];
		origin = tree_origin(tree, "a taxonomy",
				     at(&manifest->page->input,
					taxonomy->offset), RANK_GENERATED);
		dir = tree_dir(tree, root, taxonomy->name, origin);
		sort_terms(&filing->tops[i]);
		list_terms(&lines, &filing->tops[i]);
		tree_file(tree, dir, "title", as_line(tree, taxonomy->title),
			  origin);
		tree_file(tree, dir, "terms", take_text(tree, &lines), origin);
		synonyms_write(&taxonomy->synonyms, &lines);
		tree_file(tree, dir, "synonyms", take_text(tree, &lines),
			  origin);
		publish_terms(tree, dir, &filing->tops[i]);
	}
}
