/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Other programs, run to their end.
 */
#ifndef GUEST_RUN_H
#define GUEST_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "tap.h"

#define RUN_WORDS_MAX 16

/**
 * struct ran - how a program ended
 * @status: its exit status, or 128 and the signal
 * @out: what it wrote to standard output, NUL-terminated
 * @out_len: without the NUL
 * @err: what it wrote to standard error, NUL-terminated
 */
struct ran {
	int status;
	char *out;
	size_t out_len;
	char *err;
};

pid_t run_start(const char *command, int out, int err);
int run_wait(pid_t child);
char *run_slurp(int fd, size_t *len);

void run(struct ran *ran, const char *fmt, ...) TAP_PRINTF(2);
bool run_refused(const struct ran *ran, const char *sentence);
void run_tell(const struct ran *ran);
void run_free(struct ran *ran);

#endif /* GUEST_RUN_H */
