#!/usr/bin/env python3
"""Derive sandbox/data/ispapi_commands.json from the reference data about the ISPAPI commands.

usage: derive_ispapi_commands.py [REFERENCE] [--output FILE] [--date YYYY-MM-DD]

REFERENCE is known-commands.json (default: ../shared/data/ispapi/known-commands.json beside the
repository). The date is the day the table was derived; left out, the one in the present table is
kept, so that an unchanged reference gives an unchanged file. FILE `-` is standard output.

The table is a JSON array, one row a line, sorted. First row: the header, with the source and the
field names of contact data. Then, per command and variant (some commands are documented twice):
  {"command", "variant", "page"}                        the variant exists; "contacts" tells whether
                                                        contact data may stand for a handle
  {"command", "variant", "one_of": [[[name..]..]..]}    of each group, one alternative is mandatory
  {"command", "variant", "param", "min", ...}           one parameter; "array": [first, last] when
                                                        it is a list (last null = unbounded),
                                                        "kinds", "enum", "regex", "null" its type
"""
import derived_table

DEFAULT_REFERENCE = derived_table.SHARED / "data" / "ispapi" / "known-commands.json"
TABLE = derived_table.ROOT / "sandbox" / "data" / "ispapi_commands.json"


def type_fields(kind):
    fields = {key: kind[key] for key in ("kinds", "enum", "regex") if kind.get(key)}
    if kind["nullable"]:
        fields["null"] = True
    return fields


def parameter_rows(command, variant):
    for section in ("params", "arrays"):
        for name, entry in variant[section].items():
            row = dict(command, param=name, min=entry["min"])
            if section == "arrays":
                row["array"] = [entry["first"], entry["max_index"]]
            yield dict(row, **type_fields(entry["type"]))


def command_rows(reference):
    for key, entry in reference["commands"].items():
        one_of = reference["rules"].get(key, {}).get("one_of")
        for number, variant in enumerate(entry["variants"]):
            command = {"command": entry["name"], "variant": number}
            head = dict(command, page=variant["doc"])
            if variant.get("contact_substitution"):
                head["contacts"] = variant["contact_substitution"]
            yield head
            if one_of:
                yield dict(command, one_of=one_of)
            yield from parameter_rows(command, variant)


def order(row):
    rank = 0 if "page" in row else 1 if "one_of" in row else 2
    return row["command"].upper(), row["variant"], rank, row.get("param", ""), "array" in row


def header(reference, date):
    source = reference["generated_from"]
    return {
        "table": "ispapi_commands",
        "source": f"https://github.com/{source['repository']}/tree/{source['commit']}",
        "date": date,
        "contact_fields": reference["patterns"]["contact_data"]["fields"],
        "contact_roles": reference["patterns"]["contact_data"]["roles"],
    }


def rows(reference, date):
    return [header(reference, date)] + sorted(command_rows(reference), key=order)


if __name__ == "__main__":
    derived_table.main(__doc__, DEFAULT_REFERENCE, TABLE, rows)
