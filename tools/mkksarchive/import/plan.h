/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which page goes where.
 */
#ifndef MKKSARCHIVE_PLAN_H
#define MKKSARCHIVE_PLAN_H

#include "intake.h"

void plan_pages(struct intake *intake, bool force);

#endif /* MKKSARCHIVE_PLAN_H */
