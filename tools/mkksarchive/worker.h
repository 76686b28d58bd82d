/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The same job for many things, on several threads.
 */
#ifndef MKKSARCHIVE_WORKER_H
#define MKKSARCHIVE_WORKER_H

#include "memory.h"

/**
 * struct worker - what a thread has for itself
 * @keep: for what lives to the program's end
 * @scratch: for one job; reset after it
 * @buffer: for putting a text together; empty between uses
 */
struct worker {
	struct arena keep;
	struct arena scratch;
	struct buffer buffer;
};

typedef void job_fn(void *what, size_t index, struct worker *worker);

void work(size_t count, unsigned int threads, const char *progress,
	  job_fn *job, void *what);

#endif /* MKKSARCHIVE_WORKER_H */
