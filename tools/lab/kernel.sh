# SPDX-License-Identifier: GPL-2.0-only
# Finds a kernel by its name. Whatever its kind, the folder that stands for it
# holds:
#
#	vmlinuz		what QEMU boots
#	release		what uname -r says in the guest
#	config		the kernel's configuration
#	kdir		what make -C takes to build a module for it
#	make		the arguments that make takes with it
#	modules/	drivers that a guest has to load, in the order of
#			modules/order
#	source		of the kernels built here: the source tree

# Sets the architecture's variables.
arch_find() {
	[ -f "$lab/arch/$1" ] ||
		usage_error "no architecture '$1': there are $(cd "$lab/arch" && echo *)"
	arch=$1
	# shellcheck source=/dev/null
	. "$lab/arch/$arch"
}

host_find() {
	case $(uname -m) in
	x86_64) host_arch=x86_64 host_debian_arch=amd64 ;;
	aarch64) host_arch=arm64 host_debian_arch=arm64 ;;
	*) broken "this machine is $(uname -m): the lab runs on x86_64 and arm64" ;;
	esac
}

# The prefix of a compiler for $arch: none for the host's own.
compiler_prefix() {
	[ "$arch" = "$host_arch" ] || echo "$cross"
}

compiler_packages() {
	if [ "$arch" = "$host_arch" ]; then
		echo native
	else
		echo "cross-$arch"
	fi
}

make_arguments() {
	echo "ARCH=$kernel_arch CROSS_COMPILE=$(compiler_prefix)"
}

# packages_for PURPOSE...: of the table, one a line.
packages_for() {
	for purpose; do
		sed -n "s/^$purpose  *//p" "$lab/packages"
	done | tr ' ' '\n' | sort -u
}

# shellcheck disable=SC2046 # package names are words
need_packages() {
	missing=$({ packages_for "$@" && dpkg-query -W \
		-f '${Package}:${db:Status-Status}\n' $(packages_for "$@") \
		2>/dev/null; } | sed 's/:installed$//' | sort | uniq -u |
		paste -s -d ' ' -)
	[ -z "$missing" ] ||
		broken "packages are missing, install them: apt-get install $missing"
}

# Sets $kernel_kind and $kernel_package of $kernel.
kernel_kind_find() {
	case $kernel in
	*/*) kernel_kind=tree kernel_package='' ; return ;;
	esac
	read -r kernel_kind kernel_package <<-EOF
	$(awk -v name="$kernel" '$1 == name { print $2, $3 }' "$lab/kernels")
	EOF
	[ -n "$kernel_kind" ] ||
		usage_error "no kernel '$kernel': there are $(awk '
			!/^#/ { print $1 }' "$lab/kernels" |
			paste -s -d ' ' -), and paths of built trees"
}

# What the table of packages has for making the kernel.
kernel_purposes() {
	case $kernel_kind in
	built) echo "unpack build-kernel $(compiler_packages)" ;;
	*) echo unpack ;;
	esac
}

# What the table of packages has for booting a guest.
guest_purposes() {
	echo "boot guest-$arch $(compiler_packages)"
}

# kernel_choose ARCH KERNEL: sets what is known without making it.
kernel_choose() {
	arch_find "$1"
	kernel=$2
	kernel_kind_find
}

# Makes sure of the chosen kernel and sets $kernel_dir.
kernel_make() {
	"${kernel_kind}_kernel"
}
