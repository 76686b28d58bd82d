# SPDX-License-Identifier: GPL-2.0-only
# Kernels that are built here, from Debian's linux-source packages: small, and
# with what a test wants and no distribution ships. Their configuration is
# config/base.config, config/KERNEL.config and config/ARCH.config on top of
# allnoconfig. Of the source tree only what such kernels can use is unpacked
# (config/sparse leaves out the rest), and of what was built only what booting
# and building modules take is kept.

# Another number makes every cached kernel of this kind anew: what a change
# below does to them is not seen otherwise.
readonly BUILT_RECIPE=1

built_config() {
	cat "$lab/config/base.config" "$lab/config/$kernel.config" \
		"$lab/config/$arch.config"
}

# What a kernel was built from, but for the source's version.
built_hash() {
	{ echo "$BUILT_RECIPE"; built_config; cat "$lab/config/sparse"
		"$(compiler_prefix)gcc" --version; } | sha256sum | cut -c1-8
}

# Sets $kernel_dir.
built_kernel() {
	built_key=$arch-$(built_hash)
	built_link=$cache/kernels/$kernel-$built_key
	if [ ! -e "$built_link/release" ]; then
		archive_fetch "$host_debian_arch" "$kernel_package"
		built_version=$(dpkg-deb --field "$debs" Version)
		built_source
		kernel_dir=kernels/$kernel-$built_version-$built_key
		cache_make "$kernel_dir" built_make
		ln -sfn "${kernel_dir#kernels/}" "$built_link"
	fi
	kernel_dir=$(readlink -f "$built_link")
}

# Sets $source: the tree, unpacked from $debs.
built_source() {
	source=sources/$kernel_package-$built_version-$(
		sha256sum <"$lab/config/sparse" | cut -c1-8)
	cache_make "$source" built_unpack
	source=$cache/$source
}

built_unpack() {
	progress_begin "unpacking Linux's source, $kernel_package"
	# shellcheck disable=SC2016 # expands in the shell that it is for
	attend sh -c 'dpkg-deb --fsys-tarfile "$1" |
		tar -x -C "$0" --strip-components=3 "./usr/src/$2.tar.xz"' \
		"$making" "$debs" "$kernel_package" ||
		broken "cannot unpack $debs"
	built_tarball=$making/$kernel_package.tar.xz
	unpack_records=$(($(xz --robot --list "$built_tarball" |
		awk '$1 == "totals" { print $5 }') / 10240))
	# tar counts on stderr.
	attend_through progress_tar sh -c 'exec "$@" 2>&1' sh \
		tar -x -f "$built_tarball" -C "$making" --strip-components=1 \
		--exclude-from "$lab/config/sparse" --checkpoint=1000 \
		--checkpoint-action='echo=%u' ||
		broken "cannot unpack $kernel_package.tar.xz: $(
			head -n 1 "$scratch/tar.log")"
	rm "$built_tarball"
	progress_end
}

# A filter for tar's checkpoints, "tar: RECORDS".
progress_tar() {
	while read -r _ record; do
		case $record in
		*[!0-9]* | '') echo "$record" >>"$scratch/tar.log" ;;
		*) progress_at $((record * 100 / unpack_records)) ;;
		esac
	done
}

built_make() {
	build=$making/kdir
	mkdir "$build"
	built_configure
	progress_begin "building the $kernel kernel for $arch"
	build_steps=$(awk -v kernel="$kernel" -v arch="$arch" \
		'$1 == kernel && $2 == arch { print $3 }' "$lab/config/steps")
	built_run progress_make -j"$(nproc)" "${kernel_image##*/}" modules \
		modules_prepare || built_failed
	progress_end
	built_arrange
	built_prune
}

# built_run FILTER ARGUMENT...: make, so that the same input gives the same
# bytes.
# shellcheck disable=SC2046 # make's arguments are words
built_run() {
	built_filter=$1
	shift
	attend_errors=$scratch/build.err
	attend_through "$built_filter" make -C "$source" O="$build" \
		$(make_arguments) KBUILD_BUILD_TIMESTAMP=1970-01-01 \
		KBUILD_BUILD_USER=ksarchive KBUILD_BUILD_HOST=lab \
		KBUILD_BUILD_VERSION=1 "$@" || return 1
	attend_errors=
}

built_failed() {
	progress_fail
	tail -n 20 "$scratch/build.err" >&2
	broken "building the $kernel kernel for $arch failed"
}

built_configure() {
	built_config >"$scratch/all.config"
	built_run progress_none KCONFIG_ALLCONFIG="$scratch/all.config" \
		allnoconfig || built_failed
	# What depends on a symbol that is not set is left out in silence.
	lost=$(grep '^CONFIG_' "$scratch/all.config" |
		grep -vxF -f "$build/.config" | paste -s -d ' ' -)
	[ -z "$lost" ] ||
		broken "the configuration of $kernel for $arch did not take: $lost"
}

progress_none() {
	cat >/dev/null
}

# A filter for make's lines, "  CC      kernel/fork.o".
progress_make() {
	steps=0
	while IFS= read -r line; do
		case $line in '  '[A-Z]*) ;; *) continue ;; esac
		steps=$((steps + 1))
		percent=$((steps * 100 / build_steps))
		[ "$percent" -lt 100 ] || percent=99
		progress_at "$percent" "$steps of about $build_steps steps"
	done
	echo "$steps" >"$making/steps"
}

built_arrange() {
	cp "$build/include/config/kernel.release" "$making/release"
	cp "$build/$kernel_image" "$making/vmlinuz"
	ln -s kdir/.config "$making/config"
	ln -s "../../${source#"$cache"/}" "$making/source"
	# The cache may be moved: no absolute path.
	ln -sfn ../source "$build/source"
	# shellcheck disable=SC2016 # make expands it
	echo 'include $(dir $(realpath $(lastword $(MAKEFILE_LIST))))../source/Makefile' \
		>"$build/Makefile"
	make_arguments >"$making/make"
	mkdir "$making/modules"
	: >"$making/modules/order"
}

# Leaves what make M= reads: headers, tools, the configuration, symbols.
built_prune() {
	find "$build" \( -path "$build/scripts" -o -path "$build/include" \
		-o -path "$build/tools/objtool" \) -prune -o \
		-type f ! -name '*.h' ! -name .config ! -name Makefile \
		! -name Module.symvers ! -name System.map -exec rm -f {} +
	find "$build" -name '*.o' ! -path "$build/scripts/*" -exec rm -f {} +
	find "$build" -type d -empty -delete
}
