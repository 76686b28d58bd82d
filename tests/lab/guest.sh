# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Runs the programs of tests/lab/guest in a booted kernel, beside the reader;
# sourced by the tests, which run from the project's root with what they need
# built.

# guest_run ARCH KERNEL MODULE [OPTION OF lab run]... -- COMMAND...: each
# COMMAND is a program with its arguments, for which the module is ksarchive.ko;
# all their checks come as one TAP document. If the lab or the guest fails, its
# sentence is a failed check, and the document stays short of its plan.
guest_run() {
	guest_arch=$1 guest_kernel=$2 guest_module=$3
	shift 3
	for guest_program in tests/lab/guest/*.c; do
		guest_program=$(basename "$guest_program" .c)
		guest_made=build/guest-$guest_arch/$guest_program
		set -- -f "$guest_made:/bin/$guest_program" "$@"
	done
	exec 3>&1
	guest_status=0
	guest_said=$(tools/lab/lab run -a "$guest_arch" -k "$guest_kernel" \
		-f "build/guest-$guest_arch/ksarchive:/bin/ksarchive" \
		-f "$guest_module:ksarchive.ko" "$@" 2>&1 >&3) ||
		guest_status=$?
	[ "$guest_status" -eq 0 ] || echo "$guest_said" >&2
	[ "$guest_status" -le 1 ] ||
		echo "not ok - $(echo "$guest_said" | grep -v -e --help | tail -n 1)"
	return "$guest_status"
}
