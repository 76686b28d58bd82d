#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""What a site made of an archive must be, looked at without the program that
made it: the pages through Python's html.parser, the archive through the reader
in Python.

usage: site_oracle.py SITE IMAGE

Prints a line a check, "ok NAME" or "not ok NAME", and below it what is wrong.
"""

import os
import posixpath
import re
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import ksa_reader
from ksa_reader import DIRECTORY, FILE, LINK

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr", "source"}
ACTIVE = {"script", "iframe", "frame", "object", "embed", "applet", "form",
          "input", "button", "base", "style", "img", "audio", "video",
          "source", "track", "template", "noscript", "portal"}
SCHEMES = {"http", "https", "ftp", "mailto"}
FORBIDDEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
NOT_FIELDS = {"title", "link_title", "text", "weight", "listing", "sections",
              "pages", "terms", "taxonomies", "catalog", "README", "date"}


class Page(HTMLParser):
    """A page's tags, in order and balanced, and the text between them."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.faults, self.stack, self.ids, self.tags = [], [], [], []
        self.texts, self.words, self.labels = {}, [], []
        self.feed(html)
        self.close()
        if self.stack:
            self.faults.append(f"not closed: {self.stack}")

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice")
        self.tags.append((tag, dict(attrs), tuple(self.stack)))
        if "id" in names:
            self.ids.append(dict(attrs)["id"])
        if tag not in VOID:
            kind = dict(attrs).get("class")
            self.stack.append(tag + (f".{kind}" if kind else ""))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag):
        if not self.stack or self.stack[-1].split(".")[0] != tag:
            self.faults.append(f"</{tag}> in {self.stack}")
        else:
            self.stack.pop()

    def handle_data(self, data):
        self.words.append(data)
        if self.stack and self.stack[-1] == "dt":
            self.labels.append(data)
        for at in self.stack:
            self.texts[at] = self.texts.get(at, "") + data

    def handle_comment(self, data):
        self.faults.append(f"a comment: {data}")

    def text(self):
        return "".join(self.words)

    def links(self, inside):
        """The href of each a that stands in an element of that name."""
        return [attrs["href"] for tag, attrs, stack in self.tags
                if tag == "a" and "href" in attrs and inside in stack]


def shown(data):
    """Bytes of the archive as HTML can show them."""
    # As many U+FFFD as there are bad bytes, where Python has one a sequence.
    text = data.decode("utf-8", "surrogateescape")
    text = re.sub("[\udc80-\udcff]", "\ufffd", text)
    return FORBIDDEN.sub("\ufffd", text)


class Archive:
    """What the image says that the site must show."""

    def __init__(self, path):
        with open(path, "rb") as stream:
            content = bytearray(stream.read())
        # Bytes may have been changed on purpose: then the CRC is not theirs.
        end = ksa_reader.Header.at(bytes(content)).trailer_off
        content[end:end + 4] = ksa_reader.zlib.crc32(
            content[:end]).to_bytes(4, "little")
        self.image = ksa_reader.Image(content)
        self.nodes = {self.image.path(node): node
                      for node in self.image.nodes}
        self.articles = [line.split("\t")[0]
                         for line in self.field("", "catalog").splitlines()]
        rows = self.field("", "taxonomies").splitlines()
        self.indexes = [row.split("\t")[0] for row in rows
                        if not row.startswith("#")]
        self.terms = [path for path, node in self.nodes.items()
                      if node.type == DIRECTORY and "/" in path and
                      path.split("/")[0] in self.indexes]

    def field(self, directory, name):
        node = self.nodes.get(posixpath.join(directory, name))
        if node is None or node.type != FILE:
            return ""
        return shown(self.image.contents(node)).removesuffix("\n")

    def files(self, directory):
        return [self.image.name(node)
                for node in self.image.children(self.nodes[directory])
                if node.type == FILE]

    def link(self, path):
        node = self.nodes.get(path)
        if node is None or node.type != LINK:
            return None
        return self.image.path(self.image.nodes[node.first])

    def is_section(self, path):
        parent, name = posixpath.split(path)
        listed = [line.split("\t")[0] for line in
                  self.field(parent, "sections").splitlines()]
        return name in listed

    def year(self, path):
        above = posixpath.dirname(path)
        while above:
            for name in "dates", "date":
                found = re.match(r"\d{4}", self.field(above, name))
                if found:
                    return found.group()
            above = posixpath.dirname(above)
        found = re.match(r"\d{4}", self.field(path, "date"))
        return found and found.group()

    def file_of(self, path):
        names = path.split("/") if path else []
        for i, name in enumerate(names):
            if name == "index.html" or (i == 0 and name in
                                        ("style.css", "timeline")):
                names[i] += "~"
        return "/".join(names + ["index.html"])


class Site:
    def __init__(self, folder, archive):
        self.folder, self.archive = folder, archive
        self.files = sorted(
            os.path.relpath(os.path.join(above, name), folder)
            for above, _, names in os.walk(folder) for name in names)
        self.pages = {name: Page(self.read(name)) for name in self.files
                      if name.endswith("index.html")}

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as page:
            return page.read()

    def page(self, path):
        return self.pages[self.archive.file_of(path)]

    def target(self, name, href):
        """The file and the anchor that a link leads to; None outside."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return None
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name),
                                                 unquote(parts.path)))
        return (path if parts.path else name), unquote(parts.fragment)

    def led_inside(self, path, hrefs):
        name = self.archive.file_of(path)
        return [self.target(name, href)[0] for href in hrefs
                if self.target(name, href)]

    def led_to(self, path, hrefs):
        return [self.target(self.archive.file_of(path), href)[0]
                for href in hrefs]


def check_pages(site):
    archive = site.archive
    due = {archive.file_of(path) for path in
           ["", *archive.articles, *archive.indexes, *archive.terms]}
    due |= {"timeline/index.html", "style.css"}
    return [f"missing: {name}" for name in due - set(site.files)] + \
        [f"too many: {name}" for name in set(site.files) - due]


def check_markup(site):
    for name, page in site.pages.items():
        yield from (f"{name}: {fault}" for fault in page.faults)
        if len(page.ids) != len(set(page.ids)):
            yield f"{name}: an id stands twice"
        if FORBIDDEN.search(site.read(name)):
            yield f"{name}: a character that HTML forbids"


def check_links(site):
    for name, page in site.pages.items():
        for tag, attrs, _ in page.tags:
            href = attrs.get("href", "data:")
            target = site.target(name, href)
            if target is None:
                continue
            file, anchor = target
            if href.startswith("/") or file not in site.files:
                yield f"{name}: {href}: leads nowhere"
            elif anchor and anchor not in site.pages[file].ids:
                yield f"{name}: {href}: no such anchor"


def check_passive(site):
    for name, page in site.pages.items():
        for tag, attrs, _ in page.tags:
            if tag in ACTIVE:
                yield f"{name}: <{tag}>"
            for key, value in attrs.items():
                if key.startswith("on") or key in ("style", "src", "srcset"):
                    yield f"{name}: <{tag} {key}={value}>"
            scheme = urlsplit(attrs.get("href", "")).scheme
            if scheme and scheme not in SCHEMES and \
                    (tag, attrs["href"]) != ("link", "data:,"):
                yield f"{name}: {attrs['href']}: its scheme"


def check_requests(site):
    """Nothing is fetched but by a click: links apart, all is in the folder."""
    for name, page in site.pages.items():
        for tag, attrs, _ in page.tags:
            if tag != "a" and site.target(name, attrs.get("href", "")) is None \
                    and attrs["href"] != "data:,":
                yield f"{name}: <{tag}> fetches {attrs['href']}"
    if re.search(r"url\(|@import|@font-face", site.read("style.css")):
        yield "style.css: fetches"


def check_imprint(site):
    archive = site.archive
    licence, title = archive.field("", "licence"), archive.field("", "title")
    for name, page in site.pages.items():
        imprint = page.texts.get("footer.imprint", "")
        if title not in imprint or f"Licence: {licence}" not in imprint:
            yield f"{name}: {imprint!r}"
    for path in archive.articles:
        source = site.page(path).texts.get("footer.source", "")
        hrefs = site.page(path).links("footer.source")
        byline = site.page(path).texts.get("p.date", "")
        if archive.field(path, "author") not in byline:
            yield f"{path}: no author in {byline!r}"
        url = archive.field(path, "url")
        if "Source: " not in source or f"Licence: {licence}" not in source or \
                archive.field(path, "author") not in source:
            yield f"{path}: {source!r}"
        if url.startswith("http") and url not in hrefs:
            yield f"{path}: {url} is not in {hrefs}"
        if re.fullmatch(r"\d{4}-\d\d-\d\d", archive.field(path, "date")) and \
                archive.field(path, "date")[:4] not in source:
            yield f"{path}: no date in {source!r}"


def check_neighbours(site):
    archive = site.archive
    for path in archive.articles:
        page = site.page(path)
        for name in "prev", "next":
            due = archive.link(f"{path}/{name}")
            due = [archive.file_of(due)] * 2 if due else []
            found = site.led_to(path, [
                attrs["href"] for tag, attrs, _ in page.tags
                if attrs.get("rel") == name])
            if found != due:
                yield f"{path}: {name}: {found}, expected {due}"


def check_sections(site):
    """A section's page has its pages and sections in their order."""
    archive = site.archive
    for path in ["", *archive.articles]:
        listing = archive.field(path, "listing") or "pages"
        lines = archive.field(path, listing).splitlines() + \
            archive.field(path, "sections").splitlines()
        due = [archive.file_of(posixpath.join(path, line.split("\t")[0]))
               for line in lines if "\t" in line]
        found = site.led_to(path, site.page(path).links("ol.entries"))
        if found != due:
            yield f"{path}: {found}, expected {due}"


def check_terms(site):
    archive = site.archive
    articles = set(map(archive.file_of, archive.articles))
    for path in archive.terms:
        page = site.page(path)
        due = [archive.file_of(line.split("\t")[0])
               for line in archive.field(path, "pages").splitlines()]
        # What is said of a page may hold links to terms, or out.
        found = [file for file in
                 site.led_inside(path, page.links("ul.entries"))
                 if file in articles]
        if found != due:
            yield f"{path}: {found}, expected {due}"
        below = [term for term in archive.terms
                 if term.startswith(path + "/")]
        if sorted(site.led_to(path, page.links("div.terms"))) != \
                sorted(map(archive.file_of, below)):
            yield f"{path}: not the terms below it"
    for path in archive.indexes:
        found = site.led_to(path, site.page(path).links("div.terms"))
        due = [archive.file_of(term) for term in archive.terms
               if term.startswith(path + "/")]
        if sorted(found) != sorted(due):
            yield f"{path}: {found}, expected {due}"


def check_timeline(site):
    archive = site.archive
    sessions = [path for path in archive.articles
                if not archive.is_section(path) and archive.year(path)]
    due = sorted(map(archive.file_of, sessions))
    years = {"Y" + archive.year(path) for path in sessions}
    years = {"Y" + str(int(year[1:])) for year in years}
    for name in "index.html", "timeline/index.html":
        page = site.pages[name]
        targets = [site.target(name, href) for href in page.links("svg")]
        found = sorted(file for file, anchor in targets if not anchor)
        if found != due:
            yield f"{name}: {found}, expected {due}"
        if sorted(anchor for _, anchor in targets if anchor) != sorted(years):
            yield f"{name}: not the years {years}"
        titles = sum(tag == "title" and "a" in stack
                     for tag, _, stack in page.tags)
        if titles != len(due):
            yield f"{name}: {titles} titles for {len(due)} sessions"
    listed = site.led_to("timeline", site.pages["timeline/index.html"].links(
        "ul.entries"))
    if sorted(listed) != sorted(map(archive.file_of, archive.articles)):
        yield "timeline/index.html: does not list every article once"


def cells(field):
    lines = field.split("\n")
    tabs = lines[0].count("\t")
    if re.match("#.", lines[0]) and len(lines) > 1 and \
            all(line.count("\t") == tabs for line in lines):
        lines = lines[1:]
    return [cell for line in lines for cell in line.split("\t") if cell]


def squeezed(text):
    return " ".join(text.split())


def label(name):
    """X_what and X_url are words and where they lead: X's."""
    name = re.sub("_(url|what)$", "", name).replace("_", " ")
    return name[0].upper() + name[1:]


def check_fields(site):
    """Title and fields are there to the letter, or as an address or a date."""
    archive = site.archive
    for path in archive.articles:
        page = site.page(path)
        if page.texts.get("h1", "") != archive.field(path, "title"):
            yield f"{path}: {page.texts.get('h1')!r}"
        held = [squeezed(page.text())] + [
            unquote(attrs.get(key, "")) for _, attrs, _ in page.tags
            for key in ("href", "datetime")]
        names = [name for name in archive.files(path)
                 if name not in NOT_FIELDS | {archive.field(path, "listing")}]
        labels = {label(name) for name in names} - {"Author", "Url"}
        if not labels <= {found.removesuffix(" what")
                          for found in page.labels}:
            yield f"{path}: {page.labels}, expected {labels}"
        for name in names:
            for cell in cells(archive.field(path, name)):
                if not any(squeezed(unquote(cell)) in text for text in held):
                    yield f"{path}: {name}: {cell!r} is not there"


def check_text(site):
    """Every word of letters that a text has is on its page."""
    archive = site.archive
    for path in archive.articles:
        body = site.page(path).texts.get("div.text", "")
        text = re.sub(r"<!--.*?-->|\]\([^)]*\)|&\S+;|^```.*$", " ",
                      archive.field(path, "text"), flags=re.S | re.M)
        for word in re.findall(r"\w{4,}", text):
            if word not in body:
                yield f"{path}: {word} is not there"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    site = Site(sys.argv[1], Archive(sys.argv[2]))
    checks = [(name[len("check_"):], check)
              for name, check in globals().items()
              if name.startswith("check_")]
    for name, check in checks:
        faults = list(check(site))
        print("not ok" if faults else "ok", name)
        for fault in faults[:20]:
            print("  " + fault)


if __name__ == "__main__":
    main()
