// SPDX-License-Identifier: GPL-2.0-only
/*
 * vanish MODULE.ko: the module is unloaded while ksarchive(1) reads.
 *
 * The reader is held in the midst of its answer by a pipe that takes only a
 * little and is not read, and let go when the module is gone. It then touches a
 * page of the image that is no longer there.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <jansson.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/kmod.h"
#include "lib/log.h"
#include "lib/run.h"
#include "lib/tap.h"

#define SENTENCE \
	"ksarchive: /sys/kernel/ksarchive/image: vanished while it was read: " \
	"the module was unloaded\n"

/* Answers of many pages, so that much of them is unread when they stop. */
static const char *const as_text[] = {
	"ksarchive search .",
	"ksarchive tree",
};

static const char *const as_json[] = {
	"ksarchive search . --json",
	"ksarchive tree --json",
};

static const char *const as_lines[] = {
	"ksarchive search . --jsonl",
	"ksarchive tree --jsonl",
};

/* Returns once @command has begun to answer: it has opened the image. */
static pid_t start_held(const char *command, int err, int *answer)
{
	struct pollfd poll_answer = { .events = POLLIN };
	int ends[2];
	pid_t reader;

	tap_need(!pipe2(ends, O_CLOEXEC) &&
			 fcntl(ends[1], F_SETPIPE_SZ, 1) > 0,
		 "a pipe that takes only a little");
	reader = run_start(command, ends[1], err);
	close(ends[1]);
	poll_answer.fd = ends[0];
	tap_need(poll(&poll_answer, 1, -1) == 1, "the beginning of an answer");
	*answer = ends[0];
	return reader;
}

static void run_under_feet(struct ran *ran, const char *module,
			   const char *command)
{
	int err = memfd_create("output", MFD_CLOEXEC), answer;
	size_t err_len;
	pid_t reader;

	tap_need(!kmod_load(module, ""), "the module loads");
	reader = start_held(command, err, &answer);
	tap_need(!kmod_unload(), "the module unloads");
	ran->out = run_slurp(answer, &ran->out_len);
	ran->status = run_wait(reader);
	lseek(err, 0, SEEK_SET);
	ran->err = run_slurp(err, &err_len);
}

/* What was said before stays said, and no more: it is where the whole begins. */
static void check_text(const char *module, const char *command)
{
	struct ran whole, ran;
	bool ok;

	tap_need(!kmod_load(module, ""), "the module loads");
	run(&whole, "%s", command);
	tap_need(!kmod_unload(), "the module unloads");
	run_under_feet(&ran, module, command);

	ok = ran.status == 3 && !strcmp(ran.err, SENTENCE);
	if (!tap_ok(ok, "%s: one sentence, and status 3", command))
		run_tell(&ran);
	ok = ran.out_len && ran.out_len < whole.out_len &&
	     !memcmp(ran.out, whole.out, ran.out_len);
	if (!tap_ok(ok, "%s: the beginning of its answer", command))
		run_tell(&ran);
	run_free(&whole);
	run_free(&ran);
}

static bool tells_of_it(json_t *document)
{
	json_t *error = json_object_get(document, "error");
	const char *code = json_string_value(json_object_get(error, "code"));
	bool tells = code && !strcmp(code, "image-vanished");

	json_decref(document);
	return tells;
}

static void check_ran(const struct ran *ran, const char *command, bool valid)
{
	bool ok = valid && ran->status == 3 && !*ran->err;

	if (!tap_ok(ok, "%s: valid JSON that tells of it, and status 3",
		    command))
		run_tell(ran);
}

static void check_json(const char *module, const char *command)
{
	struct ran ran;

	run_under_feet(&ran, module, command);
	check_ran(&ran, command,
		  tells_of_it(json_loadb(ran.out, ran.out_len, 0, NULL)));
	run_free(&ran);
}

/* Each line a document, and the last of them the error. */
static void check_lines(const char *module, const char *command)
{
	bool valid = true, told = false;
	char *line, *rest;
	json_t *document;
	struct ran ran;

	run_under_feet(&ran, module, command);
	for (rest = ran.out; valid && (line = strsep(&rest, "\n")) && rest;) {
		document = json_loads(line, 0, NULL);
		valid = document;
		told = tells_of_it(document);
	}
	check_ran(&ran, command, valid && told && !*line);
	run_free(&ran);
}

static void check_all(const char *module, const char *const commands[],
		      size_t count,
		      void (*check)(const char *module, const char *command))
{
	size_t i;

	for (i = 0; i < count; i++)
		check(module, commands[i]);
}

#define CHECK_ALL(module, commands, check) \
	check_all(module, commands, sizeof(commands) / sizeof(*(commands)), \
		  check)

int main(int argc, char **argv)
{
	int log = log_open();

	tap_need(argc == 2, "usage: vanish MODULE.ko");
	CHECK_ALL(argv[1], as_text, check_text);
	CHECK_ALL(argv[1], as_json, check_json);
	CHECK_ALL(argv[1], as_lines, check_lines);
	log_check_splats(log);
	return tap_done();
}
