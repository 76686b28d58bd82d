#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What publishing costs a node, of 2,500 pages and of 10,000; count-load-ARCH.t
# are this script.
set -eu

. tests/lab/guest.sh

name=$(basename "$0" .t)
arch=${name##*-}

made=build/generated/6.12-$arch
guest_run "$arch" 6.12 "$made-2500/ksarchive.ko" -i -M 1024 \
	-f "$made-10000/ksarchive.ko:large.ko" -- \
	suite 'count-load ksarchive.ko large.ko'
