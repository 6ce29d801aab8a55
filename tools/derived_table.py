"""What the scripts share that derive a table from data beside the repository."""
import argparse
import json
import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = pathlib.Path(os.environ.get("ISPBRIDGE_SHARED", ROOT.parent / "shared"))


def as_table(rows):
    """A JSON array, one row a line."""
    lines = (json.dumps(row, ensure_ascii=True, separators=(",", ":")) for row in rows)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def present_date(table):
    return json.loads(table.read_text(encoding="utf-8"))[0]["date"] if table.exists() else None


def main(description, default_source, table, rows):
    """The command line of a script; `rows(source, date)` derives the table, its header first."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", nargs="?", default=default_source, type=pathlib.Path)
    parser.add_argument("--output", default=str(table))
    parser.add_argument("--date", default=None)
    arguments = parser.parse_args()
    date = arguments.date or present_date(table)
    if date is None:
        parser.error("there is no table yet: give its date with --date")
    text = as_table(rows(json.loads(arguments.source.read_text(encoding="utf-8")), date))
    if arguments.output == "-":
        print(text, end="")
    else:
        pathlib.Path(arguments.output).write_text(text, encoding="utf-8")
