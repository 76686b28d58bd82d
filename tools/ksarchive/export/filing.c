// SPDX-License-Identifier: GPL-2.0-only
/*
 * How the pages of an archive are filed under terms.
 *
 * Which terms there are is read from the taxonomies' directories; which page
 * stands under which is found in the pages' fields, and must be what the links
 * say. Then the pages alone imply the taxonomies.
 */
#include <stdlib.h>

#include "character.h"
#include "filing.h"
#include "synonym.h"

/* A page under a term; both by their indexes. */
struct filed {
	size_t term;
	size_t entry;
};

/* What is done with each term that a page's field names. */
struct use {
	struct filing *filing;
	const struct taxonomy *taxonomy;
	size_t entry;
	u32 page;
	const char *field;
};

static const struct archive *archive_of(const struct filing *filing)
{
	return filing->outline->archive;
}

static int compare_terms(const void *left, const void *right)
{
	const struct term *a = left, *b = right;

	if (a->above != b->above)
		return a->above < b->above ? -1 : 1;
	return text_compare(a->text, b->text);
}

static struct term *find_term(const struct filing *filing, u32 above,
			      struct text text)
{
	struct term key = { .above = above, .text = text };

	return filing->term_count ? bsearch(&key, filing->terms,
					    filing->term_count,
					    sizeof(key), compare_terms)
				  : NULL;
}

/* A term's own part is its title without that of the term above it. */
static struct text own_part(const struct filing *filing,
			    const struct taxonomy *taxonomy, u32 above,
			    struct text title)
{
	struct text start;

	if (above == taxonomy->dir)
		return title;
	start = archive_field(archive_of(filing), above, "title");
	if (!taxonomy->separator.len || !text_begins(title, start))
		return (struct text){ 0 };
	title = text_skip(title, start.len);
	if (!text_begins(title, taxonomy->separator))
		return (struct text){ 0 };
	return text_skip(title, taxonomy->separator.len);
}

static void add_term(struct filing *filing, const struct taxonomy *taxonomy,
		     u32 above, u32 dir, const char *slug)
{
	const struct archive *archive = archive_of(filing);
	struct term *term;

	filing->terms = memory_grow(filing->terms, filing->term_count,
				    sizeof(*filing->terms));
	term = &filing->terms[filing->term_count++];
	*term = (struct term){ .dir = dir, .above = above, .slug = slug,
			       .title = archive_field(archive, dir, "title") };
	term->text = own_part(filing, taxonomy, above, term->title);
	if (!term->text.len)
		outline_refuse(archive, dir, "title",
			       "expected the title of the term above it, the separator and a name");
}

/* All below @above; writes the lines that the file terms must have. */
static void read_terms(struct filing *filing, const struct taxonomy *taxonomy,
		       u32 above, struct buffer *lines)
{
	const struct archive *archive = archive_of(filing);
	struct ksa_node node, child;
	char buf[KSA_PATH_MAX + 1];
	struct text path;

	ksa_node(&archive->ksa, above, &node);
	for (u32 i = node.first_child; i < node.first_child + node.children;
	     i++) {
		ksa_node(&archive->ksa, i, &child);
		if (child.type != KSA_DIR)
			continue;
		add_term(filing, taxonomy, above, i, child.name);
		path = archive_path(archive, i, buf);
		buffer_add(lines, text_skip(path, taxonomy->name.len + 1));
		buffer_add_byte(lines, '\t');
		buffer_add(lines, archive_field(archive, i, "title"));
		buffer_add_byte(lines, '\n');
		read_terms(filing, taxonomy, i, lines);
	}
}

static void check_columns(const struct archive *archive, u32 dir)
{
	struct text field = archive_field(archive, dir, "synonyms");
	struct table table;

	if (field.at && (!table_read(field, &table) ||
			 !text_is(table.columns, "variant\tterm")))
		outline_refuse(archive, dir, "synonyms",
			       "expected a table of variant and term");
}

static void read_taxonomy(struct filing *filing,
			  const struct taxonomy *taxonomy)
{
	const struct archive *archive = archive_of(filing);
	struct ksa_node node, child;
	struct buffer lines = { 0 };

	ksa_node(&archive->ksa, taxonomy->dir, &node);
	for (u32 i = 0; i < node.children; i++) {
		ksa_node(&archive->ksa, node.first_child + i, &child);
		if (child.type != KSA_DIR && strcmp(child.name, "title") &&
		    strcmp(child.name, "terms") &&
		    strcmp(child.name, "synonyms"))
			outline_refuse(archive, taxonomy->dir, child.name,
				       "neither a term nor a list of terms");
	}
	outline_check_title(archive, taxonomy->dir);
	check_columns(archive, taxonomy->dir);
	read_terms(filing, taxonomy, taxonomy->dir, &lines);
	outline_check_file(archive, taxonomy->dir, "terms", &lines);
	buffer_free(&lines);
}

static void read_table(struct filing *filing)
{
	const struct archive *archive = archive_of(filing);
	struct text field = archive_field(archive, 0, "taxonomies"), row;
	struct taxonomy *taxonomy;
	struct table table;

	if (!field.at)
		return;
	if (!table_read(field, &table) ||
	    !text_is(table.columns, "name\tfrom\tseparator"))
		outline_refuse(archive, 0, "taxonomies",
			       "expected a table of name, from and separator");
	while (line_next(&table.rows, &row)) {
		filing->taxonomies = memory_grow(filing->taxonomies,
						 filing->taxonomy_count,
						 sizeof(*taxonomy));
		taxonomy = &filing->taxonomies[filing->taxonomy_count++];
		cell_next(&row, &taxonomy->name);
		cell_next(&row, &taxonomy->from);
		cell_next(&row, &taxonomy->separator);
		taxonomy->dir = archive_lookup(archive, taxonomy->name);
	}
}

static bool same_in_name(char a, char b)
{
	return a == b || (byte_is_of("._", a) && byte_is_of("._", b));
}

/* Takes what is the same, but for dots and underscores. */
static bool take_name(struct text *path, struct text name)
{
	if (name.len > path->len)
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (!same_in_name(name.at[i], path->at[i]))
			return false;
	*path = text_skip(*path, name.len);
	return true;
}

/* Whether a key of a taxonomy means a field, or a column of it. */
static bool means(struct text path, struct text name, struct text column)
{
	if (!take_name(&path, name))
		return false;
	if (!column.at)
		return !path.len;
	return take_name(&path, TEXT(".")) && take_name(&path, column) &&
	       !path.len;
}

/* @column is at NULL where the field itself is asked for. */
static bool takes(const struct taxonomy *taxonomy, struct text name,
		  struct text column)
{
	struct text from = taxonomy->from;

	while (from.at)
		if (means(text_cut(&from, ','), name, column))
			return true;
	return false;
}

/*
 * The term, by its parts with separators between; NULL where there is none.
 * Where all of its parts are to be @named they are.
 */
static struct term *walk_term(const struct filing *filing,
			      const struct taxonomy *taxonomy,
			      struct text text, bool named)
{
	struct text separator = taxonomy->separator, part;
	struct term *term = NULL;
	u32 above = taxonomy->dir;
	const char *found;

	do {
		found = separator.len && text.len
			? memmem(text.at, text.len, separator.at,
				 separator.len) : NULL;
		part = found ? text_between(text.at, found) : text;
		text = text_skip(text, part.len +
				       (found ? separator.len : 0));
		term = find_term(filing, above, text_trim(part, " "));
		if (term) {
			above = term->dir;
			term->named |= named;
		}
	} while (term && found);
	return term;
}

/* The term that a page's word, perhaps a synonym, means. */
static struct term *find_meant(const struct filing *filing,
			       const struct taxonomy *taxonomy,
			       struct text word, bool named)
{
	struct text term = synonym_of(archive_of(filing), taxonomy->dir, word);

	return walk_term(filing, taxonomy, term,
			 named && term.at == word.at);
}

/* As mkksarchive names a page's link: its path with hyphens. */
static u32 find_link(const struct archive *archive, u32 term, u32 page)
{
	char name[KSA_PATH_MAX + 1];
	struct text path = archive_path(archive, page, name);
	struct ksa_node node;
	u32 index;

	for (size_t i = 0; i < path.len; i++)
		if (name[i] == '/')
			name[i] = '-';
	index = ksa_child(&archive->ksa, term, name, path.len);
	if (index == KSA_NONE)
		return KSA_NONE;
	ksa_node(&archive->ksa, index, &node);
	return node.type == KSA_LINK && node.target == page ? index
							    : KSA_NONE;
}

static bool is_filed(const struct filing *filing,
		     const struct taxonomy *taxonomy, u32 page,
		     struct text text)
{
	struct term *term = find_meant(filing, taxonomy, text, false);

	return term &&
	       find_link(archive_of(filing), term->dir, page) != KSA_NONE;
}

static bool row_is_filed(const struct filing *filing,
			 const struct taxonomy *taxonomy, u32 page,
			 struct text name, struct text columns,
			 struct text row)
{
	struct text column, cell;

	while (cell_next(&columns, &column) && cell_next(&row, &cell))
		if (cell.len && takes(taxonomy, name, column) &&
		    !is_filed(filing, taxonomy, page, cell))
			return false;
	return true;
}

/*
 * A list whose first item begins with # has the bytes of a table of one column.
 * Where terms are taken from that column, the links tell which it was.
 */
static bool table_is_filed(const struct filing *filing, u32 page,
			   struct text name, const struct table *table)
{
	struct text rows, row;

	for (size_t i = 0; i < filing->taxonomy_count; i++) {
		rows = table->rows;
		while (line_next(&rows, &row))
			if (!row_is_filed(filing, &filing->taxonomies[i], page,
					  name, table->columns, row))
				return false;
	}
	return true;
}

static bool is_term_field(const struct filing *filing,
			  const struct outline_entry *entry, struct text name)
{
	if (entry->kind == OUTLINE_ROOT)
		return false;
	for (size_t i = 0; i < filing->taxonomy_count; i++)
		if (takes(&filing->taxonomies[i], name, (struct text){ 0 }))
			return true;
	return false;
}

/**
 * filing_form() - what a field is to be in a page
 * @filing: tells which fields have terms
 * @entry: the page
 * @name: the field's
 * @field: its contents without the newline at the end
 *
 * Return: a form that makes these bytes and files the page as it is filed;
 * FORM_NONE where there is none.
 */
enum form filing_form(const struct filing *filing,
		      const struct outline_entry *entry, struct text name,
		      struct text field)
{
	bool terms = is_term_field(filing, entry, name);
	struct table table;

	if (!text_has(field, '\n'))
		return form_is_scalar(name, field) &&
		       !(terms && text_has(field, '\t')) ? FORM_SCALAR
							 : FORM_NONE;
	if (!terms && form_is_table(field, &table) &&
	    (entry->kind == OUTLINE_ROOT ||
	     table_is_filed(filing, entry->dir, name, &table)))
		return FORM_TABLE;
	if (form_is_list(name, field) && (terms || !form_is_prose(name, field)))
		return FORM_LIST;
	return !terms && form_is_scalar(name, field) ? FORM_SCALAR : FORM_NONE;
}

static void add_use(const struct use *use, struct text text)
{
	struct filing *filing = use->filing;
	struct term *term = find_meant(filing, use->taxonomy, text, true);

	if (!term)
		outline_refuse(archive_of(filing), use->page, use->field,
			       "the term \"%.*s\" is not in %.*s",
			       TEXT_ARGS(text),
			       TEXT_ARGS(use->taxonomy->name));
	filing->filed = memory_grow(filing->filed, filing->filed_count,
				    sizeof(*filing->filed));
	filing->filed[filing->filed_count++] = (struct filed){
		(size_t)(term - filing->terms), use->entry };
}

static void add_row(const struct use *use, struct text name,
		    struct text columns, struct text row)
{
	struct text column, cell;

	while (cell_next(&columns, &column) && cell_next(&row, &cell))
		if (cell.len && takes(use->taxonomy, name, column))
			add_use(use, cell);
}

static void add_uses(const struct use *use, struct text name,
		     struct text field, enum form form)
{
	struct table table;
	struct text line;

	if (form == FORM_TABLE && table_read(field, &table))
		while (line_next(&table.rows, &line))
			add_row(use, name, table.columns, line);
	else if (takes(use->taxonomy, name, (struct text){ 0 }))
		while (line_next(&field, &line))
			add_use(use, line);
}

static void file_field(struct filing *filing, size_t i,
		       const struct ksa_node *file)
{
	const struct outline_entry *entry = &filing->outline->entries[i];
	struct text name = { file->name, file->name_len };
	struct text field = { (const char *)file->data, file->len - 1 };
	enum form form = filing_form(filing, entry, name, field);
	struct use use = { .filing = filing, .entry = i, .page = entry->dir,
			   .field = file->name };

	for (size_t j = 0; j < filing->taxonomy_count; j++) {
		use.taxonomy = &filing->taxonomies[j];
		add_uses(&use, name, field, form);
	}
}

static void file_page(struct filing *filing, size_t i)
{
	const struct outline_entry *entry = &filing->outline->entries[i];
	const struct archive *archive = archive_of(filing);
	char buf[KSA_NAME_MAX + 1];
	const char *listing = "";
	struct ksa_node node, file;

	if (entry->kind == OUTLINE_SECTION)
		listing = outline_listing(archive, entry->dir, buf);
	ksa_node(&archive->ksa, entry->dir, &node);
	for (u32 j = 0; j < node.children; j++) {
		ksa_node(&archive->ksa, node.first_child + j, &file);
		if (file.type == KSA_FILE &&
		    !outline_derives(entry, listing, file.name))
			file_field(filing, i, &file);
	}
}

static int compare_filed(const void *left, const void *right)
{
	const struct filed *a = left, *b = right;

	if (a->term != b->term)
		return a->term < b->term ? -1 : 1;
	return (a->entry > b->entry) - (a->entry < b->entry);
}

/* A page that names a term twice is filed once. */
static void sort_filed(struct filing *filing)
{
	struct filed *filed = filing->filed;
	size_t left = 0;

	if (!filing->filed_count)
		return;
	qsort(filed, filing->filed_count, sizeof(*filed), compare_filed);
	for (size_t i = 1; i < filing->filed_count; i++)
		if (compare_filed(&filed[left], &filed[i]))
			filed[++left] = filed[i];
	filing->filed_count = left + 1;
}

/* How many links and terms are in a term; there is nothing else but two files. */
static void count_children(const struct archive *archive, u32 dir,
			   size_t *links, size_t *terms)
{
	struct ksa_node node, child;

	*links = 0;
	*terms = 0;
	ksa_node(&archive->ksa, dir, &node);
	for (u32 i = 0; i < node.children; i++) {
		ksa_node(&archive->ksa, node.first_child + i, &child);
		*links += child.type == KSA_LINK;
		*terms += child.type == KSA_DIR;
		if (child.type == KSA_FILE && strcmp(child.name, "title") &&
		    strcmp(child.name, "pages"))
			outline_refuse(archive, dir, child.name,
				       "neither a term's title nor a list of its pages");
	}
}

/* @filed are the term's pages, in the catalog's order. */
static void check_term(const struct filing *filing, const struct term *term,
		       const struct filed *filed, size_t count)
{
	const struct archive *archive = archive_of(filing);
	const struct outline_entry *entry;
	struct buffer lines = { 0 };
	size_t links, terms;

	outline_check_title(archive, term->dir);
	count_children(archive, term->dir, &links, &terms);
	for (size_t i = 0; i < count; i++) {
		entry = &filing->outline->entries[filed[i].entry];
		buffer_add(&lines, entry->line);
		if (find_link(archive, term->dir, entry->dir) == KSA_NONE)
			outline_refuse(archive, term->dir, NULL,
				       "expected a link to each page that names the term");
	}
	if (links != count || !(links + terms))
		outline_refuse(archive, term->dir, NULL,
			       "expected links to the pages that name the term, and only to those");
	outline_check_file(archive, term->dir, "pages", &lines);
	buffer_free(&lines);
}

static void check_terms(const struct filing *filing)
{
	size_t at = 0, from;

	for (size_t i = 0; i < filing->term_count; i++) {
		from = at;
		while (at < filing->filed_count && filing->filed[at].term == i)
			at++;
		check_term(filing, &filing->terms[i], filing->filed + from,
			   at - from);
	}
}

static bool is_flawless(struct text text)
{
	enum character_flaw flaw;
	size_t len;
	int point;

	for (; text.len; text = text_skip(text, len)) {
		len = character_examine(text, &flaw, &point);
		if (flaw)
			return false;
	}
	return true;
}

/* A row of synonyms, which come in the order of their variants' bytes. */
static bool is_synonym(const struct filing *filing,
		       const struct taxonomy *taxonomy, struct text row,
		       struct text *above)
{
	const struct archive *archive = archive_of(filing);
	struct text variant, name;
	struct term *term;

	if (!is_flawless(row) || !cell_next(&row, &variant) ||
	    !cell_next(&row, &name) || !name.len ||
	    text_is(variant, "<<") || text_compare(*above, variant) >= 0 ||
	    synonym_of(archive, taxonomy->dir, name).at != name.at)
		return false;
	*above = variant;
	term = walk_term(filing, taxonomy, name, false);
	return term && term->named;
}

static void check_synonyms(const struct filing *filing,
			   const struct taxonomy *taxonomy)
{
	const struct archive *archive = archive_of(filing);
	struct text field = archive_field(archive, taxonomy->dir, "synonyms");
	struct text row, above = TEXT("");
	struct table table;

	if (!field.at || !table_read(field, &table))
		return;
	while (line_next(&table.rows, &row))
		if (!is_synonym(filing, taxonomy, row, &above))
			outline_refuse(archive, taxonomy->dir, "synonyms",
				       "expected variants in their order, each with a term that a page names by no synonym");
}

/**
 * filing_read() - find out how pages are filed
 * @filing: to be filled
 * @outline: the pages; ends the program where mkksarchive would file them
 *	otherwise
 */
void filing_read(struct filing *filing, const struct outline *outline)
{
	*filing = (struct filing){ .outline = outline };
	read_table(filing);
	for (size_t i = 0; i < filing->taxonomy_count; i++)
		read_taxonomy(filing, &filing->taxonomies[i]);
	if (filing->term_count)
		qsort(filing->terms, filing->term_count,
		      sizeof(*filing->terms), compare_terms);
	for (size_t i = 1; i < outline->count; i++)
		file_page(filing, i);
	sort_filed(filing);
	check_terms(filing);
	for (size_t i = 0; i < filing->taxonomy_count; i++)
		check_synonyms(filing, &filing->taxonomies[i]);
}

/**
 * filing_free() - give a filing up
 * @filing: the filing
 */
void filing_free(struct filing *filing)
{
	free(filing->taxonomies);
	free(filing->terms);
	free(filing->filed);
}
