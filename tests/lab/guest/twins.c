// SPDX-License-Identifier: GPL-2.0-only
/*
 * twins MODULE.ko: both trees against the image that they were made from.
 *
 * Every node of the image is looked up in both trees, and every entry of both
 * trees in the image, so the trees are twins of each other as well. A check is
 * about one property of all nodes of a tree.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/kmod.h"
#include "lib/log.h"
#include "lib/tap.h"
#include "lib/tree.h"

/* As many differences of a property as are told in full. */
#define TOLD_MAX 5

/* Files up to this size are read byte by byte as well. */
#define SMALL_FILE 512

/* How much a pipe takes before somebody reads from it. */
#define PIPE_ROOM (1 << 16)

/**
 * struct place - a node, where it should stand
 * @tree: in which tree
 * @ksa: the image
 * @index: of the node; @ksa->node_count for `image', which is none
 * @node: the node
 * @path: where it should stand
 */
struct place {
	const struct tree *tree;
	const struct ksa *ksa;
	u32 index;
	struct ksa_node node;
	char path[TREE_PATH_MAX];
};

static unsigned int told;
static long page_size;

static void place_set(struct place *place, u32 index)
{
	const struct ksa *ksa = place->ksa;

	place->index = index;
	if (index < ksa->node_count) {
		ksa_node(ksa, index, &place->node);
		tree_path(place->tree, ksa, index, place->path);
		return;
	}
	place->node.type = KSA_FILE;
	place->node.data = (const u8 *)ksa->header;
	place->node.len = ksa->size;
	snprintf(place->path, sizeof(place->path), "%s/" KSA_IMAGE_NAME,
		 place->tree->root);
}

__attribute__((format(printf, 2, 3)))
static bool differs(const struct place *place, const char *fmt, ...)
{
	char text[256];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (told++ < TOLD_MAX)
		tap_diag("%s: %s", place->path, text);
	return false;
}

static bool failed(const struct place *place, const char *call)
{
	return differs(place, "%s failed: %s", call, strerror(errno));
}

static bool place_stat(const struct place *place, struct stat *st)
{
	return !lstat(place->path, st) || failed(place, "lstat");
}

static bool has_its_type(const struct place *place)
{
	static const mode_t types[] = {
		[KSA_DIR] = S_IFDIR,
		[KSA_FILE] = S_IFREG,
		[KSA_LINK] = S_IFLNK,
	};
	struct stat st;

	if (!place_stat(place, &st))
		return false;
	if ((st.st_mode & S_IFMT) == types[place->node.type])
		return true;
	return differs(place, "expected type 0%o, found mode 0%o",
		       types[place->node.type], st.st_mode);
}

static bool belongs_to_root(const struct place *place)
{
	struct stat st;

	if (!place_stat(place, &st))
		return false;
	if (!st.st_uid && !st.st_gid)
		return true;
	return differs(place, "expected 0:0, found %u:%u", st.st_uid,
		       st.st_gid);
}

/* The file system chooses a directory's write bit, and a link's whole mode. */
static bool may_be_read_by_all(const struct place *place)
{
	bool is_file = place->node.type == KSA_FILE;
	mode_t counted = is_file ? 07777 : 07577;
	mode_t expected = is_file ? 0444 : 0555;
	struct stat st;

	if (place->node.type == KSA_LINK)
		return true;
	if (!place_stat(place, &st))
		return false;
	if ((st.st_mode & counted) == expected)
		return true;
	return differs(place, "expected mode 0%o, found 0%o", expected,
		       st.st_mode & 07777);
}

static bool has_its_size(const struct place *place)
{
	struct stat st;

	if (place->node.type != KSA_FILE)
		return true;
	if (!place_stat(place, &st))
		return false;
	if (st.st_size == place->node.len)
		return true;
	return differs(place, "expected %u bytes, found st_size %lld",
		       place->node.len, (long long)st.st_size);
}

/* Whether @got bytes at @pos, read into @bytes, are the node's. */
static bool same_bytes(const struct place *place, const u8 *bytes, off_t pos,
		       ssize_t got)
{
	if (got <= place->node.len - pos &&
	    !memcmp(bytes, place->node.data + pos, got))
		return true;
	return differs(place, "other bytes among the %zd from %lld on", got,
		       (long long)pos);
}

static int place_open(const struct place *place)
{
	int fd = open(place->path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		failed(place, "open");
	return fd;
}

/* Reads from where @fd stands at @pos to the end, @step bytes at a time. */
static bool reads_to_end(const struct place *place, int fd, off_t pos,
			 size_t step)
{
	u8 *bytes = malloc(step);
	bool same = true;
	ssize_t got;

	tap_need(bytes, "memory for %zu bytes", step);
	while (same && (got = read(fd, bytes, step)) > 0) {
		same = same_bytes(place, bytes, pos, got);
		pos += got;
	}
	free(bytes);
	if (!same)
		return false;
	if (got < 0)
		return failed(place, "read");
	return pos == place->node.len ||
	       differs(place, "expected %u bytes, read %lld", place->node.len,
		       (long long)pos);
}

static bool reads_in_steps(const struct place *place, size_t step)
{
	int fd;
	bool same;

	if (place->node.type != KSA_FILE)
		return true;
	fd = place_open(place);
	if (fd < 0)
		return false;
	same = reads_to_end(place, fd, 0, step);
	close(fd);
	return same;
}

static bool reads_in_large_steps(const struct place *place)
{
	return reads_in_steps(place, 16 * page_size);
}

static bool reads_in_odd_steps(const struct place *place)
{
	return reads_in_steps(place, page_size / 3 * 2 + 1);
}

static bool reads_byte_by_byte(const struct place *place)
{
	if (place->node.type == KSA_FILE && place->node.len > SMALL_FILE)
		return true;
	return reads_in_steps(place, 1);
}

/* sysfs hands over a page at most, /proc whatever is asked for. */
static ssize_t one_read(const struct place *place, size_t count, off_t pos)
{
	ssize_t left = (ssize_t)place->node.len - pos;
	ssize_t most = left < 0 ? 0 : left;

	if ((size_t)most > count)
		most = count;
	if (place->tree == &trees[0] && most > page_size)
		most = page_size;
	return most;
}

static bool reads_at_once(const struct place *place)
{
	size_t room = place->node.len + 1;
	ssize_t expected, got;
	u8 *bytes;
	int fd;

	if (place->node.type != KSA_FILE)
		return true;
	fd = place_open(place);
	if (fd < 0)
		return false;
	bytes = malloc(room);
	tap_need(bytes, "memory for %zu bytes", room);
	got = read(fd, bytes, room);
	close(fd);
	free(bytes);
	expected = one_read(place, room, 0);
	return got == expected ||
	       differs(place, "expected %zd bytes of one read, found %zd",
		       expected, got);
}

static bool reads_at(const struct place *place, int fd, off_t pos, size_t count)
{
	u8 bytes[2 * 65536 + 1];
	ssize_t expected = one_read(place, count, pos);
	ssize_t got = pread(fd, bytes, count, pos);

	if (got != expected)
		return differs(place, "expected %zd bytes of %zu at %lld, found %zd",
			       expected, count, (long long)pos, got);
	return !got || same_bytes(place, bytes, pos, got);
}

static bool reads_at_odd_places(const struct place *place)
{
	const off_t size = place->node.len;
	const off_t from[] = {
		0, 1, size / 2, size - 1, size, size + 1,
		page_size - 1, page_size, page_size + 1, 2 * page_size - 3,
	};
	const size_t counts[] = { 1, page_size + 1, 2 * page_size + 1 };
	bool same = true;
	size_t i, j;
	int fd;

	if (place->node.type != KSA_FILE)
		return true;
	fd = place_open(place);
	if (fd < 0)
		return false;
	for (i = 0; i < ARRAY_SIZE(from) && same && from[i] <= size + 1; i++)
		for (j = 0; j < ARRAY_SIZE(counts) && same; j++)
			same = reads_at(place, fd, from[i], counts[j]);
	close(fd);
	return same;
}

static bool seeks_to(const struct place *place, int fd, off_t offset,
		     int whence, off_t expected)
{
	off_t found = lseek(fd, offset, whence);

	return found == expected ||
	       differs(place, "lseek(%lld, %d): expected %lld, found %lld",
		       (long long)offset, whence, (long long)expected,
		       (long long)found);
}

static bool seeks(const struct place *place)
{
	const off_t size = place->node.len;
	bool same;
	int fd;

	if (place->node.type != KSA_FILE)
		return true;
	fd = place_open(place);
	if (fd < 0)
		return false;
	same = seeks_to(place, fd, 0, SEEK_END, size) &&
	       reads_to_end(place, fd, size, 1) &&
	       seeks_to(place, fd, size + 5, SEEK_SET, size + 5) &&
	       read(fd, &(u8){ 0 }, 1) == 0 &&
	       seeks_to(place, fd, -1, SEEK_SET, -1) &&
	       seeks_to(place, fd, -1, SEEK_END, size - 1) &&
	       reads_to_end(place, fd, size - 1, 1) &&
	       seeks_to(place, fd, -size, SEEK_CUR, 0) &&
	       reads_to_end(place, fd, 0, page_size);
	close(fd);
	return same;
}

/* Moves what is next in a file into a pipe, 0 at its end. */
typedef ssize_t move_fn(int from, int pipe);

static ssize_t move_by_sendfile(int from, int pipe)
{
	return sendfile(pipe, from, NULL, PIPE_ROOM);
}

static ssize_t move_by_splice(int from, int pipe)
{
	return splice(from, NULL, pipe, NULL, PIPE_ROOM, 0);
}

/* One for all nodes; it is empty between them. */
static const int *pipe_ends(void)
{
	static int ends[2];

	if (!ends[1])
		tap_need(!pipe2(ends, O_CLOEXEC) &&
			 fcntl(ends[0], F_GETPIPE_SZ) >= PIPE_ROOM, "a pipe");
	return ends;
}

/* Takes @moved bytes out of the pipe again. */
static bool delivers(const struct place *place, int pipe, off_t pos,
		     ssize_t moved)
{
	static u8 bytes[PIPE_ROOM];
	ssize_t got, left;

	for (left = moved; left; left -= got) {
		got = read(pipe, bytes + moved - left, left);
		tap_need(got > 0, "a pipe gives what is in it");
	}
	return same_bytes(place, bytes, pos, moved);
}

static bool can_be_moved(const struct place *place, move_fn *move)
{
	const int *ends = pipe_ends();
	bool same = true;
	ssize_t moved;
	off_t pos = 0;
	int fd;

	if (place->node.type != KSA_FILE)
		return true;
	fd = place_open(place);
	if (fd < 0)
		return false;
	while (same && (moved = move(fd, ends[1])) > 0) {
		same = delivers(place, ends[0], pos, moved);
		pos += moved;
	}
	if (same && moved < 0)
		same = failed(place, "moving it");
	close(fd);
	return same && (pos == place->node.len ||
			differs(place, "expected %u bytes, moved %lld",
				place->node.len, (long long)pos));
}

static bool can_be_sent(const struct place *place)
{
	return can_be_moved(place, move_by_sendfile);
}

static bool can_be_spliced(const struct place *place)
{
	return can_be_moved(place, move_by_splice);
}

static bool is_expected_entry(const struct place *place, const char *name)
{
	if (!strcmp(name, ".") || !strcmp(name, ".."))
		return true;
	if (!place->index && !strcmp(name, KSA_IMAGE_NAME))
		return true;
	return ksa_child(place->ksa, place->index, name, strlen(name)) !=
	       KSA_NONE;
}

/* Lists no name twice: the count is right, and every node was looked up. */
static bool holds_its_children_alone(const struct place *place)
{
	u32 expected = place->node.children + 2 + !place->index;
	struct dirent *entry;
	bool same = true;
	u32 found = 0;
	DIR *dir;

	if (place->node.type != KSA_DIR)
		return true;
	dir = opendir(place->path);
	if (!dir)
		return failed(place, "opendir");
	for (; (entry = readdir(dir)); found++)
		if (!is_expected_entry(place, entry->d_name))
			same = differs(place, "holds %s, the image does not",
				       entry->d_name);
	closedir(dir);
	if (!same || found == expected)
		return same;
	return differs(place, "expected %u entries with . and .., found %u",
		       expected, found);
}

static bool link_has_its_text(const struct place *place)
{
	char expected[KSA_LINK_MAX + 1], found[KSA_LINK_MAX + 2];
	ssize_t len;

	if (place->node.type != KSA_LINK)
		return true;
	ksa_link_text(place->ksa, place->index, expected, sizeof(expected));
	len = readlink(place->path, found, sizeof(found) - 1);
	if (len < 0)
		return failed(place, "readlink");
	found[len] = '\0';
	return !strcmp(found, expected) ||
	       differs(place, "expected -> %s, found -> %s", expected, found);
}

static bool link_leads_to_its_target(const struct place *place)
{
	char path[TREE_PATH_MAX];
	struct stat target, link;

	if (place->node.type != KSA_LINK)
		return true;
	tree_path(place->tree, place->ksa, place->node.target, path);
	if (stat(place->path, &link) || stat(path, &target))
		return failed(place, "stat");
	return (link.st_ino == target.st_ino && link.st_dev == target.st_dev) ||
	       differs(place, "does not lead to %s", path);
}

static const struct property {
	const char *what;
	bool (*holds)(const struct place *place);
} properties[] = {
	{ "is a directory, a file or a link as in the image", has_its_type },
	{ "belongs to root", belongs_to_root },
	{ "may be read by all and written by none", may_be_read_by_all },
	{ "has its exact size", has_its_size },
	{ "reads as in the image, many pages at a time", reads_in_large_steps },
	{ "reads as in the image, in steps across pages", reads_in_odd_steps },
	{ "reads as in the image, byte by byte", reads_byte_by_byte },
	{ "hands over all that one read can", reads_at_once },
	{ "reads as in the image at odd places and over the end",
		reads_at_odd_places },
	{ "is sought from its start, its end and in between", seeks },
	{ "is handed over whole by sendfile", can_be_sent },
	{ "is handed over whole by splice", can_be_spliced },
	{ "holds its children and nothing else", holds_its_children_alone },
	{ "has its link's text", link_has_its_text },
	{ "leads to its link's target", link_leads_to_its_target },
};

static void check_property(const struct property *property,
			   const struct tree *tree, const struct ksa *ksa)
{
	struct place place = { .tree = tree, .ksa = ksa };
	u32 index, bad = 0;

	told = 0;
	for (index = 0; index <= ksa->node_count; index++) {
		place_set(&place, index);
		bad += !property->holds(&place);
	}
	if (!tap_ok(!bad, "%s: every node %s", tree->fs, property->what))
		tap_diag("of %u nodes: %u", ksa->node_count + 1, bad);
}

static int result(int returned)
{
	return returned < 0 ? errno : 0;
}

static int try_write(const char *path)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int err;

	if (fd < 0)
		return errno;
	err = result(write(fd, "x", 1));
	close(fd);
	return err;
}

static int try_write_where_it_stands(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int err;

	if (fd < 0)
		return errno;
	err = result(write(fd, "x", 1));
	close(fd);
	return err;
}

static int try_truncate_and_write(const char *path)
{
	int fd = open(path, O_RDWR | O_TRUNC | O_CLOEXEC);
	int err;

	if (fd < 0)
		return errno;
	err = result(write(fd, "x", 1));
	close(fd);
	return err;
}

static int try_unlink(const char *path)
{
	return result(unlink(path));
}

static int try_rename(const char *path)
{
	char to[TREE_PATH_MAX + 8];

	snprintf(to, sizeof(to), "%s.moved", path);
	return result(rename(path, to));
}

static int try_create_beside(const char *path)
{
	char beside[TREE_PATH_MAX + 8];
	int fd;

	snprintf(beside, sizeof(beside), "%s.new", path);
	fd = open(beside, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static int try_mkdir_beside(const char *path)
{
	char beside[TREE_PATH_MAX + 8];

	snprintf(beside, sizeof(beside), "%s.new", path);
	return result(mkdir(beside, 0700));
}

static int try_symlink_beside(const char *path)
{
	char beside[TREE_PATH_MAX + 8];

	snprintf(beside, sizeof(beside), "%s.new", path);
	return result(symlink("elsewhere", beside));
}

/*
 * The errnos are the file systems' own, recorded as they are: opening to write
 * is refused by sysfs for want of the mode, by /proc only in write(2); a name
 * that is not in /proc cannot even be looked up to be made.
 */
static const struct attempt {
	const char *what;
	int (*try)(const char *path);
	int expected[TREE_COUNT];
} attempts[] = {
	{ "writing to a file", try_write, { EACCES, EIO } },
	{ "writing to a file opened to read", try_write_where_it_stands,
		{ EBADF, EBADF } },
	{ "truncating a file and writing", try_truncate_and_write,
		{ EACCES, EIO } },
	{ "removing a file", try_unlink, { EPERM, EPERM } },
	{ "renaming a file", try_rename, { EPERM, ENOENT } },
	{ "creating a file", try_create_beside, { EACCES, ENOENT } },
	{ "creating a directory", try_mkdir_beside, { EPERM, ENOENT } },
	{ "creating a link", try_symlink_beside, { EPERM, ENOENT } },
};

static void check_attempts(unsigned int which, const struct ksa *ksa)
{
	struct place place = { .tree = &trees[which], .ksa = ksa };
	size_t i;

	place_set(&place, 0);
	while (place.node.type != KSA_FILE)
		place_set(&place, place.index + 1);
	for (i = 0; i < ARRAY_SIZE(attempts); i++)
		tap_errno(attempts[i].try(place.path),
			  attempts[i].expected[which], "%s: %s is refused",
			  place.tree->fs, attempts[i].what);
	told = 0;
	tap_ok(has_its_size(&place) && reads_in_large_steps(&place),
	       "%s: the file is as before", place.tree->fs);
	place_set(&place, place.node.parent);
	tap_ok(holds_its_children_alone(&place),
	       "%s: the directory is as before", place.tree->fs);
}

int main(int argc, char **argv)
{
	int log = log_open();
	unsigned int which;
	struct ksa ksa;
	size_t i;

	tap_need(argc == 2, "usage: twins MODULE.ko");
	page_size = sysconf(_SC_PAGESIZE);
	tap_errno(kmod_load(argv[1], ""), 0, "the module loads");
	tree_read_image(&trees[0], &ksa);
	tap_diag("%u nodes, %u bytes", ksa.node_count, ksa.size);

	for (which = 0; which < TREE_COUNT; which++) {
		for (i = 0; i < ARRAY_SIZE(properties); i++)
			check_property(&properties[i], &trees[which], &ksa);
		check_attempts(which, &ksa);
	}

	tap_errno(kmod_unload(), 0, "the module unloads");
	log_check_splats(log);
	return tap_done();
}
