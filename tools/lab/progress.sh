# SPDX-License-Identifier: GPL-2.0-only
# How far something long has come: one line redrawn on a terminal, elsewhere a
# plain line at every tenth part, so that a log stays short.

# progress_begin TITLE [DETAIL]
progress_begin() {
	progress_title=$1
	progress_tenth=-1
	progress_shown=
	[ -t 2 ] || say "$progress_title${2:+: $2}"
}

# progress_at PERCENT [TEXT]
progress_at() {
	if [ -t 2 ]; then
		progress_line="lab: $progress_title: $1 %${2:+, $2}"
		[ "$progress_line" != "$progress_shown" ] || return 0
		progress_shown=$progress_line
		printf '\r%s\033[K' "$progress_line" >&2
	elif [ $(($1 / 10)) -gt "$progress_tenth" ]; then
		progress_tenth=$(($1 / 10))
		[ "$1" -eq 0 ] || say "$progress_title: $1 %${2:+, $2}"
	fi
}

progress_end() {
	[ ! -t 2 ] || printf '\r\033[Klab: %s: done\n' "$progress_title" >&2
}

# Leaves the line that was being redrawn as it is.
progress_fail() {
	[ ! -t 2 ] || printf '\n' >&2
}

# A filter for apt's status lines, dlstatus:FILE:PERCENT.FRACTION:TEXT.
progress_apt() {
	while IFS=: read -r kind _ percent _; do
		[ "$kind" = dlstatus ] || continue
		progress_at "${percent%%.*}"
	done
}
