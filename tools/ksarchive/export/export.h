/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The forms in which an archive can be taken along. Each writes all of its
 * files with export_file().
 */
#ifndef KSARCHIVE_EXPORT_H
#define KSARCHIVE_EXPORT_H

#include "archive.h"
#include "export-dir.h"

int export_html(const struct archive *archive, struct export_dir *dir);
int export_json(const struct archive *archive, struct export_dir *dir);
int export_markdown(const struct archive *archive, struct export_dir *dir);

#endif /* KSARCHIVE_EXPORT_H */
