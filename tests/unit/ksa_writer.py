# SPDX-License-Identifier: GPL-2.0-only
"""Writes ksa images from trees, as a person thinks of them: paths, and what is
there.

A third party to the readers in C and in Python. It knows what an image looks
like, and of a tree whatever it is told: contents may be any bytes.
"""

import struct
import zlib

from ksa_reader import DIRECTORY, FILE, LINK, MAGIC


class Entry:
    """A directory, file or link before it is a node."""

    def __init__(self, name, parent):
        self.name = name
        self.parent = parent
        self.path = f"{parent.path}/{name}".lstrip("/") if parent else ""
        self.children = None
        self.contents = None
        self.target = None

    @property
    def ancestors(self):
        return [] if self.parent is None else (
            [self.parent] + self.parent.ancestors)


def breadth_first(root):
    entries = [root]
    for entry in entries:
        entries.extend(entry.children or [])
    return entries


def padded(section):
    return section + bytes(-len(section) % 8)


def write_image(root):
    entries = breadth_first(root)
    index = {entry: i for i, entry in enumerate(entries)}
    nodes, names, data, claimed = bytearray(), bytearray(), bytearray(), 1
    for entry in entries:
        if entry.children is not None:
            fields = DIRECTORY, 0, claimed, len(entry.children)
            claimed += len(entry.children)
        elif entry.contents is not None:
            fields = FILE, 0, len(data), len(entry.contents)
            data += entry.contents
        else:
            fields = LINK, 0, index[entry.target], 0
        nodes += struct.pack("<IIBBHII", index.get(entry.parent, 0),
                             len(names), len(entry.name), *fields)
        names += entry.name.encode() + b"\0"
    names_off = 64 + len(padded(nodes))
    data_off = names_off + len(padded(names))
    header = MAGIC + struct.pack(
        "<HH9I16x", 1, 0, 64, 0, data_off + len(padded(data)) + 4, 64,
        len(entries), names_off, len(names), data_off, len(data))
    return with_crc(header + padded(nodes) + padded(names) + padded(data)
                    + bytes(4))


def with_crc(image):
    return image[:-4] + struct.pack("<I", zlib.crc32(image[:-4]))


def grown(name, parent, what):
    entry = Entry(name, parent)
    if isinstance(what, dict):
        entry.children = [grown(child, entry, what[child])
                          for child in sorted(what)]
    elif isinstance(what, bytes):
        entry.contents = what
    else:
        entry.target = what
    return entry


def image_of(tree):
    """The image of directories as dicts, files as bytes, and links as str,
    the paths of their targets."""
    root = grown("", None, tree)
    entries = breadth_first(root)
    at = {entry.path: entry for entry in entries}
    for entry in entries:
        if entry.target is not None:
            entry.target = at[entry.target]
    return write_image(root)
