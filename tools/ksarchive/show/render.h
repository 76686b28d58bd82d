/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An article's text as people read it.
 */
#ifndef KSARCHIVE_RENDER_H
#define KSARCHIVE_RENDER_H

#include "notes.h"
#include "wrap.h"

void render(struct wrap *wrap, struct notes *notes, struct text text);

#endif /* KSARCHIVE_RENDER_H */
