#!/usr/bin/env python3
"""A second reading of what each verb sends, zone by zone: writes wire.txt and outcome.json of every case beside it.

    expected.py [FACTS] [--check] [--commands]

Written from the facts on the registrar (ispapi-registrar 4 to 7, 17, 24; ispapi-wire 2, 3, 9, 12) and on additional fields, and from our
decisions (source.md names them); it shares no code and no table with the engine. A case is a folder VERB/NAME: params.json is what
WHMCS passes, answers.json what registrar and host say where it differs from defaults.json. --check only compares; --commands prints
every command as a line of JSON, for the linter.

wire.txt has a command a paragraph: COMMAND first, then its lines by name. Questions that follow one another may go out side by side, so
they stand by their text.
"""
import argparse
import json
import pathlib
import sys

from case import FACTS, HERE, QUESTIONS, ROLES, Case, Reading
from verbs import play


def in_order(commands):
    """The commands as text; what only asks is in the order of its text, up to the next that does not."""
    texts, asked = [], []
    for command in commands:
        lines = sorted(f"{key}={value}" for key, value in command.items() if key != "COMMAND")
        text = "\n".join([f"COMMAND={command['COMMAND']}", *lines])
        if command["COMMAND"].startswith(QUESTIONS):
            asked.append(text)
        else:
            texts += [*sorted(asked), text]
            asked = []
    return texts + sorted(asked)


def with_handles(command):
    """TransferDomain with handles: its page names nothing else, although the older module sends data (ispapi-wire 3; unknowns.md)."""
    if command["COMMAND"] != "TransferDomain":
        return command
    roles = [f"{role}0" for role in ROLES]
    data = {key: role for key in command for role in roles if key.startswith(role)}
    return {key: value for key, value in command.items() if key not in data} | {role: "P-ABC123" for role in data.values()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", nargs="?", default=FACTS, type=pathlib.Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--commands", action="store_true")
    arguments = parser.parse_args()
    reading = Reading(json.loads(arguments.facts.read_text(encoding="utf-8")))
    wrong = []
    for folder in sorted(path.parent for path in HERE.glob("*/*/params.json")):
        case = Case(folder, reading)
        outcome = play(case)
        name = f"{folder.parent.name}/{folder.name}"
        if arguments.commands:
            for number, command in enumerate(case.sent, 1):
                print(json.dumps({"id": f"{name} {number}", "command": with_handles(command)}, ensure_ascii=False))
            continue
        wire = "\n\n".join(in_order(case.sent)) + "\n"
        for file, text in (("wire.txt", wire), ("outcome.json", json.dumps(outcome, indent=2, ensure_ascii=False) + "\n")):
            path = folder / file
            if not arguments.check:
                path.write_text(text, encoding="utf-8")
            elif not path.exists() or path.read_text(encoding="utf-8") != text:
                wrong.append(f"{name}/{file}")
    sys.exit("not what the facts say; run expected.py: " + ", ".join(wrong) if wrong else 0)


if __name__ == "__main__":
    main()
