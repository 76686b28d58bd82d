/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * TAP for the programs that run in the guest: one line a check, what was
 * expected and found under one that failed, the plan at the end, so that a
 * program that dies midway is short of it.
 */
#ifndef GUEST_TAP_H
#define GUEST_TAP_H

#include <stdbool.h>

#define TAP_PRINTF(fmt) __attribute__((format(printf, fmt, (fmt) + 1)))

bool tap_ok(bool ok, const char *fmt, ...) TAP_PRINTF(2);
bool tap_number(long long found, long long expected, const char *fmt, ...)
	TAP_PRINTF(3);
bool tap_errno(int found, int expected, const char *fmt, ...) TAP_PRINTF(3);
bool tap_text(const char *found, const char *expected, const char *fmt, ...)
	TAP_PRINTF(3);
void tap_skip(const char *reason, const char *fmt, ...) TAP_PRINTF(2);
void tap_diag(const char *fmt, ...) TAP_PRINTF(1);
void tap_need(bool ok, const char *fmt, ...) TAP_PRINTF(2);
int tap_done(void);

#endif /* GUEST_TAP_H */
