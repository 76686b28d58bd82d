# SPDX-License-Identifier: GPL-2.0-only
# How a run ended. Only the verdict's own channel can say that the command
# passed; the console serves to explain why there is no verdict.

# The first line of the console with one of the words, from that word on.
verdict_first() {
	tr -d '\r' <"$console_log" | sed -n "s/.*\($1\)/\1/p" | head -n 1
}

# What the kernel says of its panic, and of what led to it.
verdict_panic() {
	panic=$(verdict_first 'Kernel panic - not syncing: ')
	panic=${panic#*: }
	cause=$(verdict_first 'WARNING: \|BUG: \|Unable to handle \|Oops: ')
	[ -z "$panic" ] || echo "$panic${cause:+ ($cause)}"
}

# timeout(1) says 124, or 137 where QEMU had to be killed for it; so does a
# QEMU that somebody else killed.
verdict_is_timeout() {
	[ "$1" -eq 124 ] && return 0
	[ "$1" -eq 137 ] && [ $(($(date +%s) - qemu_begun)) -ge "$limit" ]
}

verdict_show_console() {
	[ -s "$console_log" ] || return 0
	say "the console's last lines:"
	tail -n 40 "$console_log" | tr -d '\r' | sed 's/^/| /' >&2
}

# verdict_end STATUS SENTENCE
verdict_end() {
	[ "$1" -eq 0 ] || {
		[ -n "$interactive" ] || verdict_show_console
		say "$arch $kernel: $2"
	}
	exit "$1"
}

verdict_lost() {
	if [ "$1" -gt 128 ]; then
		lost="QEMU was killed (signal $(($1 - 128)))"
	elif [ "$1" -ne 0 ]; then
		lost="QEMU ended with status $1"
	else
		lost='it left without a verdict'
	fi
	qemu_said=$(head -n 1 "$scratch/qemu.err" 2>/dev/null) || :
	verdict_end "$EXIT_LOST" \
		"the guest was lost: $lost${qemu_said:+ ($qemu_said)}"
}

# verdict_judge QEMU_STATUS
verdict_judge() {
	touch "$scratch/verdict" "$console_log"
	panic=$(verdict_panic)
	[ -z "$panic" ] ||
		verdict_end "$EXIT_PANIC" "the guest panicked: $panic"
	# In a shell the person has seen how it went.
	[ -z "$interactive" ] || [ "$1" -ne 0 ] || verdict_end 0
	! verdict_is_timeout "$1" ||
		verdict_end "$EXIT_TIMEOUT" "time-out: the guest did not end within $limit s"
	if [ "$1" -eq 1 ] && [ ! -s "$console_log" ]; then
		broken "QEMU did not start: $(
			head -n 1 "$scratch/qemu.err" 2>/dev/null)"
	fi
	read -r word rest <"$scratch/verdict" || verdict_lost "$1"
	[ "$1" -eq 0 ] || verdict_lost "$1"
	verdict_of_guest "$word" "$rest"
}

verdict_of_guest() {
	case $1 in
	exit) [ "$2" != 0 ] || verdict_end 0
		verdict_end "$EXIT_FAILED" "the command exited with status $2" ;;
	signal) verdict_end "$EXIT_FAILED" "the command was ended by signal $2" ;;
	module) verdict_end "$EXIT_FAILED" "loading failed: $2" ;;
	*) verdict_end "$EXIT_LAB" "the guest could not be set up: $2" ;;
	esac
}

