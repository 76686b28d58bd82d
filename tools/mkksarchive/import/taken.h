/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names that are taken where pages go.
 */
#ifndef MKKSARCHIVE_TAKEN_H
#define MKKSARCHIVE_TAKEN_H

#include "intake.h"

void taken_refuse_reserved(struct intake *intake);
void taken_refuse_beside(struct intake *intake);

#endif /* MKKSARCHIVE_TAKEN_H */
