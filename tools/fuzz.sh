#!/usr/bin/env bash
# Runs every fuzz target for a stated number of inputs; the first one that crashes or hangs stops it, and is kept.
#   RUNS=200000           inputs for each target
#   TARGETS="a b"         only these
# What the engine finds worth keeping goes to build/fuzz; the corpus under fuzz/corpus is read, never written.

. "$(dirname "$0")/common.sh"
use_toolchain
need_writable

runs=${RUNS:-200000}
[[ $runs =~ ^[1-9][0-9]*$ ]] || stop $EXIT_USAGE "RUNS must be a number of inputs."
read -ra targets <<<"${TARGETS:-$(sed -n 's/^path = "fuzz_targets\/\(.*\)\.rs"$/\1/p' fuzz/Cargo.toml | tr '\n' ' ')}"
((${#targets[@]} > 0)) || stop $EXIT_USAGE "TARGETS names no target, or fuzz/Cargo.toml has none."

# The fuzzer's builds have a folder of their own, as its flags would spoil the others.
export CARGO_TARGET_DIR=$TARGET/fuzz
export PATH=$BUILD/tools/bin:$PATH

if ! command -v cargo-fuzz >/dev/null; then
    say "Installing cargo-fuzz"
    cargo install --quiet --locked --root "$BUILD/tools" cargo-fuzz ||
        stop $EXIT_MISSING "cargo-fuzz could not be installed; by hand: cargo install cargo-fuzz"
fi

# run TARGET: no sanitizer, since the code under test has no unsafe block; a panic, a hang and memory without end are what counts.
run() {
    local found=$BUILD/fuzz/$1 log=$BUILD/fuzz/$1.log
    mkdir -p "$found" "fuzz/artifacts/$1"
    # The engine wants compiler flags that stable Rust hides; nothing but these binaries is built with them.
    RUSTC_BOOTSTRAP=1 cargo fuzz run --sanitizer none "$1" "$found" "fuzz/corpus/$1" -- \
        -runs="$runs" -timeout=10 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 >"$log" 2>&1 || {
        tail -n 40 "$log" >&2
        stop 1 "$1 failed; an input that did it is in fuzz/artifacts/$1, the whole output in $log"
    }
    awk -v name="$1" '/^stat::number_of_executed_units/ { runs = $2 } /^stat::average_exec_per_sec/ { speed = $2 }
        / cov: / { coverage = $4 } END { printf "ok %-14s %9d inputs, %6d a second, %5d edges\n", name, runs, speed, coverage }' "$log"
}

for target in "${targets[@]}"; do run "$target"; done
