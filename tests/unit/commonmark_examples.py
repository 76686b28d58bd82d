#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""The examples of the CommonMark specification as bodies of pages.

usage: commonmark_examples.py write SPEC DATA
       commonmark_examples.py check SPEC MKKSARCHIVE DATA

write makes an archive with a page for each. check builds it: every page that is
not refused, with a place in it, must have its body for a text, byte for byte but
for what mkksarchive(1) says of the ends of lines and blank lines.
"""

import os
import re
import subprocess
import sys

from ksa_reader import read
from tap import Tap

FENCE = "`" * 32
FRONT_MATTER = b"---\ntitle: Example\n---\n"


def examples(spec):
    """The examples' Markdown; an arrow stands for a tab there."""
    with open(spec, encoding="utf-8") as stream:
        text = stream.read()
    found = re.findall(
        "^%s example\n(.*?)^\\.\n.*?^%s$" % (FENCE, FENCE), text,
        re.MULTILINE | re.DOTALL)
    return [example.replace("→", "\t").encode() for example in found]


def write(spec, data):
    os.makedirs(data)
    with open(os.path.join(data, "archive.yaml"), "w",
              encoding="utf-8") as stream:
        stream.write('title: Examples\nedition: "1"\n')
    for number, example in enumerate(examples(spec), 1):
        with open(os.path.join(data, "e%d.md" % number), "wb") as stream:
            stream.write(FRONT_MATTER + example)


def text_of(body):
    """What mkksarchive(1) says that a body becomes."""
    lines = body.replace(b"\r\n", b"\n").split(b"\n")
    while lines and not lines[0].strip(b" \t"):
        del lines[0]
    while lines and not lines[-1].strip(b" \t"):
        del lines[-1]
    return b"".join(line + b"\n" for line in lines)


def build(mkksarchive, data):
    done = subprocess.run([mkksarchive, "build", data, "-o", "examples.ksa"],
                          stderr=subprocess.PIPE, timeout=60, check=False)
    return done.returncode, done.stderr.decode()


def check(spec, mkksarchive, data):
    tap = Tap()
    bodies = examples(spec)
    tap.ok(len(bodies) == 655, "the specification has 655 examples")
    status, said = build(mkksarchive, data)
    tap.ok(status == 1, "the build neither crashes nor hangs")
    refused = {}
    for number, line, message in re.findall(
            r"^%s/e(\d+)\.md:(\d+):\d+: error: (.*)$" % re.escape(data), said,
            re.MULTILINE):
        refused.setdefault(int(number), []).append((int(line), message))
    for number in refused:
        os.remove(os.path.join(data, "e%d.md" % number))
    status, said = build(mkksarchive, data)
    tap.ok(status == 0, "without the %d that are refused it builds" %
           len(refused), said if status else "")
    image = read("examples.ksa", "commonmark_examples")
    for number, body in enumerate(bodies, 1):
        if number in refused:
            check_refusal(tap, number, body, refused[number])
            continue
        node = image.find("e%d/text" % number)
        found = image.contents(node) if node else b""
        good = found == text_of(body)
        tap.ok(good, "example %d: its text" % number,
               "" if good else "expected %r\nfound %r" % (text_of(body), found))
    return tap.done()


def check_refusal(tap, number, body, messages):
    """Links that lead to no page are what an example may be refused for."""
    first = FRONT_MATTER.count(b"\n") + 1
    last = first + body.count(b"\n")
    tap.ok(all(first <= line <= last and
               message.startswith(("the link ", "a link without "))
               for line, message in messages),
           "example %d: refused for a link, with a place" % number,
           "\n".join("line %d: %s" % message for message in messages))


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(*sys.argv[2:])
    else:
        sys.exit(check(*sys.argv[2:]))
