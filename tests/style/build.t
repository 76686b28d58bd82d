#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The module builds in silence: with the warnings of W=1 and sparse's, for each
# of Debian's kernels.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
tests=0

echo 1..4
for farm in build/6.12-x86_64 build/6.12-arm64 build/6.1-x86_64 \
	build/6.1-arm64; do
	tests=$((tests + 1))
	kernel=$(cat $farm/kernel)
	copy=$work/${farm#build/}
	mkdir "$copy"
	# shellcheck disable=SC2046 # the arguments are words
	tools/build-module.sh "$copy" build/archive.ksa \
		-C "$kernel/kdir" $(cat "$kernel/make") W=1 C=2 modules \
		>"$copy/said" 2>&1 || echo "exit status $?" >>"$copy/said"
	[ ! -s "$copy/said" ] || printf 'not '
	echo "ok $tests - ${farm#build/}: W=1 C=2 says nothing"
	sed 's/^/# /' "$copy/said"
done
