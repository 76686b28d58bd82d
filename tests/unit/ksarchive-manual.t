#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksarchive(1) and --help name the same commands and options, the manual the code
# words and exit statuses that there are, and its examples say what it says.
# shellcheck source=tests/unit/lib.sh
. "$(dirname "$0")/lib.sh"

manual=$root/tools/ksarchive/ksarchive.1
reader=$root/tools/ksarchive

mandoc -T lint -W warning "$manual" >said 2>&1
result $? 'mandoc finds nothing to warn of' <said

# What stands between two section headings, as the macros have it.
section()
{
	sed -n "/^\\.S[hs] $1\$/,/^\\.S[hs] /p" "$manual"
}

# options_of_manual: a line for each .It with options, the operand left out:
# "l --long"
options_of_manual()
{
	sed -n 's/^\.It Fl \(.*\)/\1/p' | sed 's/ Ar .*//; s/ , / /g' |
		tr ' ' '\n' | sed 's/^-/--/; s/^\([A-Za-z]\)$/-\1/' | sort
}

options_of_help()
{
	sed -n 's/^  \( *-[A-Za-z-].*\)/\1/p' | sed 's/   *[^ -].*//' |
		tr -s ', ' '\n' | grep '^-' | sort
}

"$ksarchive" --help >help
sed -n '1,/^options/s/^  \([a-z]*\)  .*/\1/p' help | sort >of_help
section COMMANDS | sed -n 's/^\.It Cm \([a-z]*\).*/\1/p' | sort >of_manual
is 'the same commands' "$(cat of_manual)" "$(cat of_help)"

section SYNOPSIS | sed -n 's/^\.Cm \(.*\)/\1/p' | sed 's/ | /\n/' | sort \
	>of_synopsis
is 'the same in the synopsis' "$(cat of_synopsis)" "$(cat of_help)"

# The options of all commands, then those of each.
sed -n '/^options/,$p' help | options_of_help >of_help
section 'Options of every command' | options_of_manual >of_manual
is 'the options of every command' "$(cat of_manual)" "$(cat of_help)"

for command in $(sed '/^help$/d' of_synopsis); do
	"$ksarchive" "$command" --help | sed '/^options of every/,$d' |
		options_of_help >of_help
	section COMMANDS | sed -n "/^\\.It Cm $command/,/^\\.It Cm [^p]/p" |
		options_of_manual >of_manual
	is "the options of $command" "$(cat of_manual)" "$(cat of_help)"
	# Each of them is in the synopsis too, a letter for those that have one.
	section SYNOPSIS | sed -n "/^\\.Cm.* $command\\>/,/^\\.Nm/p" |
		sed 's/^\.[A-Z]* //' >synopsis
	while read -r option; do
		case $option in
		--*) grep -q -e "-${option#--}\\>" synopsis ||
			"$ksarchive" "$command" --help |
				grep -q "^  -[a-zA-Z], $option\\>" ;;
		-[nrEP]) ;;
		*) grep -q "Fl [A-Za-z]*${option#-}" synopsis ;;
		esac || echo "$option"
	done <of_help >missing
	is "the options of $command in the synopsis" "$(cat missing)" ''
done

sed -n 's/.*\[FAIL_[A-Z_]*\] = { "\([a-z-]*\)".*/\1/p' "$reader/output/fail.c" >words
section DIAGNOSTICS | sed -n 's/^\.It Li //p' >of_manual
is 'the code words' "$(cat of_manual)" "$(cat words)"

section 'EXIT STATUS' | sed -n 's/^\.It //p' >of_manual
is 'the exit statuses' "$(cat of_manual)" \
	"$(sed -n 's/.*EXIT_[A-Z]* = \([0-9]\),/\1/p' "$reader/output/fail.h")"

# getenv() of the program's own files, and what a library or less reads.
grep -ho 'getenv("[A-Z_]*")' "$reader"/*.c "$reader"/*/*.c | cut -d '"' -f 2 | sort -u >read_by_reader
section ENVIRONMENT | sed -n 's/^\.It Ev //p' | tr -d ' ' | tr ',' '\n' |
	grep -v -e '^LC_' -e '^LANG$' -e '^LESS$' | sort >of_manual
is 'the environment' "$(cat of_manual)" "$(cat read_by_reader)"

# members COMMAND: those that the manual names of its items
members()
{
	section JSON | sed -n "/^\\.It Cm.* *$1\\>/,/^\\.It/p" |
		sed -n 's/^\.Li //p' | tr -d ' ;.' | tr , '\n' | sort -u
}
if [ -e "$root/build/archive.ksa" ]; then
	for command in list topics people timeline 'search a' 'search -c a' \
		'search --rank staging' tree 'tree 2010/out-of-tree' verify; do
		# shellcheck disable=SC2086 # a command and its words
		"$ksarchive" $command --jsonl --image "$root/build/archive.ksa" |
			head -n 300 | jq -r 'keys[], (.meetings // [])[0] // {} |
				if type == "object" then keys[] else . end' |
			sort -u >of_item
		members "${command%% *}" >of_manual
		is "JSON: the members of $command" \
			"$(comm -23 of_item of_manual)" ''
	done
fi

# What follows a line with a dollar sign in an example is what it says.
if [ -e "$root/build/archive.ksa" ]; then
	cp "$root/build/archive.ksa" ksarchive.ko.xz
	mkdir -p sys/kernel/ksarchive
	ln -s "$work/ksarchive.ko.xz" sys/kernel/ksarchive/image
	SYSFS_PATH=$work/sys PATH=$build:$PATH TMPDIR=$work
	export SYSFS_PATH PATH
	# A line that ends in a pipe goes on in the next.
	section EXAMPLES | sed -n '/^\.Bd/,/^\.Ed/p' | grep -v '^\.' |
		sed '/|$/{N; s/\n\t*/ /}' >examples
	grep '^\$' examples | sed "s/^\\$ //; s|/tmp/|$work/|" >commands
	is 'the examples: each succeeds' "$(while read -r command; do
		sh -c "$command" </dev/null >said 2>&1 ||
			echo "$command: $(cat said)"
	done <commands)" ''
	is 'the examples: each says what it says' "$(grep -v '^\$' examples)" \
		"$(grep -e '^ksarchive people' -e '^ksarchive --image' commands |
			sh)"
fi

finish
