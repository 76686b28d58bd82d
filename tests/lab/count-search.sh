#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What it costs to search the archive with the reader, beside GNU grep over the
# tree, for words that stand in few lines, in many, and everywhere, and for
# expressions; count-search-ARCH.t are this script.
set -eu

. tests/lab/guest.sh

name=$(basename "$0" .t)
arch=${name##*-}
case $arch in
x86_64) loader=/lib64/ld-linux-x86-64.so.2 ;;
arm64) loader=/lib/ld-linux-aarch64.so.1 ;;
esac

# Debian's grep, where the guest has only busybox's, with what it is linked to.
folder=$(cat "build/guest-$arch/grep")
set -- -f "$folder/bin/grep:/bin/grep" \
	-f "$(echo "$folder"/lib/*/"${loader##*/}"):$loader"
for library in "$folder"/lib/*/libc.so.6 "$folder"/usr/lib/*/libpcre2-8.so.0
do
	set -- "$@" -f "$library:/lib/${library##*/}"
done

# A twentieth is what a search may take. To find and print a line takes about 1,000
# instructions, so that what stands in every other line takes more; the last two
# have limits of their own, which hold what was reached.
guest_run "$arch" 6.12 "build/6.12-$arch/ksarchive.ko" -i "$@" -- \
	suite 'count-search ksarchive.ko 20 checkpoint 20 staging 20 Mol[a-z]*r 20 kernel 16 the 17 20[01][0-9]'
