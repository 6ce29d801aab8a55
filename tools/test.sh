#!/usr/bin/env bash
# Runs every suite, also after one has failed, and ends with one line: "N passed, N failed".
# test.sh SUITE... runs only the suites of these names, and the build that they need.

. "$(dirname "$0")/common.sh"
use_toolchain
need_writable

wanted=("$@")
mapfile -t known < <(sed -n 's/^suite \([a-z-]*\) .*/\1/p' "${BASH_SOURCE[0]}")
for name in "${wanted[@]}"; do
    [[ " ${known[*]} " == *" $name "* ]] || stop $EXIT_USAGE "There is no suite \"$name\". There are: ${known[*]}"
done
results=$BUILD/test
export ISPBRIDGE_JOURNALS=$results/journals     # every suite leaves the commands here that reached the sandbox
export ISPBRIDGE_SCREENSHOTS=$BUILD/screenshots # what the browser saw
rm -rf "$results" "$ISPBRIDGE_SCREENSHOTS"
mkdir -p "$ISPBRIDGE_JOURNALS" "$ISPBRIDGE_SCREENSHOTS"
tally=$results/tally

# suite NAME KIND COMMAND...: runs it, shows it, counts it. KIND is one of tools/tally.py.
suite() {
    local name=$1 kind=$2 status=0 start=$SECONDS
    shift 2
    if ((${#wanted[@]} > 0)) && [[ " build ${wanted[*]} " != *" $name "* ]]; then return; fi
    say "" && say "== $name"
    "$@" 2>&1 | tee "$results/$name.log" || status=$?
    say "$name $("$PYTHON" tools/tally.py "$kind" "$results/$name.log" "$status") $((SECONDS - start))" >>"$tally"
}

# Where the build fails, no suite may pass with what an earlier one left.
build() {
    rm -f "$ISPBRIDGE_EXTENSION" "$ISPBRIDGE_SANDBOX"
    build_demo && say "ok the extension and the sandbox"
}

rust_tests() { cargo test --locked --no-default-features --workspace --no-fail-fast; }

# php-src's own runner, one PHP process a test; it finds the PHP to test through the environment.
phpt() {
    NO_INTERACTION=1 TEST_PHP_EXECUTABLE=$PHP "$PHP" "$("$PHP_CONFIG" --extension-dir)/build/run-tests.php" \
        -q -j2 --no-color --no-progress -d "extension=$ISPBRIDGE_EXTENSION" tests/phpt
}

phpunit() {
    "$PHP" -d "extension=$ISPBRIDGE_EXTENSION" /usr/bin/phpunit --bootstrap "tests/$1/bootstrap.php" --testsuite "$1"
}

on_mariadb() { ISPBRIDGE_DATABASE=mariadb "$@"; }

python_tests() { "$PYTHON" -W error::ResourceWarning -m unittest discover --verbose --start-directory "$1" --top-level-directory "$1"; }

# No figures: whether the benchmark still runs and its contenders agree. The build is not for release.
benchmark() {
    local wire
    wire=$(wire_program test --workspace) || return
    ISPBRIDGE_WIRE=$wire ISPBRIDGE_FIGURES=$results/bench "$PYTHON" benches/run.py once >/dev/null && say "ok the benchmark"
}

# The command journals of the suites above, held against the API reference.
commands() {
    local linter=tools/lint_commands.py journal status=0
    shared_is_here $linter commands || return 0
    for journal in "$ISPBRIDGE_JOURNALS"/*.jsonl; do
        if "$PYTHON" "$SHARED/$linter" "$journal"; then
            say "ok $(basename "$journal")"
        else
            say "not ok $(basename "$journal")"
            status=1
        fi
    done
    return $status
}

summary() {
    local passed failed
    say ""
    awk 'BEGIN { row = "%-10s %7s %7s %8s %8s\n"; printf row, "suite", "passed", "failed", "skipped", "seconds" }
         { printf row, $1, $2, $3, $4, $5 }' "$tally"
    read -r passed failed < <(awk '{ passed += $2; failed += $3 } END { print passed + 0, failed + 0 }' "$tally")
    say "$passed passed, $failed failed" | tee "$results/closing"
    ((failed == 0 && passed > 0))
}

suite build checks build
suite lint checks tools/lint.sh
suite rust cargo rust_tests
suite phpt phpt phpt
suite php phpunit phpunit php
suite host phpunit phpunit host
suite slice phpunit phpunit slice
suite slice-mariadb phpunit on_mariadb phpunit slice
suite fpm unittest python_tests tests/fpm
suite chaos unittest python_tests tests/chaos
suite browser unittest python_tests tests/browser
suite bench checks benchmark
suite demo checks "$PYTHON" tools/demo.py --once
suite commands checks commands
summary
