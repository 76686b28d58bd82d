#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mkksarchive import: pages in the forms in which people have them, and what is
# refused. All pages are made up, but for the last, which is there or is not.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

# import ARGUMENT...: imports into data; its exit status is in $status, its
# messages in the file messages, what it printed in the file printed
import()
{
	status=0
	"$mkksarchive" import "$@" -o data >printed 2>messages || status=$?
}

# imports NAME STATUS MESSAGES ARGUMENT...: with --title, so that a new archive
# is reported in one way; that is not among the messages
imports()
{
	name=$1
	expected_status=$2
	expected_messages=$3
	shift 3
	import "$@" --title 'An archive'
	sed -i '/^data\/archive.yaml: warning: made, with the title given/d' messages
	is "$name" "$(sed '$d' messages; echo "exit status $status")" \
		"${expected_messages:+$expected_messages
}exit status $expected_status"
}

# accepted NAME: what was imported builds, and is unpacked
accepted()
{
	compile
	[ "$status" -eq 0 ] && unpack 2>>messages
	result $? "$1: builds" <messages
}

# page PATH EXPECTED: a page that was written
page()
{
	is "$1" "$(cat "data/$1" 2>&1)" "$2"
}

# keys PATH: a page's front matter, without the lines of hyphens
keys()
{
	sed '1d; /^---$/,$d' "$1"
}

# body PATH: what follows it
body()
{
	sed '1,/^---$/d' "$1" | sed '1{/^$/d}'
}

# lwn: an article in LWN's form; standard input is its body
lwn()
{
	printf '# %s [LWN.net]\n\n' "${title:-A talk}"
	printf '> **LWN.net needs you!**\n> \n> %s\n\n' \
		'Please consider [signing up](/Promo/x/subscribe) for LWN. '
	printf 'By **Ann Example**  \nNovember 2, 2010 \n\n* * *\n\n'
	cat
	printf '\n* * *\n\nto post comments \n'
}

clean()
{
	rm -rf data in
	mkdir in
}

### An article, whole

clean
lwn >in/talk.txt <<'EOF'
[A summit](/Articles/Summit/)

A first line that is longer than eighty columns, as all are where HTML was made Markdown, with [a link](/Articles/7/). 

  * an item, [with](//example.org/x) links [here](http://example.org/) 
  * and [there](<mailto:ann@example.org>)

    Login: [not a link](/Articles/8/)
    * * *
    to post comments

[ref]: /Articles/9/ "A title"

[Next: The other](/Articles/2/).  
Index entries for this article  
---  
[Kernel](/Kernel/Index)| [Development model](/Kernel/Index#D)  
[Kernel](/Kernel/Index)| [C \| C++/Rust](/Kernel/Index#R)  
[Conference](/Archives/)| [Summit](/Archives/)| [2010](/Archives/)  
  

EOF
imports 'an article' 0 '' in/talk.txt
page talk.md "---
title: A talk
author: Ann Example
date: 2010-11-02
parent_url: https://lwn.net/Articles/Summit/
published_next:
  what: The other
  url: https://lwn.net/Articles/2/
topics:
  - Kernel/Development model
  - Kernel/C | C++/Rust
  - Conference/Summit/2010
---

A first line that is longer than eighty columns, as all are where HTML was made
Markdown, with [a link](https://lwn.net/Articles/7/).

  * an item, [with](https://example.org/x) links [here](http://example.org/)
  * and [there](<mailto:ann@example.org>)

    Login: [not a link](https://lwn.net/Articles/8/)
    * * *
    to post comments

[ref]: https://lwn.net/Articles/9/ \"A title\""
is 'its count' "$(cat printed)" '1 of 1 page imported'
page archive.yaml 'title: An archive
edition: "1"
taxonomies:
  topics:
    title: Topics
    from: [topics]
    separator: /'
accepted 'an article'
file talk/topics 'Kernel/Development model
Kernel/C | C++/Rust
Conference/Summit/2010'
link topics/conference/summit/2010/talk ../../../../talk

### Bylines: what is written | author | date

cat >bylines <<'EOF'
By **Ann Example**  \nNovember 2, 2010 |Ann Example|2010-11-02
By **Ann Example**\nNovember 2, 2010|Ann Example|2010-11-02
By Ann Example November 2, 2010|Ann Example|2010-11-02
By Ann Example, November 2, 2010|Ann Example|2010-11-02
By [**Ann Example**](/op/Author)\n\nNovember 2, 2010|Ann Example|2010-11-02
**By Ann O\342\200\231Example**  \nNov. 2, 2010|Ann O’Example|2010-11-02
By\302\240Ann\302\240Example \302\240 November\302\2402,\302\2402010|Ann Example|2010-11-02
by Ann Example|Ann Example|
By **Ann Example**|Ann Example|
November 2, 2010|NONE|2010-11-02
2010-11-02|NONE|2010-11-02
November 2, 2010  \nThis article was contributed by Ann Example|Ann Example|2010-11-02
This article was contributed by Ann Example.|Ann Example|
[Posted November 2, 2010 by ann]|NONE|2010-11-02
By the time that it was over, nobody had said a word of it.|NONE|
Tuesday, November 2, 2010|NONE|2010-11-02
Tue, 2 Nov 2010|NONE|2010-11-02
By Ann Example Tuesday November 2, 2010|Ann Example|2010-11-02
By **Ann Example**  \nTuesday, 2 November 2010|Ann Example|2010-11-02
By Ann Example\nTue, 2 Nov 2010|Ann Example|2010-11-02
By Ann Example Sun, 2 Nov 2010|Ann Example Sun|2010-11-02
By Ann Sun, November 7, 2010|Ann Sun|2010-11-07
Edinburgh, November 2, 2010|NONE|
Tue, November 2010|NONE|
By Ann Example\n\nNovember 2, 2010\n\nBy Bob Other|Ann Example|2010-11-02
By Ann Example November 31, 2010|NONE|
EOF
clean
number=10
while IFS='|' read -r written author date; do
	number=$((number + 1))
	# shellcheck disable=SC2059 # a format is what it is given
	{
		printf '# T [LWN.net]\n\n'
		printf "$written"
		printf '\n\n* * *\n\nText.\n'
	} >in/b$number.md
done <bylines
import in/ --title T
is 'bylines: exit status' $status 0
number=10
while IFS='|' read -r written author date; do
	number=$((number + 1))
	[ "$author" = NONE ] && author=
	{
		echo 'title: T'
		[ -z "$author" ] || echo "author: $author"
		[ -z "$date" ] || echo "date: $date"
	} >expected-keys
	is "byline $number" "$(keys data/b$number.md)" "$(cat expected-keys)"
	for what in author date; do
		eval value=\$$what
		[ -z "$value" ] || continue
		grep -q "^in/b$number.md:1:1: warning: no $what found" messages
		result $? "byline $number: no $what, reported" <messages
	done
done <bylines
is 'what is no byline stays' "$(body data/b25.md)" \
	'By the time that it was over, nobody had said a word of it.

* * *

Text.'
is 'a second author stays' "$(body data/b35.md | head -n 1)" 'By Bob Other'
accepted bylines

### The form: what stands around the text | what stays of it

# An article with only part of what articles have is one too.
clean
printf '# Bare [LWN.net]\n' >in/bare.md
printf 'A title [LWN.net]\n=================\n\nBy **Ann Example**  \nNovember 2, 2010\n\nText.\n' \
	>in/setext.md
printf 'A line [LWN.net]\n\nText.\n' >in/line.md
printf '# Plain\n\nText with [a link](page-of-its-own.md), and more that goes on for over eighty columns, as it was.\n' \
	>in/plain.md
printf '# Own\n\nText.\n' >in/page-of-its-own.md
printf '# Sign\n\nBy **Ann Example**  \nNovember 2, 2010\n\nText [x](/Articles/1/).\n' \
	>in/sign.md
printf '# C \\& D: "x" #1 `code` *y* [LWN.net]\n\nT.\n' >in/marks.md
imports 'articles that lack something' 0 \
	'in/bare.md:1:1: warning: no author found: the page has none
in/bare.md:1:1: warning: no date found: the page has none
in/bare.md:1:1: warning: no text found: the page has none
in/line.md:1:1: warning: no author found: the page has none
in/line.md:1:1: warning: no date found: the page has none
in/marks.md:1:1: warning: no author found: the page has none
in/marks.md:1:1: warning: no date found: the page has none
in/page-of-its-own.md:1:1: warning: no author found: the page has none
in/page-of-its-own.md:1:1: warning: no date found: the page has none
in/plain.md:1:1: warning: no author found: the page has none
in/plain.md:1:1: warning: no date found: the page has none' in/
page bare.md '---
title: Bare
---'
is 'a title with a line below' "$(keys data/setext.md)" 'title: A title
author: Ann Example
date: 2010-11-02'
is 'a title without marks' "$(keys data/line.md)" 'title: A line'
is 'a page that is none of LWN'\''s stays as it is' "$(body data/plain.md)" \
	'Text with [a link](page-of-its-own.md), and more that goes on for over eighty columns, as it was.'
is 'a link shows that it is of LWN' "$(body data/sign.md)" \
	'Text [x](https://lwn.net/Articles/1/).'
is 'marks in a title' "$(keys data/marks.md)" \
	"title: 'C & D: \"x\" #1 code y'"
accepted 'articles that lack something'

# What is left of a whole page of HTML.
clean
{
	printf '[Menu](/)\n\n[d]: /Articles/3/\n\n- [Search](/Search)\n\n'
	title='From HTML' lwn <<-'EOF'
	Text with [d].

	[TABLE]

	    [TABLE]
	EOF
} >in/html.md
printf 'Words.\n\n# Plain\n\nBy Ann Example\n\nMay 1, 2010\n\nText.\n' >in/plain.md
imports 'text before a title' 0 \
	'in/html.md:1:1: warning: text before the title, as a menu is: left out
in/html.md:20:1: warning: "[TABLE]", as pandoc writes for what it cannot: expected the table
in/plain.md:1:1: warning: text before the title: it stays, expected the title first' \
	in/
is 'a menu goes' "$(body data/html.md)" '[d]: https://lwn.net/Articles/3/

Text with [d].

[TABLE]

    [TABLE]'
is 'words stay' "$(body data/plain.md)" 'Words.

Text.'

# A rule behind a byline is one, too, where the byline is missing.
clean
lwn >in/anonymous.md <<'EOF'
[A summit](/Articles/Summit/)

Text.
EOF
sed -i '/^By /,/^November/d' in/anonymous.md
imports 'an article without a byline' 0 \
	'in/anonymous.md:1:1: warning: no author found: the page has none
in/anonymous.md:1:1: warning: no date found: the page has none' in/
page anonymous.md '---
title: A talk
parent_url: https://lwn.net/Articles/Summit/
---

Text.'

# Each is a body; what comes of it stands behind the line of equals signs, and
# messages behind a line of hyphens.
furniture()
{
	clean
	{
		[ "$1" = - ] || printf '%s\n\n' "$1"
		sed '/^=====$/,$d' case
	} | lwn >in/t.md
	imports "$2" 0 "$(sed '1,/^-----$/d' case)" in/t.md
	is "$2: text" "$(body data/t.md)" \
		"$(sed -e '1,/^=====$/d' -e '/^-----$/,$d' case)"
	accepted "$2"
}

cat >case <<'EOF'
> **Did you know...?**
>
> LWN.net is subscriber-supported; [buy a subscription](/Promo/nst-nag4/subscribe).

Text.

> A quote that says LWN.net and [links](/Articles/1/).
=====
Text.

> A quote that says LWN.net and [links](https://lwn.net/Articles/1/).
-----
EOF
furniture - 'a banner in the text'
cat >case <<'EOF'
Text.

```
* * *

to post comments

Index entries for this article
---
[a](/b)| [c](/d)
> LWN.net needs you! [x](/Promo/y/subscribe)
[Next: z](/Articles/1/)
```

    [Next: code](/Articles/2/)
=====
Text.

```
* * *

to post comments

Index entries for this article
---
[a](/b)| [c](/d)
> LWN.net needs you! [x](/Promo/y/subscribe)
[Next: z](/Articles/1/)
```

    [Next: code](/Articles/2/)
-----
EOF
furniture - 'furniture in code'
is 'furniture in code: no keys of it' "$(keys data/t.md)" 'title: A talk
author: Ann Example
date: 2010-11-02'
cat >case <<'EOF'
One can [Log in] to post comments, they said.

[Next: elsewhere](/Articles/1/) is what the middle says.

The end.
=====
One can [Log in] to post comments, they said.

[Next: elsewhere](https://lwn.net/Articles/1/) is what the middle says.

The end.
-----
EOF
furniture - 'words that look like furniture'
cat >case <<'EOF'
The end, in one paragraph with
[Previous: One](/Articles/1/) | [Next: Two](/Articles/3/)
| Index entries for this article | |
|---|---|
| [Kernel](/K) | [Sched](/K#s) |
=====
The end, in one paragraph with
-----
EOF
furniture - 'a table with bars, neighbours in a row'
is 'neighbours' "$(keys data/t.md)" 'title: A talk
author: Ann Example
date: 2010-11-02
published_previous:
  what: One
  url: https://lwn.net/Articles/1/
published_next:
  what: Two
  url: https://lwn.net/Articles/3/
topics:
  - Kernel/Sched'
cat >case <<'EOF'
Text.

Index entries for this article
---
[Kernel](/K)| [Asynchronous I/O](/K#s)
=====
Text.
-----
in/t.md:16:1: warning: the topic "Kernel/Asynchronous I/O": its "I/O" makes two levels, expected another word in the page
EOF
furniture - 'a topic with a slash in a word'
cat >case <<'EOF'
Text.

Next: [The third talk](/Articles/3/).
=====
Text.
-----
EOF
furniture - 'a word before the link'
is 'a word before the link: keys' "$(keys data/t.md | tail -3)" 'published_next:
  what: The third talk
  url: https://lwn.net/Articles/3/'
cat >case <<'EOF'
Text.

[Next: The third talk](third.html)
=====
Text.

Next: The third talk
-----
in/t.md:14:24: warning: the link "third.html" is relative to the page's address, which is not known: only its text stays
EOF
furniture - 'a neighbour without a known address'
brackets()
{
	printf '%*s' "$1" '' | tr ' ' "$2"
}
link=$(brackets 32 '(')x$(brackets 32 ')')
printf '[x](/%s).\n\n[y](/(%s))\n=====\n[x](https://lwn.net/%s).\n\n[y](/(%s))\n-----\n' \
	"$link" "$link" "$link" "$link" >case
furniture - 'a destination with too many brackets'
cat >case <<'EOF'
A note[1] and [2](#two), [far](other.html), ![a picture](img/x.png) and [here](#a-heading).

## A heading

`[code](/x)` ``[more ` code](/y)`` \[no link](/z) [a [b](/c)](/d "t") [e](/f(g)h)

<a href="/Articles/4/">HTML</a>

[^1]: [A footnote](/Articles/5/)

| a | b |
|---|---|
| [t](/u) | and so on for more than eighty columns, which no table can be broken at, as it is |
=====
A note[1] and 2, far, a picture and [here](#a-heading).

## A heading

`[code](/x)` ``[more ` code](/y)`` \[no link](/z) [a [b](https://lwn.net/c)](/d
"t") [e](https://lwn.net/f(g)h)

<a href="/Articles/4/">HTML</a>

[^1]: [A footnote](https://lwn.net/Articles/5/)

| a | b |
|---|---|
| [t](https://lwn.net/u) | and so on for more than eighty columns, which no table can be broken at, as it is |
-----
in/t.md:12:19: warning: the link "#two" is relative to the page's address, which is not known: only its text stays
in/t.md:12:32: warning: the link "other.html" is relative to the page's address, which is not known: only its text stays
in/t.md:12:58: warning: the link "img/x.png" is relative to the page's address, which is not known: only its text stays
EOF
furniture - 'links'
cat >case <<'EOF'
A note[1] and [2](#two), and [near](other.html). See [it](#a-comment).
=====
A note[1] and [2](https://lwn.net/Articles/77/#two), and
[near](https://lwn.net/Articles/77/other.html). See
[it](https://lwn.net/Articles/77/#a-comment).
-----
EOF
clean
sed '/^=====$/,$d' case | lwn |
	sed 's,^to post comments,([Log in](https://lwn.net/Login/?target=/Articles/77/) &),' >in/t.md
printf '\n## A comment\n\nSpam.\n' >>in/t.md
imports 'an address, and comments' 0 \
	"in/t.md:17:1: warning: what follows the article, as comments do, is left out" \
	in/t.md
is 'links from a known address' "$(body data/t.md)" \
	"$(sed -e '1,/^=====$/d' -e '/^-----$/,$d' case)"
is 'the address' "$(keys data/t.md | tail -1)" \
	'url: https://lwn.net/Articles/77/'
cat >case <<'EOF'
Words and words and words and words and words and words and words and words and 1. so
it goes on - and on and on and on and on and on and on and on and on and on and on - #and
> quoted words and words and words and words and words and words and words and words in quotes

1. numbered words and words and words and words and words and words and words and words
   - nested words and words and words and words and words and words and words and words

A hard break after these words, which are too many for a line of eighty columns  
and `two  blanks in code that is so long that it cannot be kept on one line here, I fear`.
=====
Words and words and words and words and words and words and words and words
and 1. so
it goes on - and on and on and on and on and on and on and on and on and on and
on - #and
> quoted words and words and words and words and words and words and words and
> words in quotes

1. numbered words and words and words and words and words and words and words
   and words
   - nested words and words and words and words and words and words and words
     and words

A hard break after these words, which are too many for a line of eighty
columns  
and `two  blanks in code that is so long that it cannot be kept on one line
here, I fear`.
-----
EOF
furniture - 'lines broken'
cat >case <<'EOF'
Words and words and words and words and words and [words](<https://example.org/a b c d e f>).
=====
Words and words and words and words and words and [words](<https://example.org/a b c d e f>).
-----
EOF
furniture - 'a destination with blanks'

### Lists of sessions

clean
mkdir in/2010
title='The 2010 summit' lwn >in/2010/summit.md <<'EOF'
It took place.

## Day 1

  * [One talk](/Articles/1/): what was said, and
    [more](/Articles/9/).

  * [Another](/Articles/2/), by somebody.

  * **Stable tree**: short.

  * Lunch.

The second day
--------------

- [Third](/Articles/3/)
- [**Talk**](/Articles/4/) – with *marks*.

After it, people went home.
EOF
title='KS: A talk' lwn >in/2010/talk.md <<'EOF'
The article.
EOF
imports 'a list of sessions' 0 \
	"in/2010/summit.md:23:1: warning: no title of a session: expected a link, or words in bold, in this item; it stays in the section's text only
in/2010/summit.md:28:1: warning: nothing said of the session \"Third\": its page has no text
in/2010/summit.md:29:1: warning: the session has a page, in/2010/talk.md: none is made of this item" \
	in/
is 'its files' "$(cd data && find . -type f | sort)" './2010/_index.md
./2010/another.md
./2010/one-talk.md
./2010/stable-tree.md
./2010/talk.md
./2010/third.md
./archive.yaml'
is 'its count' "$(cat printed)" \
	'2 of 2 pages imported, 4 more made for sessions and sections'
page 2010/_index.md '---
title: The 2010 summit
author: Ann Example
date: 2010-11-02
listing: sessions
---

It took place.

## Day 1

  * [One talk](https://lwn.net/Articles/1/): what was said, and
    [more](https://lwn.net/Articles/9/).

  * [Another](https://lwn.net/Articles/2/), by somebody.

  * **Stable tree**: short.

  * Lunch.

The second day
--------------

- [Third](https://lwn.net/Articles/3/)
- [**Talk**](https://lwn.net/Articles/4/) – with *marks*.

After it, people went home.'
page 2010/one-talk.md '---
title: One talk
url: https://lwn.net/Articles/1/
day: 1
weight: 1
completeness: abstract
---

what was said, and
[more](https://lwn.net/Articles/9/).'
page 2010/another.md '---
title: Another
url: https://lwn.net/Articles/2/
day: 1
weight: 2
completeness: abstract
---

[Another](https://lwn.net/Articles/2/), by somebody.'
page 2010/stable-tree.md '---
title: Stable tree
day: 1
weight: 3
completeness: abstract
---

**Stable tree**: short.'
page 2010/third.md '---
title: Third
url: https://lwn.net/Articles/3/
day: 2
weight: 4
---'
page 2010/talk.md '---
title: '\''KS: A talk'\''
author: Ann Example
date: 2010-11-02
url: https://lwn.net/Articles/4/
day: 2
weight: 5
---

The article.'
accepted 'a list of sessions'
file 2010/sessions 'one-talk	One talk
another	Another
stable-tree	Stable tree
third	Third
talk	KS: A talk'

import in/
is 'imported again, nothing changes' "$status $(cat printed messages)" \
	"1 0 of 2 pages imported
in/2010/summit.md:1:1: error: data/2010/_index.md exists: expected no such page, or --force to replace it
in/2010/summit.md:16:1: error: data/2010/one-talk.md exists: expected no such page, or --force to replace it
in/2010/summit.md:19:1: error: data/2010/another.md exists: expected no such page, or --force to replace it
in/2010/summit.md:21:1: error: data/2010/stable-tree.md exists: expected no such page, or --force to replace it
in/2010/summit.md:23:1: warning: no title of a session: expected a link, or words in bold, in this item; it stays in the section's text only
in/2010/summit.md:28:1: error: data/2010/third.md exists: expected no such page, or --force to replace it
in/2010/summit.md:29:1: error: data/2010/talk.md exists: expected no such page, or --force to replace it
in/2010/talk.md:1:1: error: data/2010/talk.md exists: expected no such page, or --force to replace it
7 errors, 1 warning"

# Lines behind the text are no session's, though no blank line is before them.
clean
mkdir in/2010
title='The 2010 summit' lwn >in/2010/summit.md <<'EOF'
## Day 1

* [One talk](/Articles/1/): what was said.
[Next: The other](/Articles/2/)
EOF
imports 'a link below a list' 0 '' in/
is 'the last session' "$(body data/2010/one-talk.md)" 'what was said.'

# What an item says becomes a page as an article does; what the list's own
# headings are for leads nowhere from there.
clean
mkdir in/2010
title='The 2010 summit' lwn >in/2010/summit.md <<'EOF'
## Talks

## Day 1

* [Talk](#talks): [words](#talks) that are so many that they are more than eighty columns of them here.

      [code](/Articles/1/)

* [Gone](gone.html)
EOF
imports 'items with code and links that lead nowhere' 0 \
	'in/2010/summit.md:20:1: warning: nothing said of the session "Gone": its page has no text
in/2010/summit.md:20:10: warning: the link "gone.html" is relative to the page'\''s address, which is not known: only its text stays' in/
page 2010/talk.md '---
title: Talk
day: 1
weight: 1
completeness: abstract
---

words that are so many that they are more than eighty columns of them here.

    [code](/Articles/1/)'
page 2010/gone.md '---
title: Gone
day: 1
weight: 2
---'
accepted 'items with code and links that lead nowhere'

# A day ends where something else of its heading's level begins.
clean
mkdir in/2010
title='The 2010 summit' lwn >in/2010/summit.md <<'EOF'
* [Before](/Articles/1/)

## Day 1

### Morning

* [Talk](/Articles/2/): words.

## Elsewhere

* [Other reports](/Articles/3/)
* No link
EOF
imports 'a list behind the days' 0 \
	'in/2010/summit.md:22:1: warning: a list with links below no day: no pages are made of it, expected a heading of a day above sessions' in/
is 'its sessions' "$(cd data && find . -type f | sort)" './2010/_index.md
./2010/talk.md
./archive.yaml'

# A session's page may be called as its article's number.
clean
mkdir in/2010
title='The 2010 summit' lwn >in/2010/summit.md <<'EOF'
## Day 1

* [One talk](/Articles/1/): what was said.
* [Another](/Articles/2/): what else was.
* [A third](/Articles/3): and so on.
* [Elsewhere](/Articles/4/): far away.
* [By its file](5.md#top)
* [The summit](summit.md): this very list.
EOF
echo Words. | lwn >in/2010/5.md
lwn </dev/null |
	sed 's,^to post comments,([Log in](https://lwn.net/Login/?target=/Articles/2/) &),' >in/2010/2.md
printf -- '---\ntitle: Third\nurl: http://lwn.net/Articles/3/\n---\n' >in/2010/dump.md
printf -- '---\ntitle: Fourth\nurl: https://lwn.net/Articles/4/\n---\n' >in/far.md
imports 'sessions by their addresses' 0 \
	'in/2010/2.md:1:1: warning: no text found: the page has none
in/2010/summit.md:15:1: warning: the session has a page, in/2010/2.md: none is made of this item
in/2010/summit.md:16:1: warning: the session has a page, in/2010/dump.md: none is made of this item, and that page'\''s keys stay
in/2010/summit.md:18:1: warning: the session has a page, in/2010/5.md: none is made of this item
in/2010/summit.md:18:17: warning: the link "5.md#top" is relative to the page'\''s address, which is not known: only its text stays
in/2010/summit.md:19:16: warning: the link "summit.md" is relative to the page'\''s address, which is not known: only its text stays' in/
is 'its files' "$(cd data && find . -type f | sort)" './2010/2.md
./2010/5.md
./2010/_index.md
./2010/dump.md
./2010/elsewhere.md
./2010/one-talk.md
./2010/the-summit.md
./archive.yaml
./far.md'
is 'its keys' "$(keys data/2010/2.md)" 'title: A talk
author: Ann Example
date: 2010-11-02
url: https://lwn.net/Articles/2/
day: 1
weight: 2'
is 'the keys of its file' "$(keys data/2010/5.md | tail -n 2)" 'day: 1
weight: 5'
accepted 'sessions by their addresses'

# Two lists in one folder, or one at the top, are sections of their own.
clean
mkdir in/x
mkdir in/y
for list in a b x/c y/d y/e; do
	title="List $list" lwn >in/$list.md <<-'EOF'
	**Day one**

	* [Talk](/Articles/4/): words.
	EOF
done
imports 'lists that need a section of their own' 0 \
	"in/y: warning: no page describes the section: data/y/_index.md is made, with the folder's name for a title" in/
is 'their files' "$(cd data && find . -type f | sort)" './a/_index.md
./a/talk.md
./archive.yaml
./b/_index.md
./b/talk.md
./x/_index.md
./x/talk.md
./y/_index.md
./y/d/_index.md
./y/d/talk.md
./y/e/_index.md
./y/e/talk.md'
accepted 'lists that need a section of their own'

### Front matter

clean
printf -- '---\ntitle: Kept  # as it is\nurl: https://example.org/x\ncategory: Kernel\ndate: "November 2, 2010"\nauthor: '\''By Ann Example November 2, 2010'\''\nodd:   [ a,b ]\n---\n\n\nBody [kept](other.md)  \nand a line that is longer than eighty columns, which nobody asked to have wrapped.\n\n' \
	>in/dump.md
printf -- '---\ntitle: O\n---\n' >in/other.md
printf -- '---\r\ntitle: CRLF\r\nauthor: By Ann Example November 2, 2010 # so\r\nlast: x\r\n---\r\nText\r\n' >in/crlf.md
printf -- '\357\273\277---\ntitle: BOM\nlastmod_date: Nov 3, 2010\n---\nText [x](/Articles/1/)\n' >in/bom.md
sed -i 's,(/Articles/1/),(other.md),' in/bom.md
printf -- '---\ntitle: LWN dump\nurl: https://lwn.net/Articles/1/\n---\nText [x](/Articles/2/) [y](other.md) `[z](/z)`\n\n    [code](/Articles/3/)\n\n[r]: /Articles/4/\n' >in/lwn.md
printf -- '---\nauthor: Jo\ndate: 2010-11-02 10:00:00 +0000\n---\n# The heading\n\nText\n' >in/2010-11-02-post.markdown
printf -- '---\n{title: Flow, author: By Ann Example November 2, 2010, date: 2011}\n---\nText\n' >in/flow.md
imports 'front matter' 0 \
	'in/2010-11-02-post.markdown:1:1: warning: no key "title": taken from the first heading, "The heading"' in/
page dump.md "$(sed -e 's/^date: .*/date: 2010-11-02/' \
	-e 's/^author: .*/author: Ann Example/' in/dump.md)"
is 'CRLF' "$(cat -A data/crlf.md)" '---^M$
title: CRLF^M$
author: Ann Example # so^M$
date: 2010-11-02^M$
last: x^M$
---^M$
Text^M$'
is 'a byte order mark' "$(cat -A data/bom.md)" 'M-oM-;M-?---$
title: BOM$
lastmod_date: 2010-11-03$
---$
Text [x](other.md)$'
is 'a page of LWN'\''s' "$(body data/lwn.md)" \
	'Text [x](https://lwn.net/Articles/2/) [y](other.md) `[z](/z)`

    [code](/Articles/3/)

[r]: https://lwn.net/Articles/4/'
page 2010-11-02-post.md '---
title: The heading
author: Jo
date: 2010-11-02T10:00:00+00:00
---
# The heading

Text'
page flow.md "$(cat in/flow.md)"
accepted 'front matter'
file dump/author 'Ann Example'
file crlf/date 2010-11-02

# A date goes where there is none; else nothing is lost.
clean
printf -- '---\ntitle: T\nauthor: By Ann Example November 2, 2010\ndate:\n---\n' >in/p.md
printf -- '---\ntitle: T\nauthor: Ann Example, November 2, 2010\n---\n' >in/q.md
imports 'an author with a date' 0 \
	'in/p.md:3:9: warning: the author has a date, and the key "date" has none: both stay, expected the date there' \
	in/
page p.md "$(cat in/p.md)"
is 'an author and a date' "$(keys data/q.md)" 'title: T
author: Ann Example
date: 2010-11-02'

# Two dates of one page: what they say twice may be said once.
clean
for date in 2010-11-02 'November 2, 2010' 2010-11-02T10:00:00Z \
	'Tue, 2 Nov 2010' 2010-11-03 2010-11; do
	printf -- '---\ntitle: T\nauthor: By Ann Example November 2, 2010\ndate: "%s"\n---\n' \
		"$date" >"in/$(echo "$date" | tr -dc A-Za-z0-9).md"
done
imports 'an author with another date' 0 \
	'in/201011.md:3:9: warning: the author has the date 2010-11-02, and the key "date" has 2010-11, which stays: expected one date
in/20101103.md:3:9: warning: the author has the date 2010-11-02, and the key "date" has 2010-11-03, which stays: expected one date' \
	in/
is 'the date of the key' "$(cat data/2*.md data/N*.md data/T*.md | grep :)" \
	'title: T
author: Ann Example
date: "2010-11"
title: T
author: Ann Example
date: "2010-11-02"
title: T
author: Ann Example
date: "2010-11-02T10:00:00Z"
title: T
author: Ann Example
date: "2010-11-03"
title: T
author: Ann Example
date: 2010-11-02
title: T
author: Ann Example
date: 2010-11-02'
accepted 'an author with another date'

# Days of the week, which a build would not take.
clean
printf -- '---\ntitle: T\ndate: Tuesday, November 2, 2010\nend_date: "Wed,  3 Nov 2010"\nold_date: Thurs. February 29, 1996\nfar_date: Fri, 31 Dec 9999\n---\n' \
	>in/right.md
printf -- '---\ntitle: T\ndate: Tue, 02 Nov 2010 10:00:00 +0100\nend_date: Wed, 3 Nov 2010 10:00:00 GMT\nlast_date: Wed, 3 Nov 2010 10:00:00\n---\n' >in/mail.md
printf -- '---\ntitle: T\ndate: Tue, 2 Nov 2010 at 10:00\n---\n' >in/nomail.md
printf -- '---\ntitle: T\ndate: Monday, November 2, 2010\n---\n' >in/wrong.md
printf -- '---\ntitle: T\nauthor: By Ann Example Friday, November 2, 2010\n---\n' >in/author.md
printf '# T [LWN.net]\n\nBy **Ann Example**\n\nSat, 1 Nov 2009\n\nText.\n' >in/article.md
printf -- '---\ntitle: T\ndate: Tue, 2010-11\n---\n' >in/month.md
imports 'days of the week' 1 \
	'in/article.md:5:1: warning: "Sat" is not the day of the week of 2009-11-01, which is taken: expected Sunday
in/author.md:3:9: warning: "Friday" is not the day of the week of 2010-11-02, which is taken: expected Tuesday
in/month.md:3:7: error: "Tue, 2010-11" of "date" is no date: expected a day that exists, as 2010, 2010-11, 2010-11-02, 2010-11-02T10:00:00Z, "2 November 2010" or "November 2010"
in/nomail.md:3:7: error: "Tue, 2 Nov 2010 at 10:00" of "date" is no date: expected a day that exists, as 2010, 2010-11, 2010-11-02, 2010-11-02T10:00:00Z, "2 November 2010" or "November 2010"
in/wrong.md:3:7: warning: "Monday" is not the day of the week of 2010-11-02, which is taken: expected Tuesday' \
	in/
is 'dates behind days of the week' "$(keys data/right.md)" 'title: T
date: 2010-11-02
end_date: 2010-11-03
old_date: 1996-02-29
far_date: 9999-12-31'
is 'times behind days of the week' "$(keys data/mail.md)" 'title: T
date: 2010-11-02T10:00:00+01:00
end_date: 2010-11-03T10:00:00Z
last_date: 2010-11-03T10:00:00'
is 'dates behind wrong days' \
	"$(grep -h '^[ad].*:' data/wrong.md data/author.md data/article.md)" \
	'date: 2010-11-02
author: Ann Example
date: 2010-11-02
author: Ann Example
date: 2009-11-01'
accepted 'days of the week'

# Any number of values is put into another form.
clean
{
	echo '---'
	for number in $(seq 200); do
		echo "x${number}_date: November 2, 2010"
	done
	printf -- '---\n# T\n'
} >in/p.md
imports 'many dates' 0 \
	'in/p.md:1:1: warning: no key "title": taken from the first heading, "T"' in/
is 'their number' "$(grep -c '^x[0-9]*_date: 2010-11-02$' data/p.md) $(sed -n 2p data/p.md)" \
	'200 title: T'
accepted 'many dates'

# refused NAME MESSAGE CONTENTS: no page is made of it
refused()
{
	clean
	# shellcheck disable=SC2059 # a format is what it is given
	printf -- "$3" >in/p.md
	printf -- '---\ntitle: Good\n---\n' >in/good.md
	imports "$1: the other page is imported" 1 "$2" in/
	is "$1: files" "$(cd data && find . -type f | sort)" './archive.yaml
./good.md'
}

refused 'no title' \
	'in/p.md:1:1: error: no title: expected a key "title" with a scalar' \
	'---\nauthor: x\n---\nText\n'
refused 'broken YAML' \
	'in/p.md:3:1: error: broken YAML: flow sequence without a closing bracket' \
	'---\ntitle: [x\n---\nText\n'
refused 'a key that is taken' \
	'in/p.md:3:1: error: the key "next" is reserved for the link to the page after: expected another' \
	'---\ntitle: x\nnext: /y\n---\nText\n'
refused 'a key that stands twice' \
	'in/p.md:4:1: error: the key "a" stands twice: expected it once, as at in/p.md:3:1' \
	'---\ntitle: x\na: 1\na: 2\n---\nText\n'
refused 'a date that is none' \
	'in/p.md:3:7: error: "Tuesday" of "date" is no date: expected a day that exists, as 2010, 2010-11, 2010-11-02, 2010-11-02T10:00:00Z, "2 November 2010" or "November 2010"' \
	'---\ntitle: x\ndate: Tuesday\n---\nText\n'
refused 'no end of the front matter' \
	'in/p.md:1:1: error: front matter without an end: expected another line "---"' \
	'---\ntitle: x\n'
refused 'TOML' \
	'in/p.md:1:1: error: TOML front matter: expected YAML between two lines "---" at the file'\''s start' \
	'+++\ntitle = "x"\n+++\n'
refused HTML \
	"in/p.md:1:1: error: HTML: expected Markdown, as of: pandoc -f html-native_divs-native_spans -t commonmark+pipe_tables-raw_html --wrap=none 'in/p.md' -o 'in/p.md'" \
	'\n<!-- x -->\n<!DOCTYPE html>\n<html><body># T</body></html>\n'
# The line can be pasted, whatever the path.
clean
mkdir -p "in/-it's a.b/x"
printf '<html></html>\n' | tee "in/-it's a.b/x/page" >"in/-it's a.b/"'a $(b).html'
cd in || exit 1
"$mkksarchive" import -o data -- ./"-it's a.b/x/page" "-it's a.b/a \$(b).html" 2>&1 |
	sed -n 's/.*pandoc .*none//p' >../words
cd ..
is 'paths in a shell' "$(eval "printf '%s\\n' $(head -1 words)"; eval "printf '%s\\n' $(tail -1 words)")" \
	"./-it's a.b/a \$(b).html
-o
./-it's a.b/a \$(b).md
./-it's a.b/x/page
-o
./-it's a.b/x/page.md"

refused 'neither title nor front matter' \
	'in/p.md:1:1: error: no title: expected front matter, or a heading "# Title", as an article of LWN'\''s has' \
	'Words.\n'
refused 'an empty file' \
	'in/p.md:1:1: error: no title: expected front matter, or a heading "# Title", as an article of LWN'\''s has' \
	''
refused 'a control character' \
	'in/p.md:3:2: error: control character U+001B: expected none but tab and newline' \
	'# T [LWN.net]\n\nx\033[2J\n'
refused 'UTF-8 and something else' \
	'in/p.md:3:4: error: byte 0xe9 is not UTF-8, and other characters are: expected one encoding' \
	'# T\303\251 [LWN.net]\n\ncaf\351\n'
refused 'UTF-16 without a mark' \
	'in/p.md:1:2: error: byte 0x00, which is in no text: expected UTF-8, or a byte order mark where it is UTF-16' \
	'#\000 \000T\000\n\000'
refused 'no encoding that can be told' \
	'in/p.md:3:4: error: byte 0x81 is not Windows-1252: expected UTF-8, or an encoding that can be told' \
	'# T [LWN.net]\n\nabc\201\n'

# LWN's name is no part of a title here either.
clean
printf -- '---\ntitle: "A \\"talk\\" [LWN.net]"\nweight: 1\n---\n# A talk [LWN.net]\n' >in/escaped.md
printf -- '---\ntitle: '\''KS: a talk [LWN.net]'\'' # so\nweight: 2\n---\n' >in/quoted.md
printf -- '---\ntitle: "[LWN.net]"\nweight: 3\n---\n' >in/name.md
printf -- '---\nweight: 4\n---\n# A talk [LWN.net]\n' >in/heading.md
imports 'titles with the name of LWN' 0 \
	'in/heading.md:1:1: warning: no key "title": taken from the first heading, "A talk"' in/
is 'the titles' "$(grep -h '^title' data/escaped.md data/quoted.md data/name.md data/heading.md)" \
	'title: "A \"talk\" [LWN.net]"
title: '\''KS: a talk'\'' # so
title: "[LWN.net]"
title: A talk'
is 'what stays' "$(tail -n 1 data/heading.md)" '# A talk [LWN.net]'

# Links of LWN's, as files of other systems end their lines.
clean
printf -- '---\r\ntitle: LWN dump\r\nurl: https://lwn.net/Articles/1/\r\n---\r\n[a] [b] [c](/Articles/4/\r\n"t")\r\n\r\n[a]: /Articles/2/ "A title"\r\n[b]:\r\n  /Articles/3/\r\n' \
	>in/crlf.md
imports 'links in lines with returns' 0 '' in/
is 'the links' "$(tr -d '\r' <data/crlf.md | sed '1,/^url/d; /^---$/d')" \
	'[a] [b] [c](https://lwn.net/Articles/4/
"t")

[a]: https://lwn.net/Articles/2/ "A title"
[b]:
  https://lwn.net/Articles/3/'

### Encodings

clean
printf '# Caf\351 [LWN.net]\n\nBy **Ann Example**  \nNovember 2, 2010\n\n\223So\224 it isn\222t.\n' \
	>in/windows.md
for to in UTF-16LE UTF-16BE UTF-32LE UTF-32BE; do
	{
		printf '\357\273\277# Caf\303\251 [LWN.net]\r\n\r\nBy **Ann Example**  \r\nNovember 2, 2010\r\n\r\nText\r\n'
	} | iconv -f UTF-8 -t $to >in/$to.md
done
printf '# Mac [LWN.net]\r\rBy **Ann Example**  \rNovember 2, 2010\r\rText\r' >in/mac.md
printf '\357\273\277# Bom [LWN.net]\r\n\r\nBy **Ann Example**  \r\nNovember 2, 2010\r\n\r\nText with\302\240blank\r\n' >in/bom.md
imports 'encodings' 0 \
	'in/UTF-16BE.md: warning: UTF-16BE, as its mark says: made UTF-8
in/UTF-16LE.md: warning: UTF-16LE, as its mark says: made UTF-8
in/UTF-32BE.md: warning: UTF-32BE, as its mark says: made UTF-8
in/UTF-32LE.md: warning: UTF-32LE, as its mark says: made UTF-8
in/mac.md: warning: lines that end in a return alone: made newlines
in/windows.md:1:6: warning: byte 0xe9 is not UTF-8: the page is taken for Windows-1252 and made UTF-8' in/
page windows.md "$(printf -- '---\ntitle: Caf\303\251\nauthor: Ann Example\ndate: 2010-11-02\n---\n\n\342\200\234So\342\200\235 it isn\342\200\231t.')"
for to in UTF-16LE UTF-16BE UTF-32LE UTF-32BE; do
	page $to.md '---
title: Café
author: Ann Example
date: 2010-11-02
---

Text'
done
is 'returns alone' "$(body data/mac.md)" Text
is 'a no-break space stays' "$(body data/bom.md)" \
	"$(printf 'Text with\302\240blank')"
accepted encodings

### Names, folders, clashes

clean
mkdir -p in/Résumé/deep/er in/.git in/_posts in/日本
for page in 'in/Some Ünlikely Näme!.md' in/Résumé/deep/er/x.md \
	in/.git/no.md in/_posts/p.md in/日本/q.md in/日本.txt; do
	printf -- '---\ntitle: Tïtle of it\n---\n' >"$page"
done
echo >in/style.css
printf -- '---\ntitle: %s\n---\n' 日 >in/語.md
printf -- '---\ntitle: Long\n---\n' \
	>in/_posts/very-long-name-of-a-page-that-somebody-thought-out-on-a-rainy-day.md
imports 'names' 1 "in/Résumé: warning: no page describes the section: data/resume/_index.md is made, with the folder's name for a title
in/Résumé/deep: warning: no page describes the section: data/resume/deep/_index.md is made, with the folder's name for a title
in/Résumé/deep/er: warning: no page describes the section: data/resume/deep/er/_index.md is made, with the folder's name for a title
in/_posts: warning: no page describes the section: data/posts/_index.md is made, with the folder's name for a title
in/_posts/very-long-name-of-a-page-that-somebody-thought-out-on-a-rainy-day.md:1:1: warning: the name \"very-long-name-of-a-page-that-somebody-thought-out-on-a-rainy-day\" is cut off to \"very-long-name-of-a-page-that-somebody-thought-out-on-a\": expected at most 63 bytes with the section's
in/style.css: warning: no page, passed over: expected a file that ends in .md, .markdown or .txt
in/日本: error: no section can be named after this folder: expected at most 63 letters, digits, dots, underscores and hyphens of ASCII, the first a letter or a digit
in/語.md:1:1: error: no name can be made of the file's or the title: expected letters or digits of ASCII in one of them" in/
is 'their files' "$(cd data && find . -type f | sort)" './archive.yaml
./posts/_index.md
./posts/p.md
./posts/very-long-name-of-a-page-that-somebody-thought-out-on-a.md
./resume/_index.md
./resume/deep/_index.md
./resume/deep/er/_index.md
./resume/deep/er/x.md
./some-unlikely-name.md
./title-of-it.md'
accepted names
file resume/title Résumé

# A section's path may leave no room.
clean
deep=in/$(printf '%030d/%030d' 1 2)
for path in "${deep}/p" "${deep}0/p" "${deep}0/_index"; do
	mkdir -p "${path%/*}"
	printf -- '---\ntitle: P\n---\n' >"$path.md"
done
import in/
is 'a long path' "$status $(grep p.md messages)" \
	"1 ${deep}0/p.md:1:1: error: the section's path \"${deep#in/}0\" has 62 bytes: expected at most 61, for with a hyphen and the page's name it may have 63"
is 'its files' "$(cd data && find . -type f | sort)" "./${deep#in/}/_index.md
./${deep#in/}/p.md
./${deep#in/}0/_index.md
./$(printf %030d 1)/_index.md
./archive.yaml"
accepted 'a long path'

# Neither may it be too deep, nor a folder's name be no title.
clean
deep=in/a/b/c/d/e/f/g/h/i/j/k/l/m/n
mkdir -p $deep/o/p
for path in $deep/page $deep/o/_index $deep/o/page $deep/o/p/_index; do
	printf -- '---\ntitle: P\n---\n' >$path.md
done
import in/
is 'deep folders' "$status $(grep error messages)" \
	"1 $deep/o/p/_index.md:1:1: error: the page's files would stand 17 deep: expected fewer folders, for at most 16
$deep/o/page.md:1:1: error: the page's files would stand 17 deep: expected fewer folders, for at most 16
2 errors, 15 warnings"
accepted 'deep folders'
file ${deep#in/}/page/title P
clean
for path in "$(printf 'two\nlines')" "$(printf 'an\033escape')"; do
	mkdir "in/$path"
	printf -- '---\ntitle: P\n---\n' >"in/$path/p.md"
done
import in/
accepted 'odd names of folders'
is 'their titles' "$(cat tree/*/title)" 'an-escape
two lines'

# A folder is a section, with a slash it is what is in it.
clean
mkdir in/sec
printf -- '---\ntitle: Sec\n---\n' >in/sec/_index.md
printf -- '---\ntitle: P\n---\n' >in/sec/p.md
imports 'a folder' 0 '' in/sec
is 'its files' "$(cd data && find . -type f | sort)" './archive.yaml
./sec/_index.md
./sec/p.md'
rm -r data
imports 'what is in it' 1 'in/sec/_index.md:1:1: error: the archive itself is described by archive.yaml: expected no page for it, or its folder without a slash' in/sec/
is 'its files' "$(cd data && find . -type f | sort)" './archive.yaml
./p.md'

# A name that the archive itself has can be no section's.
clean
mkdir in/pages in/s in/s/text in/s/catalog
for page in in/pages/p.md in/s/_index.md in/s/text/p.md in/s/catalog/_index.md; do
	printf -- '---\ntitle: P\n---\n' >"$page"
done
imports 'reserved names' 1 \
	'in/pages: error: the name "pages" is reserved for the list of pages: expected another, or the folder with a slash at its end, for what is in it
in/s/text: error: the name "text" is reserved for the page'\''s body: expected another, or the folder with a slash at its end, for what is in it' \
	in/
is 'its files' "$(cd data && find . -type f | sort)" './archive.yaml
./s/_index.md
./s/catalog/_index.md'
accepted 'reserved names'

# pages NAME...: pages with nothing but a title
pages()
{
	for name; do
		mkdir -p "in/$(dirname "$name")"
		printf -- '---\ntitle: P\n---\n' >"in/$name.md"
	done
}

# Neither can it be a page's, nor can a key's or a taxonomy's.
clean
pages pages catalog image README title edition topics text good \
	s/pages s/sections s/text s/title s/date s/next s/good both both/p \
	topics/p l/pages l/talks
printf -- '---\ntitle: S\ndate: 2010\n---\n' >in/s/_index.md
printf -- '---\ntitle: L\nlisting: talks\n---\n' >in/l/_index.md
printf -- '---\ntitle: T\ntopics: [a]\n---\n' >in/filed.md
imports 'reserved names of pages' 1 \
	"in/README.md:1:1: error: the name \"README\" is reserved for the archive's README: expected another
in/both: warning: no page describes the section: data/both/_index.md is made, with the folder's name for a title
in/both.md:1:1: error: a page beside the section data/both: expected another name for one of them
in/catalog.md:1:1: error: the name \"catalog\" is reserved for the list of all pages: expected another
in/edition.md:1:1: error: the name \"edition\" is reserved for a key of data/archive.yaml: expected another
in/image.md:1:1: error: the name \"image\" is reserved for the archive's image: expected another
in/l/talks.md:1:1: error: the name \"talks\" is reserved for the list of pages: expected another
in/pages.md:1:1: error: the name \"pages\" is reserved for the list of pages: expected another
in/s/date.md:1:1: error: the name \"date\" is reserved for a key of data/s/_index.md: expected another
in/s/pages.md:1:1: error: the name \"pages\" is reserved for the list of pages: expected another
in/s/sections.md:1:1: error: the name \"sections\" is reserved for the list of sections: expected another
in/s/text.md:1:1: error: the name \"text\" is reserved for the page's body: expected another
in/s/title.md:1:1: error: the name \"title\" is reserved for a key of data/s/_index.md: expected another
in/title.md:1:1: error: the name \"title\" is reserved for a key of data/archive.yaml: expected another
in/topics: error: the name \"topics\" is reserved for a taxonomy of data/archive.yaml: expected another, or the folder with a slash at its end, for what is in it
in/topics.md:1:1: error: the name \"topics\" is reserved for a taxonomy of data/archive.yaml: expected another" \
	in/
is 'their files' "$(cd data && find . -type f | sort)" './archive.yaml
./both/_index.md
./both/p.md
./filed.md
./good.md
./l/_index.md
./l/pages.md
./s/_index.md
./s/good.md
./s/next.md
./text.md'
accepted 'reserved names of pages'

# Where no page has topics, there is no such taxonomy.
clean
pages topics
imports 'topics as any other name' 0 '' in/topics.md
accepted 'topics as any other name'

# What is in an archive already has its names too.
clean
pages people licence all pages topics s/old old s/year s/empty new/x page/p
mkdir -p data/old/deep data/s/empty
cat >data/archive.yaml <<'EOF'
title: An archive
edition: "1"
licence: CC0
listing: all
taxonomies:
  people: {title: People, from: [people]}
EOF
printf -- '---\ntitle: S\nyear: 2010\n---\n' >data/s/_index.md
for page in old/_index old/deep/_index old/deep/p page s/keyed; do
	cp in/people.md data/$page.md
done
import in/
is 'names in an old archive' "$status $(cat messages)" \
	"1 in/all.md:1:1: error: the name \"all\" is reserved for the list of pages: expected another
in/licence.md:1:1: error: the name \"licence\" is reserved for a key of data/archive.yaml: expected another
in/new: warning: no page describes the section: data/new/_index.md is made, with the folder's name for a title
in/old.md:1:1: error: a page beside the section data/old: expected another name for one of them
in/page: error: a section beside the page data/page.md: expected another name for one of them
in/people.md:1:1: error: the name \"people\" is reserved for a taxonomy of data/archive.yaml: expected another
in/s/year.md:1:1: error: the name \"year\" is reserved for a key of data/s/_index.md: expected another
6 errors, 1 warning"
is 'their files' "$(cd data && find . -type f | sort)" './archive.yaml
./new/_index.md
./new/x.md
./old/_index.md
./old/deep/_index.md
./old/deep/p.md
./page.md
./pages.md
./s/_index.md
./s/empty.md
./s/keyed.md
./s/old.md
./topics.md'
accepted 'names in an old archive'

# A section's new page may need a name that an old page or section has.
rm -r in
pages s/p
printf -- '---\ntitle: New\nkeyed: 1\nlisting: old\n---\n' >in/s/_index.md
import in/s --force
is 'keys that old pages are called as' "$status $(cat messages)" \
	'1 in/s/_index.md:1:1: error: the key "keyed" has the name of data/s/keyed.md: expected another
in/s/_index.md:1:1: error: the listing "old" has the name of data/s/old.md: expected another
2 errors, 0 warnings'
is 'the old page of the section stays' "$(cat data/s/_index.md; ls data/s)" \
	'---
title: S
year: 2010
---
_index.md
empty
empty.md
keyed.md
old.md
p.md'
accepted 'keys that old pages are called as'

# A list of sessions makes a section of its name, and pages of its items.
clean
for list in catalog summit; do
	lwn >in/$list.md <<-'EOF'
	## Day 1

	* [Sessions](/Articles/4/): words.
	* [A talk](/Articles/5/): words.
	EOF
done
imports 'reserved names in lists of sessions' 1 \
	'in/catalog.md: error: the name "catalog" is reserved for the list of all pages: expected another
in/summit.md:14:1: error: the name "sessions" is reserved for the list of pages: expected another' \
	in/catalog.md in/summit.md
is 'their files' "$(cd data && find . -type f | sort)" './archive.yaml
./summit/_index.md
./summit/a-talk.md'
accepted 'reserved names in lists of sessions'

# A link may lead to where it stands.
clean
printf -- '---\ntitle: P\n---\n' >in/p.md
ln -s . in/loop
ln -s p.md in/q.md
imports 'links' 0 \
	'in/loop: warning: a symbolic link to a folder, passed over: expected the folder itself' \
	in/
is 'its files' "$(cd data && find . -type f | sort)" './archive.yaml
./p.md
./q.md'

# Folders of one name are one section.
clean
mkdir -p in/a/sec in/b/sec
printf -- '---\ntitle: P\n---\n' >in/a/sec/p.md
printf -- '---\ntitle: Q\n---\n' >in/b/sec/q.md
imports 'two folders of one name' 0 "in/a/sec: warning: no page describes the section: data/sec/_index.md is made, with the folder's name for a title" \
	in/a/sec in/b/sec
accepted 'two folders of one name'
file sec/pages 'p	P
q	Q'

# Existing pages stay, whatever they are called.
clean
mkdir in/sec
printf -- '---\ntitle: P\n---\n' >in/sec/p.md
import in/sec/
imports 'existing pages' 1 'in/sec/p.md:1:1: error: data/p.md exists: expected no such page, or --force to replace it' in/sec/p.md
mv data/p.md data/p.markdown
printf -- '---\ntitle: P2\n---\n' >in/sec/p.md
import in/sec/p.md
is 'under another name' "$status $(sed '$d' messages)" \
	'1 in/sec/p.md:1:1: error: data/p.markdown exists: expected no such page, or --force to replace it'
import in/sec/p.md --force
is '--force' "$status $(cat messages; cat data/p.markdown; ls data)" \
	"0 $(cat in/sec/p.md; echo archive.yaml; echo p.markdown)"
ln -s /dev/null data/null.md
cp in/sec/p.md in/null.md
import in/null.md --force
is 'what is no file is not replaced' "$status $(sed -n '/^in/p' messages)" \
	'3 in/null.md:1:1: error: data/null.md cannot be written: File exists'

# Nothing is overwritten, though only the last step shows that it is there.
clean
mkdir data
ln -s nowhere data/p.md
lwn >in/p.md </dev/null
import in/p.md
is 'a link that leads nowhere stays' \
	"$status $(grep '^in.*error' messages) $(readlink data/p.md)" \
	'3 in/p.md:1:1: error: data/p.md cannot be written: File exists nowhere'
is 'nothing is left over' "$(ls -A data)" p.md

# Not every file system can rename without replacing, or has hard links.
cat >faults.c <<'EOF'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fails(const char *call, int error)
{
	errno = error;
	return strstr(getenv("FAULTS"), call) ? -1 : 0;
}

int renameat2(int from_dir, const char *from, int to_dir, const char *to,
	      unsigned int flags)
{
	int (*real)(int, const char *, int, const char *, unsigned int) =
		dlsym(RTLD_NEXT, "renameat2");

	return fails("noreplace", EINVAL) ? -1 :
	       real(from_dir, from, to_dir, to, flags);
}

int link(const char *from, const char *to)
{
	int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "link");

	return fails("link", EPERM) ? -1 : real(from, to);
}

int rename(const char *from, const char *to)
{
	int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");

	return fails("rename", EIO) ? -1 : real(from, to);
}
EOF
cc -shared -fPIC -o faults.so faults.c -ldl

# on_poor_disk FAULTS STATUS FILES MESSAGE
on_poor_disk()
{
	clean
	mkdir data
	ln -s nowhere data/p.md
	printf 'title: An archive\nedition: "1"\n' >data/archive.yaml
	for page in p q; do
		printf -- '---\ntitle: %s\n---\n' $page >in/$page.md
	done
	status=0
	env LD_PRELOAD="$work/faults.so" FAULTS="$1" \
		"$mkksarchive" import in/ -o data >printed 2>messages || status=$?
	is "without $1" "$status $(grep '^in' messages)
$(ls -A data | tr '\n' ' ')$(readlink data/p.md) $(sed -n 2p data/q.md 2>&1)" \
		"$2 in/p.md:1:1: error: data/p.md cannot be written: File exists$4
archive.yaml p.md $3"
}

on_poor_disk noreplace 3 'q.md nowhere title: q' ''
on_poor_disk 'noreplace link' 3 'q.md nowhere title: q' ''
on_poor_disk 'noreplace link rename' 3 \
	"nowhere sed: can't read data/q.md: No such file or directory" '
in/q.md:1:1: error: data/q.md cannot be written: Input/output error'

# What replaces a file is as readable as that was.
clean
printf -- '---\ntitle: P\n---\n' >in/p.md
import in/p.md
chmod 440 data/p.md
import in/p.md --force
is 'the mode of a file that is replaced' "$(stat -c %a data/p.md)" 440

# One page, given twice.
clean
mkdir in/s
pages p s/_index s/q
ln -s p.md in/r.md
imports 'a page given twice' 0 './in/p.md: warning: given twice: taken once
in/p.md: warning: given twice: taken once
in/s/_index.md: warning: given twice: taken once
in/s/q.md: warning: given twice: taken once' \
	in/p.md in/ ./in/p.md in/s in/s/q.md
is 'its count' "$(cat printed)" '5 of 5 pages imported'
accepted 'a page given twice'

# Two pages for one path.
clean
mkdir in/a in/b
printf -- '---\ntitle: A\n---\n' >in/a/p.md
printf -- '---\ntitle: B\n---\n' >in/b/p.md
imports 'two pages for one path' 1 \
	'in/b/p.md:1:1: error: a second page for data/p.md: expected one, as in/a/p.md' \
	in/b/ in/a/
is 'the first is there' "$(cat data/p.md)" "$(cat in/a/p.md)"

# What only the archive as a whole shows is reported as a build does.
clean
printf -- '---\ntitle: A\n---\n[x](nowhere.md)\n' >in/p.md
imports 'what does not build' 1 \
	'data/p.md:4:5: error: the link "nowhere.md" leads nowhere: expected a page or section of this archive' in/

### The new archive, exit statuses, the command line

clean
lwn >in/p.md </dev/null
import in/p.md
is 'an archive without a title' "$status $(grep yaml messages)" \
	'0 data/archive.yaml: warning: made, with the folder'\''s name for a title (--title) and edition 1'
is 'its title' "$(head -1 data/archive.yaml)" 'title: data'
import in/p.md --title "$(printf 'caf\351')"
is 'a title that is not UTF-8' "$status $(cat messages)" \
	'2 mkksarchive: --title: expected a line of UTF-8 without control characters; see mkksarchive --help'
for text in '' ' ' 'two
lines'; do
	import in/p.md --title "$text"
	is "a title that is no line, of ${#text} bytes" "$status $(cat messages)" \
		'2 mkksarchive: --title: expected a line of UTF-8 without control characters; see mkksarchive --help'
done
caf=$(printf 'caf\351')
"$mkksarchive" import in/p.md -o "$caf" >printed 2>messages
is 'a folder whose name is not UTF-8' \
	"$? $(sed -n 's/.*yaml: //p' messages) $(head -1 "$caf/archive.yaml")" \
	'0 warning: made, with "archive" for a title (--title) and edition 1 title: archive'
"$mkksarchive" import in/p.md -o "$(printf 'new\nfolder')" >printed 2>messages
is 'a folder whose name has two lines' \
	"$? $(head -1 new*folder/archive.yaml)" '0 title: new folder'
lwn >in/q.md </dev/null
import in/q.md --title Other
is 'another title' "$status $(grep yaml messages)" \
	'0 data/archive.yaml: warning: exists: it keeps its title, not "Other"'

clean
lwn >in/p.md </dev/null
imports 'a file that is not there' 3 \
	'in/none.md: error: cannot be read: No such file or directory
in/p.md:1:1: warning: no text found: the page has none' in/none.md in/p.md
[ -e data/p.md ]
result $? 'the others are imported' </dev/null
if [ "$(id -u)" -ne 0 ]; then
	chmod a-w data
	cp in/p.md in/q.md
	import in/q.md
	is 'a folder that cannot be written to' "$status" 3
	chmod u+w data
fi
touch file
status=0
"$mkksarchive" import in/p.md -o file/data >printed 2>messages || status=$?
is 'a place below a file' "$status $(cat messages)" \
	'3 file/data: error: file/data cannot be written: Not a directory
in/p.md:1:1: warning: no text found: the page has none
1 error, 1 warning'

usage()
{
	name=$1
	expected=$2
	shift 2
	status=0
	"$mkksarchive" import "$@" >printed 2>messages || status=$?
	is "usage: $name" "$status $(cat messages)" \
		"2 mkksarchive: $expected; see mkksarchive --help"
}

usage 'no page' 'mkksarchive import: expected a page, found none' -o data
usage 'no place' 'mkksarchive import: expected -o DATA' in
usage 'an empty name' 'mkksarchive import: an empty name: expected a page' '' -o data
usage 'an empty place' 'mkksarchive import: an empty name after -o: expected a folder' in -o ''
usage 'another option' '--header: no option of mkksarchive import' in --header x -o data
status=0
"$mkksarchive" import in/p.md -o data --force >/dev/full 2>messages || status=$?
is 'a count that cannot be printed' "$status $(tail -n 1 messages)" \
	'3 mkksarchive: standard output cannot be written: No space left on device'
"$mkksarchive" import --help >printed
grep -q '^ *--force' printed && grep -q '^exit status:' printed
result $? '--help' <printed

# Nothing depends on the number of threads.
clean
for number in $(seq 60); do
	title="Talk $number" lwn >in/$number.md <<-EOF
	Words of [talk $number](/Articles/$number/) and [x](y).
	EOF
done
import in/ -j 1
mv data first
mv messages first-messages
import in/ -j 7
sed -i '/archive.yaml/d' messages first-messages
diff -r first data >said 2>&1 && diff first-messages messages >>said 2>&1
result $? 'threads make no difference' <said
rm -r first

### A page that pandoc makes of HTML, as the message about HTML says

if command -v pandoc >/dev/null; then
	clean
	cat >"in/it's.html" <<'EOF'
<html><head><title>A talk [LWN.net]</title></head><body>
<ul class="menu"><li><a href="/Archives/">Archives</a></li></ul>
<div class="PageHeadline"><h1>A “talk”</h1></div>
<div class="ArticleText">
<blockquote class="ad"><b>LWN.net needs you!</b>
<p>Please <a href="/Promo/x/subscribe">subscribe</a> to LWN.</blockquote>
<div class="FeatureByline">By <b>Ann Example</b><br>Tuesday, November 2, 2010<hr></div>
<a href="/Articles/Summit/">The summit</a>
<p>It’s <a href="../2/">relative</a>,<a href="#n"><sup>1</sup></a>
<i>marked</i>.
<h4>A heading</h4>
<pre>
    if (x &lt; 3)
</pre>
<table><tr><th>Name</th><th>Number</th></tr>
<tr><td><a href="/Articles/3/">LTP</a></td><td>3</td></tr></table>
<p><img src="/images/x.png" alt="A group">
<p><a name="n"></a>1: A note.
<p><a href="/Articles/2/">Next: Another</a>.
<table class="IndexEntries">
<tr><th colspan=2>Index entries for this article</th></tr>
<tr><td><a href="/Kernel/Index">Kernel</a></td><td><a href="/K#T">Tools/Tests</a></td></tr>
</table>
<hr width="60%" align="left">
(<a href="https://lwn.net/Login/?target=/Articles/1/">Log in</a> to post comments)
<p></div>
<h3>A comment</h3><p>Posted by <b>somebody</b></body></html>
EOF
	import in/
	sed -n 's/.* as of: //p' messages >command-line
	eval "$(cat command-line)" 2>messages
	result $? 'the command of the message' <messages
	is 'its options, in README.md' "$(grep -o 'pandoc -.*none' "$root/README.md")" \
		"$(grep -o 'pandoc -.*none' command-line)"
	rm in/*.html
	import in/
	is 'what it makes' "$status $(sed -n 's/^in.*: warning: //p' messages)" \
		'0 text before the title, as a menu is: left out
what follows the article, as comments do, is left out'
	is 'its keys' "$(keys data/its.md)" 'title: A “talk”
author: Ann Example
date: 2010-11-02
url: https://lwn.net/Articles/1/
parent_url: https://lwn.net/Articles/Summit/
published_next:
  what: Another
  url: https://lwn.net/Articles/2/
topics:
  - Kernel/Tools/Tests'
	is 'its links' "$(body data/its.md | grep -o ']([^)]*)')" \
		'](https://lwn.net/Articles/1/../2/)
](https://lwn.net/Articles/1/#n)
](https://lwn.net/Articles/3/)
](https://lwn.net/images/x.png)'
	is 'its last words' "$(body data/its.md | tail -n 1)" '1: A note.'
	grep -q '^    *if (x < 3)$' data/its.md && grep -q '^| Name ' data/its.md
	result $? 'its code and its table' <data/its.md
	accepted 'what it makes'
else
	results=$((results + 1))
	echo "ok $results - HTML # SKIP no pandoc"
fi

### A page as people have it

sample=$root/../shared/sample/lwn-article.txt
if [ -r "$sample" ]; then
	clean
	imports 'the sample' 0 '' "$sample"
	is 'the sample: keys' "$(keys data/lwn-article.md)" \
		"title: 'KS2010: Big out-of-tree projects'
author: Jonathan Corbet
date: 2010-11-02
parent_url: https://lwn.net/Articles/KernelSummit2010/
published_next:
  what: Checkpoint/restart
  url: https://lwn.net/Articles/412749/
topics:
  - Kernel/Development model"
	sed -e '1,/^\[2010 Kernel Summit\]/d' -e '/^\[Next: /,$d' "$sample" |
		tr -s ' \n' '\n\n' >words-there
	body data/lwn-article.md | tr -s ' \n' '\n\n' >words-here
	sed -i '/^$/d' words-there words-here
	diff words-there words-here >said
	result $? 'the sample: the text, word for word' <said
	accepted 'the sample'
	"$ksarchive" --image image show lwn-article >said
	grep -q '^KS2010: Big out-of-tree projects$' said &&
		grep -q '^Jonathan Corbet, 2010-11-02$' said &&
		grep -q 'Kernel/Development model' said &&
		grep -q '\[1\].*http://www.openfabrics.org/' said
	result $? 'the sample: ksarchive show' <said
else
	results=$((results + 1))
	echo "ok $results - the sample # SKIP no $sample"
fi

finish
