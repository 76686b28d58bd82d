#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksarchive's standard output: terminals, pagers, colour, width, closed pipes,
# full disks. The terminals are true ones, of which on_terminal.py has the other
# end.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

unset COLUMNS PAGER LESS NO_COLOR LV
export TERM=xterm

# on_terminal [VARIABLE=VALUE...] COMMAND [ARGUMENT...]: what the terminal gets,
# \e for escape; ksarchive reads the image
on_terminal()
{
	env IMAGE=image python3 "$root/tests/unit/on_terminal.py" env "$@" \
		--image image >shown 2>said
	echo $? >ended
	sed "s/$(bytes '\033')/\\\\e/g" shown said
}

# exits NAME STATUS: so the last command on a terminal ended
exits()
{
	is "$1: exit status" "$(cat ended)" "$2"
}

# pager NAME: standard input becomes a program of that name on the PATH
pager()
{
	{ echo '#!/bin/sh'; cat; } >"bin/$1"
	chmod +x "bin/$1"
}

# piped COMMAND...: runs it with nobody at the other end of its output
piped()
{
	{
		"$@" 2>said
		echo $? >ended
	} | true
	cat said
}

fresh
i=0
while [ "$i" -lt 2000 ]; do
	i=$((i + 1))
	printf -- '---\ntitle: Page %s, with a title of some length\n---\n' $i \
		>"data/s/p$i.md"
done
compile
mkdir bin
PATH=$work/bin:$PATH
few='s  S'
coloured='\e[35ms\e[0m  S'

# Pagers.

pager less <<'EOF'
echo "less $* LESS=$LESS LV=$LV"
exec cat
EOF
pager mine <<'EOF'
echo "mine $*"
exec cat
EOF
is 'less is the pager' "$(on_terminal "$ksarchive" list)" \
"less -FRX LESS=FRX LV=-c
$coloured"
is 'LESS is left as it is' "$(on_terminal LESS=S "$ksarchive" list)" \
"less -FRX LESS=S LV=-c
$coloured"
is 'PAGER with arguments' "$(on_terminal PAGER='mine -a  b' "$ksarchive" list)" \
"mine -a b
$coloured"
# shellcheck disable=SC2016 # it is for the shell that the reader starts
is 'PAGER as a shell has it' \
	"$(on_terminal PAGER='X=1 mine "$IMAGE" | cat' "$ksarchive" list)" \
"mine image
$coloured"
for none in '' ' ' cat nonesuch '/none/such -x'; do
	is "PAGER is <$none>" "$(on_terminal PAGER="$none" "$ksarchive" list)" \
		"$coloured"
	exits "PAGER is <$none>" 0
done
is '--no-pager' "$(on_terminal "$ksarchive" list --no-pager)" "$coloured"
is 'JSON is not paged' "$(on_terminal "$ksarchive" list --jsonl | cut -c 1-11)" \
	'{"path":"s"'
is 'an error before any output is not paged' \
	"$(on_terminal "$ksarchive" list nix)" \
	'ksarchive: nix: no such page, section or term'
exits 'an error before any output' 1
is 'no pager where there is no terminal' \
	"$(env IMAGE=image "$ksarchive" list --image image)" "$(printf 's\tS')"

rm bin/less
mkdir nothing
is 'without less' "$(on_terminal PATH="$work/nothing" "$ksarchive" list)" \
	"$coloured"
exits 'without less' 0

pager mine <<'EOF'
head -n 1
EOF
is 'a pager that is left early' \
	"$(on_terminal PAGER=mine "$ksarchive" list s --color=never)" \
	's/p1     Page 1, with a title of some length'
exits 'a pager that is left early' 0
pager mine <<'EOF'
exit 7
EOF
is 'a pager that fails' \
	"$(on_terminal PAGER=mine "$ksarchive" list s --color=never)" ''
exits 'a pager that fails' 0

python3 "$root/tests/unit/on_terminal.py" --type q "$ksarchive" list s \
	--image image >shown 2>said
is 'less, left with q' "$?$(cat said; grep -c 'Page 2000,' shown)" 00

# Colour.

export PAGER=
is 'NO_COLOR' "$(on_terminal NO_COLOR=1 "$ksarchive" list)" "$few"
is 'NO_COLOR, empty' "$(on_terminal NO_COLOR= "$ksarchive" list)" "$coloured"
is 'NO_COLOR and --color=always' \
	"$(on_terminal NO_COLOR=1 "$ksarchive" list --color always)" "$coloured"
is '--color=never' "$(on_terminal "$ksarchive" list --color=never)" "$few"
is 'a dumb terminal' "$(on_terminal TERM=dumb "$ksarchive" list)" "$few"
is 'an unknown terminal' "$(on_terminal -u TERM "$ksarchive" list)" "$few"
is 'a dumb terminal has no pager' \
	"$(on_terminal -u PAGER TERM=dumb "$ksarchive" list)" "$few"
is '--color=always in a pipe' \
	"$("$ksarchive" list --image image --color=always | tr '\033' e)" \
	"$(printf 'e[35ms\te[0m\tS' | sed 's/\te/e/')"
is '--color=purple' "$("$ksarchive" list --color=purple 2>&1)" \
	'ksarchive: --color purple: expected auto, always or never'

# Width.

# underline COMMAND...: how many columns the title's underline has
underline()
{
	"$@" | grep '^==*$' | tr -d '\n' | wc -c
}

printf -- '---\ntitle: %s\n---\n' "$(printf '%0300d' 0 | sed 's/000/00 /g')" |
	write "s/p1.md"
compile
export NO_COLOR=1
# Words of two columns.
for columns in 20:20 57:56 80:80 200:80; do
	is "a terminal of ${columns%:*} columns" "$(underline python3 \
		"$root/tests/unit/on_terminal.py" --columns "${columns%:*}" \
		"$ksarchive" show s/p1 --image image)" "${columns#*:}"
done
is 'COLUMNS before the terminal' "$(COLUMNS=23 underline python3 \
	"$root/tests/unit/on_terminal.py" --columns 50 \
	"$ksarchive" show s/p1 --image image)" 23
for columns in '' 0 x -1 99999999999999999999; do
	is "COLUMNS is <$columns>" "$(COLUMNS=$columns underline "$ksarchive" \
		show s/p1 --image image)" 80
done
is 'COLUMNS is too few' "$(COLUMNS=1 underline "$ksarchive" \
	show s/p1 --image image)" 20

printf -- '---\ntitle: A title of more words than fit\n---\n' >data/s/p1.md
printf -- '---\ntitle: %s\n---\n' "$(printf '%040d' 0)" >data/s/p2.md
compile
is 'a last column goes on below its beginning' "$(
	python3 "$root/tests/unit/on_terminal.py" --columns 30 \
		"$ksarchive" list s --image image | sed -n 1,3p)" \
's/p1     A title of more words
         than fit
s/p10    Page 10, with a title'
is 'but a word that fits nowhere stays where it is' "$(
	python3 "$root/tests/unit/on_terminal.py" --columns 30 \
		"$ksarchive" list s --image image | grep s/p2\ )" \
	"s/p2     $(printf '%040d' 0)"

is 'below the others, where too little is left beside them' "$(
	python3 "$root/tests/unit/on_terminal.py" --columns 20 \
		"$ksarchive" list s --image image | sed -n 1,4p)" \
's/p1
    A title of more
    words than fit
s/p10'

# Pipes that are closed, disks that are full.

for command in 'list s' 'list s --json' 'list s --jsonl' 'show s' \
	'list --help' --help --version; do
	# shellcheck disable=SC2086 # words
	is "closed pipe: $command" "$(piped "$ksarchive" $command \
		--image image; cat ended)" 0
	# shellcheck disable=SC2086 # words
	is "full disk: $command" "$("$ksarchive" $command --image image \
		2>&1 >/dev/full; echo $?)" \
'ksarchive: standard output: cannot be written: No space left on device
3'
	# shellcheck disable=SC2086 # words
	is "no output: $command" "$("$ksarchive" $command --image image \
		2>&1 >&-; echo $?)" \
'ksarchive: standard output: cannot be written: Bad file descriptor
3'
done
is 'closed pipe: nothing found' "$(piped "$ksarchive" list nix --json \
	--image image; cat ended)" 1
is 'head has what it wants' "$("$ksarchive" list -r --image image 2>&1 |
	head -n 1)" "$(printf 's\tS')"
"$ksarchive" list --image image <&- >with 2>&1
is 'without standard input' "$?$(cat with)" "0$(printf 's\tS')"

finish
