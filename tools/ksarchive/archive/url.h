/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Addresses on the web, as links to be clicked on.
 */
#ifndef KSARCHIVE_URL_H
#define KSARCHIVE_URL_H

#include "memory.h"

bool url_has_scheme(struct text url);
bool url_add(struct buffer *buffer, struct text url);
struct text url_brief(struct text url);

#endif /* KSARCHIVE_URL_H */
