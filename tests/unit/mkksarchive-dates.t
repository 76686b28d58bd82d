#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mkksarchive: dates as people write them, and what is none.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

forms='expected a day that exists, as 2010, 2010-11, 2010-11-02, 2010-11-02T10:00:00Z, "2 November 2010" or "November 2010"'

fresh

# Each line: what is written | what becomes of it.
cat >dates <<'EOF'
2010|2010
0001|0001
2010-11|2010-11
2010-11-02|2010-11-02
2000-02-29|2000-02-29
2012-02-29|2012-02-29
2010-12-31|2010-12-31
2010-11-02T10:00:00Z|2010-11-02T10:00:00Z
2010-11-02t23:59:60z|2010-11-02T23:59:60Z
2010-11-02T10:00:00.250+01:00|2010-11-02T10:00:00.250+01:00
2010-11-02 10:00:00 +0000|2010-11-02T10:00:00+00:00
2010-11-02 10:00:00 -0530|2010-11-02T10:00:00-05:30
2010-11-02 10:00:00+05:30|2010-11-02T10:00:00+05:30
2010-11-02 10:00:00 Z|2010-11-02T10:00:00Z
2010-11-02 10:00:00|2010-11-02T10:00:00
2010-11-02T10:00:00.5|2010-11-02T10:00:00.5
November 2, 2010|2010-11-02
november 02, 2010|2010-11-02
Nov 2, 2010|2010-11-02
Nov. 2, 2010|2010-11-02
NOV 30, 2010|2010-11-30
Sept 3, 2010|2010-09-03
Sept. 3, 2010|2010-09-03
May 1, 2010|2010-05-01
2 November 2010|2010-11-02
02 Nov 2010|2010-11-02
31 December 1999|1999-12-31
November 2010|2010-11
Feb 2010|2010-02
EOF
{
	printf -- '---\ntitle: Dates\n'
	awk -F'|' '{ printf "d%02d_date: \"%s\"\n", NR, $1 }' dates
	printf -- '---\n'
} >data/s/good.md
builds 'all forms of dates'
number=0
while IFS='|' read -r written iso; do
	number=$((number + 1))
	is "$written" \
		"$(cat "tree/s/good/d$(printf %02d $number)_date")" "$iso"
done <dates

# Each line is no date.
cat >dates <<'EOF'
soon
20
201
20100
0000
2010-00
2010-13
2010-1
2010-11-00
2010-11-31
2010-11-2
2010-02-29
1900-02-29
2010/11/02
02.11.2010
11/02/2010
2010-11-02T10:00:00 
2010-11-02 10:00
2010-11-02T24:00:00Z
2010-11-02T10:60:00Z
2010-11-02T10:00:61Z
2010-11-02T10:00:00.Z
2010-11-02T10:00:00+24:00
2010-11-02T10:00:00+01
2010-11-02T10:00:00Zulu
November 31, 2010
Febr 1, 2010
Novembers 2010
November 2 2010
November 2,2010
November
2 November
32 December 2010
0 December 2010
2nd November 2010
November 2, 10
December 2010 
 2010
2010-11-02Z
EOF
{
	printf -- '---\ntitle: No dates\n'
	awk '{ printf "d%02d_date: \"%s\"\n", NR, $0 }' dates
	printf -- '---\n'
} >data/s/good.md
compile
says 'what is no date, each in its place' 1 "$(awk -v forms="$forms" '{
	printf "data/s/good.md:%d:11: error: \"%s\" of \"d%02d_date\" is no date: %s\n",
		NR + 2, $0, NR, forms
}' dates)"

fresh
write s/keys.md <<'EOF'
---
title: Keys
date: Nov 2, 2010
DATE: Nov 2, 2010
pubDate: Nov 2, 2010
flow_date: ["Nov 2, 2010", 2011]
update: Nov 2, 2010
last_update: Nov 2, 2010
candidate: Nov 2, 2010
mandate: Nov 2, 2010
dates: Nov 2, 2010
dated: Nov 2, 2010
talk:
  date: Nov 2, 2010
days:
  - date: Nov 2, 2010
    day: Nov 2, 2010
    at:
      date: May 2010
---
EOF
builds 'keys that hold dates, and others'
file s/keys/date 2010-11-02
file s/keys/DATE 2010-11-02
file s/keys/pubDate 2010-11-02
file s/keys/flow_date '2010-11-02
2011'
file s/keys/update 'Nov 2, 2010'
file s/keys/last_update 'Nov 2, 2010'
file s/keys/candidate 'Nov 2, 2010'
file s/keys/mandate 'Nov 2, 2010'
file s/keys/dates 'Nov 2, 2010'
file s/keys/dated 'Nov 2, 2010'
file s/keys/talk_date 2010-11-02
file s/keys/days '#date	day	at_date
2010-11-02	Nov 2, 2010	2010-05'

finish
