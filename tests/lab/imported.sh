#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Four thousand imported articles, 32 MiB, and one that is told from them, in a
# guest; imported-ARCH.t are this script.
set -eu

name=$(basename "$0" .t)
arch=${name##*-}

exec tools/lab/lab run -a "$arch" -k 6.12 -M 1024 \
	-m "build/generated/6.12-$arch-imported/ksarchive.ko" \
	-f "build/guest-$arch/ksarchive:/bin/ksarchive" \
	-f tests/lab/imported-in-guest.sh -- sh imported-in-guest.sh
