/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What differs between the kernels that the module builds for, 6.1 and later.
 *
 * Nothing else looks at LINUX_VERSION_CODE.
 */
#ifndef KSA_COMPAT_H
#define KSA_COMPAT_H

#include <linux/mm.h>
#include <linux/version.h>

/*
 * bin_attribute.mmap takes a const attribute since 94a20fb9af16 (6.13), .read
 * and .write since 97d06802d10a (6.16).
 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 13, 0)
#define ksa_mmap_attribute	const struct bin_attribute
#else
#define ksa_mmap_attribute	struct bin_attribute
#endif

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 16, 0)
#define ksa_read_attribute	const struct bin_attribute
#else
#define ksa_read_attribute	struct bin_attribute
#endif

/*
 * __assign_str() lost its second argument, what to copy, with 2c92ca849fcc
 * (6.10): it is __string()'s then.
 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 10, 0)
#define ksa_assign_str(dst, ...)	__assign_str(dst)
#else
#define ksa_assign_str			__assign_str
#endif

/* vma->vm_flags became read-only with bc292ab00f6c (6.3). */
static inline void ksa_vm_flags_mod(struct vm_area_struct *vma,
				    vm_flags_t set, vm_flags_t clear)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
	vm_flags_mod(vma, set, clear);
#else
	vma->vm_flags = (vma->vm_flags | set) & ~clear;
#endif
}

#endif /* KSA_COMPAT_H */
