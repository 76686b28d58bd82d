/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What main.c needs to know of a command. Each has a file of its own, which
 * ends in its struct.
 */
#ifndef KSARCHIVE_COMMAND_H
#define KSARCHIVE_COMMAND_H

#include <getopt.h>
#include <stdbool.h>

#include "archive.h"
#include "fail.h"

/* The values of long options without a letter begin here. */
#define OPTION_LONG 256

/**
 * struct command - one thing that ksarchive does
 * @name: how it is called
 * @operands: what stands behind its options in the usage line
 * @summary: what it does, for the list of all commands; no full stop
 * @help: its own options, a line each, indented by two, with a newline at the
 *	end; NULL where it has none
 * @letters: its own options' letters, as for getopt(3)
 * @options: its own long options, up to an empty one; NULL where it has none
 * @operands_min: how few operands it takes
 * @operands_max: how many
 * @unchecked: @run is given an image that ksa_check() has not seen
 * @plain: its output is never paged, and it goes on where nobody reads that
 * @option: takes an option of its own: its letter or value, and its argument
 * @run: does it. Returns EXIT_FOUND or EXIT_NOTHING; ends by fail() otherwise
 */
struct command {
	const char *name;
	const char *operands;
	const char *summary;
	const char *help;
	const char *letters;
	const struct option *options;
	int operands_min;
	int operands_max;
	bool unchecked;
	bool plain;
	void (*option)(int option, const char *argument);
	int (*run)(struct archive *archive, char **operands, int count);
};

extern const struct command command_list;
extern const struct command command_show;
extern const struct command command_search;
extern const struct command command_topics;
extern const struct command command_people;
extern const struct command command_timeline;
extern const struct command command_tree;
extern const struct command command_info;
extern const struct command command_verify;
extern const struct command command_export;
extern const struct command command_random;

#endif /* KSARCHIVE_COMMAND_H */
