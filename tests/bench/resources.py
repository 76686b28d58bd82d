#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""What a command costs.

usage: resources.py RUNS CPUS PREPARE COMMAND...

Runs the command RUNS times on the processors CPUS (as taskset has them), each
after the shell command PREPARE, and prints the least wall and processor time of
them in milliseconds, since whatever else the machine does can only add to them,
and the most memory that any run held, in KiB.
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


def main(runs, cpus, prepare, *command):
    walls, times, memory = [], [], []
    for _ in range(int(runs)):
        subprocess.run(prepare, shell=True, check=True)
        wall, usage = run(cpus, list(command))
        walls.append(wall)
        times.append(usage.ru_utime + usage.ru_stime)
        memory.append(usage.ru_maxrss)
    print("%.0f %.0f %d" % (1000 * min(walls), 1000 * min(times),
                            max(memory)))


if __name__ == "__main__":
    main(*sys.argv[1:])
