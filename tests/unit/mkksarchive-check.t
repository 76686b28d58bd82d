#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mkksarchive check: what an image can be made of, and hardly is meant: terms that
# look like others, gaps in an order, dates far from a meeting's, days that do not
# fit, missing keys, people of one word.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

# page PATH [LINE...]: a page with these lines of front matter
page()
{
	page_path=data/s/$1
	shift
	{
		printf -- '---\ntitle: T\n'
		[ $# -eq 0 ] || printf '%s\n' "$@"
		echo ---
	} >"$page_path"
}

# people NAME...: an archive in which a page each names them; what is on standard
# input is added to the taxonomy
people()
{
	fresh
	{
		printf 'taxonomies:\n  people:\n    title: People\n    from: who\n'
		cat
	} >>data/archive.yaml
	number=0
	for name in "$@"; do
		number=$((number + 1))
		page "$number.md" "who: $name"
	done
}

# check: what mkksarchive check does; in $status, and in the files census and
# messages
check()
{
	status=0
	"$mkksarchive" check data >census 2>messages || status=$?
}

# warns NAME MESSAGES: nothing else, though build says nothing
warns()
{
	compile
	is "$1: a fine archive" "$status: $(grep -v '^0 errors' messages)" '0: '
	check
	says "$1" 0 "$2"
}

# clean NAME: nothing is warned of
clean()
{
	check
	is "$1" "$(cat messages)" '0 errors, 0 warnings'
}

# alike NAME OTHER: the second looks like the first, which two pages name
alike()
{
	people "$1" "$1" "$2" <kind
	check
	is "$2 looks like $1" "$(cat messages)" \
		"data/s/3.md:3:6: warning: the term \"$2\" looks like \"$1\" (data/s/1.md:3:6): expected one spelling, or both under synonyms or distinct in archive.yaml
0 errors, 1 warning"
}

# apart NAME OTHER: they do not look like each other
apart()
{
	people "$1" "$1" "$2" <kind
	clean "$2 and $1"
}

# Slips of the fingers.

: >kind
alike 'Virtual memory' 'Virtual memroy'
alike 'Virtual memory' 'Virtal memory'
alike 'Virtual memory' 'Virtual memoryes'
alike 'Kernel quality' 'kernel-qualitty'
alike Naïveté Naivte
alike 'Control groups' Controlgroups
alike Block Blocks
alike Scheduler Schedluer
apart 'Virtual memory' 'Virtual machines'
apart Xen Zen
apart Block Blokes
apart 'Summit 2007' 'Summit 2010'
apart 'Linux 2.4' 'Linux 2.6'
apart 'Pat Mochel' 'Patrick Mochel'
apart 'CPU scheduling' 'Cluster scheduling'

# What people are called.

echo '    kind: people' >kind
alike 'Dave Miller' 'David Miller'
alike "Ted Ts'o" "Theodore Ts'o"
alike 'Pat Mochel' 'P. Mochel'
alike 'Paul McKenney' 'Paul E. McKenney'
alike 'Harry Peter Anvin' 'Peter Anvin'
alike 'Robert Love' 'Bob Love'
alike 'Lars Marowsky-Brée' 'Lars Marowsky-Bree'"'"'e'
apart 'Mark Brown' 'Zach Brown'
apart 'Dave Hansen' 'Dave Jones'
echo '    one_word: [Peter]' >>kind
apart 'Peter Anvin' Peter

# The rarer is rather the wrong one, the later of two.

people 'Ann Onym' 'An Onym' </dev/null
warns 'a slip' \
	'data/s/2.md:3:6: warning: the term "An Onym" looks like "Ann Onym" (data/s/1.md:3:6): expected one spelling, or both under synonyms or distinct in archive.yaml'
people 'Ann Onym' 'An Onym' 'An Onym' </dev/null
warns 'a slip that comes first' \
	'data/s/1.md:3:6: warning: the term "Ann Onym" looks like "An Onym" (data/s/2.md:3:6): expected one spelling, or both under synonyms or distinct in archive.yaml'

# The author has the last word.

people 'Ann Onym' 'An Onym' <<-'EOF'
    synonyms: {An Onym: Ann Onym}
EOF
clean one
people 'Ann Onym' 'An Onym' <<-'EOF'
    distinct: [[A, An Onym, Ann Onym]]
EOF
warns 'two' \
	'data/archive.yaml:7:17: warning: "A" is distinct, and no term: expected a term of some page'
people 'Ann Onym' 'An Onym' 'Ann Onymm' <<-'EOF'
    distinct:
      - [An Onym, Ann Onym]
EOF
warns 'two of three' \
	'data/s/3.md:3:6: warning: the term "Ann Onymm" looks like "Ann Onym" (data/s/1.md:3:6): expected one spelling, or both under synonyms or distinct in archive.yaml'

# Below one term.

people 'A/Swapping' 'A/Swaping' 'B/Paging' 'A/Shrinkers/Pageing' <<-'EOF'
    separator: /
EOF
warns 'side by side' \
	'data/s/2.md:3:6: warning: the term "A/Swaping" looks like "A/Swapping" (data/s/1.md:3:6): expected one spelling, or both under synonyms or distinct in archive.yaml'

# One term in two places.

# elsewhere TERM OTHER: the first stands in more pages, and the second ends so too
elsewhere()
{
	people "$1" "$1" "$2" <<-'EOF'
	    separator: /
	EOF
	warns "$2 ends like $1" \
		"data/s/3.md:3:6: warning: the term \"$2\" ends like \"$1\" (data/s/1.md:3:6): expected one place for it, or both under synonyms or distinct in archive.yaml"
}

elsewhere 'Kernel/Model' 'Process/Model'
elsewhere 'Memory/NUMA' NUMA
elsewhere NUMA 'Memory/NUMA'
elsewhere 'A/Model' 'A/B/Model'
elsewhere 'A/Model' 'B/model'
elsewhere 'A/Control groups' 'B/Controlgroups'
people 'A/Model' 'A/Model' 'B/Model/X' <<-'EOF'
    separator: /
EOF
warns 'above a term' \
	'data/s/3.md:3:6: warning: the term "B/Model" ends like "A/Model" (data/s/1.md:3:6): expected one place for it, or both under synonyms or distinct in archive.yaml'
people 'A/2007' 'B/2007' 'A/2.4' 'B/2.4' 'A/Models' 'B/Model' <<-'EOF'
    separator: /
EOF
clean 'digits, and no more than alike'
people 'Process/Model' 'Kernel/Model' <<-'EOF'
    separator: '#'
EOF
clean 'no places'
people 'A/Model' 'B/Model' 'C/Model' <<-'EOF'
    separator: /
    distinct: [[A/Model, B/Model]]
EOF
warns 'distinct but for one' \
	'data/s/3.md:3:6: warning: the term "C/Model" ends like "A/Model" (data/s/1.md:3:6): expected one place for it, or both under synonyms or distinct in archive.yaml
data/s/3.md:3:6: warning: the term "C/Model" ends like "B/Model" (data/s/2.md:3:6): expected one place for it, or both under synonyms or distinct in archive.yaml'
people 'A/Model' 'B/Model' <<-'EOF'
    separator: /
    synonyms: {B/Model: A/Model}
EOF
clean 'one place'

# People of one word.

people James 'James Morris' Peter 'Jean-Luc' <<-'EOF'
    kind: people
    one_word: [Jean-Luc, Peter]
EOF
warns 'one word' \
	'data/s/1.md:3:6: warning: the person "James" has a name of one word: expected the whole name, or this one under one_word in archive.yaml'
people James <<-'EOF'
    one_word: ~
    distinct: ~
    kind: ~
    synonyms: ~
    separator: ~
EOF
clean 'what is not people, and empty keys'
people 'SUSE/James Morris' 'SUSE/James' <<-'EOF'
    kind: people
    separator: /
EOF
warns 'one word below another' \
	'data/s/2.md:3:6: warning: the person "SUSE/James" has a name of one word: expected the whole name, or this one under one_word in archive.yaml'
people 'James Morris' <<-'EOF'
    kind: people
    one_word: [James, James Morris]
EOF
warns 'no page has it, or it is more' \
	'data/archive.yaml:8:16: warning: "James" under one_word: expected a name of one word, as some page has it
data/archive.yaml:8:23: warning: "James Morris" under one_word: expected a name of one word, as some page has it'
people 'SUSE Labs/James' <<-'EOF'
    kind: people
    separator: /
    one_word: [SUSE Labs/James]
EOF
clean 'one word below two'

people <<-'EOF'
    distinct: [[A, B], An Onym]
    kind: things
    one_word: James
EOF
check
says 'no lists, no kind' 1 \
	'data/archive.yaml:7:24: error: distinct is no list of lists: expected two terms or more that look alike in each, as [[Dan Ho, Dave Ho]]
data/archive.yaml:8:11: error: terms of the kind "things": expected people
data/archive.yaml:9:15: error: one_word is no list of names: expected people of whom no more is known, as [Dan]'
people <<-'EOF'
    distinct: [[An Onym]]
    kind: [people]
    one_word: [Dan, [James]]
EOF
check
says 'no two, no scalars' 1 \
	'data/archive.yaml:7:16: error: distinct is no list of lists: expected two terms or more that look alike in each, as [[Dan Ho, Dave Ho]]
data/archive.yaml:8:11: error: the kind of terms is a list: expected people
data/archive.yaml:9:21: error: one_word is no list of names: expected people of whom no more is known, as [Dan]'
people James <<-'EOF'
    one_word: [James]
EOF
check
says 'one word of what is not people' 1 \
	'data/archive.yaml:7:15: error: one_word of what are no people'"'"'s names: expected "kind: people" beside it'

# The order of a section.

fresh
page a.md 'weight: 1'
page b.md 'weight: 2'
page c.md 'weight: 2'
page d.md
page e.md 'weight: 4'
warns 'weights' \
	'data/s/c.md:3:1: warning: the weight 2 stands twice in the section (data/s/b.md:3:1): expected one for each page
data/s/d.md:1:1: warning: no weight, where others in the section have one (data/s/a.md:3:1): expected its place among them'
fresh
page a.md
page b.md
clean 'no weights'

# Dates of a meeting.

meets()
{
	fresh
	page _index.md "dates: [$1]"
}

# dated DATE: a page's, to be warned of
dated()
{
	page p.md "date: $1"
	check
	is "$1" "$(cut -d ' ' -f 2,5-6 messages | head -n 1)" \
		"warning: $1 is"
}

# fits DATE: a page's, not to be warned of
fits()
{
	page p.md "date: $1"
	clean "$1 fits"
}

meets '2010-11-02, 2010-11-01'
dated 2010-10-31
dated 2010-10
dated 2009
dated 2011-06
dated 2012
fits 2010-11-01
fits 2010-11
fits 2010
fits 2011-05-31
fits 2011
page p.md 'date: 2010-10-31'
warns 'before' \
	'data/s/p.md:3:1: warning: the date 2010-10-31 is not that of the meeting from 2010-11-01 to 2010-11-02: expected one from its beginning to six months after its end'
meets 2017-10
fits 2017-10-01
fits 2018-04-30
dated 2018-05-01
meets 2010
fits 2011-06
dated 2011-07
meets 2017-10
page p.md 'date: 2018-05-01'
mkdir data/s/deep
page deep/_index.md 'date: 2016'
warns 'a section in it' \
	'data/s/deep/_index.md:3:1: warning: the date 2016 is not that of the meeting from 2017-10 to 2017-10: expected one from its beginning to six months after its end
data/s/p.md:3:1: warning: the date 2018-05-01 is not that of the meeting from 2017-10 to 2017-10: expected one from its beginning to six months after its end'
rm -r data/s/deep data/s/p.md
page _index.md 'dates: [2010-11-02, the day after]'
warns 'no dates' \
	'data/s/_index.md:3:1: warning: dates that the timeline cannot hold: expected days, months or years, as 2010-11-02, each an item'

# A section with a year for its name.

# year NAME DATES: a meeting in a section of that name
year()
{
	fresh
	write "$1/_index.md" <<-EOF
	---
	title: Y
	dates: [$2]
	---
	EOF
}

year 2010 2010-11
clean 'the year of its name'
year 2010 '2010-12-31, 2011-01-01'
clean 'New Year'
year 2010 '2009-12-31, 2010-01-01'
clean 'New Year before'
year 10 2011-11
clean 'no year for a name'
for dates in 2009-11-02 2011; do
	year 2010 $dates
	warns "$dates in 2010" \
		"data/2010/_index.md:3:1: warning: dates from $dates to $dates in a section that is named 2010: expected dates in that year"
done

# Days of a meeting.

# days DAY...: a meeting of three days that lists these, beside one that uses all
# that the check asks for
days()
{
	fresh
	write full/_index.md <<-'EOF'
	---
	title: F
	dates: 2010
	agenda: [{no: 1, held_date: 2010, name: X}]
	---
	EOF
	write full/p.md <<-'EOF'
	---
	title: P
	day: 1
	track: X
	---
	EOF
	cat >>data/archive.yaml <<-'EOF'
	checks:
	  days: {from: agenda, date: held_date, number: no, pages: {day: no, track: name}}
	EOF
	page _index.md 'dates: [2010-11-01, 2010-11-03]' agenda: "$@"
}

# of_day MESSAGES KEY...: a page with these keys, and what is warned of
of_day()
{
	expected=$1
	shift
	page p.md "$@"
	check
	is "$*" "$(sed '$d' messages)" "$expected"
}

days '- {no: 1, held_date: 2010-11-01}' '- {no: 2, held_date: "November 2, 2010"}' \
	'- {no: 1, held_date: 2010-11-01, name: X}' '- {name: Y}' '- {no: 3}'
clean 'days in order, twice'
builds 'the checks are no field'
absent checks
of_day '' 'day: 1' 'date: 2010-11-01'
of_day '' 'day: 2' 'date: 2010-11'
of_day '' 'day: 2' 'date: 2011-01-01'
of_day '' 'day: 1' 'track: X'
of_day '' 'track: Y' 'date: 2010-11-01'
of_day '' 'day: 3' 'date: 2010-11-01'
of_day '' 'day: [2, 9]'
of_day '' 'day: [9, 2]'
of_day '' 'day: [2, 3]' 'date: 2010-11-01'
of_day '' 'no: 9' 'name: Z'
of_day 'data/s/p.md:3:1: warning: no day of the meeting has day "4" (data/s/_index.md:5:1): expected what is told of a day' \
	'day: 4'
of_day 'data/s/p.md:4:1: warning: no day of the meeting has day "2" and track "X" (data/s/_index.md:5:1): expected what is told of a day' \
	'track: X' 'day: 2'
of_day 'data/s/p.md:3:1: warning: the date 2010-11-01 is before the page'"'"'s day, 2010-11-02 (data/s/_index.md:6:22): expected that or a later one' \
	'date: 2010-11-01' 'day: 2'
of_day 'data/s/p.md:3:1: warning: the date 2010-10-01 is not that of the meeting from 2010-11-01 to 2010-11-03: expected one from its beginning to six months after its end' \
	'date: 2010-10-01' 'day: 2'
rm data/s/p.md
mkdir data/s/deep data/s/other
page deep/_index.md
page deep/p.md 'day: 4'
page other/_index.md 'dates: 2010-11-01'
page other/p.md 'day: 4'
warns 'a page below' \
	'data/s/deep/p.md:3:1: warning: no day of the meeting has day "4" (data/s/_index.md:5:1): expected what is told of a day'
page deep/_index.md 'day: 5'
rm data/s/deep/p.md
warns 'a section below' \
	'data/s/deep/_index.md:3:1: warning: no day of the meeting has day "5" (data/s/_index.md:5:1): expected what is told of a day'
rm -r data/s/deep data/s/other

days '- held_date: 2010-10-31' '- held_date: 2010-11-04' '- held_date: 2010-11-03'
warns 'days of no meeting' \
	'data/s/_index.md:5:14: warning: the day 2010-10-31 is not one of the meeting from 2010-11-01 to 2010-11-03: expected one of its dates
data/s/_index.md:6:14: warning: the day 2010-11-04 is not one of the meeting from 2010-11-01 to 2010-11-03: expected one of its dates'
days '- held_date: 2010-11-01' '- held_date: 2010-11-01'
warns 'two days on one date' \
	'data/s/_index.md:6:14: warning: the day'"'"'s date is 2010-11-01, that of another 2010-11-01 (data/s/_index.md:5:14): expected a later one'
days '- held_date: 2010-11-02' '- held_date: 2010-11-01' '- held_date: 2010-11'
warns 'days out of order' \
	'data/s/_index.md:6:14: warning: the day'"'"'s date is 2010-11-01, that of another 2010-11-02 (data/s/_index.md:5:14): expected a later one'
days '- {no: 2, held_date: 2010-11-01}' '- {no: 1, held_date: 2010-11-02}'
warns 'numbers out of order' \
	'data/s/_index.md:6:22: warning: the day'"'"'s date is 2010-11-02, that of another 2010-11-01 (data/s/_index.md:5:22): expected an earlier one'
days '- {no: 2, held_date: 2010-11-01}' '- {no: 1, held_date: 2010-11-01}'
warns 'two numbers on one date' \
	'data/s/_index.md:6:22: warning: the day'"'"'s date is 2010-11-01, that of another 2010-11-01 (data/s/_index.md:5:22): expected an earlier one'
days '- {no: 2, held_date: 2010-11-01}' '- {no: 2, held_date: 2010-11-02}'
of_day 'data/s/_index.md:6:22: warning: the day'"'"'s date is 2010-11-02, that of another 2010-11-01 (data/s/_index.md:5:22): expected the same, as their numbers are' \
	'day: 2' 'date: 2010-11-01'
rm data/s/p.md
warns 'one number on two dates' \
	'data/s/_index.md:6:22: warning: the day'"'"'s date is 2010-11-02, that of another 2010-11-01 (data/s/_index.md:5:22): expected the same, as their numbers are'
days '- {no: 2, held_date: 2010-11-02}' '- {no: 2, held_date: 2010-11-01}'
warns 'one number on two dates, the later first' \
	'data/s/_index.md:6:22: warning: the day'"'"'s date is 2010-11-01, that of another 2010-11-02 (data/s/_index.md:5:22): expected the same, as their numbers are'
days '- {no: 1, held_date: 2010-11-01}' '- {no: first, held_date: 2010-11-02}' \
	'- {no: 9223372036854775808, held_date: 2010-11-01}'
warns 'numbers that are none' \
	'data/s/_index.md:6:8: warning: the day'"'"'s number is "first": expected an integer, as 1
data/s/_index.md:7:8: warning: the day'"'"'s number is "9223372036854775808": expected an integer, as 1
data/s/_index.md:7:40: warning: the day'"'"'s date is 2010-11-01, that of another 2010-11-01 (data/s/_index.md:5:22): expected a later one'
days '- {no: 9223372036854775807, held_date: 2010-11-02}' '- {no: -9223372036854775808, held_date: 2010-11-01}'
clean 'numbers far apart'
days '- {no: 1, held_date: 2010-11-01}' '- ~' '- {no: 2, held_date: 2010-11-02}'
of_day '' 'day: 2'
days '- Tuesday'
of_day 'data/s/_index.md:5:3: warning: a scalar among the days at "agenda": expected a map for each day of the meeting' \
	'day: 4'
for agenda in 'scalar Tuesday' 'map {no: 1}'; do
	days "- ${agenda#* }"
	sed -i "s/^agenda:/& ${agenda#* }/; 5d" data/s/_index.md
	of_day "data/s/_index.md:4:9: warning: a ${agenda%% *} at \"agenda\": expected a list of maps, one for each day of the meeting" \
		'day: 4'
done
rm -r data/full
of_day 'data/s/_index.md:4:9: warning: a map at "agenda": expected a list of maps, one for each day of the meeting' \
	'day: 4'

days '- {number: 1, date: 2010-12-01}'
rm -r data/full
warns 'keys that nothing has' \
	'data/archive.yaml:4:30: warning: no day of a meeting has "held_date": expected a key of some day
data/archive.yaml:4:49: warning: no day of a meeting has "no": expected a key of some day
data/archive.yaml:4:61: warning: no page of a meeting tells its day by "day": expected a key of some page
data/archive.yaml:4:66: warning: no day of a meeting has "no": expected a key of some day
data/archive.yaml:4:70: warning: no page of a meeting tells its day by "track": expected a key of some page
data/archive.yaml:4:77: warning: no day of a meeting has "name": expected a key of some day'
fresh
cat >>data/archive.yaml <<-'EOF'
checks: {days: {from: agenda, date: date}}
EOF
page _index.md 'dates: 2010'
warns 'days that no meeting has' \
	'data/archive.yaml:3:23: warning: no meeting has days at "agenda": expected a key of some section with dates'

# no_days MAP MESSAGE: what is not understood of the days, at a column
no_days()
{
	fresh
	printf 'checks: {days: %s}\n' "$1" >>data/archive.yaml
	check
	says "no days: $1" 1 "data/archive.yaml:3:$2"
}

no_days a '16: error: days are a scalar: expected a map, as {from: days, date: date, number: day, pages: {day: day}}'
no_days '[a]' '16: error: days are a list: expected a map, as {from: days, date: date, number: day, pages: {day: day}}'
no_days '{from: a}' '16: error: days have no "date": expected the key of a day'"'"'s date'
no_days '{from: ~, date: date}' '16: error: days have no "from": expected the key of a section'"'"'s list of days'
no_days '{from: a, date: [b]}' '32: error: "date" of days is a list: expected the name of a key'
no_days '{from: a, date: date, number: {b: c}}' '46: error: "number" of days is a map: expected the name of a key'
no_days '{from: a, date: date, other: c}' '38: error: unknown key "other" of days: expected from, date, number or pages'
no_days '{from: a, date: date, pages: d}' '45: error: the pages of days are a scalar: expected a map from keys of pages to those of days, as {day: day}'
no_days '{from: a, date: date, pages: {d: [e]}}' '49: error: a list for the key "d" of pages: expected the key that has the same of a day'
no_days '{from: a, date: date, pages: {d: ~}}' '49: error: a null for the key "d" of pages: expected the key that has the same of a day'
fresh
cat >>data/archive.yaml <<-'EOF'
checks: {days: {from: agenda, date: date, number: ~, pages: {}}}
EOF
page _index.md 'dates: 2010' 'agenda: [{date: 2010-11-01}]'
page p.md 'day: 4'
clean 'neither numbers nor pages'
printf 'checks: {days: ~, required: ~}\n' >>data/archive.yaml
sed -i '/from/d' data/archive.yaml
clean 'no days at all'
fresh
printf 'checks: {days: {from: a, date: b}}\n' >>data/archive.yaml
check
says 'no key of dates' 1 \
	'data/archive.yaml:3:32: error: the key "b" holds no dates: expected one that is, or ends in, date'

# Keys that every page must have.

fresh
cat >>data/archive.yaml <<-'EOF'
checks:
  required: [date, [url, sources], irc_channel]
EOF
page a.md 'date: 2010' 'sources: [x]' 'irc: {channel: c}'
page b.md 'date: ' 'url: x' 'irc_channel: c'
page c.md 'date: 2010' 'irc_channel: c'
page _index.md
builds 'what is required is no field'
absent checks
warns 'required' \
	'data/s/b.md:1:1: warning: no date: expected a key that archive.yaml asks every page for
data/s/c.md:1:1: warning: no url or sources: expected a key that archive.yaml asks every page for'
page _index.md 'dates: 2010'
rm data/s/[bc].md
warns 'required of a meeting' \
	'data/s/_index.md:1:1: warning: no date: expected a key that archive.yaml asks every page for
data/s/_index.md:1:1: warning: no irc_channel: expected a key that archive.yaml asks every page for
data/s/_index.md:1:1: warning: no url or sources: expected a key that archive.yaml asks every page for'
fresh
printf 'checks: {required: date, other: 1}\n' >>data/archive.yaml
check
says 'no list, no check' 1 \
	'data/archive.yaml:3:20: error: required is no list of keys: expected keys, or lists of which one will do, as [date, [url, sources]]
data/archive.yaml:3:26: error: unknown check "other": expected required or days'
fresh
printf 'checks: {required: [{a: b}]}\n' >>data/archive.yaml
check
says 'no key' 1 \
	'data/archive.yaml:3:21: error: required is no list of keys: expected keys, or lists of which one will do, as [date, [url, sources]]'
fresh
printf 'checks: [date]\n' >>data/archive.yaml
check
says 'no map' 1 \
	'data/archive.yaml:3:1: error: the checks are no map: expected required or days, with keys'

# After an error nothing else is looked for.

people 'Ann Onym' 'An Onym' </dev/null
page 3.md 'weight: x'
check
says 'an error alone' 1 \
	'data/s/3.md:3:9: error: the weight is no integer: expected one, as 8'

# The archive itself.

rm -r data
ln -s "$root/data" data
clean 'the archive itself'

finish
