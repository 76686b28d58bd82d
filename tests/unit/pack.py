#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Packs a folder into a ksa image: what unpack.py made, after changes.

usage: pack.py FOLDER IMAGE
"""

import os
import sys

from ksa_writer import Entry, write_image


def grow(entry, folder, real, by_path):
    """Files and folders become entries; links are left for when all are there."""
    by_path[os.path.realpath(folder)] = entry
    entry.children = []
    for name in sorted(os.listdir(folder), key=os.fsencode):
        path = os.path.join(folder, name)
        child = Entry(name, entry)
        entry.children.append(child)
        if os.path.islink(path):
            real[child] = os.path.realpath(path)
        elif os.path.isdir(path):
            grow(child, path, real, by_path)
        else:
            with open(path, "rb") as stream:
                child.contents = stream.read()


def main():
    folder, image = sys.argv[1:]
    root, links, by_path = Entry("", None), {}, {}
    grow(root, folder, links, by_path)
    for child, path in links.items():
        child.target = by_path[path]
    with open(image, "wb") as stream:
        stream.write(write_image(root))


if __name__ == "__main__":
    main()
