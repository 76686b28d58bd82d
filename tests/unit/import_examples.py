#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""The examples of the CommonMark specification as texts of LWN's articles.

usage: import_examples.py SPEC MKKSARCHIVE

Importing makes links absolute and breaks lines. What cmark makes of the text must
be the same before and after, but for the addresses, which are made absolute here
in the HTML, and for newlines, which are blanks to HTML outside of <pre>. Besides
each example as it is, it is tried with each word made many, so that lines are too
long; and so are lines of words that would be something else at a line's
beginning.
"""

import html
import os
import re
import subprocess
import sys

from commonmark_examples import examples
from tap import Tap

# What must not come to stand at the beginning of a line by itself.
MARKS = ["#", "##", ">", ">x", "-", "+", "*", "1.", "1)", "12.", "=", "===", "--",
         "---", "***", "___", "```", "````x", "~~~", "<div>", "<!--", "<?x", "|",
         "[a]:", "[a]: /b", ":", "\\", "\\\\", "&#10;", "`", "``", "` `", "#x",
         "-x", "*x*", "  "]

ADDRESS = "https://lwn.net/Articles/1/"
HEAD = "# T [LWN.net]\n\nBy **A B**  \nMay 1, 2010\n\n* * *\n\nBefore.\n\n"
TAIL = ("\n\nAfter.\n\n* * *\n\n([Log in](/Login/?target=/Articles/1/) "
        "to post comments)\n")


def render(markdown):
    done = subprocess.run(["cmark"], input=markdown, stdout=subprocess.PIPE,
                          check=True)
    return done.stdout.decode()


def absolute(address):
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", address):
        return address
    if address.startswith("//"):
        return "https:" + address
    if address.startswith("/"):
        return "https://lwn.net" + address
    return ADDRESS + address


def addresses_absolute(text):
    return re.sub(r'(?<=<a href=")[^"]*|(?<=<img src=")[^"]*',
                  lambda found: html.escape(
                      absolute(html.unescape(found.group()))), text)


def lines_joined(text):
    """Blanks for newlines, outside of code."""
    parts = re.split(r"(<pre>.*?</pre>)", text, flags=re.DOTALL)
    return "".join(part if part.startswith("<pre>") else
                   re.sub(r"[ \n]+", " ", part) for part in parts)


def lengthened(example):
    """Each word of letters that stands between two blanks, many times."""
    return re.sub(r"(?<= )([A-Za-z]{2,})(?= |$)", " ".join([r"\1"] * 30),
                  example, flags=re.MULTILINE)


def lines_of_marks():
    """Each mark at each place of a long line, by itself and in a list."""
    for mark in MARKS:
        for begin in ("", "> ", "- ", "10. ", "> - "):
            for shift in range(0, 12, 3 if begin else 1):
                yield (begin + "x" * shift + "x " +
                       ("words %s " % mark) * 30 + "end\n")


def body_of(page):
    with open(page, "rb") as stream:
        text = stream.read()
    return text.split(b"\n---\n", 1)[1]


def main(spec, mkksarchive):
    tap = Tap()
    texts = [example.decode() for example in examples(spec)]
    texts += [lengthened(text) for text in texts if lengthened(text) != text]
    texts += lines_of_marks()
    os.makedirs("in")
    for number, text in enumerate(texts):
        with open("in/e%d.md" % number, "w", encoding="utf-8",
                  newline="") as stream:
            stream.write(HEAD + text + TAIL)
    done = subprocess.run([mkksarchive, "import", "in/", "-o", "data"],
                          stderr=subprocess.PIPE, stdout=subprocess.PIPE,
                          timeout=60, check=False)
    tap.ok(done.returncode in (0, 1), "the import neither crashes nor hangs")
    said = done.stderr.decode()
    for number, text in enumerate(texts):
        page = "data/e%d.md" % number
        if not os.path.exists(page):
            good = "in/e%d.md:" % number in said
            tap.ok(good, "text %d: refused with a place" % number, text)
            continue
        expected = lines_joined(addresses_absolute(
            render(("Before.\n\n" + text + "\n\nAfter.\n").encode())))
        found = lines_joined(render(body_of(page)))
        if "to post comments" in found:
            # Code that never ends: what follows it is code as well.
            expected = lines_joined(render(
                ("Before.\n\n" + text + TAIL).encode()))
        tap.ok(found == expected, "text %d: the same after it" % number,
               "" if found == expected else
               "%r\nexpected %s\nfound %s" % (text, expected, found))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
