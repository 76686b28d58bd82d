// SPDX-License-Identifier: GPL-2.0-only
/*
 * Searching the archive as it lies in the image.
 *
 * The nodes stand in breadth-first order and the data of files in the order of
 * their nodes. So what is below a directory is one range of nodes on each level
 * of the tree, and one run of data; everything, below the root, is just one.
 * Which file a place belongs to is asked only where something was found.
 */
#include "bytes.h"
#include "scan.h"

/* Data that are still in the cache when the pattern comes after their ends. */
#define RUN_MAX ((size_t)256 << 10)

static const struct ksa *image(const struct scan *scan)
{
	return &scan->scope->archive->ksa;
}

/* Most nodes are only passed: nothing else is read of them. */
static bool is_file(const struct scan *scan, u32 index)
{
	return image(scan)->nodes[index].type == KSA_FILE;
}

static struct text file_data(const struct scan *scan, u32 index)
{
	const struct ksa_raw_node *node = &image(scan)->nodes[index];

	return (struct text){
		(const char *)image(scan)->data + le32_to_cpu(node->first),
		le32_to_cpu(node->count)
	};
}

/*
 * What the directories from @first to @end, all those of one level, hold. An
 * empty one has its place among the others' children too.
 */
static void find_below(struct scan *scan, u32 first, u32 end)
{
	const struct ksa *ksa = &scan->scope->archive->ksa;
	struct ksa_node node;
	bool any = false;

	scan->below = 0;
	scan->below_end = 0;
	for (; first < end; first++) {
		ksa_node(ksa, first, &node);
		if (node.type != KSA_DIR)
			continue;
		if (!any)
			scan->below = node.first_child;
		any = true;
		scan->below_end = node.first_child + node.children;
	}
}

static bool next_level(struct scan *scan)
{
	u32 first = scan->below, end = scan->below_end;

	if (first == end)
		return false;
	scan->next = first;
	scan->end = end;
	scan->run_end = first;
	find_below(scan, first, end);
	return true;
}

/**
 * scan_begin() - begin to go through fields
 * @scan: to be filled
 * @scope: which fields; must outlive @scan
 * @pattern: what may match in them, or NULL for all
 */
void scan_begin(struct scan *scan, const struct scope *scope,
		const struct pattern *pattern)
{
	*scan = (struct scan){ .scope = scope, .pattern = pattern };
	scan->next = scope->top;
	scan->run_end = scope->top;
	if (scope->top) {
		scan->end = scope->top + 1;
		find_below(scan, scope->top, scan->end);
	} else {
		scan->end = scope->archive->ksa.node_count;
	}
}

/**
 * scope_wants() - whether fields of a name are searched
 * @scope: the scope
 * @name: the name
 *
 * Return: whether.
 */
bool scope_wants(const struct scope *scope, struct text name)
{
	for (size_t i = 0; i < scope->name_count; i++)
		if (text_equal(name, scope->names[i]))
			return true;
	return !scope->name_count;
}

static bool is_wanted(const struct scan *scan, u32 index)
{
	struct ksa_node node;

	if (!scan->scope->name_count)
		return true;
	ksa_node(image(scan), index, &node);
	return scope_wants(scan->scope,
			   (struct text){ node.name, node.name_len });
}

/* All files of the level, whose data are one run. */
static void take_level(struct scan *scan)
{
	struct text first = file_data(scan, scan->next), last;
	u32 index = scan->end;

	while (!is_file(scan, --index))
		;
	last = file_data(scan, index);
	scan->run = text_between(first.at, last.at + last.len);
	scan->run_end = scan->end;
}

/*
 * As many files as end in a newline, and one more: a pattern must find the
 * lines of each as if it were alone.
 */
static void take_whole_lines(struct scan *scan)
{
	struct text data;
	u32 index = scan->next;

	scan->run = (struct text){ file_data(scan, index).at, 0 };
	while (index < scan->end) {
		if (!is_file(scan, index++))
			continue;
		data = file_data(scan, index - 1);
		scan->run.len += data.len;
		if (scan->run.len >= RUN_MAX || data.at[data.len - 1] != '\n')
			break;
	}
	scan->run_end = index;
}

static bool next_run(struct scan *scan)
{
	scan->next = scan->run_end;
	while (scan->next < scan->end && !is_file(scan, scan->next))
		scan->next++;
	if (scan->next == scan->end)
		return false;
	if (pattern_is_plain(scan->pattern))
		take_level(scan);
	else
		take_whole_lines(scan);
	return true;
}

/* The field in which the run has @place; behind it the search goes on. */
static bool take_field(struct scan *scan, size_t place, struct field *field)
{
	const char *at = scan->run.at + place;
	struct text data;

	for (;; scan->next++) {
		if (!is_file(scan, scan->next))
			continue;
		data = file_data(scan, scan->next);
		if (at < data.at + data.len)
			break;
	}
	field->index = scan->next++;
	field->data = data;
	field->candidate = (size_t)(at - data.at);
	scan->run = text_skip(scan->run, (size_t)(data.at + data.len -
						  scan->run.at));
	return is_wanted(scan, field->index);
}

/* A level may hold no file, and the next one may. */
static bool next_run_of_any_level(struct scan *scan)
{
	while (!next_run(scan))
		if (!next_level(scan))
			return false;
	return true;
}

static bool next_candidate(struct scan *scan, struct field *field)
{
	size_t place;

	do {
		while ((place = pattern_candidate(scan->pattern, scan->run,
						  0)) != PATTERN_NONE)
			if (take_field(scan, place, field))
				return true;
	} while (next_run_of_any_level(scan));
	return false;
}

static bool next_field(struct scan *scan, struct field *field)
{
	while (scan->next < scan->end || next_level(scan)) {
		field->index = scan->next++;
		if (!is_file(scan, field->index) ||
		    !is_wanted(scan, field->index))
			continue;
		field->data = file_data(scan, field->index);
		field->candidate = PATTERN_NONE;
		return true;
	}
	return false;
}

/**
 * scan_next() - find the next field
 * @scan: the scan
 * @field: set to one that may match, or, where there is no pattern, to the next
 *
 * Return: whether there was one.
 */
bool scan_next(struct scan *scan, struct field *field)
{
	return scan->pattern ? next_candidate(scan, field)
			     : next_field(scan, field);
}

/* The beginning of the line that @place is in. */
static size_t line_start(struct text data, size_t place)
{
	const char *newline = memrchr(data.at, '\n', place);

	return newline ? (size_t)(newline + 1 - data.at) : 0;
}

/**
 * lines_begin() - begin to go through the lines of a field
 * @lines: to be filled
 * @pattern: what is looked for
 * @field: where
 */
void lines_begin(struct lines *lines, const struct pattern *pattern,
		 const struct field *field)
{
	lines->pattern = pattern;
	lines->data = field->data;
	lines->at = 0;
	lines->candidate = field->candidate;
}

/* The line that a place is in; the next one is looked for behind it. */
static struct text take_line(struct lines *lines, size_t place)
{
	const struct text *data = &lines->data;
	struct text line = text_skip(*data, line_start(*data, place));
	const char *newline = memchr(line.at, '\n', line.len);

	if (newline)
		line.len = (size_t)(newline - line.at);
	lines->at = (size_t)(line.at + line.len + 1 - data->at);
	return line;
}

/*
 * The scan has found the first already, unless that is in a line without its
 * newline: there it may be of the field and the one behind it together.
 */
static size_t next_place(struct lines *lines)
{
	size_t known = lines->candidate;

	lines->candidate = PATTERN_NONE;
	if (known != PATTERN_NONE &&
	    text_has(text_skip(lines->data, known), '\n'))
		return known;
	return pattern_candidate(lines->pattern, lines->data, lines->at);
}

/**
 * lines_next() - find the next line that matches
 * @lines: the lines
 * @line: set to it, without its newline
 *
 * Return: whether there was one.
 */
bool lines_next(struct lines *lines, struct text *line)
{
	struct span span;
	size_t place;

	while ((place = next_place(lines)) != PATTERN_NONE) {
		*line = take_line(lines, place);
		if (pattern_is_sure(lines->pattern) ||
		    pattern_find(lines->pattern, *line, 0, &span))
			return true;
	}
	return false;
}
