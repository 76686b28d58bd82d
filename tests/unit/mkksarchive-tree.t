#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mkksarchive: sections and their lists, neighbours, the root, taxonomies, and
# names that meet.

# shellcheck disable=SC1112 # the quotes are what people write

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

name_rule='expected at most 63 letters, digits, dots, underscores and hyphens of ASCII, the first a letter or a digit'

# page PATH TITLE [LINE...]: a page with these lines of front matter
page()
{
	page_path=data/$1
	mkdir -p "${page_path%/*}"
	{
		printf -- '---\ntitle: %s\n' "$2"
		shift 2
		[ $# -eq 0 ] || printf '%s\n' "$@"
		echo ---
	} >"$page_path"
}

# Sections, order, lists.

rm -rf data
write archive.yaml <<'EOF'
title: An archive
edition: "2026.1"
licence: CC BY-SA 4.0
contact:
  mail: a@example.org
README: |
  Its own.
taxonomies:
  topics: {title: Topics, from: [topics], separator: /}
  people: {title: The people, from: [people.name, led_by]}
  none: {title: Nobody says, from: nothing}
slugs:
  C++: cpp
  Łódź: lodz
  A/日本: japan
EOF
page b/_index.md 'Section B' 'weight: 1' 'listing: talks' 'date: 2011' 'topics: [B]'
page b/light.md Light 'weight: -3' 'date: Nov 2, 2010'
page b/heavy.md Heavy 'weight: 20'
page b/also.md 'Also 3' 'weight: 3'
page b/third.markdown 'Third 3' 'weight: 3'
page b/z.md 'No weight, Z'
page b/B.md 'No weight, B'
page a/_index.md 'Section A'
page a/sub-2/index.md 'A, two'
page a/sub-2/one.md One
page a/sub-1/_index.md 'A, one'
page a/sub-1/deep/_index.md Deep
page a/sub-1/deep/p.md P
page loose.md 'A loose page'
page c/_index.md 'Section C' 'weight: 0'
mkdir -p data/empty/emptier data/.hidden
echo x >data/.hidden/x.md
echo x >data/b/.hidden.md
builds 'sections within sections'
is 'nothing but sections and files of its own in the root' "$(cd tree && echo *)" \
	'README a b c catalog contact_mail edition licence loose none pages people sections taxonomies title topics'
file README 'Its own.'
file edition 2026.1
file contact_mail a@example.org
file taxonomies '#name	from	separator
topics	topics	/
people	people.name,led_by	
none	nothing	'
file sections 'c	Section C
b	Section B
a	Section A'
file pages 'loose	A loose page'
file catalog 'loose		A loose page
c		Section C
b	2011	Section B
b/light	2010-11-02	Light
b/also		Also 3
b/third		Third 3
b/heavy		Heavy
b/B		No weight, B
b/z		No weight, Z
a		Section A
a/sub-1		A, one
a/sub-1/deep		Deep
a/sub-1/deep/p		P
a/sub-2		A, two
a/sub-2/one		One'
file b/talks 'light	Light
also	Also 3
third	Third 3
heavy	Heavy
B	No weight, B
z	No weight, Z'
file b/listing talks
file b/weight 1
absent b/pages
absent b/sections
absent b/text
file a/sections 'sub-1	A, one
sub-2	A, two'
absent a/pages
file a/sub-1/sections 'deep	Deep'
file a/sub-1/deep/pages 'p	P'
is 'a section without anything but its own page' "$(ls tree/c)" 'title
weight'
absent b/light/prev
link b/light/next ../also
link b/also/prev ../light
link b/third/next ../heavy
link b/heavy/next ../B
link b/B/next ../z
link b/z/prev ../B
absent b/z/next
absent loose/next
absent a/sub-1/next
file none/title 'Nobody says'
is 'a taxonomy without terms' "$(ls tree/none)" title
link topics/b/b ../../b

sed -i '/README/,/own/d; /licence/d' data/archive.yaml
builds 'no README in archive.yaml'
is 'a generic README names the files' \
	"$(grep -c -w -e catalog -e sections -e taxonomies -e image \
		-e timeline tree/README)" 6
is 'README is at most 80 columns wide' "$(awk 'length > 80' tree/README)" ''

# The timeline.

cp -r data kept
page d/_index.md 'Three days' 'dates: [2010-11-02, 2010-11-04, 2010-11-03]' 'country: UK' 'city: [Here, There]'
page d/one.md One
page d/two.md Two
page d/day/_index.md 'A day of it'
page d/day/three.md Three
page d/own/_index.md 'Its own' 'dates: 2010-11' 'region: R' 'venue: a house'
page d/own/four.md Four
page e/_index.md 'No page, elsewhere' 'dates: [2010-11-02, 2010-11-04]' 'venue: online'
page f/_index.md 'A year' 'dates: 2009'
page g/_index.md 'In words' 'dates: [2009, in May]'
page h/_index.md 'A date' 'date: 2009'
page i/_index.md 'Day and time' 'dates: 2009-11-02T10:00:00Z'
builds 'sections with dates'
file timeline '#year	dates	place	pages	path	title
2009	2009		0	f	A year
2010	2010-11	R	1	d/own	Its own
2010	2010-11-02/2010-11-04	Here / There, UK	3	d	Three days
2010	2010-11-02/2010-11-04	online	0	e	No page, elsewhere'
is 'ksarchive timeline counts as it does' \
	"$("$ksarchive" --image image timeline | grep ^2010)" "2010	$(awk -F '\t' \
	'$1 == 2010 { pages += $4 } END { print pages }' tree/timeline)"
printf '#year\tdates\tplace\tpages\tpath\ttitle\n' >tree/timeline
python3 "$root/tests/unit/pack.py" tree image
rm -rf again
is 'another timeline is no archive of pages' "$("$ksarchive" --image image \
	export again --markdown 2>&1)" \
	'ksarchive: timeline: not the list that its pages make: no pages make such an archive'
rm -rf data
mv kept data
page timeline/_index.md 'A section'
compile
is 'the name is taken' "$(grep error: messages)" \
	'data/timeline/_index.md:1:1: error: "timeline" of a section would stand beside "timeline" of every archive (data/archive.yaml:1:1): expected another name'
rm -r data/timeline

# Taxonomies.

rm -r data/a data/b data/c data/loose.md data/empty
page s/_index.md S
page s/one.md One 'date: 2010' 'topics: [Kernel/Development model, Kernel, Kernel, C++, Łódź, Kernel/C++, A .net]' \
	'led_by: Ted Ts'\''o' 'people:' "  - {name: Ted Ts'o, role: x}" '  - {name: Jörn Æøå}' \
	'  - {role: nameless}' '  - {name: H. Peter O’Neill}'
sed -i 's/Jörn Æøå/Jörn Ångström/' data/s/one.md
page s/two.md Two 'topics: " Kernel / Development  model "' 'led_by: [Ted Ts'\''o]' 'weight: 1'
sed -i 's/Development  model/Development model/' data/s/two.md
page s/t/_index.md T 'topics: [Kernel/Development model/Deep, A/日本, kernel.org 2.6]'
page s/t/three.md Three 'topics: [ℌ①/x_86_64 ... ’n’ all!]'
builds 'taxonomies'
file topics/terms 'a	A
a/japan	A/日本
a-net	A .net
cpp	C++
h1	ℌ①
h1/x_86_64-n-all	ℌ①/x_86_64 ... ’n’ all!
kernel	Kernel
kernel/cpp	Kernel/C++
kernel/development-model	Kernel/Development model
kernel/development-model/deep	Kernel/Development model/Deep
kernel.org-2.6	kernel.org 2.6
lodz	Łódź'
file topics/title Topics
file topics/kernel/title Kernel
file topics/kernel/pages 's/one	2010	One'
link topics/kernel/s-one ../../s/one
is 'a term holds its pages and the terms below it' "$(ls tree/topics/kernel)" \
	'cpp
development-model
pages
s-one
title'
file topics/kernel/development-model/pages 's/two		Two
s/one	2010	One'
link topics/kernel/development-model/s-two ../../../s/two
link topics/kernel/development-model/deep/s-t ../../../../s/t
is 'a parent that only its terms imply' "$(ls tree/topics/a)" 'japan
title'
file people/terms 'h-peter-oneill	H. Peter O’Neill
jorn-angstrom	Jörn Ångström
ted-tso	Ted Ts'\''o'
file people/ted-tso/pages 's/two		Two
s/one	2010	One'
link topics/h1/x_86_64-n-all/s-t-three ../../../s/t/three

page s/one.md One 'topics: [Kernel/Model, kernel/Model, Kernel/model, A//B, /A, A/, Ł]' \
	'people: [{name: C plus}, {name: C-plus}, {name: 李}, {name: "!"}]' \
	'led_by: {name: x}'
page s/two.md Two 'topics: [Kernel, KERNEL]' 'weight: 1' "led_by: $(printf '%064d' 0)"
rm -r data/s/t
compile
says 'terms that meet, or make no slug' 1 \
'data/s/one.md:3:24: error: the term "kernel" has the slug "kernel" of "Kernel" (data/s/two.md:3:10): expected one spelling, or a slug for it in archive.yaml
data/s/one.md:3:38: error: the term "Kernel/model" has the slug "model" of "Kernel/Model" (data/s/one.md:3:10): expected one spelling, or a slug for it in archive.yaml
data/s/one.md:3:52: error: an empty part in the term "A//B": expected a name before and behind each separator
data/s/one.md:3:58: error: an empty part in the term "/A": expected a name before and behind each separator
data/s/one.md:3:62: error: an empty part in the term "A/": expected a name before and behind each separator
data/s/one.md:3:66: error: no slug can be made of the term "Ł": expected one for it under "slugs" in archive.yaml
data/s/one.md:4:33: error: the term "C-plus" has the slug "c-plus" of "C plus" (data/s/one.md:4:17): expected one spelling, or a slug for it in archive.yaml
data/s/one.md:4:49: error: no slug can be made of the term "李": expected one for it under "slugs" in archive.yaml
data/s/one.md:4:60: error: no slug can be made of the term "!": expected one for it under "slugs" in archive.yaml
data/s/one.md:5:9: error: a map where the taxonomy "people" takes its terms: expected a scalar, or the entry'\''s name in archive.yaml
data/s/two.md:3:18: error: the term "KERNEL" has the slug "kernel" of "Kernel" (data/s/two.md:3:10): expected one spelling, or a slug for it in archive.yaml
data/s/two.md:5:9: error: no slug can be made of the term "0000000000000000000000000000000000000000000000000000000000000000": expected one for it under "slugs" in archive.yaml'

# Names that meet.

fresh
cat >>data/archive.yaml <<'EOF'
story: x
taxonomies: {topics: {title: Topics, from: topics}}
EOF
page story.md 'A page like a key'
page topics/_index.md 'A section like a taxonomy'
page image/_index.md 'A section like the image'
page sections.md 'A page like a list'
page pages.md 'A page like the list'
page taxonomies/_index.md T
page catalog/_index.md C
page s/_index.md S 'listing: talks' 'field: x'
page s/text.md T
page s/sections.md T
page s/talks.md T 'topics: [Title, Pages, terms, Other/s-talks]'
page s/field.md T
page s/twice.md T
page s/twice.markdown T
page s/both.md T
page s/both/_index.md T
page s/prev.md 'a page may be called so'
page s/t-x.md T 'topics: [X]'
page s-t/_index.md T
page s-t/x.md T 'topics: [X]'
compile
says 'names that meet' 1 "data/catalog/_index.md:1:1: error: \"catalog\" of a section would stand beside \"catalog\" of every archive (data/archive.yaml:1:1): expected another name
data/image/_index.md:1:1: error: \"image\" of a section would stand beside \"image\" of the archive's image (data/archive.yaml:1:1): expected another name
data/pages.md:1:1: error: \"pages\" of a page would stand beside \"pages\" of a section's list of pages (data/archive.yaml:1:1): expected another name
data/s/both/_index.md:1:1: error: \"both\" of a section would stand beside \"both\" of a page (data/s/both.md:1:1): expected another name
data/s/field.md:1:1: error: \"field\" of a page would stand beside \"field\" of a key (data/s/_index.md:4:1): expected another name
data/s/sections.md:1:1: error: \"sections\" of a page would stand beside \"sections\" of the list of sections (data/s/_index.md:1:1): expected another name
data/s/t-x.md:3:10: error: \"s-t-x\" of a page's link under a term would stand beside \"s-t-x\" of a page's link under a term (data/s-t/x.md:3:10): expected another name
data/s/talks.md:1:1: error: \"talks\" of a page would stand beside \"talks\" of a section's list of pages (data/s/_index.md:1:1): expected another name
data/s/talks.md:3:10: error: \"title\" of a term would stand beside \"title\" of a taxonomy (data/archive.yaml:4:14): expected another name
data/s/talks.md:3:24: error: \"terms\" of a term would stand beside \"terms\" of a taxonomy (data/archive.yaml:4:14): expected another name
data/s/text.md:1:1: error: \"text\" of a page would stand beside \"text\" of a page's body (data/s/_index.md:1:1): expected another name
data/s/twice.md:1:1: error: \"twice\" of a page would stand beside \"twice\" of a page (data/s/twice.markdown:1:1): expected another name
data/sections.md:1:1: error: \"sections\" of a page would stand beside \"sections\" of the list of sections (data/archive.yaml:1:1): expected another name
data/story.md:1:1: error: \"story\" of a page would stand beside \"story\" of a key (data/archive.yaml:3:1): expected another name
data/taxonomies/_index.md:1:1: error: \"taxonomies\" of a section would stand beside \"taxonomies\" of every archive (data/archive.yaml:1:1): expected another name
data/topics/_index.md:1:1: error: \"topics\" of a section would stand beside \"topics\" of a taxonomy (data/archive.yaml:4:14): expected another name"

fresh
cat >>data/archive.yaml <<'EOF'
taxonomies: {topics: {title: Topics, from: topics, separator: /}}
EOF
page s/p.md T 'topics: [A/title, A/pages, A, A/s-p]'
compile
says 'a term below another that meets its files' 1 'data/s/p.md:3:10: error: "title" of a term would stand beside "title" of every term (data/s/p.md:3:10): expected another name
data/s/p.md:3:19: error: "pages" of a term would stand beside "pages" of every term (data/s/p.md:3:10): expected another name
data/s/p.md:3:28: error: "s-p" of a page'\''s link under a term would stand beside "s-p" of a term (data/s/p.md:3:31): expected another name'

# Listings.

fresh
page s/_index.md S 'listing: text'
page t/_index.md T 'listing: [a]'
page u/_index.md U 'listing: a b' 'pages: x'
page v/_index.md V 'listing: field' 'field: x'
page w/_index.md W 'sections: x'
page w/p.md P 'listing: [a page may list]'
compile
says 'listings' 1 "data/s/_index.md:3:10: error: the listing \"text\" is a reserved name: expected another
data/t/_index.md:3:10: error: the listing is no scalar: expected a name
data/u/_index.md:3:10: error: the listing \"a b\" cannot name a file: $name_rule
data/u/_index.md:4:1: error: the key \"pages\" is reserved for the list of pages: expected another
data/v/_index.md:4:1: error: the key \"field\" is reserved for the list of pages: expected another
data/w/_index.md:3:1: error: the key \"sections\" is reserved for the list of sections: expected another"

# Files and folders.

fresh
page 'bad folder/_index.md' B
page '-dash.md' D
page "$(printf '%064d' 0).md" Long
page noindex/p.md P
page deep/only/_index.md O
page both/_index.md B
page both/index.md B
page _index.md 'The root'
page s/ok.md Ok
ln -s ok.md data/s/link.md
ln -s nowhere data/s/dangling.md
ln -s loop.md data/s/loop.md
ln -s ../s data/s/folder
mkfifo data/s/pipe.md
echo x >data/s/archive.yaml
compile
says 'files and folders' 1 "data/-dash.md:1:1: error: the page's name \"-dash\" cannot name a file: $name_rule
data/$(printf '%064d' 0).md:1:1: error: the page's name \"$(printf '%064d' 0)\" cannot name a file: $name_rule
data/_index.md:1:1: error: the root is described by archive.yaml: expected no page of its own
data/bad folder: error: the folder's name \"bad folder\" cannot name a file: $name_rule
data/both/index.md:1:1: error: a second page for the same section: expected only data/both/_index.md
data/deep: error: pages without a section: expected a page _index.md in this folder
data/noindex: error: pages without a section: expected a page _index.md in this folder
data/s/archive.yaml: warning: the file is no page and stays out: expected .md or .markdown
data/s/dangling.md: error: a symbolic link that leads nowhere: expected a regular file or a folder
data/s/folder: error: a symbolic link to something else than a file: expected a regular file or a folder
data/s/loop.md: error: a loop of symbolic links: expected a regular file or a folder
data/s/pipe.md: error: a special file: expected a regular file or a folder"

fresh
page s/ok.md Ok
ln -s ok.md data/s/link.md
builds 'a symbolic link to a page'
file s/link/title Ok

# Taxonomies that no page fits.

fresh
cat >>data/archive.yaml <<'EOF'
taxonomies:
  topics: {title: Topics, from: [topics, topcs]}
  people: {title: People, from: people.name}
slugs:
  C: c
  C++: cpp
EOF
page s/p.md P 'topics: C' 'people: Ann' 'topcs:'
page s/q.md Q 'people: [{name: Bob}]'
compile
says 'what fits no taxonomy is warned of' 0 \
'data/archive.yaml:4:42: warning: no page has terms at "topcs": expected a key of some page
data/archive.yaml:8:3: warning: a slug for "C++", which is no term: expected a term of some page
data/s/p.md:4:9: warning: a scalar where the taxonomy "people" takes its terms from "name": expected a map with that key'

# Where terms come from, however a page nests its keys: its fields do not tell.

fresh
cat >>data/archive.yaml <<'EOF'
taxonomies:
  days: {title: Days, from: [date, parts.on_date]}
  irc: {title: Channels, from: [irc.channel, ' a key.with blanks ']}
EOF
page s/p.md P 'date: Nov 2, 2010' 'irc: {channel: "#a"}' 'parts: [{on: {date: 3 Nov 2010}}]'
page s/q.md Q 'irc_channel: b' 'parts: [{on_date: 2010-11-04}]'
page s/r.md R 'irc: [{channel: c}, {channel: d}]' 'parts_on: {date: 2010-11-05}'
builds 'terms of nested keys and of flat ones'
file taxonomies '#name	from	separator
days	date,parts.on_date	
irc	irc.channel, a key.with blanks 	'
file irc/terms 'a	#a
b	b
c	c
d	d'
file days/terms '2010-11-02	2010-11-02
2010-11-03	2010-11-03
2010-11-04	2010-11-04
2010-11-05	2010-11-05'

fresh
cat >>data/archive.yaml <<'EOF'
taxonomies: {topics: {title: Topics, from: [topics, led.by]}}
EOF
page s/p.md P 'topics: "a\nb"' 'led: x' 'led_by: [y, "c\td"]'
page s/q.md Q 'topics: "a\tb"'
compile
says 'terms that are no line' 1 'data/s/p.md:3:9: error: a newline in a term: expected one line without tabs
data/s/p.md:4:6: warning: a scalar where the taxonomy "topics" takes its terms from "by": expected a map with that key
data/s/p.md:5:13: error: a tab in an item: expected one line without tabs
data/s/q.md:3:9: error: a tab in a term: expected one line without tabs'

# Limits.

fresh
folder=
for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14; do
	folder=$folder$i/
	page "${folder}_index.md" "S $i"
done
page "${folder}p.md" P
builds 'a field 16 directories deep'
file "${folder}p/title" P
page "${folder}15/_index.md" S
page "${folder}15/p.md" P
compile
says 'a field 17 directories deep' 1 "data/${folder}15/p.md:2:1: error: \"title\" of a key stands deeper than 16 directories: expected fewer folders"
long=$(printf '%040d' 0)
fresh
sed -i '$a\
taxonomies: {topics: {title: Topics, from: topics}}' data/archive.yaml
page "$long/_index.md" L
page "$long/$long.md" L 'topics: X'
compile
says 'a link with too long a name' 1 "data/$long/$long.md:3:9: error: the page's link under this term, \"$long-$long\" cannot name a file: $name_rule"

fresh
{
	printf -- '---\ntitle: Big\n---\n'
	awk 'BEGIN { for (i = 0; i < 700000; i++) print "forty-nine bytes of text to fill a page of size" }'
} >data/s/a.md
cp data/s/a.md data/s/b.md
compile
says 'an image over 64 MiB' 1 'data/s/b.md:1:1: error: the image grows over 67108864 bytes with "text" of a page'\''s body: expected less in all'
cat data/s/a.md data/s/b.md data/s/b.md >data/s/c.md
rm data/s/a.md data/s/b.md
compile
says 'a page over 64 MiB' 1 "data/s/c.md: error: the file has $(wc -c <data/s/c.md) bytes; an image holds at most 67108864"

# aliases LEVEL...: a page whose maps hold ten of the one before each
aliases()
{
	printf -- '---\ntitle: Aliases\na: &a {'
	printf 'k%d: x, ' 0 1 2 3 4 5 6 7 8 9
	printf '}\n'
	below=a
	for level; do
		printf '%s: &%s {' "$level" "$level"
		for i in 0 1 2 3 4 5 6 7 8 9; do
			printf 'k%d: *%s, ' $i "$below"
		done
		printf '}\n'
		below=$level
	done
	printf -- '---\n'
}

fresh
aliases b c d e f >data/s/p.md
compile
says 'aliases that multiply end with an error' 1 \
	'data/s/p.md:3:36: error: the page'\''s keys make over 1048576 files: expected at most what an image holds'

fresh
for page in 0 1 2 3 4 5 6 7 8 9; do
	aliases b c d e >data/s/p$page.md
done
compile
says 'more nodes than an image holds' 1 \
	'data/s/p9.md:3:15: error: more than 1048576 files, folders and links up to a key: an image holds no more'

finish
