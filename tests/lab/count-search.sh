#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What it costs to search the archive with the reader, beside GNU grep over the
# tree, for two words, an expression and a word that is everywhere;
# count-search-ARCH.t are this script.
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

# Of what the reader takes for a word, half is that there is a process at all: one
# that does nothing takes 0.48 million instructions, of the 0.97 million that a
# twentieth allows. So a twentieth is what a word may take that stands in few lines,
# and no more than that fits in: to compile an expression, or to print a third of
# all the lines there are, takes more, and has a limit of its own, which holds what
# was reached.
guest_run "$arch" 6.12 "build/6.12-$arch/ksarchive.ko" -i "$@" -- \
	suite 'count-search ksarchive.ko 20 checkpoint 20 staging 15 Mol[a-z]*r 10 the'
