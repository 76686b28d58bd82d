// SPDX-License-Identifier: GPL-2.0-only
/*
 * The record of the Linux Kernel Summits, inside the kernel it is about.
 *
 * The module carries an image, made from a folder of pages by mkksarchive(1),
 * in its read-only data and publishes whatever tree that holds. It knows
 * nothing of pages, summits or years: another image makes another archive.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/err.h>
#include <linux/init.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

#include "archive.h"
#include "edition.h"
#include "publish.h"

#define ROOT_NAME "ksarchive"

static const struct ksa_surface * const known[] = {
	&ksa_sysfs_surface,
	&ksa_procfs_surface,
};

static char *surfaces = "sysfs,procfs";
module_param(surfaces, charp, 0444);
MODULE_PARM_DESC(surfaces,
		 "where to publish: sysfs, procfs or both (sysfs,procfs)");

static struct ksa archive __ro_after_init;
static struct ksa_publication publications[ARRAY_SIZE(known)];
static unsigned int published;

static int __init ksarchive_check_image(void)
{
	size_t size = ksarchive_image_end - ksarchive_image;
	struct ksa_fault fault;
	enum ksa_code code;
	char text[KSA_DESCRIPTION_MAX];

	code = ksa_check(&archive, ksarchive_image, size, &fault);
	if (!code)
		code = ksa_crc_check(&archive, &fault);
	if (!code)
		return 0;
	ksa_fault_describe(&fault, text, sizeof(text));
	pr_err("the image is damaged and not published: %s\n", text);
	return -EBADMSG;
}

static void ksarchive_withdraw_all(void)
{
	while (published)
		ksa_withdraw(&publications[--published]);
}

static const struct ksa_surface * __init
ksarchive_find_surface(const char *name, size_t len)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (strlen(known[i]->name) == len &&
		    !strncmp(known[i]->name, name, len))
			return known[i];
	return NULL;
}

static bool __init ksarchive_is_published_on(const struct ksa_surface *surface)
{
	unsigned int i;

	for (i = 0; i < published; i++)
		if (publications[i].surface == surface)
			return true;
	return false;
}

static int __init ksarchive_publish_on(const char *name, size_t len)
{
	const struct ksa_surface *surface = ksarchive_find_surface(name, len);
	int err;

	if (!surface || ksarchive_is_published_on(surface)) {
		pr_err("surfaces: expected sysfs, procfs, each once, found \"%.*s\"\n",
		       (int)len, name);
		return -EINVAL;
	}
	err = ksa_publish(&publications[published], &archive, surface,
			  ROOT_NAME);
	if (err) {
		pr_err("publishing on %s failed: %pe\n", surface->name,
		       ERR_PTR(err));
		return err;
	}
	published++;
	return 0;
}

static int __init ksarchive_publish_all(void)
{
	const char *name = surfaces;
	size_t len;
	int err;

	for (;;) {
		len = strcspn(name, ",");
		err = ksarchive_publish_on(name, len);
		if (err)
			goto err_withdraw;
		if (!name[len])
			return 0;
		name += len + 1;
	}

err_withdraw:
	ksarchive_withdraw_all();
	return err;
}

static int __init ksarchive_init(void)
{
	int err;

	err = ksarchive_check_image();
	if (err)
		return err;
	err = ksarchive_publish_all();
	if (err)
		return err;
	pr_info("%s, edition %s: %u nodes, %u bytes on %s\n", KSARCHIVE_TITLE,
		KSARCHIVE_EDITION, archive.node_count, archive.size, surfaces);
	return 0;
}
module_init(ksarchive_init);

static void __exit ksarchive_exit(void)
{
	ksarchive_withdraw_all();
}
module_exit(ksarchive_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The ksarchive developers");
MODULE_DESCRIPTION("The record of the Linux Kernel Summits, in sysfs and procfs");
MODULE_VERSION(KSARCHIVE_EDITION);
MODULE_INFO(image_crc32, KSARCHIVE_CRC32);
