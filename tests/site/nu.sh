#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The web pages of the archive, and of one that tries to be more than text, in the
# Nu HTML checker, which finds errors in what tidy does not know yet.
#
# The checker comes from npm and needs Java, neither of which anything else here
# does: it is no part of make test, and skips where it cannot be had.
set -eu

version=26.9.27
sum=5970d3ffca91a627cf0965e5d91bb2e4242307c29292998de0b419d6a901b2b7

skip() {
	echo "1..0 # SKIP $*"
	exit 0
}

cache=${XDG_CACHE_HOME:-${HOME:?}/.cache}/ksarchive
checker=$cache/vnu-jar-$version/package/build/dist/vnu.jar

# In a folder of its own, which is renamed when all is there.
fetch() {
	mkdir -p "$cache"
	making=$(mktemp -d "$cache/vnu-jar.XXXXXX")
	trap 'rm -rf "$making"' EXIT
	trap 'exit 130' INT TERM
	(cd "$making" && npm pack --silent "vnu-jar@$version" >/dev/null 2>&1) ||
		skip "npm's registry has no vnu-jar $version for us: check the network"
	echo "$sum  $making/vnu-jar-$version.tgz" | sha256sum --status -c || {
		echo "1..0"
		echo "Bail out! vnu-jar $version is not the file that it was"
		exit 1
	}
	tar -xzf "$making/vnu-jar-$version.tgz" -C "$making"
	rm "$making/vnu-jar-$version.tgz"
	mv -T "$making" "$cache/vnu-jar-$version"
	trap - EXIT INT TERM
}

command -v java >/dev/null ||
	skip 'needs java (in Debian: default-jre-headless)'
if [ ! -e "$checker" ]; then
	command -v npm >/dev/null || skip 'needs npm, to fetch vnu-jar'
	fetch
fi

# shellcheck source=tests/unit/lib.sh
. tests/unit/lib.sh
# shellcheck source=tests/unit/hostile-pages.sh
. "$root/tests/unit/hostile-pages.sh"

# finds_nothing DATA: in the pages that are made of it
finds_nothing()
{
	"$mkksarchive" build "$1" -o image 2>messages &&
	hostile_image image &&
	rm -rf pages && "$ksarchive" --image image export --html pages &&
	java -jar "$checker" --errors-only --skip-non-html pages
}

echo 1..2
hostile_pages
finds_nothing "$root/data" >said 2>&1
result $? 'the archive' <said
finds_nothing data >said 2>&1
result $? 'the hostile one' <said
[ "$failures" -eq 0 ]
