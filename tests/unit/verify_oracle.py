#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Holds what `ksarchive verify --json` says of damaged images against them.

usage: verify_oracle.py KSARCHIVE FOLDER

FOLDER holds images with one defect each and a file "expected" that says of each
its word and offset. Results are TAP.
"""

import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # nothing is built among the sources

from tap import Tap  # noqa: E402

HEADER_FIELDS = {
    0: "magic", 8: "major", 10: "minor", 12: "header_len", 16: "incompat",
    20: "size", 24: "nodes_off", 28: "node_count", 32: "names_off",
    36: "names_len", 40: "data_off", 44: "data_len", 48: "reserved",
}
NODE_FIELDS = {
    0: "parent", 4: "name_off", 8: "name_len", 9: "type", 10: "reserved",
    12: "first", 16: "count",
}


def verify(ksarchive, path):
    done = subprocess.run([ksarchive, "verify", "--json", "--image", path],
                          capture_output=True, check=False)
    return done.returncode, json.loads(done.stdout)["items"], done.stderr


def field_at(fields, offset):
    return fields[max(start for start in fields if start <= offset)]


def wrong(item, image, word, offset):
    """Says what of an item is not so, or nothing."""
    yield item["fault"] == word, "fault"
    yield item["offset"] == offset, "offset"
    yield f"at byte {offset}: expected " in item["message"], "message"
    shown = bytes.fromhex(item["bytes"]) if offset < len(image) else b""
    yield image[offset:].startswith(shown), "bytes"
    if offset >= len(image):
        yield item["bytes"] == "", "no bytes"
    printable = shown and all(32 <= byte < 127 for byte in shown)
    yield item.get("text") == (shown.decode() if printable else None), "text"
    if word in ("long", "short", "align"):
        yield item["section"] == "image", "section"
    elif offset < 64:
        yield item["section"] == "header", "section"
        yield item["field"] == field_at(HEADER_FIELDS, offset), "field"
    elif word.endswith("-pad"):
        yield item["section"] == "padding", "section"
        yield image[offset:-(-offset // 8) * 8] == shown, "padding"
    elif "field" in item:
        node, within = divmod(offset - 64, 20)
        yield item["section"] == "nodes", "section"
        yield item["node"] == node, "node"
        yield item["field"] == field_at(NODE_FIELDS, within), "field"
        yield from wrong_directory(item, image, word, node)
    else:
        yield item["section"] in ("names", "data", "trailer"), "section"


# Of the image that nearly all defects are made from: what each node stands in.
SOUND_LEN = 380
DIRECTORIES = {1: "", 2: "", 3: "", 4: "alpha", 5: "alpha", 6: "alpha",
               7: "gamma", 8: "gamma", 9: "alpha/deep", 10: "alpha/deep"}
CHILDREN_OF_ROOT_AT = 64 + 16


def wrong_directory(item, image, word, node):
    if word == "orphan":
        yield "path" not in item and "directory" not in item, "orphan's place"
    elif len(image) == SOUND_LEN and node:
        claimed = node <= image[CHILDREN_OF_ROOT_AT]
        directory = "" if claimed else DIRECTORIES[node]
        if "directory" in item:
            yield item["directory"] == directory, "directory"
        elif item["path"]:
            yield item["path"].rpartition("/")[0] == directory, "path"
        if word == "parent":
            yield "path" not in item, "the name, which was not looked at"


def check_defects(tap, ksarchive, folder):
    words = set()
    with open(os.path.join(folder, "expected"), encoding="ascii") as lines:
        for line in lines:
            name, word, offset = line.split()
            path = os.path.join(folder, name)
            with open(path, "rb") as stream:
                image = stream.read()
            status, items, errors = verify(ksarchive, path)
            words.add(word)
            bad = [what for fine, what in
                   wrong(items[-1], image, word, int(offset)) if not fine]
            checks = [item["check"] for item in items]
            if checks != (["structure", "crc"] if word == "crc"
                          else ["structure"]):
                bad.append(f"checks {checks}")
            if status != 1 or errors:
                bad.append(f"status {status}, {errors}")
            tap.ok(not bad, f"{name}: {word} at {offset}",
                   f"wrong: {bad} in {items[-1]}" if bad else None)
    structural = len(words - {"crc"})
    tap.ok(structural >= 44, f"{structural} distinct defects of structure")


def sound_image(folder):
    """The one that the defects are made from: a letter is upper case in it."""
    with open(os.path.join(folder, "expected"), encoding="ascii") as lines:
        name = next(line.split()[0] for line in lines if " crc " in line)
    with open(os.path.join(folder, name), "rb") as stream:
        image = bytearray(stream.read())
    image[section_at(image, 40)] ^= 0x20
    return image


def section_at(image, field):
    return int.from_bytes(image[field:field + 4], "little")


def flips_of(image):
    """Bits whose flipping is no fault of structure, with what they belong to."""
    names, data = section_at(image, 32), section_at(image, 40)
    for offset in (10, 11):
        for bit in range(8):
            yield "header", offset, bit, None
    yield "nodes", 236, 0, "gamma/to-deep"  # leads to alpha/empty then
    yield "names", names + 9, 5, "beTa"
    yield "names", names + 56, 0, "alpha/deep/outes"
    for start, end, path in ((0, 6, "beta"), (6, 13, "gamma/file"),
                             (13, 19, "alpha/deep/leaf")):
        for offset in range(start, end):
            for bit in range(8):
                yield "data", data + offset, bit, path
    for offset in range(len(image) - 4, len(image)):
        for bit in range(8):
            yield "trailer", offset, bit, None


def check_flips(tap, ksarchive, image):
    bad, count = {}, {}
    with tempfile.NamedTemporaryFile(suffix=".ksa") as stream:
        for section, offset, bit, path in flips_of(image):
            damaged = bytearray(image)
            damaged[offset] ^= 1 << bit
            stream.seek(0)
            stream.write(damaged)
            stream.flush()
            status, items, _ = verify(ksarchive, stream.name)
            flip = items[-1].get("flip", {})
            found = (status, items[-1]["check"], flip.get("section"),
                     flip.get("offset"), flip.get("bit"), flip.get("path"))
            count[section] = count.get(section, 0) + 1
            if found != (1, "crc", section, offset, bit, path):
                bad.setdefault(section, []).append((offset, bit, path, found))
    for section, number in count.items():
        tap.ok(section not in bad,
               f"CRC: each of {number} bits flipped in the {section} is named",
               str(bad[section][:3]) if section in bad else None)


def main(ksarchive, folder):
    tap = Tap()
    check_defects(tap, ksarchive, folder)
    check_flips(tap, ksarchive, sound_image(folder))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
