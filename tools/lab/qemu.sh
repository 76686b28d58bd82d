# SPDX-License-Identifier: GPL-2.0-only
# Boots the guest in QEMU. Three channels leave it, and none is mixed with
# another: the console into a log, the command's output to stdout, the verdict
# into a file of its own.

readonly TCG_SLOWER=4 COUNTING_SLOWER=10

# Sets $accelerator, $machine and $slower. /dev/kvm alone proves nothing: it
# may be closed to us, another architecture's, or of a processor (a virtual
# one, say) that cannot do it.
qemu_accelerate() {
	if [ -n "$counting" ]; then
		accelerator='tcg,thread=single -icount shift=0,sleep=off'
		machine=$machine_count
		slower=$COUNTING_SLOWER
		why='QEMU translates and counts instructions (TCG, -icount)'
	elif kvm_is_usable; then
		accelerator=kvm
		machine=$machine_kvm
		slower=1
		why='KVM'
	else
		accelerator=tcg
		machine=$machine_tcg
		slower=$TCG_SLOWER
		why="QEMU translates (TCG): $kvm_missing"
	fi
	say "$arch $kernel: $why"
}

# Sets $kvm_missing, the reason, where it is not.
kvm_is_usable() {
	kvm_missing="this machine is $host_arch"
	[ "$arch" = "$host_arch" ] || return 1
	kvm_missing='/dev/kvm does not open for reading and writing'
	{ : <>/dev/kvm; } 2>/dev/null || return 1
	kvm_missing="the processor has no ${kvm_flags:-KVM}"
	[ -z "$kvm_flags" ] ||
		grep -Eqw "$kvm_flags" /proc/cpuinfo || return 1
	kvm_missing='QEMU cannot use /dev/kvm'
	echo quit | "$qemu" -machine none -accel kvm -nodefaults \
		-display none -monitor stdio >/dev/null 2>&1
}

qemu_channels() {
	rm -f "$scratch/verdict"
	if [ -n "$interactive" ]; then
		set -- -chardev "stdio,id=console,mux=on,signal=off,logfile=$console_log" \
			-mon chardev=console
	else
		set -- -chardev "file,id=console,path=$console_log" \
			-chardev stdio,id=output,signal=off -monitor none
	fi
	# The order of the ports: the verdict's first.
	set -- "$@" -serial chardev:console -device virtio-serial-pci \
		-chardev "file,id=verdict,path=$scratch/verdict" \
		-device virtserialport,chardev=verdict,name=verdict
	[ -n "$interactive" ] ||
		set -- "$@" -device virtserialport,chardev=output,name=output
	qemu_run "$@"
}

# shellcheck disable=SC2086 # $machine and $accelerator are lists of words
qemu_run() {
	set -- "$qemu" $machine -accel $accelerator -smp "$cpus" \
		-m "$memory" -nodefaults -no-user-config -no-reboot \
		-display none -device pvpanic-pci \
		-action panic=exit-failure -kernel "$kernel_dir/vmlinuz" \
		-initrd "$initramfs" -append "$(qemu_kernel_arguments)" "$@"
	qemu_begun=$(date +%s)
	if [ -n "$interactive" ]; then
		say "the guest's console is here: exit leaves it, Ctrl-A X ends QEMU"
		attend_in_foreground=yes attend "$@"
	else
		# QEMU takes the end of stdin for the end of stdout too: it
		# gets one that neither ends nor says anything.
		mkfifo "$scratch/silence"
		attend_limit=$limit attend_errors=$scratch/qemu.err \
			attend "$@" <>"$scratch/silence"
	fi
}

qemu_kernel_arguments() {
	printf '%s' "console=$console rdinit=/init panic=-1"
	if [ -n "$interactive" ]; then
		printf ' quiet'
	else
		printf ' oops=panic panic_on_warn=1'
	fi
	[ -z "$counting" ] || printf ' nokaslr'
	[ -z "$append" ] || printf ' %s' "$append"
}
