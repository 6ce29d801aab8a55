#!/usr/bin/env bash
# Measures what is claimed: bench.sh [quick]. Builds the extension as it is shipped, then runs benches/run.py.

. "$(dirname "$0")/common.sh"
use_toolchain
need_writable

# The measured extension is the release build; a bench target has no PHP engine behind it, so it is built without the binding.
say "Building for release (several minutes the first time) ..."
cargo build --locked --quiet --release --package ispbridge
cargo build --locked --quiet --release --package ispbridge-sandbox
extension=$BUILD/bench/libispbridge.so
mkdir -p "$BUILD/bench"
cp "$TARGET/release/libispbridge.so" "$extension" # the next build, without the binding, writes one of the same name
wire=$(wire_program bench)

ISPBRIDGE_EXTENSION=$extension ISPBRIDGE_WIRE=$wire ISPBRIDGE_SANDBOX=$TARGET/release/ispbridge-sandbox ISPBRIDGE_FIGURES=$BUILD/bench \
    exec "$PYTHON" benches/run.py "$@"
