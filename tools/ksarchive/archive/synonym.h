/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Words that stand for a term of another name.
 */
#ifndef KSARCHIVE_SYNONYM_H
#define KSARCHIVE_SYNONYM_H

#include "archive.h"

struct text synonym_of(const struct archive *archive, u32 index,
		       struct text word);

#endif /* KSARCHIVE_SYNONYM_H */
