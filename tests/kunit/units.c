// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is tested: the module's own sources but for its parameters and its
 * archive.
 *
 * They are included, not linked: an object in two modules warns at W=1, and
 * nothing of the module is exported for tests. The tracepoint has no second
 * home, so reads made here go unreported.
 */
#include <linux/module.h>

#include "../../module/image.c"
#include "../../module/publish.c"
#include "../../module/sysfs.c"
#include "../../module/procfs.c"

void ksa_trace_read(struct file *file, loff_t pos, ssize_t bytes)
{
}

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The ksarchive developers");
MODULE_DESCRIPTION("KUnit tests of ksarchive: the image, the walk, the surfaces");
