#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Is what ksarchive says to programs valid, described, and true?

Every command is asked for a document and for lines. What it says must be JSON
by the letter, be what the command's schema describes, and hold the bytes that
the reader in Python finds in the image. And each schema must refuse such an
answer when a key is missing, new, or of another type.

usage: json_oracle.py KSARCHIVE SCHEMAS IMAGE...
"""

import copy
import json
import os
import re
import resource
import subprocess
import sys
import tempfile

import jsonschema

sys.dont_write_bytecode = True  # nothing is built among the sources

from ksa_reader import DIRECTORY, FILE, LINK, read  # noqa: E402
from ksa_writer import image_of  # noqa: E402
from tap import Tap  # noqa: E402

KSARCHIVE, SCHEMAS = sys.argv[1:3]

DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}"
                  r"(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?")


# JSON by the letter: RFC 8259, and no key twice.

def refuse(word):
    raise ValueError(f"{word} is no JSON")


def unique(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError(f"a key stands twice: {keys}")
    return dict(pairs)


def parse(content):
    text = content.decode("utf-8")
    value = json.loads(text, parse_constant=refuse, object_pairs_hook=unique)
    json.dumps(value, ensure_ascii=False).encode("utf-8")  # no surrogates
    if re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f"
                 "\u2028-\u202e\u2066-\u2069]",
                 text):
        raise ValueError("what a terminal obeys stands there unescaped")
    return value


# The schemas.

def load_schemas():
    schemas = {}
    for name in sorted(os.listdir(SCHEMAS)):
        with open(os.path.join(SCHEMAS, name), encoding="utf-8") as stream:
            schemas[name] = json.load(stream)
    return schemas


def validator(schemas, name):
    resolver = jsonschema.RefResolver(name, schemas[name], store=schemas)
    return jsonschema.Draft202012Validator(schemas[name], resolver=resolver)


def complaint(schema, value):
    """The first of what is wrong, or None."""
    error = jsonschema.exceptions.best_match(schema.iter_errors(value))
    if error is None:
        return None
    where = "/".join(map(str, error.absolute_path))
    return f"{where}: {error.message}"[:400]


# The program.

class Answer:
    def __init__(self, *arguments, **more):
        run = subprocess.run([KSARCHIVE, *arguments], check=False,
                             capture_output=True, timeout=60, **more)
        self.status = run.returncode
        self.out = run.stdout
        self.err = run.stderr

    @property
    def lines(self):
        """Not by splitlines(), which knows ends of lines that JSON does not."""
        *lines, rest = self.out.split(b"\n")
        if rest:
            raise ValueError(f"the last line does not end: {rest[:80]!r}")
        return [parse(line) for line in lines]

    @property
    def document(self):
        if not self.out.endswith(b"\n"):
            raise ValueError("the document's last line does not end")
        return parse(self.out)


class Archive:
    """An image, as the reader in Python finds it."""

    def __init__(self, path):
        self.path = path
        self.name = os.path.basename(path)
        self.image = read(path, "json_oracle")

    def bytes(self, path):
        node = self.image.find(path)
        if node is None or node.type != FILE:
            return None
        return self.image.contents(node)

    def text(self, path):
        """As JSON has it: without the newline, and repaired."""
        content = self.bytes(path)
        if content is None:
            return None
        return decoded(content[:-1] if content.endswith(b"\n") else content)

    def catalog(self):
        return self.bytes("catalog").removesuffix(b"\n").split(b"\n")

    def articles(self):
        """The paths of those that are there; slashes count once, as ever."""
        paths = ["/".join(filter(None, decoded(
            line.split(b"\t")[0]).split("/"))) for line in self.catalog()]
        return [path for path in paths if path and self.is_directory(path)]

    def is_directory(self, path):
        node = self.image.find(path)
        return node is not None and node.type == DIRECTORY


def decoded(content):
    """U+FFFD for each byte that is of no character."""
    text = ""
    while True:
        try:
            return text + content.decode("utf-8")
        except UnicodeDecodeError as error:
            text += content[:error.start].decode("utf-8") + "\ufffd"
            content = content[error.start + 1:]


def lines_of(text):
    return text.split("\n") if text else []


def table(text):
    """The names of its columns and its rows, or None where it is none."""
    first, *rows = text.split("\n")
    if not first.startswith("#") or len(first) < 2 or not rows:
        return None
    columns = first[1:].split("\t")
    cells = [row.split("\t") for row in rows]
    if any(len(row) != len(columns) for row in cells):
        return None
    return columns, cells


def column(columns, cells, name):
    if name not in columns:
        return []
    return [row[columns.index(name)] for row in cells]


def people(archive, path):
    names = []
    for field in "led_by", "people":
        text = archive.text(f"{path}/{field}") or ""
        names += column(*found, "name") if (found := table(text)) else (
            lines_of(text))
    return [name for name in dict.fromkeys(names) if name]


def summary(archive, path):
    """What a list tells of an article."""
    due = {"path": path, "people": people(archive, path)}
    for field in "title", "date", "author", "url":
        text = archive.text(f"{path}/{field}")
        if text and (field != "date" or DATE.fullmatch(text)):
            due[field] = text
    return due


# What is asked, of any archive: the command line, and how the values that are
# due are found, or None.

def list_all(archive):
    return [summary(archive, path) for path in archive.articles()]


def terms(name):
    """The directories of an index, which have titles, and the links below."""
    def due(archive):
        image = archive.image
        index = image.find(name)
        found = []
        for node in image.depth_first():
            if node.type == DIRECTORY and index in image.chain(node)[:-1]:
                below = [n for n in image.depth_first() if n.type == LINK
                         and node in image.chain(n)]
                path = image.path(node)
                found.append({
                    "path": path, "pages": len({n.first for n in below}),
                    "title": archive.text(f"{path}/title") or
                    image.name(node)})
        return found
    return due


def articles_on(term):
    """Those that a term's links lead to, in the catalog's order."""
    def due(archive):
        image = archive.image
        node = image.find(term)
        targets = {image.path(image.nodes[n.first])
                   for n in image.nodes if n.type == LINK
                   and node in image.chain(n)}
        return [summary(archive, path) for path in archive.articles()
                if path in targets]
    return due


def fields(archive):
    """All files with what stands in them, without the newline at the end."""
    image = archive.image
    for node in image.nodes:
        if node.type == FILE:
            yield node, image.contents(node).removesuffix(b"\n")


def hit(archive, node, **more):
    return {"path": archive.image.path(archive.image.parent(node)),
            "field": archive.image.name(node), **more}


def lines_with(word, context):
    """As grep -F, with the lines around."""
    def due(archive):
        found = []
        for node, content in fields(archive):
            lines = content.split(b"\n")
            for i, line in enumerate(lines):
                if word not in line:
                    continue
                spans = [[len(decoded(line[:at])) for at in match.span()]
                         for match in re.finditer(re.escape(word), line)]
                found.append(hit(
                    archive, node, line=i + 1, text=decoded(line),
                    matches=[{"start": start, "end": end}
                             for start, end in spans],
                    before=[*map(decoded, lines[max(0, i - context):i])],
                    after=[*map(decoded, lines[i + 1:i + 1 + context])]))
        return found
    return due


def counts_of(word):
    return lambda archive: [
        hit(archive, node, count=sum(word in line
                                     for line in content.split(b"\n")))
        for node, content in fields(archive)]


def fields_with(word):
    return lambda archive: [hit(archive, node)
                            for node, content in fields(archive)
                            if word in content]


def any_term(archive, name):
    image = archive.image
    index = image.find(name)
    return next(image.path(node) for node in image.depth_first()
                if node.type == DIRECTORY and index in image.chain(node)[:-1])


def questions(archive):
    """The options may depend on what there is to ask for."""
    topic, person = (any_term(archive, name) for name in ("topics", "people"))
    return [
        ("list", ["-r"], list_all),
        ("list", [], None),
        ("list", [topic], articles_on(topic)),
        ("topics", [], terms("topics")),
        ("people", [], terms("people")),
        ("topics", [topic], articles_on(topic)),
        ("people", [person], articles_on(person)),
        ("timeline", [], None),
        ("search", ["-F", "one", "-C1"], lines_with(b"one", 1)),
        ("search", ["-F", "\U0001f427"],
         lines_with("\U0001f427".encode(), 0)),
        ("search", ["-F", "e", "-c"], counts_of(b"e")),
        ("search", ["-F", "\\", "-l"], fields_with(b"\\")),
        ("search", ["found nowhere"], lambda archive: []),
    ]

# Of each schema, where in a document a key stands that must; a * is any
# element.
REQUIRED = {
    "list.json": ["command", "items/*/path", "items/*/people"],
    "list-line.json": ["path", "people"],
    "topics.json": ["command", "items/*/path"],
    "topics-line.json": ["path"],
    "people.json": ["command", "items/*/path"],
    "people-line.json": ["path"],
    "timeline.json": ["command", "items/*/sessions", "items/*/sections",
                      "items/*/sections/*/path", "items/*/sections/*/dates"],
    "timeline-line.json": ["sessions", "sections", "sections/*/path"],
    "search.json": ["command", "items/*/path", "items/*/field",
                    "items/*/line", "items/*/text", "items/*/matches",
                    "items/*/matches/*/start", "items/*/matches/*/end",
                    "items/*/before", "items/*/after"],
    "search-line.json": ["path", "field", "line", "text", "matches"],
    "failure.json": ["command", "error", "error/code", "error/message"],
}


def check_answer(tap, schemas, archive, command, options, due):
    name = f"{archive.name}: {' '.join([command, *options])}"
    from_image = ["--image", archive.path]
    document = Answer(command, "--json", *options, *from_image)
    lines = Answer("--jsonl", command, *options, *from_image)
    try:
        whole, each = document.document, lines.lines
    except ValueError as error:
        tap.ok(False, f"{name}: JSON", str(error))
        return None
    notes = [complaint(schemas[f"{command}.json"], whole)]
    notes += [complaint(schemas[f"{command}-line.json"], line)
              for line in each]
    notes = [note for note in notes if note]
    tap.ok(not notes, f"{name}: as its schemas say", "\n".join(notes[:3]))
    tap.ok(each == whole.get("items", [whole]),
           f"{name}: the lines are the document's items")
    tap.ok(document.status == lines.status in (0, 1) and
           not document.err + lines.err, f"{name}: found or not, and no more",
           f"{document.status} {lines.status} {document.err + lines.err}")
    if due:
        expected = due(archive)
        found = whole.get("items", whole)
        tap.ok(expected == found, f"{name}: the bytes of the image",
               difference(expected, found))
    return whole, each


def difference(expected, found):
    if isinstance(expected, list) and isinstance(found, list):
        for ours, theirs in zip(expected, found):
            if ours != theirs:
                return f"expected {ours!a:.400}\nfound {theirs!a:.400}"
        return f"expected {len(expected)} items, found {len(found)}"
    return f"expected {expected!a:.600}\nfound {found!a:.600}"


# Failures. Each code word of the schema, and how it is come by: the command
# line, the exit status, and what else the failure tells.

def without_memory():
    """Enough for all but a text of 40 MB and its copies."""
    resource.setrlimit(resource.RLIMIT_AS, (150 << 20, 150 << 20))


def make_images(folder):
    """Images that cannot be read, or nearly not; their paths by their names."""
    trees = {
        "formless": {"a": b"no catalog\n"},
        "large": {"catalog": b"p\t\tP\n", "p": {"title": b"x" * 40000000}},
    }
    images = {name: image_of(tree) for name, tree in trees.items()}
    images["broken"] = bytearray(images["formless"])
    images["broken"][28] += 1
    images["text"] = b"This is no image.\n" * 10
    for name, content in images.items():
        path = os.path.join(folder, name)
        with open(path, "wb") as stream:
            stream.write(content)
        images[name] = path
    return images


def failures(real, images):
    from_real = ["--image", real]
    return [
        ("usage", 2, [], {}),
        ("usage", 2, ["nope"], {}),
        ("usage", 2, ["list", "--nope"], {}),
        ("usage", 2, ["list", "--image"], {}),
        ("usage", 2, ["list", "a", "b", "c"], {}),
        ("usage", 2, ["list", "--color", "\udcff\x1b[31m"], {}),
        ("not-found", 1, ["list", "nowhere-at-all", *from_real],
         {"suggestions": []}),
        ("not-found", 1, ["list", "2010/out-of-trie", *from_real],
         {"suggestions": ["2010/out-of-tree"]}),
        ("ambiguous", 1, ["list", "2010/s", *from_real], {"candidates": [
            f"2010/{name}" for name in (
                "staging-abis", "scalability", "security",
                "scheduler-issues", "stable-tree-update")]}),
        ("unreadable", 3, ["list", "--image", "/nowhere\udcff"], {}),
        ("unreadable", 3, ["list", "--image", "."], {}),
        ("bad-pattern", 2, ["search", "a\u20ac(", *from_real],
         {"offset": 5}),
        ("no-archive", 3, ["list"], {}),
        ("no-image", 3, ["list", "--image", images["text"]], {}),
        ("unknown-form", 3, ["list", "-r", "--image", images["formless"]], {}),
        ("broken-image", 3, ["list", "--image", images["broken"]],
         {"fault": "names-off", "offset": 32}),
        ("out-of-memory", 3, ["list", "-r", "--image", images["large"]], {}),
    ]


def check_failure(tap, schema, number, failure, option):
    """Where the option stands does not matter, so each place has its turn."""
    code, status, arguments, details = failure
    name = f"{code}: {' '.join(arguments)!a} {option}"
    at = number % (len(arguments) + 1)
    if at and arguments[at - 1] == "--image":
        at -= 1
    more = {"env": {**os.environ, "SYSFS_PATH": "/nowhere"}}
    if code == "out-of-memory":
        more["preexec_fn"] = without_memory
    answer = Answer(*arguments[:at], option, *arguments[at:], **more)
    try:
        lines = answer.lines
    except ValueError as error:
        tap.ok(False, name, f"{error}: {answer.out!a:.200}")
        return None
    error = lines[-1].get("error", {})
    found = {key: error.get(key) for key in ["code", *details]}
    note = complaint(schema, lines[-1])
    tap.ok(not note and found == {"code": code, **details} and
           answer.status == status and not answer.err, name,
           f"{note}\n{answer.status} {answer.out!a:.400} {answer.err!a:.200}")
    return lines[-1]


def check_vanishing(tap, schemas, folder):
    """The file is cut short while the answer waits for its reader."""
    pages = {f"p{i}": {"title": b"x" * 500} for i in range(2000)}
    catalog = "".join(f"{page}\t\t\n" for page in pages).encode()
    content = image_of({"catalog": catalog, **pages})
    path = os.path.join(folder, "vanishing")
    for option, schema in (("--json", "list.json"),
                           ("--jsonl", "list-line.json")):
        with open(path, "wb") as stream:
            stream.write(content)
        with subprocess.Popen(
                [KSARCHIVE, "list", "-r", option, "--image", path],
                stdout=subprocess.PIPE) as run:
            out = run.stdout.readline()
            os.truncate(path, 0)
            out += run.stdout.read()
        try:
            values = [parse(out)] if option == "--json" else [
                parse(line) for line in out.splitlines()]
        except ValueError as error:
            tap.ok(False, f"image-vanished: {option}", str(error))
            continue
        note = [complaint(schemas[schema], value) for value in values]
        known = values[0]["items"] if option == "--json" else values[:-1]
        tap.ok(not any(note) and 0 < len(known) < len(pages) and
               values[-1]["error"]["code"] == "image-vanished" and
               run.returncode == 3,
               f"image-vanished: {option}, behind what was found before",
               f"{note[-1]} {len(known)} {run.returncode}")


def check_failures(tap, schemas, real, folder):
    images = make_images(folder)
    schema, answers = schemas["failure.json"], []
    for i, failure in enumerate(failures(real, images)):
        for option in "--json", "--jsonl":
            answers.append(check_failure(tap, schema, i, failure, option))
    answers = [answer for answer in answers if answer]
    check_mutants(tap, "failure.json", schema, answers)


# Mutations.

def shortened(value):
    """With no more than two elements in each array."""
    if isinstance(value, dict):
        return {key: shortened(member) for key, member in value.items()}
    if isinstance(value, list):
        return [shortened(element) for element in value[:2]]
    return value


def places(value, path=()):
    """Where anything stands."""
    yield path, value
    if isinstance(value, dict):
        for key, member in value.items():
            yield from places(member, path + (key,))
    elif isinstance(value, list):
        for i, element in enumerate(value):
            yield from places(element, path + (i,))


def changed(value, path, change):
    """A copy in which change() was done to what stands there."""
    mutant = copy.deepcopy(value)
    target = mutant
    for step in path[:-1]:
        target = target[step]
    change(target, path[-1])
    return mutant


def put(new):
    def change(target, key):
        target[key] = new
    return change


def drop(target, key):
    del target[key]


def other_types(value):
    for other in None, True, 17.5, {}, [], {"x": 0}, [0]:
        if value == [] == other:
            continue
        yield other
    if not isinstance(value, str):
        yield "word"


def mutants(answer, required):
    for path, value in places(answer):
        for other in other_types(value):
            if path and type(other) is not type(value):
                yield f"{path} = {other}", changed(answer, path, put(other))
        if isinstance(value, dict):
            yield (f"{path} + a key",
                   changed(answer, path + ("unexpected",), put({"x": 0})))
        if is_required(path, required):
            yield f"{path} dropped", changed(answer, path, drop)


def is_required(path, required):
    steps = ["*" if isinstance(step, int) else step for step in path]
    return "/".join(steps) in required


def check_mutants(tap, name, schema, answers):
    accepted, seen = [], set()
    for answer in answers:
        for what, mutant in mutants(answer, REQUIRED[name]):
            seen.add(what.split(" ")[-1])
            if schema.is_valid(mutant):
                accepted.append(what)
    tap.ok(not accepted and {"dropped", "key"} <= seen,
           f"{name}: refuses what is not so", "\n".join(accepted[:5]))


def main():
    tap = Tap()
    raw = load_schemas()
    schemas = {name: validator(raw, name) for name in raw}
    for name, schema in raw.items():
        jsonschema.Draft202012Validator.check_schema(schema)
    samples = {}
    for path in sys.argv[3:]:
        archive = Archive(path)
        for command, options, due in questions(archive):
            answer = check_answer(tap, schemas, archive, command, options, due)
            if answer:
                whole, lines = map(shortened, answer)
                samples.setdefault(f"{command}.json", []).append(whole)
                samples.setdefault(f"{command}-line.json", []).extend(lines)
    for name, answers in samples.items():
        check_mutants(tap, name, schemas[name], answers)
    with tempfile.TemporaryDirectory() as folder:
        check_failures(tap, schemas, sys.argv[3], folder)
        check_vanishing(tap, schemas, folder)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
