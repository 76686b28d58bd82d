#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Installs what is missing of the given Debian packages, and says so. Where
# nothing is missing nothing is touched, asked or printed.
#
#	packages.sh NAME...
#
# Exit status: 0 all are installed, 2 usage, 3 some could not be.
set -eu

die() {
	status=$1
	shift
	printf 'packages: %s\n' "$*" >&2
	exit "$status"
}

is_installed() {
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = \
		installed ]
}

# Sets $missing.
find_missing() {
	missing=
	for name; do
		is_installed "$name" || missing="$missing $name"
	done
}

# A name that apt has no candidate of: the lists are empty, or too old.
is_known() {
	apt-cache policy "$1" 2>/dev/null | grep -q '^  Candidate: [^(]'
}

all_known() {
	for name; do
		is_known "$name" || return 1
	done
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

update() {
	echo 'packages: reading the package lists anew (apt-get update)' >&2
	as_root apt-get -q update >"$log" 2>&1 || :
}

# shellcheck disable=SC2086 # $missing is a list of words
install() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
		--no-install-recommends install $missing >"$log" 2>&1
}

[ $# -gt 0 ] || die 2 'usage: packages.sh NAME...'
find_missing "$@"
[ -n "$missing" ] || exit 0
missing=${missing# }

command -v apt-get >/dev/null ||
	die 3 "needs $missing: install them, this system has no apt-get"
[ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
	die 3 "needs root for: apt-get install $missing"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM

updated=
# shellcheck disable=SC2086
all_known $missing || { update; updated=yes; }
for name in $missing; do
	is_known "$name" ||
		die 3 "Debian's archive is out of reach, or has no package $name: check the network and /etc/apt/sources.list*"
done
echo "packages: installing $missing" >&2
if ! install; then
	# Lists that are out of date name files which are gone.
	[ -n "$updated" ] || { update; install; } || {
		tail -n 5 "$log" >&2
		die 3 "apt-get install $missing failed"
	}
fi
find_missing "$@"
[ -z "$missing" ] || {
	tail -n 5 "$log" >&2
	die 3 "apt-get install did not install$missing"
}
