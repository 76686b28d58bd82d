#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Times two commands against each other.

usage: time_pairs.py RUNS null|pipe COMMAND... -- COMMAND...

They run in turns, so that whatever else the machine does hits both, and each
once before anything counts. Prints each command's median and least wall time in
milliseconds and the ratio of the medians. Their output goes to /dev/null, or
through a pipe that is read to its end.
"""

import os
import statistics
import subprocess
import sys
import time


def run(command, sink):
    """Wall time of one run, from before the process exists until it is gone."""
    begin = time.perf_counter()
    if sink == "null":
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    else:
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        while os.read(process.stdout.fileno(), 1 << 16):
            pass
        process.stdout.close()
        process.wait()
    return 1000 * (time.perf_counter() - begin)


def main(runs, sink, *rest):
    split = rest.index("--")
    commands = [rest[:split], rest[split + 1:]]
    times = [[], []]
    for command in commands:
        run(command, sink)
    for _ in range(int(runs)):
        for command, taken in zip(commands, times):
            taken.append(run(command, sink))
    medians = [statistics.median(taken) for taken in times]
    print("%7.1f %7.1f %7.1f %7.1f %6.2f" % (
        medians[0], min(times[0]), medians[1], min(times[1]),
        medians[0] / medians[1]))


if __name__ == "__main__":
    main(*sys.argv[1:])
