#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Does the reader in C say of images what the reader in Python says?

Three kinds of images: those with one defect each that the C tests are made of,
random sound trees, and those same trees damaged at random with a mended CRC.
The random ones come from seeds, so that a failure can be had again; the writer
below is a third party, which knows trees and not images.
"""

import functools
import os
import random
import struct
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # nothing is built among the sources

from ksa_reader import DIRECTORY, FILE, LINK, Defect, Image  # noqa: E402
from ksa_writer import Entry, breadth_first, with_crc, write_image  # noqa: E402
from tap import Tap  # noqa: E402

READER = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                      "ksa_reader.py")
NO_NODE = 0xffffffff
TREES = 300
DAMAGED_A_TREE = 12

FIRST_BYTES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
NAME_BYTES = FIRST_BYTES + "._-"


# Trees, as a person thinks of them: paths, and what is there.

def random_name(rng):
    length = rng.choice([1, 1, 2, 2, 3, rng.randint(1, 63), 63])
    tail = "".join(rng.choices(NAME_BYTES, k=length - 1))
    return rng.choice(FIRST_BYTES) + tail


def random_names(rng, most, forbidden=()):
    names = {random_name(rng) for _ in range(rng.randint(0, most))}
    return sorted(names - set(forbidden))


def add_children(rng, directory, names):
    directory.children = [Entry(name, directory) for name in names]
    for child in directory.children:
        child.contents = rng.randbytes(rng.choice([1, 2, 7, 8, 9, 100]))


def grow(rng, root, rounds):
    """Makes files into directories, the youngest as likely as the oldest."""
    add_children(rng, root, random_names(rng, 8, ["image"]) or ["only"])
    files = list(root.children)
    for _ in range(rounds):
        if not files:
            return
        entry = files.pop(rng.randrange(len(files)))
        if len(entry.ancestors) > 15:
            continue
        names = random_names(rng, 6)
        entry.contents = None
        add_children(rng, entry, names)
        files.extend(entry.children)


def add_links(rng, root, wanted):
    """Makes files into links to directories that they do not stand in."""
    entries = breadth_first(root)
    files = [e for e in entries if e.contents is not None]
    directories = [e for e in entries[1:] if e.children is not None]
    for entry in rng.sample(files, min(wanted, len(files))):
        targets = [d for d in directories if d not in entry.ancestors]
        if targets:
            entry.contents = None
            entry.target = rng.choice(targets)


def random_tree(rng):
    root = Entry("", None)
    grow(rng, root, rng.choice([0, 1, 3, 10, 30, 60]))
    add_links(rng, root, rng.choice([0, 1, 5, 20]))
    return root


def deep_tree(rng):
    """One that reaches depth 16, with a link across its whole height."""
    root = Entry("", None)
    add_children(rng, root, ["a", "b"])
    for entry in list(root.children):
        while len(entry.ancestors) < 16:
            entry.contents = None
            add_children(rng, entry, [random_name(rng)])
            entry = entry.children[0]
    add_links(rng, root, 1)
    return root


def cut_to(image, size):
    """Shorter, with the size mended."""
    return image[:20] + struct.pack("<I", size) + image[24:size]


def interesting_number(rng, image):
    return rng.choice([0, 1, 2, 3, 4, 63, 64, 0xffffffff, 0x80000000,
                       len(image), rng.randrange(64), rng.randrange(1 << 32)])


def damaged(rng, image):
    """The image with one to three fields or bytes changed."""
    if rng.random() < 0.1:
        image = cut_to(image, rng.randrange(64, len(image)))
    changed = bytearray(image)
    end_of_nodes = 64 + 20 * struct.unpack_from("<I", image, 28)[0]
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        if rng.random() < 0.7:
            reach = min(end_of_nodes, len(changed)) // 4
            at = 4 * rng.randrange(2, reach)
            struct.pack_into("<I", changed, at,
                             interesting_number(rng, image))
        else:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return with_crc(bytes(changed))


# What the program in C must print.

def what_stands(image, node):
    if node.type == DIRECTORY:
        return f"directory first={node.first} children={node.count}"
    if node.type == FILE:
        contents = image.contents(node).hex()
        return f"file len={node.count} contents={contents}"
    return f"link target={node.first} text={image.link_text(node)}"


def node_line(image, node):
    as_child = node.index if node.index else NO_NODE
    return (f"node {node.index} parent={node.parent} "
            f"depth={len(image.chain(node))} name={image.name(node)} "
            f"path={image.path(node)} lookup={node.index} child={as_child} "
            + what_stands(image, node))


@functools.cache
def due_dump(path):
    """Once for all programs, and for what is asked of the verdict alone."""
    with open(path, "rb") as stream:
        content = stream.read()
    try:
        image = Image(content)
    except Defect as defect:
        return [f"image {path}", str(defect)]
    crc, = struct.unpack("<I", content[-4:])
    walk = " ".join(str(node.index) for node in image.depth_first())
    return ([f"image {path}"] + [node_line(image, n) for n in image.nodes]
            + [f"walk {walk}", f"crc {crc}"])


def verdict(path):
    first_line = due_dump(path)[1]
    return "ok" if first_line.startswith("node 0 ") else first_line.split()[0]


def difference(program, paths):
    """The first two lines that differ, or None."""
    run = subprocess.run([program, "--dump", *paths], check=False,
                         capture_output=True, text=True)
    if run.returncode:
        return f"exit status {run.returncode}: {run.stderr[:2000]}"
    given = run.stdout.splitlines()
    due = [line for path in paths for line in due_dump(path)]
    for ours, theirs in zip(due, given):
        if ours != theirs:
            return f"Python: {ours[:300]}\nC:      {theirs[:300]}"
    if len(due) != len(given):
        return f"Python has {len(due)} lines, C {len(given)}"
    return None


def agree(tap, programs, paths, name, more=True):
    """A result for each of the programs."""
    for program in programs:
        note = difference(program, paths)
        tap.ok(note is None and more, f"{os.path.basename(program)}: {name}",
               note)


def test_defects(tap, programs, folder):
    subprocess.run([programs[0], "--write", folder], check=True)
    with open(os.path.join(folder, "expected"), encoding="ascii") as stream:
        cases = [line.split() for line in stream]
    wrong = []
    for name, word, offset in cases:
        path = os.path.join(folder, name)
        given = due_dump(path)[1]
        if given != f"{word} {offset}":
            wrong.append(f"{name}: due {word} {offset}, Python says {given}")
    tap.ok(len(cases) >= 53 and not wrong,
           f"Python names {len(cases)} defects and offsets as the table does",
           "\n".join(wrong))
    paths = [os.path.join(folder, name) for name, _, _ in cases]
    agree(tap, programs, paths, "and so does C, read from files")


def tree_errors(root, image):
    """Where Python's reading differs from the tree that was written."""
    errors = []
    for entry, node in zip(breadth_first(root), image.nodes, strict=True):
        holds = [image.path(node) == entry.path,
                 node.type != FILE or image.contents(node) == entry.contents]
        if entry.target is not None:
            relative = os.path.relpath("/" + entry.target.path,
                                       "/" + entry.parent.path)
            holds.append(image.link_text(node) == relative)
        if not all(holds):
            errors.append(f"{entry.path}: read as {image.path(node)}")
    return errors


def test_trees(tap, programs, folder):
    paths, errors, nodes, links = [], [], 0, 0
    for seed in range(TREES):
        rng = random.Random(seed)
        root = deep_tree(rng) if seed % 10 == 9 else random_tree(rng)
        content = write_image(root)
        image = Image(content)
        nodes += len(image.nodes)
        links += sum(node.type == LINK for node in image.nodes)
        errors += [f"seed {seed}: {e}" for e in tree_errors(root, image)]
        paths.append(os.path.join(folder, f"tree-{seed}.ksa"))
        with open(paths[-1], "wb") as stream:
            stream.write(content)
    tap.ok(not errors, f"Python reads {TREES} random trees as they were "
           f"written, link texts as relpath() has them", "\n".join(errors))
    agree(tap, programs, paths,
          f"and C agrees on all {nodes} nodes, {links} of them links",
          links > TREES)
    return paths


def test_damaged(tap, programs, folder, trees):
    paths, verdicts = [], {}
    for seed, tree in enumerate(trees):
        rng = random.Random(-1 - seed)
        with open(tree, "rb") as stream:
            content = stream.read()
        for i in range(DAMAGED_A_TREE):
            paths.append(os.path.join(folder, f"damaged-{seed}-{i}.ksa"))
            with open(paths[-1], "wb") as stream:
                stream.write(damaged(rng, content))
            word = verdict(paths[-1])
            verdicts[word] = verdicts.get(word, 0) + 1
    agree(tap, programs, paths,
          f"C and Python agree on {len(paths)} damaged trees")
    seen = ", ".join(f"{word} {verdicts[word]}" for word in sorted(verdicts))
    tap.ok(len(verdicts) > 30, f"{len(verdicts)} verdicts were among them",
           seen)


def reader(*arguments):
    run = subprocess.run([sys.executable, READER, *arguments], check=False,
                         capture_output=True, text=True)
    return run.returncode, run.stdout, run.stderr


def test_command_line(tap, folder):
    """What other tests ask the reader in Python for."""
    root = Entry("", None)
    add_children(random.Random(0), root, ["a", "b", "c"])
    directory, text, link = root.children
    directory.contents, directory.children = None, []
    link.contents, link.target = None, directory
    text.contents = b"a line\n"
    path = os.path.join(folder, "small.ksa")
    with open(path, "wb") as stream:
        stream.write(write_image(root))
    cut = os.path.join(folder, "cut.ksa")
    with open(cut, "wb") as stream:
        stream.write(write_image(root)[:-1])

    tap.ok(reader(path, "check") == (0, "ok\n", ""), "check: ok")
    tap.ok(reader(cut, "check") == (1, "size 20\n", ""), "check: a defect")
    tap.ok(reader(path, "list") == (
        0, "directory .\ndirectory a\nfile b 7\nlink c a\n", ""), "list")
    tap.ok(reader(path, "cat", "b") == (0, "a line\n", ""), "cat")
    for name in "a", "none", "b/x":
        status, out, err = reader(path, "cat", name)
        tap.ok(status == 1 and not out and err, f"cat: {name} is no file")
    status, out, err = reader(cut, "list")
    tap.ok(status == 1 and not out and err.endswith("size 20\n"),
           "list: a defect")
    tap.ok(reader(path)[0] == 2, "wrong arguments")
    status, out, _ = reader(path, "dump")
    tap.ok(status == 0 and len(out.splitlines()) == 4 and
           "name=b path=b sha256=" in out and out.endswith("text=a\n"), "dump")


def main():
    programs = sys.argv[1:]
    if not programs:
        sys.exit("usage: image_oracle.py PROGRAM...")
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        test_defects(tap, programs, folder)
        trees = test_trees(tap, programs, folder)
        test_damaged(tap, programs, folder, trees)
        test_command_line(tap, folder)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
