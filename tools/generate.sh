#!/usr/bin/env bash
# Writes the files that are derived from others. With --check it writes nothing of the tree and fails where one is not current.

. "$(dirname "$0")/common.sh"
use_toolchain
need_writable

mode=${1:-}

# The sandbox's table of API commands comes from reference data that stands beside the tree where this project is developed.
command_table() {
    local reference=../shared/data/ispapi/known-commands.json
    [[ -e $reference ]] || return 0
    if [[ $mode == --check ]]; then
        "$PYTHON" tools/derive_ispapi_commands.py "$reference" --output - | cmp - data/ispapi_commands.json
    else
        "$PYTHON" tools/derive_ispapi_commands.py "$reference"
    fi
}

"$PHP" tools/generate_lang.php ${mode:+"$mode"}
command_table
