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

# What tmpfs takes differs from boot to boot, for the same kernel and bytes: 3.9
# or 7.9 million instructions on x86_64 6.12, where the image took 2.83 in each of
# 17 boots. One boot missed the limit and its figures were not kept, so why is not
# known. A boot that misses it is told, and measured again.
boots=3
while :; do
	boots=$((boots - 1))
	status=0
	said=$(guest_run "$arch" "$kernel" \
		"build/generated/$kernel-$arch-160/ksarchive.ko" -i -M 1024 -- \
		suite 'count-map ksarchive.ko') || status=$?
	case $said in
	*'not ok '*'of what tmpfs takes'*) [ "$boots" -gt 0 ] || break ;;
	*) break ;;
	esac
	echo "$said" | sed -n 's/^# *figure/# measured again after: figure/p'
done
echo "$said"
exit "$status"
