// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lines that name pages: by their path where pages of all sections stand
 * together, by their slug alone within a section.
 */
#include "catalog.h"
#include "source.h"

static void add_folder(struct buffer *buffer, const struct folder *folder,
		       char separator)
{
	if (!folder->parent)
		return;
	add_folder(buffer, folder->parent, separator);
	if (folder->parent->parent)
		buffer_add_byte(buffer, separator);
	buffer_add_string(buffer, folder->slug);
}

/**
 * catalog_path() - write where a page stands in the tree
 * @buffer: receives the path at its end
 * @page: no root
 * @separator: what to put between names
 */
void catalog_path(struct buffer *buffer, const struct page *page,
		  char separator)
{
	add_folder(buffer, page->folder, separator);
	if (page->kind != PAGE_PLAIN)
		return;
	if (page->folder->parent)
		buffer_add_byte(buffer, separator);
	buffer_add_string(buffer, page->slug);
}

/**
 * catalog_line() - write a page's path, date and title
 * @buffer: receives the line at its end, tabs between
 * @page: no root
 */
void catalog_line(struct buffer *buffer, const struct page *page)
{
	catalog_path(buffer, page, '/');
	buffer_add_byte(buffer, '\t');
	buffer_add(buffer, page->date);
	buffer_add_byte(buffer, '\t');
	buffer_add(buffer, page->title);
	buffer_add_byte(buffer, '\n');
}

/**
 * listing_line() - write a page's slug and title
 * @buffer: receives the line at its end, a tab between
 * @page: no root
 */
void listing_line(struct buffer *buffer, const struct page *page)
{
	buffer_add_string(buffer, page->slug);
	buffer_add_byte(buffer, '\t');
	buffer_add(buffer, page->title);
	buffer_add_byte(buffer, '\n');
}
