// SPDX-License-Identifier: GPL-2.0-only
/*
 * reader MODULE.ko: what ksarchive(1) says of the running kernel's archive.
 *
 * It must say the same of that image in a file, and of the module's own file;
 * and it must find sysfs where SYSFS_PATH says, and know when there is nothing.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/kmod.h"
#include "lib/log.h"
#include "lib/run.h"
#include "lib/tap.h"
#include "lib/tree.h"

#define COPY "/tmp/copy.ksa"
#define SYSFS "/tmp/sysfs"
#define DEVPTS "/dev/pts"

/* What does not name the file that it was read from. */
static const char *const questions[] = {
	"list",
	"list 2010",
	"list -r -l",
	"list -r -l --json",
	"list -r -l --jsonl",
	"show 2010/out-of-tree",
	"show 2010/out-of-tree --raw",
	"search -i staging",
	"search -w Mol[a-z]*r --json",
	"search --rank scheduler",
	"people",
	"topics --json",
	"timeline",
	"tree",
};

static void check_without_archive(void)
{
	const char *code;
	struct ran ran;
	json_t *document;

	run(&ran, "ksarchive list");
	if (!tap_ok(run_refused(&ran, "the running kernel carries no archive"),
		    "without the module: one sentence, and status 3"))
		run_tell(&ran);
	run_free(&ran);

	run(&ran, "ksarchive list --json");
	document = json_loadb(ran.out, ran.out_len, 0, NULL);
	code = json_string_value(json_object_get(json_object_get(document,
								 "error"),
						 "code"));
	tap_text(code ? code : "", "no-archive",
		 "without the module: the code in JSON");
	tap_number(ran.status, 3, "without the module: status 3 with JSON");
	json_decref(document);
	run_free(&ran);
}

static void check_same(const char *question, const struct ran *kernel,
		       const char *image)
{
	struct ran ran;
	bool same;

	run(&ran, "ksarchive %s --image %s", question, image);
	same = ran.status == kernel->status && ran.out_len == kernel->out_len &&
	       !memcmp(ran.out, kernel->out, ran.out_len);
	if (!tap_ok(same, "%s: the same of %s", question, image))
		run_tell(&ran);
	run_free(&ran);
}

static void check_question(const char *question, const char *module)
{
	struct ran ran;
	bool answered;

	run(&ran, "ksarchive %s", question);
	answered = !ran.status && ran.out_len && !*ran.err;
	if (!tap_ok(answered, "%s: answered of the running kernel", question))
		run_tell(&ran);
	check_same(question, &ran, COPY);
	check_same(question, &ran, module);
	run_free(&ran);
}

static void copy_image(const struct ksa *ksa)
{
	int fd = open(COPY, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	tap_need(fd >= 0 && write(fd, ksa->header, ksa->size) == ksa->size,
		 "a copy of the image");
	close(fd);
}

static void check_in_proc(const char *module)
{
	struct ran usual, ran;

	run(&usual, "ksarchive list --image " COPY);
	tap_errno(kmod_load(module, "surfaces=procfs"), 0,
		  "the module loads with surfaces=procfs");
	run(&ran, "ksarchive list");
	tap_text(ran.out, usual.out, "with surfaces=procfs: the same");
	tap_errno(kmod_unload(), 0, "the module unloads");
	run_free(&usual);
	run_free(&ran);
}

/* sysfs elsewhere, and nothing where it usually is. */
static void check_sysfs_path(const char *module)
{
	struct ran usual, hidden, elsewhere;

	tap_errno(kmod_load(module, "surfaces=sysfs"), 0,
		  "the module loads with surfaces=sysfs");
	run(&usual, "ksarchive list");
	mkdir(SYSFS, 0700);
	tap_need(!mount("sysfs", SYSFS, "sysfs", 0, NULL), "another sysfs");
	tap_need(!mount("tmpfs", "/sys", "tmpfs", 0, NULL), "nothing in /sys");
	run(&hidden, "ksarchive list");
	setenv("SYSFS_PATH", SYSFS, 1);
	run(&elsewhere, "ksarchive list");
	unsetenv("SYSFS_PATH");
	tap_need(!umount("/sys") && !umount(SYSFS), "/sys as before");

	tap_ok(run_refused(&hidden, "/sys/kernel/ksarchive/image"),
	       "with nothing in /sys: one sentence, and status 3");
	tap_text(elsewhere.out, usual.out,
		 "with SYSFS_PATH beside that: the same as before");
	tap_errno(kmod_unload(), 0, "the module unloads");
	run_free(&usual);
	run_free(&hidden);
	run_free(&elsewhere);
}

/* Returns the terminal's end for programs, or -1 where there can be none. */
static int open_terminal(int *other_end)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	int fd;

	mkdir(DEVPTS, 0755);
	if (mount("devpts", DEVPTS, "devpts", 0, NULL))
		return -1;
	*other_end = open(DEVPTS "/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
	tap_need(*other_end >= 0 && !grantpt(*other_end) &&
			 !unlockpt(*other_end),
		 "a terminal");
	fd = open(ptsname(*other_end), O_RDWR | O_NOCTTY | O_CLOEXEC);
	tap_need(fd >= 0 && !ioctl(fd, TIOCSWINSZ, &size),
		 "a terminal's other end");
	return fd;
}

/* A pager that is not there must not cost the answer. */
static void check_on_terminal(void)
{
	static const char *const what = "on a terminal without its pager";
	int other_end, fd = open_terminal(&other_end), status;
	char said[4096];
	ssize_t len;

	if (fd < 0) {
		tap_skip("this kernel has no devpts", "%s", what);
		return;
	}
	setenv("PAGER", "/nowhere/pager", 1);
	status = run_wait(run_start("ksarchive list", fd, fd));
	unsetenv("PAGER");
	len = read(other_end, said, sizeof(said) - 1);
	said[len < 0 ? 0 : len] = '\0';
	if (!tap_ok(!status && strstr(said, "Kernel Summit"),
		    "%s: it answers, and status 0", what))
		tap_diag("status %d: %s", status, said);
	close(fd);
	close(other_end);
	umount2(DEVPTS, MNT_DETACH);
}

int main(int argc, char **argv)
{
	int log = log_open();
	struct ksa ksa;
	size_t i;

	tap_need(argc == 2, "usage: reader MODULE.ko");
	check_without_archive();
	tap_errno(kmod_load(argv[1], ""), 0, "the module loads");
	tree_read_image(&trees[0], &ksa);
	copy_image(&ksa);
	for (i = 0; i < ARRAY_SIZE(questions); i++)
		check_question(questions[i], argv[1]);
	check_on_terminal();
	tap_errno(kmod_unload(), 0, "the module unloads");
	check_in_proc(argv[1]);
	check_sysfs_path(argv[1]);
	log_check_splats(log);
	return tap_done();
}
