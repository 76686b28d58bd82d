#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Changes one thing in an archive's image, by chance, and keeps it an image.

usage: mutate_archive.py SEED IMAGE CHANGED

Prints what was changed.
"""

import random
import sys

from ksa_reader import DIRECTORY, FILE, read
from ksa_writer import image_of

PIECES = [b"\n", b"\t", b" ", b"#", b"a", b"/", b"\xff", b"\xe2\x80\xae",
          b"\x1b", b"\xc3\xa9", b"null", b"2010", b":", b"\n\n", b"\t\t", b","]
NAMES = ["title", "date", "weight", "listing", "text", "pages", "sections",
         "terms", "prev", "next", "index", "slugs", "taxonomies", "catalog",
         "topics", "a", "z"]


def tree_of(image):
    root = {}
    for node in image.depth_first():
        *above, name = image.path(node).split("/")
        if not name:
            continue
        inside = root
        for part in above:
            inside = inside[part]
        if node.type == DIRECTORY:
            inside[name] = {}
        elif node.type == FILE:
            inside[name] = image.contents(node)
        else:
            inside[name] = image.path(image.nodes[node.first])
    return root


def places(tree, path=""):
    """All names in a tree, each with the directory that it stands in."""
    for name, what in tree.items():
        yield tree, name, path + name
        if isinstance(what, dict):
            yield from places(what, path + name + "/")


def change_bytes(draw, contents):
    at = draw.randrange(len(contents))
    piece = draw.choice(PIECES)
    kind = draw.randrange(4)
    if kind == 0:
        return contents[:at] + piece + contents[at:]
    if kind == 1:
        return contents[:at] + contents[at + 1:] or piece
    lines = contents.splitlines(keepends=True)
    if kind == 2:
        draw.shuffle(lines)
        return b"".join(lines)
    return b"".join(lines + [draw.choice(lines)])


def mutate(draw, tree):
    directory, name, path = draw.choice(list(places(tree)))
    what = directory[name]
    kind = draw.randrange(6)
    if kind == 0:
        del directory[name]
        return f"without {path}"
    if kind == 1:
        directory[draw.choice(NAMES)] = directory.pop(name)
        return f"{path} has another name"
    if kind == 2:
        inside = what if isinstance(what, dict) else directory
        inside[draw.choice(NAMES)] = draw.choice(
            [{}, b"x\n", b"#a\tb\n1\t2\n", b"1\n"])
        return f"something new at {path}"
    if isinstance(what, bytes):
        directory[name] = change_bytes(draw, what)
        return f"other bytes in {path}"
    if isinstance(what, str):
        directory[name] = draw.choice(
            [p for d, n, p in places(tree) if isinstance(d[n], dict)])
        return f"{path} leads to {directory[name]}"
    directory[name] = {**what, draw.choice(NAMES): b"y\n"}
    return f"another file in {path}"


def main():
    seed, image, changed = sys.argv[1:]
    draw = random.Random(seed)
    tree = tree_of(read(image, "mutate"))
    said = mutate(draw, tree)
    try:
        made = image_of(tree)
    except KeyError:
        made = None
    if made is None:
        # A link was left without its target: leave all as it was.
        with open(image, "rb") as stream:
            made, said = stream.read(), "nothing"
    with open(changed, "wb") as stream:
        stream.write(made)
    print(said)


if __name__ == "__main__":
    main()
