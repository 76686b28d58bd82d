// SPDX-License-Identifier: GPL-2.0-only
/*
 * count-load SMALL.ko LARGE.ko: what it costs to publish a node, in a small
 * archive and in one several times as large.
 *
 * For a guest whose clock counts instructions. Loading a module costs more than
 * publishing: the loader copies and relocates it, the module checks the image
 * and its CRC, all in proportion to bytes. So each module is loaded with both
 * surfaces, and with each alone; what a surface costs is what loading costs
 * with both less what it costs with the other alone, from which everything that
 * the surfaces do not do drops out. Only this thread's instructions are
 * counted: it makes the whole tree, and what it waits for is not its work.
 */
#define _GNU_SOURCE
#include <stdlib.h>

#include "lib/count.h"
#include "lib/kmod.h"
#include "lib/log.h"
#include "lib/tap.h"
#include "lib/tree.h"

#define TRIES 2

/* How far apart the costs of a node may be, in percent. */
#define TOLERANCE_PERCENT 10

/* The large archive has at least as many times the small one's nodes. */
#define GROWTH_MIN 3

/* Instructions of one way to load a module, and to unload it. */
struct cost {
	long long load;
	long long unload;
};

/**
 * struct archive - a module, measured
 * @nodes: how many it publishes
 * @both: with both surfaces
 * @without: with all but this tree's
 */
struct archive {
	u32 nodes;
	struct cost both;
	struct cost without[TREE_COUNT];
};

static void measure(const char *module, const char *parameters,
		    struct cost *cost)
{
	long long begun;
	unsigned int i;
	int err;

	for (i = 0; i < TRIES; i++) {
		begun = count_own();
		err = kmod_load(module, parameters);
		count_least(&cost->load, count_own() - begun);
		tap_need(!err, "%s loads with \"%s\"", module, parameters);

		begun = count_own();
		err = kmod_unload();
		count_least(&cost->unload, count_own() - begun);
		tap_need(!err, "%s unloads", module);
	}
}

static void measure_archive(const char *module, struct archive *archive)
{
	struct ksa ksa;

	tap_errno(kmod_load(module, "surfaces=sysfs"), 0, "%s loads", module);
	tree_read_image(&trees[0], &ksa);
	archive->nodes = ksa.node_count;
	tap_errno(kmod_unload(), 0, "%s unloads", module);
	free((void *)ksa.header);

	measure(module, "surfaces=sysfs,procfs", &archive->both);
	measure(module, "surfaces=procfs", &archive->without[0]);
	measure(module, "surfaces=sysfs", &archive->without[1]);
}

static double a_node(const struct archive *archive, long long with,
		     long long without)
{
	return (double)(with - without) / archive->nodes;
}

static void tell_rest(const char *module, const struct archive *archive)
{
	long long rest = archive->without[0].load + archive->without[1].load -
			 archive->both.load;

	tap_diag("figure: load %s: %u nodes, %lld instructions beside publishing",
		 module, archive->nodes, rest);
}

static void check_surface(unsigned int which, const struct archive *small,
			  const struct archive *large)
{
	double few = a_node(small, small->both.load,
			    small->without[which].load);
	double many = a_node(large, large->both.load,
			     large->without[which].load);
	double percent = (many / few - 1) * 100;

	tap_diag("figure: publish on %s: %.0f instructions a node of %u, %.0f of %u, %+.1f %%",
		 trees[which].fs, few, small->nodes, many, large->nodes,
		 percent);
	tap_diag("figure: withdraw from %s: %.0f instructions a node of %u, %.0f of %u",
		 trees[which].fs,
		 a_node(small, small->both.unload,
			small->without[which].unload), small->nodes,
		 a_node(large, large->both.unload,
			large->without[which].unload), large->nodes);
	tap_ok(few > 0 && percent < TOLERANCE_PERCENT &&
	       percent > -TOLERANCE_PERCENT,
	       "%s: a node costs the same within %d %%, however many there are",
	       trees[which].fs, TOLERANCE_PERCENT);
}

int main(int argc, char **argv)
{
	struct archive small = { 0 }, large = { 0 };
	int log = log_open();
	unsigned int i;

	tap_need(argc == 3, "usage: count-load SMALL.ko LARGE.ko");
	measure_archive(argv[1], &small);
	measure_archive(argv[2], &large);
	tap_ok(large.nodes / small.nodes >= GROWTH_MIN,
	       "%u nodes are at least %d times %u", large.nodes, GROWTH_MIN,
	       small.nodes);
	tell_rest(argv[1], &small);
	tell_rest(argv[2], &large);
	for (i = 0; i < TREE_COUNT; i++)
		check_surface(i, &small, &large);
	log_check_splats(log);
	return tap_done();
}
