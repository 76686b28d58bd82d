#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Writes a random archive for mkksarchive that is hard to take apart again.

usage: generate_archive.py SEED FOLDER

One seed gives one archive, on every machine.  Whatever is drawn, mkksarchive
must be able to build it: names differ, links lead nowhere at all, and a term's
slug is always given.  All values are in double quotes, so that the writer of
YAML under test shares nothing with this one.
"""

import os
import random
import sys

WORDS = [
    "a", "null", "~", "Null", "NULL", "yes", "no", "true", "1.10", "0x1f",
    "-3", "-", "--", "---", "...", "- a", "-a", "? b", "?", ":", ": c", "d:",
    "e: f", "e:f", "g #h", "#i", "# j", "&k", "*l", "!m", "!!str n", "|", ">",
    "|-", "'o'", "\"p\"", "it's", "%q", "@r", "`s`", "{t}", "[u]", "{", "]",
    ",", "v, w", " x", "y ", "  ", " ", "\\", "\\n", "a\\tb", "<<", "=", "<",
    "é", "日本", "Ω mega", "e\u0301", "\u00a0", "\u2028", "z\u2029z",
    "\ufeff", "\ufffe", "\U0001f427", "\U0001ffff", "\ud7ff", "\ue000",
    "2010-11-02", "November 2, 2010", "12:30:45", "1_000", "+1", ".5", ".inf",
    "0o17", "1e3", "ja: 'x' # \"y\"", "a" * 300, "wort " * 60 + "ende",
    "http://example.org/a?b=c#d", "a:b:c", "#", "##", "'", "''", "\"", "{}",
    "[]", "!", "&", "*", "%", "@", "`", "a'b\"c", "\u3000x",
]
DATES = ["2010", "2010-11", "2010-11-02", "Nov 2, 2010", "2 November 2010",
         "2010-11-02 10:00:00", "2010-11-02T10:00:00.250+01:00",
         "2010-11-02t23:59:60z"]
SLUGGED = ["Kernel", "Kernel 2", "null", "a: b", "X", "A.B", "O'Neill", "2010",
           "Jörn Ångström", "- y"]
TERMS = SLUGGED + ["C++", "日本", "~", "#x", "Łódź", "\"q\"", "<a>", "'"]
BODY = ["Text.", "---", "...", "    code", "  ", "", "", "- list", "# Head",
        "tab\there", "end  ", "é日本\U0001f427", "\ufeffmark", "\u2028",
        "copy_from_user() \\_ *a* &amp; <b>", "x" * 200]
PLAIN_KEYS = ["a", "B", "c.d", "e-f", "g_h", "null", "yes", "1", "2.0",
              "UPPER", "x" * 61, "text_", "no", "true", "update", "0x1"]
DATE_KEYS = ["date", "release_date", "Date", "some.date"]


def quoted(text):
    out = []
    for character in text:
        point = ord(character)
        if character in "\"\\":
            out.append("\\" + character)
        elif 0x20 <= point < 0x7f:
            out.append(character)
        else:
            out.append(f"\\U{point:08x}")
    return '"' + "".join(out) + '"'


class Generator:
    def __init__(self, seed, folder):
        self.random = random.Random(seed)
        self.folder = folder
        self.slugs = {}
        self.people = []

    def maybe(self, chance=0.5):
        return self.random.random() < chance

    def word(self):
        if self.maybe(0.2):
            return self.random.choice(WORDS) + self.random.choice(WORDS)
        return self.random.choice(WORDS)

    def column(self):
        while True:
            name = self.random.choice(
                ["name", "role", "date", "x y", "#", "a,b", "é", self.word(),
                 "k" * self.random.choice([1, 999, 1001, 1100])])
            if name not in ("<<", "a\\tb") and "\t" not in name:
                return name

    def cell(self, column):
        if self.maybe(0.3):
            return self.random.choice(["", "~"])
        if column.lower().endswith("date") and \
                not column.lower().endswith("update"):
            return quoted(self.random.choice(DATES))
        return quoted(self.word())

    def table(self):
        columns = list(dict.fromkeys(
            self.column() for _ in range(self.random.randint(1, 6))))
        rows = []
        for _ in range(self.random.randint(1, 4)):
            chosen = [c for c in columns if self.maybe(0.6)]
            self.random.shuffle(chosen)
            rows.append("{" + ", ".join(
                f"? {quoted(c)} : {self.cell(c)}" for c in chosen) + "}")
        return "[" + ", ".join(rows) + "]"

    def items(self, draw):
        return "[" + ", ".join(
            quoted(draw()) for _ in range(self.random.randint(1, 4))) + "]"

    def lines(self):
        text = "\n".join(self.random.choice(["", " ", "\t", self.word(),
                                             "  " + self.word()])
                         for _ in range(self.random.randint(2, 6)))
        return quoted(text + self.random.choice(["", "\n", "\n\n"]))

    def value(self):
        kind = self.random.randrange(5)
        if kind == 0:
            return self.table()
        if kind == 1:
            return self.items(self.word)
        if kind == 2:
            return self.lines()
        if kind == 3:
            return quoted(self.word() + self.random.choice(["", "\tx"]))
        return "{p: " + quoted(self.word()) + ", q: " + self.items(self.word) \
            + "}"

    def term(self):
        parts = [self.random.choice(TERMS)
                 for _ in range(self.random.choice([1, 1, 2, 3]))]
        blank = self.random.choice(["", " "])
        for depth in range(len(parts)):
            if parts[depth] not in SLUGGED:
                self.give(parts[depth])
            if self.maybe(0.1):
                self.give("/".join(parts[:depth + 1]))
        return f"{blank}/{blank}".join(parts)

    def give(self, term):
        self.slugs.setdefault(term, f"t{len(self.slugs)}")

    def person(self):
        person = self.term()
        self.give(person)
        self.people.append(person)
        return person

    def synonyms(self):
        """Some people's names, for others that stay."""
        names = list(dict.fromkeys(self.people))
        variants = names[1::2]
        if not variants or self.maybe(0.3):
            return ""
        return ", synonyms: {" + ", ".join(
            f"? {quoted(variant)} : {quoted(self.random.choice(names[::2]))}"
            for variant in variants) + "}"

    def front_matter(self, section):
        keys = {"title": quoted(self.word().replace("\t", " "))}
        if self.maybe():
            keys["date"] = quoted(self.random.choice(DATES))
        if self.maybe():
            keys["weight"] = str(self.random.choice([-2, 0, 1, 1, 2, 10, "08"]))
        if section and self.maybe():
            keys["listing"] = self.random.choice(["sessions", "talks", "L.1"])
        for key in self.random.sample(PLAIN_KEYS, self.random.randint(0, 6)):
            keys[key] = self.value()
        if section and self.maybe():
            keys["dates"] = self.items(lambda: self.random.choice(
                ["2010", "2010-11", "2010-11-02", "2009-01-31", "May"]))
            for key in "city", "region", "country", "venue":
                if self.maybe(0.3):
                    keys[key] = self.items(self.word)
        for key in self.random.sample(DATE_KEYS[1:], self.random.randint(0, 2)):
            keys[key] = self.items(lambda: self.random.choice(DATES))
        if self.maybe(0.6):
            keys["topics"] = self.items(self.term)
        if self.maybe(0.4):
            keys["people"] = "[" + ", ".join(
                "{" + self.random.choice(["", "role: x, "]) + "name: " +
                quoted(self.person()) + "}"
                for _ in range(self.random.randint(1, 3))) + "]"
        if self.maybe(0.3):
            channel = quoted(self.term())
            keys.update(self.random.choice([
                {"irc": "{channel: " + channel + "}"},
                {"irc_channel": channel},
                {"irc": "[{channel: " + channel + "}, {server: s}]"}]))
        if self.maybe(0.1):
            keys["marks"] = self.items(
                lambda: "#" + self.random.choice(["name", "x"]))
        order = list(keys)
        self.random.shuffle(order)
        return "".join(f"{key}: {keys[key]}\n" for key in order)

    def body(self):
        lines = [self.random.choice(BODY)
                 for _ in range(self.random.randint(0, 6))]
        return self.random.choice(["", "\n", "\n \n"]) + \
            self.random.choice(["\n", "\n", "\r\n"]).join(lines)

    def write(self, path, section):
        path = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as stream:
            stream.write(f"---\n{self.front_matter(section)}---\n"
                         f"{self.body()}")

    def section(self, path, depth):
        if path:
            self.write(self.random.choice([f"{path}_index.md",
                                           f"{path}index.markdown"]), True)
        for i in range(self.random.randint(0, 4)):
            slug = self.random.choice(["p", "Q", "r.s", "0"]) + str(i)
            ending = self.random.choice(["md", "markdown"])
            self.write(f"{path}{slug}.{ending}", False)
        for i in range(self.random.randint(0, 3 if depth < 3 else 0)):
            self.section(f"{path}s{i}/", depth + 1)

    def manifest(self):
        keys = {"title": quoted(self.word()), "edition": quoted(self.word())}
        if self.maybe():
            keys["README"] = self.lines()
        for key in self.random.sample(["licence", "text", "prev", "contact"],
                                      self.random.randint(0, 3)):
            keys[key] = self.value()
        lines = [f"{key}: {value}\n" for key, value in keys.items()]
        lines.append("taxonomies:\n"
                     "  topics: {title: Topics, from: [topics, irc.channel], "
                     "separator: /}\n"
                     "  people: {title: \"- P\", from: people.name"
                     + self.synonyms() + "}\n"
                     "  marks: {title: M, from: [marks.name, nothing]}\n")
        lines.append("slugs: {" + ", ".join(
            f"? {quoted(term)} : {slug}" for term, slug in self.slugs.items())
            + "}\n")
        with open(os.path.join(self.folder, "archive.yaml"), "w",
                  encoding="utf-8") as stream:
            stream.write("".join(lines))


def main():
    seed, folder = sys.argv[1:]
    os.makedirs(folder)
    generator = Generator(seed, folder)
    generator.section("", 0)
    generator.manifest()


if __name__ == "__main__":
    main()
