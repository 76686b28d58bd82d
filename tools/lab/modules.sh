# SPDX-License-Identifier: GPL-2.0-only
# The kernel's own modules that a guest has to load before it can report:
# drivers that this kernel has not built in, in the order they need.

# virtio_pci carries virtio_console, the ports; pvpanic-pci tells of a panic.
readonly GUEST_DRIVERS='virtio_pci virtio_console pvpanic-pci'

# modules_from_depmod FOLDER: fills FOLDER/modules from FOLDER/lib/modules.
modules_from_depmod() {
	modules_release=$(cat "$1/release")
	depmod -b "$1" "$modules_release" 2>"$scratch/depmod.log" ||
		broken "depmod failed: $(head -n 1 "$scratch/depmod.log")"
	mkdir "$1/modules"
	: >"$1/modules/order"
	for driver in $GUEST_DRIVERS; do
		modprobe -C /dev/null -d "$1" -S "$modules_release" \
			--show-depends "$driver" 2>/dev/null || :
	done | sed -n 's/^insmod //p' | awk '{ print $1 }' | awk '!seen[$0]++' |
	while read -r module; do
		modules_add "$1/modules" "$module"
	done
}

# modules_add FOLDER MODULE: guests need not know how to uncompress.
modules_add() {
	module_name=$(basename "${2%.[xg]z}")
	case $2 in
	*.xz) xz -dc "$2" ;;
	*.gz) gzip -dc "$2" ;;
	*) cat "$2" ;;
	esac >"$1/$module_name"
	echo "$module_name" >>"$1/order"
}
