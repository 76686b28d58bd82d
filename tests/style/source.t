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

# patch_style OPTIONS FILE...: a result for each file. They are looked at one by
# one only where something is said: starting checkpatch takes the longest.
patch_style() {
	options=$1
	shift
	each=checkpatch
	# shellcheck disable=SC2086 # the options are words
	if checkpatch $options -f "$@" >"$work/all" 2>&1 && [ ! -s "$work/all" ]; then
		each=true
	fi
	for file; do
		# shellcheck disable=SC2086
		quiet "checkpatch $options: ${file#"$PWD/"}" $each $options -f "$file"
	done
}

# No TRACE_EVENT header satisfies --strict, the kernel's own do not either; and
# a file whose one subject is kernel versions must compare them.
for file in module/*.[chS] tests/kunit/*.[ch]; do
	case $file in
	module/trace.h) patch_style '' "$PWD/$file" ;;
	module/compat.h) patch_style \
		'--strict --ignore LINUX_VERSION_CODE,CONSTANT_COMPARISON' \
		"$PWD/$file" ;;
	*) echo "$PWD/$file" >>"$work/strict" ;;
	esac
done
# shellcheck disable=SC2046 # no file of ours has a space in its name
patch_style --strict $(cat "$work/strict")

quiet 'kernel-doc: the module and its KUnit tests' \
	"$source/scripts/kernel-doc" -none module/*.[ch] tests/kunit/*.[ch]
quiet 'get_abi.pl validate: the ABI' perl "$source/scripts/get_abi.pl" \
	--dir module/ABI validate

for page in module/*.5 tools/*/*.1; do
	quiet "mandoc: $page" mandoc -T lint -W warning "$page"
done

git ls-files -co --exclude-standard | while read -r file; do
	[ ! -f "$file" ] || [ -h "$file" ] || echo "$file"
done | xargs awk 'FNR == 1 && /^#!\/bin\/sh/ { print FILENAME } { nextfile }' \
	>"$work/scripts"
# shellcheck disable=SC2046
quiet 'shellcheck: every script' shellcheck -x -S warning $(cat "$work/scripts")

# build_with_clang ARCH: builds the module in the tree that make has prepared. A
# warning is an error, so what was compiled before had none and is left as it is.
# Nothing is linked into a kernel, so modpost, which looks at it each time, knows
# no symbols and says so; all else that it or the compiler says counts.
build_with_clang() {
	folder=build/clang-$1
	rm -f "$folder/farm/Module.symvers"
	tools/build-module.sh "$folder/farm" build/archive.ksa \
		-C "$PWD/$folder/tree" ARCH="$1" LLVM=1 KCFLAGS=-Werror W=1 \
		KSARCHIVE_KUNIT=1 KBUILD_MODPOST_WARN=1 modules \
		>"$work/clang" 2>&1 || {
		cat "$work/clang"
		return 1
	}
	! grep -vE 'Module.symvers|undefined!|unresolved symbol|may not have dep|KBUILD_MODPOST_WARN|at your own risk' \
		"$work/clang"
}

for arch in x86_64 arm64; do
	quiet "clang: $arch: W=1 says nothing" build_with_clang $arch
done

echo "1..$tests"
