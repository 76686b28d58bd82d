// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writes an archive of made-up pages, for measuring: as many as are wanted, in
 * sections of a hundred, each with the front matter that a real page has and a
 * body of a given length in ordinary Markdown; or the same as articles in LWN's
 * form, to be imported. The same arguments give the same bytes everywhere.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SECTION_PAGES 100
#define COLUMNS 78
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const words[] = {
	"the", "a", "kernel", "of", "and", "to", "patch", "driver", "in",
	"that", "memory", "developers", "scheduler", "was", "merge", "window",
	"it", "for", "file", "system", "not", "release", "with", "is", "tree",
	"but", "maintainer", "users", "on", "had", "been", "latency", "as",
	"lock", "device", "they", "would", "code", "interface", "by", "which",
	"more", "vendor", "support", "process", "page", "cache", "than",
	"summit", "because", "trace", "events", "from", "hardware", "bug",
	"report", "stable", "review", "one", "no", "regression", "group",
};

static const char *const inlines[] = {
	"`copy_from_user()`", "*really*", "**never**", "`CONFIG_PREEMPT`",
	"[the report](https://example.org/report?id=17)", "`mm/slab.c`",
	"[2.6.37](https://example.org/v2.6.37)", "<https://example.org/>",
};

static const char *const first_names[] = {
	"Ada", "Bela", "Chris", "Dana", "Emil", "Fumiko", "Grace", "Henri",
	"Ines", "Jonas", "Kirsi", "Lars", "Maria", "Nils", "Olga", "Pavel",
};

static const char *const last_names[] = {
	"Abel", "Brandt", "Castro", "Dvorak", "Endo", "Fischer", "Garcia",
	"Hansen", "Ito", "Jansen", "Kowal", "Lind", "Moreau", "Novak",
	"O'Neill", "Petrov", "Quist", "Rossi", "Sato", "Toth",
};

static const char *const months[] = {
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December",
};

static const char *const topics[] = {
	"Kernel/Development model", "Kernel/Memory management",
	"Kernel/Scheduler", "Kernel/Scheduler/Deadline", "Kernel/Tracing",
	"Kernel/Realtime", "Kernel/Networking", "Kernel/Containers",
	"Conference/Summit", "Conference/Summit/Reports", "Security",
	"Security/Modules", "Power management", "Hardware/Drivers",
};

static uint32_t state;

/* Knuth's generator of MMIX, cut to what C's int can tell everywhere. */
static uint32_t pick(uint32_t below)
{
	state = state * 1664525U + 1013904223U;
	return (state >> 8) % below;
}

#define PICK(array) ((array)[pick(COUNT(array))])

__attribute__((format(printf, 1, 2), noreturn))
static void fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("generate-pages: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	exit(1);
}

/* A body in the making: whole lines until it is long enough. */
struct body {
	FILE *file;
	size_t left;
	size_t column;
	size_t columns;
};

static void write_word(struct body *body, const char *word)
{
	size_t len = strlen(word);

	if (body->column && body->column + 1 + len > body->columns) {
		fputc('\n', body->file);
		body->column = 0;
	} else if (body->column) {
		fputc(' ', body->file);
		body->column++;
	}
	fputs(word, body->file);
	body->column += len;
	body->left -= len + 1 < body->left ? len + 1 : body->left;
}

static void end_line(struct body *body)
{
	fputc('\n', body->file);
	body->column = 0;
}

static void write_sentence(struct body *body, unsigned int count)
{
	while (count-- && body->left)
		write_word(body, pick(20) ? PICK(words) : PICK(inlines));
	write_word(body, "so.");
}

static void write_internal_link(struct body *body, unsigned int page,
				unsigned int pages)
{
	unsigned int other = pick(pages), section = other / SECTION_PAGES;
	char link[64];

	if (section == page / SECTION_PAGES)
		snprintf(link, sizeof(link), "[there](page-%u.md).", other);
	else
		snprintf(link, sizeof(link), "[there](../%u/page-%u.md).",
			 1000 + section, other);
	write_word(body, "See");
	write_word(body, link);
}

static void write_paragraph(struct body *body)
{
	unsigned int sentences = 3 + pick(4);

	while (sentences-- && body->left)
		write_sentence(body, 8 + pick(14));
	end_line(body);
	end_line(body);
}

static void write_list(struct body *body)
{
	unsigned int items = 3 + pick(3);

	while (items--) {
		write_word(body, "-");
		write_sentence(body, 4 + pick(4));
		end_line(body);
	}
	end_line(body);
}

static void write_code(struct body *body)
{
	unsigned int lines = 3 + pick(4);

	while (lines--) {
		fprintf(body->file, "    ret[%u] = %s_%s(dev, %u);\n", lines,
			PICK(words), PICK(words), pick(4096));
		body->left -= body->left > 30 ? 30 : body->left;
	}
	end_line(body);
}

static void write_blocks(struct body *body)
{
	while (body->left) {
		switch (pick(10)) {
		case 0:
			fputs("## ", body->file);
			body->column = 3;
			write_sentence(body, 3);
			end_line(body);
			end_line(body);
			break;
		case 1:
			write_list(body);
			break;
		case 2:
			write_code(body);
			break;
		default:
			write_paragraph(body);
		}
	}
}

static void write_body(FILE *file, size_t bytes, unsigned int page,
		       unsigned int pages)
{
	struct body body = { .file = file, .left = bytes, .columns = COLUMNS };

	write_blocks(&body);
	write_internal_link(&body, page, pages);
	end_line(&body);
}

static void write_name(FILE *file)
{
	const char *first = PICK(first_names);

	fprintf(file, "%s %s\n", first, PICK(last_names));
}

static void write_people(FILE *file)
{
	unsigned int people = 2 + pick(5);

	fputs("led_by:\n  - ", file);
	write_name(file);
	fputs("people:\n", file);
	while (people--) {
		fputs("  - name: ", file);
		write_name(file);
		if (pick(3))
			fprintf(file, "    role: asks about the %s %s\n",
				PICK(words), PICK(words));
	}
}

static void write_list_of(FILE *file, const char *key, unsigned int items,
			  const char *const *from, size_t count)
{
	fprintf(file, "%s:\n", key);
	while (items--)
		fprintf(file, "  - %s\n", from[pick((uint32_t)count)]);
}

static void write_front_matter(FILE *file, unsigned int page)
{
	unsigned int section = 1000 + page / SECTION_PAGES;

	fprintf(file, "---\ntitle: \"Session %u: %s %s\"\n", page, PICK(words),
		PICK(words));
	fprintf(file, "link_title: Session %u\nauthor: ", page);
	write_name(file);
	fprintf(file, "date: %u-%02u-%02u\n", 2000 + page % 25, 1 + pick(12),
		1 + pick(28));
	fprintf(file, "url: https://example.org/Articles/%u/\n", 400000 + page);
	fprintf(file, "parent_url: https://example.org/%u/\n", section);
	fprintf(file, "summit: %u\nday: %u\nweight: %u\n", section,
		1 + pick(2), page % SECTION_PAGES + 1);
	write_people(file);
	write_list_of(file, "organisations", 1 + pick(3), last_names,
		      COUNT(last_names));
	write_list_of(file, "projects", 1 + pick(5), words, COUNT(words));
	write_list_of(file, "topics", 1 + pick(3), topics, COUNT(topics));
	fprintf(file, "links:\n  - what: %s, as posted\n    url: https://example.org/%u\n",
		PICK(words), pick(100000));
	fprintf(file, "outcome: The %s %s %s the %s.\n", PICK(words),
		PICK(words), PICK(words), PICK(words));
	fprintf(file, "completeness: full\nsources:\n  - https://example.org/Articles/%u/\n---\n\n",
		400000 + page);
}

static void write_article_head(FILE *file, unsigned int page)
{
	fprintf(file, "# Session %u: %s %s [LWN.net]\n\n", page, PICK(words),
		PICK(words));
	fputs("> **LWN.net needs you!**\n> \n"
	      "> Please consider [subscribing](/Promo/nst/subscribe). \n\n"
	      "By **", file);
	fprintf(file, "%s %s**  \n%s %u, %u \n\n* * *\n\n", PICK(first_names),
		PICK(last_names), PICK(months), 1 + pick(28),
		2000 + page % 25);
	fprintf(file, "[%u Summit](/Articles/Summit%u/)\n\n",
		1000 + page / SECTION_PAGES, 1000 + page / SECTION_PAGES);
}

static void write_article_tail(FILE *file, unsigned int page)
{
	fprintf(file, "[Next: Session %u](/Articles/%u/).  \n", page + 1,
		400001 + page);
	fprintf(file, "Index entries for this article  \n---  \n"
		"[Kernel](/Kernel/Index)| [%s](/Kernel/Index#%u)  \n  \n\n\n",
		PICK(words), pick(100));
	fprintf(file, "* * *\n\n([Log in](/Login/?target=/Articles/%u/) to post comments) \n",
		400000 + page);
}

/* A paragraph is one line, as where HTML was made Markdown. */
static void write_article(FILE *file, size_t bytes, unsigned int page)
{
	struct body body = { .file = file, .left = bytes,
			     .columns = SIZE_MAX };

	write_article_head(file, page);
	write_blocks(&body);
	write_article_tail(file, page);
}

static FILE *create(const char *format, ...)
{
	char path[4096];
	va_list args;
	FILE *file;

	va_start(args, format);
	vsnprintf(path, sizeof(path), format, args);
	va_end(args);
	file = fopen(path, "w");
	if (!file)
		fail("%s: %s", path, strerror(errno));
	return file;
}

static void finish(FILE *file)
{
	if (ferror(file) || fclose(file))
		fail("a file cannot be written: %s", strerror(errno));
}

static void make_folder(const char *path)
{
	if (mkdir(path, 0777) && errno != EEXIST)
		fail("%s: %s", path, strerror(errno));
}

static void write_manifest(const char *dir)
{
	FILE *file = create("%s/archive.yaml", dir);

	fputs("title: A generated archive\n"
	      "edition: \"1\"\n"
	      "taxonomies:\n"
	      "  topics: {title: Topics, from: [topics], separator: /}\n"
	      "  people: {title: People, from: [people.name, led_by]}\n", file);
	finish(file);
}

static void write_section(const char *dir, unsigned int section)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%u", dir, section);
	make_folder(path);
	file = create("%s/_index.md", path);
	fprintf(file, "---\ntitle: Section %u\nlisting: sessions\n---\n\nIts pages.\n",
		section);
	finish(file);
}

static unsigned long read_number(const char *text)
{
	char *end;
	unsigned long number = strtoul(text, &end, 10);

	if (*end || *text < '0' || *text > '9' || number > 100000000)
		fail("%s: expected a number", text);
	return number;
}

static void write_page(const char *dir, size_t bytes, unsigned int page,
		       unsigned int pages)
{
	FILE *file = create("%s/%u/page-%u.md", dir,
			    1000 + page / SECTION_PAGES, page);

	if (pages) {
		write_front_matter(file, page);
		write_body(file, bytes, page, pages);
	} else {
		write_article(file, bytes, page);
	}
	finish(file);
}

static void make_section(const char *dir, unsigned int section, bool articles)
{
	char path[4096];

	if (!articles) {
		write_section(dir, section);
		return;
	}
	snprintf(path, sizeof(path), "%s/%u", dir, section);
	make_folder(path);
}

int main(int argc, char **argv)
{
	bool articles = argc == 5 && !strcmp(argv[4], "lwn");
	unsigned int page, pages;
	size_t bytes;

	if (argc != 4 && !articles)
		fail("usage: generate-pages PAGES BYTES DIR [lwn]");
	pages = (unsigned int)read_number(argv[1]);
	bytes = read_number(argv[2]);
	make_folder(argv[3]);
	if (!articles)
		write_manifest(argv[3]);
	for (page = 0; page < pages; page++) {
		state = page;
		if (page % SECTION_PAGES == 0)
			make_section(argv[3], 1000 + page / SECTION_PAGES,
				     articles);
		write_page(argv[3], bytes, page, articles ? 0 : pages);
	}
	return 0;
}
