#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mkksarchive: the examples of the CommonMark specification as bodies of pages.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

spec=$root/../shared/suites/commonmark-spec.txt
if [ ! -r "$spec" ]; then
	echo "1..0 # SKIP no $spec"
	exit
fi
python3 "$root/tests/unit/commonmark_examples.py" write "$spec" data &&
	python3 "$root/tests/unit/commonmark_examples.py" check "$spec" \
		"$mkksarchive" data
