#!/usr/bin/env bash
# Every check of form over the whole tree; each prints "ok NAME" or "not ok NAME" with its reasons above it, and "skip NAME"
# where the shared facts are not at hand.

. "$(dirname "$0")/common.sh"
use_toolchain
need_writable

failures=0
log=$BUILD/lint.log

# check NAME COMMAND...
check() {
    local name=$1
    shift
    if "$@" >"$log" 2>&1; then
        grep '^skip ' "$log" || true
        say "ok $name"
    else
        cat "$log"
        say "not ok $name"
        failures=$((failures + 1))
    fi
}

# The tree's own files that exist, so that the checks work in a clone and in an unpacked archive alike.
files() {
    find . \( -path ./target -o -path ./build -o -path ./.git -o -path ./fuzz/target \) -prune -o -type f -name "$1" -print | sort
}

php_parses() {
    local file told status=0
    while read -r file; do
        told=$("$PHP" -n -l "$file" 2>&1) && [[ $told == "No syntax errors detected in $file" ]] || { say "$told" && status=1; }
    done < <(files '*.php')
    return $status
}

shell_parses() {
    local file status=0
    while read -r file; do bash -n "$file" || status=1; done < <(
        files '*.sh'
        say .ci/run
    )
    return $status
}

python_parses() {
    local file status=0
    while read -r file; do
        "$PYTHON" -W error -c 'import sys; compile(open(sys.argv[1]).read(), sys.argv[1], "exec")' "$file" || status=1
    done < <(files '*.py')
    return $status
}

# No picture of the tests' own counting may be wrong unnoticed, so its examples run here.
python_examples() { "$PYTHON" -m doctest tools/tally.py benches/report.py; }

# What `make generate` writes is what is committed.
generated() { tools/generate.sh --check; }

check "rustfmt" cargo fmt --all --check
check "rustfmt, the fuzz targets" cargo fmt --manifest-path fuzz/Cargo.toml --check
check "clippy, as the tests are built" cargo clippy --locked --quiet --no-default-features --workspace --all-targets -- -D warnings
check "clippy, with the binding" cargo clippy --locked --quiet --lib --features php -- -D warnings
# A workspace of their own, that no other build reads.
check "clippy, the fuzz targets" cargo clippy --locked --quiet --manifest-path fuzz/Cargo.toml --target-dir "$TARGET" -- -D warnings
check "PHP parses" php_parses
check "PHP style (PSR-12)" "$PHP" /usr/bin/phpcs -q --standard=phpcs.xml.dist
check "shell parses" shell_parses
check "Python parses" python_parses
check "Python examples" python_examples
check "generated files are current" generated

((failures == 0))
