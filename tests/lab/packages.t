#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# tools/lab/packages.sh, with programs in the place of dpkg and apt that write
# down what they are asked: a test may not install anything.
# shellcheck disable=SC2016 # many a word here is for another shell
set -eu

packages=$PWD/tools/lab/packages.sh
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/bin"
number=0

# plant PROGRAM SCRIPT
plant() {
	printf '#!/bin/sh\n%s\n' "$2" >"$tmp/bin/$1"
	chmod +x "$tmp/bin/$1"
}

# What is installed is a file in installed/, what apt knows one in known/.
plant dpkg-query "for name; do :; done
	[ ! -e '$tmp/installed/'\$name ] || printf installed"
plant apt-cache "[ ! -e '$tmp/known/'\$2 ] && echo '  Candidate: (none)' ||
	echo '  Candidate: 1.0'"
plant apt-get "echo apt-get \$* >>'$tmp/asked'
	case \" \$* \" in
	*' update '*) touch '$tmp/known/late' ;;
	*' install '*) [ ! -e '$tmp/broken' ] || exit 100
		for name; do :; done; touch '$tmp/installed/'\$name ;;
	esac"
plant id 'echo 0'

# ok NAME CONDITION...
ok() {
	name=$1
	shift
	number=$((number + 1))
	if "$@"; then
		echo "ok $number - $name"
	else
		echo "not ok $number - $name"
		sed 's/^/# said: /' "$tmp/said"
		sed 's/^/# asked: /' "$tmp/asked"
	fi
}

# expect STATUS SENTENCE NAME PACKAGE...: a host with gcc, to which apt can add
# make and, once it has read its lists anew, late.
expect() {
	expect_status=$1 expect_sentence=$2 name=$3
	shift 3
	mkdir -p "$tmp/installed" "$tmp/known"
	touch "$tmp/installed/gcc" "$tmp/known/make"
	: >"$tmp/asked"
	status=0
	PATH="$tmp/bin:$PATH" "$packages" "$@" >"$tmp/said" 2>&1 || status=$?
	ok "$name: status $expect_status${expect_sentence:+, \"$expect_sentence\"}" said
}

said() {
	[ "$status" -eq "$expect_status" ] || return 1
	[ -z "$expect_sentence" ] || grep -q "$expect_sentence" "$tmp/said"
}

silent() {
	[ ! -s "$tmp/said" ] && [ ! -s "$tmp/asked" ]
}

asked() {
	grep -q -e "$1" "$tmp/asked"
}

forget() {
	rm -rf "$tmp/installed" "$tmp/known" "$tmp/broken"
}

expect 2 'usage: packages.sh NAME' 'no package'

expect 0 '' 'one that is there' gcc
ok 'nothing is said or done' silent

expect 0 'packages: installing make' 'one that is missing' gcc make
ok 'only the missing one is installed, without recommendations' \
	asked '^apt-get .*--no-install-recommends install make$'
ok 'the lists were good' sh -c '! grep -q update "$1"' sh "$tmp/asked"

forget
expect 0 'packages: installing late' 'one that the lists do not have yet' late
ok 'the lists are read anew, once' [ "$(grep -c update "$tmp/asked")" -eq 1 ]

forget
expect 3 'has no package nonesuch' 'one that nobody has' make nonesuch
ok 'nothing is installed then' sh -c '! grep -q install "$1"' sh "$tmp/asked"

forget
touch "$tmp/broken"
expect 3 'apt-get install make failed' 'apt fails' make
ok 'after lists read anew' asked 'update'

forget
plant id 'echo 1000'
plant sudo "echo sudo >>'$tmp/asked'; exec \"\$@\""
expect 0 'packages: installing make' 'not root' make
ok 'sudo is used' asked '^sudo'

echo "1..$number"
