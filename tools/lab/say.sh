# SPDX-License-Identifier: GPL-2.0-only
# What the lab says and how it ends: every message goes to stderr with the
# lab's name before it; stdout is for answers.

readonly EXIT_FAILED=1 EXIT_USAGE=2 EXIT_LAB=3
readonly EXIT_PANIC=4 EXIT_LOST=5 EXIT_TIMEOUT=6

say() {
	printf 'lab: %s\n' "$*" >&2
}

# die STATUS SENTENCE
die() {
	die_status=$1
	shift
	say "$*"
	exit "$die_status"
}

# The lab's own fault or its surroundings', never the guest's.
broken() {
	die "$EXIT_LAB" "$*"
}

usage_error() {
	say "$*"
	die "$EXIT_USAGE" "'lab --help' says how it is used"
}
