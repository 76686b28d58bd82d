/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * HTML, put together in a buffer.
 */
#ifndef KSARCHIVE_HTML_H
#define KSARCHIVE_HTML_H

#include "memory.h"

__attribute__((format(printf, 2, 3)))
void html_add(struct buffer *html, const char *format, ...);
void html_add_text(struct buffer *html, struct text text);
void html_add_cut(struct buffer *html, struct text text, size_t columns);
void html_add_date(struct buffer *html, struct text date);
bool html_add_link_start(struct buffer *html, struct text url);
void html_add_url(struct buffer *html, struct text url);
void html_add_label(struct buffer *html, struct text name);
void html_add_clean(struct buffer *html, struct text made);

#endif /* KSARCHIVE_HTML_H */
