#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Is what ksarchive says to programs valid, described, and true?

Every command is asked for a document and for lines. What it says must be JSON
by the letter, be what the command's schema describes, and hold the bytes that
the reader in Python finds in the image. And each schema must refuse such an
answer when a key is missing, new, or of another type.

usage: json_oracle.py KSARCHIVE SCHEMAS DEFECTS IMAGE...
"""

import copy
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import zlib

import jsonschema

sys.dont_write_bytecode = True  # nothing is built among the sources

from ksa_reader import DIRECTORY, FILE, LINK, TYPE_WORDS, read  # noqa: E402
from ksa_writer import image_of  # noqa: E402
from tap import Tap  # noqa: E402
from unpack import unpack  # noqa: E402

KSARCHIVE, SCHEMAS = sys.argv[1:3]


class Results(Tap):
    """With notes on failures only."""

    def ok(self, passed, name, note=None):
        super().ok(passed, name, None if passed else note)


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


# Draft 2020-12 by jsonschema, but for the time it takes: of alternatives that
# do not fit nobody reads the errors, and what was found to be a path, a name
# or a date once need not be looked at again.

def one_of(validator, schemas, value, _):
    fit = [i for i, schema in enumerate(schemas)
           if validator.evolve(schema=schema).is_valid(value)]
    if len(fit) != 1:
        yield jsonschema.ValidationError(
            f"{value!a:.200} fits {len(fit)} of {len(schemas)} alternatives")


FOUND_VALID = set()


def ref(validator, reference, value, schema):
    if not isinstance(value, str):
        yield from BY_THE_LETTER["$ref"](validator, reference, value, schema)
        return
    key = validator.resolver.resolution_scope, reference, value
    if key not in FOUND_VALID:
        errors = [*BY_THE_LETTER["$ref"](validator, reference, value, schema)]
        if not errors:
            FOUND_VALID.add(key)
        yield from errors


BY_THE_LETTER = jsonschema.Draft202012Validator.VALIDATORS
Validator = jsonschema.validators.extend(
    jsonschema.Draft202012Validator, {"oneOf": one_of, "$ref": ref})


def validator(schemas, name):
    resolver = jsonschema.RefResolver(name, schemas[name], store=schemas)
    return Validator(schemas[name], resolver=resolver)


def complaint(schema, value):
    """The first of what is wrong, or None."""
    if schema.is_valid(value):
        return None
    error = jsonschema.exceptions.best_match(schema.iter_errors(value))
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
        targets = {}
        for node in image.nodes:
            if node.type == LINK:
                for above in image.chain(node):
                    targets.setdefault(above, set()).add(node.first)
        return [{"path": (path := image.path(node)),
                 "count": len(targets.get(node, ())),
                 "title": archive.text(f"{path}/title") or image.name(node)}
                for node in image.depth_first()
                if node.type == DIRECTORY and index in image.chain(node)[:-1]]
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


def tree(archive):
    image = archive.image
    found = []
    for node in image.depth_first():
        entry = {"path": image.path(node), "type": TYPE_WORDS[node.type]}
        if node.type == FILE:
            entry["size"] = node.count
        elif node.type == LINK:
            entry["target"] = image.link_text(node)
        found.append(entry)
    return with_image(archive, found[1:])


def with_image(archive, entries):
    """The surfaces add it to the root, where it belongs by its name."""
    names = [entry["path"].split("/")[0] < "image" for entry in entries]
    at = names.index(False) if False in names else len(names)
    entry = {"path": "image", "type": "file", "size": archive.image.header.size}
    return entries[:at] + [entry] + entries[at:]


def has_directory(archive, path):
    return any(child.type == DIRECTORY for child in
               archive.image.children(archive.image.find(path)))


def is_section(archive, path):
    above, _, name = path.rpartition("/")
    lines = archive.text(f"{above}/sections".lstrip("/")) or ""
    return has_directory(archive, path) or name in [
        line.split("\t")[0] for line in lines.split("\n")]


def number_of_terms(archive, name):
    image = archive.image
    index = image.find(name)
    return sum(node.type == DIRECTORY and index in image.chain(node)[:-1]
               for node in image.nodes)


def info(archive):
    header = archive.image.header
    types = [node.type for node in archive.image.nodes]
    articles = archive.articles()
    names = [line.split("\t")[0]
             for line in lines_of(archive.text("taxonomies"))]
    crc = f"0x{zlib.crc32(archive.image.bytes[:-4]):08x}"
    due = {
        "command": "info",
        "counts": {
            "articles": len(articles),
            "sections": sum(is_section(archive, p) for p in articles),
            "text_bytes": sum(len(archive.bytes(f"{path}/text") or b"")
                              for path in articles),
            "nodes": len(types), "directories": types.count(DIRECTORY),
            "files": types.count(FILE), "links": types.count(LINK)},
        "taxonomies": [{"name": name, "count": number_of_terms(archive, name)}
                       for name in names
                       if name and archive.is_directory(name)],
        "version": {"major": header.major, "minor": header.minor},
        "size": header.size,
        "crc": {"stored": crc, "computed": crc, "ok": True},
        "source": {"kind": "file", "name": archive.path,
                   "compression": "none", "module": False}}
    for field in "title", "edition", "licence":
        if archive.text(field):
            due[field] = archive.text(field)
    return due


def listing(archive, path):
    name = archive.text(f"{path}/listing") or "pages"
    return name, archive.bytes(f"{path}/{name}") or b""


def listed(archive, path, lines):
    names = [decoded(line.split(b"\t")[0])
             for line in lines.removesuffix(b"\n").split(b"\n")]
    return [f"{path}/{name}" for name in names
            if name and "/" not in name
            and archive.is_directory(f"{path}/{name}")]


def page(archive, path):
    """All that an article has."""
    image = archive.image
    due = summary(archive, path)
    lists = []
    if is_section(archive, path):
        name, lines = listing(archive, path)
        lists = [name, "sections"]
        due["pages"] = listed(archive, path, lines)
        due["sections"] = listed(archive, path,
                                 archive.bytes(f"{path}/sections") or b"")
    due["fields"] = {}
    for node in image.children(image.find(path)):
        name = image.name(node)
        text = archive.text(f"{path}/{name}")
        if node.type == LINK and name in ("prev", "next"):
            due[name] = image.path(image.nodes[node.first])
        elif node.type == FILE and name == "text":
            due.update({"text": text} if text else {})
        elif node.type == FILE and name not in lists:
            due["fields"][name] = field(text)
    return due


def field(text):
    found = table(text)
    if not found or len(set(found[0])) < len(found[0]) or "" in found[0]:
        return text.removesuffix("\n").split("\n") if text else []
    records = [{name: cell for name, cell in zip(found[0], row) if cell}
               for row in found[1]]
    return [record for record in records if record]


def any_term(archive, name):
    image = archive.image
    index = image.find(name)
    return next(image.path(node) for node in image.depth_first()
                if node.type == DIRECTORY and index in image.chain(node)[:-1])


def shown(path):
    return lambda archive: {"command": "show", **page(archive, path)}


def shown_fields(path, names):
    def due(archive):
        texts = {name: archive.text(f"{path}/{name}") for name in names}
        found = {"command": "show", "path": path}
        if "text" in texts:
            found["text"] = texts.pop("text")
        return {**found, "fields": {name: field(text)
                                    for name, text in texts.items()}}
    return due


def questions(archive):
    """The options may depend on what there is to ask for."""
    article = archive.articles()[len(archive.articles()) // 2]
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
        ("show", [article], shown(article)),
        ("show", [article, "--field", "title", "--field", "people"],
         shown_fields(article, ["title", "people"])),
        ("show", [article, "--raw"], shown_fields(article, ["text"])),
        ("show", [article + "/title"], shown_fields(article, ["title"])),
        ("show", [article, "--fields"], None),
        ("show", [""], None),
        ("show", [topic], None),
        ("random", ["--seed", "7"], None),
        ("search", ["--rank", "one"], None),
        ("verify", [], None),
        ("tree", [], tree),
        ("info", [], info),
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
    "timeline.json": ["command", "items/*/count", "items/*/meetings",
                      "items/*/meetings/*/path", "items/*/meetings/*/dates"],
    "timeline-line.json": ["count", "meetings", "meetings/*/path"],
    "tree.json": ["command", "items/*/path", "items/*/type"],
    "tree-line.json": ["path", "type"],
    "info.json": ["command", "counts", "counts/nodes", "taxonomies", "version",
                  "version/major", "size", "crc", "crc/ok", "source",
                  "taxonomies/*/count", "source/kind", "source/module"],
    "info-line.json": ["command", "counts", "counts/articles", "source"],
    "export.json": ["command", "format", "directory", "counts",
                    "counts/articles", "counts/files"],
    "export-line.json": ["command", "format", "directory", "counts"],
    "export-index.json": ["fields", "articles", "taxonomies",
                          "articles/*/path", "articles/*/people",
                          "taxonomies/*/name", "taxonomies/*/terms",
                          "taxonomies/*/synonyms",
                          "taxonomies/*/synonyms/*/variant",
                          "taxonomies/*/synonyms/*/term",
                          "taxonomies/*/terms/*/path",
                          "taxonomies/*/terms/*/pages"],
    "export-article.json": ["path", "people", "fields"],
    "show.json": ["command", "path", "fields"],
    "show-line.json": ["command", "path", "fields"],
    "random.json": ["command", "path", "people", "fields"],
    "random-line.json": ["command", "path", "people", "fields"],
    "verify.json": ["command", "items/*/check", "items/*/ok",
                    "items/*/message"],
    "verify-line.json": ["check", "ok", "message"],
    "search.json": ["command", "items/*/path", "items/*/field",
                    "items/*/line", "items/*/text", "items/*/matches",
                    "items/*/matches/*/start", "items/*/matches/*/end",
                    "items/*/before", "items/*/after", "items/*/score",
                    "items/*/snippet", "items/*/snippet/line"],
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
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in expected.keys() | found.keys():
            ours, theirs = expected.get(key), found.get(key)
            if ours != theirs:
                return f"{key}: expected {ours!a:.400}\nfound {theirs!a:.400}"
    return f"expected {expected!a:.600}\nfound {found!a:.600}"


def load(path):
    with open(path, "rb") as stream:
        return parse(stream.read())


def synonyms(archive, taxonomy):
    """What the index's file of that name tells, if it is a table."""
    found = table(archive.text(f"{taxonomy}/synonyms") or "")
    return [{"variant": row[0], "term": row[1]}
            for row in (found[1] if found else []) if len(row) > 1]


def check_export(tap, schemas, archive, folder, samples):
    """The answer, and what it is about."""
    articles = list(dict.fromkeys(archive.articles()))
    for option in "--json", "--jsonl":
        target = os.path.join(folder, archive.name + option)
        answer = Answer("export", option, target, "--image", archive.path)
        due = {"command": "export", "format": "json", "directory": target,
               "counts": {"articles": len(articles),
                          "files": len(articles) + 1}}
        found = answer.document
        note = complaint(schemas["export.json"], found)
        tap.ok(not note and found == due and not answer.status,
               f"{archive.name}: export {option}",
               f"{note}\n{difference(due, found)}")
        samples.setdefault("export.json", []).append(found)
        samples.setdefault("export-line.json", []).append(found)
    index = load(os.path.join(target, "index.json"))
    notes = [complaint(schemas["export-index.json"], index)]
    for path in articles:
        due = page(archive, path)
        found = load(os.path.join(target, path + ".json"))
        notes.append(complaint(schemas["export-article.json"], found))
        if found != due:
            notes.append(f"{path}: {difference(due, found)}")
        samples.setdefault("export-article.json", []).append(shortened(found))
    outlines = [{key: value for key, value in page(archive, path).items()
                 if key not in ("prev", "next", "fields", "text")}
                for path in articles]
    if index["articles"] != outlines:
        notes.append(difference(outlines, index["articles"]))
    due = {taxonomy["name"]: synonyms(archive, taxonomy["name"])
           for taxonomy in index["taxonomies"]}
    found = {taxonomy["name"]: taxonomy["synonyms"]
             for taxonomy in index["taxonomies"]}
    if found != due:
        notes.append(difference(due, found))
    samples.setdefault("export-index.json", []).append(shortened(index))
    notes = [note for note in notes if note]
    tap.ok(not notes, f"{archive.name}: what is exported is what is there",
           "\n".join(notes[:3]))


def publish(archive, folder):
    """As the module would, though not read-only; then spoiled."""
    root = os.path.join(folder, "sysfs/kernel/ksarchive")
    unpack(archive.image, root)
    with open(os.path.join(root, "image"), "wb") as stream:
        stream.write(archive.image.bytes)
    os.remove(os.path.join(root, "title"))
    os.remove(os.path.join(root, "2010/out-of-tree/next"))
    os.mkdir(os.path.join(root, "edition\udcff"))
    with open(os.path.join(root, "2007/title"), "ab") as stream:
        stream.write(b"more")
    os.truncate(os.path.join(root, "2010/text"), 7)
    return os.path.join(folder, "sysfs")


def check_faults(tap, schemas, archive, defects, samples, folder):
    """What verify says of what is damaged."""
    names = [name for name in sorted(os.listdir(defects))
             if name != "expected"]
    questions = [["--image", os.path.join(defects, name)] for name in names]
    questions.append(["--image", archive.path, "--sysfs",
                      publish(archive, folder), "--proc", "/nowhere"])
    notes, found = [], []
    for arguments in questions:
        answer = Answer("verify", "--json", *arguments)
        lines = Answer("verify", "--jsonl", *arguments).lines
        whole = answer.document
        note = [complaint(schemas["verify.json"], whole)]
        note += [complaint(schemas["verify-line.json"], x) for x in lines]
        notes += [f"{arguments}: {each}" for each in note if each]
        if answer.status != 1 or answer.err or lines != whole["items"]:
            notes.append(f"{arguments}: {answer.status} {answer.err}")
        found.append(whole)
    tap.ok(not notes, f"verify: {len(names)} defects and a tree",
           "\n".join(notes[:5]))
    kinds = {item.get("difference") for item in found[-1]["items"]}
    tap.ok(kinds >= {"missing", "extra", "shorter", "longer", "mode"},
           "verify: differences", str(kinds))
    whole = found[-1]
    samples["verify.json"] += [*map(shortened, found[:3]),
                               {**whole, "items": whole["items"][-3:]}]
    samples["verify-line.json"] += found[0]["items"] + whole["items"][-3:]


# Failures. Each code word of the schema, and how it is come by: the command
# line, the exit status, and what else the failure tells.

def without_memory():
    """Enough for all but a text of 40 MB and its copies."""
    resource.setrlimit(resource.RLIMIT_AS, (150 << 20, 150 << 20))


def make_images(folder):
    """Images that cannot be read, or nearly not; their paths by their names."""
    trees = {
        "formless": {"a": b"no catalog\n"},
        "large": {"catalog": b"o\t\tO\np\t\tP\n", "o": {"title": b"x"},
                  "p": {"title": b"x" * 40000000}},
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
        ("not-found", 1, ["show", "2010", "--field", "none", *from_real],
         {}),
        ("cannot-write", 3, ["export", "/dev/null/x", *from_real], {}),
        ("bad-pattern", 2, ["search", "a\u20ac(", *from_real],
         {"offset": 5}),
        ("no-archive", 3, ["list"], {}),
        ("no-image", 3, ["list", "--image", images["text"]], {}),
        ("unknown-form", 3, ["list", "-r", "--image", images["formless"]], {}),
        ("broken-image", 3, ["list", "--image", images["broken"]],
         {"fault": "names-off", "offset": 32}),
    ]


def check_failure(tap, schema, number, failure, option):
    """Where the option stands does not matter, so each place has its turn."""
    code, status, arguments, details = failure
    name = f"{code}: {' '.join(arguments)!a} {option}"
    at = number % (len(arguments) + 1)
    if at and arguments[at - 1] == "--image":
        at -= 1
    answer = Answer(*arguments[:at], option, *arguments[at:],
                    env={**os.environ, "SYSFS_PATH": "/nowhere"})
    try:
        lines = answer.lines or [{}]
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
    for option in "--json", "--jsonl":
        with open(path, "wb") as stream:
            stream.write(content)
        with subprocess.Popen(
                [KSARCHIVE, "list", "-r", option, "--image", path],
                stdout=subprocess.PIPE) as run:
            out = run.stdout.readline()
            os.truncate(path, 0)
            out += run.stdout.read()
        check_cut_short(tap, schemas, "image-vanished", option, out,
                        run.returncode, len(pages))


def check_cut_short(tap, schemas, code, option, out, status, most):
    """Items, and then why there are no more."""
    name = f"{code}: {option}, behind what was found before"
    try:
        values = [parse(out)] if option == "--json" else [
            parse(line) for line in out.removesuffix(b"\n").split(b"\n")]
    except ValueError as error:
        tap.ok(False, name, str(error))
        return
    schema = schemas["list.json" if option == "--json" else "list-line.json"]
    notes = [note for value in values if (note := complaint(schema, value))]
    items = values[0]["items"] if option == "--json" else values[:-1]
    tap.ok(not notes and 0 < len(items) < most and status == 3 and
           values[-1]["error"]["code"] == code, name,
           f"{notes} {len(items)} {status} {out[-200:]!a}")


def check_want(tap, schemas, images):
    """Of memory, and of room for what is written."""
    for option in "--json", "--jsonl":
        arguments = ["list", "-r", option, "--image", images["large"]]
        answer = Answer(*arguments, preexec_fn=without_memory)
        check_cut_short(tap, schemas, "out-of-memory", option, answer.out,
                        answer.status, 2)
        with open("/dev/full", "wb") as full:
            run = subprocess.run([KSARCHIVE, *arguments], stdout=full,
                                 stderr=subprocess.PIPE, check=False)
        tap.ok(run.returncode == 3 and run.stderr ==
               b"ksarchive: standard output: cannot be written: "
               b"No space left on device\n", f"a full disk: {option}",
               f"{run.returncode} {run.stderr}")


def check_failures(tap, schemas, real, folder):
    images = make_images(folder)
    schema, answers = schemas["failure.json"], []
    for i, failure in enumerate(failures(real, images)):
        for option in "--json", "--jsonl":
            answers.append(check_failure(tap, schema, i, failure, option))
    answers = [answer for answer in answers if answer]
    known = (schemas["common.json"].schema["$defs"]["error"]["properties"]
             ["code"]["enum"])
    words = {answer["error"]["code"] for answer in answers}
    check_want(tap, schemas, images)
    words |= {"image-vanished", "out-of-memory"}  # come by elsewhere
    tap.ok(words == set(known), "every code word was come by",
           f"not {', '.join(sorted(words ^ set(known)))}")
    check_mutants(tap, "failure.json", schema, answers)


# Mutations.

def shortened(value):
    """With no more than two elements in an array, and four fields."""
    if isinstance(value, dict):
        return {key: shortened(dict([*member.items()][-4:])
                               if key == "fields" else member)
                for key, member in value.items()}
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


def new_places(answer, known):
    """Those beside whose neighbours nothing stood in answers before."""
    for path, value in places(answer):
        beside = answer
        for step in path[:-1]:
            beside = beside[step]
        place = (generic(path), type(value),
                 isinstance(beside, dict) and path[-2:-1] != ("fields",) and
                 frozenset(beside))
        if place not in known:
            known.add(place)
            yield path, value


def mutants(answer, required, known):
    """But for a record made a line: a field may have either."""
    for path, value in new_places(answer, known):
        for other in other_types(value):
            if path and type(other) is not type(value) and not (
                    other == "word" and path[:-2][-1:] == ("fields",)):
                yield f"{path} = {other}", changed(answer, path, put(other))
        if isinstance(value, dict):
            yield (f"{path} + a key",
                   changed(answer, path + ("unexpected",), put({"x": 0})))
        if generic(path) in required:
            yield f"{path} dropped", changed(answer, path, drop)


def generic(path):
    """The same for all elements of an array, and for all fields."""
    return "/".join("*" if isinstance(step, int) or
                    path[i - 1:i] == ("fields",) else step
                    for i, step in enumerate(path))


def check_mutants(tap, name, schema, answers):
    accepted, seen, known = [], set(), set()
    for answer in answers:
        for what, mutant in mutants(answer, REQUIRED[name], known):
            seen.add(what.split(" ")[-1])
            if schema.is_valid(mutant):
                accepted.append(what)
    tap.ok(not accepted and {"dropped", "key"} <= seen,
           f"{name}: refuses what is not so", "\n".join(accepted[:5]))


def main():
    tap = Results()
    raw = load_schemas()
    schemas = {name: validator(raw, name) for name in raw}
    for name, schema in raw.items():
        jsonschema.Draft202012Validator.check_schema(schema)
    samples = {}
    for path in sys.argv[4:]:
        archive = Archive(path)
        for command, options, due in questions(archive):
            answer = check_answer(tap, schemas, archive, command, options, due)
            if answer:
                whole, lines = map(shortened, answer)
                samples.setdefault(f"{command}.json", []).append(whole)
                samples.setdefault(f"{command}-line.json", []).extend(lines)
    with tempfile.TemporaryDirectory() as folder:
        check_faults(tap, schemas, Archive(sys.argv[4]), sys.argv[3], samples,
                     folder)
        for path in sys.argv[4:]:
            check_export(tap, schemas, Archive(path), folder, samples)
        for name, answers in samples.items():
            check_mutants(tap, name, schemas[name], answers)
        check_failures(tap, schemas, sys.argv[4], folder)
        check_vanishing(tap, schemas, folder)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
