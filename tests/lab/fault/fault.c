// SPDX-License-Identifier: GPL-2.0-only
/*
 * A module that does, when it is loaded, what its parameter "how" says: the
 * faults that the lab has to tell from one another.
 */
#include <linux/module.h>

static char *how = "";
module_param(how, charp, 0444);
MODULE_PARM_DESC(how, "refuse, warn, oops or panic; nothing otherwise");

static int __init fault_init(void)
{
	int *nowhere = NULL;

	if (!strcmp(how, "refuse"))
		return -EBADMSG;
	if (!strcmp(how, "panic"))
		panic("planted");
	if (!strcmp(how, "oops"))
		WRITE_ONCE(*nowhere, 1);
	WARN(!strcmp(how, "warn"), "planted\n");
	return 0;
}

static void __exit fault_exit(void)
{
}

module_init(fault_init);
module_exit(fault_exit);

MODULE_DESCRIPTION("A planted fault");
MODULE_LICENSE("GPL");
