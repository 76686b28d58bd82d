#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The image: C alone, C under sanitizers, and C against the reader in Python.
#
# Make has built the two programs. Each result of theirs is a result here; a
# program that dies, or says less than it planned, is one more that failed.

build=${BUILD:-build/host}
here=$(dirname "$0")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
results=0
failures=0

# run NAME COMMAND...: the command's results, numbered on from those before
run()
{
	name=$1
	shift
	"$@" >"$work/tap" 2>"$work/errors"
	status=$?
	sed 's/^/# /' "$work/errors"
	awk -v name="$name" -v status="$status" -v before="$results" \
	    -v counts="$work/counts" '
		/^(not )?ok / {
			failed += $1 == "not"
			sub(/ok [0-9]+ - /, "ok " (before + ++seen) " - " name ": ")
			print
			next
		}
		/^1\.\.[0-9]+$/ { planned = substr($0, 4); next }
		{ print }
		END {
			whole = planned > 0 && planned == seen &&
				(status == 0) == (failed == 0)
			failed += !whole
			printf "%s %d - %s: ran to its end (exit status %d)\n",
				whole ? "ok" : "not ok", before + ++seen, name, status
			print before + seen, failed + 0 >counts
		}' "$work/tap"
	read -r results failed <"$work/counts"
	failures=$((failures + failed))
}

run image "$build/tests/image"
run sanitized "$build/tests/image-sanitized"
run python python3 "$here/image_oracle.py" "$build/tests/image" \
	"$build/tests/image-sanitized"

echo "1..$results"
[ "$failures" -eq 0 ]
