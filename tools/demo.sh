#!/usr/bin/env bash
# Installs what the demo needs, builds it and runs it: demo.sh [--once].

. "$(dirname "$0")/common.sh"
tools/need.sh demo
use_toolchain
say "Building the extension and the sandbox (a few minutes the first time) ..."
build_demo || stop 1 "The build failed; the reason stands above."
exec "$PYTHON" tools/demo.py "$@"
