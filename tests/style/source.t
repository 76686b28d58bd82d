#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What a kernel developer runs before a patch is sent, with the kernel's own
# programs, and the like for the shell scripts and the manual pages.
set -eu

source=$(cat build/kunit-x86_64/kernel)/source
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
tests=0

# quiet NAME COMMAND...: passes if the command succeeds and prints nothing
quiet() {
	name=$1
	shift
	tests=$((tests + 1))
	status=0
	"$@" >"$work/said" 2>&1 || status=$?
	[ "$status" -eq 0 ] && [ ! -s "$work/said" ] || printf 'not '
	echo "ok $tests - $name"
	sed 's/^/# /' "$work/said"
}

# It leaves a file behind where it is called.
checkpatch() {
	(cd "$work" && perl "$source/scripts/checkpatch.pl" --no-tree -q \
		--summary-file "$@")
}

# No TRACE_EVENT header satisfies --strict, the kernel's own do not either; and
# a file whose one subject is kernel versions must compare them.
for file in module/*.[chS] tests/kunit/*.[ch]; do
	case $file in
	module/trace.h) set -- ;;
	module/compat.h) set -- --strict \
		--ignore LINUX_VERSION_CODE,CONSTANT_COMPARISON ;;
	*) set -- --strict ;;
	esac
	quiet "checkpatch $*: $file" checkpatch "$@" -f "$PWD/$file"
done

quiet 'kernel-doc: the module and its KUnit tests' \
	"$source/scripts/kernel-doc" -none module/*.[ch] tests/kunit/*.[ch]
quiet 'get_abi.pl validate: the ABI' perl "$source/scripts/get_abi.pl" \
	--dir module/ABI validate

for page in module/*.5 tools/*/*.1; do
	quiet "mandoc: $page" mandoc -T lint -W warning "$page"
done

git ls-files -co --exclude-standard | while read -r file; do
	if head -c 20 "$file" | grep -q '^#!/bin/sh' && [ ! -h "$file" ]; then
		echo "$file"
	fi
done >"$work/scripts"
# shellcheck disable=SC2046 # no file of ours has a space in its name
quiet 'shellcheck: every script' shellcheck -x -S warning $(cat "$work/scripts")

# build_with_clang ARCH: prepares a tree of the test kernel's configuration and
# builds the module in it. Nothing is linked into a kernel, so modpost knows no
# symbols and says so; all else that it or the compiler says counts.
build_with_clang() {
	clang_log=$work/$1.log
	mkdir "$work/$1" "$work/farm-$1" &&
	cat tools/lab/config/base.config tools/lab/config/kunit.config \
		"tools/lab/config/$1.config" >"$work/$1/all.config" &&
	set -- "$1" ARCH="$1" LLVM=1 &&
	make -s -C "$source" O="$work/$1" "$2" "$3" \
		KCONFIG_ALLCONFIG="$work/$1/all.config" allnoconfig \
		>"$clang_log" 2>&1 &&
	make -s -j2 -C "$source" O="$work/$1" "$2" "$3" modules_prepare \
		>"$clang_log" 2>&1 &&
	tools/build-module.sh "$work/farm-$1" build/archive.ksa \
		-C "$work/$1" "$2" "$3" W=1 KSARCHIVE_KUNIT=1 \
		KBUILD_MODPOST_WARN=1 modules >"$clang_log" 2>&1 || {
		cat "$clang_log"
		return 1
	}
	! grep -vE 'Module.symvers|undefined!|unresolved symbol|may not have dep|KBUILD_MODPOST_WARN|at your own risk' \
		"$clang_log"
}

for arch in x86_64 arm64; do
	quiet "clang: $arch: W=1 says nothing" build_with_clang $arch
done

echo "1..$tests"
