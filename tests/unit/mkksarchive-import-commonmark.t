#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mkksarchive import: the examples of the CommonMark specification as texts of
# articles mean afterwards what they meant before.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

spec=$root/../shared/suites/commonmark-spec.txt
if [ ! -r "$spec" ]; then
	echo "1..0 # SKIP no $spec"
	exit
fi
python3 "$root/tests/unit/import_examples.py" "$spec" "$mkksarchive"
