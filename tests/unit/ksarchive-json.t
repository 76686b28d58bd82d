#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What ksarchive says to programs: JSON by the letter, as the schemas describe
# it, and the bytes that stand in the image. Asked of the real archive, of one
# with all that is hard to write down in JSON, and of one that nobody means well
# with.

# shellcheck source=tests/unit/lib.sh
. "$(dirname "$0")/lib.sh"

# Debian's Python has Debian's modules; another may stand before it.
for python in /usr/bin/python3 python3; do
	"$python" -c 'import jsonschema' 2>/dev/null && break
done

"$python" "$root/tests/unit/json_archives.py" . &&
	"$mkksarchive" build data -o hard.ksa 2>said
result $? 'the archives are made' <said
"$mkksarchive" build "$root/data" -o real.ksa 2>said
result $? 'and the real one' <said

mkdir defects
succeeds 'the images with defects are made' "$build/tests/image" --write defects
relay 'the answers were looked at to the end' \
	"$python" -W ignore::DeprecationWarning "$root/tests/unit/json_oracle.py" \
	"$ksarchive" "$root/tools/ksarchive/schema" defects \
	real.ksa hard.ksa hostile.ksa

finish
