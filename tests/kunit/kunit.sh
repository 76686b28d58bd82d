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
flatten() {
	awk -v number="$1" '
	function report(result, name) {
		sub(/ [0-9]+ /, " " ++number " - " name, result)
		print result
	}
	/^    # Subtest: /		{ suite = $3 }
	/^        # Subtest: /		{ case_ = $3; parameters = 0 }
	/^        (not )?ok /		{ parameters++
					  sub(/^ +/, "")
					  report($0, suite " " case_ ": ") }
	/^    (not )?ok /		{ sub(/^ +/, "")
					  if (!parameters)
						report($0, suite " ")
					  parameters = 0 }
	/^(not )?ok [0-9]+ no-leak/	{ report($0, "") }
	/^ +# .*(EXPECTATION|ASSERTION|Expected|==|!=)/ { print "#" $0 }
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
if ! parsed=$(python3 "$kunit" parse "$ktap" 2>&1); then
	echo "$parsed" | tail -n 40 | sed 's/^/# /'
	printf 'not '
fi
echo "ok 2 - $arch: kunit.py parse is satisfied"
flatten 2 <"$ktap"
