#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksarchive: CommonMark as people read it in a terminal.

# shellcheck disable=SC2016 # the backquotes of Markdown and the dollars of text
# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

# render WIDTH [OPTION...]: the Markdown on standard input as a page's text,
# without what stands before and behind it
render()
{
	width=$1
	shift
	{ printf -- '---\ntitle: T\n---\n\n'; cat; } >data/s/p.md
	compile
	[ "$status" -eq 0 ] || cat messages
	COLUMNS=$width "$ksarchive" show s/p --image image "$@" >shown ||
		echo "exit status $?"
	sed -e '1,/^$/d' -e '/Next  .*s\/p2/,$d' shown
}

# renders NAME WIDTH EXPECTED: so the Markdown on standard input looks in that
# width
renders()
{
	is "$1" "$(render "$2")" "$3"
}

# styles NAME EXPECTED: so it looks in colour; \e is for escape
styles()
{
	esc=$(bytes '\033')
	is "$1" "$(render 80 --color=always | sed "s/$esc/\\\\e/g")" "$2"
}

fresh
printf -- '---\ntitle: Second\n---\n\n# A heading\n' >data/s/p2.md

renders 'a paragraph is wrapped anew' 40 \
'The quick brown fox jumps over the lazy
dog, and sleeps.' <<'EOF'
The quick brown
fox jumps over the lazy dog,
and sleeps.
EOF

renders 'prose is at most 80 columns wide' 200 \
'The quick brown fox jumps over the lazy dog, and sleeps. The quick brown fox
jumps over the lazy dog, and sleeps.' <<'EOF'
The quick brown fox jumps over the lazy dog, and sleeps.
The quick brown fox jumps over the lazy dog, and sleeps.
EOF

renders 'a line is filled to the last column' 40 \
'1234567890 1234567890 1234567890 1234567
x' <<'EOF'
1234567890 1234567890 1234567890 1234567 x
EOF

renders 'a word longer than a line is not broken' 40 \
'before
https://example.org/a/long/path/to/some/thing
after' <<'EOF'
before <https://example.org/a/long/path/to/some/thing> after
EOF

renders 'wide characters take two columns, and lines end between them' 40 \
'漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字
漢字、漢字漢字漢字漢字漢字漢字漢字漢字漢
字。' <<'EOF'
漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字
漢字、漢字漢字漢字漢字漢字漢字漢字漢字漢字。
EOF

renders 'no line begins with what closes, or ends with what opens' 40 \
'漢字漢字漢字漢字漢字漢字漢字漢字漢字漢
字。漢字漢字漢字漢字漢字漢字漢字漢字漢字
（字）' <<'EOF'
漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字。漢字漢字漢字漢字漢字漢字漢字漢字漢字（字）
EOF

renders 'Hangul keeps its spaces' 40 '한국어 한국어
a' <<'EOF'
한국어
한국어\
a
EOF

renders 'the end of a line between ideographs is no space' 40 \
'漢字漢字 한국 한국 漢 a 漢 漢' <<'EOF'
漢字
漢字 한국
한국
漢
a
漢 漢
EOF

renders 'combining marks take no column' 40 \
"$(bytes 'e\314\201e\314\201e\314\201e\314\201e\314\201e\314\201e\314\201e\314\201e\314\201e\314\201 1234567890 1234567890 1234567')
x" <<EOF
$(bytes 'e\314\201e\314\201e\314\201e\314\201e\314\201e\314\201e\314\201e\314\201e\314\201e\314\201') 1234567890 1234567890 1234567 x
EOF

renders 'headings' 80 'One
===

Two *of* them
-------------

### Three

text' <<'EOF'
# One

## Two *of* them
### Three
text
EOF

renders 'an underline is as long as its heading, and no longer than a line' 20 \
'A heading of more
words than a line
holds
=================' <<'EOF'
# A heading of more words than a line holds
EOF

renders 'marks stand for styles where there are none' 80 \
'*emphasis*, **strong**, ***both***, `code`, ``a`b`` and `` ` ``' <<'EOF'
_emphasis_, __strong__, ***both***, `code`, ``a`b`` and `` ` ``
EOF

renders 'blanks in code are kept, but at the end of a line' 20 \
'`a  b` and more `c
d`' <<'EOF'
`a  b` and more `c  d`
EOF

renders 'code is indented, never wrapped, and keeps tabs and blank lines' 40 \
'text

    int main(void)
    {
            return a_rather_long_name(of_something);

    }

    +       diff

end' <<'EOF'
text

```c
int main(void)
{
	return a_rather_long_name(of_something);

}
```

~~~
+	diff
~~~
end
EOF

renders 'quotes in quotes' 40 \
'> The quick brown fox jumps over the
> lazy dog.
>
> > Twice, and long enough to be wrapped
> > too.
>
>     code' <<'EOF'
> The quick brown fox jumps over the lazy dog.
> > Twice, and long enough to be wrapped too.
>
>     code
EOF

renders 'tight lists, and lists in lists' 40 \
'• one, which is long enough to need
  another line
• two
  ◦ three
    ▪ four
      ▪ five
• six' <<'EOF'
- one, which is long enough to need another line
- two
  - three
    - four
      - five
- six
EOF

renders 'loose lists' 40 '• one

• two

  and more of it

• three' <<'EOF'
* one

* two

  and more of it
* three
EOF

renders 'numbers begin where they begin, and stand below each other' 40 \
' 8. eight
 9. nine
10. ten, which is long enough to need a
    second line

<!-- -->

1) one
   ◦ in it' <<'EOF'
8. eight
9. nine
1. ten, which is long enough to need a second line

<!-- -->
1) one
   - in it
EOF

renders 'an item without anything, and one in a quote' 40 '•
• two

> 1. one
> 2.' <<'EOF'
-
- two

> 1. one
> 2.
EOF

renders 'a thematic break' 40 'a

                 * * *

b' <<'EOF'
a

***

b
EOF

renders 'a hard break' 40 'a
b
c' <<'EOF'
a\
b  
c
EOF

renders 'links become notes, one for each place' 80 \
'A page[1], the same[1], a site[2], the site[2], http://example.org/ and
me@example.org.

[1] s/p2
[2] https://example.org/a' <<'EOF'
A [page](p2.md), the [same](/s/p2/), a [site](https://example.org/a), the
[site], <http://example.org/> and <me@example.org>.

[site]: https://example.org/a
EOF

renders 'anchors and titles of links are told, half of them in the page' 80 \
'there[1], here[2], named[3], unnamed[4]

Here
====

[1] s/p2 #a-heading
[2] #here
[3] https://example.org/ (its title)
[4] https://example.org/' <<'EOF'
[there](p2.md#a-heading), [here](#here), [named](https://example.org/ "its
title"), [unnamed](https://example.org/)

# Here
EOF

renders 'images are told, and what they show is a note' 80 \
'[image: a *picture*][1] and [image][2]

[1] https://example.org/a.png
[2] https://example.org/b.png' <<'EOF'
![a *picture*](https://example.org/a.png) and ![](https://example.org/b.png)
EOF

renders 'HTML is text' 80 'a <b>bold</b> word

<table>
  <tr><td>&amp;
</table>' <<'EOF'
a <b>bold</b>   word

<table>
  <tr><td>&amp;
</table>
EOF

renders 'tables stay as they stand' 40 \
'before it

| a   | b                                    |
|-----|:-------------------------------------|
| *x* | [long enough to be wrapped](/s/p2/) |

> a | b
> --|--
> 1 | 2

• | a |
  |---|
  | 1 |

pipes | in text are no table

|---| nor is a rule without heads' <<'EOF'
before
it

| a   | b                                    |
|-----|:-------------------------------------|
| *x* | [long enough to be wrapped](/s/p2/) |

> a | b
> --|--
> 1 | 2

- | a |
  |---|
  | 1 |

pipes | in
text are no table

|---|
nor is a rule without heads
EOF

renders 'entities' 80 'AT&T © ä ≤ < &nonesuch;' <<'EOF'
AT&amp;T &copy; &auml; &#x2264; &lt; &nonesuch;
EOF

renders 'nothing that a terminal obeys, even where it is no terminal' 80 \
"a$(bytes '\357\277\275')[31mb $(bytes '\357\277\275')c" <<'EOF'
a&#27;[31mb &#x202E;c
EOF

styles 'styles instead of marks' \
'\e[3memphasis\e[0m, \e[1mstrong\e[0m, \e[3m\e[1mboth\e[0m, \e[33mcode\e[0m' <<'EOF'
*emphasis*, **strong**, ***both***, `code`
EOF

styles 'a style ends with its line, and begins again on the next' \
'\e[2m> \e[0m\e[1ma b\e[0m
\e[2m> \e[0m\e[1mc\e[0m d' <<'EOF'
> **a b\
> c** d
EOF

# Nothing is lost, and nothing is too deep.

PYTHONPATH=$root/tests/unit python3 - <<'EOF'
from ksa_writer import image_of
deep = 100000
texts = {
    "quotes": b">" * deep + b" deep",
    "wrapped": b">" * deep + b" deep" * deep,
    "bullets": b"- " * deep + b"deep",
    "numbers": b"1. " * deep + b"deep",
    "strong": b"**" * deep + b"deep" + b"**" * deep,
    "brackets": b"[" * deep + b"deep" + b"]" * deep,
    "links": b"".join(b"[deep](/%d) " % i for i in range(deep // 10)),
    "word": b"deep" * deep,
    "large": b"deep * " * (4 * deep),
}
open("image", "wb").write(image_of({"catalog": b"\n", **{
    name: {"title": b"T\n", "text": texts[name]} for name in texts}}))
EOF
for text in quotes wrapped bullets numbers strong brackets links word large; do
	(
		# shellcheck disable=SC3045 # dash has it
		ulimit -s 256
		"$ksarchive" show "$text" --image image
	) >shown 2>said && grep -q deep shown
	result $? "a text with many $text" <said
done
is 'no margin is wider than half a line' \
	"$("$ksarchive" show wrapped --image image | wc -L)" 79

# Its examples are CommonMark's: the specification is not the project's own.
specification=${COMMONMARK_SPEC:-$root/../shared/suites/commonmark-spec.txt}
[ -f "$specification" ] || specification=
relay 'all words were looked for' python3 "$root/tests/unit/render_oracle.py" \
	"$ksarchive" "$root/data" ${specification:+"$specification"}
if [ -z "$specification" ]; then
	results=$((results + 1))
	echo "ok $results # SKIP COMMONMARK_SPEC names no file, and ../shared/suites/commonmark-spec.txt is not there: CommonMark's examples"
fi

finish
