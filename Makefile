# SPDX-License-Identifier: GPL-2.0-only
# The verbs a person types; `make help` lists them. What the module is made of
# stands in Kbuild.
#
# All that is made goes to build/: host/ holds the tools, guest-ARCH/ the lab's
# test programs, KERNEL-ARCH/ the module for that kernel. The kernels themselves
# are kept outside the tree, in the lab's cache.

MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:

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

arches := x86_64 arm64
kernels := 6.12 6.1 kunit
lab := tools/lab/lab
flags := -std=gnu11 -Wall -Wextra -Imodule

.PHONY: all
all: build/host/mkksarchive build/archive.ksa

include $(wildcard build/*.d)

### Debian's packages that the verbs need, installed once each

packages-host := gcc libc6-dev pkg-config libfyaml-dev libcmark-dev \
		 libutf8proc-dev zlib1g-dev
packages-test := clang llvm libclang-rt-14-dev mandoc perl python3 \
		 shellcheck sparse

build/packages/%: Makefile
	@mkdir -p $(@D)
	@tools/lab/packages.sh $(packages-$*)
	@touch $@

### The compiler for authors, and the image

mkksarchive-sources := $(wildcard tools/mkksarchive/*.c) module/image.c
mkksarchive-libraries := libfyaml libcmark libutf8proc zlib

build/host/mkksarchive: $(mkksarchive-sources) | build/packages/host
build/host/mkksarchive: $(wildcard tools/mkksarchive/*.h) module/image.h
build/host/mkksarchive: module/env.h
	@mkdir -p $(@D)
	$(CC) $(flags) $(CFLAGS) -o $@ $(mkksarchive-sources) \
		$$(pkg-config --cflags --libs $(mkksarchive-libraries)) -pthread

build/archive.ksa build/edition.h &: build/host/mkksarchive
	build/host/mkksarchive build $(DATA) -o build/archive.ksa \
		--header build/edition.h --depfile build/archive.d

### The module, for each kernel and architecture

module-sources := Kbuild $(wildcard module/*.[chS] tests/kunit/*.[ch] \
			   tests/unit/image-builder.[ch] tests/unit/defects.[ch])

# Builds the module in a farm of links to its sources, because M= writes beside
# them before 6.13. $1 is the farm, $2 what tells make of the kernel, $3 the
# image, absolute, with edition.h beside it.
define build-module
	@mkdir -p $1/tests
	@cp -rsf $(CURDIR)/Kbuild $(CURDIR)/module $1
	@cp -rsf $(CURDIR)/tests/kunit $(CURDIR)/tests/unit $1/tests
	$(MAKE) -s $2 M=$(abspath $1) KSARCHIVE_IMAGE=$3 W=1 modules
endef
made-for = -C $$(cat $1)/kdir $$(cat $$(cat $1)/make)

# The kernel's folder in the cache is written down, so that another kernel under
# the same name makes another module. $1 is the kernel, $2 the architecture.
define module-rules
build/$1-$2/kernel: FORCE
	@mkdir -p $$(@D)
	@needed=$$$$($(lab) packages $2 $1) && tools/lab/packages.sh $$$$needed
	@$(lab) kernel $2 $1 > $$@.new
	@cmp -s $$@.new $$@ && rm $$@.new || mv $$@.new $$@

build/$1-$2/ksarchive.ko: build/$1-$2/kernel $(module-sources) \
			  build/archive.ksa build/edition.h
	$$(call build-module,$$(@D),$$(call made-for,$$<),$(CURDIR)/build/archive.ksa)
endef
$(foreach arch,$(arches),$(foreach kernel,$(kernels),\
	$(eval $(call module-rules,$(kernel),$(arch)))))

# A kernel of one's own, or this machine's where its headers are installed.
own-kdir := $(or $(KDIR),$(wildcard /lib/modules/$(shell uname -r)/build))
own-arch := $(if $(KDIR),$(ARCH),$(host-arch))
own-cross := $(if $(filter $(host-arch),$(own-arch)),,\
	       $(if $(filter arm64,$(own-arch)),aarch64,x86_64)-linux-gnu-)
ifneq ($(own-kdir),)
all: build/own-$(own-arch)/ksarchive.ko
endif

build/own-%/ksarchive.ko: $(module-sources) build/archive.ksa build/edition.h FORCE
	$(call build-module,$(@D),-C $(own-kdir) ARCH=$* CROSS_COMPILE=$(own-cross),$(CURDIR)/build/archive.ksa)

# The same around another image: make module KERNEL=... ARCH=... IMAGE=... OUT=...
.PHONY: module
module: build/$(KERNEL)-$(ARCH)/kernel
	$(call build-module,$(OUT),$(call made-for,$<),$(abspath $(IMAGE)))

.PHONY: FORCE
FORCE:

### In a guest

# Which module the verbs of one guest use, and which kernel the lab boots.
guest-module := build/$(if $(KDIR),own,$(KERNEL))-$(ARCH)/ksarchive.ko
guest-kernel := $(or $(KDIR),$(KERNEL))

.PHONY: demo
demo: $(arches:%=demo-%)

.PHONY: $(arches:%=demo-%)
$(arches:%=demo-%): demo-%: build/6.12-%/ksarchive.ko
	$(lab) run -a $* -k 6.12 -f $< -f tools/lab/demo.sh -- sh demo.sh

.PHONY: lab
lab: $(guest-module)
	$(lab) shell -a $(ARCH) -k $(guest-kernel) -m $<
