#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Ten thousand pages, 290,000 nodes, loaded and unloaded; scale-ARCH.t are this
# script.
set -eu

. tests/lab/guest.sh

name=$(basename "$0" .t)
arch=${name##*-}

guest_run "$arch" 6.12 "build/generated/6.12-$arch-10000/ksarchive.ko" \
	-M 1024 -- suite 'scale ksarchive.ko'
