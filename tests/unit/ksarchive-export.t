#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksarchive export: the archive as pages that build the same image, and as JSON;
# the folder, whole or not at all.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

# round_trip NAME IMAGE: its pages build the very same image
round_trip()
{
	rm -rf pages again
	"$ksarchive" --image "$2" export pages --markdown >said 2>&1 &&
		"$mkksarchive" build pages -o again >>said 2>&1 &&
		cmp "$2" again >>said 2>&1
	result $? "the same image again: $1" <said
}

"$mkksarchive" build "$root/data" -o real 2>said
result $? 'the archive itself' <said
round_trip 'the archive itself' real

finish
