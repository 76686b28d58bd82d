#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Do two programs give the same answers, but for the order of the lines?

usage: search_agree.py ANSWERS ANSWERS

Each file holds answers one below the other: a line "== QUESTION", what was
said, and a line "== exit STATUS". Prints how many there are, and for the first
few that differ the lines that only one of them has.
"""

import collections
import sys

SHOWN = 5


def answers(path):
    """Yields questions, multisets of lines, and statuses."""
    asked, said = None, None
    with open(path, "rb") as stream:
        lines = stream.read().split(b"\n")[:-1]
    for line in lines:
        if line.startswith(b"== exit "):
            yield asked, said, line
            asked = None
        elif asked is None:
            asked, said = line, collections.Counter()
        else:
            said[line] += 1


def only(left, right, sign):
    for line in list((left - right).elements())[:SHOWN]:
        print("    %s %s" % (sign, line.decode(errors="replace")[:200]))


def main(first, second):
    count = differences = 0
    for one, other in zip(answers(first), answers(second), strict=True):
        assert one[0] == other[0], (one[0], other[0])
        count += 1
        if one == other:
            continue
        differences += 1
        if differences <= SHOWN:
            print(one[0].decode(), one[2].decode(), other[2].decode())
            only(one[1], other[1], "-")
            only(other[1], one[1], "+")
    print(f"{count} answers, {differences} differ")


if __name__ == "__main__":
    main(*sys.argv[1:])
