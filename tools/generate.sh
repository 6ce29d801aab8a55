#!/usr/bin/env bash
# Writes the files that are derived from others. With --check it writes nothing of the tree and fails where one is not current.

. "$(dirname "$0")/common.sh"
use_toolchain
need_writable

mode=${1:-}

# Two tables of the sandbox come from reference data that stand beside the tree where this project is developed.
# derive TOOL REFERENCE TABLE
derive() {
    [[ -e $2 ]] || return 0
    if [[ $mode == --check ]]; then
        "$PYTHON" "$1" "$2" --output - | cmp - "$3"
    else
        "$PYTHON" "$1" "$2"
    fi
}

# The additional fields of TLDs, and what a second reading of the same facts expects of the engine.
field_tables() {
    local facts=../shared/facts/additional-fields.json table fresh
    [[ -e $facts ]] || return 0
    if [[ $mode == --check ]]; then
        fresh=$(mktemp -d "$BUILD/fields.XXXXXX")
        "$PYTHON" tools/derive_additional_fields.py "$facts" --output "$fresh"
        for table in additional_fields additional_field_stock; do cmp "$fresh/$table.json" "data/$table.json"; done
        rm -r "$fresh"
    else
        "$PYTHON" tools/derive_additional_fields.py "$facts"
    fi
    "$PYTHON" tests/fields/second_reading.py "$facts" ${mode:+"$mode"}
}

# What a second reading of the facts expects of each verb, zone by zone, and its commands held against the API reference.
golden_verbs() {
    local facts=../shared/facts/additional-fields.json linter=../shared/tools/lint_commands.py
    [[ -e $facts ]] || return 0
    "$PYTHON" tests/golden/registrar/expected.py "$facts" ${mode:+"$mode"}
    [[ -e $linter ]] || return 0
    "$PYTHON" tests/golden/registrar/expected.py "$facts" --commands | "$PYTHON" "$linter" --quiet
}

"$PHP" tools/generate_lang.php ${mode:+"$mode"}
derive tools/derive_ispapi_commands.py ../shared/data/ispapi/known-commands.json data/ispapi_commands.json
derive tools/derive_zone_parameters.py ../shared/facts/additional-fields.json sandbox/data/zone_parameters.json
field_tables
golden_verbs
