#!/usr/bin/env python3
"""A second reading of the facts on additional fields: what each order must carry, for made-up answers to each TLD.

    second_reading.py [FACTS] [--check]

Written from additional-fields.json and its page, not from the engine. It goes through every TLD and every operation and writes
tests/golden/fields/expected.json, with which tests/additional_fields.rs compares the engine; with --check it only compares.

A case has the answers, the circumstances that differ from the usual ones, and either what is sent (`params`, `removed` contact
fields, `kept` values that WHMCS should store) or what is wrong (`faults`).
"""
import argparse
import html
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
FACTS = HERE.parents[2] / "shared" / "facts" / "additional-fields.json"
EXPECTED = HERE.parent / "golden" / "fields" / "expected.json"
NOW = "2026-01-02 03:04:05"

COMMAND_OF = {
    "register": "AddDomain",
    "transfer": "TransferDomain",
    "trade": "TradeDomain",
    "update": "ModifyDomain",
    "whoisprivacy": "ModifyDomain",
    "application": "AddDomainApplication",
}
# Zones without rows of their own, which "inherit from their parent TLD".
HEIRS = [".com.se", ".msk.ru", ".edu.it"]
TICKS = {"on", "1", "yes", "true"}
BLANKS = {"", "0", "off", "no", "false"}


class Fault(Exception):
    """What is wrong with an answer, in one word."""


class Reading:
    """The facts, asked for one TLD at a time."""

    def __init__(self, facts):
        self.rows = facts["fields"]
        tlds = {tld for row in self.rows for tld in row["tlds"]}
        self.tlds = sorted(tlds - {"*idn"}) + HEIRS

    def rows_of(self, tld):
        for zone in (tld, "." + tld.split(".", 2)[-1]):
            rows = [row for row in self.rows if zone in row["tlds"]]
            if rows:
                return zone, rows
        return tld, []

    def offered(self, tld):
        """Superseded rows and those that no command takes are no fields of anybody's."""
        zone, rows = self.rows_of(tld)
        for row in rows:
            never_sent = row["api_param"] and not row["send_on"] and row["documented"] != "no"
            if not never_sent and not row.get("superseded_by") and row["operations"]:
                yield zone, row


class Order:
    """One command for one domain, with the answers of its customer."""

    def __init__(self, reading, tld, operation, answers, circumstances):
        self.offered = list(reading.offered(tld))
        self.operation = operation
        self.command = COMMAND_OF[operation]
        self.answers = answers
        self.country = circumstances.get("country")
        self.organization = circumstances.get("organization", False)
        self.switched = circumstances.get("switched", False)
        self.consented = circumstances.get("consented", False)

    def is_asked(self, zone, row):
        """Rules 3, 4 and 5 of the page, and the columns opt_in and skip_countries."""
        operations = row.get("operations_by_tld", {}).get(zone, row["operations"])
        applied_for = self.operation == "application" and is_applied_for(row, operations)
        if not (self.operation in operations or applied_for) or row["kind"] == "notice":
            return False
        undocumented = row.get("documented") == "no"
        if row["api_param"] and not undocumented and self.command not in row["send_on"] and not applied_for:
            return False
        if (undocumented or row.get("opt_in")) and not self.switched:
            return False
        consent = row["kind"] in ("agreement", "trustee")
        if consent and self.command == "ModifyDomain" and not self.consented:
            return False
        if self.country and self.country in countries(row.get("skip_countries")):
            return False
        # .eu: "Only for natural persons"
        return not (row["api_param"] == "X-EU-REGISTRANT-CITIZENSHIP" and self.organization)

    def stored(self, row):
        """Rule 1: the value under the name, else under an alias; labels of older files are mapped."""
        box = row["type"] == "tickbox" or is_trustee(row) or is_time(row)
        for name in [row["whmcs_name"], *row.get("aliases", [])]:
            if name in self.answers:
                text = html.unescape(str(self.answers[name])).strip()
                if box or text:
                    return self.mapped(row, text), True
        seen = any(name in self.answers for name in [row["whmcs_name"], *row.get("aliases", [])])
        return (row.get("default", "") if row["type"] == "hidden" else ""), seen

    @staticmethod
    def mapped(row, text):
        if is_trustee(row):  # the two labels of one question stand joined in the facts
            for joined in row.get("legacy_values", {}):
                not_wanted, wanted = joined.rsplit(" / ", 1)
                text = {not_wanted: "", wanted: "1"}.get(text, text)
            return text
        corrected = {"X-CA-LEGALTYPE": ("HOS", "HOP"), "X-HK-REGISTRANT-DOCUMENT-TYPE": ("CRS", "CRES")}
        old, new = corrected.get(row["api_param"], (None, None))
        return new if text == old else row.get("legacy_values", {}).get(text, text)

    def value(self, row, asked=True):
        """The value as it goes out, None for none; raises what is wrong with it."""
        text, seen = self.stored(row)
        rule = row.get("value_rule") or ""
        answered = asked and (seen or self.operation in ("register", "transfer", "application"))
        if is_time(row):
            if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", text):
                return text
            return NOW if ticked(text) else None
        if is_trustee(row) or row["type"] == "tickbox":
            one, none = {
                "ticked -> Y, else omit": ("Y", None),
                "ticked -> 1, else 0": ("1", "0"),
                "ticked -> N, else Y": ("N", "Y"),
            }.get(rule, ("1", None))
            return one if ticked(text) else none if answered else None
        if text == "":
            return None
        return self.formed(row, rule, text)

    @staticmethod
    def formed(row, rule, text):
        if rule == "upper-case":
            text = text.upper()
        if rule == "lower-case":
            text = text.lower()
        if rule == "YYYY-MM-DD" or row.get("note", "").startswith("YYYY-MM-DD"):
            if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", text):
                raise Fault("bad_date")
        if rule.startswith("prefix mailto:"):
            has_scheme = text.startswith("mailto:") or "://" in text
            text = text if has_scheme else ("mailto:" if "@" in text else "https://") + text
        if rule in ("CHE + 9 digits", "UID or the word PUBLIC"):
            text = re.sub(r"[ .-]", "", text).upper()
            word = text == "PUBLIC" and rule.startswith("UID")
            if not word and not re.fullmatch(r"CHE\d{9}", text):
                raise Fault("bad_uid")
        if row["kind"] == "agreement" and text.lower() in TICKS | BLANKS:
            return None  # a tick is no version of an agreement
        options = [value for value, _ in row["options"] or []]
        everywhere = options and options[0].startswith("{ALL-ISO")
        fits = re.fullmatch("[A-Z]{2}", text) if everywhere else not options or text in options
        if not fits:
            raise Fault("unknown_option")
        return text

    def holds(self, conditions):
        for name, wanted in conditions.items():
            named = [row for _, row in self.offered if row["whmcs_name"] == name]
            try:
                value = self.value(named[0], asked=False) if named else None
            except Fault:
                value = None
            if value is None or not (re.search(wanted.strip("/"), value) if isinstance(wanted, str) else value in wanted):
                return False
        return True

    def goes_nowhere(self, row):
        """Conditions under which a field may be offered, from the column and from the notes."""
        conditions = row.get("only_if") or {}
        if row["api_param"] == "X-US-NEXUS-VALIDATOR":
            conditions = {"Nexus Category": ["C31", "C32"]}
        if re.fullmatch("X-(HK|ES)-ACCEPT-INDIVIDUAL-REGISTRATION-TAC", row["api_param"] or ""):
            conditions = row["required"]
        return not self.holds(conditions)

    def is_required(self, row):
        if self.operation not in row.get("required_on", [self.operation]):
            return False
        if row["api_param"] in ("X-IT-PIN", "X-BR-REGISTER-NUMBER") and self.has_trustee():
            return False
        return row["required"] if isinstance(row["required"], bool) else self.holds(row["required"])

    def has_trustee(self):
        rows = [row for zone, row in self.offered if is_trustee(row) and self.is_asked(zone, row)]
        return any(self.stored(row)[0] == "1" for row in rows)

    def refused(self, row, value):
        """Values that the list of this command lacks, by the notes of .eu and .ro."""
        if row["api_param"] == "X-EU-REGISTRANT-CITIZENSHIP":
            return self.command != "AddDomain" and value in ("is", "li", "no")
        return (row["api_param"], self.command, value) == ("X-RO-PERSONTYPE", "TradeDomain", "pi")

    def carried(self):
        sent, removed, kept, faults = {}, [], {}, {}
        for zone, row in self.offered:
            if not self.is_asked(zone, row) or self.goes_nowhere(row):
                continue
            name = row["whmcs_name"]
            try:
                value = self.value(row)
            except Fault as fault:
                faults[name] = str(fault)
                continue
            if value is None:
                if self.is_required(row):
                    box = row["type"] == "tickbox"
                    faults[name] = "not_accepted" if box else "missing"
            elif not self.refused(row, value):
                removed += contacts_without(row, value)
                if row["api_param"]:
                    indexed = row["api_param"] == "X-DE-NSENTRY"  # "Indexed 0..4"
                    sent[row["api_param"] + ("0" if indexed else "")] = value
                    uri = (row.get("value_rule") or "").startswith("prefix mailto:")
                    if (uri or is_time(row)) and value != self.stored(row)[0]:
                        kept[name] = value
        if faults:
            return {"faults": dict(sorted(faults.items()))}
        result = {"params": dict(sorted(sent.items())), "removed": sorted(removed), "kept": kept}
        return {key: value for key, value in result.items() if value}


def is_applied_for(row, operations):
    """A premium name is registered by an application (registrar facts 4.1, steps 2 and 3): what registrations of its zone carry goes
    with it, where the reference's page of that command has the parameter."""
    return "register" in operations and COMMAND_OF["application"] in row.get("api_commands", [])


def concerns(row, operation):
    return operation in row["operations"] or (operation == "application" and is_applied_for(row, row["operations"]))


def ticked(text):
    if text.lower() not in TICKS | BLANKS:
        raise Fault("unknown_option")
    return text.lower() in TICKS


def is_trustee(row):
    return row["kind"] == "trustee"


def is_time(row):
    rule = row.get("value_rule") or ""
    return "current UTC time" in rule or rule == "set by the module when the box is ticked"


def contacts_without(row, value):
    removed = row.get("removes") or {}
    if row["api_param"] == "X-IT-REGISTRANT-ENTITY-TYPE":  # "For type 1 drop the company name"
        removed = {"1": {"OWNERCONTACT0": "ORGANIZATION"}}
    return [list(pair) for pair in removed.get(value, {}).items()]


def countries(words):
    """The countries that these words of the facts mean."""
    union = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
    found = set()
    if words and words.startswith("EU/EEA"):
        found = {*union.split(), "IS", "LI", "NO"}
    if words and "French overseas" in words:
        found |= set("GF GP MQ RE YT PM BL MF WF PF NC TF".split())
    return found | {code for code in re.findall(r"\b[A-Z]{2}\b", words or "") if code != "EU"}


# ---------------------------------------------------------------------------------------------------------- the cases


def sample(row, last=False):
    """An answer to a field."""
    rule = row.get("value_rule") or ""
    options = [value for value, _ in row["options"] or []]
    if options and options[0].startswith("{ALL-ISO"):
        return "ch" if rule == "upper-case" else "CH"
    if options:
        return options[-1 if last else 0]
    if row["type"] == "tickbox" or is_time(row):
        return "1" if last else "on"
    if rule == "YYYY-MM-DD" or row.get("note", "").startswith("YYYY-MM-DD"):
        return "1980-12-31"
    if rule == "CHE + 9 digits":
        return "CHE-123.456.789"
    if rule == "UID or the word PUBLIC":
        return "public" if last else "CHE123456789"
    if rule.startswith("prefix mailto:"):
        return "example.com/abuse" if last else "abuse@example.com"
    return "R&amp;D  7 ä" if last else "ab 0815"


def under_an_alias(row):
    labels = list(row.get("legacy_values") or {})
    if is_trustee(row) and labels:
        return labels[0].rsplit(" / ", 1)[1]
    return labels[-1] if labels else sample(row, last=True)


def samples(rows):
    """Answers and circumstances: complete ones, older ones, none, wrong ones, each way a decision can go."""
    name = "whmcs_name"
    first = {row[name]: sample(row) for row in rows}
    last = {row[name]: sample(row, last=True) for row in rows}
    yield first, {}
    yield last, {}
    yield last, {"switched": True, "country": "US", "consented": True}
    yield first, {"switched": True, "country": "FR", "organization": True}
    older = {row.get("aliases", [row[name]])[0]: under_an_alias(row) for row in rows if row[name]}
    yield older, {"switched": True}
    yield {}, {"switched": True}
    yield {row[name]: "" for row in rows}, {}
    yield {row[name]: "0" for row in rows}, {"switched": True}
    yield {row[name]: "no such answer" for row in rows}, {"switched": True}
    deciding = {key for row in rows if isinstance(row["required"], dict) for key in row["required"]}
    for row in rows:
        for value, _ in (row["options"] or []) if row[name] in deciding else []:
            yield {**first, row[name]: value}, {}
            yield {row[name]: value}, {}


def cases(reading):
    """Each case once, with the TLDs that it is the same for."""
    found = {}
    for tld in reading.tlds:
        rows = [row for _, row in reading.offered(tld)]
        for operation in COMMAND_OF:
            if any(concerns(row, operation) for row in rows):
                for case in cases_of(reading, rows, tld, operation):
                    tlds = found.setdefault(json.dumps(case, ensure_ascii=False), [])
                    tlds += [ascii_form(tld)] if ascii_form(tld) not in tlds else []
    for case, tlds in found.items():
        yield json.dumps({"tlds": tlds, **json.loads(case)}, ensure_ascii=False)


def cases_of(reading, rows, tld, operation):
    """The first sample answers all that the TLD ever asks, so also what this operation must not send; the others are brief."""
    conditions = [row[column] for row in rows for column in ("required", "only_if") if row.get(column) not in (None, True, False)]
    read = {name for condition in conditions for name in condition}
    near = {n for row in rows if concerns(row, operation) or row["whmcs_name"] in read for n in names_of(row)}
    for number, (answers, circumstances) in enumerate(samples(rows)):
        asked = {name: answer for name, answer in answers.items() if name in near or number == 0}
        order = Order(reading, tld, operation, asked, circumstances)
        yield {"operation": operation, "answers": asked, **circumstances, **order.carried()}


def names_of(row):
    return [row["whmcs_name"], *row.get("aliases", [])]


def ascii_form(tld):
    return ".".join(label.encode("idna").decode() for label in tld.strip(".").split("."))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", nargs="?", default=FACTS, type=pathlib.Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    reading = Reading(json.loads(arguments.facts.read_text(encoding="utf-8")))
    text = "[\n" + ",\n".join(cases(reading)) + "\n]\n"
    if not arguments.check:
        EXPECTED.write_text(text, encoding="utf-8")
    elif EXPECTED.read_text(encoding="utf-8") != text:
        sys.exit(f"{EXPECTED.relative_to(HERE.parents[1])} is not what the facts say; run {pathlib.Path(__file__).name}")


if __name__ == "__main__":
    main()
