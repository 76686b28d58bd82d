#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mkksarchive: YAML's tricks as front matter.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

# Debian's Python has Debian's modules; another may stand before it.
for python in /usr/bin/python3 python3; do
	"$python" -c 'import yaml' 2>/dev/null && break
done

"$python" "$root/tests/unit/yaml_tricks.py" "$mkksarchive"
