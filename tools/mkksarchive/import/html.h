/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * HTML, which is for pandoc to make Markdown of.
 */
#ifndef MKKSARCHIVE_HTML_H
#define MKKSARCHIVE_HTML_H

#include "input.h"

bool html_refuse(const struct input *input);

#endif /* MKKSARCHIVE_HTML_H */
