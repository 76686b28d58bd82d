#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Builds the module in a farm of links to its sources, because M= writes beside
# them before 6.13.
#
#	build-module.sh FARM IMAGE ARGUMENT...
#
# FARM is made where it is missing, IMAGE has its edition.h beside it, and the
# ARGUMENTs tell make of the kernel. Exit status: make's.
set -eu

root=$(dirname "$(dirname "$(readlink -f "$0")")")
farm=$1
image=$(readlink -f "$2")
shift 2

mkdir -p "$farm/tests"
cp -rsf "$root/Kbuild" "$root/module" "$farm"
cp -rsf "$root/tests/kunit" "$root/tests/unit" "$farm/tests"
# No part of a make that calls this: its flags are for its own rules.
exec env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s -j"$(nproc)" \
	M="$(readlink -f "$farm")" KSARCHIVE_IMAGE="$image" "$@"
