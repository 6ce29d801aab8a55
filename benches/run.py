"""Runs the benchmark: run.py [quick | once]. Prints a table, and leaves it with every figure in the folder ISPBRIDGE_FIGURES.

What it measures with is said by ISPBRIDGE_EXTENSION, ISPBRIDGE_SANDBOX, ISPBRIDGE_WIRE (the Rust part of the benchmark) and PHP.
Figures mean something where the first three are built for release; with `once` a test asks whether everything still runs.
It ends with 1 only where contenders disagree, or a run breaks or leaves its work undone: a figure that misses its aim is reported,
never a failure, since the machine has a say in it.
"""

import argparse
import contextlib
import json
import os
import pathlib
import subprocess
import sys
import typing

import corpus
import machine
import portfolio
import report

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(os.environ["ISPBRIDGE_FIGURES"])
CORPUS = BUILD / "corpus"
CA_FILE = BUILD / "authority.pem"
SHARED = pathlib.Path(os.environ.get("ISPBRIDGE_SHARED", HERE.parent.parent / "shared"))
WIRE = os.environ["ISPBRIDGE_WIRE"]
ADDED_MILLISECONDS = 30
CALLS_AT_A_TIME = 250


class Effort(typing.NamedTuple):
    """How often each thing is done."""

    rounds: int
    fast_turns: int
    slow_turns: int
    many_rounds: int
    memory_calls: int
    portfolios: tuple


EFFORTS = {
    "full": Effort(7, 100, 10, 3, 100_000, (1_000, 10_000, 100_000)),  # enough to see through a machine that also does other things
    "quick": Effort(2, 30, 5, 1, 5_000, (1_000,)),
    "once": Effort(1, 1, 1, 1, 20, (1_001,)),  # a portfolio of two pages
}


def json_of(command):
    """What a program says; its errors pass through."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\nended with code {done.returncode}: {done.stdout[-2000:]}")
    return json.loads(done.stdout)


def php(script, *arguments, port=None, url=None):
    """What a script of ours says; with a port, its engine speaks to the endpoint there; with a URL, to that one."""
    settings = {"extension": os.environ["ISPBRIDGE_EXTENSION"], "opcache.enable_cli": 1, "memory_limit": "1G"}
    if port is not None:
        settings |= {"ispbridge.ca_file": CA_FILE, "ispbridge.ispapi_ote_url": f"https://127.0.0.1:{port}/api/call.cgi"}
    if url is not None:
        settings["ispbridge.ispapi_ote_url"] = url
    options = [part for name, value in settings.items() for part in ("-d", f"{name}={value}")]
    return json_of([os.environ["PHP"], *options, HERE / "php" / script, *map(str, arguments)])


@contextlib.contextmanager
def endpoint():
    """The far end and its two ways there: {"direct": port, "delayed": port}. It ends when its standard input does."""
    command = [WIRE, "endpoint", CA_FILE, CORPUS / "StatusDomain.txt", str(ADDED_MILLISECONDS)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield json.loads(process.stdout.readline())
        process.stdin.close()


def throughput(effort):
    """Megabytes a second by subject, text and contender, one sample a round. PHP and Rust take turns."""
    samples = {"parse": {}, "encode": {}}
    for _ in range(effort.rounds):
        rates, rust = php("throughput.php", CORPUS), json_of([WIRE, "throughput", CORPUS])
        for subject, texts in rates.items():
            for text, contenders in texts.items():
                into = samples[subject].setdefault(text, {})
                for contender, rate in (contenders | {"rust": rust[subject][text]}).items():
                    into.setdefault(contender, []).append(rate)
    return samples


def calls(port, turns, rounds=3):
    """Milliseconds of single calls by contender."""
    samples = {}
    for _ in range(rounds):
        for contender, milliseconds in php("calls.php", port, CA_FILE, turns, port=port).items():
            samples.setdefault(contender, []).extend(milliseconds)
    return samples


def many(port, effort):
    """Seconds for many calls: at a time (a process's first, and once more) and one by one. None where it cannot be done."""
    rounds = [php("many.php", CALLS_AT_A_TIME, port=port) for _ in range(effort.many_rounds)]
    return {way: [one[way] for one in rounds if one[way] is not None] for way in rounds[0]}


def first(port, effort):
    """Milliseconds of a process's first call and its second, by contender."""
    samples = {}
    for _ in range(effort.rounds):
        for contender in ("engine", "curl"):
            for which, milliseconds in php("first.php", port, CA_FILE, contender, port=port).items():
                samples.setdefault(f"{contender}_{which}", []).append(milliseconds)
    return samples


def measure(effort):
    """All of it, as plain data."""
    corpus.write(CORPUS)
    results = {"machine": machine.describe(), "load_before": os.getloadavg()[0]}
    examples = [SHARED] if SHARED.is_dir() else []
    results["compared"] = php("equal.php", CORPUS, *examples)
    step("parsers and encoders agree; throughput")
    results["throughput"] = throughput(effort)
    with endpoint() as ports:
        step("single calls")
        results["calls"] = {"0": calls(ports["direct"], effort.fast_turns)}
        results["calls"][str(ADDED_MILLISECONDS)] = calls(ports["delayed"], effort.slow_turns)
        step("the first call of a process")
        results["first"] = first(ports["direct"], effort)
        step("many calls at a time")
        results["many"] = many(ports["delayed"], effort)
        step("memory over many calls")
        results["memory"] = php("memory.php", effort.memory_calls, port=ports["direct"])
    step("whole portfolios")
    results["portfolio"] = [portfolio.measure(php, WIRE, domains, ADDED_MILLISECONDS) for domains in effort.portfolios]
    results["load_after"] = os.getloadavg()[0]
    return results


def step(what):
    """Says on standard error what comes next."""
    print(f"  {what} ...", file=sys.stderr, flush=True)


def main():
    """See above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("effort", nargs="?", choices=EFFORTS, default="full")
    results = measure(EFFORTS[parser.parse_args().effort])
    text = report.text(results, CALLS_AT_A_TIME, ADDED_MILLISECONDS)
    (BUILD / "results.json").write_text(json.dumps(results | {"summary": report.summary(results)}, indent=1) + "\n")
    (BUILD / "results.txt").write_text(text)
    print(text, end="")


if __name__ == "__main__":
    main()
