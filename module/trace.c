// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tracepoint's only caller.
 *
 * The surfaces hand over the file they were read through: its dentry knows the
 * path in full, so no surface has to keep one.
 */
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/fs.h>

#include "publish.h"

#define CREATE_TRACE_POINTS
#include "trace.h"

/**
 * ksa_trace_read() - tell the tracepoint of a read
 * @file: what was read
 * @pos: from which byte on
 * @bytes: how many were offered, or an errno; sysfs may still fail to copy them
 *
 * Does nothing while nobody listens. Not reported are what is read through a
 * mapping, at the end of a file, and where memory is too short for the path.
 */
void ksa_trace_read(struct file *file, loff_t pos, ssize_t bytes)
{
	char *buf, *path;

	if (!trace_ksarchive_read_enabled())
		return;
	buf = __getname();
	if (!buf)
		return;
	path = dentry_path_raw(file->f_path.dentry, buf, PATH_MAX);
	if (!IS_ERR(path))
		trace_ksarchive_read(file_inode(file)->i_sb->s_type->name, path,
				     pos, bytes);
	__putname(buf);
}
