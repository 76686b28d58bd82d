// SPDX-License-Identifier: GPL-2.0-only
/*
 * verify MODULE.ko [PAGE]: ksarchive verify, of what the module publishes.
 *
 * What is published is the image by what twins has shown, so that verify must
 * find no fault with it. With a PAGE, which has neighbours on both sides, it
 * must find none with one surface either; then a copy of the page's directory,
 * altered in one way, is mounted over it: verify must notice, and name the
 * place.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/kmod.h"
#include "lib/log.h"
#include "lib/run.h"
#include "lib/tap.h"
#include "lib/tree.h"

#define COPY "/tmp/page"

static const char *page;

static const char *in_copy(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), COPY "/%s", name);
	return path;
}

static bool with_another_byte(const char *name)
{
	int fd = open(in_copy(name), O_WRONLY | O_CLOEXEC);
	bool done = fd >= 0 && pwrite(fd, "~", 1, 3) == 1;

	close(fd);
	return done;
}

static bool with_a_byte_less(const char *name)
{
	struct stat st;

	return !stat(in_copy(name), &st) &&
	       !truncate(in_copy(name), st.st_size - 1);
}

static bool with_a_byte_more(const char *name)
{
	int fd = open(in_copy(name), O_WRONLY | O_APPEND | O_CLOEXEC);
	bool done = fd >= 0 && write(fd, "\n", 1) == 1;

	close(fd);
	return done;
}

static bool without_it(const char *name)
{
	return !unlink(in_copy(name));
}

static bool with_it(const char *name)
{
	int fd = open(in_copy(name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
		      0444);
	bool done = fd >= 0 && write(fd, "more\n", 5) == 5;

	close(fd);
	return done;
}

static bool leading_elsewhere(const char *name)
{
	return without_it(name) && !symlink("../elsewhere", in_copy(name));
}

static bool as_a_directory(const char *name)
{
	return without_it(name) && !mkdir(in_copy(name), 0755);
}

static const struct alteration {
	const char *what;
	bool (*alter)(const char *name);
	const char *name;
} alterations[] = {
	{ "a file with another byte", with_another_byte, "text" },
	{ "a file with a byte less", with_a_byte_less, "title" },
	{ "a file with a byte more", with_a_byte_more, "date" },
	{ "a file that is missing", without_it, "url" },
	{ "a file that is a directory", as_a_directory, "author" },
	{ "a file too many", with_it, "zero" },
	{ "a link that leads elsewhere", leading_elsewhere, "next" },
	{ "a link that is missing", without_it, "prev" },
};

static void check_agreement(const char *when)
{
	struct ran ran;

	run(&ran, "ksarchive verify");
	if (!tap_ok(!ran.status && !*ran.err, "%s: no fault", when))
		run_tell(&ran);
	run_free(&ran);
}

static void copy_page(const struct tree *tree)
{
	struct ran ran;

	run(&ran, "rm -rf " COPY);
	run_free(&ran);
	run(&ran, "cp -a %s/%s " COPY, tree->root, page);
	tap_need(!ran.status, "a copy of %s/%s", tree->root, page);
	run_free(&ran);
}

static void check_alteration(const struct tree *tree,
			     const struct alteration *alteration)
{
	char dir[TREE_PATH_MAX], finding[TREE_PATH_MAX];
	struct ran ran;
	bool ok;

	snprintf(dir, sizeof(dir), "%s/%s", tree->root, page);
	snprintf(finding, sizeof(finding), "%s\tdiffers\t%s/%s: ",
		 tree->fs, page, alteration->name);
	copy_page(tree);
	tap_need(alteration->alter(alteration->name), "%s", alteration->what);
	tap_need(!mount(COPY, dir, NULL, MS_BIND, NULL), "a mount");
	run(&ran, "ksarchive verify");
	tap_need(!umount(dir), "a mount to go");

	ok = ran.status == 1 && !*ran.err && strstr(ran.out, finding) &&
	     strstr(ran.out, "1 difference ");
	if (!tap_ok(ok, "%s: %s is found, and nothing else", tree->fs,
		    alteration->what))
		run_tell(&ran);
	run_free(&ran);
}

static void check_surface(const char *module, const struct tree *tree)
{
	char parameters[64];
	size_t i;

	snprintf(parameters, sizeof(parameters), "surfaces=%s", tree->fs);
	tap_errno(kmod_load(module, parameters), 0, "the module loads with %s",
		  parameters);
	check_agreement(parameters);
	for (i = 0; i < ARRAY_SIZE(alterations); i++)
		check_alteration(tree, &alterations[i]);
	check_agreement("without any of them");
	tap_errno(kmod_unload(), 0, "the module unloads");
}

int main(int argc, char **argv)
{
	int log = log_open();
	size_t i;

	tap_need(argc == 2 || argc == 3, "usage: verify MODULE.ko [PAGE]");
	page = argv[2];
	tap_errno(kmod_load(argv[1], ""), 0, "the module loads");
	check_agreement("both surfaces");
	tap_errno(kmod_unload(), 0, "the module unloads");
	for (i = 0; page && i < TREE_COUNT; i++)
		check_surface(argv[1], &trees[i]);
	log_check_splats(log);
	return tap_done();
}
