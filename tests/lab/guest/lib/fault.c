// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "fault.h"

#include <setjmp.h>
#include <signal.h>
#include <string.h>

#include "tap.h"

static __thread sigjmp_buf fault_return;
static __thread volatile sig_atomic_t fault_expected;

static void fault_handler(int signal_number)
{
	if (fault_expected)
		siglongjmp(fault_return, signal_number);
	/* Not ours: let it happen again, and end the program. */
	signal(signal_number, SIG_DFL);
}

/**
 * fault_begin() - call before the other functions here, once
 */
void fault_begin(void)
{
	struct sigaction action = { .sa_handler = fault_handler };

	tap_need(!sigaction(SIGBUS, &action, NULL) &&
		 !sigaction(SIGSEGV, &action, NULL), "a handler for SIGBUS");
}

/**
 * fault_read() - read one byte
 * @address: where
 *
 * Return: the byte, or the negative number of the signal that reading it
 * raised in this thread.
 */
int fault_read(const void *address)
{
	int raised = sigsetjmp(fault_return, 1);
	int found;

	if (raised) {
		fault_expected = 0;
		return -raised;
	}
	fault_expected = 1;
	found = *(const volatile unsigned char *)address;
	fault_expected = 0;
	return found;
}

/**
 * fault_compare() - compare memory that may not be there
 * @address: of it
 * @expected: what must stand there
 * @len: of both, in bytes
 *
 * Return: 0 where they are equal, 1 where not, or the negative number of the
 * signal that reading raised.
 */
int fault_compare(const void *address, const void *expected, size_t len)
{
	int raised = sigsetjmp(fault_return, 1);
	int differs;

	if (raised) {
		fault_expected = 0;
		return -raised;
	}
	fault_expected = 1;
	differs = memcmp(address, expected, len) != 0;
	fault_expected = 0;
	return differs;
}
