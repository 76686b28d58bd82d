/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Terms that look as if they were one.
 */
#ifndef MKKSARCHIVE_LOOKALIKE_H
#define MKKSARCHIVE_LOOKALIKE_H

#include "taxonomy.h"

void lookalikes_check(const struct filing *filing);

#endif /* MKKSARCHIVE_LOOKALIKE_H */
