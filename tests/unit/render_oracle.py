#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""What ksarchive shows of a text, held to what must not be lost of it.

    render_oracle.py KSARCHIVE PAGES [SPEC]

PAGES is a folder of pages in Markdown; each must show all words that stand
outside its links' destinations, in their order. SPEC is the specification of
CommonMark, whose examples tell what HTML they become: each word of that must
be shown, in its order, and each address somewhere. Which words there are is
taken from Python's parser of HTML or from the bare text, never from cmark.
"""

import html
import html.parser
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

from ksa_writer import image_of
from tap import Tap

WIDTHS = 20, 40, 80, 200


class Shown(html.parser.HTMLParser):
    """The words that a browser would show, and where links lead."""

    def __init__(self, source):
        super().__init__()
        self.words = []
        self.addresses = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.words += re.findall(r"[^\W_]+", attrs.get("alt") or "")
        for key in "href", "src":
            if attrs.get(key):
                self.addresses.append(attrs[key].removeprefix("mailto:"))

    def handle_data(self, data):
        self.words += data.split()


def bare(text):
    return re.sub(r"\s", "", text)


def lost_word(words, shown):
    """The first that is not there behind those before it; None if all are."""
    at = 0
    for word in words:
        found = shown.find(word, at)
        if found < 0:
            return word
        at = found + len(word)
    return None


def plain(address):
    """However its characters are written."""
    return bare(urllib.parse.unquote(html.unescape(address),
                                     errors="replace"))


def lost_address(addresses, shown):
    shown = plain(shown)
    for address in addresses:
        if plain(address) not in shown:
            return address
    return None


def page_words(source):
    body = source.split("\n---\n", 1)[1]
    body = re.sub(r"\]\([^)]*\)", "]", body)
    return re.findall(r"[^\W_]+", body)


class Reader:
    def __init__(self, program, texts):
        self.program = program
        self.texts = texts
        self.image = tempfile.NamedTemporaryFile(suffix=".ksa")
        pages = {f"p{i}": {"title": b"T\n", "text": text or b"\n"}
                 for i, text in enumerate(texts)}
        self.image.write(image_of({"catalog": b"\n", "s": pages}))
        self.image.flush()

    def show(self, number, width):
        run = subprocess.run(
            [self.program, "show", f"s/p{number}", "--image",
             self.image.name], capture_output=True,
            env={**os.environ, "COLUMNS": str(width)}, check=False)
        if run.returncode or run.stderr:
            return None
        return run.stdout.decode()


def complaints(reader, number, words, addresses):
    for width in WIDTHS:
        shown = reader.show(number, width)
        if shown is None:
            yield f"{width} columns: the reader failed"
            continue
        word = lost_word(words, bare(shown))
        if word is not None:
            yield f"{width} columns: lost {word!r}"
        address = lost_address(addresses, bare(shown))
        if address is not None:
            yield f"{width} columns: lost {address!r}"


def check_pages(tap, program, folder):
    paths = sorted(pathlib.Path(folder).glob("*/*.md"))
    sources = [path.read_text() for path in paths]
    reader = Reader(program, [source.split("\n---\n", 1)[1].encode()
                              for source in sources])
    for i, (path, source) in enumerate(zip(paths, sources)):
        words = page_words(source)
        notes = list(complaints(reader, i, words, []))
        tap.ok(words and not notes, f"no word lost: {path.name}",
                   "\n".join(notes))


def examples(spec):
    text = pathlib.Path(spec).read_text()
    fence = "`" * 32
    found = re.findall(rf"^{fence} example\n(.*?)^\.\n(.*?)^{fence}$", text,
                       re.DOTALL | re.MULTILINE)
    return [(source.replace("→", "\t"), expected.replace("→", "\t"))
            for source, expected in found]


def check_spec(tap, program, spec):
    found = examples(spec)
    reader = Reader(program, [source.encode() for source, expected in found])
    notes = []
    for i, (source, expected) in enumerate(found):
        wanted = Shown(expected)
        for note in complaints(reader, i, wanted.words, wanted.addresses):
            notes.append(f"{source}{note}")
    tap.ok(found and not notes,
               f"no word lost of {len(found)} examples of CommonMark",
               "\n".join(notes))


def main():
    program, folder, *spec = sys.argv[1:]
    tap = Tap()
    check_pages(tap, program, folder)
    if spec and os.path.exists(spec[0]):
        check_spec(tap, program, spec[0])
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
