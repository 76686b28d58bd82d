#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Do two programs give the same answers, but for the order of the lines?

usage: search_agree.py ANSWERS ANSWERS [LINES]

Each file holds answers one below the other: a line "== QUESTION", what was
said, and a line "== exit STATUS". Prints how many different questions had one,
and for the first few that differ the lines that only one of them has.

LINES is what grep -rn says of all lines in a tree. The first ANSWERS are then
what grep -n says of their texts, one below the other, and are told as grep -r
tells of the files, with what the QUESTION begins with: -l, -c, -C and a number,
or anything else.
"""

import collections
import sys

SHOWN = 5


def answers(path):
    """Yields questions, lines, and statuses."""
    asked, said = None, None
    with open(path, "rb") as stream:
        lines = stream.read().split(b"\n")[:-1]
    for line in lines:
        if line.startswith(b"== exit "):
            yield asked, said, line
            asked = None
        elif asked is None:
            asked, said = line, []
        else:
            said.append(line)


class Tree:
    """The lines of all files, each known by its place among them."""

    def __init__(self, path):
        with open(path, "rb") as stream:
            self.lines = stream.read().split(b"\n")[:-1]
        self.at = [tuple(line.split(b":", 2)) for line in self.lines]
        self.files = dict.fromkeys(path for path, _, _ in self.at)

    def told(self, question, said):
        option = question.split(b" ", 2)[1]
        places = [self.place(line) for line in said]
        counts = collections.Counter(self.at[place][0] for place in places)
        if option == b"-l":
            return list(counts)
        if option == b"-c":
            return [b"%s:%d" % (path, counts[path]) for path in self.files]
        if option.startswith(b"-C"):
            return self.with_context(places, int(option[2:]))
        return [self.lines[place] for place in places]

    def place(self, line):
        number, text = line.split(b":", 1)
        place = int(number) - 1
        assert self.at[place][2] == text, (line, self.lines[place])
        return place

    def with_context(self, places, context):
        """A line "--" stands between groups that do not touch."""
        matching, shown = set(places), set()
        for place in places:
            shown.update(
                near for near in range(place - context, place + context + 1)
                if 0 <= near < len(self.at)
                and self.at[near][0] == self.at[place][0])
        told, before = [], None
        for place in sorted(shown):
            path, number, text = self.at[place]
            if before is not None and (
                    place > before + 1 or self.at[before][0] != path):
                told.append(b"--")
            told.append(self.lines[place] if place in matching else
                        b"%s-%s-%s" % (path, number, text))
            before = place
        return told


def only(left, right, sign):
    lines = collections.Counter(left) - collections.Counter(right)
    for line in list(lines.elements())[:SHOWN]:
        print("    %s %s" % (sign, line.decode(errors="replace")[:200]))


def main(first, second, lines=None):
    tree = lines and Tree(lines)
    questions, differences = set(), 0
    for one, other in zip(answers(first), answers(second), strict=True):
        assert one[0] == other[0], (one[0], other[0])
        questions.add(one[0])
        said = tree.told(*one[:2]) if tree else one[1]
        if one[2] == other[2] and sorted(said) == sorted(other[1]):
            continue
        differences += 1
        if differences <= SHOWN:
            print(one[0].decode(), one[2].decode(), other[2].decode())
            only(said, other[1], "-")
            only(other[1], said, "+")
    print(f"{len(questions)} answers, {differences} differ")


if __name__ == "__main__":
    main(*sys.argv[1:])
