#!/usr/bin/env python3
"""Makes data/additional_fields.json and data/additional_field_stock.json from the facts that stand beside the tree.

    derive_additional_fields.py [FACTS] [--output FOLDER] [--date YYYY-MM-DD]

FACTS is additional-fields.json, a table of what registries ask and the API parameter each answer becomes. The date is that of
the tables that are there unless one is given, so that unchanged facts give unchanged files.

additional_fields.json has one row a field, sorted by id. A row that is never asked or never sent is left out: superseded ones,
those without an operation, and those whose parameter no command takes. Where TLDs or commands of a row differ, it becomes
several rows. A column that says nothing is left out:
  tlds            A-labels without dot; "*idn" is any internationalised name
  operations      register, transfer, trade, update, whoisprivacy, application
  name, aliases   how WHMCS stores the value, and under which names older configurations did
  label, help     texts of additional_field_texts.json
  options         [[value, text], ...], or "countries"
  legacy          {stored label: value}
  required        true, or {other field: [values]}; required_on: only for these operations
  rule            what is done to a value, see src/registrar/fields/value.rs
  param, send_on  what it becomes, and with which commands; without param it is a question of ours alone
  only_if         {other field: [values]}, an empty list meaning any value; else the field is not sent
  not_taken       {command: [values]} that this command does not take; they are left out there
  undocumented    the reference lacks the parameter: only behind the switch of its TLD
  opt_in          only behind the switch of its TLD; skip_countries: not for registrants there
  removes         {value: [contact, field]} that is left out of the command
  waived_by_trustee, individuals_only   as they say
additional_field_stock.json has one row a TLD: the fields that WHMCS ships and that no row uses.
"""
import argparse
import json
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent.parent
DEFAULT_FACTS = HERE.parent / "shared" / "facts" / "additional-fields.json"
SOURCE = "additional-fields.json of the facts: public module sources, changelogs and API reference, state of July 2026"

COMMANDS = {
    "register": "AddDomain",
    "transfer": "TransferDomain",
    "trade": "TradeDomain",
    "update": "ModifyDomain",
    "whoisprivacy": "ModifyDomain",
    "application": "AddDomainApplication",
}

# The value rules of the facts, by the names that the engine knows.
RULES = {
    None: None,
    'send option value; value "0" is a value, only "" is empty': None,
    "not sent": None,
    "ticked -> 1, else omit": "tick",
    "ticked -> 1": "tick",
    "omit unless 1": "tick",
    "ticked -> Y, else omit": "tick_y",
    "ticked -> 1, else 0": "tick_or_0",
    "ticked -> N, else Y": "tick_n_else_y",
    'ticked -> current UTC time "YYYY-MM-DD HH:MM:SS"': "tick_time",
    "set by the module when the box is ticked": "tick_time",
    "0 = protected, 1 = published (inverse of the WHMCS switch)": None,
    "upper-case": "upper",
    "lower-case": "lower",
    "YYYY-MM-DD": "date",
    "prefix mailto: if it contains @, else https:// if no scheme": "uri",
    "CHE + 9 digits": "uid",
    "UID or the word PUBLIC": "uid_or_public",
}

PREFILLS = {
    None: None,
    "client tax_id": "tax_id",
    'client custom field "DK-Hostmaster User ID" (text id dkhostmasteruserid)': "dk_user_id",
    "client language (English -> EN, French -> FR)": "language",
    "client language": "language",
    "O if the client has a company name, else P": "owner_type",
}

EEA = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
)
COUNTRIES = {
    None: [],
    "EU/EEA member states": EEA.split(),
    "EU/EEA member states, CH, SM, VA": EEA.split() + ["CH", "SM", "VA"],
    "EU/EEA member states, CH and French overseas territories": EEA.split()
    + "CH BL GF GP MF MQ NC PF PM RE TF WF YT".split(),
    "JP": ["JP"],
    "SG": ["SG"],
}

CONDITIONS = {
    "/^(CCT|RES|ABO|LGR)$/": ["CCT", "RES", "ABO", "LGR"],
    "/^.+$/": [],
}

# What the facts say in their notes, beyond their columns.
REMARKS = {
    "ca:X-CA-LEGALTYPE": {"legacy": {"HOS": "HOP"}},
    "com.br:X-BR-REGISTER-NUMBER": {"waived_by_trustee": True},
    "com.hk:X-HK-REGISTRANT-DOCUMENT-TYPE": {"legacy": {"CRS": "CRES"}},
    "eu:X-EU-REGISTRANT-CITIZENSHIP": {
        "individuals_only": True,
        "not_taken": {c: ["is", "li", "no"] for c in ("ModifyDomain", "TransferDomain")},
    },
    "arts.ro:X-RO-PERSONTYPE": {"not_taken": {"TradeDomain": ["pi"]}},
    "it:X-IT-PIN": {"waived_by_trustee": True},
    "it:X-IT-REGISTRANT-ENTITY-TYPE": {"removes": {"1": ["OWNERCONTACT0", "ORGANIZATION"]}},
    "us:X-US-NEXUS-VALIDATOR": {"only_if": {"Nexus Category": ["C31", "C32"]}},
}

# Terms for individuals are "only for individuals": they go where they are required.
ONLY_WHERE_REQUIRED = {
    "com.hk:X-HK-ACCEPT-INDIVIDUAL-REGISTRATION-TAC",
    "es:X-ES-ACCEPT-INDIVIDUAL-REGISTRATION-TAC",
}


def label(tld):
    name = tld.lstrip(".")
    return name if name.isascii() else name.encode("idna").decode("ascii")


def with_applications(fact):
    """A premium name is registered by an application, which then carries what the registration of an ordinary one does."""
    command = COMMANDS["application"]
    known = command in fact.get("api_commands", []) and "register" in fact["operations"]
    if not known or "application" in fact["operations"]:
        return fact
    operations, commands = [*fact["operations"], "application"], [*fact["send_on"], command]
    return {**fact, "operations": operations, "send_on": commands}


def is_offered(fact):
    sendable = fact["api_param"] is None or fact["send_on"] or fact.get("documented") == "no"
    return bool(fact["operations"]) and not fact.get("superseded_by") and bool(sendable)


def send_on(fact):
    if fact.get("documented") == "no":
        return sorted({COMMANDS[operation] for operation in fact["operations"]})
    return sorted(fact["send_on"])


def rule(fact):
    given = RULES[fact.get("value_rule")]
    if given is None and fact.get("note", "").startswith("YYYY-MM-DD"):
        return "date"
    return "tick" if given is None and fact["type"] == "tickbox" else given


def legacy(fact):
    """Stored labels and their values. Of a trustee's question two labels, "not wanted / wanted", were joined to one."""
    values = fact.get("legacy_values") or {}
    if fact["kind"] == "trustee":
        pairs = [joined.rsplit(" / ", 1) for joined in values]
        return {text: value for pair in pairs for text, value in zip(pair, ("", "1"))}
    known = {value for value, _ in fact["options"] or []}
    return {text: value for text, value in values.items() if text != value or text not in known}


def options(fact):
    pairs = fact["options"] or []
    return "countries" if pairs and pairs[0][0].startswith("{ALL-ISO") else pairs


def kind_of_input(fact, given_rule):
    if fact["kind"] == "notice":
        return "display"
    return "tickbox" if given_rule == "tick_time" else fact["type"]


def help_text(row):
    by_rule = {
        "date": "help:date",
        "tick_time": "help:time",
        "uid": "help:uid",
        "uid_or_public": "help:uid_or_public",
        "uri": "help:uri",
    }
    if row["kind"] == "notice":
        return "help:notice"
    if row["kind"] == "trustee":
        return "help:trustee"
    if row["kind"] == "agreement" and row["type"] == "tickbox":
        return "help:ssl" if row["param"] == "X-ACCEPT-SSL-REQUIREMENT" else "help:terms"
    if row.get("prefill") == "dk_user_id":
        return "help:dk_user_id"
    return by_rule.get(row.get("rule"))


def removes(fact):
    named = fact.get("removes") or {}
    return {value: next(iter(contact.items())) for value, contact in named.items()}


def row_of(fact):
    given_rule = rule(fact)
    condition = fact.get("only_if") or {}
    row = {
        "id": label(fact["id"]),
        "tlds": sorted(label(tld) for tld in fact["tlds"]),
        "operations": fact["operations"],
        "kind": fact["kind"],
        "name": fact["whmcs_name"],
        "aliases": [name for name in fact.get("aliases", []) if name != fact["whmcs_name"]],
        "label": fact["label"],
        "type": kind_of_input(fact, given_rule),
        "options": options(fact),
        "legacy": legacy(fact),
        "required": fact["required"],
        "required_on": fact.get("required_on", []),
        "default": fact.get("default", ""),
        "prefill": PREFILLS[fact.get("prefill")],
        "rule": given_rule,
        "param": fact["api_param"],
        "send_on": send_on(fact),
        "only_if": {field: CONDITIONS[pattern] for field, pattern in condition.items()},
        "undocumented": fact.get("documented") == "no",
        "opt_in": fact.get("opt_in", False),
        "skip_countries": sorted(COUNTRIES[fact.get("skip_countries")]),
        "removes": removes(fact),
    }
    for column, value in REMARKS.get(fact["origin"], {}).items():
        row[column] = {**row[column], **value} if column == "legacy" else value
    if fact["origin"] in ONLY_WHERE_REQUIRED:
        row["only_if"] = fact["required"]
    if row["param"] == "X-DE-NSENTRY":
        row["param"] += "0"  # a list in the reference; a field of WHMCS is one line
    row["help"] = help_text(row)
    return row


def parted(fact):
    """A fact whose TLDs differ in their operations, as one fact for each set of operations."""
    differing = fact.get("operations_by_tld") or {}
    common = [tld for tld in fact["tlds"] if tld not in differing]
    yield dict(fact, tlds=common, origin=fact["id"])
    for tld, operations in differing.items():
        parameter = fact["id"].split(":", 1)[1]
        part = {"id": f"{label(tld)}:{parameter}", "tlds": [tld], "operations": operations}
        yield {**fact, **part, "origin": fact["id"]}


def field_rows(facts):
    offered = [fact for fact in facts["fields"] if is_offered(fact)]
    lost = {*REMARKS, *ONLY_WHERE_REQUIRED} - {fact["id"] for fact in offered}
    assert not lost, f"remarks on rows that are not there: {lost}"
    rows = [row_of(with_applications(part)) for fact in offered for part in parted(fact)]
    filled = ({key: value for key, value in row.items() if value or value == "0"} for row in rows)
    return sorted(filled, key=lambda row: row["id"])


def stock_rows(facts, rows):
    for tld, stock in sorted(facts["stock_fields"].items()):
        used = {row["name"] for row in rows if label(tld) in row["tlds"]}
        unused = sorted(set(stock["names"]) - used)
        if unused:
            yield {"tld": label(tld), "remove": unused}


def check(rows):
    """No TLD has two fields that could read one stored value, and a condition names a field of the same TLD."""
    for row in rows:
        for tld in row["tlds"]:
            others = [other for other in rows if tld in other["tlds"] and other is not row]
            names = {row["name"], *row.get("aliases", [])}
            clash = [o["id"] for o in others if names & {o["name"], *o.get("aliases", [])}]
            assert not clash, f"{row['id']} shares a name with {clash}"
            conditions = [row.get("only_if", {}), row.get("required")]
            for condition in (c for c in conditions if isinstance(c, dict)):
                known = {other["name"] for other in others}
                assert set(condition) <= known, f"{row['id']}: no field {set(condition) - known}"
        assert re.fullmatch(r"[a-z0-9.*-]+:[A-Za-z0-9-]+", row["id"]), row["id"]


def render(rows, date):
    lines = [json.dumps({"source": SOURCE, "date": date}, ensure_ascii=False)]
    lines += [json.dumps(row, ensure_ascii=False) for row in rows]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def present_date():
    table = HERE / "data" / "additional_fields.json"
    return json.loads(table.read_text(encoding="utf-8"))[0]["date"] if table.exists() else None


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("facts", nargs="?", default=DEFAULT_FACTS, type=pathlib.Path)
    parser.add_argument("--output", default=HERE / "data", type=pathlib.Path)
    parser.add_argument("--date", default=None)
    arguments = parser.parse_args()
    date = arguments.date or present_date()
    if date is None:
        parser.error("there is no table yet: give its date with --date")
    facts = json.loads(arguments.facts.read_text(encoding="utf-8"))
    rows = field_rows(facts)
    check(rows)
    tables = {"additional_fields": rows, "additional_field_stock": list(stock_rows(facts, rows))}
    for name, table in tables.items():
        (arguments.output / f"{name}.json").write_text(render(table, date), encoding="utf-8")


if __name__ == "__main__":
    main()
