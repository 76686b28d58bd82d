#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mkksarchive: what is wrong with a page or archive.yaml is said with its line
# and column, all of it in one run, and no output is touched.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

name_rule='expected at most 63 letters, digits, dots, underscores and hyphens of ASCII, the first a letter or a digit'
format_rule='expected YAML between two lines "---" at the file'\''s start'
control_rule='expected none but tab and newline'

# bad NAME BYTES MESSAGE...: a page data/s/p.md of these bytes; messages without
# that path
bad()
{
	bad_name=$1
	bytes "$2" >data/s/p.md
	shift 2
	compile
	says "$bad_name" 1 "$(printf 'data/s/p.md:%s\n' "$@")"
}

# key NAME YAML MESSAGE...: a page whose front matter, after the title in the
# second line, is this
key()
{
	key_name=$1
	yaml=$2
	shift 2
	bad "$key_name" "\\055--\\ntitle: T\\n$yaml\\n---\\n" "$@"
}

# body NAME BYTES MESSAGE...: a page whose body, from line 4 on, is this
body()
{
	body_name=$1
	body=$2
	shift 2
	bad "body: $body_name" "\\055--\\ntitle: T\\n---\\n$body" "$@"
}

fresh
echo old >image
echo old >header
echo old >depfile

# Front matter.

bad 'an empty file' '' "1:1: error: no front matter: $format_rule"
bad 'no front matter' 'Title\n=====\n' "1:1: error: no front matter: $format_rule"
bad 'front matter after a blank line' '\n---\ntitle: T\n---\n' \
	"1:1: error: no front matter: $format_rule"
bad 'more than three hyphens' '\055---\ntitle: T\n---\n' \
	"1:1: error: no front matter: $format_rule"
bad 'TOML' '+++\ntitle = "T"\n+++\n' "1:1: error: TOML front matter: $format_rule"
bad 'JSON' '{\n"title": "T"\n}\n' "1:1: error: JSON front matter: $format_rule"
bad 'JSON after a byte order mark' '\357\273\277{"title": "T"}\n' \
	"1:1: error: JSON front matter: $format_rule"
bad 'no end' '\055--\ntitle: T\n' \
	'1:1: error: front matter without an end: expected another line "---"'
bad 'a NUL behind the hyphens' '\055--\000\ntitle: T\n---\n' \
	"1:1: error: no front matter: $format_rule" \
	"1:4: error: control character U+0000: $control_rule"
bad 'a NUL behind the last hyphens' '\055--\ntitle: T\n---\000\n' \
	'1:1: error: front matter without an end: expected another line "---"' \
	"3:4: error: control character U+0000: $control_rule"
bad 'no title' '\055--\nauthor: A\n---\n' \
	'1:1: error: no title: expected a key "title" with a scalar'
bad 'no keys' '\055--\n---\n' \
	'1:1: error: no title: expected a key "title" with a scalar'
bad 'an empty title' '\055--\ntitle: ""\n---\n' \
	'1:1: error: no title: expected a key "title" with a scalar'
bad 'a list for a title' '\055--\ntitle: [a]\n---\n' \
	'2:8: error: the title is no scalar: expected one'
bad 'two lines for a title' '\055--\ntitle: "a\\nb"\n---\n' \
	'2:8: error: a newline in the title: expected one line without tabs'
bad 'a list' '\055--\n- a\n---\n' \
	'2:1: error: a list: expected a map, as "title: Regressions"'
bad 'a scalar' '\055--\n\na\n---\n' \
	'3:1: error: a scalar: expected a map, as "title: Regressions"'

# YAML, in libfyaml's words.

key 'an unclosed quote' 'a: "b' \
	'3:5: error: broken YAML: double-quoted scalar without closing quote'
key 'a colon too many' 'a: b: c' \
	'3:5: error: broken YAML: invalid nested block mapping on the same line'
key 'a strange character after one of two bytes' 'a: [é, @]' \
	"3:8: error: broken YAML: plain scalar cannot start with '@'"
key 'an unknown escape' 'a: "\\q"' \
	"3:5: error: broken YAML: invalid escape 'q' in double-quoted string"
key 'a key twice' 'a: 1\nb: 2\na: 3' \
	'5:1: error: the key "a" stands twice: expected it once, as at data/s/p.md:3:1'
key 'a key twice in a map' 'a: {b: 1, "b": 2}' \
	'3:11: error: the key "b" stands twice: expected it once, as at data/s/p.md:3:5'
key 'an alias without anchor' 'a: *b' \
	'3:5: error: no anchor "b" for this alias: expected one before it'
key 'an alias in its own anchor' 'a: &a [*a]' \
	'3:9: error: no anchor "a" for this alias: expected one before it'
key 'a key that is a list' '? [a]\n: b' \
	'3:3: error: a key that is no scalar: expected a name'
key 'a merge of a scalar' 'a: {<<: b}' \
	'3:9: error: a merge of something else: expected a map or a list of maps after "<<"'
key 'a merge of a list of scalars' 'a: {<<: [b]}' \
	'3:9: error: a merge of something else: expected a map or a list of maps after "<<"'
key 'depth' "a: $(printf '%070d' 0 | tr 0 '[')" \
	'3:67: error: lists and maps nested over 64 deep: expected fewer'

# chain FIRST NEXT: forty values; in NEXT # stands for its number and @ for that
# of the one before
chain()
{
	printf '%s' "$1"
	seq 39 | awk -v next_value="$2" '{
		value = ", " next_value
		gsub("#", $1, value)
		gsub("@", $1 - 1, value)
		printf "%s", value
	}'
}

# At the first alias that goes over: a record, lists, and one long scalar.
aliases='aliases that repeat over 64 MiB: expected less than an image holds'
key 'aliases that multiply in a record' \
	"r: [{$(chain 'a0: &a0 {x: 1}' 'a#: &a# {p: *a@, q: *a@}')}]" \
	"3:638: error: $aliases"
key 'aliases that multiply in lists' \
	"r: [$(chain '&a0 [x]' '&a# [*a@, *a@]')]\ntopics: *a39" \
	"3:429: error: $aliases"
key 'aliases of a long scalar' \
	"a: &a $(printf '%0100000d' 0)\nr: [$(printf '*a ,%.0s' $(seq 1000))]" \
	"4:2690: error: $aliases"

# Tables that are mostly tabs.

key 'records that have no key in common' \
	"r:\n$(seq 5000 | sed 's/.*/- {k&: 1}/' | tr '\n' '|' | sed 's/|/\\n/g')" \
	'4100:3: error: the table grows over 4096 columns or 64 MiB with this record: expected at most what an image holds'
key 'many records, many keys' \
	"r:\n- {$(seq 4000 | sed 's/.*/k&: 1,/' | tr -d '\n')}\n$(seq 20000 | sed 's/.*/- {k1: 1}/' | tr '\n' '|' | sed 's/|/\\n/g')" \
	'16770:3: error: the table grows over 4096 columns or 64 MiB with this record: expected at most what an image holds'

# Keys.

key 'a key with a space' 'a b: 1' "3:1: error: the key \"a b\" cannot name a file: $name_rule"
key 'a key of Greek' 'κ: 1' "3:1: error: the key \"κ\" cannot name a file: $name_rule"
key 'a key with an underscore first' '_a: 1' "3:1: error: the key \"_a\" cannot name a file: $name_rule"
key 'an empty key' '"": 1' "3:1: error: the key \"\" cannot name a file: $name_rule"
long=$(printf '%063d' 0)
key 'a key of 64 bytes' "x$long: 1" \
	"3:1: error: the key \"x$long\" cannot name a file: $name_rule"
key 'a key that is too long when flat' "${long}: {a: 1}" \
	"3:67: error: the key \"${long}_a\" cannot name a file: $name_rule"
key 'a map with a bad name' 'a b: {c: 1, d: 2}' \
	"3:1: error: the key \"a b\" cannot name a file: $name_rule"
key 'reserved names' 'text: 1\nprev: 2\nnext: 3' \
	"3:1: error: the key \"text\" is reserved for the page's body: expected another" \
	'4:1: error: the key "prev" is reserved for the link to the page before: expected another' \
	'5:1: error: the key "next" is reserved for the link to the page after: expected another'
key 'a flat key that meets another' 'a: {b: 1}\na_b: 2' \
	'4:1: error: "a_b" of a key would stand beside "a_b" of a key (data/s/p.md:3:5): expected another name'

# Values.

key 'a map among scalars' 'a: [1, {b: c}]' \
	'3:8: error: a map in a list that began with a scalar: expected one kind'
key 'a scalar among maps' 'a: [{b: c}, 1]' \
	'3:13: error: a scalar in a list that began with a map: expected one kind'
key 'a list in a list' 'a: [[b]]' \
	'3:5: error: a list in a list: expected a scalar or a map'
key 'a list in a record' 'a: [{b: [c]}]' \
	'3:9: error: a list in a record: expected a scalar'
key 'a tab in an item' 'a: [b, "c\\td"]' \
	'3:8: error: a tab in an item: expected one line without tabs'
key 'a newline in an item' 'a:\n- |\n  b\n  c' \
	'5:1: error: a newline in an item: expected one line without tabs'
key 'a tab in a cell' 'a: [{b: "c\\td"}]' \
	'3:9: error: a tab in a cell: expected one line without tabs'
key 'a newline in a column' 'a: [{"b\\nc": d}]' \
	"3:6: error: a newline in a column's name: expected one line without tabs"
key 'a second value for a column' 'a: [{b: {c: 1}, b_c: 2}]' \
	'3:17: error: a second value for the column "b_c" of this record: expected one'
key 'a column without a name' 'a: [{"": b, c: d}]' \
	"3:6: error: an empty key in a record: expected a column's name"
key 'weights' 'weight: 1.5' '3:9: error: the weight is no integer: expected one, as 8'
key 'a weight in single quotes' "weight: 'x'" '3:9: error: the weight is no integer: expected one, as 8'
key 'a weight of words' 'weight: first' '3:9: error: the weight is no integer: expected one, as 8'
key 'a weight beyond all integers' 'weight: 99999999999999999999' \
	'3:9: error: the weight is no integer: expected one, as 8'
key 'a list of weights' 'weight: [1]' '3:9: error: the weight is no integer: expected one, as 8'
key 'a date of two items' 'date: [2010, 2011]' \
	'3:1: error: the date is a list: expected one date'

# Bytes.

key 'control characters by escape' 'a: "\\a"\nb: "x\\0"\nc: "\\x85"\nd: "\\r"\n"e\\e": 1' \
	"3:4: error: control character U+0007: $control_rule" \
	"4:4: error: control character U+0000: $control_rule" \
	"5:4: error: control character U+0085: $control_rule" \
	"6:4: error: control character U+000D: $control_rule" \
	"7:1: error: control character U+001B: $control_rule" \
	"7:1: error: the key \"e\\x1b\" cannot name a file: $name_rule"
key 'bidirectional control by escape' 'a: "\\u202e"' \
	"3:4: error: bidirectional control character U+202E: $control_rule"
key 'control in front matter' 'a: b\001' "3:5: error: control character U+0001: $control_rule"
key 'invalid UTF-8 in front matter' 'a: \377' '3:4: error: byte 0xff is not UTF-8: expected UTF-8'
body 'controls' 'a\001 \033[m\177\n\302\200 \302\237\n' \
	"4:2: error: control character U+0001: $control_rule" \
	"4:4: error: control character U+001B: $control_rule" \
	"4:7: error: control character U+007F: $control_rule" \
	"5:1: error: control character U+0080: $control_rule" \
	"5:3: error: control character U+009F: $control_rule"
body 'NUL' 'a\000b\n' "4:2: error: control character U+0000: $control_rule"
body 'a CR alone' 'a\rb\r\r\n' \
	"4:2: error: control character U+000D: $control_rule" \
	"4:4: error: control character U+000D: $control_rule"
body 'a CR at the very end' 'a\r' "4:2: error: control character U+000D: $control_rule"
body 'all that turn text around' \
	'\330\234\342\200\216\342\200\217\342\200\252\342\200\253\342\200\254\342\200\255\342\200\256\342\201\246\342\201\247\342\201\250\342\201\251\n' \
	"$(n=0; for point in 061C 200E 200F 202A 202B 202C 202D 202E 2066 2067 2068 2069; do
		n=$((n + 1))
		[ $n -eq 1 ] || printf 'data/s/p.md:'
		echo "4:$n: error: bidirectional control character U+$point: $control_rule"
	done)"
body 'overlong' '\300\200 \340\200\257\n' \
	'4:1: error: byte 0xc0 is not UTF-8: expected UTF-8' \
	'4:3: error: byte 0xe0 is not UTF-8: expected UTF-8'
body 'surrogates' '\355\240\200\n' '4:1: error: byte 0xed is not UTF-8: expected UTF-8'
body 'beyond Unicode' '\364\220\200\200\n' '4:1: error: byte 0xf4 is not UTF-8: expected UTF-8'
body 'a continuation alone' 'a\200\n' '4:2: error: byte 0x80 is not UTF-8: expected UTF-8'
body 'a character cut off by the end' 'a\303' '4:2: error: byte 0xc3 is not UTF-8: expected UTF-8'
body 'columns are characters' 'äöü\001\n' "4:4: error: control character U+0001: $control_rule"
body 'a flaw far behind plain text' "$(printf '%0200d' 0)\\n$(printf '%064d' 0)\\001\\n" \
	"5:65: error: control character U+0001: $control_rule"
bad 'columns after a byte order mark' '\357\273\277---\001\n' \
	"1:1: error: no front matter: $format_rule" \
	"1:4: error: control character U+0001: $control_rule"
is 'messages steer no terminal' "$(bad x '\055--\ntitle: T\n"\\e[31m": x\n---\n' >/dev/null; tr -d '[:print:]\n' <messages)" ''

# Everything in one run, in order.

printf -- '---\ntitle: T\ndate: x\nweight: y\n---\n[a](b.md)\n\001\n' >data/s/p.md
printf -- '---\na: 1\n---\n' >data/s/b.markdown
echo x >data/notes.txt
compile
says 'all errors in one run, sorted' 1 \
"data/notes.txt: warning: the file is no page and stays out: expected .md or .markdown
data/s/b.markdown:1:1: error: no title: expected a key \"title\" with a scalar
data/s/p.md:3:7: error: \"x\" of \"date\" is no date: expected a day that exists, as 2010, 2010-11, 2010-11-02, 2010-11-02T10:00:00Z, \"2 November 2010\" or \"November 2010\"
data/s/p.md:4:9: error: the weight is no integer: expected one, as 8
data/s/p.md:7:1: error: control character U+0001: expected none but tab and newline"
is 'the closing line counts' "$(tail -n 1 messages)" '4 errors, 1 warning'
compile --header header --depfile depfile
is 'outputs are as they were' "$(cat image header depfile)" 'old
old
old'
is 'nothing else was left' "$(echo *)" \
	'data depfile difference expected found header image messages'

# Warnings.

fresh
wide=$(printf '%081d' 0)
word80=$(printf '%080d' 0)
write s/p.md <<EOF
---
title: "$wide is no body"
---
$word80
$wide
- $wide
> * $wide
  $wide
word $wide
${word80%?????} six six
äöüäöü ${word80%???????????????} and more
EOF
printf 'word %s\r\n' "$word80" >>data/s/p.md
compile
says 'wide lines, but not those of one word' 0 \
'data/s/p.md:9:1: warning: a line of 86 columns: expected at most 80, wrapped
data/s/p.md:10:1: warning: a line of 83 columns: expected at most 80, wrapped
data/s/p.md:11:1: warning: a line of 81 columns: expected at most 80, wrapped
data/s/p.md:12:1: warning: a line of 85 columns: expected at most 80, wrapped'
cp data/s/p.md wide.md
write s/p.md <<EOT
---
title: T
---
| a | $wide |
[a b]: https://example.org/$wide "Title"
\`\`\`code\`\`\` $wide
\`\`\` sh
code $wide
\`\`
~~~
\`\`\` $wide
\`\`\`\`
[a] b]: $wide

  ~~~
  code $wide
EOT
compile
says 'wide lines that cannot be wrapped' 0 \
'data/s/p.md:6:1: warning: a line of 92 columns: expected at most 80, wrapped
data/s/p.md:13:1: warning: a line of 89 columns: expected at most 80, wrapped'
mv wide.md data/s/p.md
compile
is 'warnings alone let the image be made' "$(python3 "$root/tests/unit/ksa_reader.py" image check)" ok

# archive.yaml.

# manifest NAME BYTES MESSAGE...
manifest()
{
	manifest_name=$1
	bytes "$2" >data/archive.yaml
	shift 2
	compile
	says "archive.yaml: $manifest_name" 1 \
		"$(printf 'data/archive.yaml:%s\n' "$@")"
}

fresh
manifest 'empty' '' \
	'1:1: error: no edition: expected a key "edition" with a scalar' \
	'1:1: error: no title: expected a key "title" with a scalar'
manifest 'no edition' 'title: T\n' \
	'1:1: error: no edition: expected a key "edition" with a scalar'
manifest 'a second document' 'title: T\nedition: 1\n---\ntitle: T\n' \
	"3:1: error: a second document: expected the file's end"
manifest 'reserved names' 'title: T\nedition: 1\nimage: a\ncatalog: b\nsections: c\npages: d\n' \
	"3:1: error: the key \"image\" is reserved for the archive's image: expected another" \
	'4:1: error: the key "catalog" is reserved for the list of all pages: expected another' \
	'5:1: error: the key "sections" is reserved for the list of sections: expected another' \
	'6:1: error: the key "pages" is reserved for the list of pages: expected another'
manifest 'taxonomies that are no map' 'title: T\nedition: 1\ntaxonomies: [a]\n' \
	'3:1: error: the taxonomies are no map: expected one by their names'
manifest 'a taxonomy that is no map' 'title: T\nedition: 1\ntaxonomies: {a: b}\n' \
	'3:14: error: the taxonomy "a" is no map: expected title, from and perhaps separator'
manifest 'a taxonomy without all' 'title: T\nedition: 1\ntaxonomies: {a: {b: c}}\n' \
	'3:14: error: the taxonomy "a" has no title: expected a scalar' \
	'3:14: error: the taxonomy "a" is not told where its terms are: expected "from" with keys, as [topics] or [people.name]' \
	'3:18: error: unknown key "b" of a taxonomy: expected title, from, separator, synonyms, distinct, kind or one_word'
manifest 'a taxonomy with a bad name' 'title: T\nedition: 1\ntaxonomies: {"a b": {title: A, from: a}}\n' \
	"3:14: error: the taxonomy \"a b\" cannot name a file: $name_rule"
manifest 'a list for a separator' 'title: T\nedition: 1\ntaxonomies: {a: {title: A, from: a, separator: [b]}}\n' \
	'3:48: error: the separator is no scalar: expected one, as "/"'
manifest 'a separator of two lines' 'title: T\nedition: 1\ntaxonomies: {a: {title: A, from: a, separator: "\\n/"}}\n' \
	'3:48: error: a newline in the separator: expected one line without tabs'
manifest 'keys that the list of taxonomies cannot hold' 'title: T\nedition: 1\ntaxonomies: {a: {title: A, from: ["b,c", "d\\te"]}}\n' \
	'3:35: error: a comma in the key "b,c" of a taxonomy: expected a list of keys, as [topics, people.name]' \
	'3:42: error: a tab in a key of a taxonomy: expected one line without tabs'
manifest 'a bad slug' 'title: T\nedition: 1\nslugs: {a: b c}\n' \
	"3:12: error: the slug \"b c\" cannot name a file: $name_rule"
manifest 'slugs that are no scalars' 'title: T\nedition: 1\nslugs: {a: [b], c: ~}\n' \
	'3:12: error: the slug of "a" is a list: expected a scalar' \
	'3:20: error: the slug of "c" is a null: expected a scalar'
manifest 'slugs that are no map' 'title: T\nedition: 1\nslugs: [a]\n' \
	'3:1: error: the slugs are no map: expected slugs by their terms'
rm data/archive.yaml
compile
says 'no archive.yaml' 1 'data/archive.yaml: error: there is no such file: expected one that describes the archive'
mkfifo data/archive.yaml
compile
says 'a pipe for archive.yaml' 1 'data/archive.yaml: error: a special file: expected a regular file or a folder
data/archive.yaml: error: no regular file: expected one'
rm data/archive.yaml
mkdir data/archive.yaml
compile
says 'a folder for archive.yaml' 1 'data/archive.yaml: error: no regular file: expected one'

finish
