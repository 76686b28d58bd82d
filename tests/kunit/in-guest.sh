#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# In the guest: runs the KUnit module and prints what its suites reported as one
# KTAP document, then whether anything leaked.
#
# The results are read from debugfs, where they stand without the kernel's log
# between them; each suite there is a document of its own with the number 1.
set -eu

debug=/sys/kernel/debug

[ -d $debug/kunit ] || {
	printf 'KTAP version 1\n1..0 # SKIP this kernel has no KUnit\n'
	exit 0
}

# So that allocations which may wait can be made to fail as well.
if [ -d $debug/failslab ]; then
	echo N >$debug/failslab/ignore-gfp-wait
	echo 0 >$debug/failslab/verbose
fi
[ ! -e $debug/kmemleak ] || echo clear >$debug/kmemleak
insmod /root/ksarchive_kunit.ko

set -- $debug/kunit/ksarchive-*/results
printf 'KTAP version 1\n1..%d\n' $(($# + 1))
number=0
for results; do
	number=$((number + 1))
	sed "1,2d; s/^\(not ok\|ok\) 1 /\1 $number /" "$results"
done

number=$((number + 1))
rmmod ksarchive_kunit
if [ ! -e $debug/kmemleak ]; then
	echo "ok $number no-leak # SKIP this kernel has no kmemleak"
	exit 0
fi
# An object is reported when a second scan has not found it either.
echo scan >$debug/kmemleak
echo scan >$debug/kmemleak
leaks=$(cat $debug/kmemleak)
[ -z "$leaks" ] || {
	echo "$leaks" | sed 's/^/# /'
	printf 'not '
}
echo "ok $number no-leak"
