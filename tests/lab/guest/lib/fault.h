/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Touching memory that may not be there.
 */
#ifndef GUEST_FAULT_H
#define GUEST_FAULT_H

#include <stddef.h>

void fault_begin(void);
int fault_read(const void *address);
int fault_compare(const void *address, const void *expected, size_t len);

#endif /* GUEST_FAULT_H */
