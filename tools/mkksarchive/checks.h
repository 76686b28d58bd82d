/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What pages may say, and hardly mean.
 */
#ifndef MKKSARCHIVE_CHECKS_H
#define MKKSARCHIVE_CHECKS_H

#include "manifest.h"
#include "source.h"

void checks_run(const struct source *source, const struct manifest *manifest);

#endif /* MKKSARCHIVE_CHECKS_H */
