/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * People who are called by one word.
 */
#ifndef MKKSARCHIVE_FULL_NAME_H
#define MKKSARCHIVE_FULL_NAME_H

#include "taxonomy.h"

void full_names_check(const struct filing *filing);

#endif /* MKKSARCHIVE_FULL_NAME_H */
