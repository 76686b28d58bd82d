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
 * An entry's data is the first byte of its contents, and their length is the
 * inode's size: a file needs no memory of its own beside procfs's.
 */
static ssize_t ksa_procfs_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	struct inode *inode = file_inode(iocb->ki_filp);
	const u8 *data = pde_data(inode);
	loff_t pos = iocb->ki_pos;
	loff_t size = i_size_read(inode);
	size_t count, copied;

	if (pos >= size || !iov_iter_count(to))
		return 0;
	count = min_t(loff_t, iov_iter_count(to), size - pos);
	copied = copy_to_iter(data + pos, count, to);
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
			       const void *data, size_t size)
{
	struct proc_dir_entry *entry;

	entry = proc_create_data(name, 0444, dir, &ksa_procfs_file_ops,
				 (void *)data);
	if (!entry)
		return -ENOMEM;
	proc_set_size(entry, size);
	return 0;
}

/* What there is to remember is each directory's entry, by its node's index. */
static int ksa_procfs_begin(struct ksa_publication *publication)
{
	publication->tree = kvcalloc(publication->ksa->node_count,
				     sizeof(struct proc_dir_entry *),
				     GFP_KERNEL);
	return publication->tree ? 0 : -ENOMEM;
}

static int ksa_procfs_dir(struct ksa_publication *publication, u32 index,
			  const struct ksa_node *node)
{
	const struct ksa *ksa = publication->ksa;
	struct proc_dir_entry **dirs = publication->tree;

	if (index) {
		dirs[index] = proc_mkdir(node->name, dirs[node->parent]);
		return dirs[index] ? 0 : -ENOMEM;
	}
	dirs[0] = proc_mkdir(publication->name, NULL);
	if (!dirs[0])
		return -ENOMEM;
	return ksa_procfs_add_file(dirs[0], KSA_IMAGE_NAME, ksa->header,
				   ksa->size);
}

static int ksa_procfs_file(struct ksa_publication *publication, u32 index,
			   const struct ksa_node *node)
{
	struct proc_dir_entry **dirs = publication->tree;

	return ksa_procfs_add_file(dirs[node->parent], node->name, node->data,
			       node->len);
}

static int ksa_procfs_link(struct ksa_publication *publication, u32 index,
			   const struct ksa_node *node)
{
	struct proc_dir_entry **dirs = publication->tree;
	char *text;
	int err = 0;

	text = kmalloc(KSA_LINK_MAX + 1, GFP_KERNEL);
	if (!text)
		return -ENOMEM;
	ksa_link_text(publication->ksa, index, text, KSA_LINK_MAX + 1);
	if (!proc_symlink(node->name, dirs[node->parent], text))
		err = -ENOMEM;
	kfree(text);
	return err;
}

static void ksa_procfs_end(struct ksa_publication *publication)
{
	struct proc_dir_entry **dirs = publication->tree;

	proc_remove(dirs[0]);
	kvfree(dirs);
}

const struct ksa_surface ksa_procfs_surface = {
	.name = "procfs",
	.begin = ksa_procfs_begin,
	.dir = ksa_procfs_dir,
	.file = ksa_procfs_file,
	.link = ksa_procfs_link,
	.end = ksa_procfs_end,
};
