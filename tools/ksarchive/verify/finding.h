/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What verify has found, one check after the other.
 */
#ifndef KSARCHIVE_FINDING_H
#define KSARCHIVE_FINDING_H

#include <jansson.h>
#include <stdbool.h>

__attribute__((format(printf, 4, 5)))
void finding(const char *check, bool ok, json_t *details, const char *format,
	     ...);
__attribute__((format(printf, 3, 4)))
void finding_fault(const char *check, json_t *details, const char *format, ...);
void finding_difference(const char *check, json_t *path, const char *kind,
			const char *message);
bool finding_any_failed(void);

#endif /* KSARCHIVE_FINDING_H */
