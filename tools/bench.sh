#!/usr/bin/env bash
# Measures what is claimed: bench.sh [--quick]. Builds the extension as it is shipped, then runs benches/run.py.

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
wire=$(cargo bench --locked --quiet --no-default-features --bench wire --no-run --message-format=json |
    sed -n 's/.*"name":"wire".*"executable":"\([^"]*\)".*/\1/p' | tail -n 1)
[[ -x $wire ]] || stop 1 "The Rust part of the benchmark was not built."

ISPBRIDGE_EXTENSION=$extension ISPBRIDGE_WIRE=$wire ISPBRIDGE_SANDBOX=$TARGET/release/ispbridge-sandbox exec "$PYTHON" benches/run.py "$@"
