// SPDX-License-Identifier: GPL-2.0-only
/*
 * ksarchive info: what an archive is, what it holds, and where it was read.
 */
#include <stdarg.h>
#include <stdlib.h>

#include "article-json.h"
#include "columns.h"
#include "command.h"
#include "field.h"
#include "memory.h"
#include "report.h"

/**
 * struct census - what there is in an archive
 * @directories: how many
 * @files: how many, but for the image
 * @links: how many
 * @articles: how many
 * @sections: how many of them have others below
 * @text_bytes: of their texts
 */
struct census {
	u32 directories;
	u32 files;
	u32 links;
	u32 articles;
	u32 sections;
	size_t text_bytes;
};

static void count_nodes(const struct ksa *ksa, struct census *census)
{
	struct ksa_node node;

	for (u32 i = 0; i < ksa->node_count; i++) {
		ksa_node(ksa, i, &node);
		census->directories += node.type == KSA_DIR;
		census->files += node.type == KSA_FILE;
		census->links += node.type == KSA_LINK;
	}
}

static void count_article(const struct archive *archive, u32 dir,
			  struct census *census)
{
	census->articles++;
	census->sections += archive_section(archive, dir);
	census->text_bytes += archive_file(archive, dir, "text").len;
}

static struct census take_census(const struct archive *archive)
{
	struct text catalog = archive_field(archive, 0, "catalog");
	struct census census = { 0 };
	u32 dir;

	count_nodes(&archive->ksa, &census);
	while (article_next_dir(archive, &catalog, &dir))
		count_article(archive, dir, &census);
	return census;
}

/* All directories below that of a taxonomy are terms. */
static u32 count_terms(const struct ksa *ksa, u32 dir)
{
	struct ksa_node node, child;
	u32 terms = 0;

	ksa_node(ksa, dir, &node);
	for (u32 i = 0; i < node.children; i++) {
		ksa_node(ksa, node.first_child + i, &child);
		if (child.type == KSA_DIR)
			terms += 1 + count_terms(ksa, node.first_child + i);
	}
	return terms;
}

/**
 * struct taxonomies - the archive's indexes, gone through
 * @archive: whose
 * @table: of them
 * @rest: what is left of its rows
 * @seen: which of the root's children were among those before
 */
struct taxonomies {
	const struct archive *archive;
	struct table table;
	struct text rest;
	bool *seen;
};

static struct taxonomies taxonomies_of(const struct archive *archive)
{
	struct taxonomies taxonomies = { .archive = archive };
	struct ksa_node root;

	ksa_node(&archive->ksa, 0, &root);
	taxonomies.seen = memory_resize(NULL, root.children + 1, sizeof(bool));
	memset(taxonomies.seen, 0, root.children + 1);
	if (table_read(archive_field(archive, 0, "taxonomies"),
		       &taxonomies.table))
		taxonomies.rest = taxonomies.table.rows;
	return taxonomies;
}

/* Each once, however often somebody lists it. */
static bool next_taxonomy(struct taxonomies *taxonomies, struct text *name,
			  u32 *dir)
{
	const struct archive *archive = taxonomies->archive;
	struct text row;

	while (line_next(&taxonomies->rest, &row)) {
		*name = table_cell(&taxonomies->table, row, "name");
		*dir = name->len ? ksa_child(&archive->ksa, 0, name->at,
					     name->len)
				 : KSA_NONE;
		if (!archive_directory(archive, *dir) || taxonomies->seen[*dir])
			continue;
		taxonomies->seen[*dir] = true;
		return true;
	}
	free(taxonomies->seen);
	return false;
}

static u32 computed_crc(const struct ksa *ksa)
{
	struct ksa_fault fault;

	return ksa_crc_check(ksa, &fault) ? fault.expected : ksa_crc(ksa);
}

static const char *kind_of(const struct source *source)
{
	static const char *const kinds[] = {
		[SOURCE_KERNEL] = "kernel",
		[SOURCE_FILE] = "file",
		[SOURCE_STREAM] = "stream",
	};

	return kinds[source->kind];
}

/**
 * struct listing - what is told to a person
 * @columns: the lines
 * @arena: what their cells are put together in
 */
struct listing {
	struct columns columns;
	struct arena arena;
};

static void add_text(struct listing *listing, const char *label,
		     struct text text)
{
	if (text.len)
		columns_row(&listing->columns,
			    (struct text[]){ text_of(label), text });
}

__attribute__((format(printf, 3, 4)))
static void add(struct listing *listing, const char *label, const char *format,
		...)
{
	char value[256];
	va_list args;

	va_start(args, format);
	vsnprintf(value, sizeof(value), format, args);
	va_end(args);
	add_text(listing, label, arena_text(&listing->arena, text_of(value)));
}

static void add_terms(struct listing *listing, const struct archive *archive)
{
	struct taxonomies taxonomies = taxonomies_of(archive);
	struct text name;
	char label[KSA_NAME_MAX + 16];
	u32 dir;

	while (next_taxonomy(&taxonomies, &name, &dir)) {
		snprintf(label, sizeof(label), "terms of %.*s",
			 TEXT_ARGS(name));
		add(listing, arena_string(&listing->arena, text_of(label)),
		    "%u", count_terms(&archive->ksa, dir));
	}
}

static void add_crc(struct listing *listing, const struct ksa *ksa)
{
	u32 computed = computed_crc(ksa);

	if (computed == ksa_crc(ksa))
		add(listing, "CRC-32", "0x%08x, which is right",
		    computed);
	else
		add(listing, "CRC-32",
		    "0x%08x, which is wrong: the bytes have 0x%08x",
		    ksa_crc(ksa), computed);
}

static void add_source(struct listing *listing, const struct source *source)
{
	add_text(listing, "read from",
		 source->kind == SOURCE_KERNEL ? TEXT("the running kernel")
					       : text_of(source->name));
	if (source->compression != COMPRESSION_NONE)
		add(listing, "compressed with", "%s",
		    compression_name(source->compression));
	if (source->module)
		add(listing, "in a module", "version %s",
		    source->module_version ? source->module_version
					   : "unknown");
}

static void add_all(struct listing *listing, const struct archive *archive,
		    const struct census *census)
{
	const struct ksa *ksa = &archive->ksa;

	add_text(listing, "title", archive_field(archive, 0, "title"));
	add_text(listing, "edition", archive_field(archive, 0, "edition"));
	add_text(listing, "licence", archive_field(archive, 0, "licence"));
	add(listing, "articles", "%u", census->articles);
	add(listing, "sections", "%u", census->sections);
	add_terms(listing, archive);
	add(listing, "bytes of text", "%zu", census->text_bytes);
	add(listing, "nodes", "%u", ksa->node_count);
	add(listing, "directories", "%u", census->directories);
	add(listing, "files", "%u", census->files);
	add(listing, "links", "%u", census->links);
	add(listing, "format", "%u.%u", le16_to_cpu(ksa->header->major),
	    le16_to_cpu(ksa->header->minor));
	add(listing, "bytes", "%u", ksa->size);
	add_crc(listing, ksa);
	add_source(listing, &archive->source);
}

static void show(const struct archive *archive, const struct census *census)
{
	static const enum style styles[] = { STYLE_LABEL, STYLE_PLAIN };
	struct listing listing = {
		.columns = { .styles = styles, .count = ARRAY_SIZE(styles) },
	};

	add_all(&listing, archive, census);
	columns_print(&listing.columns);
	arena_free(&listing.arena);
}

static void set_number(json_t *object, const char *name, uint64_t number)
{
	report_set(object, name, json_integer((json_int_t)number));
}

static json_t *terms_of(const struct archive *archive)
{
	struct taxonomies taxonomies = taxonomies_of(archive);
	json_t *array = json_array(), *item;
	struct text name;
	u32 dir;

	while (next_taxonomy(&taxonomies, &name, &dir)) {
		item = json_object();
		report_set(item, "name", report_text(name));
		set_number(item, "count", count_terms(&archive->ksa, dir));
		report_append(array, item);
	}
	return array;
}

static json_t *crc_of(const struct ksa *ksa)
{
	u32 computed = computed_crc(ksa);
	json_t *object = json_object();

	report_set(object, "stored", report_hexadecimal(ksa_crc(ksa)));
	report_set(object, "computed", report_hexadecimal(computed));
	report_set(object, "ok", json_boolean(computed == ksa_crc(ksa)));
	return object;
}

static json_t *source_of(const struct source *source)
{
	json_t *object = json_object();

	report_set(object, "kind", report_text(text_of(kind_of(source))));
	report_set(object, "name", report_text(text_of(source->name)));
	report_set(object, "compression",
		   report_text(text_of(compression_name(source->compression))));
	report_set(object, "module", json_boolean(source->module));
	if (source->module_version)
		report_set(object, "module_version",
			   report_text(text_of(source->module_version)));
	return object;
}

static json_t *version_of(const struct ksa_header *header)
{
	json_t *object = json_object();

	set_number(object, "major", le16_to_cpu(header->major));
	set_number(object, "minor", le16_to_cpu(header->minor));
	return object;
}

static json_t *counts_of(const struct ksa *ksa, const struct census *census)
{
	json_t *object = json_object();

	set_number(object, "articles", census->articles);
	set_number(object, "sections", census->sections);
	set_number(object, "text_bytes", census->text_bytes);
	set_number(object, "nodes", ksa->node_count);
	set_number(object, "directories", census->directories);
	set_number(object, "files", census->files);
	set_number(object, "links", census->links);
	return object;
}

static void report(const struct archive *archive, const struct census *census)
{
	const struct ksa *ksa = &archive->ksa;
	json_t *object = json_object();

	field_set(object, archive, 0, "title");
	field_set(object, archive, 0, "edition");
	field_set(object, archive, 0, "licence");
	report_set(object, "counts", counts_of(ksa, census));
	report_set(object, "taxonomies", terms_of(archive));
	report_set(object, "version", version_of(ksa->header));
	set_number(object, "size", ksa->size);
	report_set(object, "crc", crc_of(ksa));
	report_set(object, "source", source_of(&archive->source));
	report_object(object);
}

static int run(struct archive *archive, char **operands, int count)
{
	struct census census = take_census(archive);

	(void)operands;
	(void)count;
	if (report_format() == FORMAT_TEXT)
		show(archive, &census);
	else
		report(archive, &census);
	return EXIT_FOUND;
}

const struct command command_info = {
	.name = "info",
	.operands = "",
	.summary = "tell edition, numbers, size and source",
	.run = run,
};
