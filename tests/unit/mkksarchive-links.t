#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mkksarchive: links between pages. Those of either list lead somewhere, those
# of the other nowhere, and it is said where they stand.

# shellcheck disable=SC2016 # the backticks are Markdown

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

titled()
{
	mkdir -p "data/${1%/*}"
	{
		printf -- '---\ntitle: T\n---\n'
		cat
	} >"data/$1"
}

tree_of_pages()
{
	fresh
	titled s/one.md </dev/null
	titled s/t/_index.md </dev/null
	titled s/t/three.markdown </dev/null
	titled u/index.md </dev/null
	titled u/four.md </dev/null
	titled s/long-name.md </dev/null
	titled s/two.md <<-'EOF'
	# A heading
	## Same
	## Same
	Über `code_x` & *C++* 2.6.37!
	-----------------------------
	### Same 1
	```
	# no heading
	```
	> ## In a quote
	EOF
}

tree_of_pages

# Each line is a link from s/one.md that leads somewhere.
cat >good <<'EOF'
two.md
./two.md
two
two/
../s/two.md
../s/two/
../two/
../t/three/
t/
t/_index.md
t/three.markdown
t/three
../s/
..
../
../u/
../u/index.md
../u/four.md
../../u/four/
/s/two/
/s/two
/s/two.md
/u
/
//example.org/nowhere
https://example.org/nowhere.md
mailto:nobody@example.org
tel:1
%74wo.md
two.md?query
two.md?query#same
two.md#a-heading
two.md#same
two.md#same-1
two.md#same-1-1
two.md#%C3%BCber-code_x--c-2637
two.md#über-code_x--c-2637
two.md#in-a-quote
two.md#
#
#here
../one/#here
../s/../s/two.md
one.md
EOF
{
	sed 's/.*/- [a link](&)/' good
	printf '\n# Here\n'
} | titled s/one.md
builds 'links that lead somewhere'
is 'links stay as they were written' "$(sed -n 's/.*(\(.*\))$/\1/p' tree/s/one/text)" "$(cat good)"

# Each line is a link from s/one.md that leads nowhere.
cat >bad <<'EOF'
three.md
two.html
Two.md
Two.markdown
t/three.txt
t/_two.md
u/four.md
../four.md
../../../u/
/two.md
/s/s/two
two.md/x
two/long-name.md
s
/topics/
long_name.md
%zz
two%
two.md%00
file.txt
archive.yaml
EOF
sed 's/.*/- [a link](&)/' bad | titled s/one.md
compile
says 'links that lead nowhere' 1 "$(awk '{
	printf "data/s/one.md:%d:12: error: the link \"%s\" leads nowhere: expected a page or section of this archive\n", NR + 3, $0
}' bad)"

# Each line leads to a page whose file has another name.
cat >misnamed <<'EOF'
two.markdown data/s/two.md
two.markdown#same data/s/two.md
t/three.md data/s/t/three.markdown
t/index.md data/s/t/_index.md
t/index.markdown data/s/t/_index.md
../u/_index.md data/u/index.md
/s/two.markdown data/s/two.md
../two.markdown data/s/two.md
EOF
sed 's/ .*//; s/.*/- [a link](&)/' misnamed | titled s/one.md
compile
says 'links to files of other names' 0 "$(awk '{
	printf "data/s/one.md:%d:12: warning: the link \"%s\" leads to %s: expected the name of that file\n", NR + 3, $1, $2
}' misnamed)"
comes_back 'links to files of other names'
echo '- [a link](two.markdown#no)' | titled s/one.md
compile
says 'a link to no heading of a file of another name' 1 \
	'data/s/one.md:4:12: error: the link "two.markdown#no" leads to no heading: expected one with the anchor "no" in data/s/two.md
data/s/one.md:4:12: warning: the link "two.markdown#no" leads to data/s/two.md: expected the name of that file'

# Each line leads to a page, but to no heading of it.
cat >bad <<'EOF'
two.md#no-heading data/s/two.md
two.md#Same data/s/two.md
two.md#same-2 data/s/two.md
two.md#no heading data/s/two.md
t/#x data/s/t/_index.md
#there data/s/one.md
/#x data/archive.yaml
EOF
sed -i '/no heading/d' bad
sed 's/ .*//; s/.*/- [a link](&)/' bad | titled s/one.md
compile
says 'links to no heading' 1 "$(awk '{
	split($1, part, "#")
	printf "data/s/one.md:%d:12: error: the link \"%s\" leads to no heading: expected one with the anchor \"%s\" in %s\n", NR + 3, $1, part[2], $2
}' bad)"

# What is a link is cmark's to say, however it is written.

nowhere='leads nowhere: expected a page or section of this archive'

# broken NAME BODY PLACE=DESTINATION...
broken()
{
	broken_name=$1
	bytes "$2" | titled s/one.md
	shift 2
	for expect; do
		printf 'data/s/one.md:%s: error: the link "%s" %s\n' \
			"${expect%%=*}" "${expect#*=}" "$nowhere"
	done >list
	compile
	says "$broken_name" 1 "$(cat list)"
}

# fine NAME BODY
fine()
{
	bytes "$2" | titled s/one.md
	builds "$1"
}

broken 'over two lines' 'a [link\nof two lines](no.md) b [x](no.md)\n' 5:15=no.md 5:28=no.md
broken 'with a title' '[a](no.md "title")\n' 4:5=no.md
broken 'in angle brackets' '[a](<no page.md>)\n' '4:6=no page.md'
broken 'in angle brackets behind a page that exists' '[a](<two.md no>)\n' '4:6=two.md no'
broken 'with spaces before' '[a](  no.md  )\n' 4:7=no.md
broken 'on a line of its own' '[a](\nno.md)\n' 5:1=no.md
broken 'defined below' 'a [b][c], [c] and\n[d][]\n\n[c]: no.md\n[D]: <nor.md> "t"\n' 7:6=no.md 8:7=nor.md
broken 'an image' '![a](no.png)\n' 4:6=no.png
broken 'an image in a link' '[![a](no.png)](two.md)\n' 4:7=no.png
broken 'in a list in a quote' '> - [a](\n>   no.md)\n' 5:5=no.md
broken 'with an entity' 'x [a](n&#111;.md)\n' 4:3=no.md
broken 'with a backslash' 'x [a](n\\_o.md)\n' 4:3=n_o.md
broken 'in a heading' '# [a](no.md)\n' 4:7=no.md
broken 'behind code that looks the same' '`[a](no.md)` [a](no.md)\n' 4:6=no.md
broken 'after text with CRLF' 'a\r\n\r\n[a](no.md)\r\n' 6:5=no.md
bytes 'x [a]()\n' | titled s/one.md
compile
says 'without destination' 1 'data/s/one.md:4:3: error: a link without destination: expected a page'

fine 'in a code span' '`[a](no.md)`\n'
fine 'in a fenced block' '```\n[a](no.md)\n```\n'
fine 'in an indented block' 'a\n\n    [a](no.md)\n'
fine 'escaped' '\\[a](no.md)\n'
fine 'with a space in its destination' '[a](no page.md)\n'
fine 'in HTML' '<!-- [a](no.md) -->\n'
fine 'a definition that nothing uses' '[a]: no.md\n'
fine 'a call of a function in an array' 'a\n\n    f[i](x) ? g[j]: y\n'
fine 'an autolink' '<https://example.org/no.md> <a@example.org>\n'
fine 'a page whose name is an entity' '[a](&#116;wo.md)\n'

# What is there and is no page.

fresh
mkdir -p data/s/pictures
echo x >data/s/pic.png
echo x >data/s/pictures/a.png
echo x >out.png
write s/p.md <<'EOF'
---
title: T
---
[a](pic.png)
[a](pictures/%61.png#x)
[a](/s/pic.png)
[a](../../out.png)
[a](pictures)
EOF
compile
sed -i '/ warning: /d' messages
what='expected a page or section of this archive'
says 'links to files' 1 \
"data/s/p.md:4:5: error: the link \"pic.png\" leads to a file that is no page: $what
data/s/p.md:5:5: error: the link \"pictures/%61.png#x\" leads to a file that is no page: $what
data/s/p.md:6:5: error: the link \"/s/pic.png\" leads to a file that is no page: $what
data/s/p.md:7:5: error: the link \"../../out.png\" leads nowhere: $what
data/s/p.md:8:5: error: the link \"pictures\" leads nowhere: $what"

finish
