/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Results of a host test in TAP, one line each.
 *
 * The plan comes last, so a program that dies is never taken for a short one.
 */
#ifndef KSA_TESTS_TAP_H
#define KSA_TESTS_TAP_H

#include <stdbool.h>

bool tap_ok(bool passed, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void tap_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
int tap_done(void);

#endif /* KSA_TESTS_TAP_H */
