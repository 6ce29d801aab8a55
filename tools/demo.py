"""The demo: starts the sandbox registrar and the stand-in host on loopback, registers one domain as people do, and stays.

usage: demo.py [--once]      --once ends after the registration: code 0 when every step went well, else 1
"""

import pathlib
import shutil
import signal
import sys
import time

import browse
import stack

FOLDER = stack.ROOT / "build/demo"
HOST_PORT, SANDBOX_PORT = 8090, 8190
ADMIN, CLIENT = "admin", "client@example.com"


class StepFailed(Exception):
    """A step of the slice did not give what it should; the text says what came instead."""


class Slice:
    """One domain, from the settings page to the registrar's ledger, over the pages that people use."""

    def __init__(self, sandbox, host):
        self.sandbox, self.host = sandbox, host
        self.admin, self.client = browse.Browser(host.url), browse.Browser(host.url)
        self.domain = f"first-{stack.secrets.token_hex(3)}.com"

    def run(self):
        """Runs the steps in their order, one line each; gives whether all went well."""
        for step in (self.connect, self.check, self.register, self.read_back, self.count_charges):
            start = time.monotonic()
            try:
                said, word = step(), "ok"
            except (StepFailed, LookupError, OSError) as failure:
                said, word = f"{step.__doc__} {failure}", "not ok"
            print(f"{word} {said} ({(time.monotonic() - start) * 1000:.0f} ms)", flush=True)
            if word != "ok":
                return False
        return True

    def connect(self):
        """Connecting the module to the registrar."""
        self.admin.open("/admin/login.php")
        self.admin.press("Log in", username=ADMIN, password=self.host.admin_password)
        self.admin.open("/admin/configregistrars.php")
        self.admin.press("Activate")
        page = self.admin.press("Save changes", fields__Username=self.sandbox.login, fields__Password=self.sandbox.password)
        expect(page, "has new settings")
        return f"connected: the settings page logged in to the registrar as {self.sandbox.login}"

    def check(self):
        """Checking the name."""
        answer = self.host.check_name(self.domain, self.sandbox)
        if not answer.startswith("210"):
            raise StepFailed(f"The registrar says {answer!r}, not that it is free.")
        return f"checked: {self.domain} is free"

    def register(self):
        """Ordering the name as a customer."""
        self.client.open("/cart.php")
        self.client.press("Log in", username=CLIENT, password=self.host.client_password)
        self.client.open("/cart.php")
        page = self.client.press("Order and pay", domain=self.domain)
        expect(page, f"{self.domain} is registered")
        return f"registered: the shop took the order for {self.domain} and the registrar carried it out"

    def read_back(self):
        """Reading the domain back."""
        self.admin.open("/admin/clientsdomains.php")
        page = self.admin.open(self.admin.page.links[self.domain])
        expect(page, "Registrar status Active")
        hosts = [value for name, value in page.form_with("Save name servers").fields.items() if name.startswith("ns") and value]
        if not hosts:
            raise StepFailed(f"The domain page shows no name servers: {page.text[:600]}")
        return f"read back: the administrator's page shows it active, with {', '.join(hosts)}"

    def count_charges(self):
        """Counting the charges."""
        charges = self.sandbox.charges(self.domain)
        if len(charges) != 1:
            raise StepFailed(f"The registrar's ledger has {len(charges)} charges for {self.domain}, not one.")
        return f"charged once: {charges[0]}"


def expect(page, words):
    """Fails where a page does not say what it should."""
    if words not in page.text:
        raise StepFailed(f"{page.address} ({page.status}) does not say “{words}” but: {'; '.join(page.notices) or page.text[:600]}")


def show(sandbox, host):
    """Where to look, and how to log in."""
    print(f"""
  Shop          {host.url}/clientarea.php
                {CLIENT} / {host.client_password}
  Admin area    {host.url}/admin/login.php
                {ADMIN} / {host.admin_password}
  Registrar     {sandbox.api}  (simulated; its books: {sandbox.base}/control/state)
                {sandbox.login} / {sandbox.password}

Everything runs on this machine alone. Ctrl-C ends it.""", flush=True)


def main(once):
    """Starts, shows, and stops what it started; gives the exit code."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    servers = []
    try:
        sandbox = stack.Sandbox(FOLDER, stack.free_port(SANDBOX_PORT))
        servers.append(sandbox)
        host = stack.Host(FOLDER, sandbox, f"http://127.0.0.1:{stack.free_port(HOST_PORT)}")
        servers.append(host.serve())
        went_well = Slice(sandbox, host).run()
        sandbox.keep_journal("demo")
        if not once:
            show(sandbox, host)
            signal.pause()
        return 0 if went_well else 1
    except stack.StartError as error:
        print(f"\n{error}", file=sys.stderr)
        return 5
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    finally:
        for server in reversed(servers):
            server.stop()


if __name__ == "__main__":
    sys.exit(main("--once" in sys.argv[1:]))
