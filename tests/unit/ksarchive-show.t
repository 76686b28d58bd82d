#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksarchive show: pages, sections, terms and fields, as people read them, byte
# for byte, and as JSON.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

# shows NAME EXPECTED ARGUMENT...: that is all that show prints
shows()
{
	name=$1
	expected=$2
	shift 2
	is "$name" "$("$ksarchive" show --image image "$@" 2>&1
		echo "exit status $?")" "$expected
exit status 0"
}

# refuses NAME STATUS SENTENCE ARGUMENT...: it says that, and nothing else
refuses()
{
	name=$1
	expected="$3
exit status $2"
	shift 3
	is "$name" "$("$ksarchive" show --image image "$@" 2>&1
		echo "exit status $?")" "$expected"
}

# terminal COLUMNS ARGUMENT...: what it prints on a terminal of that width
terminal()
{
	columns=$1
	shift
	env -u COLUMNS TERM=xterm PAGER=cat NO_COLOR=1 \
		python3 "$root/tests/unit/on_terminal.py" --columns "$columns" \
		"$ksarchive" "$@" --image image
}

# same NAME FILE ARGUMENT...: it prints exactly what stands in the file
same()
{
	name=$1
	file=$2
	shift 2
	"$ksarchive" show --image image "$@" >found 2>&1
	cmp "$file" found >difference 2>&1
	result $? "$name" <difference
}

fresh
write archive.yaml <<'EOF'
title: An archive
edition: "1"
README: |
  Read   this.
taxonomies:
  people: {title: People, from: [people.name, led_by]}
EOF
write s/_index.md <<'EOF'
---
title: The section
listing: sessions
dates: [2010-11-01, 2010-11-02]
city: Cambridge
country: UK
days:
  - {day: 1, date: 2010-11-01, note: the first of them}
  - {day: 2, date: 2010-11-02}
---
EOF
write s/one.md <<'EOF'
---
title: Number one
author: A. Writer
date: 2010-11-01
url: https://example.org/1
weight: 1
led_by: [Ann Other]
people:
  - {name: Ann Other, role: leader}
  - {name: Bob}
topics: [Kernel/Scheduler, Kernel]
outcome: It was agreed that nothing had been agreed, and that this was for the best.
completeness: partial
completeness_note: the end is missing
links:
  - {what: seen in the text, url: "https://example.org/seen"}
  - {what: not seen there, url: "https://example.org/unseen"}
sources:
  - https://example.org/1
  - a conversation
---

Of [two](two.md) it is [said](https://example.org/seen) that
it comes after.
EOF
write s/two.md <<'EOF'
---
title: Number two
weight: 2
completeness: full
---
EOF
builds 'an archive'

shows 'a page with everything' 's/one
Number one
==========
A. Writer, 2010-11-01
https://example.org/1

Led by  Ann Other
People  Ann Other – leader
        Bob
Topics  Kernel/Scheduler, Kernel
Extent  partial – the end is missing

Of two[1] it is said[2] that it comes after.

[1] s/two
[2] https://example.org/seen

Outcome  It was agreed that nothing had been agreed, and that this was for the
         best.
Links    not seen there
           https://example.org/unseen
Sources  a conversation

Next      s/two – Number two
In        s – The section' s/one

shows 'a page with nothing but its title' 's/two
Number two
==========

Previous  s/one – Number one
In        s – The section' s/two

shows 'a section, with what it lists' 's
The section
===========

When   2010-11-01, 2010-11-02
Where  Cambridge, UK

Sessions
--------
s/one  Number one
s/two  Number two' s

shows 'a term, with its pages' 'people/ann-other
Ann Other
=========

s/one  Number one

In        people – People' people/ann-other

shows 'the root, with its README as it stands' 'An archive
==========

Read   this.

s  The section' /

is 'a narrow terminal is used to its end' "$(COLUMNS=30 "$ksarchive" show s/one \
	--image image | sed -n '/^Outcome/,/^Links/p')" \
'Outcome  It was agreed that
         nothing had been
         agreed, and that this
         was for the best.
Links    not seen there'

# Paths.

same 'a short form' tree/s/one/title o --field title
same 'a path from the tree' tree/s/one/title /sys/kernel/ksarchive/s/one/title
same 'a link, behind a short form' tree/s/two/title o/ne --field title
same 'a link, of a term' tree/s/one/title ann/s-o --field title
same 'a field by its path' tree/s/days s/days
refuses 'several fields' 1 \
	'ksarchive: o/l: may mean s/one/led_by or s/one/links' o/l
refuses 'what is not there' 1 \
	'ksarchive: s/onne: no such page, section or term; did you mean s/one?' s/onne
for typed in annx annn; do
	refuses "what begins nearly so: $typed" 1 \
		"ksarchive: $typed: no such page, section or term; did you mean people/ann-other?" \
		"$typed"
done
refuses 'no path' 2 \
	'ksarchive: show: expected PATH, found 0; see ksarchive show --help'

# Byte for byte.

same 'the text, raw' tree/s/one/text s/one --raw
same 'a field' tree/s/one/people s/one --field people
cat tree/s/one/title tree/s/one/text tree/s/one/title >three
same 'several fields, in their order' three s/one --field title --raw \
	--field title
same 'a field, raw' tree/s/one/people s/one/people --raw
refuses 'a field of a field' 1 \
	'ksarchive: people: expected a page with a field title, found a field' \
	s/one/people --field title
refuses 'a field that is not there, before those that are' 1 \
	'ksarchive: s/two: no field nix; there are completeness, title, weight' \
	s/two --field title --field nix
refuses 'no text' 1 \
	'ksarchive: s/two: no field text; there are completeness, title, weight' \
	s/two --raw
refuses 'a directory for a field' 1 \
	'ksarchive: s: no field one; there are city, country, dates, days, listing, sessions, title' \
	s --field one
is 'the fields there are' "$("$ksarchive" show s --fields --image image)" \
"$(printf '%s\t%s\n' city Cambridge country UK dates 2010-11-01 \
	days '#day date note' listing sessions sessions 'one Number one' \
	title 'The section')"

# On a terminal.

is 'a table in columns where they fit' "$(terminal 40 show s/days)" \
'day  date        note
1    2010-11-01  the first of them
2    2010-11-02  '
is 'a table record by record where they do not' "$(terminal 30 show s/days)" \
'day   1
date  2010-11-01
note  the first of them

day   2
date  2010-11-02'

# For programs.

is 'all of a page as JSON' "$("$ksarchive" show s/one --json --image image |
	python3 -c 'if True:
		import json, sys
		page = json.load(sys.stdin)
		print(*page, sep=" ")
		print(page["path"], page["next"])
		print(page["fields"]["people"], page["fields"]["topics"])
		print(page["text"] == open("tree/s/one/text").read()[:-1])')" \
"command path title date author url people next fields text
s/one s/two
[{'name': 'Ann Other', 'role': 'leader'}, {'name': 'Bob'}] ['Kernel/Scheduler', 'Kernel']
True"
expected='{"command":"show","path":"s","fields":{"city":["Cambridge"],"dates":["2010-11-01","2010-11-02"]}}'
shows 'fields as JSON' "$expected" s --field city --field dates --json
shows 'a field by its path as JSON' \
	'{"command":"show","path":"s","fields":{"city":["Cambridge"]}}' \
	s/city --json
shows 'the same on a line' \
	'{"command":"show","path":"s","fields":{"city":["Cambridge"]}}' \
	s/city --jsonl

# Whatever stands in an image.

PYTHONPATH=$root/tests/unit python3 - <<'EOF'
from ksa_writer import image_of
bad = b"\x1b]0;owned\x07 \xff\xc2\x9b31m \xe2\x80\xae\n"
page = {"title": bad, "author": bad, "date": bad, "url": bad, "text": bad,
        "people": b"#name\trole\n" + bad[:-1] + b"\t" + bad, "led_by": bad,
        "outcome": bad, "links": bad, "sources": bad, "topics": bad,
        "completeness": bad, "next": "s/q", "table": b"#a\tb\n" + bad + b"1\n"}
open("image", "wb").write(image_of({
    "catalog": b"s/p\n" + bad, "title": bad, "README": bad,
    "taxonomies": bad,
    "s": {"title": bad, "listing": b"x" * 300 + b"\n", "text": b"\n",
          "p": page, "q": {"title": b"\n"}, "r": {"none": b"\n"}}}))
EOF
for path in s/p s/q s/r s / s/p/people s/p/table s/p/title; do
	terminal 80 show "$path" >said 2>&1 && [ -s said ] &&
		! LC_ALL=C grep -q "$(bytes '[\001-\010\013-\037\177]\|\302[\200-\237]\|\342\200\256')" said
	result $? "nothing that a terminal obeys: $path" <said
done

finish
