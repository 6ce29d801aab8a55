# Shared by the scripts of this folder: where things are, how to speak, how to stop. Sourced, never run.
# shellcheck shell=bash

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BUILD=$ROOT/build
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
cd "$ROOT"

# Exit codes of every script here; 1 is "it ran, and the result is bad". (make itself always ends with 2.)
readonly EXIT_USAGE=2   # it was called with something that it does not know
readonly EXIT_MISSING=3 # a package or a toolchain is missing and cannot be installed
readonly EXIT_READ_ONLY=4 # the tree cannot be written

say() { printf '%s\n' "$*"; }

# stop CODE SENTENCE: the end of the script, in words.
stop() {
    local code=$1
    shift
    printf '\n%s\n' "$*" >&2
    exit "$code"
}

# The public facts that derived tables and some tests are held against. They are no part of the project: where they do not stand
# beside the tree, what needs them is skipped in words. ISPBRIDGE_SHARED=FOLDER names another place, and then they must be there.
SHARED=${ISPBRIDGE_SHARED:-$ROOT/../shared}

# shared_is_here FILE WHAT: whether the file is there; without it WHAT is skipped, or everything ends.
shared_is_here() {
    [[ -e $SHARED/$1 ]] && return
    [[ -z ${ISPBRIDGE_SHARED:-} ]] || stop $EXIT_MISSING "ISPBRIDGE_SHARED has no $1, which $2 needs."
    say "skip $2: $1 is not here"
    return 1
}

# The PHP that the extension is built for and tested with: the one of the Debian release, or ISPBRIDGE_PHP=8.x.
php_version() {
    if [[ -n ${ISPBRIDGE_PHP:-} ]]; then
        say "$ISPBRIDGE_PHP"
        return
    fi
    local release
    release=$(sed -n 's/^VERSION_ID="\{0,1\}\([0-9.]*\)"\{0,1\}$/\1/p' /etc/os-release 2>/dev/null || true)
    case $release in
        12) say 8.2 ;;
        13) say 8.4 ;;
        *) stop $EXIT_MISSING "This is not Debian 12 or 13, so the names of its PHP packages are not known." \
            "Say which PHP to build for, for example: ISPBRIDGE_PHP=8.3 make demo" ;;
    esac
}

# The oldest Rust that can build this, as Cargo.toml says.
rust_wanted() {
    sed -n 's/^rust-version = "\([0-9.]*\)".*/\1/p' Cargo.toml
}

# new_enough VERSION: whether this Rust can build the project.
new_enough() {
    [[ -n $(rust_wanted) ]] || stop 1 "Cargo.toml does not say which Rust is needed (rust-version)."
    [[ -n $1 && $(printf '%s\n' "$(rust_wanted)" "$1" | sort -V | head -n 1) == "$(rust_wanted)" ]]
}

rust_serves() {
    command -v cargo >/dev/null && new_enough "$(rustc --version 2>/dev/null | sed -n 's/^rustc \([0-9.]*\).*/\1/p')"
}

# Sets what every child needs to know. ext-php-rs reads PHP and PHP_CONFIG when it builds.
use_toolchain() {
    local version
    version=$(php_version)
    export PHP=/usr/bin/php$version PHP_CONFIG=/usr/bin/php-config$version PHP_FPM=/usr/sbin/php-fpm$version
    export PYTHON=/usr/bin/python3 # Debian's own: the one that python3-selenium is installed for
    export PYTHONDONTWRITEBYTECODE=1
    # rustup's folder first: /usr/bin may have an older cargo of Debian's.
    export PATH=${CARGO_HOME:-${HOME:-/root}/.cargo}/bin:$PATH
    if ! rust_serves && command -v rustup >/dev/null; then
        export RUSTUP_TOOLCHAIN=stable # the default that was chosen for this machine is too old
    fi
}

need_writable() {
    local folder
    for folder in "$BUILD" "$TARGET"; do
        # The test writes a file: root may pass `test -w` on a read-only file system.
        if ! { mkdir -p "$folder" && : >"$folder/.writable" && rm "$folder/.writable"; } 2>/dev/null; then
            stop $EXIT_READ_ONLY "Cannot write to $folder, where everything that is built goes." \
                "Copy the tree to a place that you may write to, and run this there."
        fi
    done
}

# The extension and the sandbox, in the light profile. They have a folder of their own under target/: `cargo test` also makes a
# libispbridge.so, one without the binding, and must not overwrite this one.
export ISPBRIDGE_EXTENSION=$TARGET/demo/libispbridge.so
export ISPBRIDGE_SANDBOX=$TARGET/demo/ispbridge-sandbox

build_demo() {
    cargo build --locked --quiet --workspace --profile demo
}

# wire_program VERB ARGUMENT...: builds the Rust part of the benchmark as `cargo VERB` builds (bench or test), and says where it is.
wire_program() {
    local verb=$1 program
    shift
    program=$(cargo "$verb" --locked --quiet --no-default-features --bench wire --no-run --message-format=json "$@" |
        sed -n 's/.*"name":"wire".*"executable":"\([^"]*\)".*/\1/p' | tail -n 1)
    [[ -x $program ]] || stop 1 "The Rust part of the benchmark was not built."
    say "$program"
}
