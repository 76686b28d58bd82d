#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""YAML's tricks as front matter.

usage: yaml_tricks.py MKKSARCHIVE

Makes a page of each trick. A page must be refused with a place in it, where the
table says so and in these words, or else have the files that mkksarchive(1) says
its values make. What the values are is fy-tool's to say, libfyaml's own program,
whose events are resolved here; each test says whether PyYAML, which knows YAML
1.1 only, reads the same.
"""

import os
import re
import subprocess
import sys

import yaml

from ksa_reader import FILE, read
from tap import Tap

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    "%s: &%s [%s]\n" % (name, name, ", ".join(["*" + before] * 10))
    for before, name in zip("abcdefgh", "bcdefghi"))
MAPS = "a: &a {k0: x, k1: x, k2: x, k3: x}\n" + "".join(
    "%s: &%s {%s}\n" % (name, name, ", ".join(
        "k%d: *%s" % (i, before) for i in range(8)))
    for before, name in zip("abcdefghi", "bcdefghij"))

# PyYAML does not tell a tag that is written from one that it found itself.
NULL_BY_TAG = "a text by tag, null"

# Name, front matter without its title, and the beginning of what is said of it
# where it is refused.
TRICKS = [
    # Plain scalars that other readers take for something else than text.
    ("no", "a: no\nb: yes\nc: on\nd: off\ne: y\nf: N\n", None),
    ("booleans", "a: true\nb: False\nc: TRUE\n", None),
    ("nulls", "a: ~\nb: null\nc: Null\nd: NULL\ne:\nf: nUll\ng: ''\n", None),
    ("quoted nulls", "a: '~'\nb: \"null\"\n", None),
    (NULL_BY_TAG, "a: !!str null\n", None),
    ("integers", "a: 1\nb: 010\nc: 0o10\nd: 0x1F\ne: 1_000\nf: -0\ng: +1\n",
     None),
    ("numbers", "a: 1.10\nb: 1e3\nc: .inf\nd: -.INF\ne: .nan\nf: 1.\n", None),
    ("sexagesimal", "a: 12:30:45\nb: 1:2\n", None),
    ("dates as texts", "a: 2010-11-02\nb: 2010-11-02T10:00:00Z\n", None),
    ("versions", "a: 2.6.37\nb: 2.40\n", None),
    ("a single sign", "a: =\nb: <<\n", None),
    ("colons inside", "a: b:c\nb: http://example.org:80/x\nc: x::y\n", None),
    ("colons alone", "a: ::\n", "broken YAML"),
    ("hashes inside", "a: b#c\nb: 'x # y'\nc: x # comment\n", None),
    ("quotes inside", "a: it's\nb: say \"x\"\nc: O'Neill's\n", None),
    ("signs at the beginning", "a: -x\nb: ?x\nc: :x\n", None),
    ("an at sign", "a: @x\n", "broken YAML"),
    ("a backtick", "a: `x`\n", "broken YAML"),
    ("a percent sign", "a: %x\n", "broken YAML"),
    ("characters of all sizes", "a: é€😀\nä: 1\n",
     'the key "ä" cannot name a file'),
    # Scalars of several lines.
    ("plain over lines", "a: one\n  two\n\n  three\nb: x\n", None),
    ("single-quoted over lines", "a: 'one\n  two\n\n  three '\n", None),
    ("double-quoted over lines", "a: \"one\n  two\\\n  three\n\n  four\"\n",
     None),
    ("two apostrophes", "a: 'it''s'\n", None),
    ("escapes", "a: \"x\\ty \\u00e9 \\U0001F600 \\x41 \\\" \\\\ \\/ z\"\n", None),
    ("an escaped newline", "a: \"x\\ny\"\n", None),
    ("an escaped control character", "a: \"x\\u0007\"\n",
     "control character U+0007"),
    ("an escaped bidi control", "a: \"x\\u202e\"\n",
     "bidirectional control character U+202E"),
    ("an escape that is none", "a: \"\\q\"\n", "broken YAML"),
    ("an open quote", "a: \"x\n", "broken YAML"),
    ("literal", "a: |\n  one\n   two\n\n  three\n", None),
    ("literal, stripped", "a: |-\n  one\n  two\n\n", None),
    ("literal, kept", "a: |+\n  one\n  two\n\n\nb: x\n", None),
    ("literal, indented by hand", "a: |2\n    one\n  two\n", None),
    ("literal, both marks", "a: |2-\n    one\n  two\n\nb: |-1\n x\n", None),
    ("literal, empty", "a: |\nb: |-\n\nc: x\n", None),
    ("literal with tabs", "a: |\n  x\ty\n  \tz\n", None),
    ("literal with a comment", "a: | # comment\n  # none\n  x\n# c\n", None),
    ("folded", "a: >\n  one\n  two\n\n  three\n", None),
    ("folded, stripped", "a: >-\n  one\n  two\n\n\n", None),
    ("folded, kept", "a: >+\n  one\n  two\n\n\nb: x\n", None),
    ("folded, more indented", "a: >\n  one\n    two\n  three\n  four\n", None),
    ("folded, blank lines", "a: >\n\n  one\n\n\n  two\n", None),
    ("a block without an indent", "a: |\nx\n", "broken YAML"),
    # Anchors, aliases, merge keys, tags.
    ("an alias", "a: &x one\nb: *x\n", None),
    ("an alias of a list", "a: &x [1, 2]\nb: *x\n", None),
    ("an alias of a map", "a: &x {k: 1, l: 2}\nb: *x\n", None),
    ("an alias of a block", "a: &x |\n  one\n  two\nb: *x\n", None),
    ("an anchor twice", "a: &x 1\nb: *x\nc: &x 2\nd: *x\n", None),
    ("an anchor of nothing", "a: &x\nb: *x\nc: 1\n", None),
    ("an alias in a list", "a: &x 1\nb: [*x, *x, 2]\n", None),
    ("an anchor on a key", "&k a: 1\nb: *k\n", None),
    ("no anchor", "a: *x\n", 'no anchor "x" for this alias'),
    ("an alias before its anchor", "a: *x\nb: &x 1\n",
     'no anchor "x" for this alias'),
    ("an alias in itself", "a: &x [1, *x]\n", 'no anchor "x" for this alias'),
    ("an alias for a key", "a: &x k\n*x : 1\n", "a key that is no scalar"),
    ("a merge", "a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  l: 3\n", None),
    ("a merge of several",
     "a: &x {k: 1}\nb: &y {k: 2, l: 3}\nc:\n  <<: [*x, *y]\n  m: 4\n", None),
    ("a merge in the root", "a: &x {k: 1}\n<<: *x\n", None),
    ("a merge of a scalar", "a:\n  <<: x\n", "a merge of something else"),
    ("two merges", "a: &x {k: 1}\nb:\n  <<: *x\n  <<: *x\n",
     'the key "<<" stands twice'),
    ("tags", "a: !!str 1\nb: !!int 2\nc: !!float '3'\nd: !x y\ne: ! z\n", None),
    ("tags of collections", "a: !!seq [1, 2]\nb: !!map {k: 1}\n", None),
    ("a null by tag", "a: !!null x\nb: 1\n", None),
    ("a set", "a: !!set {x, y}\nb: 1\n", None),
    ("binary", "a: !!binary aGVsbG8=\n", None),
    ("a tag and an anchor", "a: !!str &x 1\nb: *x\n", None),
    ("a handle nobody knows", "a: !e!x y\n", "broken YAML"),
    # Flow style.
    ("flow", "a: [1, two, 'three']\nb: {k: 1, l: {m: 2}}\n", None),
    ("flow over lines", "a: [\n  1,\n  2,\n  ]\nb: {\n  k: 1,\n  l: 2\n  }\n",
     None),
    ("flow, closed at the margin", "a: [\n  1,\n]\n", "broken YAML"),
    ("flow, trailing commas", "a: [1, 2, ]\nb: {k: 1, }\n", None),
    ("flow, empty", "a: []\nb: {}\nc: 1\n", None),
    ("flow, keys alone", "a: {k, l: 1}\n", None),
    ("flow, pairs in a list", "a: [k: 1, l: 2]\n", None),
    ("flow, JSON", 'a: {"k":1,"l":[1,2]}\n', None),
    ("flow, lists in lists", "a: [[1], [2]]\n", "a list in a list"),
    ("flow, two commas", "a: [1, , 2]\n", "broken YAML"),
    ("flow, never closed", "a: [1, 2\n", "broken YAML"),
    ("flow, closed twice", "a: [1]]\n", "broken YAML"),
    ("flow, the wrong bracket", "a: [1}\n", "broken YAML"),
    # Lists and maps.
    ("a list", "a:\n  - 1\n  -\n  - x y\n", None),
    ("a list not indented", "a:\n- 1\n- 2\nb: 3\n", None),
    ("a list of maps", "a:\n  - k: 1\n    l: 2\n  - l: 3\n    m: 4\n", None),
    ("a list of both", "a:\n  - 1\n  - k: 2\n", "a map in a list that began"),
    ("a list in a record", "a:\n  - k: [1]\n", "a list in a record"),
    ("a map in a record", "a:\n  - k: {l: 1, m: 2}\n    n: 3\n", None),
    ("nested maps", "a:\n  b:\n    c: 1\n    d: 2\n", None),
    ("a newline in an item", 'a: ["x\\ny"]\n', "a newline in an item"),
    ("a tab in an item", 'a: ["x\\ty"]\n', "a tab in an item"),
    ("nested deep", "a: " + "{a: " * 20 + "1" + "}" * 20 + "\n", None),
    ("nested too deep", "a: " + "{a: " * 70 + "1" + "}" * 70 + "\n",
     "lists and maps nested over 64 deep"),
    ("nested far too deep", "a: " + "[" * 20000 + "]" * 20000 + "\n",
     "lists and maps nested over 64 deep"),
    ("the billion laughs", LAUGHS, "aliases that repeat over 64 MiB"),
    ("the laughs in maps", MAPS, "aliases that repeat over 64 MiB"),
    # Keys.
    ("a duplicate key", "a: 1\nb: 2\na: 3\n", 'the key "a" stands twice'),
    ("a duplicate key, quoted", "a: 1\n'a': 2\n", 'the key "a" stands twice'),
    ("a duplicate key in flow", "m: {a: 1, a: 2}\n",
     'the key "a" stands twice'),
    ("a quoted key", "'a': 1\n\"b\": 2\n", None),
    ("a key of several words", "a b: 1\n", 'the key "a b" cannot name a file'),
    ("an empty key", "'': 1\n", 'the key "" cannot name a file'),
    ("keys that are no texts", "1: x\n2.5: y\ntrue: z\nnull: w\n", None),
    ("an explicit key", "? a\n: 1\n? b\n: - 2\n", None),
    ("a complex key", "? [a, b]\n: 1\n", "a key that is no scalar"),
    ("a map for a key", "? {a: b}\n: 1\n", "a key that is no scalar"),
    ("a key without a value", "a\nb: 1\n", "broken YAML"),
    ("two colons", "a: b: c\n", "broken YAML"),
    ("names that meet", "a_b: 1\na: {b: 2}\n", '"a_b" of a key'),
    # Blanks, comments, ends of lines.
    ("comments", "# one\na: 1 # two\n  # three\nb: 2\n#four\n", None),
    ("blank lines", "\n\na: 1\n\n\nb: 2\n\n", None),
    ("blanks at ends", "a: x   \nb: 'y'  \n", None),
    ("tabs between", "a:\tx\nb:\t- 1\n", "broken YAML"),
    ("a tab behind a colon", "a:\tx\nb: y\t\n", None),
    ("a tab for an indent", "a:\n\tb: 1\n", "broken YAML"),
    ("CRLF", "a: 1\r\nb: |\r\n  one\r\n  two\r\nc: 'x\r\n  y'\r\n", None),
    ("a byte order mark", "\ufeffa: 1\n", None),
    ("a return alone", "a: x\ry\n", "control character U+000D"),
    ("a next-line character", "a: x\u0085y\n", "control character U+0085"),
    ("a no-break space", "a: x\u00a0y\n", None),
    # Documents and directives.
    ("several documents", "a: 1\n---\nb: 2\n", None),
    ("an end of a document", "a: 1\n...\nb: 2\n", None),
    ("an end with a comment", "a: 1\n... # x\nb: 2\n", "a second document"),
    ("a document on its line", "a: 1\n--- b\n",
     "a second document"),
    ("a directive", "%YAML 1.2\n", "broken YAML"),
    ("a list for a root", None, "a list: expected a map"),
    ("a scalar for a root", None, "a scalar: expected a map"),
]

ROOTS = {"a list for a root": "- title: x\n",
         "a scalar for a root": "title\n"}


def page_of(name, front):
    """The page; a byte order mark stands before all, CRLF is everywhere."""
    if front is None:
        front = ROOTS[name]
    elif name in ("a byte order mark",):
        front = front[1:] + "title: T\n"
    else:
        front = "title: T\n" + front
    text = "---\n" + front + "---\nBody\n"
    if name == "CRLF":
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    if name == "a byte order mark":
        text = "\ufeff" + text
    return text.encode()


def split(page):
    """The front matter and the body, as mkksarchive(1) has them."""
    lines = page.decode().lstrip("\ufeff").split("\n")
    for i, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:i]) + "\n", "\n".join(lines[i + 1:])
    raise ValueError("no end")


class Value:
    """A scalar, with what tells whether it is null."""

    def __init__(self, text, style, tag):
        self.text = text
        self.null = (tag == "tag:yaml.org,2002:null" if tag else
                     style == ":" and text in ("~", "null", "Null", "NULL",
                                               ""))


def unescape(text):
    return re.sub(r"\\(.)", lambda found: {
        "n": "\n", "t": "\t", "r": "\r", "b": "\b"}.get(
            found.group(1), found.group(1)), text)


def events(front):
    done = subprocess.run(["fy-tool", "--testsuite", "-"],
                          input=front.encode(), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=30, check=True)
    return done.stdout.decode().split("\n")


def merge(pairs):
    """The entries of a map, with what << brings in its place."""
    own = [key for key, _ in pairs if key != "<<"]
    merged = []
    for key, value in pairs:
        if key != "<<":
            merged.append((key, value))
            continue
        for source in value if isinstance(value, list) else [value]:
            for item in source.items():
                if item[0] not in own and item[0] not in dict(merged):
                    merged.append(item)
    return dict(merged)


class Reader:
    """Makes values of fy-tool's events."""

    def __init__(self, lines):
        self.lines = iter(lines)
        self.anchors = {}

    def value(self, line):
        props = re.match(r"(?:(?:[+=]...)(?: \{\}| \[\])?)"
                         r"(?: &(?P<anchor>\S+))?(?: <(?P<tag>[^>]*)>)?"
                         r"(?: (?P<style>[:'\"|>])(?P<text>.*))?$", line)
        if line.startswith("=ALI"):
            return self.anchors[line[6:]]
        if line.startswith("=VAL"):
            value = Value(unescape(props["text"]), props["style"],
                          props["tag"])
        elif line.startswith("+SEQ"):
            value = []
            while not (line := next(self.lines)).startswith("-SEQ"):
                value.append(self.value(line))
        else:
            pairs = []
            while not (line := next(self.lines)).startswith("-MAP"):
                key = self.value(line).text
                pairs.append((key, self.value(next(self.lines))))
            value = merge(pairs)
        if props["anchor"]:
            self.anchors[props["anchor"]] = value
        return value

    def document(self):
        for line in self.lines:
            if line.startswith("+MAP"):
                return self.value(line)
        return {}


class Texts(yaml.BaseLoader):
    """PyYAML, taking scalars as they are written."""


def texts_map(loader, node):
    return merge([(loader.construct_object(key, deep=True).text,
                   loader.construct_object(value, deep=True))
                  for key, value in node.value])


def texts_scalar(loader, node):
    del loader
    tag = node.tag if node.tag != "tag:yaml.org,2002:str" else None
    return Value(node.value, node.style or ":",
                 tag if tag and tag != "!" else None)


Texts.add_constructor(None, lambda loader, node: {
    yaml.ScalarNode: texts_scalar,
    yaml.SequenceNode: lambda loader, node: [
        loader.construct_object(item, deep=True) for item in node.value],
    yaml.MappingNode: texts_map}[type(node)](loader, node))
Texts.yaml_constructors = {None: Texts.yaml_constructors[None]}


def is_empty(value):
    if isinstance(value, Value):
        return value.null or not value.text.rstrip("\n")
    return not value


def flat(members):
    """The entries of a map, those of maps in it with underscores."""
    for key, value in members.items():
        if isinstance(value, dict):
            for inner, scalar in flat(value):
                yield key + "_" + inner, scalar
        else:
            yield key, value


def rows_of(records):
    rows = [dict(flat(record)) for record in records if not is_empty(record)]
    columns = []
    for row in rows:
        for key, value in row.items():
            if key not in columns:
                columns.append(key)
    columns = [column for column in columns
               if any(not is_empty(row.get(column, [])) for row in rows)]
    lines = ["#" + "\t".join(columns)]
    for row in rows:
        cells = [row[column].text.rstrip("\n")
                 if not is_empty(row.get(column, [])) else ""
                 for column in columns]
        if any(cells):
            lines.append("\t".join(cells))
    return lines if columns else []


def files_of(members):
    """What mkksarchive(1) says that a page's keys become."""
    files = {}
    for key, value in flat(members):
        if is_empty(value):
            continue
        if isinstance(value, Value):
            lines = [value.text.rstrip("\n")]
        elif any(isinstance(item, dict) for item in value):
            lines = rows_of(value)
        else:
            lines = [item.text.rstrip("\n") for item in value
                     if not is_empty(item)]
        if lines:
            files[key] = "".join(line + "\n" for line in lines)
    return files


def pyyaml_files(front):
    try:
        return files_of(yaml.load(front, Loader=Texts))
    except (yaml.YAMLError, AttributeError, UnicodeError):
        return None


def build(mkksarchive):
    done = subprocess.run([mkksarchive, "build", "data", "-o", "tricks.ksa"],
                          stderr=subprocess.PIPE, timeout=60, check=False)
    return done.returncode, done.stderr.decode()


def files_in(image, slug):
    node = image.find(slug)
    return {image.name(child): image.contents(child).decode()
            for child in image.children(node) if child.type == FILE}


def write_pages():
    os.makedirs("data")
    with open("data/archive.yaml", "w", encoding="utf-8") as stream:
        stream.write('title: Tricks\nedition: "1"\n')
    for number, (name, front, _) in enumerate(TRICKS):
        with open("data/t%d.md" % number, "wb") as stream:
            stream.write(page_of(name, front))


def check_built(tap, image, number, name, front):
    front, body = split(page_of(name, front))
    expected = files_of(Reader(events(front)).document())
    there = pyyaml_files(front)
    agreed = ("PyYAML cannot tell" if name == NULL_BY_TAG else
              "PyYAML reads the same" if there == expected else
              "PyYAML refuses it" if there is None else
              "PyYAML reads otherwise")
    expected["text"] = body.replace("\r", "").strip("\n") + "\n"
    found = files_in(image, "t%d" % number)
    tap.ok(found == expected, "%s: as libfyaml reads it; %s" % (name, agreed),
           "" if found == expected else
           "expected %r\nfound %r" % (expected, found))


def main(mkksarchive):
    tap = Tap()
    write_pages()
    status, said = build(mkksarchive)
    tap.ok(status == 1, "the build neither crashes nor hangs")
    refused = {}
    for number, message in re.findall(
            r"^data/t(\d+)\.md:\d+:\d+: error: (.*)$", said, re.MULTILINE):
        refused.setdefault(int(number), []).append(message)
    for number in refused:
        os.remove("data/t%d.md" % number)
    status, said = build(mkksarchive)
    tap.ok(status == 0, "without the %d that are refused it builds" %
           len(refused), said if status else "")
    image = read("tricks.ksa", "yaml_tricks")
    for number, (name, front, message) in enumerate(TRICKS):
        if number in refused:
            good = message is not None and any(
                found.startswith(message) for found in refused[number])
            tap.ok(good, "%s: refused" % name,
                   "" if good else "\n".join(refused[number]))
        elif message is not None:
            tap.ok(False, "%s: expected to be refused" % name)
        else:
            check_built(tap, image, number, name, front)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
