# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# An archive that tries to be more than text where it is shown, and holds all
# that is hard to show. For the tests that publish one; lib.sh comes first.

hostile_page()
{
	write "$1/_index.md" <<-EOF
	---
	title: $2
	---
	EOF
}

hostile_pages()
{
	rm -rf data
	write archive.yaml <<-'EOF'
	title: <b onclick="alert(1)">An "archive" & 'more'</b>
	edition: "</title><script>alert(1)</script>"
	licence: javascript:alert(1)
	README: |
	  </pre><script>alert(1)</script> <!-- never closed

	  --> ]]> More.
	own: <i>field</i>
	taxonomies:
	  topics: {title: '<Topics> "&"', from: [topics], separator: '::'}
	  people: {title: People, from: [people.name, led_by, author]}
	slugs:
	  "<script>alert('term')</script>": script
	  'A::"><img src=x onerror=alert(1)>': image-of-a
	  "שלום": shalom
	EOF
	hostile_page s "'S \"quoted\" <u>'"
	# What the site's own files are called.
	hostile_page style.css Style
	printf -- '---\ntitle: Index\n---\n# Index\n' | write index.html.md
	printf -- '---\ntitle: Index\n---\n[up](/index.html)\n' |
		write style.css/index.html.md
	hostile_page s/deep Deep
	printf -- '---\ntitle: Deeper\n---\n[S](../)\n' | write s/deep/page.md
	printf -- '---\ntitle: A\ndate: 0001\n---\n' | write s/a.md
	printf -- '---\ntitle: B\ndate: 9999-12-31\n---\n' | write s/b.md
	printf -- '---\ntitle: C\ndate: 2010-02-28T23:59:60Z\n---\n' |
		write s/c.md
	hostile_fields | write s/fields.md
	hostile_text | write s/body.md
	hostile_unicode | write s/unicode.md
}

hostile_fields()
{
	cat <<-'EOF'
	---
	title: </h1></title><script>alert("title")</script>
	link_title: '"><img src=x onerror=alert(2)>'
	date: 2010-11-02
	author: "\"><svg onload=alert(3)>"
	url: javascript:alert(4)
	description: </p><script>alert(5)</script>
	topics:
	  - "<script>alert('term')</script>"
	  - 'A::"><img src=x onerror=alert(1)>'
	  - A
	people:
	  - {name: "'\"><script>alert(6)</script>", role: </li></ul><b>, age: 7}
	  - {name: "", role: of nobody}
	  - {role: "2"}
	links:
	  - {what: a script, url: "javascript:alert(8)"}
	  - {what: a script, url: " JavaScript:alert(9)"}
	  - {what: data, url: "data:text/html,<script>alert(10)</script>"}
	  - {what: quotes, url: "https://example.org/\"onclick=\"alert(11)"}
	  - {what: a user, url: "https://example.org@evil.example/"}
	  - {what: a host, url: "https://exa mple/"}
	  - {what: a number, url: "http://1.2.3.4.5/"}
	  - {what: a port, url: "http://example.org:65536/"}
	  - {what: percent, url: "https://example.org/%zz%41#a#b|c[d]^`{}"}
	  - {what: good, url: "https://example.org:8080/a?b=c&d=e#f"}
	  - {url: "https://example.org/only"}
	sources:
	  - vbscript:alert(12)
	  - //example.org/without/scheme
	  - mailto:a@example.org
	  - "mailto:a@example.org?subject=<script>"
	  - https://example.org/
	next_what: </dd></dl>
	next_url: https://example.org/next
	other_url: file:///etc/passwd
	odd: |
	  one

	  two
	nested: {deep: {er: '&lt;&amp;&#60;'}}
	update_date: 2010
	a-b.c: 'dots & hyphens'
	---
	EOF
}

# The text of every kind of link, of markup, of headings that repeat.
hostile_text()
{
	cat <<-'EOF'
	---
	title: Text
	people: [{name: Ann}]
	---
	# A heading
	# A heading
	## `Code` & <b>more</b>, *here*
	#
	# !!!
	###### Deep

	<script>alert(1)</script>

	<div onclick="alert(2)">

	A <b onmouseover="alert(3)">bold</b> word, <img src=x onerror=alert(4)>, <!--
	a comment --> &lt;script&gt;alert(5)&lt;/script&gt;.

	[a](javascript:alert(6)) [b](JAVASCRIPT:alert(7)) [c](data:text/html,x)
	[d](vbscript:x) [e](file:///etc/passwd) [f](//example.org/x)
	[g](https://example.org/"onclick="x "title \" quoted") <https://example.org>
	[h](https://example.org/%zz) [i](https://example.org@evil.example/)
	[](https://example.org/empty) <a@example.org>

	![picture](https://example.org/p.png) ![](https://example.org/q.png)
	[![in a link](https://example.org/r.png)](https://example.org/r)
	![a [link](https://example.org/s) in a picture](https://example.org/s.png)

	[same](#a-heading) [again](#a-heading-1) [fields](fields.md)
	[code](body.md#code--more-here) [root](/s/) [hugo](../fields/) [deep](deep/page)
	[style](/style.css) [index](/index.html)

	| a | table |
	|---|-------|
	| b | c     |

	``` html"onclick="alert(9)
	</code></pre><script>alert(10)</script>
	```

	&#1; &#xFFFE; &#x9F; &#0; &nbsp; QQQQ
	EOF
}

# Directions, joined letters, wide letters, and a word of 10,000 characters.
hostile_unicode()
{
	cat <<-'EOF'
	---
	title: "שלום עולם \U0001F469\u200D\U0001F469\u200D\U0001F467 中文字中文字中文字中文字中文字中文字中文字中文字中文字"
	date: 2010
	author: QQQQ
	people: [{name: "שלום", role: "QQQQ \u00A0 nbsp"}]
	EOF
	printf -- 'word: %s\n---\n' "$(printf '%10000s' '' | tr ' ' w)"
	printf 'A word: %s\n\n# שלום עולם\n\n[there](#שלום-עולם) and [so](#%%D7%%A9%%D7%%9C%%D7%%95%%D7%%9D-%%D7%%A2%%D7%%95%%D7%%9C%%D7%%9D)\n' \
		"$(printf '%10000s' '' | tr ' ' W)"
}

# hostile_image IMAGE: puts bytes there that no page may have: what is no UTF-8,
# controls, and the beginning of a tag
hostile_image()
{
	LC_ALL=C sed -i 's/QQQQ/\xff\x1b<\x80/g' "$1"
}
