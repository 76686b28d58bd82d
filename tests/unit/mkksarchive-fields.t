#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mkksarchive: what becomes of a page's keys and of its body.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

fresh
write s/scalars.md <<'EOF'
---
title: "Scalars: all kinds"
no_is_no: no
number: 1.10
hex: 0x1f
quoted_null: "null"
quoted: 'It''s "so"'
escaped: "tab\there \u00e9"
literal: |+
  two
  lines


folded: >
  one
  line
  of folded text
tab: "a	b"
UPPER.case-1: kept
null_1: null
null_2: ~
null_3:
null_4: NULL
null_5: Null
empty: ""
empty_list: []
empty_map: {}
list_of_nothing: [~, "", null]
only_newlines: "\n\n"
null_by_tag: !!null x
text_by_tag: !!str null
weight: 08
---
EOF
write s/lists.md <<'EOF'
---
title: Lists
flow: [a, "b c", 'd, e']
block:
  - one
  -
  - >
    two
    folded
  - ""
  - three
records:
  - name: Ada
    role: ~
    org: X
  - name: Bela
    role: asks
    at: {city: Oslo, country: {code: "NO"}}
    none: null
  - {}
  - name: ~
irc:
  channel: '#kernel'
  server: {host: irc.example.org, port: 6667}
  list: [a, b]
  empty: {}
---
EOF
write s/graph.md <<'EOF'
---
title: &t Aliases
again: *t
base: &base {a: 1, b: 2}
more: &more {b: 3, c: 4}
merged: {<<: [*base, *more], b: 9}
one_merge: {z: 0, <<: *base}
records:
  - &r {name: N, role: R}
  - <<: *r
    role: other
anchored_list: &l [x, y]
same_list: *l
---
EOF
write s/section/_index.md <<'EOF'
---
title: A nested section
prev: a section may have it
next: and this
---
EOF
builds 'keys of all kinds'

file s/scalars/title 'Scalars: all kinds'
file s/scalars/no_is_no no
file s/scalars/number 1.10
file s/scalars/hex 0x1f
file s/scalars/quoted_null null
file s/scalars/quoted 'It'\''s "so"'
file s/scalars/escaped 'tab	here é'
file s/scalars/literal 'two
lines'
file s/scalars/folded 'one line of folded text'
file s/scalars/tab 'a	b'
file s/scalars/UPPER.case-1 kept
file s/scalars/text_by_tag null
file s/scalars/weight 08
is 'null and empty values are left out' "$(ls tree/s/scalars)" \
'UPPER.case-1
escaped
folded
hex
literal
next
no_is_no
number
quoted
quoted_null
tab
text_by_tag
title
weight'
file s/lists/flow 'a
b c
d, e'
file s/lists/block 'one
two folded
three'
file s/lists/records '#name	role	org	at_city	at_country_code
Ada		X		
Bela	asks		Oslo	NO'
file s/lists/irc_channel '#kernel'
file s/lists/irc_server_host irc.example.org
file s/lists/irc_server_port 6667
file s/lists/irc_list 'a
b'
absent s/lists/irc_empty
absent s/lists/irc
file s/graph/again Aliases
file s/graph/merged_a 1
file s/graph/merged_b 9
file s/graph/merged_c 4
file s/graph/one_merge_a 1
file s/graph/one_merge_z 0
file s/graph/records '#name	role
N	R
N	other'
file s/graph/same_list 'x
y'
file s/section/prev 'a section may have it'

# Bodies, byte for byte.

body()
{
	bytes "\055--\ntitle: B\n---\n$1" >data/s/body.md
	compile
	[ "$status" -eq 0 ] && unpack
	od -An -c tree/s/body/text 2>/dev/null >found
	bytes "$2" | od -An -c >expected
	[ -n "$2" ] || : >expected
	diff -u expected found >difference
	result $? "body: $3" <difference
	comes_back "body: $3"
}

fresh
body 'a\n' 'a\n' 'a line'
body 'a' 'a\n' 'no newline at the end'
body '\n\n \n\t\n  a\n b\n\n\t\n\n' '  a\n b\n' 'blank lines at either end'
body 'a  \n\n\nb \t\n\n' 'a  \n\n\nb \t\n' 'blank lines within'
body 'a  ' 'a  \n' 'blanks at the very end'
body 'a  \r\n \r\n' 'a  \n' 'blanks before CRLF'
body 'a\r\n\r\nb\r\n\r\n' 'a\n\nb\n' 'CRLF'
body '\r\n\r\na\nb\r\n' 'a\nb\n' 'CRLF and LF mixed'
body '' '' 'empty'
body '\n \n\t\n' '' 'blank'
body 'copy_from_user() *a*  \\\\_ &amp; <b>\n---\n...\n' \
	'copy_from_user() *a*  \\\\_ &amp; <b>\n---\n...\n' 'Markdown is not touched'
body 'é \342\200\250 \357\277\275 \360\237\220\247\n' \
	'é \342\200\250 \357\277\275 \360\237\220\247\n' 'UTF-8 of all lengths'
body 'a\tb\n' 'a\tb\n' 'a tab'

# Front matter, however it is written.

front()
{
	bytes "$1" >data/s/front.md
	compile
	[ "$status" -eq 0 ] && unpack 2>>messages
	is "front matter: $2" "$(cat tree/s/front/title tree/s/front/text 2>&1)" \
		'T
b'
	comes_back "front matter: $2"
}

fresh
front '\357\273\277---\ntitle: T\n---\nb\n' 'after a byte order mark'
front '\055--\ntitle: T\n...\nb\n' 'ended by dots'
front '\055-- \t\r\ntitle: T\r\n---\r\nb\r\n' 'with CRLF and spaces'
front '\055--\n{title: T}\n---\nb' 'in flow style'
front '\055--\n# comment\ntitle: T # comment\n---\n\nb\n' 'with comments'

finish
