/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The folder that an export makes: it is there whole, or not at all.
 */
#ifndef KSARCHIVE_EXPORT_DIR_H
#define KSARCHIVE_EXPORT_DIR_H

#include "text.h"

struct export_dir;

struct export_dir *export_dir_begin(const char *path);
void export_file(struct export_dir *dir, const char *path, struct text text);
size_t export_dir_files(const struct export_dir *dir);
void export_dir_finish(struct export_dir *dir);

#endif /* KSARCHIVE_EXPORT_DIR_H */
