#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksarchive export --html: the web pages, of the archive itself and of one that
# tries to be more than text. site_oracle.py compares them with the image.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"
# shellcheck source=tests/unit/hostile-pages.sh
. "$root/tests/unit/hostile-pages.sh"

# site IMAGE FOLDER: makes the pages
site()
{
	"$ksarchive" --image "$1" export --html "$2" >said 2>&1
	result $? "$2: is made" <said
}

# agrees FOLDER IMAGE: a result for each of the oracle's checks
agrees()
{
	python3 "$root/tests/unit/site_oracle.py" "$1" "$2" >checks 2>&1
	result $? "$1: is looked at" <checks
	while read -r word name rest; do
		case $word in
		ok)
			result 0 "$1: $name"
			;;
		not)
			result 1 "$1: $rest" <checks
			;;
		esac
	done <checks
}

# What tidy of 2021 does not know yet: an attribute of ARIA 1.1, and SVG 2's
# way to write a link.
tidy_says_nothing()
{
	find "$1" -name index.html -exec tidy -q -e {} + 2>&1 |
		grep -v -e 'proprietary attribute "aria-current"' \
			-e '<a> proprietary attribute "href"'
	[ "$(find "$1" -name index.html | wc -l)" -gt 20 ]
}

"$mkksarchive" build "$root/data" -o archive.ksa 2>messages
site archive.ksa archive
agrees archive archive.ksa
succeeds 'archive: tidy finds nothing' tidy_says_nothing archive

hostile_pages
compile
cp image hostile.ksa
hostile_image hostile.ksa
is 'the hostile pages are an archive' "$status" 0
site hostile.ksa hostile
agrees hostile hostile.ksa
succeeds 'hostile: tidy finds nothing' tidy_says_nothing hostile

# line FOLDER/PAGE PATTERN: the one line of a page that has it
line()
{
	grep -e "$2" "$1/index.html" | sed 's/^ *//'
}

is 'a heading has its anchor, below the title' \
	"$(grep -A1 '<h2 id="a-heading-1">' hostile/s/body/index.html)" \
	'<h2 id="a-heading-1">
A heading'
is 'no level is left out' "$(grep -c '<h[456]' hostile/s/body/index.html)" 0
is 'markup is text' "$(grep -c '^<pre><code>&lt;script&gt;alert(1)' \
	hostile/s/body/index.html)" 1
is 'a comment is left out' "$(grep -c 'a comment' hostile/s/body/index.html)" 0
is 'links lead to pages and their headings' \
	"$(line hostile/s/body '>again<')" \
	'<p><a href="../../s/body/index.html#a-heading">same</a> <a href="../../s/body/index.html#a-heading-1">again</a> <a href="../../s/fields/index.html">fields</a>'
is 'links may be to files, to the root, or between folders' \
	"$(line hostile/s/body '>hugo<')" \
	'<a href="../../s/body/index.html#code--more-here">code</a> <a href="../../s/index.html">root</a> <a href="../../s/fields/index.html">hugo</a> <a href="../../s/deep/page/index.html">deep</a>'
is 'a picture is a link' "$(line hostile/s/body '>picture<')" \
	'<p><a href="https://example.org/p.png">picture</a> <a href="https://example.org/q.png">https://example.org/q.png</a>'
is 'no link in a link' "$(line hostile/s/body 'in a picture')" \
	'<a href="https://example.org/s.png">a link in a picture</a></p>'
is 'what is no table keeps its lines' \
	"$(grep -c '|<br />$' hostile/s/body/index.html)" 2
is 'an address that may not be clicked on is text' \
	"$(line hostile/s/fields 'a user')" \
	'<li>a user – Url: https://example.org@evil.example/</li>'
is 'what may not stand in an address is escaped' \
	"$(line hostile/s/fields '>percent<')" \
	'<li><a href="https://example.org/%25zz%41#a%23b%7Cc%5Bd%5D%5E%60%7B%7D">percent</a></li>'
is 'words and their address are one' \
	"$(line hostile/s/fields 'example.org/next')" \
	'<dd><a href="https://example.org/next">&lt;/dd&gt;&lt;/dl&gt;</a></dd>'
is 'a meeting is dated by its days, not by its report' \
	"$(sed -n '/>The 2010 Kernel Summit</{n;s/<[^>]*>//g;s/,.*//;p}' \
		archive/index.html)" '1 November 2010 – 2 November 2010'

finish
