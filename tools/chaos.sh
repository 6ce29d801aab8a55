#!/usr/bin/env bash
# Orders through the shipped modules while processes are killed and the wire fails: many more runs than the suite `chaos` has.
# chaos.sh RUNS, for each database; 5000 where nothing is said. ISPBRIDGE_SEED=N plays one run alone.

. "$(dirname "$0")/common.sh"
use_toolchain
need_writable

build_demo
ISPBRIDGE_MONEY=${1:-5000} "$PYTHON" -W error::ResourceWarning -m unittest discover --verbose --start-directory tests/chaos --top-level-directory tests/chaos
