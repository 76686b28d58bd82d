/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The files that are to be imported.
 */
#ifndef MKKSARCHIVE_INTAKE_H
#define MKKSARCHIVE_INTAKE_H

#include <sys/types.h>

#include "draft.h"
#include "import.h"

/**
 * struct intake - all that is imported
 * @root: the archive's folder
 * @dir: its path
 * @drafts: the pages, in the order in which they were given; stubs come last
 * @count: how many
 * @dir_exists: whether @dir was there
 * @dir_device: which file system it is on
 * @dir_inode: which file of that it is
 * @arena: owns the sections, drafts and paths
 */
struct intake {
	struct section *root;
	const char *dir;
	struct draft **drafts;
	size_t count;
	bool dir_exists;
	dev_t dir_device;
	ino_t dir_inode;
	struct arena arena;
};

void intake_gather(struct intake *intake, const struct import_options *options);
void intake_add(struct intake *intake, struct draft *draft);
struct section *intake_section(struct intake *intake, struct section *parent,
			       const char *slug, struct input *input,
			       const char *name);
const char *intake_existing_index(struct intake *intake, const char *folder);
const char *intake_existing_page(struct intake *intake, const char *folder,
				 const char *slug);
bool intake_has(const struct intake *intake, enum draft_state state);
bool intake_has_topics(const struct intake *intake, enum draft_state state);

#endif /* MKKSARCHIVE_INTAKE_H */
