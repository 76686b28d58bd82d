// SPDX-License-Identifier: GPL-2.0-only
/*
 * ksarchive verify: the image whole, and that the kernel publishes just it.
 *
 * The checks come in the order in which each relies on those before it:
 * structure, the padding of a module, the CRC, the surfaces. After a fault of
 * structure nothing of an image can be trusted, and nothing else is looked at.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "command.h"
#include "finding.h"
#include "flip.h"
#include "memory.h"
#include "place.h"
#include "report.h"
#include "surface.h"

#define PARAMETER "/module/ksarchive/parameters/surfaces"
#define PARAMETER_MAX 64

enum {
	OPTION_SYSFS = OPTION_LONG,
	OPTION_PROC,
};

static const char *sysfs;
static const char *proc;

static const struct option options[] = {
	{ "sysfs", required_argument, NULL, OPTION_SYSFS },
	{ "proc", required_argument, NULL, OPTION_PROC },
	{ 0 },
};

static void take_option(int option, const char *argument)
{
	if (option == OPTION_SYSFS)
		sysfs = argument;
	else
		proc = argument;
}

static void set_number(json_t *object, const char *key, u32 number)
{
	report_set(object, key, json_integer(number));
}

static void set_word(json_t *object, const char *key, const char *word)
{
	report_set(object, key, report_text(text_of(word)));
}

static bool is_printable(struct text bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		if (bytes.at[i] < ' ' || bytes.at[i] > '~')
			return false;
	return bytes.len;
}

/*
 * As pairs of hexadecimal digits and, where they are ASCII, as text; none where
 * the image ends before.
 */
static void set_bytes(json_t *object, struct text bytes)
{
	struct buffer buffer = { 0 };
	char digits[4];

	for (size_t i = 0; i < bytes.len; i++) {
		snprintf(digits, sizeof(digits), i ? " %02x" : "%02x",
			 (u8)bytes.at[i]);
		buffer_add_string(&buffer, digits);
	}
	report_set(object, "bytes", report_text(buffer_text(&buffer)));
	if (is_printable(bytes))
		report_set(object, "text", report_text(bytes));
	buffer_free(&buffer);
}

static void set_place(json_t *object, const struct place *place)
{
	set_word(object, "section", place->section);
	if (place->field)
		set_word(object, "field", place->field);
	if (place->node != KSA_NONE)
		set_number(object, "node", place->node);
	if (place->path.at)
		report_set(object, "path", report_text(place->path));
	else if (place->directory.at)
		report_set(object, "directory", report_text(place->directory));
}

/* What there is to say of a fault. */
static json_t *details_of(struct text image, const struct ksa_fault *fault)
{
	json_t *details = json_object();
	struct place place;

	place_find(&place, image, fault);
	set_word(details, "fault", ksa_code_word(fault->code));
	set_number(details, "offset", fault->offset);
	set_place(details, &place);
	set_bytes(details, place.bytes);
	return details;
}

static bool check_structure(struct archive *archive, struct text image)
{
	char sentence[KSA_DESCRIPTION_MAX];
	struct ksa_fault fault;

	if (!ksa_check(&archive->ksa, image.at, image.len, &fault)) {
		finding("structure", true, NULL, "%u nodes in %u bytes",
			archive->ksa.node_count, archive->ksa.size);
		return true;
	}
	ksa_fault_describe(&fault, sentence, sizeof(sentence));
	finding_fault("structure", details_of(image, &fault), "%s", sentence);
	return false;
}

static void check_padding(const struct source *source)
{
	size_t at = source_padding_fault(source);
	struct text left = text_skip(source->padding, at);
	json_t *details;

	if (!left.len) {
		finding("padding", true, NULL,
			"%zu bytes behind the image in its module",
			source->padding.len);
		return;
	}
	if (left.len > PLACE_SHOWN)
		left.len = PLACE_SHOWN;
	details = json_object();
	set_number(details, "offset", (u32)(source->size + at));
	set_bytes(details, left);
	finding_fault("padding", details,
		      "byte %zu of the module's section: expected zeros up to the end of the page, found 0x%02x",
		      source->size + at, (u8)*left.at);
}

/* In words. */
static void describe_place(struct buffer *buffer, const struct place *place)
{
	buffer_add_string(buffer, "in the ");
	buffer_add_string(buffer, place->section);
	if (place->field) {
		buffer_add_string(buffer, ", field ");
		buffer_add_string(buffer, place->field);
	}
	if (place->path.at) {
		buffer_add_string(buffer, ", of ");
		buffer_add(buffer, place->path.len ? place->path
						   : TEXT("the root"));
	}
}

static json_t *flip_message(const struct flip *flip, const struct place *place,
			    u8 found)
{
	struct buffer buffer = { 0 };
	char text[80];
	json_t *message;

	snprintf(text, sizeof(text), "if it is one bit, then bit %u of byte %u, ",
		 flip->bit, flip->offset);
	buffer_add_string(&buffer, text);
	describe_place(&buffer, place);
	snprintf(text, sizeof(text), ": expected 0x%02x, found 0x%02x",
		 found ^ 1U << flip->bit, found);
	buffer_add_string(&buffer, text);
	message = report_text(buffer_text(&buffer));
	buffer_free(&buffer);
	return message;
}

/* The one bit that would do, though a CRC cannot know that it was one. */
static json_t *flip_of(struct text image, const struct flip *flip)
{
	struct ksa_fault fault = { KSA_ERR_CRC, flip->offset, 0, 0 };
	json_t *object = json_object();
	struct place place;

	place_find(&place, image, &fault);
	report_set(object, "message",
		   flip_message(flip, &place, (u8)image.at[flip->offset]));
	set_number(object, "offset", flip->offset);
	set_number(object, "bit", flip->bit);
	set_place(object, &place);
	return object;
}

static json_t *crc_details(struct text image, const struct ksa_fault *fault)
{
	json_t *details = details_of(image, fault);
	struct flip flip;

	report_set(details, "stored", report_hexadecimal(fault->found));
	report_set(details, "computed", report_hexadecimal(fault->expected));
	if (flip_find(&flip, fault->offset, fault->found, fault->expected))
		report_set(details, "flip", flip_of(image, &flip));
	return details;
}

static void check_crc(const struct archive *archive, struct text image)
{
	char sentence[KSA_DESCRIPTION_MAX];
	struct ksa_fault fault;

	if (!ksa_crc_check(&archive->ksa, &fault)) {
		finding("crc", true, NULL, "0x%08x", ksa_crc(&archive->ksa));
		return;
	}
	ksa_fault_describe(&fault, sentence, sizeof(sentence));
	finding_fault("crc", crc_details(image, &fault), "%s", sentence);
}

/**
 * struct expectation - where the module says that it publishes
 * @known: whether it says so
 * @surfaces: its parameter
 */
struct expectation {
	bool known;
	char surfaces[PARAMETER_MAX];
};

static struct buffer path_below(const char *mount, const char *below)
{
	struct buffer path = { 0 };

	buffer_add(&path, text_trim_end(text_of(mount), "/"));
	buffer_add_string(&path, below);
	buffer_add_byte(&path, '\0');
	return path;
}

static struct expectation read_expectation(const char *mount)
{
	struct buffer path = path_below(mount, PARAMETER);
	struct expectation expectation = { 0 };
	ssize_t len;
	int fd = open(path.at, O_RDONLY | O_CLOEXEC);

	buffer_free(&path);
	if (fd < 0)
		return expectation;
	len = read(fd, expectation.surfaces, PARAMETER_MAX - 1);
	close(fd);
	expectation.known = len > 0;
	expectation.surfaces[strcspn(expectation.surfaces, "\n")] = '\0';
	return expectation;
}

static bool is_listed(const char *surfaces, const char *name)
{
	size_t len;

	for (; *surfaces; surfaces += len + !!surfaces[len]) {
		len = strcspn(surfaces, ",");
		if (text_is((struct text){ surfaces, len }, name))
			return true;
	}
	return false;
}

static json_t *surface_details(const char *root, bool published)
{
	json_t *details = json_object();

	report_set(details, "root", report_text(text_of(root)));
	report_set(details, "published", json_boolean(published));
	return details;
}

/* Nothing is mounted on a directory that is empty, or is none. */
static bool is_mounted(const char *mount)
{
	struct buffer below = path_below(mount, "/.");
	bool mounted = false;
	DIR *directory = opendir(below.at);
	struct dirent *entry;

	buffer_free(&below);
	if (!directory)
		return false;
	while (!mounted && (entry = readdir(directory)))
		mounted = strcmp(entry->d_name, ".") &&
			  strcmp(entry->d_name, "..");
	closedir(directory);
	return mounted;
}

/* Why the tree cannot be opened, for a person. */
static char *reason_of(int error, const char *mount)
{
	char *reason;

	if ((error == ENOENT && !is_mounted(mount)
		     ? asprintf(&reason, "nothing is mounted on %s", mount)
		     : asprintf(&reason, "%s", strerror(error))) < 0)
		die("out of memory for a reason");
	return reason;
}

static void tell_missing(const struct surface *surface, const char *root,
			 const struct expectation *expectation, char *reason)
{
	json_t *details = surface_details(root, false);

	if (expectation->known)
		finding(surface->name, false, details,
			"%s: expected the archive, as surfaces=%s says, found none: %s",
			root, expectation->surfaces, reason);
	else
		finding(surface->name, false, details,
			"%s: expected the archive, found none: %s", root,
			reason);
	free(reason);
}

static void tell_unpublished(const struct surface *surface, const char *root,
			     const struct expectation *expectation)
{
	json_t *details = surface_details(root, false);

	if (expectation->known)
		finding(surface->name, true, details,
			"not published, as surfaces=%s says",
			expectation->surfaces);
	else
		finding(surface->name, true, details, "not published");
}

static void tell_uncalled_for(const struct surface *surface, const char *root,
			      const struct expectation *expectation)
{
	finding(surface->name, false, surface_details(root, true),
		"%s: expected none, as surfaces=%s says, found an archive",
		root, expectation->surfaces);
}

static void compare(const struct surface *surface, const struct ksa *ksa,
		    int fd, const char *root)
{
	size_t differences = surface_compare(surface, ksa, fd);
	json_t *details = surface_details(root, true);

	report_set(details, "differences",
		   json_integer((json_int_t)differences));
	if (!differences)
		finding(surface->name, true, details,
			"%s holds the image's %u nodes and the file image",
			root, ksa->node_count);
	else
		finding(surface->name, false, details,
			"%s: %zu difference%s from the image", root,
			differences, differences == 1 ? "" : "s");
}

/*
 * Where the module tells nothing, what was asked for is expected, and else what
 * is there.
 */
static void check_surface(const struct surface *surface,
			  const struct ksa *ksa, const char *mount, bool asked,
			  const struct expectation *expectation)
{
	struct buffer root = path_below(mount, surface->below);
	int fd = open(root.at, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool expected = expectation->known
				? is_listed(expectation->surfaces, surface->name)
				: asked;

	if (fd < 0 && expected)
		tell_missing(surface, root.at, expectation,
			     reason_of(errno, mount));
	else if (fd < 0)
		tell_unpublished(surface, root.at, expectation);
	else
		compare(surface, ksa, fd, root.at);
	if (fd >= 0 && expectation->known && !expected)
		tell_uncalled_for(surface, root.at, expectation);
	buffer_free(&root);
}

static void check_surfaces(const struct archive *archive)
{
	bool running = archive->source.kind == SOURCE_KERNEL;
	const char *sysfs_mount = sysfs ? sysfs : source_sysfs();
	struct expectation expectation = read_expectation(sysfs_mount);

	if (running || sysfs)
		check_surface(&surface_sysfs, &archive->ksa, sysfs_mount, true,
			      &expectation);
	if (running || proc)
		check_surface(&surface_procfs, &archive->ksa,
			      proc ? proc : "/proc", proc, &expectation);
}

static int run(struct archive *archive, char **operands, int count)
{
	struct text image = { archive->source.bytes, archive->source.size };

	(void)operands;
	(void)count;
	if (!check_structure(archive, image))
		return EXIT_NOTHING;
	if (archive->source.module)
		check_padding(&archive->source);
	check_crc(archive, image);
	check_surfaces(archive);
	return finding_any_failed() ? EXIT_NOTHING : EXIT_FOUND;
}

const struct command command_verify = {
	.name = "verify",
	.operands = "",
	.summary = "check the image, and that the kernel publishes just it",
	.help = "      --sysfs DIR    hold sysfs, mounted on DIR, against the image\n"
		"      --proc DIR     hold procfs, mounted on DIR, against the image\n"
		"\n"
		"Without these two, sysfs and procfs are looked at where the image is the\n"
		"running kernel's.\n",
	.options = options,
	.unchecked = true,
	.plain = true,
	.option = take_option,
	.run = run,
};
