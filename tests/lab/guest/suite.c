// SPDX-License-Identifier: GPL-2.0-only
/*
 * suite 'PROGRAM ARGUMENT...'...: runs programs one after the other and makes
 * one TAP document of theirs.
 *
 * Checks are numbered on and named after their program. A program that dies, or
 * whose plan is not what it printed, or which leaves the module loaded, is a
 * failed check of its own; what it says besides TAP becomes diagnostics.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/kmod.h"

#define WORDS_MAX 16

static unsigned int checks;
static unsigned int failures;

/**
 * struct program - one that runs
 * @name: of it
 * @checks: how many it has printed
 * @failures: how many of them failed
 * @plan: how many it says there are, -1 before it does
 */
struct program {
	const char *name;
	unsigned int checks;
	unsigned int failures;
	int plan;
};

__attribute__((noreturn))
static void die(const char *what)
{
	perror(what);
	exit(2);
}

static void report(const struct program *program, int ok, const char *what)
{
	printf("%sok %u - %s: %s\n", ok ? "" : "not ", ++checks, program->name,
	       what);
	failures += !ok;
}

/* What stands after "ok N - ", or NULL where @line is no check. */
static const char *check_name(const char *line)
{
	if (!strncmp(line, "not ", 4))
		line += 4;
	if (strncmp(line, "ok ", 3))
		return NULL;
	line = strstr(line, " - ");
	return line ? line + 3 : NULL;
}

static void take_line(struct program *program, char *line)
{
	const char *name;
	int ok;

	line[strcspn(line, "\n")] = '\0';
	name = check_name(line);
	if (name) {
		ok = *line == 'o';
		program->checks++;
		program->failures += !ok;
		report(program, ok, name);
	} else if (sscanf(line, "1..%d", &program->plan) != 1) {
		printf("%s%s\n", *line == '#' ? "" : "#   ", line);
	}
}

static void take_output(struct program *program, int fd)
{
	FILE *output = fdopen(fd, "r");
	char *line = NULL;
	size_t size = 0;

	if (!output)
		die("fdopen");
	while (getline(&line, &size, output) >= 0)
		take_line(program, line);
	free(line);
	fclose(output);
}

static void take_status(const struct program *program, int status)
{
	char text[128];

	if (WIFSIGNALED(status)) {
		snprintf(text, sizeof(text), "it was killed: %s",
			 strsignal(WTERMSIG(status)));
		report(program, 0, text);
	} else if (program->plan < 0) {
		report(program, 0, "it ended without a plan");
	} else if (program->plan != (int)program->checks) {
		snprintf(text, sizeof(text),
			 "it printed %u checks and planned %d",
			 program->checks, program->plan);
		report(program, 0, text);
	} else if (WEXITSTATUS(status) != !!program->failures) {
		snprintf(text, sizeof(text),
			 "it exited with %d and has %u failed checks",
			 WEXITSTATUS(status), program->failures);
		report(program, 0, text);
	}
}

/* The next program begins as this one did, whatever has become of this one. */
static void clean_up(const struct program *program)
{
	const char *left = kmod_remains();

	if (!left)
		return;
	if (!program->failures)
		report(program, 0, "it left the module loaded");
	kmod_unload();
}

static void run_child(char **words, int output)
{
	if (dup2(output, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0)
		die("dup2");
	execvp(words[0], words);
	die(words[0]);
}

static void run(char *command)
{
	struct program program = { .plan = -1 };
	char *words[WORDS_MAX + 1] = { NULL };
	unsigned int count = 0;
	char *word;
	int ends[2], status;
	pid_t child;

	for (word = strtok(command, " "); word && count < WORDS_MAX;
	     word = strtok(NULL, " "))
		words[count++] = word;
	program.name = words[0];
	if (pipe(ends))
		die("pipe");
	child = fork();
	if (child < 0)
		die("fork");
	if (!child)
		run_child(words, ends[1]);
	close(ends[1]);
	take_output(&program, ends[0]);
	if (waitpid(child, &status, 0) != child)
		die("waitpid");
	take_status(&program, status);
	clean_up(&program);
}

int main(int argc, char **argv)
{
	int i;

	/* As it comes, and nothing left over for a child to print again. */
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (i = 1; i < argc; i++)
		run(argv[i]);
	printf("1..%u\n", checks);
	return failures != 0;
}
