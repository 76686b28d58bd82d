# SPDX-License-Identifier: GPL-2.0-only
# The guest's initramfs: one archive that is the same for every run of an
# architecture (init and busybox) and is kept in the cache, and behind it one
# for this run, with the modules, the files and the plan that init follows.

readonly BUSYBOX=busybox-static

# Sets $guest_base, the archive that every guest of this architecture has.
guest_base() {
	guest_base=guests/$arch-$({ cat "$lab/init.c" "$lab/guest.sh"
		"$(compiler_prefix)gcc" --version; } | sha256sum | cut -c1-8)
	cache_make "$guest_base" guest_make_base
	guest_base=$cache/$guest_base/base.cpio
}

guest_make_base() {
	archive_fetch "$debian_arch" "$BUSYBOX"
	progress_begin "making what every guest of $arch has"
	mkdir -p "$making/root/bin" "$making/root/dev" "$making/root/etc" \
		"$making/root/lab" "$making/root/proc" "$making/root/root" \
		"$making/root/run" "$making/root/sys" "$making/root/tmp" \
		"$making/root/usr/bin"
	guest_make_busybox "$making/root/bin/busybox"
	"$(compiler_prefix)gcc" -std=gnu11 -O2 -Wall -Wextra -static -s \
		-o "$making/root/init" "$lab/init.c" ||
		broken "cannot compile $lab/init.c"
	for name in insmod rmmod; do
		ln -s ../init "$making/root/bin/$name"
	done
	ln -s busybox "$making/root/bin/sh"
	echo 'root:x:0:0:root:/root:/bin/sh' >"$making/root/etc/passwd"
	echo 'root:x:0:' >"$making/root/etc/group"
	guest_archive "$making/root" "$making/base.cpio"
	rm -rf "$making/root"
	progress_end
}

# Busybox's shell runs its own insmod and rmmod before any in PATH, so the two
# get other names in its table of names, which stays in order.
guest_make_busybox() {
	dpkg-deb --fsys-tarfile "$debs" |
		tar -x -O --wildcards '*/bin/busybox' |
		LC_ALL=C sed -z 's/^insmod$/insmoc/; s/^rmmod$/rmmoc/' >"$1"
	[ "$(grep -czx -e insmoc -e rmmoc "$1")" -ge 2 ] ||
		broken "$debs is not the busybox that the lab knows"
	chmod 755 "$1"
}

# guest_archive FOLDER FILE: the same bytes for the same files, and root's.
guest_archive() {
	find "$1" -exec touch -h -d @0 {} +
	(cd "$1" && find . -mindepth 1 | LC_ALL=C sort |
		cpio -o -H newc --quiet --reproducible --owner=+0:+0) >"$2" ||
		broken "cannot make the guest's initramfs $2"
}

# guest_file HOSTFILE[:GUESTPATH[:MODE]]
guest_file() {
	host_file=${1%%:*}
	guest_rest=${1#"$host_file"}
	guest_rest=${guest_rest#:}
	guest_path=${guest_rest%%:*}
	guest_mode=${guest_rest#"$guest_path"}
	guest_mode=${guest_mode#:}
	[ -e "$host_file" ] || usage_error "there is no file $host_file"
	case $guest_path in
	'') guest_path=/root/$(basename "$host_file") ;;
	/*) ;;
	*) guest_path=/root/$guest_path ;;
	esac
	mkdir -p "$scratch/root${guest_path%/*}"
	cp -RLT "$host_file" "$scratch/root$guest_path"
	[ -z "$guest_mode" ] ||
		chmod "$guest_mode" "$scratch/root$guest_path" ||
		usage_error "'$guest_mode' is no mode of a file"
}

# guest_plan WORD...: adds to what init does, in order.
guest_plan() {
	printf '%s\0' "$@" >>"$scratch/root/lab/plan"
}

guest_drivers() {
	mkdir "$scratch/root/lab/drivers"
	while read -r driver; do
		cp "$kernel_dir/modules/$driver" "$scratch/root/lab/drivers/"
		guest_plan driver "/lab/drivers/$driver"
	done <"$kernel_dir/modules/order"
}

# Sets $initramfs.
guest_finish() {
	guest_archive "$scratch/root" "$scratch/run.cpio"
	initramfs=$scratch/initramfs
	cat "$guest_base" "$scratch/run.cpio" >"$initramfs"
	rm -rf "$scratch/root" "$scratch/run.cpio"
}
