/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A page's body: the text that it becomes.
 */
#ifndef MKKSARCHIVE_BODY_H
#define MKKSARCHIVE_BODY_H

#include "worker.h"

struct page;

void body_read(struct page *page, struct worker *worker);

#endif /* MKKSARCHIVE_BODY_H */
