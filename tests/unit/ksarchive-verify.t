#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksarchive verify: every kind of damage is found and named, and every way in
# which sysfs and procfs can differ from the image.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

# A published directory may not be written to, not even for cleaning up.
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT

# Images: those with one defect each, and flipped bits, by the oracle.

mkdir defects
succeeds 'the images with defects are made' "$build/tests/image" --write defects
relay 'the images were looked at to the end' env PYTHONDONTWRITEBYTECODE=1 \
	python3 "$root/tests/unit/verify_oracle.py" "$ksarchive" defects

# verifies NAME STATUS EXPECTED OPTION...: what is said, a tab shown as |
verifies()
{
	name=$1
	wanted="$3
exit status $2"
	shift 3
	is "$name" "$({ "$ksarchive" verify "$@" 2>&1
		echo "exit status $?"; } | tr '\t' '|')" "$wanted"
}

fresh
write s/one.md <<'EOF'
---
title: One
---
Text.
EOF
write s/two.md <<'EOF'
---
title: Two
---
EOF
write s/three.md <<'EOF'
---
title: Three
---
EOF
compile
size=$(wc -c <image)
nodes=$(unpack && find tree | wc -l)
crc=$(python3 -c 'import zlib
print("0x%08x" % zlib.crc32(open("image", "rb").read()[:-4]))')
sound="structure|ok|$nodes nodes in $size bytes
crc|ok|$crc"
verifies 'a sound image' 0 "$sound" --image image
verifies 'a sound image, through a pipe' 0 "$sound" --image - <image

# As a person is told of a fault.

cp image damaged
read -r at node <<EOF
$(python3 -c 'image = open("image", "rb").read()
names = int.from_bytes(image[32:36], "little")
at = image.index(b"\0three\0", names) + 1
print(at, image[names:at].count(b"\0"))')
EOF
bytes '_' | dd of=damaged bs=1 seek="$at" conv=notrunc 2>/dev/null
verifies 'a name with a bad byte' 1 "structure|failed|first byte of the name at byte $at: expected a letter or a digit, found 0x5f
structure|fault|name-first
structure|offset|$at
structure|section|names
structure|node|$node
structure|directory|s
structure|bytes|5f
structure|text|_" --image damaged
: >empty
verifies 'nothing' 3 'ksarchive: empty: expected an image or a ksarchive.ko, found nothing: it is empty' \
	--image empty
head -c 1 image >piece
verifies '1 byte' 1 'structure|failed|size of the image at byte 0: expected at least that of a header, 64, found 1
structure|fault|short
structure|offset|0
structure|section|image
structure|bytes|89' --image piece
head -c 63 image >piece
"$ksarchive" verify --image piece >said 2>&1
is '63 bytes' "$? $(sed -n 's/structure	fault	//p' said)" '1 short'
cp image long
truncate -s 67108865 long
"$ksarchive" verify --image long >said 2>&1
is '64 MiB and a byte' "$? $(sed -n 's/structure	fault	//p' said)" '1 long'
echo 'Dear all, this is a text of more than sixty-four bytes, and no image.' >text
"$ksarchive" verify --image text >said 2>&1
is 'a text' "$? $(sed -n 's/structure	\(fault\|text\)	//p' said | tr '\n' ' ')" \
	'1 magic Dear all '

# A module's padding.

# module LINE: around the image, with a line of assembler behind it
module()
{
	{
		echo '.section .ksarchive, "a"; .balign 4096; .incbin "image"'
		echo "$1"
		echo '.balign 4096'
	} >module.S
	clang --target=x86_64-linux-gnu -c -o ksarchive.ko module.S
}

module ''
verifies 'a module' 0 "structure|ok|$nodes nodes in $size bytes
padding|ok|$((4096 - size)) bytes behind the image in its module
crc|ok|$crc" --image ksarchive.ko
module '.byte 0, 0; .ascii "left"; .byte 0'
verifies 'a module with something behind its image' 1 "structure|ok|$nodes nodes in $size bytes
padding|failed|byte $((size + 2)) of the module's section: expected zeros up to the end of the page, found 0x6c
padding|offset|$((size + 2))
padding|bytes|6c 65 66 74 00 00 00 00 00 00 00 00 00 00 00 00
crc|ok|$crc" --image ksarchive.ko

# The surfaces: trees as the module publishes them.

mkdir -p sys/kernel sys/module/ksarchive/parameters mnt/self
cp image tree/image
cp -r tree sys/kernel/ksarchive
cp -r tree mnt/ksarchive
find sys/kernel/ksarchive mnt/ksarchive -type f -exec chmod 444 {} +
find sys/kernel/ksarchive -type d -exec chmod 755 {} +
find mnt/ksarchive -type d -exec chmod 555 {} +
echo sysfs,procfs >sys/module/ksarchive/parameters/surfaces
export SYSFS_PATH=sys
published="sysfs|ok|sys/kernel/ksarchive holds the image's $nodes nodes and the file image"
mounted="procfs|ok|mnt/ksarchive holds the image's $nodes nodes and the file image"
verifies 'the running kernel' 0 "$sound
$published
$mounted" --proc mnt
verifies 'a file, and no kernel' 0 "$sound" --image image
verifies 'a file against sysfs' 0 "$sound
$published" --image image --sysfs sys
verifies 'a file against procfs' 0 "$sound
$mounted" --image image --proc mnt/
verifies 'a file against both' 0 "$sound
$published
$mounted" --image image --sysfs sys --proc mnt

# plants NAME COMMAND DIFFERENCE...: what the command does to a copy of the tree
# is told in these lines
plants()
{
	name=$1
	rm -rf planted
	mkdir -p planted/kernel
	cp -a sys/kernel/ksarchive planted/kernel
	tree=planted/kernel/ksarchive
	eval "$2"
	shift 2
	count=$#
	lines=$(printf 'sysfs|differs|%s\n' "$@")
	[ "$count" -eq 1 ] || count="$count differences"
	[ "$count" != 1 ] || count='1 difference'
	verifies "$name" 1 "$sound
$lines
sysfs|failed|$tree: $count from the image" --image image --sysfs planted
}

plants 'a missing file' 'rm -f $tree/s/one/text' \
	's/one/text: expected a file, found nothing'
plants 'a missing directory' 'rm -rf $tree/s/three' \
	's/three: expected a directory, found nothing'
plants 'a missing link' 'rm $tree/s/two/prev' \
	's/two/prev: expected a link, found nothing'
plants 'no image' 'rm -f $tree/image' 'image: expected a file, found nothing'
plants 'an extra file' 'echo x >$tree/s/nine' \
	's/nine: expected nothing, found a file'
plants 'an extra file before all others' 'echo x >$tree/s/0' \
	's/0: expected nothing, found a file'
plants 'an extra file behind all others' 'echo x >$tree/zz' \
	'zz: expected nothing, found a file'
plants 'an extra directory, with what is in it' \
	'mkdir $tree/s/one/more; echo x >$tree/s/one/more/x' \
	's/one/more: expected nothing, found a directory'
plants 'an extra link' 'ln -s one $tree/s/uno' \
	's/uno: expected nothing, found a link'
plants 'an image elsewhere' 'cp -a $tree/image $tree/s' \
	's/image: expected nothing, found a file'
plants 'a changed byte' \
	'chmod u+w $tree/s/one/text; echo Test. >$tree/s/one/text; chmod a-w $tree/s/one/text' \
	's/one/text: byte 2: expected 0x78, found 0x73'
plants 'a changed byte of the image' \
	'chmod u+w $tree/image; bytes "\\0" | dd of=$tree/image bs=1 seek=1 conv=notrunc 2>/dev/null; chmod a-w $tree/image' \
	'image: byte 1: expected 0x4b, found 0x00'
plants 'a longer file' \
	'chmod u+w $tree/s/one/text; echo >>$tree/s/one/text; chmod a-w $tree/s/one/text' \
	's/one/text: expected 6 bytes, found more'
plants 'a shorter file' \
	'chmod u+w $tree/s/one/text; bytes Text >$tree/s/one/text; chmod a-w $tree/s/one/text' \
	's/one/text: expected 6 bytes, found 4'
plants 'an empty file' \
	'chmod u+w $tree/title; : >$tree/title; chmod a-w $tree/title' \
	'title: expected 11 bytes, found 0'
plants 'a link to elsewhere' 'ln -sfn ../three $tree/s/three/prev' \
	's/three/prev: expected a link to ../one, found one to ../three'
plants 'a directory for a file' 'rm -f $tree/title; mkdir $tree/title' \
	'title: expected a file, found a directory'
plants 'a file for a directory' 'rm -rf $tree/s/one; echo x >$tree/s/one' \
	's/one: expected a directory, found a file'
plants 'a directory for a link' 'rm $tree/s/two/prev; mkdir $tree/s/two/prev' \
	's/two/prev: expected a link, found a directory'
plants 'a link for a directory' \
	'mv $tree/s/one $tree/uno; ln -s ../uno $tree/s/one' \
	's/one: expected a directory, found a link' \
	'uno: expected nothing, found a directory'
plants 'a pipe for a file' 'rm -f $tree/title; mkfifo $tree/title' \
	'title: expected a file, found something special'
plants 'a file for all to write' 'chmod 666 $tree/title' \
	'title: permissions: expected 0444, found 0666'
plants 'a directory for all to write' 'chmod 777 $tree/s' \
	's: permissions: expected 0755, found 0777'
plants 'a root with other permissions' 'chmod 700 $tree' \
	'.: permissions: expected 0755, found 0700'
plants 'several' \
	'rm -rf $tree/edition $tree/s/one; chmod 400 $tree/title; echo x >$tree/x' \
	'edition: expected a file, found nothing' \
	's/one: expected a directory, found nothing' \
	'title: permissions: expected 0444, found 0400' \
	'x: expected nothing, found a file'

# What root may read in spite of its permissions, others may not.
rm -rf planted
cp -a sys planted
chmod 0 planted/kernel/ksarchive/title planted/kernel/ksarchive/s
is 'what cannot be read' "$(setpriv \
	--bounding-set=-dac_override,-dac_read_search \
	"$ksarchive" verify --image image --sysfs planted | grep '^sysfs')" \
	'sysfs	differs	s: permissions: expected 0755, found 0000
sysfs	differs	s: cannot be read: Permission denied
sysfs	differs	title: permissions: expected 0444, found 0000
sysfs	differs	title: cannot be read: Permission denied
sysfs	failed	planted/kernel/ksarchive: 4 differences from the image'
chmod 755 planted/kernel/ksarchive/s

# Another image than the one that is published: nearly all bytes are others.
sed -i 's/title: One/title: Uno/' data/s/one.md
cp image before
compile
verifies 'another edition' 1 "structure|ok|$nodes nodes in $size bytes
$(python3 -c 'import zlib
print("crc|ok|0x%08x" % zlib.crc32(open("image", "rb").read()[:-4]))')
sysfs|differs|catalog: byte 12: expected 0x55, found 0x4f
$(cmp image before | sed -n 's/.*/sysfs|differs|image: /p')$(python3 -c '
new, old = (open(name, "rb").read() for name in ("image", "before"))
at = next(i for i in range(len(new)) if new[i] != old[i])
print("byte %d: expected 0x%02x, found 0x%02x" % (at, new[at], old[at]))')
sysfs|differs|s/one/title: byte 0: expected 0x55, found 0x4f
sysfs|differs|s/pages: byte 4: expected 0x55, found 0x4f
sysfs|failed|sys/kernel/ksarchive: 4 differences from the image" \
	--image image --sysfs sys
cp before image

# What is published where.

echo sysfs >sys/module/ksarchive/parameters/surfaces
verifies 'not on procfs, as the module says' 0 "$sound
$published
procfs|ok|not published, as surfaces=sysfs says" --proc sys
verifies 'on procfs, which the module does not say' 1 "$sound
$published
$mounted
procfs|failed|mnt/ksarchive: expected none, as surfaces=sysfs says, found an archive" \
	--proc mnt
echo sysfs,procfs >sys/module/ksarchive/parameters/surfaces
verifies 'not on procfs, though the module says so' 1 "$sound
$published
procfs|failed|sys/ksarchive: expected the archive, as surfaces=sysfs,procfs says, found none: No such file or directory" \
	--proc sys
mkdir unmounted
verifies 'no procfs at all' 1 "$sound
$published
procfs|failed|unmounted/ksarchive: expected the archive, as surfaces=sysfs,procfs says, found none: nothing is mounted on unmounted" \
	--proc unmounted
verifies 'no sysfs at all' 1 "$sound
sysfs|failed|unmounted/kernel/ksarchive: expected the archive, found none: nothing is mounted on unmounted" \
	--image image --sysfs unmounted
is 'no image of the kernel' \
	"$(SYSFS_PATH=unmounted "$ksarchive" verify 2>&1; echo "exit status $?")" \
	'ksarchive: unmounted/kernel/ksarchive/image: not there: the running kernel carries no archive; modprobe ksarchive loads one, --image FILE reads one from a file
exit status 3'

# For programs: an item a check, and one a difference.

rm -rf planted
cp -a sys planted
rm -f planted/kernel/ksarchive/title
is 'for programs' "$("$ksarchive" verify --jsonl --image image \
	--sysfs planted --proc mnt; echo "exit status $?")" \
"{\"check\":\"structure\",\"ok\":true,\"message\":\"$nodes nodes in $size bytes\"}
{\"check\":\"crc\",\"ok\":true,\"message\":\"$crc\"}
{\"check\":\"sysfs\",\"ok\":false,\"message\":\"expected a file, found nothing\",\"path\":\"title\",\"difference\":\"missing\"}
{\"check\":\"sysfs\",\"ok\":false,\"message\":\"planted/kernel/ksarchive: 1 difference from the image\",\"root\":\"planted/kernel/ksarchive\",\"published\":true,\"differences\":1}
{\"check\":\"procfs\",\"ok\":true,\"message\":\"mnt/ksarchive holds the image's $nodes nodes and the file image\",\"root\":\"mnt/ksarchive\",\"published\":true,\"differences\":0}
exit status 1"

finish
