#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The real module on a real kernel, and the reader beside it: KERNEL-ARCH.t are
# this script.
#
# What is done over and over, loading and verifying, takes a small archive: it is
# after the module and the reader, and the time would go into the nodes. So does
# the kunit kernel for all: what it watches makes everything several times
# slower, and with CONFIG_DEBUG_KOBJECT_RELEASE each loading takes seconds to
# undo. What a loading can be refused for is left to the other kernels, as is the
# reader.
set -eu

. tests/lab/guest.sh

name=$(basename "$0" .t)
kernel=${name%-*}
arch=${name##*-}
small=build/generated/$kernel-$arch-40/ksarchive.ko

set -- 'twins ksarchive.ko' 'map ksarchive.ko' 'trace ksarchive.ko' \
	'stall ksarchive.ko'
case $kernel in
kunit)
	module=$small
	[ -e "$module" ] || {
		echo "1..0 # SKIP $module is not built: make test does that"
		exit 0
	}
	set -- "$@" 'unload small.ko 2'
	;;
*)
	module=build/$kernel-$arch/ksarchive.ko
	set -- "$@" 'load ksarchive.ko' 'unload ksarchive.ko 5' \
		'unload small.ko 200' 'reader ksarchive.ko' \
		'verify ksarchive.ko' 'verify small.ko 1000/page-1' \
		'vanish ksarchive.ko'
	;;
esac
guest_run "$arch" "$kernel" "$module" -f "$small:small.ko" -- suite "$@"
