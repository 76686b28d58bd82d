/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Loading and unloading the module, by the system calls themselves.
 */
#ifndef GUEST_KMOD_H
#define GUEST_KMOD_H

#include <stdbool.h>
#include <stddef.h>

int kmod_load(const char *path, const char *parameters);
int kmod_load_bytes(const void *bytes, size_t size, const char *parameters);
int kmod_unload(void);
const char *kmod_remains(void);

#endif /* GUEST_KMOD_H */
