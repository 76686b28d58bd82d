#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""A second reader of ksa images, written from ksa(5) and from nothing else.

The tests compare it with the reader in C: where the two differ, one of them
or the page is wrong.  It therefore shares no code and no tables with it, and
prefers the page's own words to speed.
"""

import hashlib
import struct
import sys
import zlib
from collections import namedtuple

MAGIC = bytes.fromhex("894b53410d0a1a0a")
HEADER_LEN = 64
NODE_LEN = 20
TRAILER_LEN = 4
SIZE_MAX = 67108864
NODE_COUNT_MIN = 2
NODE_COUNT_MAX = 1048576
NAME_LEN_MAX = 63
DEPTH_MAX = 16

DIRECTORY, FILE, LINK = 1, 2, 3
TYPE_WORDS = {DIRECTORY: "directory", FILE: "file", LINK: "link"}

LETTERS_DIGITS = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
NAME_BYTES = LETTERS_DIGITS | frozenset(b"._-")


class Defect(Exception):
    """What ksa(5) says under DIAGNOSTICS: a word, and an offset in bytes."""

    def __init__(self, word, offset):
        super().__init__(f"{word} {offset}")
        self.word = word
        self.offset = offset


def refuse_unless(condition, word, offset):
    if not condition:
        raise Defect(word, offset)


def align8(offset):
    return (offset + 7) // 8 * 8


class Header(namedtuple("Header", (
        "magic", "major", "minor", "header_len", "incompat", "size",
        "nodes_off", "node_count", "names_off", "names_len", "data_off",
        "data_len", "reserved"))):
    """The header's fields, and the offset of each that a defect can name."""

    LAYOUT = struct.Struct("<8sHH9I16s")
    AT = {"magic": 0, "major": 8, "header-len": 12, "incompat": 16,
          "size": 20, "nodes-off": 24, "node-count": 28, "names-off": 32,
          "names-len": 36, "data-off": 40, "data-len": 44, "reserved": 48}

    @classmethod
    def at(cls, image):
        return cls(*cls.LAYOUT.unpack_from(image, 0))

    @property
    def nodes_end(self):
        return self.nodes_off + NODE_LEN * self.node_count

    @property
    def names_end(self):
        return self.names_off + self.names_len

    @property
    def data_end(self):
        return self.data_off + self.data_len

    @property
    def trailer_off(self):
        return align8(self.data_end)


class Node(namedtuple("Node", (
        "index", "offset", "parent", "name_off", "name_len", "type",
        "reserved", "first", "count"))):
    """One entry of the table of nodes, and the offsets of its fields."""

    LAYOUT = struct.Struct("<IIBBHII")

    def at(self, field):
        return self.offset + {"parent": 0, "name_off": 4, "name_len": 8,
                              "type": 9, "reserved": 10, "first": 12,
                              "count": 16}[field]


class Image:
    """A checked image: making one raises Defect if ksa(5) forbids it."""

    def __init__(self, image):
        self.bytes = bytes(image)
        self._check_length()
        self.header = Header.at(self.bytes)
        self._check_header()
        self._check_sections()
        self.nodes = [self._decode(i) for i in range(self.header.node_count)]
        self._paths = {0: ""}
        self._check_nodes()
        self._check_ends()
        self._check_crc()

    # What a checked image holds.

    def _decode(self, index):
        offset = self.header.nodes_off + NODE_LEN * index
        return Node(index, offset,
                    *Node.LAYOUT.unpack_from(self.bytes, offset))

    def _name_bytes(self, node):
        start = self.header.names_off + node.name_off
        return self.bytes[start:start + node.name_len]

    def name(self, node):
        return self._name_bytes(node).decode("ascii")

    def contents(self, node):
        start = self.header.data_off + node.first
        return self.bytes[start:start + node.count]

    def parent(self, node):
        return self.nodes[node.parent]

    def children(self, node):
        return self.nodes[node.first:node.first + node.count]

    def chain(self, node):
        """The nodes from just below the root down to this one."""
        upwards = []
        while node.index:
            upwards.append(node)
            node = self.parent(node)
        return upwards[::-1]

    def path(self, node):
        """Kept, for who walks a tree asks for each directory's often."""
        if node.index not in self._paths:
            above = self.path(self.parent(node))
            self._paths[node.index] = (
                f"{above}/{self.name(node)}" if above else self.name(node))
        return self._paths[node.index]

    def link_text(self, node):
        """By the page's words: up to the nearest that holds the target."""
        target = self.nodes[node.first]
        holders = [self.nodes[0]] + self.chain(target)[:-1]
        held_by = {holder.index for holder in holders}
        up, directory = 0, self.parent(node)
        while directory.index not in held_by:
            up, directory = up + 1, self.parent(directory)
        below = self.chain(target)[len(self.chain(directory)):]
        return "../" * up + "/".join(self.name(step) for step in below)

    def depth_first(self):
        waiting = [self.nodes[0]]
        while waiting:
            node = waiting.pop()
            yield node
            if node.type == DIRECTORY:
                waiting.extend(reversed(self.children(node)))

    def find(self, path):
        """The node at a path of the form a/b/c, or None."""
        node = self.nodes[0]
        for name in path.split("/") if path else []:
            if node.type != DIRECTORY:
                return None
            node = next((child for child in self.children(node)
                         if self.name(child) == name), None)
            if node is None:
                return None
        return node

    # The checks, in the order of the page's DIAGNOSTICS.

    def _check_length(self):
        refuse_unless(len(self.bytes) >= HEADER_LEN, "short", 0)
        refuse_unless(len(self.bytes) <= SIZE_MAX, "long", 0)

    def _check_header(self):
        header, at = self.header, Header.AT
        self._check_bytes("magic", at["magic"], MAGIC)
        for field, value, due in (
                ("major", header.major, 1),
                ("header-len", header.header_len, HEADER_LEN),
                ("incompat", header.incompat, 0)):
            refuse_unless(value == due, field, at[field])
        self._check_bytes("reserved", at["reserved"], bytes(16))
        refuse_unless(header.size == len(self.bytes), "size", at["size"])
        refuse_unless(NODE_COUNT_MIN <= header.node_count <= NODE_COUNT_MAX,
                      "node-count", at["node-count"])

    def _check_bytes(self, word, start, due):
        """That these bytes stand there, as far as the image goes."""
        found = self.bytes[start:start + len(due)]
        for offset, (byte, must) in enumerate(zip(found, due), start):
            refuse_unless(byte == must, word, offset)

    def _check_padding(self, word, start):
        self._check_bytes(word, start, bytes(align8(start) - start))

    def _check_sections(self):
        header = self.header
        self._check_section("nodes", HEADER_LEN, header.nodes_off,
                            "node-count", header.node_count, NODE_LEN)
        self._check_section("names", header.nodes_end, header.names_off,
                            "names-len", header.names_len, 1)
        self._check_padding("nodes-pad", header.nodes_end)
        self._check_section("data", header.names_end, header.data_off,
                            "data-len", header.data_len, 1)
        self._check_padding("names-pad", header.names_end)
        refuse_unless(header.trailer_off + TRAILER_LEN == header.size,
                      "trailer", header.trailer_off)
        self._check_padding("data-pad", header.data_end)

    def _check_section(self, name, end_before, offset, count_field, count,
                       entry_len):
        refuse_unless(offset == align8(end_before), name + "-off",
                      Header.AT[name + "-off"])
        fits = max(0, self.header.size - offset) // entry_len
        refuse_unless(count <= fits, name + "-end", Header.AT[count_field])

    def _check_nodes(self):
        self.names_used = 0
        self.data_used = 0
        self.claimed = 1
        self.depths = {0: 0}
        self._check_root(self.nodes[0])
        for node in self.nodes:
            self._check_node(node)

    def _check_root(self, root):
        refuse_unless(root.type == DIRECTORY, "root-type", root.at("type"))
        refuse_unless(root.parent == 0, "root-parent", root.at("parent"))
        refuse_unless(root.name_len == 0, "root-name", root.at("name_len"))
        refuse_unless(root.count > 0, "root-empty", root.at("count"))

    def _check_node(self, node):
        refuse_unless(node.index < self.claimed, "orphan", node.at("parent"))
        refuse_unless(node.type in TYPE_WORDS, "node-type", node.at("type"))
        refuse_unless(node.reserved == 0, "node-reserved",
                      node.at("reserved"))
        self._check_name(node)
        if node.index:
            self._check_place(node)
        {DIRECTORY: self._check_directory, FILE: self._check_file,
         LINK: self._check_link}[node.type](node)

    def _check_name(self, node):
        refuse_unless(node.name_off == self.names_used, "name-off",
                      node.at("name_off"))
        left = self.header.names_len - self.names_used
        if node.index:
            refuse_unless(node.name_len > 0, "name-empty",
                          node.at("name_len"))
        refuse_unless(node.name_len <= NAME_LEN_MAX, "name-long",
                      node.at("name_len"))
        refuse_unless(node.name_len < left, "name-end", node.at("name_len"))
        self._check_name_bytes(node)
        self.names_used += node.name_len + 1

    def _check_name_bytes(self, node):
        name = self._name_bytes(node)
        start = self.header.names_off + node.name_off
        refuse_unless(not name or name[0] in LETTERS_DIGITS, "name-first",
                      start)
        for offset, byte in enumerate(name, start):
            refuse_unless(byte in NAME_BYTES, "name-byte", offset)
        end = start + len(name)
        refuse_unless(self.bytes[end] == 0, "name-nul", end)

    def _check_place(self, node):
        """That the name is in order among its directory's."""
        name = self._name_bytes(node)
        start = self.header.names_off + node.name_off
        before = self.nodes[node.index - 1]
        if before.index and before.parent == node.parent:
            refuse_unless(self._name_bytes(before) <= name, "order", start)
            refuse_unless(self._name_bytes(before) != name, "duplicate",
                          start)
        refuse_unless(node.parent or name != b"image", "image-name", start)

    def _check_directory(self, node):
        refuse_unless(node.first == self.claimed, "first-child",
                      node.at("first"))
        refuse_unless(node.count <= len(self.nodes) - self.claimed,
                      "children", node.at("count"))
        depth = self.depths[node.index] + 1
        refuse_unless(not node.count or depth <= DEPTH_MAX, "depth",
                      node.at("count"))
        for child in self.children(node):
            refuse_unless(child.parent == node.index, "parent",
                          child.at("parent"))
            self.depths[child.index] = depth
        self.claimed += node.count

    def _check_file(self, node):
        refuse_unless(node.first == self.data_used, "data-start",
                      node.at("first"))
        refuse_unless(node.count > 0, "file-empty", node.at("count"))
        refuse_unless(node.count <= self.header.data_len - self.data_used,
                      "file-end", node.at("count"))
        self.data_used += node.count

    def _check_link(self, node):
        at = node.at("first")
        refuse_unless(node.first < len(self.nodes), "link-beyond", at)
        refuse_unless(node.first != 0, "link-root", at)
        target = self.nodes[node.first]
        refuse_unless(target.type != FILE, "link-file", at)
        refuse_unless(target.type != LINK, "link-link", at)
        refuse_unless(target not in self.chain(node), "link-ancestor", at)
        refuse_unless(node.count == 0, "link-reserved", node.at("count"))

    def _check_ends(self):
        header = self.header
        refuse_unless(self.names_used == header.names_len, "names-left",
                      header.names_off + self.names_used)
        refuse_unless(self.data_used == header.data_len, "data-left",
                      header.data_off + self.data_used)

    def _check_crc(self):
        offset = self.header.trailer_off
        stored, = struct.unpack_from("<I", self.bytes, offset)
        refuse_unless(zlib.crc32(self.bytes[:offset]) == stored, "crc",
                      offset)


def list_nodes(image):
    for node in image.depth_first():
        fact = {DIRECTORY: lambda: None,
                FILE: lambda: node.count,
                LINK: lambda: image.link_text(node)}[node.type]()
        path = image.path(node) or "."
        print(TYPE_WORDS[node.type], path, *([] if fact is None else [fact]))


def dump_nodes(image):
    for node in image.nodes:
        print(node.index, f"parent={node.parent}",
              f"name_off={node.name_off}", f"name_len={node.name_len}",
              f"type={node.type}", f"reserved={node.reserved}",
              f"first={node.first}", f"count={node.count}",
              f"name={image.name(node)}", f"path={image.path(node)}",
              *dump_tail(image, node))


def dump_tail(image, node):
    if node.type == FILE:
        return ["sha256=" + hashlib.sha256(image.contents(node)).hexdigest()]
    if node.type == LINK:
        return ["text=" + image.link_text(node)]
    return []


def cat_file(image, path):
    node = image.find(path)
    if node is None:
        sys.exit(f"ksa_reader: {path}: no such node")
    if node.type != FILE:
        sys.exit(f"ksa_reader: {path}: a {TYPE_WORDS[node.type]}, not a file")
    sys.stdout.buffer.write(image.contents(node))


def arguments():
    import argparse  # which takes as long as what most tests need of this

    parser = argparse.ArgumentParser(
        description="Read a ksa image as ksa(5) describes it.",
        epilog="Exit status: 0, or 1 if the image has a defect (check prints "
               "it, the others name it on standard error) or the path leads "
               "to no file; 2 for wrong arguments.")
    parser.add_argument("image", metavar="IMAGE")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("check", help="print ok, or the defect and its offset")
    actions.add_parser("list", help="every node, depth-first: type, path, "
                                    "size or text of the link")
    actions.add_parser("dump", help="every node in the order of the table")
    cat = actions.add_parser("cat", help="the contents of a file")
    cat.add_argument("path", metavar="PATH")
    return parser.parse_args()


def read(path, action):
    with open(path, "rb") as stream:
        content = stream.read()
    try:
        return Image(content)
    except Defect as defect:
        if action == "check":
            print(defect)
            sys.exit(1)
        sys.exit(f"ksa_reader: {path}: {defect}")


def main():
    args = arguments()
    image = read(args.image, args.action)
    if args.action == "check":
        print("ok")
    elif args.action == "list":
        list_nodes(image)
    elif args.action == "dump":
        dump_nodes(image)
    else:
        cat_file(image, args.path)


if __name__ == "__main__":
    main()
