#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What publishing costs a node, of 2,500 pages and of 10,000; count-load-ARCH.t
# are this script.
set -eu

. tests/lab/guest.sh
. tests/lab/generated.sh

name=$(basename "$0" .t)
arch=${name##*-}

generated_module 6.12 "$arch" 2500 1000
small=$generated
generated_module 6.12 "$arch" 10000 1000
guest_run "$arch" 6.12 "$small" -i -M 1024 -f "$generated:large.ko" -- \
	suite 'count-load ksarchive.ko large.ko'
