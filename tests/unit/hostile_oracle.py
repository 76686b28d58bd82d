#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Does ksarchive read whatever it is given, and end as it should?

usage: hostile_oracle.py KSARCHIVE IMAGE [IMAGES [FIRST [SECONDS]]]

Makes IMAGES images from IMAGE, from seeds that count from FIRST: files get
other contents, names and places, links other targets, bytes change. Most are
sound in structure, for that is what ksa_check() proves, and all that it proves.
Each is given to a few commands, as text, as JSON and to a terminal. They must
end in time with a status of their own, say nothing of a sanitizer, write whole
JSON, and send nothing to a terminal that it would obey.
"""

import json
import os
import pty
import random
import re
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # nothing is built among the sources

from ksa_reader import DIRECTORY, FILE, read  # noqa: E402
from ksa_writer import image_of, with_crc  # noqa: E402
from tap import Tap  # noqa: E402

COMMANDS_AN_IMAGE = 3
SECONDS_A_COMMAND = 20

COMMANDS = [
    ["list"], ["list", "-l"], ["list", "-r"], ["list", "-lr"],
    ["list", "PATH"], ["list", "-r", "PATH"],
    ["show", "PATH"], ["show", "PATH"], ["show", "PATH"], ["show", ""],
    ["show", "--raw", "PATH"], ["show", "--fields", "PATH"],
    ["show", "--field", "title", "PATH"], ["show", "PATH/FIELD"],
    ["search", "WORD"], ["search", "-i", "-w", "WORD"],
    ["search", "-c", "WORD"], ["search", "-l", "WORD"],
    ["search", "-o", "[a-z]+"], ["search", "-C2", "^"],
    ["search", "-F", "-e", "\t", "-e", "WORD"],
    ["search", "--rank", "WORD"], ["search", "--in", "title,text", "WORD"],
    ["search", "WORD", "PATH"],
    ["topics"], ["topics", "TERM"], ["topics", "-l", "TERM"],
    ["people"], ["people", "TERM"],
    ["timeline"], ["tree"], ["tree", "-d"], ["tree", "-L", "1", "PATH"],
    ["info"], ["verify"], ["random"], ["random", "--again"],
    ["random", "--seed", "1", "PATH"],
    ["export", "--format", "html", "NEW"],
    ["export", "--format", "markdown", "NEW"],
    ["export", "--format", "json", "NEW"],
]

TOKENS = [
    b"", b"\n", b"\n\n\n", b"\t", b"\t\t\t\n", b"\0", b"\xff", b"\xed\xa0\x80",
    b"#", b"#\n", b"#a\n", b"#a\tb\n1\t2\n", b"#a\ta\n1\t2\n", b"#\t\n\t\n",
    b"#name\ttitle\tseparator\ntopics\tT\t/\npeople\tP\t\n", b"#name\n",
    b"..", b"../..", b"/", b"s", b"image", b"pages\n", b"text\n", b"title\n",
    b"2010\n", b"0000-00-00\n", b"9999-12-31T23:59:60Z\n", b"-1\n",
    b"1e999", b"4294967296", b"a" * 1000, b"\xf0\x9f\x90\xa7" * 50,
    b"e" + b"\xcc\x81" * 200, b"\xe2\x80\xae", b"\x1b]0;title\x07\x1b[2J",
    b"\xc2\x9b2J", b"\r", b"\x08" * 20, b"%s%n", b"</script>", b"&lt;<b>",
    b"[a](b)\n", b"[" * 200, b"> " * 100 + b"x\n", b"* " * 100 + b"x\n",
    b"![i](data:x)\n", b"<javascript:alert(1)>\n", b"[x](javascript:1)\n",
    b"```\ncode\n```\n", b"~~~", b"    code\n", b"| a | b |\n|---|---|\n",
    b"# A\n## B\n###### C\n", b"a\n===\n", b"<!-- ", b"&#0;&#xffff;&nbsp;\n",
    b"1. a\n   - b\n\n     c\n", b"**a*b**c*", b"`` ` ``", b"\\", b"---\n",
    b"a: b\n", b"'", b"\"", b"- x\n", b"? \n", b"!!map\n", b"&a *a\n",
]

ALLOWED = re.compile(rb"\x1b\[[0-9;]*m|\x1b\]8;[^\x07\x1b]*(\x1b\\|\x07)")
OBEYED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f"
                    r"\u202a-\u202e\u2066-\u2069]")


# Images, as trees of dicts, bytes and str; see ksa_writer.image_of().

def tree_of(image, node):
    if node.type == DIRECTORY:
        return {image.name(child): tree_of(image, child)
                for child in image.children(node)}
    if node.type == FILE:
        return image.contents(node)
    return image.path(image.nodes[node.first])


def directories(tree, path=""):
    yield path, tree
    for name, what in tree.items():
        if isinstance(what, dict):
            yield from directories(what, f"{path}/{name}".strip("/"))


def files(tree):
    return [(holder, name) for _, holder in directories(tree)
            for name, what in holder.items() if isinstance(what, bytes)]


def other_contents(rng, contents):
    """Some of it replaced by a token, doubled, cut or changed by bits."""
    start = rng.randrange(len(contents) + 1)
    end = min(len(contents), start + rng.choice([0, 0, 1, 5, 100, 1 << 20]))
    what = rng.randrange(4)
    if what == 0:
        middle = rng.choice(TOKENS)
    elif what == 1:
        middle = contents[start:end] * rng.choice([2, 3, 50])
    elif what == 2:
        middle = b"".join(rng.choices(TOKENS, k=5))
    else:
        middle = bytes(rng.randrange(256) for _ in range(rng.randrange(9)))
    return (contents[:start] + middle + contents[end:])[:100000] or b"\n"


NAMES = ["title", "text", "date", "dates", "people", "led_by", "listing",
         "pages", "sections", "terms", "taxonomies", "catalog", "prev", "next",
         "from", "url", "author", "sessions", "weight", "topics", "x", "index",
         "archive.yaml", "README", "licence", "edition", "links"]


def other_tree(rng, tree):
    for _ in range(rng.choice([1, 1, 2, 4, 10])):
        every = files(tree)
        holder, name = rng.choice(every)
        if rng.random() < 0.4:
            important = [(h, n) for h, n in every if n in NAMES[:14]]
            holder, name = rng.choice(important or [(holder, name)])
        what = rng.random()
        if what < 0.7:
            holder[name] = other_contents(rng, holder[name])
        elif what < 0.8:
            holder[rng.choice(NAMES)] = holder[name]
        elif what < 0.9 and len(holder) > 1:
            del holder[name]
        else:
            holder[name] = {"title": b"T\n", "deep": {"er": {}}}
    return tree


STEERING = [b"\x1b]0;title\x07", b"\x1b[2J", b"\xc2\x9b2J", b"\x08", b"\r",
            b"\xe2\x80\xae", b"\x7f"]


def with_steering(rng, tree):
    """What a terminal would obey, in every third file."""
    for holder, name in files(tree):
        if rng.random() < 0.3:
            contents = holder[name]
            at = rng.randrange(len(contents))
            holder[name] = (contents[:at] + rng.choice(STEERING) +
                            contents[at:])
    return tree


def with_links(rng, tree):
    """Those whose targets went away, or that would lead up, become files."""
    held = list(directories(tree))
    paths = [path for path, _ in held if path]
    there = set(paths)
    for path, holder in held:
        for name, what in holder.items():
            if isinstance(what, str):
                target = what if rng.random() < 0.95 else rng.choice(paths)
                fine = target in there and not f"{path}/".startswith(
                    f"{target}/")
                holder[name] = target if fine else b"link\n"
    return tree


def damaged(rng, image):
    """In the bytes, mostly of what files hold."""
    changed = bytearray(image)
    data = int.from_bytes(image[40:44], "little")
    for _ in range(rng.choice([1, 3, 30])):
        low = data if rng.random() < 0.9 else 0
        changed[rng.randrange(low, len(changed) - 4)] = rng.choice(
            [0, 9, 10, 35, 47, 255, rng.randrange(256)])
    return with_crc(bytes(changed))


def make_image(seed, base):
    rng = random.Random(seed)
    content = base.bytes
    if rng.random() < 0.85:
        tree = other_tree(rng, tree_of(base, base.nodes[0]))
        if rng.random() < 0.3:
            tree = with_steering(rng, tree)
        content = image_of(with_links(rng, tree))
    return damaged(rng, content) if rng.random() < 0.3 else content


# Commands.

def filled(rng, word, base, folder):
    nodes = base.nodes
    paths = [base.path(node) for node in nodes if node.type == DIRECTORY]
    if word == "TERM":
        paths = [path for path in paths
                 if path.startswith(("topics/", "people/"))]
    if word in ("PATH", "TERM"):
        return rng.choice(paths[1:])
    if word == "PATH/FIELD":
        return rng.choice([base.path(n) for n in nodes if n.type == FILE])
    if word == "WORD":
        return rng.choice(["the", "a", "kernel", ".", "x*", "[^a]", "T",
                           "\\x{fffd}", "(?s).+", "\u20ac"])
    return os.path.join(folder, "new") if word == "NEW" else word


def on_terminal(arguments, **more):
    """What it writes to one, and its status."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(arguments, stdout=theirs, stdin=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, **more) as run:
        os.close(theirs)
        out = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            out += piece
        os.close(ours)
        err = run.stderr.read()
    return out, err, run.returncode


def wrong_json(option, out):
    try:
        for value in [out] if option == "--json" else out.split(b"\n")[:-1]:
            json.loads(value.decode("utf-8"))
    except ValueError as error:
        return f"no JSON: {error}"
    return None


def wrong_terminal(out):
    text = ALLOWED.sub(b"", out).replace(b"\r\n", b"\n")
    found = OBEYED.search(text.decode("utf-8", "replace"))
    return found and f"to a terminal: {found.group()!a}"


def complaint(arguments, form, image):
    """Runs a command; what is wrong with how it ended, or None."""
    arguments = [KSARCHIVE, *arguments, "--image", image]
    limit = ["timeout", "-s", "KILL", str(SECONDS_A_COMMAND)]
    env = {**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8",
           "TMPDIR": os.path.dirname(image)}
    if form == "terminal":
        out, err, status = on_terminal(
            [*limit, *arguments, "--no-pager"], env=env)
        note = wrong_terminal(out)
    else:
        run = subprocess.run([*limit, *arguments, *form], env=env, check=False,
                             capture_output=True)
        out, err, status = run.stdout, run.stderr, run.returncode
        note = wrong_json(form[0], out) if form else None
    if status not in (0, 1, 2, 3):
        note = f"status {status}"
    if b"Sanitizer" in err or b"runtime error" in err:
        note = err.decode("utf-8", "replace")
    return note and f"{' '.join(arguments)!a} {form}: {note}"


def try_image(seed, base, folder):
    rng = random.Random(f"commands {seed}")
    path = os.path.join(folder, "hostile.ksa")
    with open(path, "wb") as stream:
        stream.write(make_image(seed, base))
    for _ in range(COMMANDS_AN_IMAGE):
        words = [filled(rng, word, base, folder)
                 for word in rng.choice(COMMANDS)]
        form = rng.choice(["terminal", [], ["--json"], ["--jsonl"]])
        note = complaint(words, form, path)
        subprocess.run(["rm", "-rf", os.path.join(folder, "new")], check=True)
        if note:
            yield f"seed {seed}: {note}"


def main():
    global KSARCHIVE
    KSARCHIVE = sys.argv[1]
    base = read(sys.argv[2], "hostile_oracle")
    count, first, seconds = (
        int(given) for given in (sys.argv[3:] + ["200", "0", "0"][
            len(sys.argv[3:]):]))
    tap, end, done, notes = Tap(), time.monotonic() + seconds, 0, []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            if seconds and time.monotonic() > end:
                break
            for note in try_image(seed, base, folder):
                notes.append(note)
                print("#", note.replace("\n", "\n# "), flush=True)
            done += 1
    tap.ok(not notes, f"{done} hostile images: {len(notes)} read amiss")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
