/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A ksarchive.ko that is not loaded, as a place where an image stands.
 */
#ifndef KSARCHIVE_MODULE_OBJECT_H
#define KSARCHIVE_MODULE_OBJECT_H

#include <stdbool.h>

#include "text.h"

/**
 * struct module_object - what is wanted of a module's file
 * @section: the section that the image begins, in the file's bytes
 * @version: of MODULE_VERSION(), in the file's bytes; at NULL without one
 */
struct module_object {
	struct text section;
	struct text version;
};

bool module_object_is(struct text bytes);
void module_object_read(struct module_object *module, struct text bytes,
			const char *name);

#endif /* KSARCHIVE_MODULE_OBJECT_H */
