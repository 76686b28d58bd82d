#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Two archives that make JSON hard.

usage: json_archives.py FOLDER

In FOLDER/data are pages for mkksarchive, with all that an author may write. The
image FOLDER/hostile.ksa is one that it would never make: contents of any bytes,
where the form of an archive is not quite kept.
"""

import os
import sys

sys.dont_write_bytecode = True  # nothing is built among the sources

from ksa_writer import image_of  # noqa: E402

HARD = {
    "quotes": "\"double\" 'single' `back` \\\"escaped\\\"",
    "backslashes": "\\ \\\\ \\n \\u0000 \\x1b C:\\new\\table \\",
    "slashes": "</script><!-- / // /* */ -->",
    "emoji": "\U0001f427 \U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f1eb\U0001f1ee",
    "combining": "e\u0301 a\u030a n\u0303 Z\u0351\u036b\u0343\u0363",
    "right-to-left": "\u05d2\u05e8\u05e2\u05d9\u05df \u0627\u0644\u0646\u0648\u0627\u0629",
    "long-word": "x" * 10000,
    "long-wide-word": "\u20ac" * 10000,
    "separators": "one\u2028two\u2029three",
    "null": "null",
    "true": "true",
    "false": "false",
    "exponent": "1e999",
    "minus-zero": "-0",
    "not-a-number": "NaN",
    "infinity": "-Infinity",
    "long-number": "12345678901234567890" * 20,
    "long-fraction": "0.1000000000000000055511151231257827",
    "007": "007",
    "0": "0",
    "object": "{\"a\": [1, {}]}",
    "array": "[]",
    "string": "\"\"",
    "empty-looking": "\u200b",
    "blank": "\u00a0",
    "noncharacters": "\ufdd0 \uffff \U0010ffff",
    "private": "\ue000 \U000f0000",
    "replacement": "\ufffd",
    "constructor": "constructor",
    "toString": "__proto__",
    "hasOwnProperty": "prototype",
    "Case": "upper",
    "case": "lower",
    "CASE": "all",
    "apostrophe": "D'oh & co <b>",
    "percent": "%s %n %% $HOME `id` ${x}",
}

COLUMNS = ["name", "role", "__proto__", "constructor", "Name", "NAME", "a b",
           "\"", "\\", "\U0001f427", "null", "0", "1", "</script>", "\u2028"]


def quoted(text):
    """As YAML and JSON both read it."""
    text = text.replace("\\", "\\\\").replace("\"", "\\\"")
    for point in 0x2028, 0x2029, 0xfdd0, 0xffff:
        text = text.replace(chr(point), f"\\u{point:04x}")
    return f"\"{text.replace(chr(0x10ffff), chr(92) + 'U0010ffff')}\""


def page(title, fields, text):
    front = "".join(f"{quoted(key)}: {value}\n"
                    for key, value in fields.items())
    return f"---\ntitle: {quoted(title)}\n{front}---\n\n{text}\n"


def record(number):
    cells = (f"{quoted(column)}: {quoted(f'{number} {column}')}"
             for i, column in enumerate(COLUMNS) if (i + number) % 5 or not i)
    return "{" + ", ".join(cells) + "}"


def hard_page(name, value):
    fields = {key: quoted(text) for key, text in HARD.items()}
    fields["list"] = "[" + ", ".join(map(quoted, HARD.values())) + "]"
    fields["people"] = "[" + ", ".join(map(record, range(6))) + "]"
    fields["led_by"] = "[" + quoted(value) + "]"
    fields["author"] = fields["url"] = quoted(value)
    fields["topics"] = quoted(value)
    fields["date"] = "2010-11-02T10:00:00.250+01:00"
    return page(value, fields, "\n\n".join([value, "# " + value, *HARD.values()]))


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(text)


def synonyms():
    """All that begins with an n is one."""
    variants = [value for value in HARD.values() if value[0] in "nN"]
    return "{" + ", ".join(f"{quoted(value)}: {quoted(HARD['object'])}"
                           for value in variants) + "}"


def write_pages(folder):
    slugs = "".join(f"  {quoted(value)}: term-{i}\n"
                    for i, value in enumerate([*HARD.values()]))
    people = "".join(f"  {quoted(f'{number} name')}: person-{number}\n"
                     for number in range(6))
    write(f"{folder}/archive.yaml",
          f"title: {quoted(HARD['quotes'])}\nedition: \"1e999\"\n"
          "taxonomies:\n"
          "  topics:\n    title: \"Topics \\\"\"\n    from: [topics]\n"
          f"    synonyms: {synonyms()}\n"
          "  people: {title: \"\\\\\", from: [people.name, led_by]}\n"
          f"slugs:\n{slugs}{people}")
    write(f"{folder}/section/_index.md",
          page(HARD["emoji"], {"listing": "sessions"}, "The section."))
    for i, (name, value) in enumerate(HARD.items()):
        write(f"{folder}/section/page-{i}.md", hard_page(name, value))
    for date in "2010", "2010-11", "2010-11-02", "2010-11-02T10:00:00Z":
        write(f"{folder}/section/date-{date.replace(':', '.')}.md",
              page(date, {"date": date}, "A date."))
    write(f"{folder}/section/bare.md", page("Bare", {}, ""))


# All that is no UTF-8, and all that is but means something to somebody.
BYTES = {
    "every-byte": bytes(range(256)),
    "nul": b"\0before\0after\0",
    "only-nul": b"\0",
    "controls": b"\x01\x1b[31mred\x1b[0m\x07\x08\x7f\r\r\n\t\x0b\x0c",
    "c1": b"\xc2\x80 \xc2\x9b31m \xc2\x9f",
    "lone-high": b"\xed\xa0\x80",
    "lone-low": b"\xed\xbf\xbf",
    "cesu": b"\xed\xa0\xbd\xed\xb0\xa7",
    "overlong": b"\xc0\x80 \xc1\xbf \xe0\x80\x80 \xf0\x80\x80\x80",
    "beyond": b"\xf4\x90\x80\x80 \xf5\x80\x80\x80 \xff\xfe",
    "cut-2": b"\xc3",
    "cut-3": b"\xe2\x82",
    "cut-4": b"\xf0\x9f\x90",
    "cut-within": b"a\xf0\x9f\x90z\xe2\x82z\xc3z",
    "tails": b"\x80\xbf\x80",
    "noncharacters": b"\xef\xbf\xbe\xef\xbf\xbf\xf4\x8f\xbf\xbf\xef\xb7\x90",
    "bidi": b"\xe2\x80\xae\xe2\x81\xa6\xe2\x80\xa8\xe2\x80\xa9\xd8\x9c",
    "mark": b"\xef\xbb\xbf",
    "newlines": b"\n\n\n",
    "newline": b"\n",
    "no-newline": b"no newline",
    "long": b"\xff" * 10000,
    "table-of-bytes": b"#\xff\t\xfe\n1\t2\n",
    "table-without-rows": b"#a\tb\n",
    "table-ragged": b"#a\tb\n1\n",
    "table-doubled": b"#a\ta\n1\t2\n",
    "table-nameless": b"#\ta\n1\t2\n",
    "table-empty": b"#a\tb\n\t\n",
    "table-of-nul": b"#a\0\ta\n1\t2\n",
}


def hostile_page(content):
    return {"title": content, "author": content, "url": content,
            "text": content, "date": content, "led_by": content,
            "people": b"#name\trole\n" + content.replace(b"\n", b"") + b"\tx\n",
            "edition": content, "topics": content}


def hostile_tree():
    pages = {name: hostile_page(content) for name, content in BYTES.items()}
    paths = [f"s/{name}".encode() for name in pages]
    dates = [b"2010", b"never", b"2010-1", b"2010-11-02T10:00:00.Z", b""]
    catalog = b"".join(
        path + b"\t" + dates[i % len(dates)] + b"\t" + content.replace(
            b"\n", b" ").replace(b"\t", b" ") + b"\n"
        for i, (path, content) in enumerate(zip(paths, BYTES.values())))
    strays = (b"\n\t\n\t\t\ns\nnowhere\t2010\tNowhere\n../s\t\t\n/s/nul\n"
              b"s/nul/\tx\n" + b"s/" * 600 + b"\n\xff\t\xff\t\xff\ns/nul/title\n")
    listing = b"".join(name.encode() + b"\t" + content.replace(b"\n", b"")
                       + b"\n" for name, content in BYTES.items())
    terms = b"t\t\xff\0\x1b[31m\nnone\tNone\n\n\tx\nt\nt\tagain\tand more\n"
    return {
        "title": BYTES["every-byte"], "edition": b"\0", "licence": b"\xff\n",
        "catalog": b"s\t\xff\t\xed\xa0\x80\n" + catalog + strays,
        "sections": b"s\tS\nnowhere\tNowhere\n\t\n\n",
        "taxonomies": b"#name\ttitle\ntopics\tTopics\npeople\t\xff\nnone\tNone\n"
                      b"s\t\n\t\n",
        "s": {"title": b"\xed\xa0\x80\n", "listing": b"pages", "pages": listing,
              "sections": b"nul\n", "date": b"2010\n2011\n", **pages},
        "topics": {"title": b"\0", "terms": terms, "from": b"topics\n",
                   "synonyms": b"#variant\tterm\n\xff\t\0\n\t\n\x1b\tt\n",
                   "t": {"title": b"\x9b", "pages": b"".join(
                       path + b"\t\t\n" for path in paths) + strays,
                       "s-nul": "s/nul", "t": "s/cesu"}},
        "people": {"terms": terms, "t": {"deep": {}}, "up": "topics/t",
                   "synonyms": b"#variant\tterm\nragged\n"},
        "links": {"a": "s", "b": "s/nul"},
        "empty": {},
    }


def main():
    folder = sys.argv[1]
    write_pages(os.path.join(folder, "data"))
    with open(os.path.join(folder, "hostile.ksa"), "wb") as stream:
        stream.write(image_of(hostile_tree()))


if __name__ == "__main__":
    main()
