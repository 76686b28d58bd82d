# SPDX-License-Identifier: GPL-2.0-only
# Running other programs so that they never outlive the lab.
#
# A shell handles a signal only when the program in the foreground has ended,
# so whatever may take long runs in the background and is waited for.
# timeout(1) gives it a process group and passes a signal on to all of that;
# should the lab be killed outright, the kernel tells timeout (pdeathsig).

attended=

# Takes the place of the process that calls it; its complaints go to the file
# $attend_errors where that is set.
attend_exec() {
	[ -z "${attend_errors:-}" ] || exec 2>"$attend_errors"
	exec setpriv --pdeathsig TERM timeout ${attend_in_foreground:+--foreground} \
		-k 5 "${attend_limit:-0}" "$@"
}

# Returns the program's status.
attend_wait() {
	attend_status=0
	wait "$attended" || attend_status=$?
	attended=
	return "$attend_status"
}

# attend PROGRAM [ARGUMENT...]
attend() {
	# A shell takes stdin away from what it puts into the background.
	{ attend_exec "$@" <&3 3<&- & } 3<&0
	attended=$!
	attend_wait
}

# attend_through FILTER PROGRAM [ARGUMENT...]: FILTER, a function, reads what
# the program writes to stdout.
attend_through() {
	attend_filter=$1
	shift
	rm -f "$scratch/pipe"
	mkfifo "$scratch/pipe"
	# Opening the pipe waits for the other end: not before the &.
	attend_exec "$@" >"$scratch/pipe" &
	attended=$!
	"$attend_filter" <"$scratch/pipe"
	attend_wait
}

# Everything that must not be left behind is in here or in $attended.
attend_leave() {
	leave_status=$?
	trap '' INT TERM HUP
	if [ -n "$attended" ]; then
		kill "$attended" 2>/dev/null || :
		wait "$attended" 2>/dev/null || :
	fi
	[ -z "${fetching:-}" ] || rm -rf "$fetching"
	[ -z "${unfinished:-}" ] || rm -rf "$unfinished"
	[ -z "${scratch:-}" ] || rm -rf "$scratch"
	exit "$leave_status"
}

attend_begin() {
	scratch=$(mktemp -d "${TMPDIR:-/tmp}/ksarchive-lab.XXXXXX")
	trap attend_leave EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 143' TERM
}
