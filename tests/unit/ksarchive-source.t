#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksarchive: where an image comes from, what is said where none does, and what
# happens when it goes away.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

# module TRIPLET FILE: a module around the file image, padded as a kernel's
module()
{
	cat >module.S <<-'MODULE'
	.section .modinfo, "a"
	.asciz "license=GPL"
	.asciz "version=2026.1"
	.section .ksarchive, "a"
	.balign 4096
	.incbin "image"
	.balign 4096
	MODULE
	clang --target="$1" -c -o "$2" module.S
}

# lists NAME COMMAND...: it prints the sections of the archive
lists()
{
	name=$1
	shift
	is "$name" "$("$@" 2>&1)" 's	S'
}

# pipes NAME FILE: so it does of what comes through a pipe
pipes()
{
	# shellcheck disable=SC2002 # a pipe is what is asked for
	is "$1" "$(cat "$2" | "$ksarchive" list --image - 2>&1)" 's	S'
}

# refuses NAME STATUS SENTENCE COMMAND...: it says just that on standard error
refuses()
{
	name=$1
	expected="$3
exit status $2"
	shift 3
	is "$name" "$("$@" 2>&1; echo "exit status $?")" "$expected"
}

fresh
compile
size=$(wc -c <image)

# What can be read.

lists 'an image' "$ksarchive" list --image image
lists 'an image, from standard input' "$ksarchive" list --image - <image
pipes 'an image, through a pipe' image
mkfifo fifo
is 'an image behind something that was read, in the same file' \
	"$({ echo line; cat image; } >behind
	{ read -r _; "$ksarchive" list --image - 2>&1; } <behind)" 's	S'
cat image >fifo &
lists 'an image, through a FIFO' "$ksarchive" list --image fifo
for triplet in x86_64-linux-gnu aarch64-linux-gnu; do
	module "$triplet" ksarchive.ko
	lists "a module of $triplet" "$ksarchive" list --image ksarchive.ko
	pipes "a module of $triplet, through a pipe" ksarchive.ko
done
# libelf reads sections wherever they stand; the image has to be aligned
{
	echo '.section .text; .byte 1; .section .ksarchive, "a"'
	echo '.incbin "image"'
} >module.S
clang --target=x86_64-linux-gnu -c -o odd.ko module.S
at=$(readelf -SW odd.ko | sed -n 's/.*\.ksarchive *PROGBITS *[^ ]* \([^ ]*\).*/\1/p')
is 'a module with its image at an odd place: so it is' $((0x$at % 8)) 1
lists 'a module with its image at an odd place' "$ksarchive" list --image odd.ko
for file in image ksarchive.ko; do
	xz -k "$file"
	zstd -q "$file"
	for suffix in xz zst; do
		mv "$file.$suffix" packed
		lists "$file.$suffix, whatever its name" \
			"$ksarchive" list --image packed
		pipes "$file.$suffix, through a pipe" packed
	done
done
xz -k image
{ cat image.xz; head -c 0 /dev/null | xz; } >packed
lists 'two xz streams, of which one is empty' "$ksarchive" list --image packed

# The running kernel's.

mkdir -p sys/kernel/ksarchive
cp image sys/kernel/ksarchive
lists 'the running kernel' env SYSFS_PATH=sys "$ksarchive" list
lists 'the running kernel, with a slash behind' \
	env SYSFS_PATH="$work/sys/" "$ksarchive" list
lists 'the running kernel, where KSARCHIVE_IMAGE is empty' \
	env SYSFS_PATH=sys KSARCHIVE_IMAGE= "$ksarchive" list
rm sys/kernel/ksarchive/image
lists 'what KSARCHIVE_IMAGE names' \
	env SYSFS_PATH=sys KSARCHIVE_IMAGE=image "$ksarchive" list
lists '--image before what KSARCHIVE_IMAGE names' \
	env KSARCHIVE_IMAGE=none "$ksarchive" list --image image
refuses 'what KSARCHIVE_IMAGE names is not there' 3 \
	'ksarchive: none: cannot be read: No such file or directory' \
	env KSARCHIVE_IMAGE=none "$ksarchive" list
refuses 'no name' 2 \
	"ksarchive: --image: expected a file's path, found an empty one" \
	"$ksarchive" list --image=
refuses 'no module' 3 "ksarchive: sys/kernel/ksarchive/image: not there: the running kernel carries no archive; modprobe ksarchive loads one, --image FILE reads one from a file" \
	env SYSFS_PATH=sys "$ksarchive" list
refuses 'no sysfs' 3 "ksarchive: image/kernel/ksarchive/image: not there: the running kernel carries no archive; modprobe ksarchive loads one, --image FILE reads one from a file" \
	env SYSFS_PATH=image "$ksarchive" list
mkdir -p sys/module/ksarchive
refuses 'a module that publishes nowhere' 3 "ksarchive: sys/kernel/ksarchive/image: not there, and /proc/ksarchive/image is not either, though the module is loaded; are both mounted?" \
	env SYSFS_PATH=sys "$ksarchive" list
is 'no module, for programs' \
	"$(SYSFS_PATH=image "$ksarchive" list --json | grep -o '"code":"[^"]*"')" \
	'"code":"no-archive"'

# What cannot.

wants='expected an image or a ksarchive.ko, found'
refuses 'no file' 3 'ksarchive: none: cannot be read: No such file or directory' \
	"$ksarchive" list --image none
refuses 'a directory' 3 "ksarchive: sys: $wants a directory" \
	"$ksarchive" list --image sys
python3 -c 'import socket
socket.socket(socket.AF_UNIX).bind("socket")'
refuses 'a socket' 3 "ksarchive: socket: $wants a socket" \
	"$ksarchive" list --image socket
: >empty
refuses 'an empty file' 3 "ksarchive: empty: $wants nothing: it is empty" \
	"$ksarchive" list --image empty
refuses 'nothing on standard input' 3 \
	"ksarchive: standard input: $wants nothing: it is empty" \
	"$ksarchive" list --image - <empty
for packer in xz zstd; do
	"$packer" -c <empty >packed
	refuses "nothing, packed by $packer" 3 \
		"ksarchive: packed: $wants nothing packed in it" \
		"$ksarchive" list --image packed
done
head -c 1 image >one
refuses '1 byte' 3 'ksarchive: one: size of the image at byte 0: expected at least that of a header, 64, found 1; ksarchive verify tells more' \
	"$ksarchive" list --image one
head -c 63 image >short
refuses '63 bytes' 3 'ksarchive: short: size of the image at byte 0: expected at least that of a header, 64, found 63; ksarchive verify tells more' \
	"$ksarchive" list --image short
cp image long
truncate -s 67108865 long
refuses '64 MiB and a byte' 3 'ksarchive: long: size of the image at byte 0: expected at most 67108864, found 67108865; ksarchive verify tells more' \
	"$ksarchive" list --image long
cat image one >longer
refuses 'a byte more' 3 "ksarchive: longer: size of the image at byte 20: expected $((size + 1)), found $size; ksarchive verify tells more" \
	"$ksarchive" list --image longer
refuses 'no end' 3 'ksarchive: /dev/zero: expected an image or a module, found more than 128 MiB' \
	"$ksarchive" list --image /dev/zero
head -c 140000000 /dev/zero | zstd -q >packed
refuses 'no end, packed by zstd' 3 'ksarchive: packed: expected an image or a module, found more than 128 MiB' \
	"$ksarchive" list --image packed
head -c 140000000 /dev/zero | xz -0 >packed
refuses 'no end, packed by xz' 3 'ksarchive: packed: expected an image or a module, found more than 128 MiB' \
	"$ksarchive" list --image packed
printf 'Dear all,\nwelcome' | cat - image >text
refuses 'a text' 3 "ksarchive: text: $wants something that begins with 44 65 61 72; ksarchive verify tells more" \
	"$ksarchive" list --image text
chmod 0 one
refuses 'no permission' 3 'ksarchive: one: cannot be read: Permission denied' \
	setpriv --bounding-set=-dac_override,-dac_read_search \
	"$ksarchive" list --image one

# Compressed, and not whole.

for packer in xz zstd; do
	"$packer" -c image >packed
	head -c 100 packed >piece
	refuses "$packer data cut short" 3 "ksarchive: piece: expected whole $packer data, found some that end in the middle" \
		"$ksarchive" list --image piece
	{ head -c 100 packed; echo damage; tail -c +108 packed; } >damaged
	refuses "$packer data with damage" 3 "ksarchive: damaged: expected whole $packer data, found some that are damaged" \
		"$ksarchive" list --image damaged
	{ cat packed; echo something else; } >behind
	"$ksarchive" list --image behind >said 2>&1
	is "$packer data with something behind" $? 3
done

# Modules that are none.

echo '.section .data; .byte 1' >module.S
clang --target=x86_64-linux-gnu -c -o other.ko module.S
refuses 'another module' 3 'ksarchive: other.ko: expected a ksarchive.ko, found an object file without a section .ksarchive' \
	"$ksarchive" list --image other.ko
head -c 1000 ksarchive.ko >piece
refuses 'a module cut short' 3 'ksarchive: piece: expected a ksarchive.ko, found part of an object file, or a damaged one' \
	"$ksarchive" list --image piece
{
	echo '.section .ksarchive, "a"; .balign 4096; .incbin "image"'
	echo '.byte 0, 0, 7; .balign 4096'
} >module.S
clang --target=x86_64-linux-gnu -c -o padded.ko module.S
refuses 'a module with something behind the image' 3 "ksarchive: padded.ko: expected zeros to the end of the page behind the image, found 0x07 at byte $((size + 2)) of the section" \
	"$ksarchive" list --image padded.ko
{
	echo '.section .ksarchive, "a"; .balign 4096; .incbin "image"'
	echo '.zero 65536'
} >module.S
clang --target=x86_64-linux-gnu -c -o padded.ko module.S
refuses 'a module with more than a page behind the image' 3 "ksarchive: padded.ko: expected zeros to the end of the page behind the image, found 0x00 at byte $((size + 65535)) of the section" \
	"$ksarchive" list --image padded.ko
head -c 40 image >piece
echo '.section .ksarchive, "a"; .incbin "piece"' >module.S
clang --target=x86_64-linux-gnu -c -o cut.ko module.S
refuses 'a module with part of an image' 3 'ksarchive: cut.ko: size of the image at byte 0: expected at least that of a header, 64, found 40; ksarchive verify tells more' \
	"$ksarchive" list --image cut.ko

# What changes while it is read. The command cannot end before its output is
# read, which begins when it has begun to write.

# many COUNT LEN: an archive with as many pages, each with a title of LEN
many()
{
	fresh
	title=$(printf "%$2s" '' | tr ' ' x)
	for page in $(seq "$1"); do
		printf -- '---\ntitle: %s\n---\n' "$title" >"data/s/$page.md"
	done
	compile
	cp image sys/kernel/ksarchive
	"$ksarchive" list -r --image image >whole
}

# reading EVENT COMMAND...: EVENT is run when the first byte is there; what the
# command writes is in the file written, how it ends in status
reading()
{
	event=$1
	shift
	rm -f output
	mkfifo output
	"$@" >output 2>said &
	exec 3<output
	dd bs=1 count=1 <&3 >written 2>/dev/null
	eval "$event"
	cat <&3 >>written
	exec 3<&-
	status=0
	wait $! 2>/dev/null || status=$?
}

for len in 900 9000; do
	many $((400000 / len)) "$len"
	reading 'cat one one one >>image' "$ksarchive" list -r --image image
	is "a file that grows, titles of $len: exit status" "$status" 0
	cmp -s written whole
	result $? "a file that grows, titles of $len: all is there" <said
	compile
	reading ': >image' "$ksarchive" list -r --image image
	is "a file cut short, titles of $len" \
		"$(cat said; echo "exit status $status")" \
		'ksarchive: image: vanished while it was read: the file was changed
exit status 3'
	compile
	reading 'head -c 9999 whole >image' "$ksarchive" list -r --image image
	is "a file with other contents, titles of $len" \
		"$(cat said; echo "exit status $status")" \
		'ksarchive: image: vanished while it was read: the file was changed
exit status 3'
	compile
	reading 'cat whole whole >image' "$ksarchive" list -r --image image
	is "a file with other contents, and longer, titles of $len" \
		"$(cat said; echo "exit status $status")" \
		'ksarchive: image: vanished while it was read: the file was changed
exit status 3'
	compile
	reading ': >sys/kernel/ksarchive/image' \
		env SYSFS_PATH=sys "$ksarchive" list -r
	is "an unloaded module, titles of $len" \
		"$(cat said; echo "exit status $status")" \
		'ksarchive: sys/kernel/ksarchive/image: vanished while it was read: the module was unloaded
exit status 3'
	compile
	reading ': >image' "$ksarchive" list -r --json --image image
	is "a file cut short, for programs, titles of $len" \
		"$(python3 -c 'import json, sys
document = json.load(sys.stdin)
print(len(document["items"]) > 0, document["error"]["code"])' <written 2>&1
		cat said; echo "exit status $status")" \
		'True image-vanished
exit status 3'
	compile
	reading ': >image' "$ksarchive" list -r --jsonl --image image
	is "a file cut short, a line an item, titles of $len" \
		"$(python3 -c 'import json, sys
*items, last = map(json.loads, sys.stdin)
print(len(items) > 0, last["error"]["code"])' <written 2>&1
		cat said; echo "exit status $status")" \
		'True image-vanished
exit status 3'
done

# A SIGBUS that nothing has to do with the image is what it always was.
compile
reading 'kill -BUS $!' "$ksarchive" list -r --image image
is 'a SIGBUS from elsewhere' "$status" $((128 + 7))

# What its check has proven of an image is not so any more: indices lead out of
# it. Without a signal of its own this would end in another.

many 1000 10
tr '\0' '\377' </dev/zero | head -c "$(wc -c <image)" >ones
reading 'cat ones >image' "$ksarchive" tree --image image
is 'a file with impossible contents' "$(cat said; echo "exit status $status")" \
	'ksarchive: image: vanished while it was read: the file was changed
exit status 3'

# What vanishes at a call of libc: as soon as it is mapped, and in the midst of
# an export, of which nothing may be left.

cat >vanish.c <<'EOF'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

static void vanish(const char *call)
{
	static int calls;

	if (!strcmp(getenv("VANISH_CALL"), call) &&
	    ++calls == atoi(getenv("VANISH_COUNT")) && truncate("image", 0))
		_exit(99);
}

void *mmap(void *addr, size_t len, int prot, int flags, int fd, off_t offset)
{
	void *(*real)(void *, size_t, int, int, int, off_t) =
		dlsym(RTLD_NEXT, "mmap");
	void *map = real(addr, len, prot, flags, fd, offset);

	if (fd >= 0)
		vanish("mmap");
	return map;
}

int openat(int dir, const char *path, int flags, ...)
{
	int (*real)(int, const char *, int, ...) = dlsym(RTLD_NEXT, "openat");

	vanish("openat");
	return real(dir, path, flags, 0666);
}
EOF
gcc -shared -fPIC -o vanish.so vanish.c 2>said
result $? 'a library that cuts the image short' <said
rm -rf data
cp -r "$root/data" data
sentence='ksarchive: image: vanished while it was read: the file was changed
exit status 3'

# vanishing NAME CALL COUNT COMMAND...: what is said where the image is gone
# after so many calls
vanishing()
{
	name=$1
	call=$2
	count=$3
	shift 3
	compile
	is "$name" "$(VANISH_CALL=$call VANISH_COUNT=$count \
		LD_PRELOAD=$work/vanish.so "$ksarchive" "$@" --image image \
		2>&1 >said; echo "exit status $?")" "$sentence"
}

for command in list 'show 2010' 'search kernel' topics people timeline tree \
	       info verify random; do
	# shellcheck disable=SC2086 # two words
	vanishing "$command, of an image that is gone" mmap 1 $command
done
for form in html markdown json; do
	for count in 1 2 20; do
		vanishing "export --format $form, until file $count" \
			openat "$count" export --format "$form" exported
		is "export --format $form, until file $count: nothing is left" \
			"$(echo exported* .[!.]*)" 'exported* .[!.]*'
	done
done

finish
