#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# In the guest: what the archive looks like, as someone would who meets it for
# the first time. Every command is printed before it runs; the first that fails
# ends the demonstration.
set -eu

show() {
	printf '\n# %s\n' "$*"
	eval "$*"
}

echo "Linux $(uname -r) on $(uname -m)"
show insmod ksarchive.ko
show cd /sys/kernel/ksarchive
show ls
show cat 2010/sessions
show cat 2010/out-of-tree/text
show readlink 2010/out-of-tree/next
show cat 2010/out-of-tree/next/title
show cat /proc/ksarchive/2010/out-of-tree/next/title
show cmp 2010/out-of-tree/text /proc/ksarchive/2010/out-of-tree/text
show head -n 12 topics/terms
show cd /
show 'ksarchive show 2010/out | head -n 13'
show ksarchive search --in text checkpoint 2010
show ksarchive verify
show rmmod ksarchive
show '! ls /sys/kernel/ksarchive /proc/ksarchive'
