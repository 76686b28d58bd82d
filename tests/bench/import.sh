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

# cost CPUS PREPARE COMMAND...: sets wall, cpu (ms) and memory (KiB)
cost() {
	# shellcheck disable=SC2046 # three words
	set -- $(tests/bench/resources.py "$runs" "$@")
	wall=$1
	cpu=$2
	memory=$3
}

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

# Each run writes to a folder of its own: what was deleted a moment ago makes
# file systems slow, and none of this is about that.
cost 0,1 "mkdir -p '$work/old' && if [ -e '$work/data' ]; then
	mv '$work/data' \"\$(mktemp -d '$work/old/XXXXXX')\"; fi" \
	"$tools/mkksarchive" import "$work/pages/" -o "$work/data" -j 2
import_wall=$wall
import_memory=$memory
figure 'import: wall, ms' "$wall" 'with build under 3000'
figure 'import: processor time, ms' "$cpu" '-'

cost 0,1 : "$tools/mkksarchive" build "$work/data" -o "$work/image" -j 2
figure 'build: wall, ms' "$wall" '-'
figure 'build: processor time, ms' "$cpu" '-'
figure 'import and build: wall, ms' "$((import_wall + wall))" 'under 3000'
figure 'import: memory, of the input' \
	"$(ratio "$import_memory" $((bytes / 1024)))" 'under 4'
figure 'build: memory, of the input' \
	"$(ratio "$memory" $((bytes / 1024)))" 'under 4'
build_wall=$wall
build_cpu=$cpu

find "$work/data" -name '*.md' >"$work/list"
# shellcheck disable=SC2046 # none of these names has a space
cost 0 : "$tools/cmark-render" $(cat "$work/list")
figure 'cmark, one processor: wall, ms' "$wall" '-'
figure 'cmark, one processor: processor time, ms' "$cpu" '-'
figure 'build: processor time, of cmark'\''s' \
	"$(ratio "$build_cpu" "$cpu")" 'at most 0.60'
figure 'build: wall, of cmark'\''s' "$(ratio "$build_wall" "$wall")" \
	'at most 0.35'
