// SPDX-License-Identifier: GPL-2.0-only
/*
 * mkksarchive, the compiler of an archive: from a folder of Markdown pages it
 * makes the image that the kernel module carries. This file reads the command
 * line and says what happens in which order.
 */
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "archive.h"
#include "by-product.h"
#include "character.h"
#include "checks.h"
#include "days.h"
#include "full-name.h"
#include "image-writer.h"
#include "import.h"
#include "lookalike.h"

#define VERSION "1.0"
#define THREADS_MAX 1024

/**
 * struct options - what the command line says
 * @data: the folder of the archive's source
 * @image: NULL to only check
 * @header: NULL for none
 * @depfile: NULL for none
 * @threads: at least 1
 * @title: of a new archive; NULL where none is given
 * @force: whether pages that exist are replaced
 * @operands: the pages to import
 * @operand_count: how many
 */
struct options {
	const char *data;
	const char *image;
	const char *header;
	const char *depfile;
	unsigned int threads;
	const char *title;
	bool force;
	char **operands;
	size_t operand_count;
};

static const char general_help[] =
	"usage: mkksarchive build DATA -o IMAGE [--header FILE] [--depfile FILE] [-j N]\n"
	"       mkksarchive check DATA [-j N]\n"
	"       mkksarchive import PAGE... -o DATA [--title TITLE] [--force] [-j N]\n"
	"       mkksarchive --help | --version\n"
	"\n"
	"Makes an image of the archive in the folder DATA: Markdown pages with YAML\n"
	"front matter, and a file archive.yaml. mkksarchive(1) tells their form.\n"
	"\n"
	"  build   write the image\n"
	"  check   report what is wrong, write nothing, count what there is\n"
	"  import  make pages of an archive of pages of LWN's, Jekyll's or Hugo's\n"
	"\n"
	"mkksarchive COMMAND --help tells a command's options.\n";

static const char status_help[] =
	"\n"
	"exit status:\n"
	"  0  done\n"
	"  1  the pages have errors; no file was touched, but what import could\n"
	"     import was\n"
	"  2  the command line is wrong\n"
	"  3  DATA or a file in it cannot be read, or a file cannot be written\n";

static const char build_help[] =
	"usage: mkksarchive build DATA -o IMAGE [--header FILE] [--depfile FILE] [-j N]\n"
	"\n"
	"Writes the image of the archive in the folder DATA.\n"
	"\n"
	"  -o, --output IMAGE  the image's file\n"
	"      --header FILE   write a C header with KSARCHIVE_TITLE,\n"
	"                      KSARCHIVE_EDITION and KSARCHIVE_CRC32 too\n"
	"      --depfile FILE  write rules for make too: what the image was made of\n"
	"  -j, --jobs N        work in N threads (default: one a processor)\n"
	"  -h, --help          show this help\n";

static const char check_help[] =
	"usage: mkksarchive check DATA [-j N]\n"
	"\n"
	"Reports what is wrong with the archive in the folder DATA, as build does, and\n"
	"what looks wrong; writes no file, and counts what there is if there is no\n"
	"error.\n"
	"\n"
	"  -j, --jobs N  work in N threads (default: one a processor)\n"
	"  -h, --help    show this help\n";

static const char import_help[] =
	"usage: mkksarchive import PAGE... -o DATA [--title TITLE] [--force] [-j N]\n"
	"\n"
	"Makes pages in the folder DATA of an archive's source: of articles and lists\n"
	"of sessions of LWN's, as Markdown, and of pages with front matter. A PAGE\n"
	"that is a folder becomes a section of its name; with a slash at its end,\n"
	"what is in it goes to DATA itself. mkksarchive(1) tells what is recognised.\n"
	"\n"
	"  -o, --output DATA  the folder of the archive's source; made if it is not\n"
	"                     there, and archive.yaml in it\n"
	"      --title TITLE  the title of a new archive (default: DATA's name)\n"
	"      --force        replace pages that exist\n"
	"  -j, --jobs N       work in N threads (default: one a processor)\n"
	"  -h, --help         show this help\n";

__attribute__((format(printf, 1, 2), noreturn))
static void usage_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("mkksarchive: ", stderr);
	vfprintf(stderr, format, args);
	fputs("; see mkksarchive --help\n", stderr);
	va_end(args);
	exit(EXIT_USAGE);
}

__attribute__((noreturn))
static void show(const char *text, const char *more)
{
	fputs(text, stdout);
	fputs(more, stdout);
	if (fflush(stdout))
		die("standard output cannot be written: %s", strerror(errno));
	exit(EXIT_DONE);
}

static unsigned int online_processors(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	return processors > 0 ? (unsigned int)processors : 1;
}

static unsigned int read_threads(const char *text)
{
	char *end;
	unsigned long threads = strtoul(text, &end, 10);

	if (*text < '0' || *text > '9' || *end || threads < 1 ||
	    threads > THREADS_MAX)
		usage_error("-j %s: expected a number from 1 to %d", text,
			    THREADS_MAX);
	return (unsigned int)threads;
}

enum {
	OPTION_HEADER = 256,
	OPTION_DEPFILE,
	OPTION_TITLE,
	OPTION_FORCE,
};

static const struct option build_options[] = {
	{ "output", required_argument, NULL, 'o' },
	{ "header", required_argument, NULL, OPTION_HEADER },
	{ "depfile", required_argument, NULL, OPTION_DEPFILE },
	{ "jobs", required_argument, NULL, 'j' },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static const struct option check_options[] = {
	{ "jobs", required_argument, NULL, 'j' },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static const struct option import_options[] = {
	{ "output", required_argument, NULL, 'o' },
	{ "title", required_argument, NULL, OPTION_TITLE },
	{ "force", no_argument, NULL, OPTION_FORCE },
	{ "jobs", required_argument, NULL, 'j' },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

/**
 * struct command - what mkksarchive can do
 * @name: its word
 * @letters: its short options
 * @options: its long ones
 * @help: what --help says of it
 * @output: what -o names; NULL where it writes nothing
 * @run: does it; returns the exit status
 * @many: whether it takes several operands, not one folder
 */
struct command {
	const char *name;
	const char *letters;
	const struct option *options;
	const char *help;
	const char *output;
	int (*run)(const struct options *options);
	bool many;
};

static int run_build(const struct options *options);
static int run_import(const struct options *options);

static const struct command commands[] = {
	{ "build", ":o:j:h", build_options, build_help, "IMAGE", run_build,
	  false },
	{ "check", ":j:h", check_options, check_help, NULL, run_build, false },
	{ "import", ":o:j:h", import_options, import_help, "DATA", run_import,
	  true },
};

/* Inside a word of several letters, @word is not yet that word. */
__attribute__((noreturn))
static void unknown_option(const struct command *command, const char *word)
{
	if (!optopt)
		usage_error("%s: no option of mkksarchive %s", word,
			    command->name);
	if (optopt == 'h')
		usage_error("%s: expected no argument after --help", word);
	usage_error("-%c: no option of mkksarchive %s", optopt, command->name);
}

__attribute__((noreturn))
static void missing_argument(const char *word)
{
	if (word[1] == '-')
		usage_error("%s: expected an argument after it", word);
	usage_error("-%c: expected an argument after it", optopt);
}

static const char *read_title(const char *title)
{
	struct text text = text_of(title);

	if (!text_trim(text, " ").len || text_has(text, '\n') ||
	    text_has(text, '\t') || !characters_flawless(text))
		usage_error("--title: expected a line of UTF-8 without control characters");
	return title;
}

static void read_option(const struct command *command, int option,
			const char *word, struct options *options)
{
	switch (option) {
	case 'o':
		options->image = optarg;
		return;
	case OPTION_HEADER:
		options->header = optarg;
		return;
	case OPTION_DEPFILE:
		options->depfile = optarg;
		return;
	case OPTION_TITLE:
		options->title = read_title(optarg);
		return;
	case OPTION_FORCE:
		options->force = true;
		return;
	case 'j':
		options->threads = read_threads(optarg);
		return;
	case 'h':
		show(command->help, status_help);
	case ':':
		missing_argument(word);
	default:
		unknown_option(command, word);
	}
}

/* One would replace the other. */
static void check_outputs(const struct options *options)
{
	const char *const paths[] = { options->image, options->header,
				      options->depfile };

	for (size_t i = 0; i < ARRAY_SIZE(paths); i++)
		for (size_t j = 0; j < i; j++)
			if (paths[i] && paths[j] && !strcmp(paths[i], paths[j]))
				usage_error("%s: expected another path for each file",
					    paths[i]);
}

static void check_operands(const struct command *command,
			   const struct options *options)
{
	if (command->many && !options->operand_count)
		usage_error("mkksarchive %s: expected a page, found none",
			    command->name);
	if (!command->many && options->operand_count != 1)
		usage_error("mkksarchive %s: expected one folder, found %zu",
			    command->name, options->operand_count);
	for (size_t i = 0; i < options->operand_count; i++)
		if (command->many && !*options->operands[i])
			usage_error("mkksarchive %s: an empty name: expected a page",
				    command->name);
	if (command->many && options->image && !*options->image)
		usage_error("mkksarchive %s: an empty name after -o: expected a folder",
			    command->name);
}

static struct options read_options(const struct command *command, int argc,
				   char **argv)
{
	struct options options = { .threads = online_processors() };
	int option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, command->letters,
				     command->options, NULL)) != -1)
		read_option(command, option, argv[optind - 1], &options);
	options.operands = argv + optind;
	options.operand_count = (size_t)(argc - optind);
	check_operands(command, &options);
	options.data = *options.operands;
	if (command->output && !options.image)
		usage_error("mkksarchive %s: expected -o %s", command->name,
			    command->output);
	check_outputs(&options);
	return options;
}

static const struct command *read_command(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : NULL;

	if (!word)
		usage_error("expected a command: build, check or import");
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
		if (!strcmp(word, commands[i].name))
			return &commands[i];
	if (!strcmp(word, "--help") || !strcmp(word, "-h"))
		show(general_help, status_help);
	if (!strcmp(word, "--version"))
		show("mkksarchive " VERSION "\n", "");
	usage_error("%s: no command: expected build, check or import", word);
}

/* What the threads work on. */
struct reading {
	const struct source *source;
	const struct manifest *manifest;
};

static void read_page(void *what, size_t index, struct worker *worker)
{
	const struct reading *reading = what;

	page_read(reading->source->pages[index], reading->manifest, worker);
}

static void check_page_links(void *what, size_t index, struct worker *worker)
{
	const struct reading *reading = what;

	links_check(reading->source->pages[index], worker);
}

static void read_all(const struct source *source, struct manifest *manifest,
		     unsigned int threads)
{
	struct reading reading = { source, manifest };
	struct worker worker = { 0 };

	manifest_read(manifest, source->root->index, &worker);
	work(source->page_count, threads, "reading page", read_page, &reading);
	work(source->page_count, threads, "checking links of page",
	     check_page_links, &reading);
	buffer_free(&worker.buffer);
}

static void write_text(const char *path, struct buffer text)
{
	struct output *output = output_begin(path);

	output_write_at(output, 0, buffer_text(&text));
	output_finish(output);
	buffer_free(&text);
}

static void write_all(const struct options *options,
		      const struct source *source,
		      const struct manifest *manifest, const struct tree *tree)
{
	struct output *image;
	u32 crc;

	output_prepare();
	image = output_begin(options->image);
	crc = image_write(tree, image, options->threads);
	output_finish(image);
	if (options->header)
		write_text(options->header, header_text(manifest, crc));
	if (options->depfile)
		write_text(options->depfile,
			   depfile_text(source, options->image,
					options->header));
	output_publish();
}

static void print_count(size_t count, const char *what, char after)
{
	printf("%zu %s%s%c", count, what, count == 1 ? "" : "s", after);
	if (after == ',')
		putchar(' ');
}

static void print_census(const struct census *census, const struct tree *tree)
{
	print_count(census->pages, "page", ',');
	print_count(census->sections, "section", ',');
	print_count(census->terms, "term", ',');
	print_count(tree->count, "node", ',');
	print_count(tree->size, "byte", '\n');
	if (fflush(stdout))
		die("standard output cannot be written: %s", strerror(errno));
}

/* What an image can well be made of, and still be wrong. */
static void look_closer(const struct source *source,
			const struct manifest *manifest,
			const struct filing *filing)
{
	checks_run(source, manifest);
	days_check(source, manifest);
	lookalikes_check(filing);
	full_names_check(filing);
}

static int run_build(const struct options *options)
{
	struct source source;
	struct manifest manifest;
	struct filing filing;
	struct tree tree = { 0 };
	struct census census;
	int status;

	if (!source_walk(&source, options->data))
		return diagnostic_print(true);
	read_all(&source, &manifest, options->threads);
	census = archive_build(&source, &manifest, &tree, &filing);
	/* After an error a page may lack what it says. */
	if (!diagnostic_errors())
		manifest_check_use(&manifest);
	if (!diagnostic_errors() && options->image)
		write_all(options, &source, &manifest, &tree);
	else if (!diagnostic_errors())
		look_closer(&source, &manifest, &filing);
	status = diagnostic_print(!options->image);
	if (!options->image && status == EXIT_DONE)
		print_census(&census, &tree);
	return status;
}

/*
 * What was written must build: the whole archive is read as a build would read
 * it. What is no error there is said when it is built.
 */
static void check_imported(const struct options *options)
{
	struct source source;
	struct manifest manifest;
	struct filing filing;
	struct tree tree = { 0 };

	if (access(options->image, F_OK))
		return;
	diagnostic_drop_warnings(true);
	if (!source_walk(&source, options->image))
		return;
	read_all(&source, &manifest, options->threads);
	archive_build(&source, &manifest, &tree, &filing);
	diagnostic_drop_warnings(false);
}

static int run_import(const struct options *options)
{
	const struct import_options import = {
		.pages = options->operands,
		.page_count = options->operand_count,
		.dir = options->image,
		.title = options->title,
		.force = options->force,
		.threads = options->threads,
	};
	int status;

	import_pages(&import);
	check_imported(options);
	status = diagnostic_print(false);
	if (fflush(stdout))
		die("standard output cannot be written: %s", strerror(errno));
	return status;
}

int main(int argc, char **argv)
{
	const struct command *command = read_command(argc, argv);
	struct options options = read_options(command, argc - 1, argv + 1);

	return command->run(&options);
}
