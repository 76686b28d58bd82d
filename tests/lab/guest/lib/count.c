// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "count.h"

#include <time.h>

#include "tap.h"

static long long read_clock(clockid_t clock)
{
	struct timespec now;

	tap_need(!clock_gettime(clock, &now), "a clock");
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/**
 * count_clock() - the guest's clock
 *
 * Return: instructions since some moment, and the time during which the
 * processor had nothing to do.
 */
long long count_clock(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

/**
 * count_own() - this thread's own instructions
 *
 * Return: how many it has executed, in user space and in the kernel; what it
 * slept through is not among them.
 */
long long count_own(void)
{
	return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

/**
 * count_least() - keep the least of several measurements
 * @least: so far, 0 before the first
 * @instructions: of one more
 */
void count_least(long long *least, long long instructions)
{
	if (!*least || instructions < *least)
		*least = instructions;
}
