# SPDX-License-Identifier: GPL-2.0-only
"""Compare the archive's pages with the sheets of facts that they were written
from, and the sheets with the pages. PyYAML reads both, not mkksarchive.

usage: record_oracle.py DATA FACTS
"""

import datetime
import os
import sys

import yaml

from tap import Tap

# What a sheet calls a page's key.
SESSION_KEYS = {
    "title": "title", "link_title": "link_title", "author": "author",
    "published": "date", "url": "url", "parent_url": "parent_url",
    "position": "weight", "day": "day", "summit": "summit",
    "completeness": "completeness",
}
SESSION_LISTS = {
    "led_by": "led_by", "organisations": "organisations",
    "projects": "projects", "index": "topics", "sources": "sources",
}
SUMMIT_KEYS = {
    "title": "title", "author": "author", "published": "date", "url": "url",
    "city": "city", "region": "region", "country": "country",
    "venue": "venue", "edition": "edition", "completeness": "completeness",
}
SUMMIT_LISTS = {"index": "topics", "sources": "sources"}
# What pages tell in their own words, where a sheet tells it.
RETOLD = {"session": ["outcome"], "summit": ["attendance", "thanks", "days",
                                             "pictures"]}


def load(text):
    """All scalars as they are written: a date, a number, 1.10."""
    return yaml.load(text, Loader=yaml.BaseLoader) or {}


def front_matter(path):
    with open(path, encoding="utf-8") as page:
        text = page.read()
    begin, matter, _ = text.split("---\n", 2)
    assert not begin, path
    return load(matter)


def sheets_of(folder):
    """The sheets in a folder, by their slugs; the section's own by None."""
    sheets = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            sheet = load(file.read())
        own = name == "summit.yaml"
        sheets[None if own else sheet["slug"]] = sheet
    return sheets


def pages_of(folder):
    pages = {}
    for name in sorted(os.listdir(folder)):
        slug, _ = os.path.splitext(name)
        page = front_matter(os.path.join(folder, name))
        pages[None if slug == "_index" else slug] = page
    return pages


def given(value):
    """None for what is nothing: null, an empty text, an empty list."""
    return None if value in (None, "", "null", "~", []) else value


def iso(value):
    """A date as people write it, as mkksarchive does."""
    for form in "%B %d, %Y", "%d %B %Y":
        try:
            return datetime.datetime.strptime(value, form).date().isoformat()
        except (TypeError, ValueError):
            pass
    return value


def plain(value):
    """Folded lines are one; a sheet breaks them elsewhere than a page."""
    return " ".join(value.split()) if isinstance(value, str) else value


def as_list(value):
    value = given(value)
    if value is None:
        return []
    return [plain(item) for item in value] if isinstance(value, list) \
        else [plain(value)]


def differences(sheet, page, keys, lists):
    for of_sheet, of_page in keys.items():
        expected = plain(iso(given(sheet.get(of_sheet))))
        found = plain(iso(given(page.get(of_page))))
        if expected != found:
            yield f"{of_page}: expected {expected!r}, found {found!r}"
    for of_sheet, of_page in lists.items():
        expected = as_list(sheet.get(of_sheet))
        found = as_list(page.get(of_page))
        if expected != found:
            yield f"{of_page}: expected {expected}, found {found}"


def not_retold(sheet, page, kind):
    for key in RETOLD[kind]:
        expected, found = (
            len(value) if isinstance(value, list) else value is not None
            for value in (given(sheet.get(key)), given(page.get(key))))
        # A day that a sheet has among its dates alone may be one of days too.
        if found < expected or (found and not expected):
            yield f"{key}: expected as much as the sheet has"


def names(people):
    return [plain(person["name"]) for person in people or []]


def session_differences(sheet, page):
    # A wording of the link that is the title's is no key of its own.
    if plain(sheet.get("link_title")) == plain(sheet["title"]):
        page = {"link_title": sheet["link_title"], **page}
    yield from differences(sheet, page, SESSION_KEYS, SESSION_LISTS)
    expected, found = names(sheet.get("people")), names(page.get("people"))
    if expected != found:
        yield f"people: expected {expected}, found {found}"
    yield from not_retold(sheet, page, "session")


def dates_of(sheet):
    """The first and the last day, from what a sheet has: a map or a list."""
    dates = given(sheet.get("dates"))
    if isinstance(dates, dict):
        dates = [dates.get("start"), dates.get("end")]
    dates = sorted(filter(given, as_list(dates)))
    return dates[:1] + dates[-1:]


def summit_differences(sheet, page):
    yield from differences(sheet, page, SUMMIT_KEYS, SUMMIT_LISTS)
    expected, found = dates_of(sheet), dates_of(page)
    if expected and expected != found:
        yield f"dates: expected {expected}, found {found}"
    yield from not_retold(sheet, page, "summit")


def compare(tap, year, sheets, pages):
    missing = [slug for slug in sheets if slug not in pages]
    tap.ok(not missing, f"{year}: every sheet has its page",
           "\n".join(f"no page: {slug or '_index'}" for slug in missing))
    other = [slug for slug in pages if slug not in sheets]
    tap.ok(not other, f"{year}: every page has its sheet",
           "\n".join(f"no sheet: {slug or '_index'}" for slug in other))
    wrong = []
    for slug in sheets.keys() & pages.keys():
        find = session_differences if slug else summit_differences
        wrong += [f"{year}/{slug or '_index'}: {difference}"
                  for difference in find(sheets[slug], pages[slug])]
    tap.ok(not wrong, f"{year}: the pages say what the sheets say",
           "\n".join(sorted(wrong)))


def is_year(name):
    return len(name) == 4 and name.isdigit()


def main(data, facts):
    tap = Tap()
    years = {folder: sorted(filter(is_year, os.listdir(folder)))
             for folder in (data, facts)}
    missing = set(years[data]) ^ set(years[facts])
    tap.ok(not missing, "the years are those of the sheets",
           "".join(f"in one of both: {year}\n" for year in missing))
    for year in years[facts]:
        if year in years[data]:
            compare(tap, year, sheets_of(os.path.join(facts, year)),
                    pages_of(os.path.join(data, year)))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
