#!/usr/bin/env bash
# Installs what is missing on a bare Debian 12 or 13: need.sh demo | lint | test. Silent and offline when nothing is missing.

. "$(dirname "$0")/common.sh"

# One list a purpose; "test" has "lint", "lint" has "demo".
packages() {
    local php
    php=php$(php_version)
    say build-essential libclang-dev python3 \
        "$php-cli" "$php-dev" "$php-mbstring" "$php-sqlite3" "$php-xml" \
        php-illuminate-database php-nesbot-carbon smarty4
    [[ $1 == demo ]] || say php-codesniffer
    [[ $1 != test ]] || say "$php-curl" "$php-fpm" "$php-mysql" chromium chromium-driver libfcgi-bin mariadb-server phpunit \
        python3-selenium
}

missing_packages() {
    local package
    for package in $(packages "$1"); do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || say "$package"
    done
}

as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# install PACKAGE...
install() {
    local command="apt-get install --no-install-recommends $*"
    command -v apt-get >/dev/null ||
        stop $EXIT_MISSING "Missing: $*. This machine has no apt-get; please install what corresponds."
    if ((EUID != 0)) && ! command -v sudo >/dev/null; then
        stop $EXIT_MISSING "Missing: $*. Neither root nor sudo is at hand; as root, run: $command"
    fi
    say "Installing Debian packages: $*"
    as_root apt-get -qq update ||
        say "The package lists could not be refreshed; going on with the ones that are here."
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -y -o Dpkg::Use-Pty=0 install --no-install-recommends "$@" >"$BUILD/apt.log" 2>&1 ||
        {
            tail -n 15 "$BUILD/apt.log" >&2
            stop $EXIT_MISSING "Debian's packages could not be installed; by hand: $command"
        }
}

# The linters come apart from the compiler, in Debian as in rustup.
linters_serve() {
    [[ $1 == demo ]] || { cargo fmt --version && cargo clippy --version; } >/dev/null 2>&1
}

debian_serves() {
    new_enough "$(LC_ALL=C apt-cache policy rustc 2>/dev/null | sed -n 's/^  Candidate: \([0-9.]*\).*/\1/p')"
}

no_rust() {
    stop $EXIT_MISSING "Rust $(rust_wanted) or newer is needed, this Debian has none or an older one, and $1." \
        "Please install it (https://rustup.rs tells how) and run this again."
}

install_rustup() {
    local script=$BUILD/rustup-init.sh
    command -v curl >/dev/null && [[ -e /etc/ssl/certs/ca-certificates.crt ]] || install curl ca-certificates
    say "Installing Rust through rustup, into ${CARGO_HOME:-$HOME/.cargo}"
    curl --proto '=https' --tlsv1.2 --silent --show-error --fail --connect-timeout 15 \
        --output "$script" https://sh.rustup.rs ||
        no_rust "rustup's server cannot be reached from here"
    # An older cargo of Debian's may stay where it is.
    RUSTUP_INIT_SKIP_PATH_CHECK=yes sh "$script" -y --quiet --no-modify-path --profile minimal --default-toolchain stable ||
        no_rust "rustup could not install one"
}

# Debian's own where it is new enough and nothing else was chosen; else rustup.
install_rust() {
    if ! command -v rustup >/dev/null && debian_serves; then
        install cargo rustc
    elif command -v rustup >/dev/null; then
        rustup toolchain install stable --profile minimal || no_rust "rustup could not install a newer one"
    else
        install_rustup
    fi
    use_toolchain
    rust_serves || no_rust "the one that is here is too old"
}

install_linters() {
    if command -v rustup >/dev/null; then
        rustup --quiet component add rustfmt clippy
    else
        install rustfmt rust-clippy
    fi || stop $EXIT_MISSING "rustfmt and clippy are missing and could not be added to this Rust."
}

purpose=${1:?need.sh demo, lint or test}
need_writable
command -v dpkg-query >/dev/null ||
    stop $EXIT_MISSING "This is made for Debian 12 or 13, and this machine has no dpkg-query. The packages it would" \
        "install are listed in tools/need.sh."
use_toolchain
mapfile -t missing < <(missing_packages "$purpose")
((${#missing[@]} == 0)) || install "${missing[@]}"
rust_serves || install_rust
linters_serve "$purpose" || install_linters
