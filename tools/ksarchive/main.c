// SPDX-License-Identifier: GPL-2.0-only
/*
 * ksarchive, the reader of an archive. This file reads the command line and
 * calls the command.
 */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "guard.h"
#include "memory.h"
#include "near.h"
#include "report.h"
#include "terminal.h"

#define VERSION "1.0"

enum {
	OPTION_IMAGE = OPTION_LONG + 1000,
	OPTION_JSON,
	OPTION_JSONL,
	OPTION_COLOUR,
	OPTION_NO_PAGER,
	OPTION_VERSION,
};

static const struct option common_options[] = {
	{ "image", required_argument, NULL, OPTION_IMAGE },
	{ "json", no_argument, NULL, OPTION_JSON },
	{ "jsonl", no_argument, NULL, OPTION_JSONL },
	{ "color", required_argument, NULL, OPTION_COLOUR },
	{ "no-pager", no_argument, NULL, OPTION_NO_PAGER },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, OPTION_VERSION },
	{ 0 },
};

static const char common_help[] =
	"\n"
	"options of every command:\n"
	"      --image FILE   read FILE instead of the running kernel's archive: an\n"
	"                     image, a ksarchive.ko (also .xz, .zst), or - for\n"
	"                     standard input; KSARCHIVE_IMAGE=FILE in the\n"
	"                     environment says the same for all commands\n"
	"      --json         answer as one JSON document\n"
	"      --jsonl        answer as JSON, a line an item\n"
	"      --color WHEN   auto (on a terminal), always or never\n"
	"      --no-pager     do not show long output through $PAGER\n"
	"  -h, --help         show this help\n"
	"      --version      show the version\n"
	"\n"
	"exit status: 0 found; 1 nothing found, or verify failed; 2 wrong usage;\n"
	"3 the image cannot be read, or a file cannot be written\n";

static const struct command *const commands[] = {
	&command_list,
	&command_show,
	&command_search,
	&command_topics,
	&command_people,
	&command_timeline,
	&command_tree,
	&command_info,
	&command_verify,
	&command_export,
	&command_random,
};

/* What the common options say. */
static struct {
	const char *image;
	enum format format;
	enum colour colour;
	bool no_pager;
	bool help;
	bool version;
} settings;

static void show_general_help(void)
{
	puts("usage: ksarchive COMMAND [OPTION...] [OPERAND...]\n"
	     "\n"
	     "Reads the archive that the running kernel carries, or one from a file.\n");
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
		printf("  %-9s %-18s %s\n", commands[i]->name,
		       commands[i]->operands, commands[i]->summary);
	printf("  %-9s %-18s %s\n", "help", "[COMMAND]",
	       "show this, or the options of a command");
	puts("\nksarchive COMMAND --help tells a command's options; ksarchive(1), all.");
	fputs(common_help, stdout);
}

static void show_command_help(const struct command *command)
{
	printf("usage: ksarchive %s [OPTION...]%s%s\n\n%c%s.\n",
	       command->name, *command->operands ? " " : "", command->operands,
	       command->summary[0] - 'a' + 'A', command->summary + 1);
	if (command->help)
		printf("\n%s", command->help);
	fputs(common_help, stdout);
}

static enum colour read_colour(const char *when)
{
	if (!strcmp(when, "auto"))
		return COLOUR_AUTO;
	if (!strcmp(when, "always"))
		return COLOUR_ALWAYS;
	if (!strcmp(when, "never"))
		return COLOUR_NEVER;
	fail(FAIL_USAGE, "--color %s: expected auto, always or never", when);
}

static bool read_common_option(int option)
{
	switch (option) {
	case OPTION_IMAGE:
		if (!*optarg)
			fail(FAIL_USAGE, "--image: expected a file's path, found an empty one");
		settings.image = optarg;
		return true;
	case OPTION_JSON:
		settings.format = FORMAT_JSON;
		return true;
	case OPTION_JSONL:
		settings.format = FORMAT_JSONL;
		return true;
	case OPTION_COLOUR:
		settings.colour = read_colour(optarg);
		return true;
	case OPTION_NO_PAGER:
		settings.no_pager = true;
		return true;
	case 'h':
		settings.help = true;
		return true;
	case OPTION_VERSION:
		settings.version = true;
		return true;
	}
	return false;
}

/*
 * The long options that begin so, or else the one that comes nearest, for a
 * message; the caller frees it.
 */
static struct buffer options_like(struct text typed,
				  const struct option *options)
{
	const struct option *best = NULL;
	struct buffer list = { 0 };
	size_t far, limit = near_limit(typed);

	for (; options->name; options++) {
		far = near_distance(typed, text_of(options->name), limit);
		if (text_begins(text_of(options->name), typed)) {
			buffer_add_string(&list, list.len ? " or --" : "--");
			buffer_add_string(&list, options->name);
		} else if (far <= limit) {
			best = options;
			limit = far - 1;
		}
	}
	if (!list.len && best) {
		buffer_add_string(&list, "--");
		buffer_add_string(&list, best->name);
	}
	buffer_add_byte(&list, '\0');
	return list;
}

/* @command is empty before there is one. */
__attribute__((noreturn))
static void no_such_option(struct text word, const char *command,
			   const char *like)
{
	const char *of = *command ? "of " : "before a command";

	if (*like)
		fail(FAIL_USAGE, "%.*s: no such option %s%s; did you mean %s?",
		     TEXT_ARGS(word), of, command, like);
	fail(FAIL_USAGE,
	     "%.*s: no such option %s%s; see ksarchive%s%s --help",
	     TEXT_ARGS(word), of, command, *command ? " " : "", command);
}

__attribute__((noreturn))
static void wrong_long_option(struct text word, const char *command,
			      const struct option *options)
{
	struct text name = text_skip(word, strlen("--"));
	struct buffer like = options_like(name, options);

	for (; options->name; options++)
		if (text_is(name, options->name))
			fail(FAIL_USAGE, "%.*s: takes no argument",
			     TEXT_ARGS(word));
	no_such_option(word, command, like.at);
}

/* @word is the argument in which getopt_long() found what it did not like. */
__attribute__((noreturn))
static void wrong_option(int option, const char *word, const char *command,
			 const struct option *options)
{
	char letter[] = { '-', (char)optopt };

	if (option == ':')
		fail(FAIL_USAGE, "%s: expected an argument after it", word);
	if (!strncmp(word, "--", 2))
		wrong_long_option((struct text){ word, strcspn(word, "=") },
				  command, options);
	no_such_option((struct text){ letter, sizeof(letter) }, command, "");
}

static size_t option_count(const struct option *options)
{
	size_t count = 0;

	while (options && options[count].name)
		count++;
	return count;
}

/* The common options and the command's own, as getopt_long() wants them. */
static struct option *all_options(const struct command *command)
{
	size_t own = option_count(command->options);
	struct option *options =
		memory_resize(NULL, own + ARRAY_SIZE(common_options),
			      sizeof(*options));

	if (own)
		memcpy(options, command->options, own * sizeof(*options));
	memcpy(options + own, common_options, sizeof(common_options));
	return options;
}

static void read_command_options(const struct command *command, int argc,
				 char **argv)
{
	struct option *options = all_options(command);
	struct buffer letters = { 0 };
	int option;

	buffer_add_string(&letters, ":h");
	buffer_add_string(&letters, command->letters ? command->letters : "");
	buffer_add_byte(&letters, '\0');
	while ((option = getopt_long(argc, argv, letters.at, options, NULL)) !=
	       -1) {
		if (option == '?' || option == ':')
			wrong_option(option, argv[optind - 1], command->name,
				     options);
		if (!read_common_option(option))
			command->option(option, optarg);
	}
	buffer_free(&letters);
	free(options);
}

/* Up to the command's name. */
static void read_first_options(int argc, char **argv)
{
	int option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "+:h", common_options,
				     NULL)) != -1)
		if (!read_common_option(option))
			wrong_option(option, argv[optind - 1], "",
				     common_options);
}

/* The one that begins so, or else the one that comes nearest; or NULL. */
static const struct command *command_like(struct text typed)
{
	size_t limit = near_limit(typed), far;
	const struct command *best = NULL;
	struct text name;

	for (size_t i = 0; i < ARRAY_SIZE(commands); i++) {
		name = text_of(commands[i]->name);
		far = typed.len && text_begins(name, typed)
			      ? 0 : near_distance(typed, name, limit);
		if (far < limit || (far == limit && !best)) {
			best = commands[i];
			limit = far;
		}
	}
	return best;
}

static const struct command *find_command(const char *name)
{
	const struct command *like;

	for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	like = command_like(text_of(name));
	if (!like)
		fail(FAIL_USAGE, "%s: no such command; see ksarchive --help",
		     name);
	fail_detail("suggestions", json_pack("[s]", like->name));
	fail(FAIL_USAGE, "%s: no such command; did you mean %s?", name,
	     like->name);
}

static void check_operands(const struct command *command, int count)
{
	if (count < command->operands_min || count > command->operands_max)
		fail(FAIL_USAGE,
		     "%s: expected %s, found %d; see ksarchive %s --help",
		     command->name,
		     *command->operands ? command->operands : "no operands",
		     count, command->name);
}

/* A command with its operands, for guard_run(). */
struct job {
	const struct command *command;
	char **operands;
	int count;
};

/* Whoever reads the same file all day names it once. */
static const char *image_to_read(void)
{
	const char *image = getenv("KSARCHIVE_IMAGE");

	if (settings.image)
		return settings.image;
	return image && *image ? image : NULL;
}

static int run(void *context)
{
	/* Not on the stack, which is left where the image vanishes. */
	static struct archive archive;
	const struct job *job = context;
	int status;

	archive_open(&archive, image_to_read(), !job->command->unchecked);
	status = job->command->run(&archive, job->operands, job->count);
	archive_close(&archive);
	if (settings.format != FORMAT_TEXT)
		report_end();
	return status;
}

/*
 * The form of an error on the command line, which may stand before the option
 * that asks for that form. What follows an option may be its argument; where it
 * looks like one of these two, it is taken for it.
 */
static enum format format_of(char **argv)
{
	enum format format = FORMAT_TEXT;

	for (; *argv && strcmp(*argv, "--"); argv++)
		if (!strcmp(*argv, "--json"))
			format = FORMAT_JSON;
		else if (!strcmp(*argv, "--jsonl"))
			format = FORMAT_JSONL;
	return format;
}

__attribute__((noreturn))
static void show_help(const struct command *command)
{
	if (command)
		show_command_help(command);
	else
		show_general_help();
	terminal_close();
	exit(EXIT_FOUND);
}

/* ksarchive help COMMAND is ksarchive COMMAND --help. */
__attribute__((noreturn))
static void help_on(char **operands, int count)
{
	if (count > 1)
		fail(FAIL_USAGE, "help: expected [COMMAND], found %d; see ksarchive --help",
		     count);
	show_help(count ? find_command(operands[0]) : NULL);
}

/* The name of the command stands at optind; all but the operands goes. */
static const struct command *read_command(int *argc, char ***argv)
{
	const struct command *command;

	*argc -= optind;
	*argv += optind;
	if (!*argc)
		fail(FAIL_USAGE, "expected a command; see ksarchive --help");
	if (!strcmp(**argv, "help"))
		help_on(*argv + 1, *argc - 1);
	command = find_command(**argv);
	report_begin(report_format(), command->name);
	/* glibc's getopt() begins anew, and now looks behind operands too. */
	optind = 0;
	read_command_options(command, *argc, *argv);
	report_begin(settings.format, command->name);
	if (settings.help)
		show_help(command);
	*argc -= optind;
	*argv += optind;
	check_operands(command, *argc);
	return command;
}

static void show_version(void)
{
	puts("ksarchive " VERSION);
	terminal_close();
	exit(EXIT_FOUND);
}

int main(int argc, char **argv)
{
	const struct command *command;
	int status;

	setlocale(LC_CTYPE, "");
	/* Who closes a pipe is told apart by what write(2) says. */
	signal(SIGPIPE, SIG_IGN);
	report_begin(format_of(argv), "ksarchive");
	read_first_options(argc, argv);
	if (settings.version)
		show_version();
	if (settings.help)
		show_help(NULL);
	command = read_command(&argc, &argv);
	if (settings.version)
		show_version();
	terminal_open(settings.colour, !settings.no_pager && !command->plain &&
			       settings.format == FORMAT_TEXT,
		      command->plain);
	status = guard_run(run, &(struct job){ command, argv, argc });
	terminal_close();
	return status;
}
