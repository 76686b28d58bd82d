/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sessions that a summit's page lists.
 */
#ifndef MKKSARCHIVE_SESSIONS_H
#define MKKSARCHIVE_SESSIONS_H

#include "article.h"
#include "draft.h"

struct draft *sessions_read(struct article *article, struct arena *keep);

#endif /* MKKSARCHIVE_SESSIONS_H */
