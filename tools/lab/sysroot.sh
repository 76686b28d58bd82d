# SPDX-License-Identifier: GPL-2.0-only
# Libraries to link a guest's programs with: Debian's development packages of
# the guest's architecture, unpacked in the cache, because a host can rarely
# install those of two architectures side by side.

# sysroot_find ARCH PACKAGE...: sets $sysroot to the folder that holds them.
sysroot_find() {
	arch_find "$1"
	shift
	archive_fetch "$debian_arch" "$@"
	sysroot=sysroots/$arch-$(echo "$debs" | sha256sum | cut -c1-8)
	cache_make "$sysroot" sysroot_unpack
	sysroot=$cache/$sysroot
}

sysroot_unpack() {
	for deb in $debs; do
		dpkg-deb -x "$deb" "$making" || broken "cannot unpack $deb"
	done
}
