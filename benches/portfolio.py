"""Compares whole portfolios: a shop of so many domains against an account of as many in the sandbox, over a longer way."""

import contextlib
import json
import os
import pathlib
import subprocess
import tempfile
import time
import urllib.request

SECONDS = {10_000: 30.0}
MEGABYTES = 64.0
PATIENCE_SECONDS = 30


@contextlib.contextmanager
def sandbox(folder):
    """A sandbox of one account; its address."""
    port_file = pathlib.Path(folder) / "sandbox.url"
    command = [os.environ["ISPBRIDGE_SANDBOX"], "--listen", "127.0.0.1:0", "--port-file", port_file, "--account", "bench:bench:1000.00:USD",
               "--clock", "2026-01-15 00:00:00"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + PATIENCE_SECONDS
            while not port_file.exists():
                if time.monotonic() > deadline or process.poll() is not None:
                    raise RuntimeError("the sandbox does not start")
                time.sleep(0.05)
            yield port_file.read_text().strip().rstrip("/")
        finally:
            process.terminate()


@contextlib.contextmanager
def longer_way(wire, port, milliseconds):
    """A relay that adds to the round trip; its port."""
    with subprocess.Popen([wire, "relay", str(port), str(milliseconds)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as relay:
        yield int(relay.stdout.readline())
        relay.stdin.close()


def control(base, word, body=None):
    """Asks the sandbox, or tells it."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{base}/control/{word}", data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as reply:
        return json.loads(reply.read())


def measure(php, wire, domains, milliseconds):
    """A first pass, in which nearly every date is written, and a second, in which none is."""
    with tempfile.TemporaryDirectory() as folder, sandbox(folder) as base:
        file = pathlib.Path(folder) / "shop.sqlite"
        control(base, "domains", {"entity": "ote", "account": "bench", "name": "bulk-{n}", "count": domains, "tlds": {"com": 1},
                                  "expiration": "2026-02-01 00:00:00", "expiration_to": "2027-06-01 00:00:00"})
        php("portfolio.php", "seed", file, domains)
        with longer_way(wire, base.rsplit(":", 1)[1], milliseconds) as port:
            passes = {}
            for name in ("first", "second"):
                before = sum(control(base, "counters")["commands"].values())
                passes[name] = php("portfolio.php", "run", file, url=f"http://127.0.0.1:{port}/api/call.cgi")
                passes[name]["calls"] = sum(control(base, "counters")["commands"].values()) - before
            check(domains, passes)
        return {"domains": domains, "passes": passes}


def check(domains, passes):
    """A figure counts only where the work was done: everything compared, what differed written, and then nothing left to write."""
    for name, one in passes.items():
        if one["compared"] != domains or (one["written"] > 0) != (name == "first"):
            raise RuntimeError(f"the {name} pass over {domains} domains did something else: {one}")


def lines(results, milliseconds, verdict):
    """The rows of the report."""
    yield f"\ncomparing a whole portfolio, {milliseconds} ms added to the round trip"
    yield "     domains   pass     seconds   calls   dates written   PHP process: MB at first, MB more at most"
    for result in results:
        for name, one in result["passes"].items():
            grown = (one["kilobytes_most"] - one["kilobytes_before"]) / 1024
            yield (f"  {result['domains']:10} {name:>8} {one['seconds']:9.2f} {one['calls']:7} {one['written']:15}"
                   f" {one['kilobytes_before'] / 1024:20.1f} {grown:16.1f}")
            limit = SECONDS.get(result["domains"])
            if limit:
                yield "  " + verdict(one["seconds"], f"under {limit:.0f}", one["seconds"] < limit, " s")
            yield "  " + verdict(grown, f"under {MEGABYTES:.0f} more", grown < MEGABYTES, " MB")
