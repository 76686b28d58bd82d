# SPDX-License-Identifier: GPL-2.0-only
# Kernels as Debian ships them: nothing is compiled, its binary packages are
# fetched and the few files that the lab needs unpacked from them.
#
# Modules are built against Debian's headers. They hold programs for the
# guest's architecture, so the linux-kbuild package of the host's stands in.

# Another number unpacks every cached kernel of this kind anew.
readonly DEBIAN_RECIPE=1

# Sets what there is to fetch: $image, $version, $release, $headers, $common
# and $kbuild.
debian_resolve() {
	meta=$(printf %s "$2" | sed "s/@/$debian_arch/")
	archive_ready "$debian_arch"
	image=$(archive_depends "$debian_arch" "$meta" | grep '^linux-image-') ||
		{ archive_refresh "$debian_arch"
		  image=$(archive_depends "$debian_arch" "$meta" |
			grep '^linux-image-'); } ||
		archive_unreachable "$debian_arch" "$meta"
	version=${image#*= }
	version=${version%)*}
	image=${image%% *}
	release=${image#linux-image-}
	headers=linux-headers-$release
	needs=$(archive_depends "$debian_arch" "$headers" | sed 's/ .*//')
	common=$(echo "$needs" | grep -- '-common$')
	kbuild=$(echo "$needs" | grep '^linux-kbuild-')
	archive_has "$debian_arch" "$image=$version" || image=$image-unsigned
}

# Sets $kernel_dir. A name such as 6.12 is a link to the version that it meant
# when it was asked for first.
debian_kernel() {
	debian_link=$cache/kernels/$kernel-$arch-$DEBIAN_RECIPE
	if [ ! -e "$debian_link/release" ]; then
			debian_resolve "$arch" "$kernel_package"
		kernel_dir=kernels/debian-$version-$arch-$DEBIAN_RECIPE
		cache_make "$kernel_dir" debian_make
		ln -sfn "${kernel_dir#kernels/}" "$debian_link"
	fi
	kernel_dir=$(readlink -f "$debian_link")
}

debian_make() {
	archive_fetch "$debian_arch" "$image=$version" "$headers=$version" \
		"$common"
	debian_debs=$debs
	archive_fetch "$host_debian_arch" "$kbuild"
	progress_begin "unpacking Linux $release for $arch"
	for deb in $debian_debs $debs; do
		debian_unpack "$deb"
	done
	debian_arrange
	progress_end
}

# Of an image only what the lab may load; of the others everything.
debian_unpack() {
	case ${1##*/} in
	linux-image-*) set -- "$1" '*/boot/*' '*/modules.*' \
		'*/kernel/drivers/virtio/*' '*/kernel/drivers/char/virtio*' \
		'*/kernel/drivers/misc/pvpanic/*' ;;
	*) set -- "$1" '*' ;;
	esac
	# shellcheck disable=SC2016 # expands in the shell that it is for
	attend sh -c 'deb=$1; shift
		dpkg-deb --fsys-tarfile "$deb" | tar -x --wildcards -C "$0" "$@" ||
		exit 1' "$making" "$@" 2>"$scratch/tar.log" ||
		! grep -qv -e 'Not found in archive' -e 'previous errors' \
			"$scratch/tar.log" ||
		broken "cannot unpack $1: $(head -n 1 "$scratch/tar.log")"
}

debian_arrange() {
	echo "$release" >"$making/release"
	ln -s "boot/vmlinuz-$release" "$making/vmlinuz"
	ln -s "boot/config-$release" "$making/config"
	ln -s "usr/src/$headers" "$making/kdir"
	# The one absolute path, and the one name of another machine's.
	# shellcheck disable=SC2016 # make expands it
	sed -i 's|^include /usr/src/|include $(dir $(realpath $(lastword $(MAKEFILE_LIST))))../|' \
		"$making/kdir/Makefile"
	# Modules get no BTF: it would take pahole, and nothing here reads it.
	echo "$(make_arguments) CONFIG_DEBUG_INFO_BTF_MODULES=" \
		>"$making/make"
	modules_from_depmod "$making"
}
