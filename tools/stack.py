"""Starts what the demo and the suites need on loopback, and stops it again: the sandbox registrar, the stand-in host.

Where the built parts are is said by ISPBRIDGE_EXTENSION and ISPBRIDGE_SANDBOX, which PHP by PHP (see tools/common.sh).
"""

import ctypes
import json
import os
import pathlib
import secrets
import signal
import socket
import subprocess
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
PHP = os.environ.get("PHP", "/usr/bin/php")
PATIENCE_SECONDS = 20
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class StartError(Exception):
    """Something did not start; the text says what, and what it said itself."""


def password():
    """A password of this run alone."""
    return secrets.token_urlsafe(9)


def fetch(url, body=None):
    """The text behind an URL on this machine; a body makes it a POST."""
    with _OPENER.open(url, body, timeout=30) as answer:
        return answer.read().decode()


def free_port(first):
    """The next free port of loopback from this one on."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise StartError(f"The ports {first} to {first + 99} of 127.0.0.1 are all taken. Please free one.")


def until(ready, what, process=None, log=None):
    """Waits until ready() gives something, and returns it; ends early when the process has ended."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        found = ready()
        if found:
            return found
        ended = process is not None and process.poll() is not None
        if ended or time.monotonic() > deadline:
            said = log.read_text(errors="replace")[-2000:] if log and log.exists() else ""
            why = f"ended with code {process.returncode}" if ended else f"was not ready after {PATIENCE_SECONDS} s"
            raise StartError(f"{what} {why}.\n{said}".rstrip())
        time.sleep(0.02)  # the interval of the poll, not a guess at how long it takes


class Server:
    """A process of ours that serves until it is stopped; it ends with us even when we are killed."""

    def __init__(self, what, command, log, environment=None):
        self.what, self.log = what, pathlib.Path(log)
        with open(self.log, "ab") as output:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env={**os.environ, **(environment or {})},
                start_new_session=True, preexec_fn=_end_with_parent)

    def wait_for(self, ready):
        """Waits for readiness; what does not become ready is stopped."""
        try:
            return until(ready, self.what, self.process, self.log)
        except StartError:
            self.stop()
            raise

    def stop(self, with_signal=signal.SIGTERM):
        """Ends it and returns its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        try:
            return self.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


class Sandbox(Server):
    """The simulated registrar with one reseller account."""

    def __init__(self, folder, port=0, balance="1000.00", currency="USD"):
        folder = pathlib.Path(folder)
        self.login, self.password = "reseller", password()
        self.port_file = folder / "sandbox.url"
        self.port_file.unlink(missing_ok=True)
        super().__init__("The sandbox", [
            os.environ["ISPBRIDGE_SANDBOX"], "--listen", f"127.0.0.1:{port}", "--port-file", str(self.port_file),
            "--account", f"{self.login}:{self.password}:{balance}:{currency}"], folder / "sandbox.log")
        self.base = self.wait_for(lambda: self.port_file.exists() and self.port_file.read_text().strip()).rstrip("/")
        self.api = self.base + "/api/call.cgi"

    def control(self, word, body=None):
        """What a word of the control answers; a body changes something (docs/sandbox.md)."""
        if body is None:
            return json.loads(fetch(f"{self.base}/control/{word}"))
        request = urllib.request.Request(
            f"{self.base}/control/{word}", json.dumps(body).encode(), {"Content-Type": "application/json"})
        with _OPENER.open(request, timeout=30) as answer:
            return json.loads(answer.read())

    def state(self):
        """Its books: accounts, domains, ledger."""
        return json.loads(fetch(self.base + "/control/state"))

    def charges(self, name):
        """What its ledger says was charged for a name, as "AddDomain 8.80 USD"; both systems, live and test, count."""
        state = self.state()
        entries = [entry for book in (state["live"], state["ote"]) for entry in book["ledger"] if entry["object"] == name]
        return [f"{entry['command']} {entry['amount']} {entry['currency']}" for entry in entries]

    def journal(self):
        """The commands that arrived, as one JSON object a line."""
        return fetch(self.base + "/control/journal")

    def connections(self):
        """Over how many connections the API was called so far."""
        return self.counters()["connections"]["with_api_call"]

    def counters(self):
        """What it counted, and which commands it was asked for that it does not simulate."""
        return json.loads(fetch(self.base + "/control/counters"))

    def keep_journal(self, name):
        """Leaves the journal where the suites collect them, if this is such a run."""
        folder = os.environ.get("ISPBRIDGE_JOURNALS")
        if folder:
            pathlib.Path(folder, name + ".jsonl").write_text(self.journal())


class Host:
    """The stand-in host: a web root with the modules in it."""

    def __init__(self, folder, sandbox, url, database=None, settings=()):
        """`database` is what the installer's --db takes, `settings` are lines of php.ini."""
        self.folder, self.url = pathlib.Path(folder), url
        self.database = database or f"sqlite:{self.folder / 'whmcs.sqlite'}"
        self.root = self.folder / "whmcs"
        self.admin_password, self.client_password = password(), password()
        self.php = [
            PHP, "-d", "extension=" + os.environ["ISPBRIDGE_EXTENSION"],
            "-d", "ispbridge.ispapi_live_url=" + sandbox.api, "-d", "ispbridge.ispapi_ote_url=" + sandbox.api,
            *(word for setting in settings for word in ("-d", setting))]
        self._install()

    def _install(self):
        done = subprocess.run(
            [*self.php, str(ROOT / "php/host/install.php"), "--root", str(self.root), "--modules", str(ROOT / "modules"),
             "--db", self.database, "--admin-password", self.admin_password,
             "--client-password", self.client_password, "--system-url", self.url + "/"],
            stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode != 0:
            raise StartError(f"The stand-in host could not be installed.\n{done.stdout}{done.stderr}")

    def check_name(self, name, sandbox):
        """What the engine hears from the registrar about a name."""
        done = subprocess.run(
            [*self.php, str(ROOT / "tools/check_name.php"), name], stdin=subprocess.DEVNULL, capture_output=True, text=True,
            env={**os.environ, "ISPBRIDGE_LOGIN": sandbox.login, "ISPBRIDGE_PASSWORD": sandbox.password})
        return (done.stdout + done.stderr).strip()

    def serve(self):
        """Serves it with PHP's own web server at its address."""
        address = self.url.removeprefix("http://")
        server = Server(
            "The stand-in host", [*self.php, "-S", address, "-t", str(self.root), str(ROOT / "php/host/router.php")],
            self.folder / "host.log")
        server.wait_for(lambda: listens_on(int(address.rpartition(":")[2])))
        return server


def listens_on(place):
    """Whether a server listens on a port of this machine, or on the socket file at a path."""
    is_port = isinstance(place, int)
    with socket.socket(socket.AF_INET if is_port else socket.AF_UNIX) as probe:
        return probe.connect_ex(("127.0.0.1", place) if is_port else str(place)) == 0


def _end_with_parent():
    """Asks Linux to end this process when its parent ends (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
