#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What make makes anew, and what it says to a word that it does not know: in a
# copy of the project, with the tools that are built already.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
tests=0

ok() {
	tests=$((tests + 1))
	name=$1
	shift
	"$@" || printf 'not '
	echo "ok $tests - $name"
}

# says STATUS SENTENCE COMMAND...
says() {
	expected=$1 sentence=$2
	shift 2
	status=0
	"$@" >"$work/said" 2>&1 || status=$?
	[ "$status" -eq "$expected" ] && grep -qF "$sentence" "$work/said"
}

copy=$work/copy
mkdir -p "$copy/build"
ln -s "$PWD/Kbuild" "$PWD/Makefile" "$PWD/data" "$PWD/module" "$PWD/tests" \
	"$PWD/tools" "$copy"
cp -a build/host build/packages "$copy/build"
cp -RL data "$work/other"
sed 's/^title: .*/title: Another archive/' data/archive.yaml \
	>"$work/other/archive.yaml"

image() {
	make -s -C "$copy" build/archive.ksa build/edition.h "$@" >"$work/said" 2>&1
	cksum <"$copy/build/archive.ksa"
}

first=$(image)
stamp=$(stat -c %y "$copy/build/archive.ksa")
ok 'the same pages make nothing' [ "$first" = "$(image)" ]
ok 'the image keeps its time' \
	[ "$stamp" = "$(stat -c %y "$copy/build/archive.ksa")" ]
ok 'other pages make another image' [ "$first" != "$(image DATA="$work/other")" ]
ok 'which the module names' \
	grep -q 'Another archive' "$copy/build/edition.h"
ok 'the own pages make the first again' [ "$first" = "$(image)" ]
rm "$copy/build/edition.h"
image >"$work/sum"
ok 'what is missing of the two is made' [ -e "$copy/build/edition.h" ]

ok 'an unknown ARCH is named' \
	says 2 'ARCH: expected x86_64 arm64, found amd64' \
	make -C "$copy" lab ARCH=amd64
ok 'an unknown KERNEL is named' \
	says 2 'KERNEL: expected 6.12 6.1 kunit, found 5.4' \
	make -C "$copy" lab KERNEL=5.4
ok 'help names the verbs' says 0 'make demo' make -s -C "$copy" help

# What is put in place, each with its mode; the module needs a kernel's headers.
cat >"$work/places" <<'EOF'
755 bin/ksarchive
755 bin/mkksarchive
644 share/bash-completion/completions/ksarchive.bash
644 share/fish/vendor_completions.d/ksarchive.fish
644 share/ksarchive/archive.ksa
644 share/man/man1/ksarchive.1
644 share/man/man1/mkksarchive.1
644 share/man/man5/ksa.5
644 share/zsh/site-functions/_ksarchive
EOF
places() {
	(cd "$1" && find . -type f ! -path './share/ksarchive/schema/*.json' \
		-printf '%m %P\n' | sort -k 2)
}

# make_there VERB [NAME=VALUE]: without the module, into a folder of our own
make_there() {
	make -s -C "$copy" "$@" own-kdir= DESTDIR="$work/there" \
		>"$work/said" 2>&1 || cat "$work/said"
}

make_there install
places "$work/there/usr/local" >"$work/found"
ok 'install: every file in its place, and no other' \
	diff -u "$work/places" "$work/found"
ok 'install: every schema' diff -r tools/ksarchive/schema \
	"$work/there/usr/local/share/ksarchive/schema"
ok 'install: the reader reads the image' says 0 'The 2010 Kernel Summit' \
	"$work/there/usr/local/bin/ksarchive" list \
	--image "$work/there/usr/local/share/ksarchive/archive.ksa"
ok 'install: outside of PREFIX nothing' \
	[ "$(cd "$work/there" && echo ./* usr/*)" = './usr usr/local' ]
make_there uninstall
ok 'uninstall: no file is left' \
	[ -z "$(find "$work/there" ! -type d -o -name ksarchive)" ]
make_there install PREFIX=/usr
ok 'PREFIX=/usr: where zsh looks for completions' \
	[ -e "$work/there/usr/share/zsh/vendor-completions/_ksarchive" ]
ok 'PREFIX=/usr: the programs' [ -x "$work/there/usr/bin/ksarchive" ]

echo "1..$tests"
