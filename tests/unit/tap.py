# SPDX-License-Identifier: GPL-2.0-only
"""Results, in the Test Anything Protocol."""


class Tap:
    def __init__(self):
        self.results = 0
        self.failures = 0

    def ok(self, passed, name, note=None):
        self.results += 1
        self.failures += not passed
        print("ok" if passed else "not ok", self.results, "-", name)
        for line in (note or "").splitlines():
            print("#", line)

    def done(self):
        print(f"1..{self.results}")
        return 1 if self.failures else 0
