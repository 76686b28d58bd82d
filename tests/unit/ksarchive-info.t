#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksarchive info: what an archive is and holds, counted by other means, and
# where it was read.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

# value LABEL: what stands behind a label
value()
{
	sed -n "s/^$1	//p" said
}

# member EXPRESSION: of the object in the file said
member()
{
	python3 -c 'import json, sys
whole = json.load(open("said"))
print(eval(sys.argv[1], {}, whole))' "$1" 2>&1
}

fresh
cat >>data/archive.yaml <<'EOF'
licence: CC BY-SA 4.0
taxonomies:
  topics: {title: Topics, from: topics, separator: /}
  people: {title: People, from: people}
EOF
write t/_index.md <<'EOF'
---
title: T
---
EOF
write t/one.md <<'EOF'
---
title: One
topics: [A/B/C, A/D]
people: [Ann, Bob]
---
One text.
EOF
write t/two.md <<'EOF'
---
title: Two
topics: [A/B]
---
An öther text.
EOF
compile
unpack

"$ksarchive" info --image image >said 2>&1
is 'exit status' $? 0
is title "$(value title)" 'An archive'
is edition "$(value edition)" 1
is licence "$(value licence)" 'CC BY-SA 4.0'
is articles "$(value articles)" "$(wc -l <tree/catalog)"
is sections "$(value sections)" "$(wc -l <tree/sections)"
is 'terms, those above others too' "$(value 'terms of topics')" 4
is 'terms of another taxonomy' "$(value 'terms of people')" 2
is 'bytes of text' "$(value 'bytes of text')" \
	"$(cat tree/t/one/text tree/t/two/text | wc -c)"
is directories "$(value directories)" "$(find tree -type d | wc -l)"
is files "$(value files)" "$(find tree -type f | wc -l)"
is links "$(value links)" "$(find tree -type l | wc -l)"
is nodes "$(value nodes)" "$(find tree | wc -l)"
is format "$(value format)" 1.0
is bytes "$(value bytes)" "$(wc -c <image)"
crc=$(python3 -c 'import zlib
print("0x%08x" % zlib.crc32(open("image", "rb").read()[:-4]))')
is CRC "$(value CRC-32)" "$crc, which is right"
is source "$(value 'read from')" image

# The same for programs.

"$ksarchive" info --json --image image >said 2>&1
is 'numbers for programs' "$(member '[command, *counts.values(), size]')" \
	"['info', $(wc -l <tree/catalog), $(wc -l <tree/sections), $(cat tree/t/*/text | wc -c), $(
	find tree | wc -l), $(find tree -type d | wc -l), $(
	find tree -type f | wc -l), $(find tree -type l | wc -l), $(
	wc -c <image)]"
is 'taxonomies for programs' "$(member taxonomies)" \
	"[{'name': 'topics', 'count': 4}, {'name': 'people', 'count': 2}]"
is 'format for programs' "$(member version)" "{'major': 1, 'minor': 0}"
is 'CRC for programs' "$(member crc)" \
	"{'stored': '$crc', 'computed': '$crc', 'ok': True}"
is 'source for programs' "$(member source)" \
	"{'kind': 'file', 'name': 'image', 'compression': 'none', 'module': False}"

# Sources.

mkdir -p sys/kernel/ksarchive
cp image sys/kernel/ksarchive
SYSFS_PATH=sys "$ksarchive" info >said 2>&1
is 'from the running kernel' "$(value 'read from')" 'the running kernel'
SYSFS_PATH=sys "$ksarchive" info --json >said 2>&1
is 'from the running kernel, for programs' "$(member 'source["kind"]')" kernel
cat >module.S <<'EOF'
	.section .modinfo, "a"
	.asciz "srcversion=0"
	.asciz "version=2026.1"
	.section .ksarchive, "a"
	.balign 4096
	.incbin "image"
	.balign 4096
EOF
clang --target=aarch64-linux-gnu -c -o ksarchive.ko module.S
xz ksarchive.ko
"$ksarchive" info --image ksarchive.ko.xz >said 2>&1
is 'from a compressed module' \
	"$(value 'read from') $(value 'compressed with') $(value 'in a module')" \
	'ksarchive.ko.xz xz version 2026.1'
is 'as large as it is without padding' "$(value bytes)" "$(wc -c <image)"
"$ksarchive" info --json --image - <ksarchive.ko.xz >said 2>&1
is 'from a compressed module, for programs' "$(member 'source')" \
	"{'kind': 'stream', 'name': 'standard input', 'compression': 'xz', 'module': True, 'module_version': '2026.1'}"

# Damage that is none of the structure's.

python3 -c 'image = bytearray(open("image", "rb").read())
image[10] ^= 4
open("damaged", "wb").write(image)'
found=$(python3 -c 'import zlib
print("0x%08x" % zlib.crc32(open("damaged", "rb").read()[:-4]))')
"$ksarchive" info --image damaged >said 2>&1
is 'a CRC that is wrong is no failure' $? 0
is 'a CRC that is wrong' "$(value CRC-32)" \
	"$crc, which is wrong: the bytes have $found"
is 'a minor version' "$(value format)" 1.4
"$ksarchive" info --json --image damaged >said 2>&1
is 'a CRC that is wrong, for programs' "$(member crc)" \
	"{'stored': '$crc', 'computed': '$found', 'ok': False}"

# A tree that is none of an archive's.

"$build/tests/image" --write .
sound=$(grep ' crc ' expected | sed -n '1s/ .*//p')
"$ksarchive" info --image "$sound" >said 2>&1
is 'another tree: exit status' $? 0
is 'another tree' "$(cut -f 1 said | tr '\n' ' ')" \
	'articles sections bytes of text nodes directories files links format bytes CRC-32 read from '

finish
