# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# For the tests of mkksarchive and ksarchive: small archives in a temporary
# folder, TAP, and the image taken apart by the reader in Python.
#
# A test runs in $work; its archive is the folder data there, the image's tree
# is unpacked into the folder tree.

root=$PWD
build=${BUILD:-build/host}
case $build in
/*) ;;
*) build=$root/$build ;;
esac
mkksarchive=$build/mkksarchive
ksarchive=$build/ksarchive
unset KSARCHIVE_IMAGE
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 1
results=0
failures=0
status=0

# result STATUS NAME: one line of TAP; what follows it, as its reason, comes
# from standard input where it failed
result()
{
	results=$((results + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $results - $2"
		return
	fi
	failures=$((failures + 1))
	echo "not ok $results - $2"
	sed 's/^/#   /'
}

# is NAME FOUND EXPECTED: two texts are the same
is()
{
	printf '%s\n' "$2" >found
	printf '%s\n' "$3" >expected
	diff -u expected found >difference
	result $? "$1" <difference
}

# succeeds NAME COMMAND...: it exits 0 and says nothing
succeeds()
{
	name=$1
	shift
	status=0
	"$@" >said 2>&1 || status=$?
	if [ "$status" -eq 0 ] && [ -s said ]; then
		status=1
	fi
	echo "exit status $status" >>said
	result "$status" "$name" <said
}

# relay NAME COMMAND...: the results of another test become this one's; NAME
# is that it came to its end, and said nothing besides
relay()
{
	name=$1 before=$results planned=-1
	shift
	"$@" >tap 2>said
	while read -r line; do
		case $line in
		'ok '* | 'not ok '*)
			results=$((results + 1))
			case $line in not*) failures=$((failures + 1)) ;; esac
			echo "${line%%ok *}ok $results - ${line#* - }"
			;;
		1..*)
			planned=${line#1..}
			;;
		*)
			printf '%s\n' "$line"
			;;
		esac
	done <tap
	[ "$((results - before))" -eq "$planned" ] && [ ! -s said ]
	result $? "$name" <said
}

finish()
{
	echo "1..$results"
	[ "$failures" -eq 0 ]
	exit
}

# write PATH: standard input becomes that file of the archive
write()
{
	mkdir -p "data/$(dirname "$1")"
	cat >"data/$1"
}

# bytes ESCAPED: prints them; backslash escapes and %% as printf(1) has them
bytes()
{
	# shellcheck disable=SC2059 # a format is what it is given
	printf "$1"
}

# fresh: a new archive with only what it must have, and a section s
fresh()
{
	rm -rf data tree image
	write archive.yaml <<-'EOF'
	title: An archive
	edition: "1"
	EOF
	write s/_index.md <<-'EOF'
	---
	title: S
	---
	EOF
}

# fresh_indexed: the same with the indexes topics and people
fresh_indexed()
{
	fresh
	cat >>data/archive.yaml <<-'EOF'
	taxonomies:
	  topics: {title: Topics, from: [topics], separator: /}
	  people: {title: People, from: [people]}
	EOF
}

# compile [OPTION...]: builds; its exit status is in $status, its messages in
# the file messages
compile()
{
	rm -rf tree
	status=0
	"$mkksarchive" build data -o image "$@" 2>messages || status=$?
}

unpack()
{
	python3 "$root/tests/unit/unpack.py" image tree
}

# comes_back NAME: the pages that ksarchive writes of the image make it again
comes_back()
{
	rm -rf again again.image
	"$ksarchive" --image image export again --markdown >said 2>&1 &&
		"$mkksarchive" build again -o again.image >>said 2>&1 &&
		cmp image again.image >>said 2>&1
	result $? "$1: its export makes the same image" <said
}

# builds NAME [OPTION...]: an archive without any fault, though it may describe
# what no page has, and one that comes back; the tree is unpacked
builds()
{
	name=$1
	shift
	compile "$@"
	[ "$status" -eq 0 ] && ! grep -q -v -e 'warning: no page has terms at ' \
		-e 'warning: a slug for .*, which is no term: ' \
		-e '^0 errors, ' messages && unpack 2>>messages
	result $? "$name" <messages
	comes_back "$name"
}

# file PATH EXPECTED: a file of the tree, which ends in a newline
file()
{
	is "$1" "$(cat "tree/$1" 2>&1; echo .)" "$2
."
}

# absent PATH: nothing of that name is in the tree
absent()
{
	[ ! -e "tree/$1" ] && [ ! -L "tree/$1" ]
	result $? "no $1" </dev/null
}

# link PATH TEXT: a link of the tree
link()
{
	is "$1" "$(readlink "tree/$1")" "$2"
}

# says_of NAME STATUS TEXT ARGUMENT...: what the reader says of the image, and
# how it ends
says_of()
{
	name=$1 expected_status=$2 text=$3
	shift 3
	status=0
	"$ksarchive" --image image "$@" >said 2>&1 || status=$?
	is "$name" "$(cat said; echo "exit status $status")" "${text:+$text
}exit status $expected_status"
}

# says NAME STATUS MESSAGES: what the last build said and how it ended; the
# closing line is not among the messages
says()
{
	is "$1" "$(sed '$d' messages; echo "exit status $status")" "$3
exit status $2"
}
