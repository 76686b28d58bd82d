// SPDX-License-Identifier: GPL-2.0-only
/*
 * count-insmod MODULE.ko: what loading a module costs, in thousands of
 * instructions of the thread that loads it, as one number on a line.
 *
 * For a guest whose clock counts instructions.
 */
#include <stdio.h>

#include "lib/count.h"
#include "lib/kmod.h"
#include "lib/tap.h"

#define TRIES 3

int main(int argc, char **argv)
{
	long long least = 0, begun;
	int err;

	tap_need(argc == 2, "usage: count-insmod MODULE.ko");
	for (unsigned int i = 0; i < TRIES; i++) {
		begun = count_own();
		err = kmod_load(argv[1], "");
		count_least(&least, count_own() - begun);
		tap_need(!err, "%s loads", argv[1]);
		tap_need(!kmod_unload(), "%s unloads", argv[1]);
	}
	printf("%lld\n", (least + 500) / 1000);
	return 0;
}
