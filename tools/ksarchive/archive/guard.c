// SPDX-License-Identifier: GPL-2.0-only
/*
 * SIGBUS made into an ordinary failure, and SIGSEGV where a file has changed.
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
	struct sigaction before[NSIG];
} guard;

static bool is_in_map(const struct source *source, const void *addr)
{
	uintptr_t from = (uintptr_t)source->map, at = (uintptr_t)addr;

	return source->map && at >= from && at - from < source->map_size;
}

/*
 * Whether it is the image's fault. SIGSEGV is only where the file is known to
 * have been written to: what its check has proven is not so any more.
 */
static bool is_ours(int signal, const siginfo_t *info)
{
	if (info->si_code <= 0 || !guard.source)
		return false;
	return signal == SIGBUS ? is_in_map(guard.source, info->si_addr)
				: source_has_changed(guard.source);
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

/* Any other signal comes again behind this, and finds what it would have. */
static void handle(int signal, siginfo_t *info, void *context)
{
	bool ours = is_ours(signal, info);

	(void)context;
	sigaction(signal, &guard.before[signal], NULL);
	if (!ours) {
		if (info->si_code <= 0)
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
		.sa_flags = SA_SIGINFO,
	};

	guard.thread = gettid();
	if (sigsetjmp(guard.escape, 1))
		guard_vanished();
	sigaction(SIGBUS, &action, &guard.before[SIGBUS]);
	sigaction(SIGSEGV, &action, &guard.before[SIGSEGV]);
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
		     : source_has_changed(source)
			     ? "the file was changed"
			     : "its disk failed");
}
