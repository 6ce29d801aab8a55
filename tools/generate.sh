#!/usr/bin/env bash
# Writes the files that are derived from others. With --check it writes nothing of the tree and fails where one is not current.

. "$(dirname "$0")/common.sh"
use_toolchain
need_writable

mode=${1:-}
readonly FIELDS=facts/additional-fields.json

# Two tables of the sandbox come from the shared facts.
# derive TOOL FACTS TABLE
derive() {
    shared_is_here "$2" "$3" || return 0
    if [[ $mode == --check ]]; then
        "$PYTHON" "$1" "$SHARED/$2" --output - | cmp - "$3"
    else
        "$PYTHON" "$1" "$SHARED/$2"
    fi
}

# The additional fields of TLDs, and what a second reading of the same facts expects of the engine.
field_tables() {
    local facts=$SHARED/$FIELDS table fresh
    shared_is_here "$FIELDS" "the tables of additional fields" || return 0
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
    local facts=$SHARED/$FIELDS linter=tools/lint_commands.py
    shared_is_here "$FIELDS" "the golden verbs" || return 0
    "$PYTHON" tests/golden/registrar/expected.py "$facts" ${mode:+"$mode"}
    shared_is_here $linter "the golden verbs' commands" || return 0
    "$PYTHON" tests/golden/registrar/expected.py "$facts" --commands | "$PYTHON" "$SHARED/$linter" --quiet
}

"$PHP" tools/generate_lang.php ${mode:+"$mode"}
derive tools/derive_ispapi_commands.py data/ispapi/known-commands.json sandbox/data/ispapi_commands.json
derive tools/derive_zone_parameters.py "$FIELDS" sandbox/data/zone_parameters.json
field_tables
golden_verbs
