#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# In the guest: what was imported is published as the image has it, and an
# article reads as the page did that it was made of.
set -eu

# check NAME COMMAND...: one line of TAP, and below it what a failure said
check() {
	checks=$((checks + 1))
	name=$1
	shift
	"$@" >said 2>&1 || printf 'not '
	echo "ok $checks - $name"
	sed 's/^/# /' said
}

shows() {
	ksarchive show article >page
	grep -q -F "$1" page || {
		cat page
		return 1
	}
}

hides() {
	! grep -q -F "$1" page
}

checks=0
echo 1..10
check 'verify: sysfs and procfs publish the image' ksarchive verify
check 'all articles are listed' \
	test "$(ksarchive list -r | grep -c /)" -ge 4000
check 'title' shows "LS2033: The lighthouse keeper's kernel"
check 'byline' shows 'Ada Example, 2033-05-04'
check 'topic' shows 'Kernel/Device drivers'
check 'topic: filed under it' \
	test "$(ksarchive topics device-drivers)" = "$(printf '%s\t%s' article \
		"LS2033: The lighthouse keeper's kernel")"
check 'text' shows 'Every lamp on the coast had drivers of its own.'
check 'link, made absolute' shows 'https://lwn.net/Articles/330001/'
check 'no subscription banner' hides 'subscribing'
check 'no footer' hides 'to post comments'
