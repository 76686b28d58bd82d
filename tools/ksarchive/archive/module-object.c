// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sections of a ksarchive.ko: .ksarchive holds the image, .modinfo what
 * modinfo(8) tells. libelf finds them, whatever the architecture; their bytes
 * are taken from where they lie.
 */
#include <gelf.h>

#include "fail.h"
#include "module-object.h"

#define IMAGE_SECTION ".ksarchive"
#define INFO_SECTION ".modinfo"

/**
 * module_object_is() - whether bytes are an object file
 * @bytes: the bytes
 *
 * Return: whether they begin as one.
 */
bool module_object_is(struct text bytes)
{
	return text_begins(bytes, (struct text){ ELFMAG, SELFMAG });
}

/* The bytes that a section's header tells of; at NULL if it has none. */
static struct text contents(const GElf_Shdr *header, struct text bytes)
{
	if (header->sh_type == SHT_NOBITS || header->sh_size > bytes.len ||
	    header->sh_offset > bytes.len - header->sh_size)
		return (struct text){ 0 };
	return (struct text){ bytes.at + header->sh_offset, header->sh_size };
}

static struct text find_section(Elf *elf, size_t strings, struct text bytes,
				const char *wanted)
{
	Elf_Scn *section = NULL;
	const char *name;
	GElf_Shdr header;

	while ((section = elf_nextscn(elf, section))) {
		if (!gelf_getshdr(section, &header))
			continue;
		name = elf_strptr(elf, strings, header.sh_name);
		if (name && !strcmp(name, wanted))
			return contents(&header, bytes);
	}
	return (struct text){ 0 };
}

/* @info holds KEY=VALUE, each with a NUL behind it. */
static struct text find_info(struct text info, struct text key)
{
	struct text entry;

	while (info.len) {
		entry = (struct text){ info.at, strnlen(info.at, info.len) };
		if (text_begins(entry, key))
			return text_skip(entry, key.len);
		info = text_skip(info, entry.len < info.len ? entry.len + 1
							    : info.len);
	}
	return (struct text){ 0 };
}

/**
 * module_object_read() - find the image in a module
 * @module: to be filled
 * @bytes: of the module's file
 * @name: of the file, for messages
 *
 * Ends the program where there is none.
 */
void module_object_read(struct module_object *module, struct text bytes,
			const char *name)
{
	size_t strings, sections;
	Elf *elf;

	elf_version(EV_CURRENT);
	elf = elf_memory((char *)bytes.at, bytes.len);
	if (!elf || elf_getshdrnum(elf, &sections) || !sections ||
	    elf_getshdrstrndx(elf, &strings))
		fail(FAIL_NO_IMAGE,
		     "%s: expected a ksarchive.ko, found part of an object file, or a damaged one",
		     name);
	module->section = find_section(elf, strings, bytes, IMAGE_SECTION);
	module->version = find_info(find_section(elf, strings, bytes,
						 INFO_SECTION),
				    TEXT("version="));
	elf_end(elf);
	if (!module->section.len)
		fail(FAIL_NO_IMAGE,
		     "%s: expected a ksarchive.ko, found an object file without a section "
		     IMAGE_SECTION, name);
}
