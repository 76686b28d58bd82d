#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""What commands cost.

usage: resources.py RUNS CPUS PREPARE COMMAND... [-- CPUS PREPARE COMMAND...]...

Runs each command RUNS times on the processors CPUS (as taskset has them), after
the shell command PREPARE; several run in turns, so that whatever else the
machine does hits all. Prints a line for each: the least wall and processor time
of its runs in milliseconds, since others can only add to them, and the most
memory that any run held, in KiB.
"""

import os
import subprocess
import sys
import time


def run(cpus, command):
    """Wall time and resource usage of one run."""
    begin = time.perf_counter()
    process = subprocess.Popen(["taskset", "-c", cpus] + command,
                               stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    if status:
        sys.exit("resources.py: %s: status %d" % (command[0], status))
    return wall, usage


class Candidate:
    """A command, and what its runs took."""

    def __init__(self, cpus, prepare, *command):
        self.cpus = cpus
        self.prepare = prepare
        self.command = list(command)
        self.walls, self.times, self.memory = [], [], []

    def measure(self):
        subprocess.run(self.prepare, shell=True, check=True)
        wall, usage = run(self.cpus, self.command)
        self.walls.append(wall)
        self.times.append(usage.ru_utime + usage.ru_stime)
        self.memory.append(usage.ru_maxrss)


def candidates(words):
    """One for each run of words between two dashes."""
    rest = list(words)
    while "--" in rest:
        split = rest.index("--")
        yield Candidate(*rest[:split])
        rest = rest[split + 1:]
    yield Candidate(*rest)


def main(runs, *words):
    found = list(candidates(words))
    for _ in range(int(runs)):
        for candidate in found:
            candidate.measure()
    for candidate in found:
        print("%.0f %.0f %d" % (1000 * min(candidate.walls),
                                1000 * min(candidate.times),
                                max(candidate.memory)))


if __name__ == "__main__":
    main(*sys.argv[1:])
