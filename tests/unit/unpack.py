#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Unpacks a ksa image into a folder, with the reader that knows no C.

usage: unpack.py IMAGE FOLDER

What mkksarchive made can then be looked at with cat, ls and readlink.
"""

import os
import sys

from ksa_reader import DIRECTORY, FILE, read


def unpack(image, folder):
    for node in image.depth_first():
        path = os.path.join(folder, image.path(node))
        if node.type == DIRECTORY:
            os.makedirs(path)
        elif node.type == FILE:
            with open(path, "wb") as stream:
                stream.write(image.contents(node))
        else:
            os.symlink(image.link_text(node), path)


if __name__ == "__main__":
    unpack(read(sys.argv[1], "unpack"), sys.argv[2])
