#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The pages of data/ beside the sheets of facts that they were written from: each
# has the other, and they agree. The sheets stand beside the project, or where
# FACTS says; they are not a part of it.

facts=${FACTS:-../shared/facts}
if [ ! -d "$facts" ]; then
	echo "1..0 # SKIP no sheets of facts at $facts"
	exit 0
fi
exec python3 tests/unit/record_oracle.py data "$facts"
