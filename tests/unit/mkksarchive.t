#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mkksarchive: its command line, what it writes and when, and that the same
# pages give the same bytes.

# The shell says in its own words, in messages, how a program was killed.

# shellcheck source=tests/unit/lib.sh
. "${0%/*}/lib.sh"

# run ARGUMENT...: the program; what it does is left in $status, out and messages
run()
{
	status=0
	"$mkksarchive" "$@" >out 2>messages || status=$?
}

# usage NAME MESSAGE ARGUMENT...
usage()
{
	usage_name=$1
	message=$2
	shift 2
	run "$@"
	is "usage: $usage_name" "$status $(cat messages)" "2 mkksarchive: $message; see mkksarchive --help"
}

# Help.

for words in --help -h 'build --help' 'build -h' 'check --help' 'check -h'; do
	# shellcheck disable=SC2086 # words
	run $words
	is "mkksarchive $words" "$status $(sed -n '1s/ .*//p; /^  [0-9] /s/ .*//p' out | tr -d ' \n') $(grep -c '^  [0-3]  ' out) $(cat messages)" \
		'0 usage: 4 '
	is "$words: lines of a terminal" "$(awk 'length > 80' out)" ''
done
run build --help
is 'help names every option' "$(for option in -o --output --header --depfile -j --jobs -h --help; do
	grep -q -e "$option" out || echo $option; done)" ''
run --version
is 'mkksarchive --version' "$status $(sed 's/[0-9][0-9.]*/N/' out)$(cat messages)" '0 mkksarchive N'
status=0
"$mkksarchive" --help >/dev/full 2>messages || status=$?
is 'help that nobody can read' "$status $(cat messages)" \
	'3 mkksarchive: standard output cannot be written: No space left on device'

fresh
status=0
"$mkksarchive" check data >/dev/full 2>messages || status=$?
is 'counts that nobody can read' "$status $(cat messages)" \
	'3 0 errors, 0 warnings
mkksarchive: standard output cannot be written: No space left on device'

usage 'no command' 'expected a command: build, check or import'
usage 'another command' 'make: no command: expected build, check or import' make
usage 'no folder' 'mkksarchive build: expected one folder, found 0' build -o image
usage 'two folders' 'mkksarchive check: expected one folder, found 2' check a b
usage 'no image' 'mkksarchive build: expected -o IMAGE' build data
usage 'a header over the image' 'x: expected another path for each file' build data -o x --header x
usage 'a dependency file over the header' 'x: expected another path for each file' build data -o image --header x --depfile x
usage 'an unknown option' '--fast: no option of mkksarchive build' build --fast data -o image
usage 'an unknown letter' '-x: no option of mkksarchive check' check -x data
usage 'an unknown letter among others' '-x: no option of mkksarchive check' check -xy data
usage 'an unknown letter behind others' '-x: no option of mkksarchive check' check --jobs=1 -xj1 data
usage 'a long option with an argument too many' '--help=x: expected no argument after --help' check --help=x
usage 'a long option without its argument' '--header: expected an argument after it' build data --header
usage 'no argument' '-o: expected an argument after it' build data -o
usage 'an image for check' '-o: no option of mkksarchive check' check -o image data
for jobs in 0 -1 x 1x '' 1025; do
	usage "-j '$jobs'" "-j $jobs: expected a number from 1 to 1024" check -j "$jobs" data
done

# What cannot be read or written.

fresh
run build nowhere -o image
is 'a folder that is not there' "$status $(cat messages)" \
	"3 nowhere: error: cannot be read: No such file or directory: expected the folder of an archive's source
1 error, 0 warnings"
run build data/archive.yaml -o image
is 'a file for a folder' "$status $(cat messages)" \
	"3 data/archive.yaml: error: cannot be read: Not a directory: expected the folder of an archive's source
1 error, 0 warnings"
run build data -o nowhere/image
is 'no folder for the image' "$status $(cat messages)" \
	'3 mkksarchive: nowhere/image: cannot be written: No such file or directory'
echo old >image
run build data -o image --header nowhere/header
is 'no folder for the header' "$status $(cat messages) $(cat image)" \
	'3 mkksarchive: nowhere/header: cannot be written: No such file or directory old'
run build data -o image --depfile data
is 'a folder in the way of the dependency file' "$status $(cat messages) $(cat image)" \
	'3 mkksarchive: data: cannot be replaced: expected a regular file or none old'
mkfifo fifo
run build data -o fifo
is 'no special file is replaced' "$status $(cat messages)" \
	'3 mkksarchive: fifo: cannot be replaced: expected a regular file or none'
rm fifo
ln -s image link
run build data -o link
is 'no symbolic link is replaced' "$status $(cat messages) $(readlink link) $(cat image)" \
	'3 mkksarchive: link: cannot be replaced: expected a regular file or none image old'
rm link
head -c 4000000 /dev/zero | tr '\0' a | sed '1s/^/---\ntitle: T\n---\n/' >data/s/big.md
status=0
(
	trap '' XFSZ
	ulimit -f 1000
	exec "$mkksarchive" build data -o image
) 2>messages || status=$?
is 'a file system that is full' "$status $(cat messages) $(cat image)" \
	'3 mkksarchive: image: cannot be written: File too large old'
status=0
(
	ulimit -f 1000
	env --default-signal=XFSZ "$mkksarchive" build data -o image 2>messages
	exit $?
) 2>/dev/null || status=$?
is 'a signal at the limit of a file' \
	"$status $(grep mkksarchive messages; cat image)" \
	"$((128 + $(kill -l XFSZ 2>/dev/null || echo 25))) old"
is 'nothing is left of all that' "$(echo image* nowhere* header* fifo*)" \
	'image nowhere* header* fifo*'
rm data/s/big.md

# What a system can do to a build, put between it and the C library: FAULT is
# the number of a signal that comes when the first file is to be moved, or names
# what fails.

fresh
cat >faults.c <<'EOF'
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int fault_is(const char *name)
{
	return !strcmp(getenv("FAULT"), name);
}

int rename(const char *from, const char *to)
{
	(void)from, (void)to;
	if (fault_is("move")) {
		errno = EIO;
		return -1;
	}
	return raise(atoi(getenv("FAULT")));
}

DIR *opendir(const char *path)
{
	DIR *(*real)(const char *) = dlsym(RTLD_NEXT, "opendir");

	errno = EIO;
	return fault_is("list") && strstr(path, "/s") ? NULL : real(path);
}

int lstat(const char *path, struct stat *stat)
{
	errno = EACCES;
	return fault_is("look") && strstr(path, "p.md") ?
	       -1 : fstatat(AT_FDCWD, path, stat, AT_SYMLINK_NOFOLLOW);
}

int stat(const char *path, struct stat *stat)
{
	errno = EACCES;
	return fault_is("follow") && strstr(path, "p.md") ?
	       -1 : fstatat(AT_FDCWD, path, stat, 0);
}

int fstat(int fd, struct stat *stat)
{
	int error = fstatat(fd, "", stat, AT_EMPTY_PATH);
	char self[32], path[4096] = "";

	snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
	readlink(self, path, sizeof(path) - 1);
	if (strstr(path, "p.md"))
		stat->st_size += fault_is("shrink") - fault_is("grow");
	return error;
}

int access(const char *path, int mode)
{
	errno = EACCES;
	return fault_is("manifest") ? -1 : faccessat(AT_FDCWD, path, mode, 0);
}

int close(int fd)
{
	int (*real)(int) = dlsym(RTLD_NEXT, "close");

	real(fd);
	errno = EIO;
	return fault_is("close") ? -1 : 0;
}

int open(const char *path, int flags, ...)
{
	if ((fault_is("read") && strstr(path, "p.md")) ||
	    (fault_is("manifest") && strstr(path, "archive.yaml"))) {
		errno = EIO;
		return -1;
	}
	return openat(AT_FDCWD, path, flags, 0);
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t offset)
{
	ssize_t (*real)(int, const void *, size_t, off_t) =
		dlsym(RTLD_NEXT, "pwrite");

	if (fault_is("write") && len > 500)
		((char *)bytes)[len - 12] ^= 1;
	return real(fd, bytes, len, offset);
}
EOF
cc -shared -fPIC -o faults.so faults.c
echo old >image
printf -- '---\ntitle: P\n---\n' >data/s/p.md

# faulty NAME FAULT MESSAGES: the build fails so, and nothing is touched
faulty()
{
	status=0
	env LD_PRELOAD="$work/faults.so" FAULT="$2" \
		"$mkksarchive" build data -o image 2>messages || status=$?
	is "$1" "$status $(sed 's/0x[0-9a-f]*/N/g; s/byte [0-9]*/byte N/' messages)
$(cat image) $(echo image*)" "3 $3
old image"
}

faulty 'a page that cannot be read' read 'data/s/p.md: error: cannot be read: Input/output error
1 error, 0 warnings'
faulty 'a folder that cannot be read' list 'data/s: error: cannot be read: Input/output error
1 error, 0 warnings'
faulty 'a page that cannot be looked at' look 'data/s/p.md: error: cannot be read: Permission denied
1 error, 0 warnings'
mv data/s/p.md p.md
ln -s ../../p.md data/s/p.md
faulty 'a link that cannot be followed' follow 'data/s/p.md: error: cannot be read: Permission denied
1 error, 0 warnings'
mv p.md data/s/p.md
faulty 'a page that grows' grow 'data/s/p.md: error: changed while it was read: expected 16 bytes
1 error, 0 warnings'
faulty 'a page that shrinks' shrink 'data/s/p.md: error: changed while it was read: expected 18 bytes
1 error, 0 warnings'
faulty 'an archive.yaml that cannot be read' manifest 'data/archive.yaml: error: cannot be read: Input/output error
1 error, 0 warnings'
faulty 'an image that is not what was written' write \
	'mkksarchive: the image just written is wrong, through a fault of this program or of the disk: CRC-32 of the image at byte N: expected N, found N'
faulty 'a file that cannot be closed' close 'mkksarchive: image: cannot be written: Input/output error'
faulty 'a file that cannot be moved' move 'mkksarchive: image: cannot be written: Input/output error'
for signal in 1 2 3 13 15; do
	echo old >image
	echo old >header
	status=0
	env --default-signal=HUP,INT,QUIT,PIPE,TERM LD_PRELOAD="$work/faults.so" \
		FAULT=$signal "$mkksarchive" build data -o image --header header \
		--depfile depfile 2>messages || status=$?
	is "signal $signal: nothing is touched, nothing left" \
		"$status $(grep mkksarchive messages; cat image header; echo image* header* depfile*)" \
		"$((128 + signal)) old
old
image header depfile*"
done
status=0
(
	trap '' INT
	exec env LD_PRELOAD="$work/faults.so" FAULT=2 \
		"$mkksarchive" build data -o image
) || status=$?
is 'a signal that is ignored stays ignored' $status 0

# check

fresh
write s/p.md <<'EOF'
---
title: P
---
EOF
rm -f image
run check data
is 'check counts' "$status $(cat out messages)" \
	"0 1 page, 1 section, 0 terms, 11 nodes, $(compile; wc -c <image) bytes
0 errors, 0 warnings"
rm -f image
run check data
is 'check writes nothing' "$(ls image 2>&1)" "ls: cannot access 'image': No such file or directory"
echo '[a](no.md)' >>data/s/p.md
run check data
is 'check reports errors' "$status $(tail -n 1 messages; cat out)" '1 1 error, 0 warnings'
status=0
"$mkksarchive" check data >/dev/full 2>messages || status=$?
is 'errors are said before anything is counted' "$status $(tail -n 1 messages)" '1 1 error, 0 warnings'

# The header.

fresh
cat >data/archive.yaml <<'EOF'
title: "Say \"so\" \\ ??/ é%"
edition: "1??=2"
EOF
builds 'a header' --header header
crc=$(python3 -c 'import sys, zlib; print("0x%08x" % zlib.crc32(open("image", "rb").read()[:-4]))')
cat >header.c <<'EOF'
#include <stdio.h>
#include "header"
#include "header"
int main(void)
{
	return puts(KSARCHIVE_TITLE "|" KSARCHIVE_EDITION "|" KSARCHIVE_CRC32) < 0;
}
EOF
cc -std=c99 -Wall -Wextra -Werror -trigraphs -o header-test header.c 2>&1 | head -n 20
is 'the header says what the image is' "$(./header-test)" "Say \"so\" \\ ??/ é%|1??=2|$crc"
is 'the header has its licence first' "$(head -n 1 header)" '/* SPDX-License-Identifier: GPL-2.0-only */'

# The dependency file, as make reads it.

fresh
# shellcheck disable=SC2016 # that is a name
dir='a b#c$d%e:f]~g[h*i?j'
mkdir -p "$dir/data"
cp -r data "$dir"
mkdir -p "$dir/data/s/empty"
printf -- '---\ntitle: P\n---\n' >"$dir/data/s/p.md"
cat >"$dir/Makefile" <<'EOF'
image:
	$(MKKSARCHIVE) build $(DATA) -o image --header header --depfile depfile
	echo made >>log
-include depfile
EOF

# makes NAME TIMES: whether make builds once more
makes()
{
	rm -f "$dir/log"
	make -s -C "$dir" image MKKSARCHIVE="$mkksarchive" DATA="${data-data}" >make.out 2>&1
	is "make: $1" "$(cat "$dir/log" 2>/dev/null; cat make.out)" "$2"
}

age()
{
	find "$dir" -exec touch -d '2001-01-01' {} +
}

makes 'at first' made
age
makes 'nothing changed' ''
touch "$dir/data/s/p.md"
makes 'a page changed' made
age
touch "$dir/data/archive.yaml"
makes 'archive.yaml changed' made
age
printf -- '---\ntitle: Q\n---\n' >"$dir/data/s/q.md"
makes 'a page was added' made
age
rm "$dir/data/s/q.md"
makes 'a page was removed' made
age
mkdir "$dir/data/t"
printf -- '---\ntitle: T\n---\n' >"$dir/data/t/_index.md"
makes 'a section was added' made
age
rm -r "$dir/data/t"
makes 'a section was removed' made
age
printf -- '---\ntitle: E\n---\n' >"$dir/data/s/empty/_index.md"
makes 'an empty folder was filled' made
age
makes 'nothing changed again' ''
rm -f "$dir/depfile" "$dir/image"
"$mkksarchive" build "$dir/data" -o image --depfile depfile
printf 'include depfile\nimage:; @echo made\n' >odd.mk
touch -d '2000-06-01' image
is 'make: a path with all that make finds special' "$(make -s -f odd.mk image 2>&1)" made
find "$dir" -exec touch -d '2000-01-01' {} +
is 'make: nothing newer at that path' "$(make -f odd.mk image 2>&1)" \
	"make: 'image' is up to date."
for name in 'of two
lines' 'a	b' 'a;b' 'a|b' 'a=b' 'a\b' 'a(b)' '~a' 'a&'; do
	cp -r data "$name"
	run build "$name" -o image --depfile new-depfile
	is "make: no rule for $(printf %s "$name" | od -An -c | tr -d ' \134')" "$status $(sed 's/.*: a path/a path/; s/0x[0-9a-f]*/N/' messages | tail -n 1) $(echo new-depfile*)" \
		'3 a path with the byte N cannot stand in a rule for make new-depfile*'
	rm -r "$name"
done
run build data -o 'a;b' --depfile new-depfile
is 'make: the byte is named' "$status $(cat messages)" \
	'3 mkksarchive: a;b: a path with the byte 0x3b cannot stand in a rule for make'
mkdir -p 'data/a;b/c' 'data/x=y:' 'data/no
t'
run build data -o image --depfile new-depfile
is 'make: folders that cannot hold pages' "$status $(cat messages; grep -c '[;=]' new-depfile; make -s -f new-depfile image 2>&1)" '0 0'
rm -r 'data/a;b' data/x=y: 'data/no
t'
mv "$dir" gone
is 'make: all of it gone' "$(make -s -f odd.mk image 2>&1)" made

# The same pages give the same image.

fresh
cp -r "$root/data" real
run check real
is 'the archive itself has no fault' "$status $(cat messages)" '0 0 errors, 0 warnings'
"$mkksarchive" build real -o first -j 1
(cd real && find . -type f | sort -r) | while read -r file; do
	mkdir -p "elsewhere/deep/${file%/*}"
	cp "real/$file" "elsewhere/deep/$file"
done
same()
{
	same_name=$1
	shift
	rm -f second
	succeeds "$same_name: builds" "$@"
	cmp first second >difference 2>&1
	result $? "$same_name: the same image" <difference
}
same '8 threads' "$mkksarchive" build real -o second -j 8
same 'another folder, made in another order' "$mkksarchive" build elsewhere/deep -o second
same 'a trailing slash' "$mkksarchive" build real/ -o second
same 'another locale and time zone' env LC_ALL=tr_TR.UTF-8 LANG=de_DE TZ=Asia/Kathmandu "$mkksarchive" build real -o second
same 'no environment' env -i "$mkksarchive" build real -o second
same 'from within' sh -c "cd real && '$mkksarchive' build . -o ../second"
same 'other modes and times' sh -c "chmod -R go-rwx real && find real -exec touch -d 1999-09-09 {} + && '$mkksarchive' build real -o second"
is 'the session list of 2010' "$(python3 "$root/tests/unit/ksa_reader.py" first cat 2010/sessions | wc -l)" 19
is 'as many files as umask lets read' "$(umask 027; "$mkksarchive" build real -o second; stat -c %a second)" 640

# Large files come out whole, whatever part of the image they end up in.

fresh
for lines in 1 16384 32767 32768 5 65537 2 131072; do
	seq -f 'page'$lines' line %017.0f' $lines >text-$lines
	{
		printf -- '---\ntitle: T\n---\n'
		cat text-$lines
	} >data/s/p$lines.md
done
run build data -o first -j 1
is 'large files: builds' "$status $(cat messages)" '0 '
same 'large files, 8 threads' "$mkksarchive" build data -o second -j 8
for text in text-*; do
	is "large files: $text" "$(python3 "$root/tests/unit/ksa_reader.py" second cat "s/p${text#text-}/text" | cmp - "$text" 2>&1)" ''
done

# Errors do not depend on the threads.

for i in 1 2 3 4 5 6 7 8 9; do
	for j in 1 2 3 4 5; do
		printf -- '---\ntitle: T\ndate: x\n---\n[a](no%s.md)\n' $i >data/s/$i-$j.md
	done
done
for jobs in 1 2 8; do
	compile -j $jobs
	mv messages messages-$jobs
done
is 'messages of 1 thread and of 2' "$(cmp messages-1 messages-2)" ''
is 'messages of 1 thread and of 8' "$(cmp messages-1 messages-8)" ''
is 'how many' "$(tail -n 1 messages-1)" '90 errors, 0 warnings'

# Colour is for terminals.

fresh
echo x >data/s/p.md
terminal()
{
	script -qec "env $1 '$mkksarchive' check data" /dev/null 2>&1 </dev/null | tr -d '\r' | tr '\033' E
}
if command -v script >/dev/null; then
	rule="no front matter: expected YAML between two lines \"---\" at the file's start"
	is 'colour on a terminal' "$(terminal NO_COLOR= | grep error:)" "E[1mdata/s/p.md:1:1: E[31merror:E[0m $rule"
	is 'no colour where NO_COLOR is set' "$(terminal NO_COLOR=1 | grep error:)" "data/s/p.md:1:1: error: $rule"
else
	echo "ok $((results += 1)) - colour on a terminal # SKIP script(1) is not installed"
fi

finish
