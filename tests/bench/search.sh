#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What ksarchive search costs: its time for a plain text beside that of ripgrep,
# which searches the pages as the files that the image was made from, and the
# memory that it needs for a large archive beside that for a small one.
set -eu

tools=${BUILD:-build/host}
runs=${RUNS:-30}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# generate PAGES: pages of 8,000 bytes of text each, and their image
generate() {
	"$tools/generate-pages" "$1" 8000 "$work/$1"
	"$tools/mkksarchive" build "$work/$1" -o "$work/$1.ksa"
}

# compare HOW-OFTEN TEXT: both through a pipe, and to /dev/null
compare() {
	for sink in null pipe; do
		printf '%-9s %-9s %-4s ' "$1" "$2" $sink
		tests/bench/time_pairs.py "$runs" $sink \
			"$tools/ksarchive" search "$2" --image "$work/4000.ksa" \
			-- rg -n "$2" "$work/4000"
	done
}

# fits KIBIBYTES PAGES TEXT: whether so much private memory is enough
fits() {
	prlimit --data=$(($1 * 1024)) "$tools/ksarchive" search "$3" \
		--image "$work/$2.ksa" >"$work/said" 2>&1
}

# memory PAGES TEXT: the least private memory, to 4 KiB
memory() {
	low=0
	high=65536
	fits $high "$1" "$2"
	while [ $((high - low)) -gt 4 ]; do
		middle=$(((low + high) / 2))
		if fits $middle "$1" "$2"; then
			high=$middle
		else
			low=$middle
		fi
	done
	printf '%-9s %5d pages, %5d KiB of image: %5d KiB\n' "$2" "$1" \
		$(($(stat -c %s "$work/$1.ksa") / 1024)) $high
}

generate 400
generate 4000
pages=$(find "$work/4000" -name '*.md' -exec cat {} + | wc -c)
echo "4,000 pages, $((pages / 1024)) KiB; milliseconds of $runs runs in turns"
echo 'text                    ksarchive           ripgrep        ratio of'
echo '                     median   least  median   least medians'
compare never zebra
compare rarely page-1234
compare often latency
compare always e
echo 'the least private memory (RLIMIT_DATA) that a search succeeds with'
for text in latency 'laten.y'; do
	memory 400 "$text"
	memory 4000 "$text"
done
