# SPDX-License-Identifier: GPL-2.0-only
# A kernel tree of the user's own, already built: used where it is, and never
# written to.

# What a guest cannot do without, whoever built its kernel.
readonly TREE_NEEDS='BLK_DEV_INITRD DEVTMPFS TMPFS PROC_FS SYSFS MODULES
	BINFMT_ELF VIRTIO_PCI VIRTIO_CONSOLE'

# Sets $kernel_dir, which points into the tree.
tree_kernel() {
	[ -d "$kernel" ] || usage_error "there is no kernel tree $kernel"
	tree=$(readlink -f "$kernel")
	tree_check
	kernel_dir=kernels/tree-$arch-$({ echo "$tree"
		stat -c '%Y %s' "$tree/$kernel_image" "$tree/.config"; } |
		sha256sum | cut -c1-8)
	tree_forget
	cache_make "$kernel_dir" tree_make
	kernel_dir=$cache/$kernel_dir
}

# What points at trees that are gone.
tree_forget() {
	for tree_old in "$cache"/kernels/tree-*; do
		[ -e "$tree_old/kdir/.config" ] || rm -rf "$tree_old"
	done
}

tree_check() {
	for tree_file in .config "$kernel_image" include/config/kernel.release
	do
		[ -e "$tree/$tree_file" ] ||
			broken "$tree is no kernel built for $arch: it has no $tree_file"
	done
	for symbol in "$kernel_symbol" $TREE_NEEDS; do
		grep -q "^CONFIG_$symbol=[ym]\$" "$tree/.config" ||
			broken "the kernel in $tree cannot serve as a guest: it has no CONFIG_$symbol (tools/lab/config/base.config lists what serves)"
	done
}

tree_make() {
	ln -s "$tree" "$making/kdir"
	ln -s "kdir/$kernel_image" "$making/vmlinuz"
	ln -s kdir/.config "$making/config"
	cp "$tree/include/config/kernel.release" "$making/release"
	make_arguments >"$making/make"
	tree_modules="$making/lib/modules/$(cat "$making/release")"
	mkdir -p "$tree_modules"
	find "$tree/drivers/virtio" "$tree/drivers/char" \
		"$tree/drivers/misc/pvpanic" -name '*.ko' \
		-exec cp {} "$tree_modules" \; 2>"$scratch/find.log" || :
	modules_from_depmod "$making"
}
