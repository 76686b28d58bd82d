#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Prepares a tree of the test kernel's configuration, in which modules can be
# compiled by clang.
#
#	prepare-clang.sh FOLDER ARCH SOURCE
#
# FOLDER, which is made anew, gets the tree; SOURCE holds the kernel's sources.
set -eu

folder=$1 arch=$2 source=$3
tree=$(readlink -f "$folder")/tree
config=tools/lab/config

# quietly ARGUMENT...: make, in the kernel's sources
quietly() {
	env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s -j"$(nproc)" \
		-C "$source" O="$tree" ARCH="$arch" LLVM=1 "$@" >"$folder/log" 2>&1 || {
		cat "$folder/log" >&2
		exit 1
	}
}

rm -rf "$folder"
mkdir -p "$tree"
cat "$config/base.config" "$config/kunit.config" "$config/$arch.config" \
	>"$tree/all.config"
quietly KCONFIG_ALLCONFIG="$tree/all.config" allnoconfig
quietly modules_prepare
