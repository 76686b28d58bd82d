/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files of the tree as the keys that mkksarchive makes those files of.
 */
#ifndef KSARCHIVE_FRONT_MATTER_H
#define KSARCHIVE_FRONT_MATTER_H

#include "filing.h"

void front_matter_add(struct buffer *yaml, const struct filing *filing,
		      const struct outline_entry *entry, const char *name,
		      struct text data);
void front_matter_add_taxonomies(struct buffer *yaml,
				 const struct filing *filing);
void front_matter_check_text(const struct archive *archive,
			     const struct outline_entry *entry,
			     struct text text);

#endif /* KSARCHIVE_FRONT_MATTER_H */
