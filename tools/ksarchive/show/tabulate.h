/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A field as people read it on a terminal.
 */
#ifndef KSARCHIVE_TABULATE_H
#define KSARCHIVE_TABULATE_H

#include "text.h"

void tabulate(struct text field);

#endif /* KSARCHIVE_TABULATE_H */
