#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksarchive's command line: how each command ends and with which code word, as
# text and as JSON; what is said of options and commands that there are none;
# where the output cannot go.
# shellcheck source=tests/unit/lib.sh
. "$(dirname "$0")/lib.sh"

fresh_indexed
write 2010/_index.md <<'YAML'
---
title: The summit
dates: [2010-11-01]
---
Two sessions.
YAML
write 2010/one.md <<'YAML'
---
title: Session one
date: 2010-11-01
topics: [Kernel/Scheduler]
people: [Ada, Al]
---
Words of one.
YAML
write 2010/other.md <<'YAML'
---
title: Session other
topics: [Kernel]
---
Words of other.
YAML
builds 'an archive'
mkdir sys && SYSFS_PATH=$work/sys && export SYSFS_PATH
head -c 500 image >short
echo 'no image' >plain
{ head -c 70 image; printf '\377'; tail -c +72 image; } >broken
: >empty

### How commands end

# Each line is tried as text, with --json and with --jsonl. It has the exit
# status, the error's code word or -, the image or -, and the arguments.
cat >table <<'TABLE'
0 - image list
0 - image list 2010
0 - image list 2010/
0 - image list /sys/kernel/ksarchive/2010
0 - image list "$SYSFS_PATH/kernel/ksarchive/2010"
1 not-found image list "$SYSFS_PATH/kernel/ksarchive2010"
0 - image list -l 2010/one
0 - image list --recursive
0 - image list --rec
0 - image list topics
0 - image list Topics
0 - image list people/ada
0 - image list people/ad
0 - image list -- 2010
0 - image list 2010 --long
0 - plain list --image image
0 - - list --image plain --image image
0 - image --color always list
0 - image list --color=never
0 - image --no-pager list
1 not-found image list nothing
1 not-found image list 2010/nothing
1 not-found image list 2010/title
1 not-found image list 2010/one/titl
1 not-found image list -- --long
1 ambiguous image list o
1 ambiguous image list 2010/o
2 usage image list 2010 2010
2 usage image list --lnog
2 usage image list --long=3
2 usage image list -x
2 usage image list --image
2 usage image list --color=red
2 usage image list --color
3 unreadable missing list
3 unreadable . list
3 no-image plain list
3 no-image empty list
3 broken-image short list
3 broken-image broken list
3 no-archive - list
0 - image topics
0 - image topics kernel
0 - image topics Kernel/Scheduler --long
0 - image topics topics/kernel
0 - image topics sched
1 not-found image topics nothing
2 usage image topics kernel kernel
2 usage image topics -r
3 no-image plain topics
3 no-archive - topics kernel
0 - image people
0 - image people ada
1 ambiguous image people a
1 not-found image people kernel
2 usage image people a b
3 broken-image broken people
3 no-archive - people
0 - image timeline
2 usage image timeline 2010
2 usage image timeline --long
3 broken-image broken timeline
3 no-archive - timeline
0 - image search Words
0 - image search -l words -i
0 - image search Words 2010/one
1 - image search words
1 not-found image search Words nothing
2 bad-pattern image search '('
2 usage image search
2 usage image search a b c
2 usage image search --in
2 usage image search -C x a
3 broken-image broken search a
3 no-archive - search a
0 - image search -c Words 2010/one
1 - image search -c nothing
0 - image search --rank words -i
1 - image search --rank nothing
0 - image search -e Words -e Two
2 bad-pattern image search -e '(' -e a
1 - image search --in text nothing
1 not-found image search --in titel Words
2 usage image search -m x a
0 - image show 2010
0 - image show 2010/one
0 - image show "Session one"
0 - image show 2010/one/title
0 - image show one --raw
0 - image show one --field title --field date
0 - image show one --fields
0 - image show people/ada
1 not-found image show nothing
1 not-found image show one --field nothing
1 ambiguous image show 2010/o
2 usage image show
2 usage image show one other
2 usage image show --field
3 broken-image broken show one
3 no-archive - show one
0 - image tree
0 - image tree -d 2010
0 - image tree --level 1
1 not-found image tree nothing
2 usage image tree -L x
2 usage image tree 2010 2010
3 broken-image broken tree
3 no-archive - tree
0 - image info
2 usage image info 2010
3 broken-image broken info
3 no-archive - info
0 - image verify
1 - broken verify
1 - short verify
2 usage image verify 2010
3 no-archive - verify
3 unreadable missing verify
0 - image random
0 - image random 2010
0 - image random --seed 3
0 - image random --again
1 not-found image random nothing
2 usage image random --seed x
2 usage image random 2010 2010
3 broken-image broken random
3 no-archive - random
0 - image export --format html "$(mktemp -u -p .)"
0 - image export --format markdown "$(mktemp -u -p .)"
0 - image export --format json "$(mktemp -u -p .)"
2 usage image export
2 usage image export --format pdf there
2 usage image export --markdown --html there
3 cannot-write image export --markdown sys/none/there
3 cannot-write image export --markdown data
3 broken-image broken export --markdown there
3 no-archive - export --markdown there
2 usage image lsit
2 usage image ''
2 usage image
2 usage image --long list
2 usage image help list list
2 usage image help lsit
TABLE

# All that --help names end so.
"$ksarchive" --help | sed -n '1,/^  help /s/^  \([a-z]*\)  .*/\1/p' |
	grep -v help >commands
while read -r command; do
	cat <<-ROWS
	2 usage image $command --bogus
	2 usage image $command a b c d
	2 usage image $command --color=red
	0 - image $command --help
	ROWS
done <commands >>table

# try OPTION OUT: the arguments with one more option, into files OUT and OUT.err
try()
{
	option=$1 out=$2
	shift 2
	tried=0
	"$ksarchive" ${option:+"$option"} "$@" >"$out" 2>"$out.err" \
		</dev/null || tried=$?
}

# try_row OPTION OUT: the row's arguments, which may be substituted anew
try_row()
{
	row_option=$1 row_out=$2
	eval "set -- $arguments"
	[ "$image" = - ] || set -- --image "$image" "$@"
	try "$row_option" "$row_out" "$@"
}

# one_sentence: a failure is told in one line, and nothing else is said
one_sentence()
{
	[ ! -s text ] && [ "$(wc -l <text.err)" -eq 1 ] &&
		grep -q '^ksarchive: [^ ].*[^.]$' text.err
}

rows=0
while read -r expected code image arguments; do
	rows=$((rows + 1))
	try_row '' text
	ends=$tried
	try_row --json "json.$rows"
	ends="$ends $tried"
	try_row --jsonl "jsonl.$rows"
	ends="$ends $tried"
	{
		echo "exit statuses $ends; as text:"
		cat text text.err
		[ "$ends" = "$expected $expected $expected" ] &&
			{ [ "$code" = - ] || one_sentence; } &&
			[ ! -s "json.$rows.err" ] && [ ! -s "jsonl.$rows.err" ]
	} >said
	result $? "$expected: $image $arguments" <said
	echo "$rows	$code	$image $arguments" >>codes
done <table

# A document for --json and whole lines for --jsonl, with that error or none.
cat >check.py <<'PYTHON'
import json

def error_of(values):
    errors = [value["error"] for value in values if "error" in value]
    assert len(errors) <= 1, "more errors than one"
    assert not errors or "error" in values[-1], "more behind an error"
    if errors:
        assert errors[0]["message"], "no message"
        assert values[-1]["command"], "no command"
    return errors[0]["code"] if errors else "-"

for line in open("codes"):
    row, code, arguments = line.rstrip("\n").split("\t")
    if "help" in arguments and code == "-":
        continue
    document = json.load(open("json." + row))
    lines = [json.loads(line) for line in open("jsonl." + row)]
    for form, values in ("--json", [document]), ("--jsonl", lines):
        try:
            found = error_of(values)
        except AssertionError as problem:
            found = problem
        if found != code:
            print(f"{arguments} {form}: expected {code}, found {found}")
    if document.get("items", lines) != lines and code == "-":
        print(f"{arguments}: --json and --jsonl tell different things")
PYTHON
is 'JSON: the code word of each, and the same in both forms' \
	"$(python3 check.py 2>&1)" ''

is 'every command is in the table' \
	"$(while read -r command; do
		grep -q "^0 - [^ ]* $command" table &&
			grep -q "^3 no-archive - $command" table ||
			echo "$command"
	done <commands)" ''

### What is said

# complains TEXT ARGUMENT...: exit status 2, and that sentence
complains()
{
	text=$1
	shift
	try '' text "$@"
	is "$*" "$(cat text text.err; echo "exit status $tried")" \
		"ksarchive: $text
exit status 2"
}

complains '--bogus: no such option of list; see ksarchive list --help' \
	list 2010 --bogus
complains '--lnog: no such option of list; did you mean --long?' \
	list --lnog 2010
complains '--js: no such option of list; did you mean --json or --jsonl?' \
	list --js
complains '--long: takes no argument' list --long=3
complains '--image: expected an argument after it' list --image
complains '--color red: expected auto, always or never' list --color red
complains '-x: no such option of people; see ksarchive people --help' \
	people ada -lx
complains '--long: no such option before a command; see ksarchive --help' \
	--long list
complains '-l: no such option before a command; see ksarchive --help' -l
complains 'list: expected [PATH], found 2; see ksarchive list --help' list a b
complains 'timeline: expected no operands, found 1; see ksarchive timeline --help' \
	timeline a
complains 'expected a command; see ksarchive --help'
complains 'lsit: no such command; did you mean list?' lsit
complains 'time: no such command; did you mean timeline?' time
complains 'frobnicate: no such command; see ksarchive --help' frobnicate
complains 'help: expected [COMMAND], found 2; see ksarchive --help' help a b

# helps WORD ARGUMENT...: exit status 0, on standard output, with that word
helps()
{
	word=$1
	shift
	try '' text "$@"
	[ "$tried" -eq 0 ] && [ ! -s text.err ] && grep -q -e "$word" text
	result $? "help: $*" <text
}

helps '^usage: ksarchive COMMAND' --help
helps '^usage: ksarchive COMMAND' -h --json
helps '^usage: ksarchive COMMAND' help
helps '^usage: ksarchive list ' help list
helps '^usage: ksarchive list ' list nothing --help
helps '^usage: ksarchive list ' list -lh --image missing
helps '^ksarchive [0-9]' --version
helps '^ksarchive [0-9]' list --version

### Where the output goes

# last TEXT NAME ARGUMENT...: the last of several options wins
"$ksarchive" --image image --json list --jsonl >text
is 'the last of --json and --jsonl wins' "$(wc -l <text)" 2
"$ksarchive" --image image --jsonl list --json >text
is 'and the other way round' "$(head -n 1 text)" '{"command":"list","items":['

# cannot_write NAME COMMAND...: exit status 3, one sentence
cannot_write()
{
	name=$1
	shift
	status=0
	"$@" 2>text.err || status=$?
	is "$name" "exit status $status, $(wc -l <text.err) line
$(grep -o 'standard output: cannot be written' text.err)" \
		'exit status 3, 1 line
standard output: cannot be written'
}

full()
{
	"$ksarchive" --image image "$@" >/dev/full
}

closed()
{
	"$ksarchive" --image image "$@" >&-
}

cannot_write 'a full disk: list' full list
cannot_write 'a full disk: --help' full --help
cannot_write 'a full disk: --version' full --version
cannot_write 'a closed standard output: list' closed list
cannot_write 'a closed standard output: --help' closed --help
cannot_write 'a closed standard output: timeline --json' closed timeline --json
cannot_write 'a closed standard output: export' closed export away --markdown

# closed_pipe SIGNAL: how a command ends whose reader goes away at once, where
# the shell takes SIGPIPE and where it does not
closed_pipe()
{
	{
		(
			[ "$1" = taken ] || trap '' PIPE
			sleep 0.1
			"$ksarchive" --image image search -i o 2>text.err
			echo "exit status $?" >ends
		)
	} | :
	cat ends text.err
}
is 'a closed pipe is no error' "$(closed_pipe taken)" 'exit status 0'
is 'a closed pipe is no error where SIGPIPE is ignored' \
	"$(closed_pipe ignored)" 'exit status 0'

# styled NAME EXPECTED COMMAND...: whether there is colour in what it writes
styled()
{
	name=$1 expected=$2
	shift 2
	"$@" >text </dev/null
	is "$name" "$(grep -q "$(bytes '\033')" text && echo yes || echo no)" \
		"$expected"
}


list="$ksarchive --image image --no-pager list"
styled 'no colour in a pipe' no $list
styled '--color=always in a pipe' yes $list --color=always
styled 'colour on a terminal' yes \
	env -u NO_COLOR TERM=xterm script -qec "$list" /dev/null
styled '--color=never on a terminal' no \
	env -u NO_COLOR TERM=xterm script -qec "$list --color=never" /dev/null
styled 'NO_COLOR on a terminal' no \
	env NO_COLOR=1 TERM=xterm script -qec "$list" /dev/null
styled 'an empty NO_COLOR on a terminal' yes \
	env NO_COLOR= TERM=xterm script -qec "$list" /dev/null
styled 'TERM=dumb on a terminal' no \
	env -u NO_COLOR TERM=dumb script -qec "$list" /dev/null
styled '--color=always goes before NO_COLOR' yes \
	env NO_COLOR=1 $list --color=always

finish
