// SPDX-License-Identifier: GPL-2.0-only
/*
 * Directories as the surfaces publish them.
 */
#include "published.h"

/**
 * entry_at() - a node as an entry
 * @ksa: the image
 * @index: the node
 *
 * Return: the entry; it leads into the image.
 */
struct entry entry_at(const struct ksa *ksa, u32 index)
{
	struct entry entry = { .index = index };

	ksa_node(ksa, index, &entry.node);
	entry.name = (struct text){ entry.node.name, entry.node.name_len };
	return entry;
}

static struct entry image_entry(const struct ksa *ksa)
{
	return (struct entry){
		.name = TEXT(KSA_IMAGE_NAME),
		.node = { .type = KSA_FILE, .data = (const u8 *)ksa->header,
			  .len = ksa->size },
		.index = KSA_NONE,
	};
}

/**
 * entries_of() - begin to go through a directory
 * @ksa: the image
 * @dir: the directory
 *
 * Return: for entry_next().
 */
struct entries entries_of(const struct ksa *ksa, u32 dir)
{
	struct ksa_node node;

	ksa_node(ksa, dir, &node);
	return (struct entries){ ksa, node.first_child,
				 node.first_child + node.children, !dir };
}

/**
 * entry_next() - take the next entry of a directory
 * @entries: what is left
 * @entry: the entry; they come in the order of their names' bytes
 *
 * Return: false where there was none.
 */
bool entry_next(struct entries *entries, struct entry *entry)
{
	bool any = entries->next < entries->end;

	if (any)
		*entry = entry_at(entries->ksa, entries->next);
	if (entries->image &&
	    (!any || text_compare(entry->name, TEXT(KSA_IMAGE_NAME)) > 0)) {
		*entry = image_entry(entries->ksa);
		entries->image = false;
		return true;
	}
	entries->next += any;
	return any;
}
