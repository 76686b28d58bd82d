#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The lab itself: each way in which a run can end has its own exit status and
# its own sentence, shown with planted faults; and whatever happens, nothing is
# left running and nothing half made.
#
# Boots arm64's kunit kernel where it is built, the quickest of all, and else
# Debian's 6.12. What is in the cache is used without a network: all but the
# tests of fetching run with a proxy that is not there.
# shellcheck disable=SC2016 # many a word here is for another shell
set -eu

lab=$PWD/tools/lab/lab
arch=arm64
kernel=kunit
[ -e "build/kunit-$arch/kernel" ] || kernel=6.12
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ksarchive
tmp=$(mktemp -d)
# What the labs under test leave behind shows here.
mkdir "$tmp/scratch"
export TMPDIR="$tmp/scratch"
trap 'leave' EXIT
trap 'exit 130' INT TERM

leave() {
	for job in $(jobs -p); do
		kill "$job" 2>/dev/null || :
	done
	rm -rf "$tmp"
}

number=0
quick='maxcpus=1 kmemleak=off no_debug_objects'

# ok NAME CONDITION...
ok() {
	name=$1
	shift
	number=$((number + 1))
	if "$@"; then
		echo "ok $number - $name"
	else
		echo "not ok $number - $name"
		sed 's/^/# stdout: /' "$tmp/out"
		tail -n 50 "$tmp/err" | sed 's/^/# stderr: /'
	fi
}

skip() {
	number=$((number + 1))
	echo "ok $number - $1 # SKIP $2"
}

# Sets $status.
try() {
	status=0
	"$@" >"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
}

ended() {
	[ "$status" -eq "$1" ] && grep -q -e "$2" "$tmp/err"
}

# expect STATUS SENTENCE NAME COMMAND...
expect() {
	expect_status=$1 expect_sentence=$2 expect_name=$3
	shift 3
	[ $# -eq 0 ] || try "$@"
	ok "$expect_name: status $expect_status, \"$expect_sentence\"" \
		ended "$expect_status" "$expect_sentence"
}

# later NAME PROGRAM [ARGUMENT...]: without a network, while the next tests run;
# for what spends most of its time waiting
later() {
	later_name=$1
	shift
	env http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 "$@" \
		>"$tmp/$later_name.out" 2>"$tmp/$later_name.err" </dev/null &
	echo $! >"$tmp/$later_name.pid"
}

# Sets $status, as try does of what is done at once.
await() {
	status=0
	wait "$(cat "$tmp/$1.pid")" || status=$?
	mv "$tmp/$1.out" "$tmp/out"
	mv "$tmp/$1.err" "$tmp/err"
}

no_network() (
	export http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9
	"$@"
)

# boot ARGUMENT...: of a guest that boots in half the time, with one processor
# and without some of the kunit kernel's checks
boot() {
	no_network "$lab" run -a "$arch" -k "$kernel" -A "$quick" "$@"
}

### Wrong usage

expect 2 "no verb 'frob'" 'an unknown verb' "$lab" frob
expect 2 'usage: lab run' 'no verb' "$lab"
expect 2 "no architecture 'vax'" 'an unknown architecture' "$lab" run -a vax -- true
expect 2 "no kernel '2.4'" 'an unknown kernel' "$lab" run -k 2.4 -- true
expect 2 'there is no kernel tree /nowhere' 'no such tree' \
	"$lab" run -k /nowhere -- true
expect 2 'has no -m before it' 'parameters of no module' boot -p a=b -- true
expect 2 "'soon' is no number of seconds" 'a time-out in words' boot -t soon -- true
expect 2 "'0' is no number of megabytes" 'no memory' boot -M 0 -- true
expect 2 'there is no file /nowhere' 'no such file' boot -f /nowhere -- true
expect 2 'lab --help' 'an unknown option' boot -Z -- true
expect 3 "is no kernel built for $arch" 'a tree that is not built' \
	"$lab" run -a "$arch" -k "$tmp" -- true
try "$lab" --help
ok '--help goes to stdout and names every status' \
	sh -c 'for s in 0 1 2 3 4 5 6; do
		grep -q "^  $s   " "$1" || exit 1
	done' sh "$tmp/out"

### How a command ends

later hang "$lab" run -a "$arch" -k "$kernel" -A "$quick" -t 1 -- sleep 1000
printf 'a \\n' >"$tmp/file"
try no_network "$lab" run -a "$arch" -k "$kernel" -f "$tmp/file" \
	-f "$tmp/file:/bin/mine:755" -o "$tmp/console" -- \
	sh -c 'printf "%s|" "$@" && printf "\0\377\r\n" && cat file && [ -x /bin/mine ]' \
	0 'a  b' '' '*' "'" '$x' 'new
line'
printf '%s|' 'a  b' '' '*' "'" '$x' 'new
line' >"$tmp/expected"
printf '\0\377\r\na \\n' >>"$tmp/expected"
ok 'arguments, files and output are exact: status 0' ended 0 ''
ok 'what the command wrote comes back byte for byte' \
	cmp "$tmp/expected" "$tmp/out"
ok 'it says how QEMU runs the guest' grep -Eq "$kernel: (KVM|QEMU translates)" \
	"$tmp/err"
ok '-o keeps the console' grep -q 'Linux version' "$tmp/console"

expect 1 "$arch $kernel: the command exited with status 7" 'a command that fails' \
	boot -- sh -c 'exit 7'
ok 'the console is shown with it' grep -q '^| .*Run /init' "$tmp/err"
expect 1 'the command was ended by signal 9' 'a command that is killed' \
	boot -- sh -c 'kill -9 $$'
expect 1 'the command exited with status 127' 'a command that is not there' \
	boot -- nothing-of-that-name
await hang
expect 6 'time-out: the guest did not end within [0-9]* s' 'a guest that hangs'
expect 5 'the guest was lost: it left without a verdict' 'a guest that leaves' \
	boot -- reboot -f
expect 0 '-icount' 'counting instructions' \
	no_network "$lab" run -a "$arch" -k "$kernel" -i -- \
	sh -c 'grep -q nokaslr /proc/cmdline && [ "$(nproc)" = 1 ]'

### Modules

folder=$("$lab" kernel "$arch" "$kernel" 2>"$tmp/err")
: >"$tmp/out"
mkdir "$tmp/fault"
cp tests/lab/fault/* "$tmp/fault"
# shellcheck disable=SC2046 # make's arguments are words
try env MAKEFLAGS= make -s -C "$folder/kdir" $(cat "$folder/make") \
	M="$tmp/fault" modules
ok 'a module builds for the kernel' [ "$status" -eq 0 ]
ok 'without a word' sh -c '! [ -s "$1" ] && ! [ -s "$2" ]' sh \
	"$tmp/out" "$tmp/err"
fault=$tmp/fault/fault.ko

# The kunit kernel takes its time to undo a loading, which a suite of KUnit's
# wants as well.
later removed "$lab" run -a "$arch" -k "$kernel" -A "$quick" \
	-m "$fault" -p 'how=no' -- \
	sh -c '[ "$(cat /sys/module/fault/parameters/how)" = no ] &&
		! insmod fault.ko && rmmod fault && ! rmmod fault'
later refused "$lab" run -a "$arch" -k "$kernel" -A "$quick" \
	-m "$fault" -p how=refuse -- true
if [ "$kernel" = kunit ]; then
	# The runner, where it finds the planted suite for the module's.
	farm=$tmp/kunit/build/kunit-$arch
	mkdir -p "$farm"
	ln -s "$PWD/tools" "$PWD/tests" "$tmp/kunit"
	ln -s "$PWD/tests/kunit/kunit.sh" "$tmp/kunit/$arch.t"
	cp "build/kunit-$arch/kernel" "$tmp/fault/ksarchive_kunit.ko" "$farm"
	cp "$fault" "$farm/ksarchive.ko"
	later planted env -C "$tmp/kunit" "./$arch.t"
fi

expect 4 'the guest panicked: planted$' 'a panic' \
	boot -f "$fault" -- \
	insmod fault.ko how=panic
expect 4 'the guest panicked: .*panic_on_warn.*(WARNING: .*fault_init' "a kernel's warning" \
	boot -m "$fault" -p how=warn -- true
expect 4 'the guest panicked: .*Fatal exception.*NULL pointer' 'an oops' \
	boot -m "$fault" -p how=oops -- true

await removed
expect 0 '' 'a module with its parameter, removed by rmmod'
ok "insmod and rmmod say the error's name" \
	sh -c 'grep -q "^insmod: fault.ko: .* (EEXIST)" "$1" &&
		grep -q "^rmmod: fault: .* (ENOENT)" "$1"' sh "$tmp/out"
await refused
expect 1 'loading failed: /root/fault.ko: Bad message (EBADMSG)' \
	'a module that refuses'

### A tree of the user's own

# Debian's 6.1 laid out as one: its virtio drivers are modules.
built=$(find "$cache/kernels" -name "debian-6.1.*-$arch-*" | head -n 1)
tree=$tmp/tree
if [ -n "$built" ]; then
	mkdir -p "$tree/include/config" "$tree/arch/arm64/boot" "$tree/drivers"
	cp "$built/release" "$tree/include/config/kernel.release"
	cp "$built/config" "$tree/.config"
	cp "$built/vmlinuz" "$tree/arch/arm64/boot/Image"
	cp -r "$built"/lib/modules/*/kernel/drivers/* "$tree/drivers"
	find "$tree" -printf '%p %T@\n' | sort >"$tmp/tree-before"
	expect 0 '' 'a built tree whose drivers are modules' \
		no_network "$lab" run -a "$arch" -k "$tree" -A "$quick" -- \
		grep -q virtio_console /proc/modules
	find "$tree" -printf '%p %T@\n' | sort >"$tmp/tree-after"
	ok 'it was not written to' cmp "$tmp/tree-before" "$tmp/tree-after"
	sed -i '/CONFIG_VIRTIO_CONSOLE/d' "$tree/.config"
	expect 3 'cannot serve as a guest: it has no CONFIG_VIRTIO_CONSOLE' \
		'a kernel without a driver that a guest needs' \
		"$lab" run -a "$arch" -k "$tree" -- true
else
	skip "a built tree whose drivers are modules" "Debian's 6.1 is not in the cache"
fi

### KUnit

if [ "$kernel" = kunit ]; then
	await planted
	ok 'a KUnit case that fails is a test that fails' \
		grep -q '^not ok [0-9]* - ksarchive-planted fails' "$tmp/out"
	ok 'what it says of its failure stands there too' \
		grep -q '^# .*Expected 1 == 2' "$tmp/out"
	ok 'the one beside it passes' \
		grep -q '^ok [0-9]* - ksarchive-planted passes' "$tmp/out"
	ok "kunit.py is not satisfied either" grep -q '^not ok 2' "$tmp/out"
else
	skip 'a KUnit case that fails' 'the kunit kernel is not built: make test does that'
fi

### QEMU's end

# The processes whose arguments name FOLDER.
running() {
	echo "$1" >"$tmp/pattern"
	grep -lasF -f "$tmp/pattern" /proc/[0-9]*/cmdline || :
}


# Those that were told to end may be about to: each is waited for, not long.
nothing_runs() {
	for process in $(running "$1"); do
		process=${process#/proc/}
		timeout 10 tail --pid="${process%/cmdline}" -f /dev/null || :
	done
	[ -z "$(running "$1")" ]
}

left_clean() {
	nothing_runs "$TMPDIR" && [ -z "$(ls "$TMPDIR")" ]
}

# Starts a lab whose guest waits, returns when it does: sets $pid.
start_waiting() {
	rm -f "$tmp/ready"
	mkfifo "$tmp/ready"
	# A shell lets what it puts into the background ignore INT.
	env --default-signal=INT http_proxy=http://127.0.0.1:9 \
		https_proxy=http://127.0.0.1:9 \
		"$lab" run -a "$arch" -k "$kernel" -A "$quick" -- \
		sh -c 'echo ready; sleep 1000' >"$tmp/ready" 2>"$tmp/err" &
	pid=$!
	exec 7<"$tmp/ready"
	read -r line <&7
	[ "$line" = ready ]
}

# Sets $status.
finish_waiting() {
	status=0
	# Where a signal ended it, the shell says so as well.
	wait "$pid" 2>"$tmp/words" || status=$?
	exec 7<&-
	: >"$tmp/out"
}

qemu_pid() {
	for process in $(running "$TMPDIR"); do
		process=${process#/proc/}
		process=${process%/cmdline}
		case $(cat "/proc/$process/comm") in
		qemu-system-*) echo "$process" ;;
		esac
	done
}

ok 'nothing was left running, no temporary file' left_clean

start_waiting
kill -KILL "$(qemu_pid)"
finish_waiting
ok 'QEMU is killed: status 5, "the guest was lost: QEMU was killed (signal 9)"' \
	ended 5 'the guest was lost: QEMU was killed (signal 9)'

start_waiting
kill -INT "$pid"
finish_waiting
ok 'the lab is interrupted: status 130' [ "$status" -eq 130 ]
ok 'it leaves no QEMU and no temporary file' left_clean

start_waiting
qemu=$(qemu_pid)
kill -KILL "$pid"
finish_waiting
try timeout 20 tail --pid="$qemu" -f /dev/null
ok 'the lab is killed: QEMU dies with it' nothing_runs "$TMPDIR"
rm -rf "${TMPDIR:?}"/*

# plant_qemu SCRIPT
plant_qemu() {
	mkdir -p "$tmp/bin"
	for planted in qemu-system-x86_64 qemu-system-aarch64; do
		printf '#!/bin/sh\n%s\n' "$1" >"$tmp/bin/$planted"
		chmod +x "$tmp/bin/$planted"
	done
}

plant_qemu 'echo "qemu: no such machine" >&2; exit 1'
expect 3 'QEMU did not start: qemu: no such machine' 'a QEMU that does not start' \
	env PATH="$tmp/bin:$PATH" "$lab" run -a "$arch" -k "$kernel" -- true
plant_qemu 'exit 0'
expect 5 'the guest was lost: it left without a verdict' \
	'a QEMU that ends at once with success' \
	env PATH="$tmp/bin:$PATH" "$lab" run -a "$arch" -k "$kernel" -- true

### The cache

own=$tmp/cache/ksarchive

# A cache of ours with the lists and, by links, the packages of the real one.
copy_cache() {
	rm -rf "$tmp/cache"
	mkdir -p "$own/debs" "$own/apt"
	cp -a "$cache/apt/." "$own/apt"
	ln -s "$cache"/debs/*.deb "$own/debs"
}

with_own_cache() (
	export XDG_CACHE_HOME="$tmp/cache"
	"$@"
)

half_files() {
	find "$own" -name '*.making' -o -name fetching
}

no_half_files() {
	[ -z "$(half_files)" ]
}

expect 3 "cannot get linux-image-6.12-[a-z0-9]* .*from Debian's archive.*connect this machine to the network" \
	'no network and no cache' \
	no_network env XDG_CACHE_HOME="$tmp/empty" "$lab" kernel "$arch" 6.12

copy_cache
deb=$(find "$own/debs" -name 'busybox-static_*.deb' | grep -e "_amd64" -e "_arm64" | head -n 1)
deb=${deb##*/}
deb_arch=$(echo "$deb" | sed 's/.*_amd64.deb/x86_64/; s/.*_arm64.deb/arm64/')

# damage NAME COMMAND...: of a package in a cache of its own
damage() {
	rm -rf "${tmp:?}/$1"
	cp -a "$tmp/cache" "$tmp/$1"
	damaged=$tmp/$1/ksarchive/debs/$deb
	rm -f "$damaged"
	cp "$cache/debs/$deb" "$damaged"
	"$2" "$damaged"
}

# noticed NAME COMMAND: the damage, without a network and with it
noticed() {
	await "$1"
	expect 3 'damaged or not whole' "a $1 package without a network"
	damage "$1" "$2"
	try env XDG_CACHE_HOME="$tmp/$1" "$lab" sysroot "$deb_arch" busybox-static
	if grep -q 'cannot get' "$tmp/err"; then
		skip "a $1 package is fetched again" 'there is no network'
		return
	fi
	ok "a $1 package is fetched again: status 0, \"damaged or not whole\"" \
		ended 0 'damaged or not whole.*fetching it again'
	ok 'and is the same again' cmp "$damaged" "$cache/debs/$deb"
}

flip_a_byte() {
	printf '\125' | dd of="$1" bs=1 seek=5000 conv=notrunc 2>"$tmp/dd"
}

cut_short() {
	truncate -s 5000 "$1"
}

damage damaged flip_a_byte
damage truncated cut_short
for name in damaged truncated; do
	later "$name" env XDG_CACHE_HOME="$tmp/$name" \
		"$lab" sysroot "$deb_arch" busybox-static
done

copy_cache
if [ -z "$(find "$own/debs" -name 'linux-image-6.1.*.deb')" ]; then
	skip 'making is interrupted' "Debian's 6.1 is not in the cache"
	skip 'two labs at once' "Debian's 6.1 is not in the cache"
else
	mkfifo "$tmp/log"
	env --default-signal=INT XDG_CACHE_HOME="$tmp/cache" \
		"$lab" kernel "$arch" 6.1 \
		2>"$tmp/log" >"$tmp/out" &
	pid=$!
	sed '/unpacking/q' "$tmp/log" >"$tmp/err"
	kill -INT "$pid"
	status=0
	wait "$pid" || status=$?
	ok 'making is interrupted: status 130' [ "$status" -eq 130 ]
	ok 'nothing half made is left in the cache' no_half_files
	ok 'nothing goes on making' nothing_runs "$own"

	with_own_cache "$lab" kernel "$arch" 6.1 >"$tmp/out2" 2>"$tmp/err2" &
	pid=$!
	try with_own_cache "$lab" kernel "$arch" 6.1
	wait "$pid" || status=$?
	cat "$tmp/err2" >>"$tmp/err"
	ok 'two labs at once: both end well' [ "$status" -eq 0 ]
	ok 'with the same kernel' cmp "$tmp/out" "$tmp/out2"
	ok 'which was made once' [ "$(grep -c unpacking "$tmp/err")" -eq 1 ]
fi

copy_cache
noticed damaged flip_a_byte
noticed truncated cut_short

expect 0 'removing .*/cache/ksarchive, ' 'clean says what it removes' \
	with_own_cache "$lab" clean
ok 'and removes it' [ ! -e "$own" ]
expect 0 'nothing is cached in' 'clean without a cache' \
	with_own_cache "$lab" clean
ok 'makes none' [ ! -e "$own" ]

echo "1..$number"
