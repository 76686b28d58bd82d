// SPDX-License-Identifier: GPL-2.0-only
/*
 * The surface under /proc: the same tree for fewer instructions a read.
 *
 * read_iter copies once, from the image to the reader, however much is asked
 * for. Nothing can be mapped: procfs guards calls, but takes no mapping away at
 * rmmod. For the same reason a reader that stalls inside a call, in a page
 * fault of its own buffer, holds rmmod up until it moves.
 */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/proc_fs.h>
#include <linux/uio.h>

#include "publish.h"

/*
 * The length is kept here because the inode's may be wrong: an entry is visible
 * before proc_set_size(), and an inode that is looked up in between says 0 to
 * stat(2) for as long as it lives.
 */
struct ksa_procfs_file {
	const void *data;
	size_t size;
};

/**
 * struct ksa_procfs_tree - what the entries under /proc need
 * @image: the file that the surface adds
 * @link_text: room to put a link's text together
 * @nodes: by the node's index: a directory's entry, a file's contents,
 *	nothing for a link
 */
struct ksa_procfs_tree {
	struct ksa_procfs_file image;
	char link_text[KSA_LINK_MAX + 1];
	union {
		struct proc_dir_entry *dir;
		struct ksa_procfs_file file;
	} nodes[];
};

static ssize_t ksa_procfs_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	const struct ksa_procfs_file *file;
	loff_t pos = iocb->ki_pos;
	size_t count, copied;

	file = pde_data(file_inode(iocb->ki_filp));
	if (pos >= file->size || !iov_iter_count(to))
		return 0;
	count = min_t(size_t, iov_iter_count(to), file->size - pos);
	copied = copy_to_iter(file->data + pos, count, to);
	if (!copied)
		return -EFAULT;
	iocb->ki_pos += copied;
	ksa_trace_read(iocb->ki_filp, pos, copied);
	return copied;
}

static const struct proc_ops ksa_procfs_file_ops = {
	.proc_read_iter = ksa_procfs_read_iter,
	.proc_lseek = generic_file_llseek,
};

static int ksa_procfs_add_file(struct proc_dir_entry *dir, const char *name,
			       struct ksa_procfs_file *file)
{
	struct proc_dir_entry *entry;

	entry = proc_create_data(name, 0444, dir, &ksa_procfs_file_ops, file);
	if (!entry)
		return -ENOMEM;
	proc_set_size(entry, file->size);
	return 0;
}

static int ksa_procfs_begin(struct ksa_publication *publication)
{
	const struct ksa *ksa = publication->ksa;
	struct ksa_procfs_tree *tree;

	tree = kvzalloc(struct_size(tree, nodes, ksa->node_count), GFP_KERNEL);
	if (!tree)
		return -ENOMEM;
	tree->image.data = ksa->header;
	tree->image.size = ksa->size;
	publication->tree = tree;
	return 0;
}

static int ksa_procfs_root(struct ksa_publication *publication)
{
	struct ksa_procfs_tree *tree = publication->tree;

	tree->nodes[0].dir = proc_mkdir(publication->name, NULL);
	if (!tree->nodes[0].dir)
		return -ENOMEM;
	return ksa_procfs_add_file(tree->nodes[0].dir, KSA_IMAGE_NAME,
				   &tree->image);
}

static int ksa_procfs_dir(struct ksa_publication *publication, u32 index,
			  const struct ksa_node *node)
{
	struct ksa_procfs_tree *tree = publication->tree;

	if (!index)
		return ksa_procfs_root(publication);
	tree->nodes[index].dir = proc_mkdir(node->name,
					    tree->nodes[node->parent].dir);
	return tree->nodes[index].dir ? 0 : -ENOMEM;
}

static int ksa_procfs_file(struct ksa_publication *publication, u32 index,
			   const struct ksa_node *node)
{
	struct ksa_procfs_tree *tree = publication->tree;

	tree->nodes[index].file.data = node->data;
	tree->nodes[index].file.size = node->len;
	return ksa_procfs_add_file(tree->nodes[node->parent].dir, node->name,
				   &tree->nodes[index].file);
}

static int ksa_procfs_link(struct ksa_publication *publication, u32 index,
			   const struct ksa_node *node)
{
	struct ksa_procfs_tree *tree = publication->tree;

	ksa_link_text(publication->ksa, index, tree->link_text,
		      sizeof(tree->link_text));
	if (!proc_symlink(node->name, tree->nodes[node->parent].dir,
			  tree->link_text))
		return -ENOMEM;
	return 0;
}

static void ksa_procfs_end(struct ksa_publication *publication)
{
	struct ksa_procfs_tree *tree = publication->tree;

	proc_remove(tree->nodes[0].dir);
	kvfree(tree);
}

const struct ksa_surface ksa_procfs_surface = {
	.name = "procfs",
	.begin = ksa_procfs_begin,
	.dir = ksa_procfs_dir,
	.file = ksa_procfs_file,
	.link = ksa_procfs_link,
	.end = ksa_procfs_end,
};
