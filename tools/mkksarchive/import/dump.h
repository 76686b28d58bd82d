/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pages that have front matter already.
 */
#ifndef MKKSARCHIVE_DUMP_H
#define MKKSARCHIVE_DUMP_H

#include "draft.h"

void dump_read(struct draft *draft, struct worker *worker);

#endif /* MKKSARCHIVE_DUMP_H */
