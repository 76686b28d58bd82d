#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Completion in bash, zsh and fish, each at a terminal: what a line's words are
# after the Tab key.
# shellcheck source=tests/unit/lib.sh
. "$(dirname "$0")/lib.sh"

fresh_indexed
write 2010/_index.md <<'YAML'
---
title: The summit
---
YAML
write 2010/out-of-tree.md <<'YAML'
---
title: Out of tree
outcome: None.
people: [Ted Ts'o, Ada Abel, '"Quoted" $HOME `x`']
topics: [Kernel/Memory management]
---
Words.
YAML
sed -i '/edition/a slugs: {"\\"Quoted\\" $HOME `x`": quoted}' data/archive.yaml
write 2010/other.md <<'YAML'
---
title: Other
---
YAML
builds 'an archive'
mkdir sys
cp image 'other image'
PATH=$build:$PATH SYSFS_PATH=$work/sys
export PATH SYSFS_PATH

# What is typed, and behind a tab what of it becomes; a bar stands where there
# is nothing that could be completed.
cat >table <<'TABLE'
ksarchive li	<ksarchive><list>
ksarchive help tim	<ksarchive><help><timeline>
ksarchive list --lo	<ksarchive><list><--long>
ksarchive people --no	<ksarchive><people><--no-pager>
ksarchive list --color nev	<ksarchive><list><--color><never>
ksarchive list --color=al	<ksarchive><list><--color=always>
ksarchive export --format ma	<ksarchive><export><--format><markdown>
ksarchive list --image imag	<ksarchive><list><--image><image>
ksarchive list --image=imag	<ksarchive><list><--image=image>
ksarchive --image imag	<ksarchive><--image><image>
ksarchive verify --sysfs=sy	<ksarchive><verify><--sysfs=sys/>
ksarchive export sy	<ksarchive><export><sys/>
ksarchive --image image list 2010/ou	<ksarchive><--image><image><list><2010/out-of-tree>
ksarchive --image=image show 2010/ou	<ksarchive><--image=image><show><2010/out-of-tree>
ksarchive show --image image 2010/ou	<ksarchive><show><--image><image><2010/out-of-tree>
ksarchive --image other\ image show 2010/ou	<ksarchive><--image><other image><show><2010/out-of-tree>
ksarchive --image 'other image' show 2010/ou	<ksarchive><--image><other image><show><2010/out-of-tree>
ksarchive --image image list --long topics/kernel/me	<ksarchive><--image><image><list><--long><topics/kernel/memory-management>
ksarchive --image image search -i -C 3 words 2010/ot	<ksarchive><--image><image><search><-i><-C><3><words><2010/other>
ksarchive --image image search --in outc	<ksarchive><--image><image><search><--in><outcome>
ksarchive --image image search --in text,outc	<ksarchive><--image><image><search><--in><text,outcome>
ksarchive --image image search --in=tit	<ksarchive><--image><image><search><--in=title>
ksarchive --image image show 2010/out-of-tree --field outc	<ksarchive><--image><image><show><2010/out-of-tree><--field><outcome>
ksarchive --image image show 2010/other --field outc	-
ksarchive --image image topics kernel/	<ksarchive><--image><image><topics><kernel/memory-management>
ksarchive --image image people te	<ksarchive><--image><image><people><ted-tso>
ksarchive --image image people Ted	<ksarchive><--image><image><people><Ted Ts'o>
ksarchive --image image people Ted\ T	<ksarchive><--image><image><people><Ted Ts'o>
ksarchive --image image people "Ted T	<ksarchive><--image><image><people><Ted Ts'o>
ksarchive --image image people 'Ted T	<ksarchive><--image><image><people><Ted Ts'o>
ksarchive --image image people Ada	<ksarchive><--image><image><people><Ada Abel>
ksarchive --image image people '"Quo	<ksarchive><--image><image><people><"Quoted" $HOME `x`>
ksarchive --image image people zz	-
ksarchive --image image tree -L 1 --dir	<ksarchive><--image><image><tree><-L><1><--directories>
ksarchive list 20	-
ksarchive --image missing list 20	-
ksarchive --image - list 20	-
ksarchive nothing 20	-
TABLE

# expected: the words that the table has, or those that were typed
expected()
{
	while IFS='	' read -r line words; do
		if [ "$words" = - ]; then
			# shellcheck disable=SC2086 # these lines hold no quotes
			printf '<%s>' $line
			echo
		else
			echo "$words"
		fi
	done <table
}
expected >expected_words

for shell in bash zsh fish; do
	if ! command -v "$shell" >/dev/null; then
		results=$((results + 1))
		echo "ok $results - $shell # SKIP it is not installed"
		continue
	fi
	cut -f 1 table | python3 -c '
import subprocess, sys
helper, shell, completions = sys.argv[1:]
sys.exit(subprocess.run(
    [sys.executable, helper, shell, completions,
     *sys.stdin.read().splitlines()], timeout=120).returncode)' \
		"$root/tests/unit/complete_line.py" "$shell" \
		"$root/tools/ksarchive/completions" >words 2>&1
	diff -u expected_words words >difference
	result $? "$shell: $(wc -l <table) lines" <difference
done

command -v fish >/dev/null && is 'fish tells who a term is' \
	"$(fish --no-config -c "source $root/tools/ksarchive/completions/ksarchive.fish
		complete -C 'ksarchive --image image people t'")" \
	"ted-tso	Ted Ts'o"

finish
