// SPDX-License-Identifier: GPL-2.0-only
/*
 * The surface under /sys/kernel: a kobject a directory, a binary attribute a
 * file, as drivers/of/kobj.c shows the device tree.
 *
 * Binary attributes have an exact size, hand over texts of any length, and cost
 * less to read than show() does. The image can be mapped as well.
 */
#include <linux/kobject.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/vmalloc.h>

#include "compat.h"
#include "publish.h"

/*
 * How much of a mapping a fault fills, aligned to itself: what one page table
 * holds. Filling page by page costs 3.6 times as many instructions.
 */
#define KSA_SYSFS_WINDOW		(PTRS_PER_PTE * PAGE_SIZE)

/**
 * struct ksa_sysfs_tree - what there is to take away again
 * @image: the attribute that the surface adds
 * @pages: of the image, for mappings
 * @page_count: number of @pages
 * @nodes: by the node's index: a directory's kobject, a file's attribute,
 *	nothing for a link
 */
struct ksa_sysfs_tree {
	struct bin_attribute image;
	struct page **pages;
	unsigned long page_count;
	union {
		struct kobject *dir;
		struct bin_attribute file;
	} nodes[];
};

static ssize_t ksa_sysfs_file_read(struct file *file, struct kobject *kobj,
				   ksa_read_attribute *attr, char *buf,
				   loff_t pos, size_t count)
{
	loff_t from = pos;
	ssize_t bytes;

	bytes = memory_read_from_buffer(buf, count, &pos, attr->private,
					attr->size);
	ksa_trace_read(file, from, bytes);
	return bytes;
}

/*
 * Fills the window around the fault. It is done here and not when the mapping
 * is made because kernfs then holds the file active and knows the mapping, so
 * removing the file cannot miss it, and because pages that MADV_DONTNEED drops
 * come back. A page that is mapped already is stepped over.
 */
static vm_fault_t ksa_sysfs_image_fault(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	const struct ksa_sysfs_tree *tree = vma->vm_private_data;
	unsigned long addr, end, first, count, left, done;
	int err;

	if (vmf->pgoff >= tree->page_count)
		return VM_FAULT_SIGBUS;

	addr = max(vma->vm_start, round_down(vmf->address, KSA_SYSFS_WINDOW));
	end = min(vma->vm_end, round_down(vmf->address, KSA_SYSFS_WINDOW) +
			       KSA_SYSFS_WINDOW);
	first = vmf->pgoff - ((vmf->address - addr) >> PAGE_SHIFT);
	count = min((end - addr) >> PAGE_SHIFT, tree->page_count - first);

	while (count) {
		left = count;
		err = vm_insert_pages(vma, addr, tree->pages + first, &left);
		if (!err)
			break;
		if (err != -EBUSY)
			return vmf_error(err);
		done = count - left + 1;
		addr += done << PAGE_SHIFT;
		first += done;
		count -= done;
	}
	return VM_FAULT_NOPAGE;
}

static const struct vm_operations_struct ksa_sysfs_image_vm_ops = {
	.fault = ksa_sysfs_image_fault,
};

/* As /sys/kernel/btf/vmlinux may be mapped: privately, and never to write. */
static int ksa_sysfs_image_mmap(struct file *file, struct kobject *kobj,
				ksa_mmap_attribute *attr,
			    struct vm_area_struct *vma)
{
	struct ksa_sysfs_tree *tree;

	tree = container_of(attr, struct ksa_sysfs_tree, image);
	if (vma->vm_flags & (VM_WRITE | VM_EXEC | VM_MAYSHARE))
		return -EACCES;
	if (vma->vm_pgoff > tree->page_count ||
	    vma_pages(vma) > tree->page_count - vma->vm_pgoff)
		return -EINVAL;

	ksa_vm_flags_mod(vma, VM_MIXEDMAP | VM_DONTEXPAND,
			 VM_MAYWRITE | VM_MAYEXEC);
	vma->vm_private_data = tree;
	vma->vm_ops = &ksa_sysfs_image_vm_ops;
	return 0;
}

static int ksa_sysfs_add_file(struct kobject *dir, struct bin_attribute *attr,
			      const char *name, const void *data, size_t size)
{
	sysfs_bin_attr_init(attr);
	attr->attr.name = name;
	attr->attr.mode = 0444;
	attr->size = size;
	attr->private = (void *)data;
	attr->read = ksa_sysfs_file_read;
	return sysfs_create_bin_file(dir, attr);
}

static int ksa_sysfs_begin(struct ksa_publication *publication)
{
	const struct ksa *ksa = publication->ksa;
	const u8 *image = (const u8 *)ksa->header;
	struct ksa_sysfs_tree *tree;
	unsigned long i;
	int err;

	if (!PAGE_ALIGNED(image))
		return -EINVAL;
	tree = kvzalloc(struct_size(tree, nodes, ksa->node_count), GFP_KERNEL);
	if (!tree)
		return -ENOMEM;
	tree->page_count = PAGE_ALIGN(ksa->size) >> PAGE_SHIFT;
	tree->pages = kvmalloc_array(tree->page_count, sizeof(*tree->pages),
				     GFP_KERNEL);
	err = -ENOMEM;
	if (!tree->pages)
		goto err_free;
	err = -EINVAL;
	for (i = 0; i < tree->page_count; i++) {
		tree->pages[i] = vmalloc_to_page(image + i * PAGE_SIZE);
		if (!tree->pages[i])
			goto err_free_pages;
	}
	publication->tree = tree;
	return 0;

err_free_pages:
	kvfree(tree->pages);
err_free:
	kvfree(tree);
	return err;
}

static int ksa_sysfs_root(struct ksa_publication *publication)
{
	const struct ksa *ksa = publication->ksa;
	struct ksa_sysfs_tree *tree = publication->tree;

	tree->nodes[0].dir = kobject_create_and_add(publication->name,
						    kernel_kobj);
	if (!tree->nodes[0].dir)
		return -ENOMEM;
	tree->image.mmap = ksa_sysfs_image_mmap;
	return ksa_sysfs_add_file(tree->nodes[0].dir, &tree->image,
				  KSA_IMAGE_NAME, ksa->header, ksa->size);
}

static int ksa_sysfs_dir(struct ksa_publication *publication, u32 index,
			 const struct ksa_node *node)
{
	struct ksa_sysfs_tree *tree = publication->tree;

	if (!index)
		return ksa_sysfs_root(publication);
	tree->nodes[index].dir =
		kobject_create_and_add(node->name,
				       tree->nodes[node->parent].dir);
	return tree->nodes[index].dir ? 0 : -ENOMEM;
}

static int ksa_sysfs_file(struct ksa_publication *publication, u32 index,
			  const struct ksa_node *node)
{
	struct ksa_sysfs_tree *tree = publication->tree;

	return ksa_sysfs_add_file(tree->nodes[node->parent].dir,
			      &tree->nodes[index].file, node->name, node->data,
			      node->len);
}

static int ksa_sysfs_link(struct ksa_publication *publication, u32 index,
			  const struct ksa_node *node)
{
	struct ksa_sysfs_tree *tree = publication->tree;

	return sysfs_create_link(tree->nodes[node->parent].dir,
				 tree->nodes[node->target].dir, node->name);
}

/*
 * Leaf first, and deleted before put: a bare kobject_put() may leave the files
 * standing for seconds (CONFIG_DEBUG_KOBJECT_RELEASE), longer than the module.
 * A directory takes its files and links along.
 */
static void ksa_sysfs_end(struct ksa_publication *publication)
{
	struct ksa_sysfs_tree *tree = publication->tree;
	struct ksa_node node;
	u32 index = publication->ksa->node_count;

	while (index--) {
		ksa_node(publication->ksa, index, &node);
		if (node.type != KSA_DIR || !tree->nodes[index].dir)
			continue;
		kobject_del(tree->nodes[index].dir);
		kobject_put(tree->nodes[index].dir);
	}
	kvfree(tree->pages);
	kvfree(tree);
}

const struct ksa_surface ksa_sysfs_surface = {
	.name = "sysfs",
	.begin = ksa_sysfs_begin,
	.dir = ksa_sysfs_dir,
	.file = ksa_sysfs_file,
	.link = ksa_sysfs_link,
	.end = ksa_sysfs_end,
};
