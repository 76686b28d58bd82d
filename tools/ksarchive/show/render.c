// SPDX-License-Identifier: GPL-2.0-only
/*
 * CommonMark for a terminal. What cannot be shown by a style, because there is
 * none or no terminal, is marked as people mark it in mail.
 *
 * cmark's tree is walked by its iterator, and what is open stands in arrays: a
 * text may be nested as deep as it likes.
 */
#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>

#include "field.h"
#include "paragraph.h"
#include "render.h"

/* cmark's tree may take two hundred times the memory of its text. */
#define PARSED_MAX ((size_t)1 << 20)

#define INDENT TEXT("    ")
#define BREAK "* * *"
#define MARK_MAX 64

/* Of the headings that are underlined, where they cannot be bold. */
#define UNDERLINED_LEVELS 2

/**
 * struct list - a list that is open
 * @number: of the next item; 0 where items have none
 * @width: of the largest number
 * @delimiter: behind a number
 */
struct list {
	long number;
	int width;
	char delimiter;
};

/**
 * struct render - a text being rendered
 * @wrap: its lines
 * @notes: where its links lead
 * @lists: those that are open
 * @list_count: how many
 * @depths: how many of each style are open
 * @iter: the walk
 * @source: the text's lines, for what is shown as it stands
 */
struct render {
	struct wrap *wrap;
	struct notes *notes;
	struct list *lists;
	size_t list_count;
	size_t depths[STYLE_COUNT];
	cmark_iter *iter;
	struct source_lines source;
};

static bool is_styled(void)
{
	return *terminal_style(STYLE_STRONG);
}

static void open_style(struct render *render, enum style style)
{
	render->depths[style]++;
	render->wrap->styles |= STYLE_BIT(style);
}

static void close_style(struct render *render, enum style style)
{
	if (!--render->depths[style])
		render->wrap->styles &= ~STYLE_BIT(style);
}

static struct text literal(cmark_node *node)
{
	const char *string = cmark_node_get_literal(node);

	return text_of(string ? string : "");
}

static bool is_tight(cmark_node *list)
{
	return cmark_node_get_type(list) == CMARK_NODE_LIST &&
	       cmark_node_get_list_tight(list);
}

/* Whether nothing but the end of a line parts a block from the one before. */
static bool is_close(cmark_node *block)
{
	cmark_node *parent = cmark_node_parent(block);

	if (!cmark_node_previous(block))
		return true;
	return is_tight(parent) || is_tight(cmark_node_parent(parent));
}

static bool is_block(cmark_node_type type)
{
	return type >= CMARK_NODE_FIRST_BLOCK && type <= CMARK_NODE_LAST_BLOCK;
}

/* Blocks */

static void put_lines(struct render *render, struct text text,
		      enum style style)
{
	struct text line;

	open_style(render, style);
	while (line_next(&text, &line))
		wrap_line(render->wrap, line);
	close_style(render, style);
}

static void put_code_block(struct render *render, cmark_node *node)
{
	wrap_indent(render->wrap, INDENT, INDENT);
	put_lines(render, literal(node), STYLE_CODE);
	wrap_outdent(render->wrap);
}

static void put_thematic_break(struct render *render)
{
	size_t used = render->wrap->later.len + sizeof(BREAK) - 1;
	size_t free = render->wrap->width > used ? render->wrap->width - used
						 : 0;
	char line[WRAP_WIDTH_MAX + sizeof(BREAK)];

	snprintf(line, sizeof(line), "%*s" BREAK, (int)(free / 2), "");
	wrap_line(render->wrap, text_of(line));
}

static void put_paragraph(struct render *render, cmark_node *node)
{
	struct text line;

	if (!paragraph_is_table(&render->source, node))
		return;
	while (paragraph_next_row(&render->source, &line))
		wrap_line(render->wrap, line);
	cmark_iter_reset(render->iter, node, CMARK_EVENT_EXIT);
}

static void open_heading(struct render *render, cmark_node *node)
{
	static const char marks[] = "######";
	int level = cmark_node_get_heading_level(node);

	render->wrap->widest = 0;
	open_style(render, STYLE_HEADING);
	if (level > UNDERLINED_LEVELS && !is_styled() &&
	    cmark_node_first_child(node)) {
		wrap_text(render->wrap, (struct text){ marks, (size_t)level });
		wrap_text(render->wrap, TEXT(" "));
	}
}

static void close_heading(struct render *render, cmark_node *node)
{
	int level = cmark_node_get_heading_level(node);

	wrap_end_line(render->wrap);
	close_style(render, STYLE_HEADING);
	if (level <= UNDERLINED_LEVELS && !is_styled())
		wrap_underline(render->wrap, level == 1 ? '=' : '-');
}

/* Lists */

static int digits(long number)
{
	int count = 1;

	while (number /= 10)
		count++;
	return count;
}

static long count_children(cmark_node *node)
{
	long count = 0;

	for (node = cmark_node_first_child(node); node;
	     node = cmark_node_next(node))
		count++;
	return count;
}

static void open_list(struct render *render, cmark_node *node)
{
	bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	long first = cmark_node_get_list_start(node);
	struct list list = { .number = -1 };

	if (ordered) {
		list.number = first;
		list.width = digits(first + count_children(node) - 1);
		list.delimiter = cmark_node_get_list_delim(node) ==
				 CMARK_PAREN_DELIM ? ')' : '.';
	}
	render->lists = memory_grow(render->lists, render->list_count,
				    sizeof(*render->lists));
	render->lists[render->list_count++] = list;
}

/* A bullet tells how deep it is, as far as there are such. */
static const char *bullet(size_t depth)
{
	static const char *const bullets[] = { "\342\200\242", "\342\227\246",
					       "\342\226\252" };

	return bullets[depth < ARRAY_SIZE(bullets) ? depth - 1
						   : ARRAY_SIZE(bullets) - 1];
}

static void open_item(struct render *render)
{
	struct list *list = &render->lists[render->list_count - 1];
	char mark[MARK_MAX], blank[MARK_MAX];

	if (list->number < 0)
		snprintf(mark, sizeof(mark), "%s ",
			 bullet(render->list_count));
	else
		snprintf(mark, sizeof(mark), "%*ld%c ", list->width,
			 list->number++, list->delimiter);
	snprintf(blank, sizeof(blank), "%*s",
		 (int)terminal_columns(text_of(mark)), "");
	wrap_indent(render->wrap, text_of(mark), text_of(blank));
}

/* Inlines */

static void mark(struct render *render, const char *sign)
{
	if (!is_styled())
		wrap_glue(render->wrap, text_of(sign));
}

static size_t longest_run(struct text text, char byte)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.at[i] == byte ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

static void quote_code(struct wrap *wrap, size_t quotes, struct text inside)
{
	while (quotes--)
		wrap_glue(wrap, TEXT("`"));
	wrap_glue(wrap, inside);
}

static bool ends_in_quotes(struct text code)
{
	return code.len && (*code.at == '`' || code.at[code.len - 1] == '`');
}

/* As many backquotes as there are nowhere in it. */
static void put_quoted(struct wrap *wrap, struct text code)
{
	size_t quotes = longest_run(code, '`') + 1;
	struct text gap = ends_in_quotes(code) ? TEXT(" ") : TEXT("");

	quote_code(wrap, quotes, gap);
	wrap_code(wrap, code);
	wrap_glue(wrap, gap);
	quote_code(wrap, quotes, TEXT(""));
}

static void put_code(struct render *render, struct text code)
{
	open_style(render, STYLE_CODE);
	if (is_styled())
		wrap_code(render->wrap, code);
	else
		put_quoted(render->wrap, code);
	close_style(render, STYLE_CODE);
}

static void put_html(struct render *render, struct text html)
{
	open_style(render, STYLE_FAINT);
	wrap_code(render->wrap, html);
	close_style(render, STYLE_FAINT);
}

/* An address that stands in the text needs no note. */
static bool shows_address(cmark_node *link)
{
	cmark_node *child = cmark_node_first_child(link);
	const char *url = cmark_node_get_url(link);

	if (!child || cmark_node_next(child) ||
	    cmark_node_get_type(child) != CMARK_NODE_TEXT)
		return false;
	if (!strncmp(url, "mailto:", strlen("mailto:")))
		url += strlen("mailto:");
	return text_is(literal(child), url);
}

static void put_note_mark(struct render *render, cmark_node *link)
{
	const char *title = cmark_node_get_title(link);
	char sign[MARK_MAX];
	size_t number;

	if (shows_address(link) && !*title)
		return;
	number = notes_add(render->notes, text_of(cmark_node_get_url(link)),
			   text_of(title));
	snprintf(sign, sizeof(sign), "[%zu]", number);
	open_style(render, STYLE_FAINT);
	wrap_glue(render->wrap, text_of(sign));
	close_style(render, STYLE_FAINT);
}

static void open_image(struct render *render, cmark_node *node)
{
	wrap_glue(render->wrap, TEXT("[image"));
	if (cmark_node_first_child(node))
		wrap_text(render->wrap, TEXT(": "));
}

static void close_image(struct render *render, cmark_node *node)
{
	wrap_glue(render->wrap, TEXT("]"));
	put_note_mark(render, node);
}

/* The walk */

static void enter_block(struct render *render, cmark_node *node)
{
	if (!is_close(node))
		wrap_blank(render->wrap);
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		wrap_indent(render->wrap, TEXT("> "), TEXT("> "));
		break;
	case CMARK_NODE_LIST:
		open_list(render, node);
		break;
	case CMARK_NODE_ITEM:
		open_item(render);
		break;
	case CMARK_NODE_CODE_BLOCK:
		put_code_block(render, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		put_lines(render, literal(node), STYLE_FAINT);
		break;
	case CMARK_NODE_PARAGRAPH:
		put_paragraph(render, node);
		break;
	case CMARK_NODE_HEADING:
		open_heading(render, node);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		put_thematic_break(render);
		break;
	default:
		break;
	}
}

static void leave_block(struct render *render, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
	case CMARK_NODE_ITEM:
		wrap_outdent(render->wrap);
		break;
	case CMARK_NODE_LIST:
		render->list_count--;
		break;
	case CMARK_NODE_PARAGRAPH:
		wrap_end_line(render->wrap);
		break;
	case CMARK_NODE_HEADING:
		close_heading(render, node);
		break;
	default:
		break;
	}
}

static void enter_inline(struct render *render, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		wrap_text(render->wrap, literal(node));
		break;
	case CMARK_NODE_SOFTBREAK:
		wrap_soft_break(render->wrap);
		break;
	case CMARK_NODE_LINEBREAK:
		wrap_end_line(render->wrap);
		break;
	case CMARK_NODE_CODE:
		put_code(render, literal(node));
		break;
	case CMARK_NODE_HTML_INLINE:
		put_html(render, literal(node));
		break;
	case CMARK_NODE_EMPH:
		open_style(render, STYLE_EMPHASIS);
		mark(render, "*");
		break;
	case CMARK_NODE_STRONG:
		open_style(render, STYLE_STRONG);
		mark(render, "**");
		break;
	case CMARK_NODE_LINK:
		open_style(render, STYLE_LINK);
		break;
	case CMARK_NODE_IMAGE:
		open_image(render, node);
		break;
	default:
		break;
	}
}

static void leave_inline(struct render *render, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_EMPH:
		mark(render, "*");
		close_style(render, STYLE_EMPHASIS);
		break;
	case CMARK_NODE_STRONG:
		mark(render, "**");
		close_style(render, STYLE_STRONG);
		break;
	case CMARK_NODE_LINK:
		close_style(render, STYLE_LINK);
		put_note_mark(render, node);
		break;
	case CMARK_NODE_IMAGE:
		close_image(render, node);
		break;
	default:
		break;
	}
}

static void walk(struct render *render)
{
	cmark_event_type event;
	cmark_node *node;

	while ((event = cmark_iter_next(render->iter)) != CMARK_EVENT_DONE) {
		node = cmark_iter_get_node(render->iter);
		if (event == CMARK_EVENT_ENTER)
			(is_block(cmark_node_get_type(node))
				 ? enter_block : enter_inline)(render, node);
		else
			(is_block(cmark_node_get_type(node))
				 ? leave_block : leave_inline)(render, node);
	}
}

static void put_unparsed(struct wrap *wrap, struct text text)
{
	struct text line;

	while (line_next(&text, &line))
		wrap_line(wrap, line);
}

/**
 * render() - write an article's text
 * @wrap: where to
 * @notes: get the links, whose numbers are in what is written
 * @text: CommonMark; over 1 MiB it is written as it stands
 */
void render(struct wrap *wrap, struct notes *notes, struct text text)
{
	struct render render = { .wrap = wrap, .notes = notes };
	cmark_node *document;

	if (text.len > PARSED_MAX) {
		put_unparsed(wrap, text);
		return;
	}
	document = cmark_parse_document(text.at, text.len,
					CMARK_OPT_VALIDATE_UTF8);
	source_lines_begin(&render.source, text);
	wrap->margin_style = STYLE_FAINT;
	render.iter = cmark_iter_new(document);
	walk(&render);
	cmark_iter_free(render.iter);
	free(render.lists);
	cmark_node_free(document);
}
