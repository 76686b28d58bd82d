/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The slugs of terms that have to be given.
 */
#ifndef KSARCHIVE_TERM_SLUGS_H
#define KSARCHIVE_TERM_SLUGS_H

#include "filing.h"

void term_slugs_add(struct buffer *yaml, const struct filing *filing);

#endif /* KSARCHIVE_TERM_SLUGS_H */
