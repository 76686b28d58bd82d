#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Whatever an image holds, ksarchive ends as it should; from the same seeds each
# time. Many more, under sanitizers, are a matter of calling hostile_oracle.py.

here=$(dirname "$0")
build=${BUILD:-build/host}

exec python3 "$here/hostile_oracle.py" "$build/ksarchive" build/archive.ksa 80
