/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tree that the image will hold.
 */
#ifndef MKKSARCHIVE_TREE_H
#define MKKSARCHIVE_TREE_H

#include "image.h"
#include "input.h"

/**
 * struct origin - what a node was made of, for messages
 * @what: a noun with its article; a string that lives for ever
 * @place: where it stands in the source
 * @rank: of two nodes with one name, the one with the greater must go
 */
struct origin {
	const char *what;
	struct place place;
	enum {
		RANK_GENERATED,
		RANK_FIELD,
		RANK_TERM,
		RANK_PAGE,
		RANK_LINK,
	} rank;
};

/**
 * struct node - a directory, file or link
 * @name: its name; the root's is empty
 * @type: which of the following are meant
 * @depth: number of directories above it
 * @parent: the directory it stands in; the root's is NULL
 * @origin: what it was made of
 * @children: KSA_DIR: its entries; sorted by tree_finish()
 * @child_count: KSA_DIR: how many
 * @data: KSA_FILE: the contents
 * @target: KSA_LINK: the directory it leads to
 * @index: its index in the image; set by tree_finish()
 */
struct node {
	const char *name;
	enum ksa_type type;
	unsigned int depth;
	struct node *parent;
	const struct origin *origin;
	union {
		struct {
			struct node **children;
			u32 child_count;
		};
		struct text data;
		struct node *target;
	};
	u32 index;
};

/**
 * struct tree - all nodes
 * @nodes: breadth-first, each directory's in the order of their names; set by
 *	tree_finish()
 * @count: how many there are
 * @size: of the image in bytes
 * @arena: owns them
 */
struct tree {
	struct node **nodes;
	u32 count;
	size_t size;
	struct arena arena;
};

const struct origin *tree_origin(struct tree *tree, const char *what,
				 struct place place, int rank);
struct node *tree_root(struct tree *tree, const struct origin *origin);
struct node *tree_dir(struct tree *tree, struct node *in, const char *name,
		      const struct origin *origin);
void tree_file(struct tree *tree, struct node *in, const char *name,
	       struct text data, const struct origin *origin);
void tree_link(struct tree *tree, struct node *in, const char *name,
	       struct node *target, const struct origin *origin);
void tree_finish(struct tree *tree, struct node *root);

#endif /* MKKSARCHIVE_TREE_H */
