#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Completes lines as a person does: in an interactive shell, with the Tab key.

usage: complete_line.py SHELL COMPLETIONS LINE...

SHELL is bash, zsh or fish, COMPLETIONS the folder of the three scripts.  Each
LINE is typed, followed by Tab; what the shell then takes for the words of the
line is printed, one line a LINE, the words between < and >.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios

# "says" writes its arguments to the file {1}; the prompt counts how often it
# has done so, since a shell may draw it again at any time. A shell rings the
# bell where there is nothing to complete.
SET_UP = {
    "bash": """
        turn=0
        says() {{ turn=$((turn + 1)); {{ printf '<%s>' "$@"; echo; }} >{1}; }}
        PS1='turn $turn: '
        bind 'set enable-bracketed-paste off'
        bind 'set show-all-if-ambiguous off'
        . {0}/ksarchive.bash
        """,
    "zsh": """
        turn=0
        says() {{ ((++turn)); {{ printf '<%s>' "$@"; echo; }} >{1}; }}
        setopt prompt_subst
        PS1='turn $turn: '
        unset zle_bracketed_paste
        setopt no_auto_list no_auto_menu no_auto_remove_slash
        fpath=({0} $fpath)
        autoload -Uz compinit
        compinit -D -u
        """,
    "fish": """
        set turn 0
        function says
            set turn (math $turn + 1)
            begin; printf '<%s>' $argv; echo; end >{1}
        end
        function fish_prompt; echo -n "turn $turn: "; end
        function fish_greeting; end
        source {0}/ksarchive.fish
        """,
}
LIMIT_SECONDS = 60
BEGIN_OF_LINE = "\001"


def command_of(shell, set_up):
    """The shell, told to read a file of the working directory."""
    name = {"bash": "set-up", "zsh": ".zshrc", "fish": "set-up"}[shell]
    with open(name, "w", encoding="ascii") as stream:
        stream.write(set_up)
    os.environ["ZDOTDIR"] = os.getcwd()
    return {
        "bash": ["bash", "--rcfile", name, "-i"],
        "zsh": ["zsh", "-d", "-i"],
        "fish": ["fish", "--no-config", "-i", "-C", "source " + name],
    }[shell]


class Shell:
    def __init__(self, name, completions):
        self.name = name
        self.turn = 0
        self.shown = b""
        self.said, end = os.pipe()
        os.set_inheritable(end, True)
        command = command_of(name, SET_UP[name].format(completions,
                                                       f"/dev/fd/{end}"))
        pid, self.terminal = pty.fork()
        if not pid:
            os.execvp(command[0], command)
        # Lines are not to be broken.
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ,
                    struct.pack("HHHH", 50, 1000, 0, 0))

    def type(self, keys):
        os.write(self.terminal, keys.encode())

    def see(self, text):
        """Waits until the terminal shows it, and forgets what it showed."""
        while text not in self.shown:
            self.wait(self.terminal)
        self.shown = self.shown.partition(text)[2]

    def wait(self, *files):
        ready = select.select(files, [], [], LIMIT_SECONDS)[0]
        if not ready:
            sys.exit(f"nothing more after {self.shown!r}")
        if self.terminal in ready:
            self.shown += os.read(self.terminal, 65536)
        return self.said in ready

    def completed(self, line):
        self.see(f"turn {self.turn}: ".encode())
        self.turn += 1
        self.type(line)
        # bash and zsh insert a Tab with other keys close behind it; both show
        # something when they are done.
        self.see(line[-1].encode())
        self.type("\t")
        if self.name != "fish":
            self.wait(self.terminal)
        self.type(BEGIN_OF_LINE + "says \n")
        words = b""
        while not words.endswith(b"\n"):
            if self.wait(self.said, self.terminal):
                words += os.read(self.said, 65536)
        return words.decode().rstrip("\n")


def main():
    shell = Shell(sys.argv[1], sys.argv[2])
    for line in sys.argv[3:]:
        print(shell.completed(line), flush=True)


if __name__ == "__main__":
    main()
