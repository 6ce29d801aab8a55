#!/usr/bin/env python3
"""Derive sandbox/data/zone_parameters.json from the facts about additional fields.

usage: derive_zone_parameters.py [FACTS] [--output FILE] [--date YYYY-MM-DD]

FACTS is additional-fields.json (default: ../shared/facts/additional-fields.json beside the
repository). The date is the day the table was derived; left out, the one in the present table is
kept, so that unchanged facts give an unchanged file. FILE `-` is standard output.

This is the sandbox's own reading: it takes only what the API reference documents, and asks what the
registrar would ask, not what a shop should show. A row is one X- parameter of one zone:
  {"tld", "parameter"}        the zone knows it
  "required": true            AddDomain is refused without it
  "when", "values"            ... but only where that other parameter has one of these values
  "agreement": true           it has to be 1
Opt-in rows (the buyer pays for them, or another procedure stands for them) are never required, and a
condition on a field that is not sent cannot be judged by a registrar.
"""
import derived_table

DEFAULT_FACTS = derived_table.SHARED / "facts" / "additional-fields.json"
TABLE = derived_table.ROOT / "sandbox" / "data" / "zone_parameters.json"


def zone(tld):
    return tld.lstrip(".").encode("idna").decode()


def asked_with_a_registration(field):
    operations = field.get("required_on", field["operations"])
    return "register" in operations and "AddDomain" in field["send_on"]


def requirement(field, by_name):
    """What makes the parameter mandatory; an empty answer: nothing that a registrar can see."""
    required = field["required"]
    if not required or field.get("opt_in") or not asked_with_a_registration(field):
        return {}
    if required is True:
        return {"required": True}
    if len(required) != 1:
        return {}
    (name, values), = required.items()
    when = by_name.get(name)
    return {"required": True, "when": when, "values": values} if when else {}


def rows(fields):
    found = {}
    for field in fields:
        if field.get("documented") != "yes" or not field["api_param"].startswith("X-"):
            continue
        for tld in field["tlds"]:
            if tld == "*idn":
                continue
            of_zone = [other for other in fields if tld in other["tlds"]]
            by_name = {other["whmcs_name"]: other["api_param"] for other in of_zone}
            row = {"tld": zone(tld), "parameter": field["api_param"]}
            row.update(requirement(field, by_name))
            if field["kind"] == "agreement":
                row["agreement"] = True
            key = row["tld"], row["parameter"]
            # Of two rows for two operations the one that asks for more counts.
            if len(row) >= len(found.get(key, {})):
                found[key] = row
    return [found[key] for key in sorted(found)]


def table(facts, date):
    header = {
        "table": "zone_parameters",
        "source": "facts about additional fields, " + facts["meta"]["state_of_sources"],
        "date": date,
    }
    return [header] + rows(facts["fields"])


if __name__ == "__main__":
    derived_table.main(__doc__, DEFAULT_FACTS, TABLE, table)
