#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mkksarchive: terms that pages call by several names; and ksarchive, which finds
# them by each.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

# taxonomies [LINE...]: an archive with two taxonomies, these lines in the second
taxonomies()
{
	fresh
	{
		cat <<-'EOF'
		taxonomies:
		  topics: {title: Topics, from: [topics], separator: /}
		  people:
		    title: People
		    from: [people.name, led_by]
		EOF
		[ $# -eq 0 ] || printf '    %s\n' "$@"
	} >>data/archive.yaml
	write s/one.md <<-'EOF'
	---
	title: One
	topics: [A/B]
	led_by: Edward Bear
	people:
	  - {name: Pooh, role: bear}
	  - {name: Robin}
	---
	EOF
	write s/two.md <<-'EOF'
	---
	title: Two
	led_by: [Pooh]
	topics: [A/B, B]
	people:
	  - {name: Bear of Very Little Brain}
	---
	EOF
}

taxonomies synonyms: '  Edward Bear: Pooh' '  Bear of Very Little Brain: Pooh'
builds 'three names of one'
file people/terms 'pooh	Pooh
robin	Robin'
file people/pooh/pages 's/one		One
s/two		Two'
link people/pooh/s-one ../../s/one
absent people/edward-bear
file people/synonyms '#variant	term
Bear of Very Little Brain	Pooh
Edward Bear	Pooh'
absent topics/synonyms
file s/one/led_by 'Edward Bear'
file s/one/people '#name	role
Pooh	bear
Robin	'
is 'found by another name' "$("$ksarchive" --image image people 'Edward Bear')" \
	"$("$ksarchive" --image image people pooh)"
rm -rf site
"$ksarchive" --image image export site --html >said 2>&1
is 'led to by another name' \
	"$(grep -o '<a [^>]*>Edward Bear</a>' site/s/one/index.html)" \
	'<a href="../../people/pooh/index.html">Edward Bear</a>'

# By parts.

taxonomies
sed -i 's|separator: /|separator: /, synonyms: {B: A/B}|' data/archive.yaml
builds 'a topic under another'
file topics/terms 'a	A
a/b	A/B'
file topics/a/b/pages 's/one		One
s/two		Two'
sed -i 's|synonyms: {B: A/B}|synonyms: {B: A}|' data/archive.yaml
builds 'a topic for the one above it, which others imply'
file topics/a/pages 's/two		Two'
absent topics/b

# An order of its own, whatever that of archive.yaml.

taxonomies synonyms: '  Bear of Very Little Brain: Pooh' '  Edward Bear: Pooh'
compile
mv image other
taxonomies synonyms: '  Edward Bear: Pooh' '  Bear of Very Little Brain: Pooh'
compile
cmp image other >said 2>&1
result $? 'the same image in another order' <said

# Mistakes.

taxonomies 'synonyms: {Eeyore: Pooh}'
compile
says 'a synonym that no page says' 0 \
	'data/archive.yaml:8:16: warning: the synonym "Eeyore" is of no use: expected what some page says'

taxonomies 'synonyms: {Edward Bear: Winnie}'
compile
says 'a synonym of no term' 1 \
	'data/archive.yaml:8:16: error: the synonym "Edward Bear" stands for "Winnie", which is no term: expected a term of some page'

taxonomies 'synonyms: {Edward Bear: Pooh, Pooh: Robin}'
compile
says 'a synonym of a synonym' 1 \
	'data/archive.yaml:8:16: error: "Edward Bear" stands for "Pooh", which stands for "Robin" itself: expected a term that is no synonym'

taxonomies 'synonyms: {Robin: Pooh, Pooh: Robin}'
compile
says 'synonyms of each other' 1 \
	'data/archive.yaml:8:16: error: "Robin" stands for "Pooh", which stands for "Robin" itself: expected a term that is no synonym
data/archive.yaml:8:29: error: "Pooh" stands for "Robin", which stands for "Pooh" itself: expected a term that is no synonym'

taxonomies 'synonyms: {Pooh: Pooh}'
compile
says 'a synonym of itself' 1 \
	'data/archive.yaml:8:16: error: "Pooh" stands for "Pooh", which stands for "Pooh" itself: expected a term that is no synonym'

taxonomies 'synonyms: {Edward Bear: Pooh, Edward Bear: Robin}'
compile
says 'a synonym of two' 1 \
	'data/archive.yaml:8:35: error: the key "Edward Bear" stands twice: expected it once, as at data/archive.yaml:8:16
data/archive.yaml:8:35: error: the synonym "Edward Bear" stands for no term: expected a term'"'"'s name behind it'

taxonomies 'synonyms: [Edward Bear]'
compile
says 'no map' 1 \
	'data/archive.yaml:8:15: error: the synonyms are no map: expected terms by their other names'

taxonomies 'synonyms: {Edward Bear: [Pooh], Robin: , "a\tb": Pooh}'
compile
says 'no names' 1 \
	'data/archive.yaml:8:16: error: the synonym "Edward Bear" stands for no term: expected a term'"'"'s name behind it
data/archive.yaml:8:37: error: the synonym "Robin" stands for no term: expected a term'"'"'s name behind it
data/archive.yaml:8:46: error: a tab in a synonym: expected one line without tabs'

taxonomies
sed -i 's/Robin/Synonyms/' data/s/one.md
compile
says 'a term of the name' 1 \
	'data/s/one.md:7:12: error: "synonyms" of a term would stand beside "synonyms" of a taxonomy (data/archive.yaml:5:3): expected another name'

# ksarchive writes no pages where these would not be what the image says.

# refuses NAME ROWS: of the file people/synonyms
refuses()
{
	taxonomies synonyms: '  Edward Bear: Pooh' \
		'  Bear of Very Little Brain: Pooh'
	compile
	unpack
	bytes "$2" >tree/people/synonyms
	python3 "$root/tests/unit/pack.py" tree image
	status=0
	rm -rf again
	"$ksarchive" --image image export again --markdown >said 2>&1 ||
		status=$?
	is "refused: $1" "$status: $(cat said)" \
		"3: ksarchive: people/synonyms: $3: no pages make such an archive"
}

rows='expected variants in their order, each with a term that a page names by no synonym'
refuses 'other columns' '#variant\tname\na\tb\n' \
	'expected a table of variant and term'
refuses 'another order' '#variant\tterm\nEdward Bear\tPooh\nBear of Very Little Brain\tPooh\n' "$rows"
refuses 'a chain' '#variant\tterm\nBear of Very Little Brain\tPooh\nEdward Bear\tPooh\nX\tEdward Bear\n' "$rows"
refuses 'an unknown term' '#variant\tterm\nBear of Very Little Brain\tPooh\nEdward Bear\tPooh\nX\tY\n' "$rows"
refuses 'a control character' '#variant\tterm\nBear of Very Little Brain\tPooh\nEdward Bear\tPooh\nX\r\tPooh\n' "$rows"
refuses 'a merge key' '#variant\tterm\n<<\tPooh\nBear of Very Little Brain\tPooh\nEdward Bear\tPooh\n' "$rows"

finish
