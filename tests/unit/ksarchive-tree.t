#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksarchive tree: what is drawn is what is published.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

fresh
echo 'README: x' >>data/archive.yaml
write s/one.md <<'EOF'
---
title: One
---
Text.
EOF
write s/two.md <<'EOF'
---
title: Two
zone: Z
---
EOF
compile
unpack
size=$(wc -c <image)
catalog=$(wc -c <tree/catalog)

# draws NAME EXPECTED ARGUMENT...: so it does in a locale of UTF-8
draws()
{
	name=$1
	wanted=$2
	shift 2
	is "$name" "$(LC_ALL=C.UTF-8 "$ksarchive" tree --image image "$@" 2>&1
		echo "exit status $?")" "$wanted"
}

draws 'all of it, image among the rest' ".
├── README  2
├── catalog  $catalog
├── edition  2
├── image  $size
├── s
│   ├── one
│   │   ├── next -> ../two
│   │   ├── text  6
│   │   └── title  4
│   ├── pages  16
│   ├── title  2
│   └── two
│       ├── prev -> ../one
│       ├── title  4
│       └── zone  2
├── sections  4
└── title  11

3 directories, 12 files, 2 links
exit status 0"
for locale in nowhere.UTF-8 nowhere.utf8@euro; do
	is "in $locale, which is not installed" "$(LC_ALL=$locale \
		"$ksarchive" tree --image image s | sed -n 2p)" '├── one'
done
for locale in nowhere nowhere.ISO-8859-1; do
	is "in $locale" "$(LC_ALL=$locale \
		"$ksarchive" tree --image image s | sed -n 2p)" '|-- one'
done
is 'in the locale of LC_CTYPE before LANG' "$(LC_ALL='' LC_CTYPE=nowhere.UTF-8 \
	LANG=C "$ksarchive" tree --image image s | sed -n 2p)" '├── one'
is 'without UTF-8' "$(LC_ALL=C "$ksarchive" tree --image image s)" "s
|-- one
|   |-- next -> ../two
|   |-- text  6
|   \`-- title  4
|-- pages  16
|-- title  2
\`-- two
    |-- prev -> ../one
    |-- title  4
    \`-- zone  2

2 directories, 6 files, 2 links"
draws 'one level' 's
├── one
├── pages  16
├── title  2
└── two

2 directories, 2 files, 0 links
exit status 0' -L 1 s
draws 'directories' '.
└── s
    ├── one
    └── two

3 directories
exit status 0' -d
draws 'directories of one level' '.
└── s

1 directory
exit status 0' --directories --level=1
draws 'where a link leads' 's/two
├── prev -> ../one
├── title  4
└── zone  2

0 directories, 2 files, 1 link
exit status 0' s/one/next
draws 'a file' 'title  4
exit status 0' s/one/title
for level in 0 -1 x 1x ''; do
	draws "level '$level'" "ksarchive: --level $level: expected a number from 1 on
exit status 2" --level="$level"
done
"$ksarchive" tree --image image s/three >said 2>&1
is 'nothing there' $? 1

# For programs, against the tree that the reader in Python unpacks.

cat >listed.py <<'EOF'
import json, os, sys

def walk(path):
    for name in sorted(os.listdir(os.path.join("tree", path)), key=os.fsencode):
        below = os.path.join(path, name)
        full = os.path.join("tree", below)
        item = {"path": below}
        if os.path.islink(full):
            item.update(type="link", target=os.readlink(full))
        elif os.path.isdir(full):
            item.update(type="directory")
        else:
            item.update(type="file", size=os.path.getsize(full))
        yield item
        if item["type"] == "directory":
            yield from walk(below)

document = json.load(sys.stdin)
print(document["command"], document["items"] == list(walk(sys.argv[1])))
EOF
cp image tree/image
is 'for programs' \
	"$("$ksarchive" tree --json --image image | python3 listed.py '' 2>&1)" \
	'tree True'
is 'for programs, of a directory' \
	"$("$ksarchive" tree --json --image image s | python3 listed.py s 2>&1)" \
	'tree True'
is 'for programs, a line an item' \
	"$("$ksarchive" tree --jsonl --image image s/two)" \
	'{"path":"s/two/prev","type":"link","target":"../one"}
{"path":"s/two/title","type":"file","size":4}
{"path":"s/two/zone","type":"file","size":2}'

# Larger, and other trees.

rm -rf data tree
cp -r "$root/data" data
compile
unpack
cp image tree/image
is 'the archive of the project' \
	"$("$ksarchive" tree --json --image image | python3 listed.py '' 2>&1)" \
	'tree True'
"$build/tests/image" --write .
cp "$(grep ' crc ' expected | sed -n '1s/ .*//p')" image
draws 'image behind the others, an empty directory, a link across' '.
├── alpha
│   ├── deep
│   │   ├── leaf  6
│   │   └── outer -> ../../gamma
│   ├── empty
│   └── link -> ../gamma
├── beta  6
├── gamma
│   ├── file  7
│   └── to-deep -> ../alpha/deep
└── image  380

4 directories, 4 files, 3 links
exit status 0'

finish
