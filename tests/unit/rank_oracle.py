#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Articles by relevance, as ksarchive(1) says it is reckoned.

usage: rank_oracle.py TREE WORD...

TREE is an archive's exported tree; a WORD is plain text, and each counts by
itself. Prints score and path of every article in which one of them stands.
"""

import math
import os
import sys

WEIGHTS = {"title": 8, "topics": 4, "people": 4, "led_by": 4}


def fields_of(folder):
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            with open(path, "rb") as stream:
                yield name, stream.read()


def weight(article, word, mean):
    length = sum(len(text) for name, text in article if name not in WEIGHTS)
    return sum(
        text.count(word) * (WEIGHTS.get(name) or
                            1 / (0.25 + 0.75 * length / mean))
        for name, text in article)


def main(tree, *words):
    with open(os.path.join(tree, "catalog"), encoding="utf-8") as stream:
        paths = [line.split("\t")[0] for line in stream]
    articles = {path: list(fields_of(os.path.join(tree, path)))
                for path in paths}
    mean = sum(len(text) for article in articles.values()
               for name, text in article if name not in WEIGHTS) / len(paths)
    scores = dict.fromkeys(paths, 0)
    for word in words:
        weights = {path: weight(article, word.encode(), mean)
                   for path, article in articles.items()}
        found = sum(1 for path in paths if weights[path])
        rarity = math.log(1 + (len(paths) - found + 0.5) / (found + 0.5))
        for path in paths:
            scores[path] += (rarity * 2.2 * weights[path] /
                             (weights[path] + 1.2))
    ranked = [(int(1000 * score + 0.5), path)
              for path, score in scores.items() if score]
    for score, path in sorted(ranked, key=lambda each: (-each[0], each[1])):
        print(f"{score // 1000}.{score % 1000:03}\t{path}")


if __name__ == "__main__":
    main(*sys.argv[1:])
