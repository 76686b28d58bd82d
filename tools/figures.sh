#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What the README says in numbers: how much the archive holds, and what loading it
# costs a kernel.
#
# usage: figures.sh READER IMAGE ARCH...
#
# For each ARCH the module for its kernel 6.12, and the program that counts, are
# in build/.
set -eu

reader=$1 image=$2
shift 2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM

say()
{
	printf '%-32s%12s\n' "$1" "$2"
}

info()
{
	"$reader" --image "$image" info --json | jq -r "$1"
}

"$reader" --image "$image" export --json "$folder/pages" >/dev/null
find "$folder/pages" -name '*.json' ! -path "$folder/pages/index.json" \
	-exec jq -r '.text // ""' {} + >"$folder/texts"
"$reader" --image "$image" show timeline >"$folder/timeline"

say summits "$(grep -c -v '^#' "$folder/timeline")"
say sessions "$(awk -F '\t' '!/^#/ { pages += $4 } END { print pages }' \
	"$folder/timeline")"
info '.taxonomies[] | [.name, .count] | @tsv' |
	while read -r name count; do
		say "$name" "$count"
	done
say 'words of text' "$(wc -w <"$folder/texts")"
say 'links in text' "$(grep -o '](' "$folder/texts" | wc -l)"
say 'links in the tree' "$(info .counts.links)"
say 'files in the tree' "$(info .counts.files)"
say 'bytes of the image' "$(wc -c <"$image")"

# On a processor that is emulated, one nanosecond an instruction, 6.12 of Debian.
for arch; do
	thousands=$(tools/lab/lab run -a "$arch" -k 6.12 -i \
		-f "build/guest-$arch/count-insmod:/bin/count-insmod" \
		-f "build/6.12-$arch/ksarchive.ko" -- \
		count-insmod ksarchive.ko 2>"$folder/log") || {
		cat "$folder/log" >&2
		exit 1
	}
	say "insmod, 1000 instructions, $arch" "$thousands"
done
