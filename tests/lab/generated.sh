# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Modules around generated archives; sourced by the tests that need large ones.

# generated_module KERNEL ARCH PAGES BYTES: makes a module that carries so many
# pages with so many bytes of text each, and sets $generated to its path. What
# it is made from is kept, so that the next run finds it made.
generated_module() {
	generated_farm=build/generated/$1-$2-$3
	mkdir -p "$generated_farm/image"
	rm -rf "$generated_farm/pages"
	build/host/generate-pages "$3" "$4" "$generated_farm/pages"
	build/host/mkksarchive build "$generated_farm/pages" \
		-o "$generated_farm/new.ksa" \
		--header "$generated_farm/new.h" >&2
	rm -rf "$generated_farm/pages"
	generated_keep "$generated_farm/new.ksa" \
		"$generated_farm/image/archive.ksa"
	generated_keep "$generated_farm/new.h" "$generated_farm/image/edition.h"
	# Not as part of the make that runs the tests, if one does.
	env -u MAKEFLAGS -u MAKELEVEL make -s module KERNEL="$1" ARCH="$2" \
		IMAGE="$PWD/$generated_farm/image/archive.ksa" \
		OUT="$PWD/$generated_farm" >&2
	exec 8>&-
	# shellcheck disable=SC2034 # the caller's
	generated=$generated_farm/ksarchive.ko
}

# generated_keep NEW OLD: the old file stays, with its time, if it is the same.
generated_keep() {
	if cmp -s "$1" "$2"; then
		rm "$1"
	else
		mv "$1" "$2"
	fi
}
