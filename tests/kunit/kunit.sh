#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# KUnit in a guest; the architecture is this script's name, x86_64.t or arm64.t.
# Every case is a test here as well, a parameterised one as many as it has
# parameters. The captured output must satisfy the kernel's own reader too.
set -eu

arch=$(basename "$0" .t)
farm=build/kunit-$arch
ktap=$PWD/$farm/results.ktap
kunit=$(cat "$farm/kernel")/source/tools/testing/kunit/kunit.py

# Turns the cases of a KTAP document into top-level tests, numbered on from $1.
# What a case says of its failure stands above its result there, below it here.
flatten() {
	awk -v number="$1" '
	function report(result, name) {
		sub(/ [0-9]+ /, " " ++number " - " name, result)
		print result
		if (result ~ /^not ok/)
			printf "%s", why
		why = ""
	}
	/^    # Subtest: /		{ suite = $3; next }
	/^        # Subtest: /		{ test = $3; parameters = 0; next }
	/^        (not )?ok /		{ parameters++
					  sub(/^ +/, "")
					  report($0, suite " " test ": ")
					  next }
	/^    (not )?ok /		{ sub(/^ +/, "")
					  if (!parameters)
						report($0, suite " ")
					  parameters = 0
					  next }
	/^(not )?ok [0-9]+ no-leak/	{ report($0, ""); next }
	/^(not )?ok |^ *KTAP |^ *1\.\./	{ why = ""; next }
					{ why = why "# " $0 "\n" }
	END				{ print "1.." number }
	'
}

status=0
said=$(tools/lab/lab run -a "$arch" -k kunit -m "$farm/ksarchive.ko" \
	-f "$farm/ksarchive_kunit.ko" -f tests/kunit/in-guest.sh -- \
	sh in-guest.sh 2>&1 >"$ktap") || status=$?
[ "$status" -eq 0 ] || echo "$said" >&2
if grep -q '^1\.\.0 # SKIP' "$ktap"; then
	sed -n 's/^1\.\.0 # SKIP/1..0 # SKIP/p' "$ktap"
	exit 0
fi

[ "$status" -eq 0 ] || printf 'not '
echo "ok 1 - $arch: the guest ran all suites to their end"
parsed=$(python3 "$kunit" parse "$ktap" 2>&1) && whole=yes || whole=
[ -n "$whole" ] || printf 'not '
echo "ok 2 - $arch: kunit.py parse is satisfied"
[ -n "$whole" ] || echo "$parsed" | tail -n 40 | sed 's/^/# /'
flatten 2 <"$ktap"
