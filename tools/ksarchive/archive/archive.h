/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An archive as a reader sees it: the tree of an image, and in it the articles
 * that the root's catalog names. The names used here are those of the ABI.
 */
#ifndef KSARCHIVE_ARCHIVE_H
#define KSARCHIVE_ARCHIVE_H

#include "image.h"
#include "source.h"
#include "text.h"

/**
 * struct archive - an image that is open
 * @source: its bytes
 * @ksa: its tree; not set where the command is one for unchecked images
 * @crc: what the trailer said at first
 * @checked: whether @ksa and @crc are set
 */
struct archive {
	struct source source;
	struct ksa ksa;
	u32 crc;
	bool checked;
};

/**
 * struct article - a line of the catalog
 * @path: of its directory, from the root
 * @date: ISO 8601 at whatever precision; empty where none is known
 * @title: one line
 */
struct article {
	struct text path;
	struct text date;
	struct text title;
};

void archive_open(struct archive *archive, const char *from, bool check);
void archive_close(struct archive *archive);

u32 archive_lookup(const struct archive *archive, struct text path);
bool archive_directory(const struct archive *archive, u32 index);
u32 archive_parent(const struct archive *archive, u32 index);
bool archive_is_below(const struct archive *archive, u32 dir, u32 above);
u32 archive_link(const struct archive *archive, u32 dir, const char *name);
struct text archive_path(const struct archive *archive, u32 index, char *buf);

struct text archive_file(const struct archive *archive, u32 dir,
			 const char *name);
struct text archive_field(const struct archive *archive, u32 dir,
			  const char *name);
struct text archive_title(const struct archive *archive, u32 dir);

struct text archive_catalog(const struct archive *archive);
bool article_next(struct text *catalog, struct article *article);
bool article_next_dir(const struct archive *archive, struct text *lines,
		      u32 *dir);
bool archive_section(const struct archive *archive, u32 dir);
struct text archive_listing(const struct archive *archive, u32 dir);
bool listed_next(const struct archive *archive, u32 dir, struct text *lines,
		 u32 *child);

#endif /* KSARCHIVE_ARCHIVE_H */
