// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tree that the image will hold: its nodes, whether their names differ,
 * and the order in which the image wants them.
 */
#include <stdlib.h>

#include "tree.h"

/* The type of a node that only keeps its name from others. */
#define NAME_ONLY 0

/**
 * tree_origin() - say what nodes are made of
 * @tree: owns the origin
 * @what: a noun with its article; a string that lives for ever
 * @place: where it stands in the source
 * @rank: RANK_GENERATED or another
 *
 * Return: the origin, for any number of nodes.
 */
const struct origin *tree_origin(struct tree *tree, const char *what,
				 struct place place, int rank)
{
	struct origin *origin = arena_new(&tree->arena, struct origin);

	origin->what = what;
	origin->place = place;
	origin->rank = rank;
	return origin;
}

/* A depth over the limit is reported once, where it is first gone over. */
static void check_depth(const struct node *node)
{
	if (node->depth == KSA_DEPTH_MAX + 1)
		error_at(node->origin->place,
			 "\"%s\" of %s stands deeper than %d directories: expected fewer folders",
			 node->name, node->origin->what, KSA_DEPTH_MAX);
}

static void count_node(struct tree *tree, const struct node *node)
{
	if (++tree->count == KSA_NODES_MAX + 1)
		error_at(node->origin->place,
			 "more than %u files, folders and links up to %s: an image holds no more",
			 KSA_NODES_MAX, node->origin->what);
	check_depth(node);
}

static struct node *new_node(struct tree *tree, struct node *in,
			     const char *name, enum ksa_type type,
			     const struct origin *origin)
{
	struct node *node = arena_new(&tree->arena, struct node);

	node->name = name;
	node->type = type;
	node->parent = in;
	node->origin = origin;
	if (in) {
		node->depth = in->depth + 1;
		in->children = memory_grow(in->children, in->child_count,
					   sizeof(*in->children));
		in->children[in->child_count++] = node;
	}
	if (type != NAME_ONLY)
		count_node(tree, node);
	return node;
}

/**
 * tree_root() - begin a tree
 * @tree: all zero
 * @origin: what it is made of
 *
 * Return: the root's directory.
 */
struct node *tree_root(struct tree *tree, const struct origin *origin)
{
	return new_node(tree, NULL, "", KSA_DIR, origin);
}

/**
 * tree_dir() - add a directory
 * @tree: the tree
 * @in: where
 * @name: its name, valid; not copied
 * @origin: what it is made of
 *
 * Return: the directory.
 */
struct node *tree_dir(struct tree *tree, struct node *in, const char *name,
		      const struct origin *origin)
{
	return new_node(tree, in, name, KSA_DIR, origin);
}

/**
 * tree_file() - add a file
 * @tree: the tree
 * @in: where
 * @name: its name, valid; not copied
 * @data: its contents, not copied; where they are empty no file is added, but
 *	its name is kept from others all the same
 * @origin: what it is made of
 */
void tree_file(struct tree *tree, struct node *in, const char *name,
	       struct text data, const struct origin *origin)
{
	enum ksa_type type = data.len ? KSA_FILE : NAME_ONLY;

	new_node(tree, in, name, type, origin)->data = data;
}

/**
 * tree_link() - add a link
 * @tree: the tree
 * @in: where
 * @name: its name, valid; not copied
 * @target: a directory, not the root and not above the link
 * @origin: what it is made of
 */
void tree_link(struct tree *tree, struct node *in, const char *name,
	       struct node *target, const struct origin *origin)
{
	new_node(tree, in, name, KSA_LINK, origin)->target = target;
}

/* Of two with one name the one to complain of comes second. */
static int compare_nodes(const void *left, const void *right)
{
	const struct node *a = *(struct node *const *)left;
	const struct node *b = *(struct node *const *)right;
	int order = strcmp(a->name, b->name);

	if (!order)
		order = (int)a->origin->rank - (int)b->origin->rank;
	if (!order)
		order = strcmp(a->origin->place.input->path,
			       b->origin->place.input->path);
	if (!order)
		order = (a->origin->place.offset > b->origin->place.offset) -
			(a->origin->place.offset < b->origin->place.offset);
	return order;
}

static void report_collision(const struct node *first,
			     const struct node *second)
{
	char where[PLACE_LEN];

	error_at(second->origin->place,
		 "\"%s\" of %s would stand beside \"%s\" of %s (%s): expected another name",
		 second->name, second->origin->what, first->name,
		 first->origin->what,
		 place_text(first->origin->place, where, sizeof(where)));
}

static void drop_kept_names(struct node *dir)
{
	u32 left = 0;

	for (u32 i = 0; i < dir->child_count; i++)
		if (dir->children[i]->type != NAME_ONLY)
			dir->children[left++] = dir->children[i];
	dir->child_count = left;
}

static void sort_children(struct node *dir)
{
	u32 first = 0;

	if (dir->child_count)
		qsort(dir->children, dir->child_count, sizeof(*dir->children),
		      compare_nodes);
	for (u32 i = 1; i < dir->child_count; i++) {
		if (strcmp(dir->children[first]->name, dir->children[i]->name))
			first = i;
		else
			report_collision(dir->children[first],
					 dir->children[i]);
	}
	drop_kept_names(dir);
}

static size_t align(size_t offset)
{
	return (offset + KSA_ALIGN - 1) & ~(size_t)(KSA_ALIGN - 1);
}

static void measure(struct tree *tree)
{
	size_t names = 0, data = 0, fixed;
	const struct node *node;
	bool over = false;

	fixed = align(sizeof(struct ksa_header) +
		      tree->count * sizeof(struct ksa_raw_node));
	for (u32 i = 0; i < tree->count; i++) {
		node = tree->nodes[i];
		names += strlen(node->name) + 1;
		if (node->type == KSA_FILE)
			data += node->data.len;
		tree->size = align(align(fixed + names) + data) +
			     KSA_TRAILER_LEN;
		if (tree->size > KSA_SIZE_MAX && !over)
			error_at(node->origin->place,
				 "the image grows over %u bytes with \"%s\" of %s: expected less in all",
				 KSA_SIZE_MAX, node->name, node->origin->what);
		over = tree->size > KSA_SIZE_MAX;
	}
}

/**
 * tree_finish() - put the nodes in the image's order
 * @tree: all its nodes have been added
 * @root: as tree_root() gave it
 *
 * Reports names that stand twice in a directory, and limits that are gone over.
 */
void tree_finish(struct tree *tree, struct node *root)
{
	struct node *node;
	u32 next = 1;

	tree->nodes = memory_resize(NULL, tree->count, sizeof(*tree->nodes));
	tree->nodes[0] = root;
	for (u32 i = 0; i < tree->count; i++) {
		node = tree->nodes[i];
		node->index = i;
		if (node->type != KSA_DIR)
			continue;
		sort_children(node);
		if (node->child_count)
			memcpy(tree->nodes + next, node->children,
			       node->child_count * sizeof(*tree->nodes));
		next += node->child_count;
	}
	measure(tree);
}
