# SPDX-License-Identifier: GPL-2.0-only
#
# What is printed for a terminal, with its colours (select graphic rendition,
# ECMA-48 8.3.117), as an HTML page.

BEGIN {
	print "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
	print "<title>A terminal</title><style>"
	print "body { margin: 0; padding: 14px 18px; background: #1b1d21; }"
	print "pre { margin: 0; color: #d6d3cc; font: 14px/1.4 monospace; }"
	print ".s1 { font-weight: bold; color: #fff; } .s2 { color: #8f8c85; }"
	print ".s3 { font-style: italic; } .s4 { text-decoration: underline; }"
	print ".s31 { color: #f07167; } .s32 { color: #8fc97a; }"
	print ".s33 { color: #e0bd6b; } .s34 { color: #84b6ea; }"
	print ".s35 { color: #d59be0; } .s36 { color: #7fd0d6; }"
	print "</style></head><body><pre>"
	open = 0
}

function escaped(text) {
	gsub(/&/, "\\&amp;", text)
	gsub(/</, "\\&lt;", text)
	gsub(/>/, "\\&gt;", text)
	return text
}

# 0, or nothing, ends all that is begun.
function rendition(codes,   list, count, i, html) {
	if (codes == "" || codes == "0") {
		for (; open; open--)
			html = html "</span>"
		return html
	}
	count = split(codes, list, ";")
	html = "<span class=\""
	for (i = 1; i <= count; i++)
		html = html (i > 1 ? " " : "") "s" list[i]
	open++
	return html "\">"
}

{
	line = ""
	rest = $0
	while (match(rest, /\033\[[0-9;]*m/)) {
		line = line escaped(substr(rest, 1, RSTART - 1))
		line = line rendition(substr(rest, RSTART + 2, RLENGTH - 3))
		rest = substr(rest, RSTART + RLENGTH)
	}
	print line escaped(rest)
}

END {
	print rendition("0") "</pre></body></html>"
}
