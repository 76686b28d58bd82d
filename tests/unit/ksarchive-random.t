#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksarchive random: an article a day.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

# drawn ARGUMENT...: the path of the article
drawn()
{
	"$ksarchive" random --image image "$@" | sed -n 1p
}

# page PATH [TEXT]
page()
{
	printf -- '---\ntitle: %s\n---\n%s\n' "$1" "${2-}" | write "$1"
}

fresh
page s/_index.md 'What the section says of itself.'
page t/_index.md
for slug in a b c d e f g; do
	page "s/$slug.md" 'Text.'
done
page s/empty.md
page t/h.md 'Text.'
builds 'an archive'

is 'as show shows it' "$("$ksarchive" random t --image image)" \
	"$("$ksarchive" show t/h --image image)"
is 'the same as JSON, but for the name of the command' \
	"$("$ksarchive" random t --json --image image |
		sed 's/"command":"random"/"command":"show"/')" \
	"$("$ksarchive" show t/h --json --image image)"

# Every article comes once before one comes again; sections and pages without
# text never do.
for first in 0 8 800; do
	for day in 0 1 2 3 4 5 6 7; do
		drawn --seed "$((first + day))"
	done >"round$first"
	is "each once in the round from day $first on" \
		"$(sort "round$first")" "$(printf '%s\n' s/a s/b s/c s/d s/e \
			s/f s/g t/h)"
done
! cmp -s round0 round8 || ! cmp -s round0 round800
result $? 'the rounds differ' <round0

# The day is that of the calendar on the wall: two places that are 26 hours
# apart never have the same one.
for zone in UTC Etc/GMT+12 Etc/GMT-14; do
	before=$(TZ=$zone python3 -c 'import datetime
print((datetime.date.today() - datetime.date(1970, 1, 1)).days)')
	found=$(TZ=$zone drawn)
	after=$(TZ=$zone python3 -c 'import datetime
print((datetime.date.today() - datetime.date(1970, 1, 1)).days)')
	[ "$found" = "$(drawn --seed "$before")" ] ||
		[ "$found" = "$(drawn --seed "$after")" ]
	result $? "today's article in $zone" </dev/null
done

# Midnight may pass meanwhile.
tries=20
while today=$(drawn) && [ "$tries" -gt 0 ] && [ "$(drawn --again)" != "$today" ]
do
	tries=$((tries - 1))
done
[ "$tries" -eq 0 ] || [ "$(drawn)" != "$today" ]
result $? 'another one is not the one of today' </dev/null
is 'the only one is its own other' "$(drawn t --again)" t/h

is 'a section to choose from' "$(drawn --seed 3 t)" t/h
is 'a page to choose from' "$(drawn --seed 3 s/a)" s/a
for wrong in '' -1 x 1x 99999999999999999999; do
	is "no seed: $wrong" "$(drawn --seed "$wrong" 2>&1)" \
		"ksarchive: --seed $wrong: expected a number from 0 to 18446744073709551615"
done
is 'nothing to read' "$(drawn s/empty 2>&1)" \
	'ksarchive: s/empty: expected pages with text, found none'
"$ksarchive" random s/empty --image image 2>/dev/null
is 'nothing to read: exit status' $? 1

finish
