"""Counts what a suite passed and failed, out of its own closing words.

usage: tally.py KIND LOG EXIT_CODE     prints "PASSED FAILED SKIPPED"

A suite that ran no test, or that ended badly without naming a failure, counts as one failure; but a check may say that it skips.
"""

import re
import sys


def number(pattern, text):
    """The sum of all numbers that the pattern finds.

    >>> number(r"Failures: (\\d+)", "Tests: 3, Assertions: 3, Failures: 1.")
    1
    """
    return sum(int(found) for found in re.findall(pattern, text, re.MULTILINE))


def cargo(text):
    """`cargo test`, one line for each test binary and for the examples in the documentation. A test that skips passes with a word.

    >>> cargo("test result: ok. 3 passed; 0 failed; 1 ignored;\\ntest result: FAILED. 1 passed; 2 failed; 0 ignored;")
    (4, 2, 1)
    >>> cargo("test a ... skipped: b.jsonl is not here\\nok\\ntest result: ok. 3 passed; 0 failed; 0 ignored;")
    (2, 0, 1)
    """
    skipped = len(re.findall(r"skipped: \S* is not here$", text, re.MULTILINE))
    line = r"^test result: .*?\b(\d+) "
    passed = number(line + "passed;", text) - skipped
    return passed, number(line + "failed;", text), number(line + "ignored;", text) + skipped


def phpt(text):
    """php-src's run-tests.php.

    >>> phpt("Tests skipped   :     1 ( 25.0%) --------\\nTests failed    :     1 ( 25.0%) ( 33.3%)\\n"
    ...      "Tests passed    :     2 ( 50.0%) ( 66.7%)")
    (2, 1, 1)
    """
    failed = number(r"^Tests (?:borked|failed|leaked|warned) +: +(\d+)", text)
    return number(r"^Tests passed +: +(\d+)", text), failed, number(r"^Tests skipped +: +(\d+)", text)


def phpunit(text):
    """PHPUnit.

    >>> phpunit("OK (5 tests, 9 assertions)")
    (5, 0, 0)
    >>> phpunit("ERRORS!\\nTests: 6, Assertions: 7, Errors: 1, Failures: 1, Warnings: 1, Skipped: 2.")
    (1, 3, 2)
    """
    total = number(r"^OK \((\d+) tests?,", text) + number(r"^Tests: (\d+),", text)
    closing = " ".join(re.findall(r"^Tests: .*", text, re.MULTILINE))
    failed = number(r"\b(?:Errors|Failures|Warnings|Risky): (\d+)", closing)
    skipped = number(r"\b(?:Skipped|Incomplete): (\d+)", closing)
    return max(0, total - failed - skipped), failed, skipped


def unittest(text):
    """Python's unittest.

    >>> unittest("Ran 4 tests in 0.1s\\n\\nFAILED (failures=1, errors=1, skipped=1)")
    (1, 2, 1)
    >>> unittest("Ran 0 tests in 0.1s\\n\\nFAILED (errors=1)")
    (0, 1, 0)
    """
    failed = number(r"^FAILED .*?\bfailures=(\d+)", text) + number(r"^FAILED .*?\berrors=(\d+)", text)
    skipped = number(r"^(?:OK|FAILED) .*?\bskipped=(\d+)", text)
    return max(0, number(r"^Ran (\d+) tests? in", text) - failed - skipped), failed, skipped


def checks(text):
    """A list of lines "ok NAME", "not ok NAME" and "skip NAME".

    >>> checks("ok this\\nnot ok that\\nskip other\\nokay")
    (1, 1, 1)
    """
    return tuple(len(re.findall(rf"^{word} ", text, re.MULTILINE)) for word in ("ok", "not ok", "skip"))


KINDS = {kind.__name__: kind for kind in (cargo, phpt, phpunit, unittest, checks)}


def tally(kind, text, exit_code):
    """The counts, made honest by the exit code.

    >>> tally("checks", "ok this", 0)
    (1, 0, 0)
    >>> tally("checks", "ok this", 1)
    (1, 1, 0)
    >>> tally("checks", "skip this: not here", 0)
    (0, 0, 1)
    >>> tally("unittest", "could not start", 0)
    (0, 1, 0)
    """
    passed, failed, skipped = KINDS[kind](text)
    ran = passed > 0 or (kind == "checks" and skipped > 0)
    if failed == 0 and (exit_code != 0 or not ran):
        failed = 1
    return passed, failed, skipped


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8", errors="replace") as log:
        print(*tally(sys.argv[1], log.read(), int(sys.argv[3])))
