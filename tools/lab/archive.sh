# SPDX-License-Identifier: GPL-2.0-only
# Debian's archive: finds packages of any architecture and fetches them into
# the cache, without root and without touching the host's own apt: each
# architecture has an apt state of its own, with the host's sources and keys.
#
# apt compares what it downloads with the signed lists. A package that was
# fetched before is compared again with the checksum kept beside it.

readonly ARCHIVE_LISTS_MAX_AGE=+1440 # minutes

archive_refreshed=

# apt_of DEBIAN_ARCH PROGRAM [ARGUMENT...]: runs apt's PROGRAM for it. With
# $apt_run=attend_through FILTER it is attended.
apt_of() {
	apt_arch=$1
	apt_state=$cache/apt/$1
	apt_program=$2
	shift 2
	# shellcheck disable=SC2086 # $apt_run is a list of words
	${apt_run:-} "$apt_program" -qq \
		-o APT::Architecture="$apt_arch" \
		-o APT::Architectures::="$apt_arch" \
		-o APT::Sandbox::User=root \
		-o APT::Status-Fd=1 \
		-o Acquire::Languages=none \
		-o Acquire::Retries=1 \
		-o Dir::State="$apt_state" \
		-o Dir::State::status=/dev/null \
		-o Dir::Cache="$apt_state" \
		-o Dir::Cache::pkgcache=packages.bin \
		"$@"
}

archive_has_lists() {
	[ -e "$cache/apt/$1/updated" ]
}

archive_lists_are_old() {
	[ -n "$(find "$cache/apt/$1/updated" \
		-mmin "$ARCHIVE_LISTS_MAX_AGE")" ]
}

# Reads DEBIAN_ARCH's package lists anew, once a run. Old lists go on serving
# where that fails: what is wanted may be in the cache.
archive_refresh() {
	case $archive_refreshed in *" $1 "*) return 0 ;; esac
	archive_refreshed="$archive_refreshed $1 "
	mkdir -p "$cache/apt/$1/lists/partial" "$cache/apt/$1/archives/partial"
	progress_begin "reading Debian's package lists for $1"
	attend_errors=$scratch/apt.log
	apt_run='attend_through progress_apt' apt_of "$1" apt-get update || :
	attend_errors=
	if grep -Eq '^(E|W: Failed)' "$scratch/apt.log"; then
		progress_fail
		! archive_has_lists "$1" ||
			say "that failed: going on with the lists of $(
				date -r "$cache/apt/$1/updated" +%F)"
	else
		progress_end
		touch "$cache/apt/$1/updated"
	fi
}

archive_ready() {
	if ! archive_has_lists "$1" || archive_lists_are_old "$1"; then
		archive_refresh "$1"
	fi
}

# What apt complained of, in one line.
archive_complaint() {
	sed -n 's/^[EW]: //p' "$scratch/apt.log" | head -n 1
}

# archive_unreachable DEBIAN_ARCH PACKAGE...
archive_unreachable() {
	unreachable_arch=$1
	shift
	archive_why=$(archive_complaint)
	broken "cannot get $* for $unreachable_arch from Debian's archive${archive_why:+: $archive_why}; it is not in $cache either: connect this machine to the network, or set XDG_CACHE_HOME to a cache that was filled elsewhere"
}

# archive_field DEBIAN_ARCH PACKAGE FIELD: prints it, of the candidate version.
archive_field() {
	apt_of "$1" apt-cache show --no-all-versions "$2" 2>>"$scratch/apt.log" |
		sed -n "s/^$3: //p" | head -n 1
}

# archive_depends DEBIAN_ARCH PACKAGE: one dependency a line, as in
# "name (= version)"; the first of alternatives only.
archive_depends() {
	archive_field "$1" "$2" Depends | tr ',' '\n' |
		sed 's/^ *//; s/ *|.*//'
}

# archive_plan DEBIAN_ARCH PACKAGE[=VERSION]...: FILE SHA256 lines of what
# serves them, in $scratch/plan.
archive_plan() {
	apt_of "$@" >"$scratch/uris" 2>"$scratch/apt.log" || return 1
	sed -n "s/^'[^']*' \([^ ]*\) [0-9]* SHA256:\([0-9a-f]*\)\$/\1 \2/p" \
		"$scratch/uris" >"$scratch/plan"
	[ -s "$scratch/plan" ]
}

# archive_has DEBIAN_ARCH PACKAGE=VERSION
archive_has() {
	archive_plan "$1" apt-get download --print-uris "$2"
}

deb_is_sound() {
	[ "$(sha256sum <"$1")" = "$2  -" ]
}

# Sets $archive_missing to those of the given packages that the cache does not
# hold sound, as planned.
archive_find_missing() {
	archive_missing=
	while read -r file sum; do
		printf '%s  %s\n' "$sum" "$file" >"$cache/debs/$file.sha256"
		if [ ! -e "$cache/debs/$file" ]; then
			archive_miss "$file" "$@"
		elif ! deb_is_sound "$cache/debs/$file" "$sum"; then
			say "$file in the cache is damaged or not whole (its SHA256 is not $sum): fetching it again"
			rm -f "$cache/debs/$file"
			archive_miss "$file" "$@"
		fi
	done <"$scratch/plan"
}

# archive_miss FILE PACKAGE[=VERSION]...: notes the one that FILE belongs to.
archive_miss() {
	miss_name=${1%%_*}
	shift
	for miss_package; do
		[ "${miss_package%%=*}" != "$miss_name" ] ||
			archive_missing="$archive_missing $miss_package"
	done
}

# Moves what was downloaded to its place, where it is what was planned.
archive_accept() {
	while read -r file sum; do
		[ ! -e "$cache/debs/$file" ] || continue
		deb_is_sound "$fetching/$file" "$sum" || return 1
		mv "$fetching/$file" "$cache/debs/$file"
	done <"$scratch/plan"
}

# archive_download DEBIAN_ARCH PACKAGE[=VERSION]...
archive_download() {
	fetching=$cache/debs/fetching
	rm -rf "$fetching"
	mkdir "$fetching"
	download_arch=$1
	shift
	progress_begin "fetching packages for $download_arch" \
		"$(printf '%s\n' "$@" | sed 's/=.*//' | paste -s -d ' ' -)"
	download_status=0
	attend_errors=$scratch/apt.log
	apt_run="attend_through progress_apt env -C $fetching" \
		apt_of "$download_arch" apt-get download "$@" &&
		archive_accept || download_status=$?
	attend_errors=
	rm -rf "$fetching"
	fetching=
	if [ "$download_status" -eq 0 ]; then
		progress_end
	else
		progress_fail
	fi
	return "$download_status"
}

# archive_fetch DEBIAN_ARCH PACKAGE[=VERSION]...: sets $debs to their files in
# the cache, one a line.
archive_fetch() {
	fetch_arch=$1
	cache_lock 8 "Debian's packages"
	archive_ready "$fetch_arch"
	archive_try "$@" || {
		archive_refresh "$fetch_arch"
		archive_try "$@"
	} || archive_unreachable "$@"
	exec 8>&-
	debs=$(sed "s|^\([^ ]*\) .*|$cache/debs/\1|" "$scratch/plan")
}

# shellcheck disable=SC2086 # $archive_missing is a list of words
archive_try() {
	try_arch=$1
	shift
	archive_plan "$try_arch" apt-get download --print-uris "$@" || return 1
	archive_find_missing "$@"
	[ -z "$archive_missing" ] ||
		archive_download "$try_arch" $archive_missing
}
