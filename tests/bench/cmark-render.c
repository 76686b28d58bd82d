// SPDX-License-Identifier: GPL-2.0-only
/*
 * What cmark takes to parse files and render them as HTML, on one core: the
 * yardstick for a build, which reads the same files. Prints how many bytes of
 * HTML they make.
 */
#include <cmark.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_file(const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	char *bytes = NULL;
	long size = -1;

	if (file && !fseek(file, 0, SEEK_END))
		size = ftell(file);
	if (size >= 0)
		bytes = malloc((size_t)size + 1);
	if (!bytes || fseek(file, 0, SEEK_SET) ||
	    fread(bytes, 1, (size_t)size, file) != (size_t)size) {
		fprintf(stderr, "cmark-render: %s: %s\n", path,
			strerror(errno));
		exit(1);
	}
	fclose(file);
	*len = (size_t)size;
	return bytes;
}

static size_t render(const char *path)
{
	size_t len;
	char *bytes = read_file(path, &len);
	char *html = cmark_markdown_to_html(bytes, len, CMARK_OPT_DEFAULT);

	len = strlen(html);
	free(html);
	free(bytes);
	return len;
}

int main(int argc, char **argv)
{
	size_t total = 0;

	for (int i = 1; i < argc; i++)
		total += render(argv[i]);
	printf("%zu\n", total);
	return 0;
}
