/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Instructions, in a guest whose clock counts them: one nanosecond each.
 */
#ifndef GUEST_COUNT_H
#define GUEST_COUNT_H

long long count_own(void);
void count_least(long long *least, long long instructions);

#endif /* GUEST_COUNT_H */
