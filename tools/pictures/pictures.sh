#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Makes the README's pictures: of the web pages, and of what ksarchive prints,
# as chromium draws them.
#
#	pictures.sh KSARCHIVE IMAGE FOLDER
#
# A terminal's picture is ksarchive's own output with its colours, set as HTML by
# terminal.awk: nothing else is added to it but the command's line.
#
# Exit status: 0 all are made, 1 one is not, or too large, 2 usage.
set -eu

# What a reader of the README has to fetch for one.
size_max=150000

[ $# -eq 3 ] || {
	echo 'usage: pictures.sh KSARCHIVE IMAGE FOLDER' >&2
	exit 2
}
ksarchive=$(readlink -f "$1")
image=$(readlink -f "$2")
here=$(readlink -f "${0%/*}")
mkdir -p "$3"
folder=$(readlink -f "$3")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Chromium's own sandbox does not take root; the pages are ours.
sandbox=
[ "$(id -u)" -ne 0 ] || sandbox=--no-sandbox

# picture NAME WIDTH HEIGHT PAGE
picture() {
	# shellcheck disable=SC2086 # an option or none
	chromium --headless $sandbox --disable-gpu --hide-scrollbars \
		--user-data-dir="$work/chromium" --window-size="$2,$3" \
		--screenshot="$work/$1.png" "file://$4" >"$work/log" 2>&1 &&
		[ -s "$work/$1.png" ] || {
		cat "$work/log" >&2
		echo "pictures: $1: chromium made none" >&2
		exit 1
	}
	pngquant --force --strip --ext .png 64 "$work/$1.png"
	bytes=$(wc -c <"$work/$1.png")
	[ "$bytes" -le "$size_max" ] || {
		echo "pictures: $1: $bytes bytes: expected at most $size_max" >&2
		exit 1
	}
	mv "$work/$1.png" "$folder/$1.png"
	echo "$folder/$1.png: $bytes bytes"
}

# terminal NAME WIDTH HEIGHT ARGUMENT...: of ksarchive, as a terminal shows it
terminal() {
	name=$1
	width=$2
	height=$3
	shift 3
	{
		printf '\033[2m$\033[0m ksarchive'
		printf ' %s' "$@"
		echo
		COLUMNS=80 "$ksarchive" --image "$image" --color=always "$@"
	} | awk -f "$here/terminal.awk" >"$work/$name.html"
	picture "$name" "$width" "$height" "$work/$name.html"
}

"$ksarchive" --image "$image" export --html "$work/site" >/dev/null
picture front 1060 1180 "$work/site/index.html"
picture session 1060 900 "$work/site/2010/out-of-tree/index.html"
picture timeline 1060 1240 "$work/site/timeline/index.html"
terminal show 740 620 show 2010/out
