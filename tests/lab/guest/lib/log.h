/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel's log, from a moment on.
 */
#ifndef GUEST_LOG_H
#define GUEST_LOG_H

#include <stddef.h>

#define LOG_LINE_MAX 1024

int log_open(void);
unsigned int log_ours(int log, char line[LOG_LINE_MAX]);
void log_check_splats(int log);

#endif /* GUEST_LOG_H */
