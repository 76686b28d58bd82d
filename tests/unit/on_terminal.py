#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Runs a command on a terminal of its own and prints what the terminal got.

    on_terminal.py [--columns N] [--type KEYS] COMMAND [ARGUMENT...]

Only standard input and output are the terminal's; what the command says on
standard error goes where this program's goes. KEYS are typed once something
was shown. The exit status is the command's.
"""

import argparse
import fcntl
import os
import pty
import struct
import sys
import termios


def start(command, columns):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ,
                struct.pack("HHHH", 24, columns, 0, 0))
    child = os.fork()
    if not child:
        os.setsid()
        fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)
        os.dup2(theirs, 0)
        os.dup2(theirs, 1)
        os.closerange(3, max(ours, theirs) + 1)
        os.execvp(command[0], command)
    os.close(theirs)
    return child, ours


def watch(terminal, keys):
    """Until nobody has it open any more, which Linux tells as an error."""
    shown = b""
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:
            return shown
        if not more:
            return shown
        shown += more
        if keys:
            os.write(terminal, keys)
            keys = b""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--columns", type=int, default=80)
    parser.add_argument("--type", default="")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    child, terminal = start(arguments.command, arguments.columns)
    shown = watch(terminal, arguments.type.encode())
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    sys.stdout.buffer.write(shown.replace(b"\r\n", b"\n"))
    sys.stdout.flush()
    sys.exit(status if status >= 0 else 128 - status)


if __name__ == "__main__":
    main()
