#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What importing and building many pages costs: 4,000 articles in LWN's form,
# 32 MiB in all, on two processors; beside that, what cmark takes on one to parse
# and render the very pages that are built. What it should be stands behind each
# figure.
set -eu

tools=${BUILD:-build/host}
runs=${RUNS:-9}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# figure WHAT VALUE LIMIT
figure() {
	printf '%-42s %8s   (%s)\n' "$1" "$2" "$3"
}

ratio() {
	awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'
}

"$tools/generate-pages" 4000 7850 "$work/pages" lwn
bytes=$(find "$work/pages" -type f -exec cat {} + | wc -c)
echo "4,000 articles, $((bytes / 1024)) KiB; the least of $runs runs"

# Each run writes to a place of its own: what was deleted or replaced a moment
# ago makes file systems slow, and none of this is about that.
set_aside() {
	echo "mkdir -p '$work/old' && if [ -e '$1' ]; then
		mv '$1' \"\$(mktemp -d '$work/old/XXXXXX')\"; fi"
}

# shellcheck disable=SC2046 # three words
set -- $(tests/bench/resources.py "$runs" \
	0,1 "$(set_aside "$work/data")" \
	"$tools/mkksarchive" import "$work/pages/" -o "$work/data" -j 2)
import_wall=$1 import_cpu=$2 import_memory=$3

# cmark and the build in turns, so that both meet the machine in one mood.
find "$work/data" -name '*.md' >"$work/list"
# shellcheck disable=SC2046 # six words, and none of the names has a space
set -- $(tests/bench/resources.py "$runs" \
	0,1 "$(set_aside "$work/image")" \
	"$tools/mkksarchive" build "$work/data" -o "$work/image" -j 2 -- \
	0 : "$tools/cmark-render" $(cat "$work/list"))
build_wall=$1 build_cpu=$2 build_memory=$3 cmark_wall=$4 cmark_cpu=$5

figure 'import: wall, ms' "$import_wall" 'with build under 3000'
figure 'import: processor time, ms' "$import_cpu" '-'
figure 'build: wall, ms' "$build_wall" '-'
figure 'build: processor time, ms' "$build_cpu" '-'
figure 'cmark, one processor: wall, ms' "$cmark_wall" '-'
figure 'cmark, one processor: processor time, ms' "$cmark_cpu" '-'
figure 'import and build: wall, ms' "$((import_wall + build_wall))" \
	'under 3000'
figure 'import: memory, of the input' \
	"$(ratio "$import_memory" $((bytes / 1024)))" 'under 4'
figure 'build: memory, of the input' \
	"$(ratio "$build_memory" $((bytes / 1024)))" 'under 4'
figure 'build: processor time, of cmark'\''s' \
	"$(ratio "$build_cpu" "$cmark_cpu")" 'at most 0.60'
figure 'build: wall, of cmark'\''s' "$(ratio "$build_wall" "$cmark_wall")" \
	'at most 0.35'
