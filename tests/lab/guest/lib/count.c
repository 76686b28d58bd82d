// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "count.h"

#include <time.h>

#include "tap.h"

/**
 * count_own() - this thread's own instructions
 *
 * Return: how many it has executed, in user space and in the kernel; what it
 * slept through is not among them, nor are the self-tests of its cryptography with
 * which a kernel shares the processor for some time after the boot.
 */
long long count_own(void)
{
	struct timespec now;

	tap_need(!clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now), "a clock");
	return now.tv_sec * 1000000000LL + now.tv_nsec;
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
