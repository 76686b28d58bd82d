#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksarchive search: that it answers as grep -rn does over the exported tree, for
# words, for the patterns of search-patterns and for data that no author writes;
# what it says where grep is no model; and how articles are ranked.
# shellcheck source=tests/unit/lib.sh
. "$(dirname "$0")/lib.sh"

patterns=$root/tests/unit/search-patterns
export LC_ALL=C.UTF-8

# answer QUESTION COMMAND...: what it says, between the question and its exit
# status
answer()
{
	printf '== %s\n' "$1"
	shift
	"$@" 2>&1
	echo "== exit $?"
}

# both ARGUMENT...: asks grep and ksarchive the same, from within the tree
both()
{
	answer "$*" grep -arn "$@" >>"../$part.grep"
	answer "$*" "$ksarchive" search --image ../image "$@" \
		>>"../$part.ksarchive"
}

# To open all files takes grep longer than to search what they hold. So most it
# is asked of one file, with all lines that it finds in the tree; the file lines
# tells where each stands.
gather_lines()
{
	grep -arn '' >../lines
	sed 's/^[^:]*:[0-9]*://' ../lines >../texts
}

# both_of_lines OPTION ARGUMENT...: as both, but what OPTION, which says how
# lines that match are told, makes of grep's answer is search_agree.py's to know
both_of_lines()
{
	told=$1 numbered=$1
	shift
	case $told in
	-[lcC]*) numbered=-n ;;
	esac
	answer "$told $*" grep -an "$numbered" "$@" ../texts >>"../$part.grep"
	answer "$told $*" "$ksarchive" search --image ../image "$told" "$@" \
		>>"../$part.ksarchive"
}

# agree NAME COUNT LINES PART...: what was asked in these parts, COUNT questions,
# had the same answers; LINES is empty, or where grep's numbers belong
agree()
{
	name=$1 questions=$2 lines=$3
	shift 3
	for part; do
		cat "$part.grep" >>asked.grep
		cat "$part.ksarchive" >>asked.ksarchive
		rm "$part.grep" "$part.ksarchive"
	done
	is "$name" "$(python3 "$root/tests/unit/search_agree.py" asked.grep \
		asked.ksarchive $lines 2>&1)" "$questions answers, 0 differ"
	rm asked.grep asked.ksarchive
}

# ask_words: each line of standard input, as plain text
ask_words()
{
	while read -r word; do
		both_of_lines -n -F -e "$word"
	done
}

# ask_patterns OPTION...: all patterns, with each of these
ask_patterns()
{
	for option; do
		tab=$(printf '\t')
		while IFS=$tab read -r kind pattern; do
			both_of_lines "$option" "-$kind" -e "$pattern"
		done <"$patterns"
	done
}

### The archive of the project

cp -r "$root/data" data
compile
unpack
cd tree || exit 1
# The words of all texts, and of those as many as are wanted, evenly chosen.
grep -rhoE '\w+' --include=text . | LC_ALL=C sort -u >../all
awk '{ word[NR] = $0 }
     END { for (i = 0; i < 1000; i++) print word[int(i * NR / 1000) + 1] }' \
	../all >../words
gather_lines
(part=1; sed -n '1~2p' ../words | ask_words) &
(part=2; sed -n '2~2p' ../words | ask_words)
wait
(part=3; ask_patterns -n -i -w) &
(part=4; ask_patterns -l -c -C2)
wait
for option in -i -w -l -c -C2 -A1 -B3 -o -m2; do
	part=5
	both "$option" -F kernel
	both "$option" -F KS2010
	both "$option" -F 'no such thing'
	both "$option" -F e
done
both -F kernel 2010
both -F kernel 2010/out-of-tree
both -i -e kernel -e PATCH
both -F -w -e kernel -e the -e of
both -E "$(printf 'the\na{2}\n^$')"
both -F "$(printf 'kernel\n.')"
both -c -l kernel
both -o -C1 kernel 2010
both -m0 kernel
both -C1 -m1 the 2010
cd ..
count=$(wc -l <"$patterns")
is 'there are enough patterns' "$((count >= 50))" 1
agree 'a thousand words' 1000 lines 1 2
agree 'patterns, also with -i, -w, -l, -c, -C 2' $((6 * count)) lines 3 4
agree 'options' 46 '' 5

### Data that no author writes

cat >odd.py <<'EOF2'
import sys
sys.path.insert(0, sys.argv[1])
from ksa_writer import image_of
LONG = 1000000
sys.stdout.buffer.write(image_of({
    "catalog": b"s\t\tOdd\n",
    "s": {
        "blank": b"\n\n\n",
        "cr": b"one\r\ntwo\r\n\rthree\n",
        "invalid": b"caf\xe9 bar\nfoo\xff bar\n\xc3\nt\xa9\xe9\nbar\n",
        "long": b"x" * LONG + b"needle" + b"y" * LONG + b"\nneedle\n",
        "nul": b"a\0b\nc\0\nbar\n",
        "open": b"foo\nno new",
        "opened": b"line\nbar",
        "title": b"Odd\n",
        "utf8": "Ünï naïve café, caféé\nÉCOLE école\n日本語 日\n".encode(),
        "zero": b"bar",
    },
    "t": {"deep": {"deeper": {"field": b"bar\n"}}, "empty": {}},
    "u": {"empty": {}},
}))
EOF2
mkdir record
mv image tree record
python3 odd.py "$root/tests/unit" >image
unpack
cd tree || exit 1
part=6
for option in -n -i -w -c -l; do
	for text in bar needle newline w é café École 日 no b; do
		both "$option" -F -e "$text"
	done
	# A dot is no half of a character; what is invalid matches nothing.
	for pattern in 'one$' '^.*$' '.r$' '^$' 'b' 'foo.?bar' 'o.*e' \
		'(?<=caf)é' 'bar\z' '\Abar' 'new$' '^line' 'y$' 'n[^x]*e' \
		'\x00' 'c.$' '日.語' 'x{9}n'; do
		both -P "$option" -e "$pattern"
	done
	# Letters are those of Unicode, which grep -P does not know here.
	for pattern in '' '^' '$' '\w+é' 'na\b' '\bé' '[[:alpha:]]ï' '[éü]'; do
		both -E "$option" -e "$pattern"
	done
done
cd ..
agree 'odd lines, and bytes that are no text' 180 '' 6

# What PCRE2 passes over in many lines it finds in the line alone.
python3 - "$root/tests/unit" <<-'EOF2'
	import sys
	sys.path.insert(0, sys.argv[1])
	from ksa_writer import image_of
	open("image", "wb").write(image_of({
	    "catalog": b"s\t\tS\n", "s": {
	        "stray": b"a\n\n\x85\nb\n", "word": b"ab\n\x85b\n"}}))
EOF2
is 'half a character at the beginning of a line, which is not empty' \
	"$("$ksarchive" search --image image -c '(?!$)' s/stray)" s/stray:3
is 'half a character at the beginning of a line, which is no word' \
	"$("$ksarchive" search --image image -c -w '^' s/word)" s/word:1

### What is said, and how it ends

# finds NAME STATUS TEXT ARGUMENT...: says_of() what is searched for
finds()
{
	name=$1 expected_status=$2 text=$3
	shift 3
	says_of "$name" "$expected_status" "$text" search "$@"
}

fresh
write s/one.md <<-'EOF2'
	---
	title: The first of foxes
	topics: [Foxes]
	weight: 1
	---

	A fox.

	Two foxes, and a dog
	with a fox's tail.
EOF2
write s/two.md <<-'EOF2'
	---
	title: Of dogs
	weight: 2
	---

	The dog met a fox, the fox a dog.
EOF2
compile
finds 'the fields of a directory come before those below it' 0 \
	'catalog:2:s/one		The first of foxes
s/pages:1:one	The first of foxes
s/one/title:1:The first of foxes' 'first of'
finds 'a section, without numbers' 0 's/one/text:Two foxes, and a dog
s/two/text:The dog met a fox, the fox a dog.' -N --in text dog s
finds 'a field' 0 "s/one/text:4:with a fox's tail." "fox's" s/one/text
finds 'a short form of a path' 0 's/two/text:1:The dog met a fox, the fox a dog.' \
	met tw
finds 'fields by their names' 0 's/one/title:1:The first of foxes
s/one/topics:1:Foxes
s/two/title:1:Of dogs' --in title,topics,nothing 'ox|dog' s
finds 'a name that no field has' 1 \
	'ksarchive: --in titel: no field has that name; did you mean title?' \
	--in text,titel zebra
finds 'one that nothing is like' 1 \
	'ksarchive: --in shoesize: no field has that name' --in shoesize fox
finds 'nothing' 1 '' zebra
finds 'nothing below that path' 1 '' tail s/two
finds 'a pattern that begins with a dash' 1 '' -- -x
finds 'what matches' 0 's/two/text:1:dog
s/two/text:1:fox
s/two/text:1:fox
s/two/text:1:dog' -o 'dog|fox' s/two/text
finds 'an expression that is none' 2 \
	'ksarchive: pattern a(b: at offset 3: missing closing parenthesis' 'a(b'
finds 'one of several that is none' 2 \
	'ksarchive: pattern b)|(c: at offset 1: unmatched closing parenthesis' \
	-e a -e 'b)|(c'
finds 'no pattern' 2 \
	'ksarchive: search: expected PATTERN [PATH]; see ksarchive search --help'
finds 'no number' 2 'ksarchive: -C two: expected a number' -C two x
finds 'no field' 2 \
	'ksarchive: --in: expected names of fields with commas between, found an empty one' \
	--in title, x

# More than a pattern that is a trap may take.
python3 - "$root/tests/unit" <<-'EOF2'
	import sys
	sys.path.insert(0, sys.argv[1])
	from ksa_writer import image_of
	open("image", "wb").write(image_of({
	    "catalog": b"s\t\tS\n", "s": {"title": b"S\n", "trap": b"a" * 500000 + b"!bc"}}))
EOF2
finds 'a pattern with too many ways to match' 2 \
	'ksarchive: the pattern leaves too many ways to match a line of the archive: match limit exceeded' \
	'(a+a+)+b'
finds 'a pattern that nests too deeply' 2 \
	'ksarchive: the pattern leaves too many ways to match a line of the archive: JIT stack limit reached' \
	'(?:(a)|b)*c'
finds 'the same behind a text that it must begin with' 2 \
	'ksarchive: the pattern leaves too many ways to match a line of the archive: match limit exceeded' \
	'aaaa(a+a+)+b'
finds 'the same pattern, where it matches' 0 's/title:1:S' 'S|(a+a+)+b' s/title

### At a terminal

# on_terminal ARGUMENT...: what a terminal shows
on_terminal()
{
	TERM=xterm COLUMNS=80 script -qec \
		"$ksarchive search --image image --no-pager $*" \
		/dev/null </dev/null | tr -d '\r' | sed "s/$(printf '\033')\[/</g"
}

compile
is 'lines stand below the name of their field' "$(on_terminal -C1 dog s)" \
	'<35ms/pages<0m
<32m1<0m<36m-<0mone	The first of foxes
<32m2<0m<36m:<0mtwo	Of <1;31mdog<0ms

<35ms/one/text<0m
<32m2<0m<36m-<0m
<32m3<0m<36m:<0mTwo foxes, and a <1;31mdog<0m
<32m4<0m<36m-<0mwith a fox'\''s tail.

<35ms/two/text<0m
<32m1<0m<36m:<0mThe <1;31mdog<0m met a fox, the fox a <1;31mdog<0m.

<35ms/two/title<0m
<32m1<0m<36m:<0mOf <1;31mdog<0ms'
is 'fields without a match are not counted' \
	"$(on_terminal --color never -c dog s)" 's/pages:1
s/one/text:1
s/two/text:1
s/two/title:1'
is 'colours of grep in a pipe' \
	"$("$ksarchive" search --image image --color always met)" \
	"$(unpack; cd tree && grep -rn --color=always met . |
		sed "s/$(printf '\033')\[m$(printf '\033')\[K/$(printf '\033')[0m/g
			s/$(printf '\033')\[K//g; s/01;31/1;31/g; s:\./::")"

### Articles by relevance

finds 'ranked articles' 0 '0.911	s/one	The first of foxes	Two foxes, and a dog
0.497	s	S	one	The first of foxes' --rank foxes
rank()
{
	"$ksarchive" search --image record/image --rank -F "$@" | cut -f 1,2
}
for words in kernel staging 'Linus tracepoint' 'the' 'KS2010 Corbet patch'; do
	options=
	for word in $words; do
		options="$options -e $word"
	done
	# shellcheck disable=SC2086 # several words, none with a space
	is "ranked by $words" "$(rank -m 1000 $options)" \
		"$(python3 "$root/tests/unit/rank_oracle.py" record/tree $words)"
done
is 'the first ten' "$(rank kernel)" "$(rank kernel -m 1000 | sed 10q)"
is 'ranked in a section' "$(rank ABI 2007 | cut -f 2)" \
	2007/kernel-ecosystem-user-space-apis
finds 'nothing to rank' 1 '' --rank zebra
finds 'what does not go with it' 2 \
	'ksarchive: --rank: expected none of -c, -l, -o, -A, -B and -C beside it' \
	--rank -c kernel

finish
