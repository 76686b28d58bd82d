# SPDX-License-Identifier: GPL-2.0-only
# Libraries to link a guest's programs with: Debian's development packages of
# the guest's architecture, unpacked in the cache, because a host can rarely
# install those of two architectures side by side.

# sysroot_find ARCH PACKAGE...: sets $sysroot to the folder that holds them. As
# a kernel's name, the packages' names are a link to the versions first fetched.
sysroot_find() {
	arch_find "$1"
	shift
	sysroot_link=$cache/sysroots/$arch-$(echo "$*" | tr ' ' ,)
	if [ ! -e "$sysroot_link" ]; then
		archive_fetch "$debian_arch" "$@"
		sysroot=$arch-$(echo "$debs" | sha256sum | cut -c1-8)
		cache_make "sysroots/$sysroot" sysroot_unpack
		ln -sfn "$sysroot" "$sysroot_link"
	fi
	sysroot=$(readlink -f "$sysroot_link")
}

sysroot_unpack() {
	for deb in $debs; do
		dpkg-deb -x "$deb" "$making" || broken "cannot unpack $deb"
	done
}
