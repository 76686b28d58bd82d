#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What a mapping of 16 MiB costs beside tmpfs; count-map-KERNEL-ARCH.t are this
# script. tmpfs itself costs twice as much on 6.12 as on 6.1, so that 6.1 is the
# sharper of the two.
set -eu

. tests/lab/guest.sh

name=$(basename "$0" .t)
name=${name#count-map-}
kernel=${name%-*}
arch=${name##*-}

guest_run "$arch" "$kernel" "build/generated/$kernel-$arch-160/ksarchive.ko" \
	-i -M 1024 -- suite 'count-map ksarchive.ko'
