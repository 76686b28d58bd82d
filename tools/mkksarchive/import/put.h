/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files of an archive's source, put in their places.
 */
#ifndef MKKSARCHIVE_PUT_H
#define MKKSARCHIVE_PUT_H

#include "input.h"

void put_prepare(void);
bool put_stopped(void);
void put_stop(void);
bool put_folders(const char *path, const struct input *input);
bool put_file(const char *path, struct text text, bool force,
	      struct place place);

#endif /* MKKSARCHIVE_PUT_H */
