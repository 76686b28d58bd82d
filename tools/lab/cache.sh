# SPDX-License-Identifier: GPL-2.0-only
# The cache: whatever is in it under its own name is complete, because it was
# made under another one beside it and renamed. One lab makes a thing at a
# time; another that wants it waits.

cache_find() {
	cache=${XDG_CACHE_HOME:-${HOME:?}/.cache}/ksarchive
}

cache_begin() {
	cache_find
	mkdir -p "$cache/locks" "$cache/debs" "$cache/kernels" \
		"$cache/guests" 2>/dev/null ||
		broken "cannot make the cache folder $cache"
}

# cache_make FOLDER/NAME FUNCTION [ARGUMENT...]: unless it is there, FUNCTION
# makes it as $making, a folder that is renamed to the name when it returns.
cache_make() {
	making_name=$1
	shift
	[ ! -e "$cache/$making_name" ] || return 0
	cache_lock 9 "$making_name"
	if [ ! -e "$cache/$making_name" ]; then
		making=$cache/$making_name.making
		unfinished=$making
		rm -rf "$making"
		mkdir -p "$making"
		"$@"
		mv "$making" "$cache/$making_name"
		unfinished=
	fi
	exec 9>&-
}

# cache_lock FD NAME: held until file descriptor FD is closed, here and in the
# attended programs, which inherit it.
cache_lock() {
	eval "exec $1>\"\$cache/locks/\$(printf %s \"\$2\" | tr / -)\""
	flock -n "$1" && return 0
	say "waiting for another lab that is busy with $2"
	attend flock "$1"
}

cache_size() {
	du -sh "$cache" | cut -f1
}

cache_clean() {
	[ -d "$cache" ] || { say "nothing is cached in $cache"; return 0; }
	say "removing $cache, $(cache_size)"
	rm -rf "$cache"
}

cache_status() {
	[ -d "$cache" ] || {
		echo "nothing is cached in $cache"
		return 0
	}
	echo "$cache, $(cache_size)"
	for status_entry in "$cache"/kernels/*/release; do
		[ -f "$status_entry" ] || continue
		status_entry=${status_entry%/release}
		[ -h "$status_entry" ] && continue
		printf '%s\t%s\n' "$(cat "$status_entry/release")" \
			"${status_entry#"$cache"/}"
	done
}
