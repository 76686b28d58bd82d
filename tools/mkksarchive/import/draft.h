/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A page on its way from the file that people have to one of the archive.
 */
#ifndef MKKSARCHIVE_DRAFT_H
#define MKKSARCHIVE_DRAFT_H

#include <sys/types.h>

#include "input.h"
#include "worker.h"

struct draft;
struct page;

/**
 * struct section - a folder of the archive that pages go to
 * @slug: its name there; the root's is empty
 * @name: what the folder is called where it comes from
 * @path: below the archive's folder, with a slash at its end; the root's is
 *	empty
 * @input: the folder that it comes from
 * @parent: NULL for the root
 * @children: the first of those in it
 * @sibling: the next in its parent
 * @index: the page that is imported to describe it, or NULL
 * @page: what tells the names that it takes; NULL until that is asked
 * @filled: whether pages go into it or below it, and can
 */
struct section {
	const char *slug;
	const char *name;
	const char *path;
	struct input *input;
	struct section *parent;
	struct section *children;
	struct section *sibling;
	struct draft *index;
	struct page *page;
	bool filled;
};

/**
 * enum draft_state - what is to be done with a draft
 * @DRAFT_REFUSED: nothing; why has been reported
 * @DRAFT_READY: write it
 * @DRAFT_WRITTEN: nothing; it is in its place
 */
enum draft_state {
	DRAFT_REFUSED,
	DRAFT_READY,
	DRAFT_WRITTEN,
};

/**
 * struct draft - a page that is being imported
 * @input: its file; a stub's is that of the list it stands in
 * @where: the offset in it that messages about the whole page name
 * @device: which file system the file is on; of a stub, of the file that the
 *	item leads to
 * @inode: which file of that it is; 0 where a stub's item leads to none
 * @section: where it goes
 * @stem: the file's name without what marks it as a page; empty for a stub
 * @title: one line
 * @slug: its name in the archive; NULL where it has none
 * @index: whether it describes its section
 * @lists: whether it is a list of sessions
 * @stub: whether all that is known of it is what a list of sessions says
 * @bare: whether it is a stub without text
 * @topics: whether it has any
 * @state: what is to be done with it
 * @text: the page; the draft's to free
 * @path: of the file to write
 * @keys_end: where in @text more keys may go; 0 where none may
 * @url: empty where none is known
 * @order: a stub's keys that say which session it is
 * @stubs: the first of the sessions that it lists
 * @next: the next of the same list
 */
struct draft {
	struct input *input;
	size_t where;
	dev_t device;
	ino_t inode;
	struct section *section;
	const char *stem;
	struct text title;
	const char *slug;
	bool index;
	bool lists;
	bool stub;
	bool bare;
	bool topics;
	enum draft_state state;
	struct buffer text;
	const char *path;
	size_t keys_end;
	struct text url;
	struct text order;
	struct draft *stubs;
	struct draft *next;
};

void draft_make(struct draft *draft, struct worker *worker);
void draft_refuse(struct draft *draft);

#endif /* MKKSARCHIVE_DRAFT_H */
