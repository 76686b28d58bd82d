// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "ko.h"

#include <elf.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tap.h"

#define IMAGE_SECTION ".ksarchive"

static const Elf64_Shdr *find_section(const struct ko *ko, const char *name)
{
	const Elf64_Ehdr *header = (const void *)ko->bytes;
	const Elf64_Shdr *sections;
	const char *names;
	unsigned int i;

	sections = (const void *)(ko->bytes + header->e_shoff);
	names = (const char *)ko->bytes +
		sections[header->e_shstrndx].sh_offset;
	for (i = 0; i < header->e_shnum; i++)
		if (!strcmp(names + sections[i].sh_name, name))
			return &sections[i];
	return NULL;
}

/**
 * ko_read() - read a module
 * @path: of the .ko
 * @ko: filled
 *
 * Ends the program where there is no module, or no image in it.
 */
void ko_read(const char *path, struct ko *ko)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	const struct ksa_header *header;
	const Elf64_Shdr *section;
	struct stat st;

	tap_need(fd >= 0 && !fstat(fd, &st), "%s can be opened", path);
	ko->size = st.st_size;
	ko->bytes = malloc(ko->size);
	tap_need(ko->bytes &&
		 read(fd, ko->bytes, ko->size) == (ssize_t)ko->size,
		 "%s can be read", path);
	close(fd);
	section = find_section(ko, IMAGE_SECTION);
	tap_need(section, "%s has a section " IMAGE_SECTION, path);
	ko->image = ko->bytes + section->sh_offset;
	header = (const void *)ko->image;
	ko->image_size = le32_to_cpu(header->size);
}
