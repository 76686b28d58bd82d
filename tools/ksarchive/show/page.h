/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A directory of an archive as a page that people read.
 */
#ifndef KSARCHIVE_PAGE_H
#define KSARCHIVE_PAGE_H

#include "archive.h"

void page_print(const struct archive *archive, u32 dir);

#endif /* KSARCHIVE_PAGE_H */
