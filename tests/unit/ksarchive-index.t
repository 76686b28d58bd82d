#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksarchive topics, people and timeline: what is counted, under which term and
# year, and how it is drawn.
# shellcheck source=tests/unit/lib.sh
. "$(dirname "$0")/lib.sh"

# on_terminal COLUMNS LOCALE ARGUMENT...: what a terminal shows, without colour
on_terminal()
{
	columns=$1 locale=$2
	shift 2
	COLUMNS=$columns LC_ALL=$locale script -qec \
		"$ksarchive --image image --no-pager --color never $*" \
		/dev/null </dev/null | tr -d '\r'
}

tab=$(printf '\t')

# page PATH KEY...: a page with that front matter
page()
{
	path=$1
	shift
	{
		echo ---
		echo "title: Title of $path"
		printf '%s\n' "$@"
		echo ---
	} | write "$path.md"
}

fresh_indexed
echo "  tools: {title: Tools, from: [tools], separator: ' > '}" \
	>>data/archive.yaml
page 2010/_index 'dates: [2010-11-01, 2010-11-02]' 'city: Cambridge' \
	'country: USA' 'topics: [Kernel]'
page 2010/one 'topics: [Kernel/Scheduler, Kernel/Memory]' 'date: 2012-01-01' \
	"people: [Ted Ts'o, Al]" 'weight: 2'
page 2010/two 'topics: [Kernel/Scheduler/Deadline]' "people: [Ted Ts'o]" \
	'weight: 1' 'tools: [GNU > C++]'
page 2010/deep/_index 'city: Nowhere'
page 2010/deep/three 'topics: [Security]' 'tools: [GNU > make]'
page 2012/_index 'date: 2012-05' 'city: Prague'
page 2012/four
page 2013/_index 'dates: [2013-01-01]'
page s/five 'date: 2012'
page s/six 'people: [Ada]'
page s/seven 'date: 2012'
sed -i '/edition/a slugs: {GNU > C++: cpp}' data/archive.yaml
builds 'an archive with three indexes'

says_of 'topics: every term, with the articles under it and below' 0 \
"topics/kernel${tab}Kernel${tab}3
topics/kernel/memory${tab}Kernel/Memory${tab}1
topics/kernel/scheduler${tab}Kernel/Scheduler${tab}2
topics/kernel/scheduler/deadline${tab}Kernel/Scheduler/Deadline${tab}1
topics/security${tab}Security${tab}1" topics

says_of 'people' 0 \
"people/ada${tab}Ada${tab}1
people/al${tab}Al${tab}1
people/ted-tso${tab}Ted Ts'o${tab}2" people

says_of 'any other index, by list' 0 \
"tools/gnu${tab}GNU${tab}2
tools/gnu/cpp${tab}GNU > C++${tab}1
tools/gnu/make${tab}GNU > make${tab}1" list tools

says_of 'a term: its articles and those below, each once, in their order' 0 \
"2010${tab}Title of 2010/_index
2010/two${tab}Title of 2010/two
2010/one${tab}Title of 2010/one" topics kernel

says_of 'a term of any index, by list' 0 \
"2010/two${tab}Title of 2010/two
2010/deep/three${tab}Title of 2010/deep/three" list tools/gnu

says_of 'list --recursive of an index: all that is filed' 0 \
"2010/two${tab}Title of 2010/two
2010/deep/three${tab}Title of 2010/deep/three" list -r tools

says_of '--long as list has it' 0 \
"2012-01-01${tab}2010/one${tab}Title of 2010/one${tab}Ted Ts'o, Al" topics memory --long

for typed in ted-tso people/ted-tso "Ted Ts'o" "ted ts'o" 'Ted Tso' 'TED TSO' \
	"Ted Ts$(bytes '\342\200\231')o" ted "ts'o" tso 'ted t' people/ted \
	/sys/kernel/ksarchive/people/ted-tso /proc/ksarchive/people/ted-tso/; do
	says_of "people $typed" 0 "2010/two${tab}Title of 2010/two
2010/one${tab}Title of 2010/one" people "$typed"
done

says_of 'the beginning of several' 1 \
	'ksarchive: a: may mean people/ada or people/al' people a
says_of 'a near miss' 1 \
	'ksarchive: tde tso: no such term; did you mean people/ted-tso?' \
	people 'tde tso'
says_of 'two letters that changed places' 1 \
	'ksarchive: la: no such term; did you mean people/al?' people la
says_of 'no such term' 1 'ksarchive: zzzzz: no such term' people zzzzz
says_of 'JSON: terms' 0 '{"path":"people/ada","title":"Ada","count":1}
{"path":"people/al","title":"Al","count":1}
{"path":"people/ted-tso","title":"Ted Ts'"'"'o","count":2}' people --jsonl
says_of 'JSON: list has the same' 0 "$(cat said)" \
	list people --jsonl
says_of 'an empty term' 1 'ksarchive: "": no such term' people ''
says_of 'JSON: a near miss' 1 '{"command":"people","error":{"code":"not-found","message":"ald: no such term; did you mean people/al or people/ada?","suggestions":["people/al","people/ada"]}}' \
	people ald --json

is 'topics on a terminal: a tree' "$(on_terminal 80 C.UTF-8 topics)" \
'Kernel        3  topics/kernel
  Memory      1  topics/kernel/memory
  Scheduler   2  topics/kernel/scheduler
    Deadline  1  topics/kernel/scheduler/deadline
Security      1  topics/security'

is 'a column before the last goes on below its beginning too' \
	"$(on_terminal 36 C.UTF-8 topics -l memory)" \
'2012-01-01  2010/one  Title of
                      2010/one
    Ted Ts'"'"'o, Al'

is 'another separator' "$(on_terminal 80 C.UTF-8 list tools)" \
'GNU     2  tools/gnu
  C++   1  tools/gnu/cpp
  make  1  tools/gnu/make'

# A year is the nearest section's, by its first day; then the page's own. The
# section without pages is no session.
says_of 'timeline: sessions a year, and those without one' 0 \
"2010${tab}3
2012${tab}3
${tab}1" timeline
says_of 'timeline takes no operands' 2 \
	'ksarchive: timeline: expected no operands, found 1; see ksarchive timeline --help' \
	timeline 2010
says_of 'timeline --jsonl' 0 \
'{"year":2010,"count":3,"meetings":[{"path":"2010","dates":["2010-11-01","2010-11-02"],"title":"Title of 2010/_index","city":"Cambridge","country":"USA"}]}
{"year":2012,"count":3,"meetings":[{"path":"2012","dates":["2012-05"],"title":"Title of 2012/_index","city":"Prague"}]}
{"count":1,"meetings":[]}' timeline --jsonl

page 2012b/_index 'dates: [2012-02-02]'
for i in 1 2 3 4 5; do
	page 2012b/$i
done
builds 'two meetings in a year'
is 'timeline in 80 columns, in eighths' \
	"$(on_terminal 80 C.UTF-8 timeline | sed 's/█/#/g')" \
"2010  3  Title of 2010/_index, Cambridge                      ######▊
2012  8  Title of 2012/_index, Prague; Title of 2012b/_index  ##################
      1 without a year"
is 'in 50 columns the titles are left out' \
	"$(on_terminal 50 C.UTF-8 timeline | sed 's/█/#/g')" \
"2010  3  ###############▍
2012  8  #########################################
      1 without a year"
is 'in a locale that is not installed' \
	"$(on_terminal 50 nowhere.UTF-8 timeline | grep -v setlocale)" \
	"$(on_terminal 50 C.UTF-8 timeline)"
is 'without UTF-8, in ASCII' "$(on_terminal 30 C timeline)" \
"2010  3  ########
2012  8  #####################
      1 without a year"
is 'no line is wider than the terminal' \
	"$(for i in 20 40 79 133; do
		on_terminal $i C timeline | sed 1,2!d | wc -L
	done)" '20
40
79
133'

# A section that tells a year of its own stands between pages of another.
fresh
page 2010/_index 'dates: [2010-11-01]'
page 2010/a/_index 'weight: 1'
page 2010/a/1
page 2010/b/_index 'weight: 2' 'date: 2011-01-01'
page 2010/b/1
page 2010/c/_index 'weight: 3'
for i in $(seq 30); do
	page "2010/c/$i"
done
builds 'a year in the midst of another'
says_of 'a section tells its year once' 0 \
'{"year":2010,"count":31,"meetings":[{"path":"2010","dates":["2010-11-01"],"title":"Title of 2010/_index"}]}
{"year":2011,"count":1,"meetings":[{"path":"2010/b","dates":["2011-01-01"],"title":"Title of 2010/b/_index"}]}' \
	timeline --jsonl
is 'every year has a bar' "$(on_terminal 20 C timeline)" \
'2010  31  ##########
2011   1  #'

fresh
builds 'an archive without pages or indexes'
says_of 'timeline of nothing' 1 '' timeline
says_of 'topics where there is no such index' 1 \
	'ksarchive: topics: no such index in this archive' topics

# The file taxonomies may be anything in an image from elsewhere.
write archive.yaml <<'YAML'
title: An archive
edition: "1"
YAML
sed -i '/edition/a topics: not an index' data/archive.yaml
builds 'an archive with a field called topics'
says_of 'topics is a field' 1 \
	'ksarchive: topics: no such index in this archive' topics

finish
