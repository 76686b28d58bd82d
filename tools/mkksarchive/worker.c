// SPDX-License-Identifier: GPL-2.0-only
/*
 * The same job for many things, on several threads. Each takes the next thing
 * that nobody has taken; what a job finds goes to the thing itself, so that
 * the outcome does not depend on who did it when.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "diagnostic.h"
#include "worker.h"

/* How long nothing is said of the progress, and then how often. */
#define PATIENCE_MS 1000
#define INTERVAL_MS 200

struct crew {
	job_fn *job;
	void *what;
	size_t count;
	atomic_size_t taken;
	atomic_size_t done;
	pthread_mutex_t lock;
	pthread_cond_t finished;
	unsigned int working;
};

static void *run_worker(void *argument)
{
	struct crew *crew = argument;
	struct worker worker = { 0 };
	size_t index;

	while ((index = atomic_fetch_add(&crew->taken, 1)) < crew->count) {
		crew->job(crew->what, index, &worker);
		arena_reset(&worker.scratch);
		atomic_fetch_add(&crew->done, 1);
	}
	arena_free(&worker.scratch);
	buffer_free(&worker.buffer);

	pthread_mutex_lock(&crew->lock);
	crew->working--;
	pthread_cond_signal(&crew->finished);
	pthread_mutex_unlock(&crew->lock);
	return NULL;
}

static struct timespec from_now(long ms)
{
	struct timespec time;

	clock_gettime(CLOCK_REALTIME, &time);
	time.tv_nsec += ms * 1000000;
	time.tv_sec += time.tv_nsec / 1000000000;
	time.tv_nsec %= 1000000000;
	return time;
}

static void wait_for_all(struct crew *crew, const char *progress)
{
	bool tell = isatty(STDERR_FILENO), told = false;
	struct timespec until = from_now(PATIENCE_MS);

	pthread_mutex_lock(&crew->lock);
	while (crew->working) {
		if (!pthread_cond_timedwait(&crew->finished, &crew->lock,
					    &until))
			continue;
		until = from_now(INTERVAL_MS);
		if (!tell)
			continue;
		fprintf(stderr, "\rmkksarchive: %s %zu of %zu", progress,
			atomic_load(&crew->done), crew->count);
		told = true;
	}
	pthread_mutex_unlock(&crew->lock);
	if (told)
		fputs("\r\033[K", stderr);
}

static void start(pthread_t *thread, struct crew *crew)
{
	if (pthread_create(thread, NULL, run_worker, crew))
		die("cannot start a thread");
}

/**
 * work() - do a job for each of many things
 * @count: how many things
 * @threads: at most this many at once, at least 1
 * @progress: what is being done; shown on a terminal where it takes long
 * @job: called once for each index below @count, on any thread; what it leaves
 *	in its worker's @keep stays
 * @what: handed to @job
 */
void work(size_t count, unsigned int threads, const char *progress,
	  job_fn *job, void *what)
{
	struct crew crew = {
		.job = job,
		.what = what,
		.count = count,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.finished = PTHREAD_COND_INITIALIZER,
	};
	pthread_t *crew_threads;

	if (threads > count)
		threads = count ? (unsigned int)count : 1;
	crew.working = threads;
	crew_threads = memory_resize(NULL, threads, sizeof(*crew_threads));
	for (unsigned int i = 0; i < threads; i++)
		start(&crew_threads[i], &crew);
	wait_for_all(&crew, progress);
	for (unsigned int i = 0; i < threads; i++)
		pthread_join(crew_threads[i], NULL);
	free(crew_threads);
}
