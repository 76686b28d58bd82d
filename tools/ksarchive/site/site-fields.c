// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is known of an article beside its text: a list of its fields.
 *
 * A field is shown by its form, so that one which nobody foresaw is shown too: a
 * value, a list, or a table, whose first column is what a record is about.
 * What names one of the article's terms leads to that, what is an address leads
 * there. Only the order is by name: what people ask for first comes first.
 */
#include "date.h"
#include "field.h"
#include "html.h"
#include "site.h"
#include "url.h"

#define DASH " \342\200\223 "
#define DOT " \302\267 "

/* Those that are shown elsewhere, or order the archive. */
static const char *const not_shown[] = {
	"title", "link_title", "text", "author", "url", "date", "weight",
	"listing", "sections", "pages", "terms", "synonyms", "taxonomies",
	"catalog", "timeline", "README", "licence", "license",
};

static const char *const shown_first[] = {
	"outcome", "dates", "venue", "city", "region", "country",
	"attendance", "organisers", "led_by", "people", "topics", "projects",
	"organisations", "links", "quotes", "pictures",
};

/* Columns whose cells speak for themselves. */
static const char *const plain_columns[] = {
	"about", "date", "description", "gist", "medium", "name", "note",
	"role", "summary", "text", "title", "what",
};

static bool is_in(const char *const *names, size_t count, struct text name)
{
	for (size_t i = 0; i < count; i++)
		if (text_is(name, names[i]))
			return true;
	return false;
}

static bool ends_with(struct text text, const char *end)
{
	size_t len = strlen(end);

	return text.len > len &&
	       !memcmp(text.at + text.len - len, end, len);
}

/**
 * site_add_value() - one value of a field
 * @site: the site
 * @article: directory of the article
 * @value: of one line; a link where it names a term, or is an address
 */
void site_add_value(struct site *site, u32 article, struct text value)
{
	u32 term = site_filed_under(site, article, value);

	if (term != KSA_NONE)
		site_add_link(site, term, value, "");
	else if (url_has_scheme(value))
		html_add_url(&site->html, value);
	else
		html_add_text(&site->html, value);
}

static bool is_url(struct text text)
{
	struct buffer url = { 0 };
	bool is = url_add(&url, text);

	buffer_free(&url);
	return is;
}

/*
 * What a record is about; it leads to its term or, for want of one, to the
 * record's address. Returns whether that is told so.
 */
static bool add_subject(struct site *site, u32 article, struct text subject,
			struct text url)
{
	struct buffer *html = &site->html;

	if (!url.len || site_filed_under(site, article, subject) != KSA_NONE ||
	    !html_add_link_start(html, url)) {
		site_add_value(site, article, subject);
		return false;
	}
	html_add_text(html, subject);
	buffer_add_string(html, "</a>");
	return true;
}

static bool is_number(struct text text)
{
	return text.len && text.len < 4 && *text.at >= '0' && *text.at <= '9';
}

static bool is_date(struct text name)
{
	return date_key(name) || text_is(name, "dates") ||
	       ends_with(name, "_dates");
}

static void add_cell(struct site *site, u32 article, struct text column,
		     struct text cell)
{
	struct buffer *html = &site->html;

	if (ends_with(column, "_url") && html_add_link_start(html, cell)) {
		html_add_label(html, column);
		buffer_add_string(html, "</a>");
		return;
	}
	if (!is_in(plain_columns, ARRAY_SIZE(plain_columns), column) &&
	    !is_url(cell)) {
		html_add_label(html, column);
		buffer_add_string(html, ": ");
	}
	if (is_date(column))
		html_add_date(html, cell);
	else
		site_add_value(site, article, cell);
}

/* As a line: what it is about, a dash, and what is said of that. */
static void add_record(struct site *site, u32 article,
		       const struct table *table, struct text row)
{
	struct text columns = table->columns, column, cell;
	struct text url = table_cell(table, row, "url");
	unsigned int shown = 0;
	bool linked = false;

	while (cell_next(&columns, &column) && cell_next(&row, &cell)) {
		if (!cell.len || (linked && text_is(column, "url")))
			continue;
		if (shown++) {
			buffer_add_string(&site->html, shown == 2 ? DASH : DOT);
			add_cell(site, article, column, cell);
			continue;
		}
		if (is_number(cell)) {
			html_add_label(&site->html, column);
			buffer_add_byte(&site->html, ' ');
		}
		linked = add_subject(site, article, cell, url);
	}
}

static void add_records(struct site *site, u32 article,
			const struct table *table)
{
	struct buffer *html = &site->html;
	struct text rows = table->rows, row;

	buffer_add_string(html, "<ul>\n");
	while (line_next(&rows, &row)) {
		buffer_add_string(html, "<li>");
		add_record(site, article, table, row);
		buffer_add_string(html, "</li>\n");
	}
	buffer_add_string(html, "</ul>\n");
}

static void add_line(struct site *site, u32 article, struct text name,
		     struct text line)
{
	if (is_date(name))
		html_add_date(&site->html, line);
	else
		site_add_value(site, article, line);
}

static void add_contents(struct site *site, u32 article, struct text name,
			 struct text value)
{
	struct buffer *html = &site->html;
	struct table table;
	struct text line;

	if (table_read(value, &table)) {
		add_records(site, article, &table);
		return;
	}
	if (!text_has(value, '\n')) {
		add_line(site, article, name, value);
		return;
	}
	buffer_add_string(html, "<ul>\n");
	while (line_next(&value, &line)) {
		if (!line.len)
			continue;
		buffer_add_string(html, "<li>");
		add_line(site, article, name, line);
		buffer_add_string(html, "</li>\n");
	}
	buffer_add_string(html, "</ul>\n");
}

/* X_what and X_url are one: words and where they lead. */
static bool add_pair(struct site *site, u32 article, struct text name,
		     struct text value)
{
	struct text stem = { name.at, name.len - strlen("_what") };
	struct buffer *html = &site->html, url_name = { 0 };
	struct text url;

	buffer_add(&url_name, stem);
	buffer_add_string(&url_name, "_url");
	buffer_add_byte(&url_name, '\0');
	url = archive_field(site->archive, article, url_name.at);
	buffer_free(&url_name);
	if (!is_url(url))
		return false;
	buffer_add_string(html, "<dt>");
	html_add_label(html, stem);
	buffer_add_string(html, "</dt>\n<dd>");
	add_subject(site, article, value, url);
	buffer_add_string(html, "</dd>\n");
	return true;
}

/* Whether a field is shown with X_what. */
static bool is_paired(const struct site *site, u32 article, struct text name)
{
	struct buffer what = { 0 };
	bool paired;

	if (!ends_with(name, "_url"))
		return false;
	buffer_add(&what, (struct text){ name.at, name.len - strlen("url") });
	buffer_add_string(&what, "what");
	buffer_add_byte(&what, '\0');
	paired = archive_field(site->archive, article, what.at).len &&
		 is_url(archive_field(site->archive, article, name.at));
	buffer_free(&what);
	return paired;
}

static void add_field(struct site *site, u32 article, const char *string)
{
	struct text value = archive_field(site->archive, article, string);
	struct text name = text_of(string);
	struct buffer *html = &site->html;

	if (!value.len || is_paired(site, article, name) ||
	    (ends_with(name, "_what") && add_pair(site, article, name, value)))
		return;
	buffer_add_string(html, "<dt>");
	html_add_label(html, name);
	buffer_add_string(html, "</dt>\n<dd>");
	add_contents(site, article, name, value);
	buffer_add_string(html, "</dd>\n");
}

/* The list of the section's pages has whatever name the section gives it. */
static bool is_shown(const struct site *site, u32 article, struct text name)
{
	return !(!article && text_is(name, "edition")) &&
	       !is_in(not_shown, ARRAY_SIZE(not_shown), name) &&
	       !is_in(shown_first, ARRAY_SIZE(shown_first), name) &&
	       !text_equal(name, archive_field(site->archive, article,
					       "listing"));
}

/**
 * site_add_fields() - what is known of an article beside its text
 * @site: the site
 * @article: its directory, or the root for the archive's own fields
 */
void site_add_fields(struct site *site, u32 article)
{
	const struct archive *archive = site->archive;
	struct buffer *html = &site->html;
	size_t before = html->len, begun;
	struct ksa_node node, child;

	buffer_add_string(html, "<aside aria-label=\"Details\">\n<dl>\n");
	begun = html->len;
	for (size_t i = 0; i < ARRAY_SIZE(shown_first); i++)
		add_field(site, article, shown_first[i]);
	ksa_node(&archive->ksa, article, &node);
	for (u32 i = 0; i < node.children; i++) {
		ksa_node(&archive->ksa, node.first_child + i, &child);
		if (child.type == KSA_FILE &&
		    is_shown(site, article, text_of(child.name)))
			add_field(site, article, child.name);
	}
	if (html->len == begun)
		html->len = before;
	else
		buffer_add_string(html, "</dl>\n</aside>\n");
}

/* What a table says of @name beside the name. */
static bool add_part_in(struct site *site, u32 article, struct text field,
			struct text name)
{
	struct text row, first, columns, column, cell;
	struct table table;
	bool said = false;

	if (!table_read(field, &table))
		return false;
	while (!said && line_next(&table.rows, &row)) {
		if (!cell_next(&row, &first) || !text_equal(first, name))
			continue;
		columns = table.columns;
		cell_next(&columns, &column);
		while (cell_next(&columns, &column) && cell_next(&row, &cell)) {
			if (!cell.len)
				continue;
			buffer_add_string(&site->html, said ? DOT : DASH);
			add_cell(site, article, column, cell);
			said = true;
		}
	}
	return said;
}

/**
 * site_add_part() - the part that somebody has in an article
 * @site: the site
 * @article: its directory
 * @name: the person's, or another term's
 *
 * What stands in a table's record about that name; nothing where none does.
 */
void site_add_part(struct site *site, u32 article, struct text name)
{
	const struct archive *archive = site->archive;
	struct ksa_node node, child;

	ksa_node(&archive->ksa, article, &node);
	for (u32 i = 0; i < node.children; i++) {
		ksa_node(&archive->ksa, node.first_child + i, &child);
		if (child.type == KSA_FILE &&
		    add_part_in(site, article,
				archive_field(archive, article, child.name),
				name))
			return;
	}
}
