// SPDX-License-Identifier: GPL-2.0-only
/*
 * SIGBUS made into an ordinary failure.
 *
 * The handler jumps out of whatever was being done. That is safe because only
 * code that reads the image can be hit: it is never in the midst of malloc(),
 * nor of a library's state that fail() needs. Of the standard streams only
 * standard output in text mode reads the image, and glibc's move on after they
 * have copied, while their locks let the same thread in again.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fail.h"
#include "guard.h"
#include "source.h"

static struct {
	sigjmp_buf escape;
	pid_t thread;
	const struct source *source;
} guard;

/* Whether it was the image that could not be read. */
static bool is_ours(const siginfo_t *info)
{
	uintptr_t at = (uintptr_t)info->si_addr;
	uintptr_t from;

	if (info->si_code <= 0 || !guard.source || !guard.source->map)
		return false;
	from = (uintptr_t)guard.source->map;
	return at >= from && at - from < guard.source->map_size;
}

/* In a thread of a command's own there is nowhere to jump to. */
__attribute__((noreturn))
static void end_here(void)
{
	static const char sentence[] =
		"ksarchive: the image vanished while it was read\n";

	if (write(STDERR_FILENO, sentence, sizeof(sentence) - 1) < 0)
		_exit(EXIT_FILES);
	_exit(EXIT_FILES);
}

/* Any other SIGBUS comes again behind this, and then finds no handler. */
static void handle(int signal, siginfo_t *info, void *context)
{
	(void)context;
	if (!is_ours(info)) {
		raise(signal);
		return;
	}
	if (gettid() != guard.thread)
		end_here();
	siglongjmp(guard.escape, 1);
}

/**
 * guard_run() - do what reads an image
 * @work: does it
 * @context: its argument
 *
 * Return: what @work does, unless the image vanishes: that ends the program.
 */
int guard_run(int (*work)(void *context), void *context)
{
	struct sigaction action = {
		.sa_sigaction = handle,
		.sa_flags = SA_SIGINFO | (int)SA_RESETHAND,
	};

	guard.thread = gettid();
	if (sigsetjmp(guard.escape, 1))
		guard_vanished();
	sigaction(SIGBUS, &action, NULL);
	return work(context);
}

/**
 * guard_watch() - say whose going away is to be expected
 * @source: an image; not owned; NULL for none
 */
void guard_watch(const struct source *source)
{
	guard.source = source;
}

/**
 * guard_vanished() - end the program because the image went away
 */
void guard_vanished(void)
{
	const struct source *source = guard.source;

	fail(FAIL_VANISHED, "%s: vanished while it was read: %s", source->name,
	     source->kind == SOURCE_KERNEL
		     ? "the module was unloaded"
		     : "the file was cut short, or its disk failed");
}
