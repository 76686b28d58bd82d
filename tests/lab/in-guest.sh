#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The real module on a real kernel, and the reader beside it: KERNEL-ARCH.t are
# this script.
#
# With CONFIG_DEBUG_KOBJECT_RELEASE, as the kunit kernel has it, each loading
# takes seconds to undo: there the module is unloaded a few times only, and what
# a loading can be refused for is left to the other kernels, as is the reader.
set -eu

. tests/lab/guest.sh

name=$(basename "$0" .t)
kernel=${name%-*}
arch=${name##*-}
module=build/$kernel-$arch/ksarchive.ko

set -- 'twins ksarchive.ko' 'map ksarchive.ko' 'trace ksarchive.ko' \
	'stall ksarchive.ko'
case $kernel in
kunit)
	[ -e "$module" ] || {
		echo "1..0 # SKIP $module is not built: make test does that"
		exit 0
	}
	set -- "$@" 'unload ksarchive.ko 2'
	;;
*)
	set -- "$@" 'load ksarchive.ko' 'unload ksarchive.ko 200' \
		'reader ksarchive.ko' 'verify ksarchive.ko' \
		'vanish ksarchive.ko'
	;;
esac
guest_run "$arch" "$kernel" "$module" -- suite "$@"
