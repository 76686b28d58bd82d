# SPDX-License-Identifier: GPL-2.0-only
# The verbs a person types; `make help` lists them. What the module is made of
# stands in Kbuild.
#
# All that is made goes to build/: host/ holds the tools, guest-ARCH/ the lab's
# test programs, KERNEL-ARCH/ the module for that kernel. The kernels themselves
# are kept outside the tree, in the lab's cache.

MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:

#: make            the image and the tools; the module too where KDIR, or this
#:                 machine's own kernel headers, allow
#: make demo       boots Debian's 6.12 on x86_64 and arm64 and shows the archive
#: make lab        a shell in a guest with the module loaded
#: make test       all tests, on four kernels of Debian's and two built for it
#: make check      the part of them that needs no kernel to be built
#: make check-site the web pages in the Nu HTML checker, where there is Java
#: make bench      what ksarchive search costs, beside ripgrep, and what
#:                 mkksarchive import and build do, beside cmark
#: make figures    counts what the archive holds, and what insmod costs
#: make pictures   takes the README's pictures anew
#: make install    puts image, tools, manual pages, completions and module in
#:                 place; make uninstall takes away all but the module
#: make clean      removes build/; tools/lab/lab clean removes the lab's cache
#:
#: ARCH=x86_64|arm64        the guest of make lab
#: KERNEL=6.12|6.1|kunit    its kernel, by the lab's name
#: KDIR=FOLDER              a kernel built elsewhere, instead
#: DATA=FOLDER              the pages (data)
#: PREFIX= DESTDIR=         where to install (/usr/local)
#: V=1                      show every command

# What a person may set: the guest, its kernel (6.12, 6.1, kunit, or KDIR for
# the folder of a kernel built elsewhere), the pages, where to install.
host-arch := $(patsubst aarch64,arm64,$(shell uname -m))
ARCH ?= $(host-arch)
KERNEL ?= 6.12
KDIR ?=
DATA ?= data
PREFIX ?= /usr/local
DESTDIR ?=
CFLAGS ?= -O2 -g

# As in the kernel: one short line a command, the whole of it with V=1.
V ?=
Q := $(if $(V),,@)
say = @printf '  %-8s%s\n' $1 $2

arches := x86_64 arm64
triplet-x86_64 := x86_64-linux-gnu
triplet-arm64 := aarch64-linux-gnu
kernels := 6.12 6.1 kunit
lab := tools/lab/lab
flags := -std=gnu11 -Wall -Wextra -Imodule -Itools/common

ifeq ($(filter $(ARCH),$(arches)),)
$(error ARCH: expected $(arches), found $(ARCH))
endif
ifeq ($(filter $(KERNEL),$(kernels)),)
$(error KERNEL: expected $(kernels), found $(KERNEL); KDIR= takes a folder)
endif

.PHONY: all
all: build/host/mkksarchive build/host/ksarchive build/archive.ksa

include $(wildcard build/*.d)

### Debian's packages that the verbs need, installed once each

packages-host := gcc libc6-dev pkg-config libcmark-dev libelf-dev \
		 libfyaml-dev libjansson-dev liblzma-dev libpcre2-dev \
		 libutf8proc-dev libzstd-dev zlib1g-dev
packages-test := clang cmark fish git jq less libclang-rt-14-dev libfyaml-utils \
		 lld llvm mandoc perl python3 python3-jsonschema python3-yaml \
		 shellcheck sparse tidy xz-utils zsh zstd
packages-pictures := chromium fonts-dejavu-core fonts-liberation pngquant
packages-bench := python3 ripgrep util-linux

build/packages/%: Makefile
	@mkdir -p $(@D)
	@tools/lab/packages.sh $(packages-$*)
	@touch $@

### The compiler for authors, the reader, and the image

common-sources := $(wildcard tools/common/*.c) module/image.c
common-headers := $(wildcard tools/common/*.h) module/image.h module/env.h Makefile

mkksarchive-folders := tools/mkksarchive tools/mkksarchive/import
mkksarchive-sources := $(wildcard $(mkksarchive-folders:=/*.c)) $(common-sources)
mkksarchive-flags := -D_GNU_SOURCE $(addprefix -iquote,$(mkksarchive-folders))
mkksarchive-libraries := libfyaml libcmark libutf8proc zlib

build/host/mkksarchive: $(mkksarchive-sources) | build/packages/host
build/host/mkksarchive: $(wildcard $(mkksarchive-folders:=/*.h)) $(common-headers)
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(CC) $(flags) $(mkksarchive-flags) $(CFLAGS) -o $@ $(mkksarchive-sources) \
		$$(pkg-config --cflags --libs $(mkksarchive-libraries)) -pthread

# The reader. Nothing in it knows how an image is made.
ksarchive-folders := $(patsubst %/,%,$(wildcard tools/ksarchive/ \
				     tools/ksarchive/*/))
ksarchive-sources := $(wildcard $(ksarchive-folders:=/*.c)) $(common-sources)
ksarchive-headers := $(wildcard $(ksarchive-folders:=/*.h)) $(common-headers)
ksarchive-flags := -D_GNU_SOURCE $(addprefix -iquote,$(ksarchive-folders))
ksarchive-libraries := libcmark libelf jansson liblzma libpcre2-8 libutf8proc \
		       libzstd zlib

build/host/ksarchive: $(ksarchive-sources) | build/packages/host
build/host/ksarchive: $(ksarchive-headers)
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(CC) $(flags) $(ksarchive-flags) $(CFLAGS) -o $@ $(ksarchive-sources) \
		$$(pkg-config --cflags --libs $(ksarchive-libraries)) -lm

# Which pages the image is made from; another folder makes another image.
build/data: FORCE
	$(call record,echo $(abspath $(DATA)))

build/archive.ksa build/edition.h &: build/host/mkksarchive build/data
	$(call say,IMAGE,build/archive.ksa)
	$(Q)build/host/mkksarchive build $(DATA) -o build/archive.ksa \
		--header build/edition.h --depfile build/archive.d

### The module, for each kernel and architecture

module-sources := Kbuild $(wildcard module/*.[chS] tests/kunit/*.[ch] \
			   tests/unit/image-builder.[ch] tests/unit/defects.[ch])

# Writes what a command says to a file, which keeps its time if it said that
# before; $1 is the command, $2 is done first where it says something else.
define record
	@mkdir -p $(@D)
	@$1 > $@.new || { rm $@.new; exit 1; }
	@if cmp -s $@.new $@; then rm $@.new; else $(if $2,$2;) mv $@.new $@; fi
endef

# $1 is the image, $2 what tells make of the kernel.
define build-module
	$(call say,MODULE,$(@D))
	$(Q)tools/build-module.sh $(@D) $1 $2 W=1 modules
endef

# The lab's folder of a kernel is written down. Where it is another one than
# before, no object may stay: Kbuild does not see all that a kernel changes.
forget-objects = find $(@D) -name '*.o' -exec rm {} +
made-for = -C $$(cat $1)/kdir $$(cat $$(cat $1)/make)

# $1 is the kernel, $2 the architecture.
define module-rules
build/$1-$2/kernel: FORCE
	@needed=$$$$($(lab) packages $2 $1) && tools/lab/packages.sh $$$$needed
	$$(call record,$(lab) kernel $2 $1,$$(forget-objects))

build/$1-$2/ksarchive.ko: build/$1-$2/kernel $(module-sources) \
			  build/archive.ksa build/edition.h
	$$(call build-module,build/archive.ksa,$$(call made-for,$$<) \
		$(if $(filter kunit,$1),KSARCHIVE_KUNIT=1))
endef
$(foreach arch,$(arches),$(foreach kernel,$(kernels),\
	$(eval $(call module-rules,$(kernel),$(arch)))))

# A kernel of one's own, or this machine's where its headers are installed.
own-kdir := $(or $(KDIR),$(wildcard /lib/modules/$(shell uname -r)/build))
own-arch := $(if $(KDIR),$(ARCH),$(host-arch))
own-cross := $(if $(filter-out $(host-arch),$(own-arch)),$(triplet-$(own-arch))-)
own-make := -C $(own-kdir) ARCH=$(own-arch) CROSS_COMPILE=$(own-cross)
ifneq ($(own-kdir),)
all: build/own-$(own-arch)/ksarchive.ko
endif

build/own-%/kernel: FORCE
	$(call record,readlink -f $(own-kdir) && cksum \
		< $(own-kdir)/include/config/auto.conf,$(forget-objects))

build/own-%/ksarchive.ko: build/own-%/kernel $(module-sources) \
			  build/archive.ksa build/edition.h FORCE
	$(call build-module,build/archive.ksa,$(own-make))

.PHONY: FORCE
FORCE:

### In a guest

# Programs for a guest are static, with libraries of its architecture: Debian's
# development packages, unpacked where no compiler looks by itself.
guest-packages := libcmark-dev libelf-dev libjansson-dev liblzma-dev \
		  libpcre2-dev libutf8proc-dev libzstd-dev zlib1g-dev
guest-libraries = root=$$(cat build/guest-$1/sysroot) && \
	env PKG_CONFIG_SYSROOT_DIR=$$root PKG_CONFIG_ALLOW_SYSTEM_LIBS=1 \
	PKG_CONFIG_LIBDIR=$$root/usr/lib/$(triplet-$1)/pkgconfig \
	PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 pkg-config --static --cflags --libs

# $1 is the architecture. Of each library only what is used is kept, and the
# reader is a segment or two shorter than usual: a kernel maps and unmaps each
# page around those that are used, which is most of what a short run costs.
define guest-rules
guest-cc-$1 := $(if $(filter $(host-arch),$1),,$(triplet-$1)-)gcc $(flags) -O2 \
	       -static -pthread

build/guest-$1/sysroot: FORCE
	@needed=$$$$($(lab) packages $1 6.12) && tools/lab/packages.sh $$$$needed
	$$(call record,$(lab) sysroot $1 $(guest-packages))

build/guest-$1/ksarchive: build/guest-$1/sysroot $(ksarchive-sources) \
			  $(ksarchive-headers) | build/packages/host
	$$(call say,CC,$$@)
	$(Q)$$(guest-cc-$1) $(ksarchive-flags) -s -ffunction-sections \
		-fdata-sections -Wl,--gc-sections,-z,noseparate-code,-z,norelro \
		-o $$@ $(ksarchive-sources) \
		$$$$($$(call guest-libraries,$1) $(ksarchive-libraries)) -lm
endef
$(foreach arch,$(arches),$(eval $(call guest-rules,$(arch))))

# Which module the verbs of one guest use, and which kernel the lab boots.
guest-module := build/$(if $(KDIR),own,$(KERNEL))-$(ARCH)/ksarchive.ko
guest-kernel := $(or $(KDIR),$(KERNEL))
guest-reader = -f build/guest-$1/ksarchive:/bin/ksarchive

.PHONY: demo
demo: $(arches:%=demo-%)

.PHONY: $(arches:%=demo-%)
$(arches:%=demo-%): demo-%: build/6.12-%/ksarchive.ko build/guest-%/ksarchive
	$(Q)$(lab) run -a $* -k 6.12 -f $< $(call guest-reader,$*) \
		-f tools/lab/demo.sh -- sh demo.sh

.PHONY: lab
lab: $(guest-module) build/guest-$(ARCH)/ksarchive
	$(Q)$(lab) shell -a $(ARCH) -k $(guest-kernel) -m $< \
		$(call guest-reader,$(ARCH))

### Tests

unit-image := $(wildcard tests/unit/*.c) module/image.c
unit-headers := $(wildcard tests/unit/*.h) module/image.h module/env.h Makefile
sanitizers := -fsanitize=address,undefined -fno-sanitize-recover=all

build/host/tests/image: $(unit-image) $(unit-headers) | build/packages/host
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(CC) $(flags) $(CFLAGS) -o $@ $(unit-image) -lz

build/host/tests/image-sanitized: $(unit-image) $(unit-headers) \
				  | build/packages/host
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(CC) $(flags) -O1 -g $(sanitizers) -o $@ $(unit-image) -lz

build/host/tests/fuzz-image: tests/fuzz/image.c tests/unit/defects.c \
			     tests/unit/image-builder.c module/image.c \
			     $(unit-headers) | build/packages/test
	@mkdir -p $(@D)
	$(call say,CLANG,$@)
	$(Q)clang $(flags) -O1 -g -fsanitize=fuzzer $(sanitizers) -o $@ \
		$(filter %.c,$^) -lz

build/host/generate-pages: tests/bench/generate-pages.c | build/packages/host
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(CC) $(flags) $(CFLAGS) -o $@ $<

build/host/cmark-render: tests/bench/cmark-render.c | build/packages/host
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(CC) $(flags) $(CFLAGS) -o $@ $< $$(pkg-config --cflags --libs libcmark)

# The programs that run in the guests, and where GNU grep is that one of them
# is measured against.
guest-programs := $(notdir $(basename $(wildcard tests/lab/guest/*.c)))
guest-library := $(wildcard tests/lab/guest/lib/*.c) module/image.c
guest-headers := $(wildcard tests/lab/guest/lib/*.h) module/image.h module/env.h Makefile

define guest-test-rules
build/guest-$1/%: tests/lab/guest/%.c build/guest-$1/sysroot \
		  $(guest-library) $(guest-headers)
	$$(call say,CC,$$@)
	$(Q)$(guest-cc-$1) -o $$@ $$< $(guest-library) \
		$$$$($$(call guest-libraries,$1) jansson zlib)

build/guest-$1/grep: FORCE
	$$(call record,$(lab) sysroot $1 grep libc6 libpcre2-8-0)
endef
$(foreach arch,$(arches),$(eval $(call guest-test-rules,$(arch))))

# Modules around generated archives: 10,000 and 2,500 pages of 1,000 bytes, 16 MiB
# in 160 pages, and one that is quick to load and to unload. $1 is the kernel, $2
# the architecture, $3 how many pages.
generated-bytes-10000 := 1000
generated-bytes-2500 := 1000
generated-bytes-40 := 2000
generated-bytes-160 := 104000

build/generated/%/archive.ksa build/generated/%/edition.h: \
		build/host/generate-pages build/host/mkksarchive
	@mkdir -p $(@D)
	$(call say,IMAGE,$(@D)/archive.ksa)
	$(Q)build/host/generate-pages $* $(generated-bytes-$*) $(@D)/pages
	$(Q)build/host/mkksarchive build $(@D)/pages -o $(@D)/archive.ksa \
		--header $(@D)/edition.h
	@rm -r $(@D)/pages

# The same of articles as people have them, which are imported first.
build/generated/imported/archive.ksa build/generated/imported/edition.h &: \
		build/host/generate-pages build/host/mkksarchive \
		tests/lab/article.txt
	@rm -rf $(@D)
	@mkdir -p $(@D)
	$(call say,IMAGE,$(@D)/archive.ksa)
	$(Q)build/host/generate-pages 4000 7850 $(@D)/articles lwn
	$(Q){ build/host/mkksarchive import $(@D)/articles/ \
		tests/lab/article.txt -o $(@D)/data --title 'Imported articles' && \
	build/host/mkksarchive build $(@D)/data -o $(@D)/archive.ksa \
		--header $(@D)/edition.h; } > $(@D)/log 2>&1 || \
		{ cat $(@D)/log; exit 1; }
	@rm -r $(@D)/articles $(@D)/data

define generated-rules
generated-modules-$1 += build/generated/$1-$2-$3/ksarchive.ko
build/generated/$1-$2-$3/ksarchive.ko: build/$1-$2/kernel $(module-sources) \
				       build/generated/$3/archive.ksa
	$$(call build-module,build/generated/$3/archive.ksa,$$(call made-for,$$<))
endef
$(foreach arch,$(arches),\
	$(eval $(call generated-rules,6.12,$(arch),10000)) \
	$(eval $(call generated-rules,6.12,$(arch),2500)) \
	$(eval $(call generated-rules,6.12,$(arch),160)) \
	$(eval $(call generated-rules,6.12,$(arch),imported)) \
	$(eval $(call generated-rules,6.1,$(arch),160)) \
	$(foreach kernel,$(kernels),\
		$(eval $(call generated-rules,$(kernel),$(arch),40))))

# The kunit kernel's sources, configured and prepared for clang: as much as a
# module's compilation needs.
build/clang-version: FORCE | build/packages/test
	$(call record,clang --version)

build/clang-%/prepared: build/kunit-%/kernel build/clang-version \
			$(addprefix tools/lab/config/,base.config kunit.config %.config) \
			tests/style/prepare-clang.sh
	$(call say,PREPARE,$(@D))
	$(Q)tests/style/prepare-clang.sh $(@D) $* "$$(cat $<)/source"
	@touch $@

# What the two test verbs need, without a kernel that has to be compiled and
# with one.
tested = $(foreach arch,$(arches),\
	   $(foreach kernel,$1,build/$(kernel)-$(arch)/ksarchive.ko))
check-needs := all build/packages/test \
	       $(generated-modules-6.12) $(generated-modules-6.1) \
	       $(addprefix build/host/tests/,image image-sanitized fuzz-image) \
	       $(call tested,6.12 6.1) \
	       $(foreach arch,$(arches),\
		 $(guest-programs:%=build/guest-$(arch)/%) \
		 $(addprefix build/guest-$(arch)/,ksarchive grep))
test-only := $(wildcard tests/lab/lab.t tests/lab/kunit-*.t tests/kunit/*.t) \
	     tests/style/source.t
check-scripts := $(filter-out $(test-only),$(wildcard tests/*/*.t))

# The tests call make too, and not as a part of this one. Debian's Python comes
# first, since it is the one that has the modules they need; one script more than
# there are processors runs at once, since some wait for a guest's timers.
prove = env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL PATH="/usr/bin:$$PATH" \
	PERL5LIB=tests/perl prove --formatter TAP::Formatter::Counted --timer \
	-j $$(($$(nproc) + 1))

.PHONY: check test
check: $(check-needs)
	$(Q)$(prove) $(check-scripts)

test: $(check-needs) $(call tested,kunit) $(generated-modules-kunit) \
      $(arches:%=build/clang-%/prepared)
	$(Q)$(prove) $(test-only) $(check-scripts)

# Needs Java and npm's registry, which no other verb does.
.PHONY: check-site
check-site: all build/packages/test
	$(Q)$(prove) tests/site/nu.sh

.PHONY: bench
bench: $(addprefix build/host/,ksarchive mkksarchive generate-pages \
	 cmark-render) | build/packages/bench
	$(Q)tests/bench/search.sh
	$(Q)tests/bench/import.sh

### Putting in place

# What goes to which folder below PREFIX. Debian's zsh looks for completions in
# another folder below /usr than below /usr/local.
zsh-folder := share/zsh/$(if $(filter /usr,$(PREFIX)),vendor-completions,site-functions)
completions := tools/ksarchive/completions

install-bin := build/host/mkksarchive build/host/ksarchive
install-share/ksarchive := build/archive.ksa
install-share/ksarchive/schema := $(wildcard tools/ksarchive/schema/*.json)
install-share/man/man1 := $(wildcard tools/*/*.1)
install-share/man/man5 := $(wildcard module/*.5)
install-share/bash-completion/completions := $(completions)/ksarchive.bash
install-$(zsh-folder) := $(completions)/_ksarchive
install-share/fish/vendor_completions.d := $(completions)/ksarchive.fish

install-folders := bin $(addprefix share/,ksarchive ksarchive/schema man/man1 \
		     man/man5 bash-completion/completions \
		     fish/vendor_completions.d) $(zsh-folder)
install-mode = $(if $(filter bin,$1),755,644)

define install-folder
	install -d $(DESTDIR)$(PREFIX)/$1
	install -m $(install-mode) $(install-$1) $(DESTDIR)$(PREFIX)/$1

endef

.PHONY: install
install: all
	$(foreach folder,$(install-folders),$(call install-folder,$(folder)))
ifneq ($(own-kdir),)
	tools/build-module.sh build/own-$(own-arch) build/archive.ksa \
		$(own-make) INSTALL_MOD_PATH=$(DESTDIR) modules_install
endif

# Folders stay, but for our own; so does the module, which belongs to a kernel.
.PHONY: uninstall
uninstall:
	rm -f $(foreach folder,$(install-folders),$(addprefix \
		$(DESTDIR)$(PREFIX)/$(folder)/,$(notdir $(install-$(folder)))))
	rm -rf $(DESTDIR)$(PREFIX)/share/ksarchive

### Everything else

# The README's numbers. Counting instructions takes minutes.
.PHONY: figures
figures: all build/packages/test \
	 $(arches:%=build/6.12-%/ksarchive.ko) \
	 $(arches:%=build/guest-%/count-insmod)
	$(Q)tools/figures.sh build/host/ksarchive build/archive.ksa $(arches)

# The README's pictures, for whoever changes what they show.
.PHONY: pictures
pictures: all | build/packages/pictures
	$(Q)tools/pictures/pictures.sh build/host/ksarchive build/archive.ksa \
		doc/pictures

.PHONY: clean
clean:
	rm -rf build

.PHONY: help
help:
	@sed -n 's/^#: \{0,1\}//p' Makefile
