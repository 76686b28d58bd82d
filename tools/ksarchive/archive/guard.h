/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The end that comes where an image goes away while it is read.
 *
 * A mapping need not outlive its reading: rmmod takes the kernel's image away,
 * anybody may cut a file short, a disk may fail. The next access raises SIGBUS
 * then, or makes write(2) fail with EFAULT.
 */
#ifndef KSARCHIVE_GUARD_H
#define KSARCHIVE_GUARD_H

struct source;

int guard_run(int (*work)(void *context), void *context);
void guard_watch(const struct source *source);

__attribute__((noreturn))
void guard_vanished(void);

#endif /* KSARCHIVE_GUARD_H */
