#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksarchive export: the archive as pages that build the same image, and as JSON;
# the folder, whole or not at all. The oracle of the pages is the image. What the
# tests of mkksarchive build comes back as well: see builds in lib.sh.

# shellcheck disable=SC2317 # what changes a tree is called by refuses

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

# run ARGUMENT...: exports the image; what it does is left in $status, out and
# messages
run()
{
	status=0
	"$ksarchive" export --image image "$@" >out 2>messages || status=$?
}

pack()
{
	python3 "$root/tests/unit/pack.py" tree image
}

# The archive itself.

ln -s "$root/data" data
compile
result "$status" 'the archive itself' <messages
comes_back 'the archive itself'
rm data
run pages --markdown
is 'what has been written' "$(cat out)" \
	"$(find pages -name '*.md' | wc -l) articles in $(find pages -type f | wc -l) files: pages"
mv again.image image
run twice --markdown
diff -r pages twice >said 2>&1
result $? 'the same pages again' <said
rm -r pages twice

# Archives that are hard to take apart.

for seed in 1 2 3 4 5 6 7 8 9 10; do
	rm -rf data
	python3 "$root/tests/unit/generate_archive.py" $seed data
	compile
	result "$status" "archive $seed" <messages
	comes_back "archive $seed"
done

# What a person will find.

fresh
cat >>data/archive.yaml <<'EOF'
README: |
  Two lines
  of prose.
taxonomies:
  topics: {title: Topics, from: [topics, links.what], separator: /}
  people: {title: The people, from: people.name}
slugs: {日本: japan, C++: cpp, Kernel: kernel}
EOF
write s/p.markdown <<'EOF'
---
zoo: "1"
topics: [C++, X/日本, Kernel/C++]
weight: 07
title: "It's: a page"
people:
  - {name: Ann}
  - {role: none, name: Bob, note: ~}
holes:
  - {b: ~, a: 1}
  - {b: 2, c: 3}
marks: ["- y", "# x"]
maps: {one: a, two: {three: ["null"]}}
verse: "one\n\n  two\nthree\n"
blanks: " \n x"
---


    indented

---
end
EOF
write s/index.md <<'EOF'
---
title: S
listing: talks
---
EOF
rm data/s/_index.md
builds 'one of each'
run pages --markdown
is 'a page' "$(cat pages/s/p.md)" '---
title: "It'\''s: a page"
weight: 07
blanks: " \n x"
holes:
  - b:
    a: 1
  - b: 2
    c: 3
maps_one: a
maps_two_three: '\''null'\''
marks:
  - '\''- y'\''
  - '\''# x'\''
people:
  - name: Ann
  - name: Bob
    role: none
topics:
  - C++
  - X/日本
  - Kernel/C++
verse: |
  one

    two
  three
zoo: 1
---

    indented

---
end'
is 'a section' "$(cat pages/s/_index.md)" '---
title: S
listing: talks
---'
is 'archive.yaml' "$(cat pages/archive.yaml)" 'title: An archive
edition: 1
README: |
  Two lines
  of prose.
taxonomies:
  topics:
    title: Topics
    from:
      - topics
      - links.what
    separator: /
  people:
    title: The people
    from:
      - people.name
slugs:
  C++: cpp
  X/日本: japan'
is 'nothing else' "$(find pages -type f | sort)" 'pages/archive.yaml
pages/s/_index.md
pages/s/p.md'
rm -r pages

# Slugs that one map gives in several ways.

fresh
cat >>data/archive.yaml <<'EOF'
taxonomies:
  a: {title: A, from: a}
  b: {title: B, from: b, separator: /}
slugs: {B: bee, A/B: ab, X/B: b, C: see}
EOF
write s/p.md <<'EOF'
---
title: P
a: [A/B, B, C/B, Z/C]
b: [A/B, B, X/B, Y/B, C/B, Z/C, C]
---
EOF
builds 'slugs by whole and part'

# A table of one column and a list may be the same bytes.

fresh
cat >>data/archive.yaml <<'EOF'
taxonomies: {t: {title: T, from: [t.name, u.name, u_name]}}
EOF
write s/list.md <<'EOF'
---
title: L
t: ["#name", a]
---
EOF
write s/table.md <<'EOF'
---
title: T
t: [{name: a}]
u: [{name: a}, {name: b}]
---
EOF
compile
is 'a list like a table' "$status" 0
comes_back 'a list like a table'

# What no pages make. Each refusal names what it is about, and leaves nothing.

# refuses NAME MESSAGE COMMAND...: of a tree that the command changed
refuses()
{
	refused=$1
	message=$2
	shift 2
	rm -rf tree
	cp -a good tree
	"$@"
	pack
	run pages --markdown
	is "refused: $refused" "$status $(cat out messages; find . -name 'pages.*' -o -name pages -type d)" \
		"3 ksarchive: $message: no pages make such an archive"
}

put()
{
	bytes "$2" >"tree/$1"
}

fresh
cat >>data/archive.yaml <<'EOF'
taxonomies:
  topics: {title: Topics, from: topics, separator: /}
EOF
write s/a.md <<'EOF'
---
title: A
date: 2010
weight: 1
topics: [X/Y, X]
list: [a, b]
---
Text.
EOF
write s/b.md <<'EOF'
---
title: B
topics: Z
---
EOF
builds 'an archive to be changed'
cp -a tree good

lists='not the list that its pages make'
once='expected the names of the directories beside it, each once, found'
newline='the last line does not end in a newline'
forms='neither a scalar, a list nor a table that pages have'
blank='an empty line at the beginning or the end'
one_line='expected a title of one line'
refuses 'no title' "s/a/title: $one_line" rm tree/s/a/title
refuses 'a title of two lines' "s/a/title: $one_line" put s/a/title 'A\nB\n'
refuses 'a title without a newline' "s/a/title: $one_line" put s/a/title 'A'
refuses 'an archive without a title' 'title: there is none' rm tree/title
refuses 'no edition' 'edition: there is none' rm tree/edition
refuses 'an edition of two lines' 'edition: expected one line without tabs' put edition '1\n2\n'
refuses 'no README' 'README: there is none' rm tree/README
refuses 'another weight' 's/a/weight: expected an integer' put s/a/weight 'x\n'
refuses 'pages in another order' "s/pages: $lists" put s/pages 'b\tB\na\tA\n'
refuses 'another title in a list' "s/pages: $lists" put s/pages 'a\tA\nb\tC\n'
refuses 'a page twice in a list' "s/pages: $once \"a\"" put s/pages 'a\tA\na\tA\n'
refuses 'a page in no list' 's/b: a directory that no list names' put s/pages 'a\tA\n'
refuses 'a page in two lists' "s/sections: $once \"b\"" put s/sections 'b\tB\n'
refuses 'another catalog' "catalog: $lists" put catalog 's\t\tS\ns/a\t2010\tA\ns/b\t\tC\n'
refuses 'a long catalog' "catalog: $lists" put catalog 's\t\tS\ns/a\t2010\tA\ns/b\t\tB\ns/c\t\tC\n'
refuses 'a short catalog' "catalog: $lists" put catalog 's\t\tS\n'
refuses 'no catalog' "catalog: $lists" rm tree/catalog
refuses 'a stray directory' 'stray: a directory that no list names' mkdir tree/stray
refuses 'a directory in a page' 's/a/in: a directory in a page' mkdir tree/s/a/in
refuses 'a stray link' "s/link: a link that is none of a page's" ln -s a tree/s/link
refuses 'a stray link in a page' "s/a/link: a link that is none of a page's" ln -s ../b tree/s/a/link
refuses 'a neighbour that is none' 's/b/next: the page has no neighbour there' ln -s ../a tree/s/b/next
refuses 'a neighbour too few' "s/b/prev: expected a link to the page's neighbour" rm tree/s/b/prev
refuses 'no newline' "s/a/list: $newline" put s/a/list 'a\nb'
refuses 'an empty line' "s/a/list: $forms" put s/a/list 'a\n\n'
refuses 'an empty file' "s/a/list: $forms" put s/a/list '\n'
refuses 'a control character' 's/a/list: control character U+001B' put s/a/list 'a\033\n'
refuses 'a return' 's/a/text: control character U+000D' put s/a/text 'a\r\n'
refuses 'a character of direction' 's/a/text: control character U+202E' put s/a/text '\342\200\256\n'
refuses 'no UTF-8' 's/a/list: byte 0xff is not UTF-8' put s/a/list '\377\n'
refuses 'a date that is none' "s/a/end_date: $forms" put s/a/end_date 'soon\n'
refuses 'a date that would change' "s/a/end_date: $forms" put s/a/end_date 'Nov 2010\n'
refuses 'a text that begins with an empty line' "s/a/text: $blank" put s/a/text ' \nText.\n'
refuses 'a text that ends with an empty line' "s/a/text: $blank" put s/a/text 'Text.\n \n'
refuses 'a text of blanks' "s/a/text: $blank" put s/a/text ' \n'
refuses 'a text without a newline' "s/a/text: $newline" put s/a/text 'Text.'
refuses 'a term that is not there' 's/b/topics: the term "W" is not in topics' put s/b/topics 'W\n'
refuses 'a term with an empty part' 's/b/topics: the term "X//Y" is not in topics' put s/b/topics 'X//Y\n'
refuses 'an empty line among terms' 's/b/topics: the term "" is not in topics' put s/b/topics 'Z\n\nX\n'
refuses 'a page that no longer names its term' 'topics/z: expected links to the pages that name the term, and only to those' rm tree/s/b/topics
refuses 'a link of a term too few' 'topics/z: expected a link to each page that names the term' rm tree/topics/z/s-b
refuses 'another list of terms' "topics/terms: $lists" put topics/terms 'z\tZ\n'
refuses "another list of a term's pages" "topics/z/pages: $lists" put topics/z/pages 's/b\t\tC\n'
refuses 'another title of a term' 'topics/x/y/title: expected the title of the term above it, the separator and a name' put topics/x/y/title 'Y\n'
refuses 'a stray file in a term' "topics/z/stray: neither a term's title nor a list of its pages" put topics/z/stray 'x\n'
refuses 'a stray file in a taxonomy' 'topics/stray: neither a term nor a list of terms' put topics/stray 'x\n'
refuses 'taxonomies as a list' 'taxonomies: expected a table' put taxonomies 'topics\n'
refuses 'taxonomies with other columns' 'taxonomies: expected a table of name, from and separator' put taxonomies '#name\tfrom\ntopics\ttopics\n'
refuses 'a taxonomy that is not there' "taxonomies: $once \"people\"" put taxonomies '#name\tfrom\tseparator\npeople\tx\t\n'
refuses 'a listing whose name is taken' "s/title: $once \"S\"" put s/listing 'title\n'
refuses 'a listing that is no name' 's/listing: expected the name of a list' put s/listing 'a b\n'
refuses 'a name that is not published' 'slugs: a key that is not published' put slugs 'x\n'
refuses 'another' 'checks: a key that is not published' put checks 'x\n'

page_called_index()
{
	mv tree/s/a tree/s/index
	put s/pages 'index\tA\nb\tB\n'
	put catalog 's\t\tS\ns/index\t2010\tA\ns/b\t\tB\n'
	for term in topics/x topics/x/y; do
		rm "tree/$term/s-a"
		put "$term/pages" 's/index\t2010\tA\n'
	done
	ln -s ../../s/index tree/topics/x/s-index
	ln -s ../../../s/index tree/topics/x/y/s-index
	ln -sfn ../index tree/s/b/prev
}
refuses 'a page called index' "s/index: index is the name of a section's own page" page_called_index

# Whatever is changed in an archive is refused, or comes back.

rm -rf data
python3 "$root/tests/unit/generate_archive.py" 4 data
compile
cp image whole
for seed in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	changed=$(python3 "$root/tests/unit/mutate_archive.py" $seed whole image)
	run changed --markdown
	if [ "$status" -eq 3 ]; then
		is "$seed: $changed: refused" "$(sed 's/: .*: no pages/: no pages/' messages)$(ls -d changed* 2>/dev/null)" \
			'ksarchive: no pages make such an archive'
	else
		rm -r changed
		comes_back "$seed: $changed"
	fi
done

# The folder.

rm -rf tree
cp -a good tree
pack
run new --markdown
is 'a new folder' "$status $(ls new)" '0 archive.yaml
s'
mkdir usual usual/in
: >usual/file
is 'its modes are the usual' "$(stat -c %a new new/s new/archive.yaml)" \
	"$(stat -c %a usual usual/in usual/file)"
mkdir empty
inode=$(stat -c %i empty)
run empty/ --markdown
is 'an empty folder' "$status $(ls -A empty) $(stat -c %i empty)" "0 archive.yaml
s $inode"
mkdir here
(cd here && "$ksarchive" export . --markdown --image ../image >../out 2>&1)
is 'the folder one is in' "$(ls -A here)" 'archive.yaml
s'
mkdir true
ln -s true way
run way --markdown
is 'a link to an empty folder' "$status $(ls true)" '0 archive.yaml
s'
run other/// --markdown
is 'slashes behind it' "$status $(ls other)" '0 archive.yaml
s'

everything()
{
	find . ! -name out ! -name messages ! -name found ! -name expected \
		! -name difference ! -name before | sort
}

# keeps NAME MESSAGE OPERAND...: nothing is written
keeps()
{
	kept=$1
	message=$2
	shift 2
	everything >before
	run "$@"
	is "kept: $kept" "$status $(cat out messages; everything | diff before -)" \
		"3 ksarchive: $message"
}

keeps 'a folder that is not empty' 'new/: is not empty: expected an empty folder, or no such path' new/ --markdown
keeps 'a file' 'image: is a file: expected an empty folder, or no such path' image --markdown
keeps 'a folder in a file' 'image/x: cannot be written: Not a directory' image/x --markdown
keeps 'a folder in none' 'none/x: cannot be written: No such file or directory' none/x --markdown
ln -s nowhere dangling
keeps 'a link that leads nowhere' 'dangling: is a symbolic link that leads nowhere: expected an empty folder, or no such path' dangling --markdown
if [ "$(id -u)" -eq 0 ]; then
	results=$((results + 1))
	echo "ok $results - kept: a parent that cannot be written to # SKIP root can write to it"
else
	mkdir locked locked/empty
	chmod a-w locked
	keeps 'a parent that cannot be written to' 'locked/x: cannot be written: Permission denied' locked/x --markdown
	run locked/empty --markdown
	is 'an empty folder in it' "$status $(ls locked/empty)" '0 archive.yaml
s'
	chmod u+w locked
fi

# limited PATH [TRAP]: exports where no file can have any bytes
limited()
{
	status=0
	(
		[ $# -eq 1 ] || trap '' XFSZ
		ulimit -f 0
		"$ksarchive" --image image export "$1" --markdown 2>&1
		exit $?
	) 2>/dev/null | cat >messages || status=$?
}

limited full trapped
is 'a file system that is full' "$(cat messages; echo full*)" \
	'ksarchive: full/archive.yaml: cannot be written: File too large
full*'
mkdir full
limited full trapped
is 'and an empty folder there' "$(cat messages; ls -A full)" \
	'ksarchive: full/archive.yaml: cannot be written: File too large'
limited full
is 'a signal' "$(grep ksarchive messages; ls -A full)" ''

# A file system of its own, if one may have it.
cat >tiny <<'EOF'
mount -t tmpfs -o size=64k none "$1" || exit 77
status=0
"$2" --image image export "$1/x" --markdown 2>&1 || status=$?
echo "$status $(ls -A "$1")"
EOF
mkdir room
cp -a tree kept
fresh
awk 'BEGIN { print "---\ntitle: T\n---"; for (i = 0; i < 9000; i++) print "a line" }' >data/s/big.md
"$mkksarchive" build data -o image 2>/dev/null
status=0
unshare -r -m sh tiny room "$ksarchive" >out 2>/dev/null || status=$?
if [ "$status" -ne 0 ]; then
	results=$((results + 1))
	echo "ok $results - a device that is full # SKIP no file system can be mounted here"
else
	is 'a device that is full' "$(sed 's/s\/.*md:/s\/...md:/' out)" \
		'ksarchive: room/x/s/...md: cannot be written: No space left on device
3 '
fi
mv kept tree
pack

# The command line.

run
is 'no folder' "$status $(cat messages)" \
	'2 ksarchive: export: expected DIR, found 0; see ksarchive export --help'
run x
is 'no form' "$status $(cat messages)" \
	'2 ksarchive: which form? expected --html, --markdown or --json'
run x --format tar
is 'another form' "$status $(cat messages)" \
	'2 ksarchive: --format tar: no such form: expected html, markdown or json'
run x --format json --markdown
is 'two forms' "$status $(cat messages)" \
	'2 ksarchive: two forms, json and markdown: expected one'
run '' --markdown
is 'an empty path' "$status $(cat messages)" \
	'2 ksarchive: expected the path of a folder, found an empty one'
is 'nothing of all that' "$(ls -d x* 2>/dev/null)" ''

# JSON.

run json --json
is 'the answer' "$status $(cat out)" \
	'0 {"command":"export","format":"json","directory":"json","counts":{"articles":3,"files":4}}'
is 'a file an article' "$(find json -type f | sort)" 'json/index.json
json/s.json
json/s/a.json
json/s/b.json'
python3 - >said 2>&1 <<'EOF'
import json
page = json.load(open("json/s/a.json"))
print(page["path"], page["title"], page["date"], page["text"], page["next"])
print(page["fields"]["list"], page["fields"]["topics"], "prev" in page)
section = json.load(open("json/s.json"))
print(section["pages"], section["sections"])
index = json.load(open("json/index.json"))
print(index["title"], [a["path"] for a in index["articles"]])
print(index["articles"][0]["pages"])
for taxonomy in index["taxonomies"]:
    print(taxonomy["name"], taxonomy["title"])
    for term in taxonomy["terms"]:
        print(term["path"], term["title"], term["pages"])
    print(taxonomy["synonyms"])
EOF
is 'what stands in them' "$(cat said)" "s/a A 2010 Text. s/b
['a', 'b'] ['X/Y', 'X'] False
['s/a', 's/b'] []
An archive ['s', 's/a', 's/b']
['s/a', 's/b']
topics Topics
topics/x X ['s/a']
topics/x/y X/Y ['s/a']
topics/z Z ['s/b']
[]"
for page in s s/a s/b; do
	"$ksarchive" --image image show "$page" --json >shown
	python3 -c 'import json, sys
shown, written = (json.load(open(name)) for name in sys.argv[1:])
del shown["command"]
sys.exit(shown != written)' shown json/$page.json
	result $? "the same as show: $page" </dev/null
done
run lines --format json --jsonl
is 'the answer as a line' "$status $(cat out)" \
	'0 {"command":"export","format":"json","directory":"lines","counts":{"articles":3,"files":4}}'
diff -r json lines >said
result $? 'the same files' <said
run md --markdown --json
is 'pages, and the answer as JSON' "$status $(cat out) $(ls md)" \
	'0 {"command":"export","format":"markdown","directory":"md","counts":{"articles":3,"files":4}} archive.yaml
s'
run md --json
is 'a failure as JSON' "$status $(cat out)" \
	'3 {"command":"export","error":{"code":"cannot-write","message":"md: is not empty: expected an empty folder, or no such path"}}'

# What else pages call a term.

fresh
cat >>data/archive.yaml <<'EOF'
taxonomies:
  topics:
    title: Topics
    from: [topics]
    separator: /
    synonyms: {Other/Why: X/Y, Ex: X}
EOF
write s/p.md <<'EOF'
---
title: P
topics: [Ex, Other/Why, X/Y]
---
EOF
compile
comes_back 'synonyms'
run synonyms --json
python3 -c 'import json, sys
for taxonomy in json.load(sys.stdin)["taxonomies"]:
    print(*[term["title"] for term in taxonomy["terms"]])
    print(json.dumps(taxonomy["synonyms"]))' <synonyms/index.json >said 2>&1
is 'synonyms' "$(cat said)" 'X X/Y
[{"variant": "Ex", "term": "X"}, {"variant": "Other/Why", "term": "X/Y"}]'

finish
