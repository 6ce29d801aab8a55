"""Money is spent exactly once through the modules as they are shipped: real processes, real databases, kill -9.

ISPBRIDGE_MONEY says how many runs each database gets, ISPBRIDGE_SEED plays one alone.
"""

import collections
import concurrent.futures
import os
import pathlib
import random
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "tools")]

from databases import MARIADBD, MariaDb, Sqlite  # noqa: E402 (found through the line above)
from money import Money  # noqa: E402
from shop import Shop  # noqa: E402

RUNS = int(os.environ.get("ISPBRIDGE_MONEY", "200"))
SEED = os.environ.get("ISPBRIDGE_SEED")

# In so many runs each kind of trouble has to have come up.
ENOUGH = 50

# Shops side by side, each with its own registrar and clock.
LANES = 2


def seeds():
    """Those of this suite; another time they are others."""
    return [int(SEED)] if SEED else random.Random().sample(range(1, 10**9), RUNS)


def lane(database, folder, name, own):
    """Plays runs in one shop and returns what was counted and what was wrong."""
    shop, figures, wrong = Shop(folder, database), collections.Counter(), []
    try:
        figures["span"] = span(shop)
        for seed in own:
            try:
                Money(shop, seed, figures).play()
            except AssertionError as error:
                wrong.append(seed)
                print(error, flush=True)  # a long run may be stopped before its end
    finally:
        shop.stop(name)
    del figures["span"]
    return figures, wrong


def span(shop):
    """Seconds that one undisturbed process takes here: within them others are killed."""
    number = shop.add_domain("span.com", {}, {})
    start = time.monotonic()
    output, _ = shop.act("register", number).communicate(timeout=60)
    if '"error":""' not in output:
        raise AssertionError(output)
    return time.monotonic() - start


class MoneyTest(unittest.TestCase):
    """The same on each kind of database."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="ispbridge-money-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_on_sqlite(self):
        self.judge("sqlite", lambda folder, _: Sqlite(folder))

    @unittest.skipUnless(MARIADBD.exists(), "mariadb-server is not installed")
    def test_on_mariadb(self):
        server = MariaDb(self.folder)
        self.addCleanup(server.stop)
        self.judge("mariadb", lambda _, name: server.database(name))

    def judge(self, kind, database):
        """Plays the seeds in so many lanes, tells the figures, and fails with what was wrong."""
        drawn, figures, wrong = seeds(), collections.Counter(), []
        with concurrent.futures.ThreadPoolExecutor(LANES) as lanes:
            ends = []
            for number in range(LANES):
                folder = self.folder / f"{kind}{number}"
                folder.mkdir()
                name = f"money_{kind}_{number}"
                ends.append(lanes.submit(lane, database(folder, name), folder, name, drawn[number::LANES]))
            for end in ends:
                counted, errors = end.result()
                figures.update(counted)
                wrong += errors
        print(f"{kind}: " + ", ".join(f"{count} {what}" for what, count in figures.items()) + f", {len(wrong)} wrong", flush=True)
        if wrong:
            self.fail(f"{len(wrong)} wrong, told above")
        if figures["runs"] >= ENOUGH:
            for what in ("kills", "faults", "in doubt"):
                self.assertGreater(figures[what], 0, f"{what}: the runs prove nothing")


if __name__ == "__main__":
    unittest.main()
