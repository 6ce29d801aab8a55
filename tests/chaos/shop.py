"""A shop with the modules as they are shipped, its registrar, and one clock for both."""

import json
import os
import pathlib
import re
import subprocess
import urllib.error
import urllib.parse

import stack

# Waits are short, for every lost answer costs them; the module reckons with what php.ini says.
LIMITS = ("ispbridge.connect_timeout=2", "ispbridge.read_timeout=2", "ispbridge.write_timeout=2")

# What the tables of the modules note by the database's clock; a mark that was never set stays 0.
TIMES = {
    "mod_ispbridge_journal": ("claimed_at", "settled_at", "reported"),
    "mod_ispbridge_cache": ("stored_at", "expires_at"),
    "mod_ispbridge_lease": ("ends_at",),
    "mod_ispbridge_points": ("touched_at", "blocked_until"),
    "mod_ispbridge_applications": ("submitted_at", "checked_at"),
    "mod_ispbridge_snapshot": ("seen_at", "touched_at"),
    "mod_ispbridge_findings": ("found_at",),
    "mod_ispbridge_audit": ("made_at",),
    "mod_ispbridge_passes": ("moved_at", "finished_at"),
}


class Shop:
    """Everything that one run after another uses, one at a time."""

    def __init__(self, folder, database):
        self.folder, self.database = pathlib.Path(folder), database
        self.sandbox = stack.Sandbox(self.folder, balance="10000000.00")
        self.host = stack.Host(self.folder, self.sandbox, "http://127.0.0.1:1", database.spec, LIMITS)
        self.seconds = 0
        settings = {"Username": self.sandbox.login, "Password": self.sandbox.password}
        self.script(
            "Host\\Registrar\\Settings::save('ispapi', json_decode(getenv('SETTINGS'), true));"
            "require_once ROOTDIR . '/modules/ispbridge/autoload.php'; Ispbridge\\Whmcs\\Tables::ensure();",
            SETTINGS=json.dumps(settings))

    def stop(self, name):
        """Ends the registrar, and leaves the commands that reached it where the suites collect them."""
        self.sandbox.keep_journal(name)
        self.sandbox.stop()

    def script(self, code, **environment):
        """Runs PHP in the shop."""
        code = f"require {str(self.host.root / 'init.php')!r}; {code}"
        done = subprocess.run(
            [*self.host.php, "-r", code], env={**os.environ, **environment}, capture_output=True, text=True)
        if done.returncode != 0 or done.stdout or done.stderr:
            raise AssertionError(done.stdout + done.stderr)

    def act(self, *words):
        """Starts an action on a domain in a process of its own."""
        return self.start(str(stack.ROOT / "php/host/act.php"), str(self.host.root), *map(str, words))

    def cron(self):
        """Starts the cron."""
        return self.start("-q", str(self.host.root / "crons/cron.php"))

    def start(self, *words):
        return subprocess.Popen(
            [*self.host.php, *words], env={**os.environ, "HOST_CLOCK": f"+{self.seconds} seconds"},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def move(self, seconds):
        """Time passes: for the shop, for the registrar, and for what the database has noted."""
        if seconds == 0:
            return
        self.seconds += seconds
        self.sandbox.control("clock", {"move": f"{seconds}s"})
        self.database.run(*(
            f"UPDATE {table} SET " + ", ".join(
                f"{column} = CASE WHEN {column} > 0 THEN {column} - {seconds} ELSE {column} END" for column in columns)
            for table, columns in TIMES.items()))

    def could(self, word, body):
        """Whether the registrar could do what its control was told: not where there is no such domain, or nothing is pending."""
        try:
            self.sandbox.control(word, body)
            return True
        except urllib.error.HTTPError as refused:
            refused.close()
            return False

    def call(self, command, **properties):
        """A command of somebody else with the same login: code and properties of the answer, the first cell of each."""
        lines = "\n".join(f"{name}={value}" for name, value in {"COMMAND": command, **properties}.items())
        form = {"s_entity": "54cd", "s_login": self.sandbox.login, "s_pw": self.sandbox.password, "s_command": lines}
        answer = stack.fetch(self.sandbox.api, urllib.parse.urlencode(form).encode())
        return dict(re.findall(r"^(?:PROPERTY\[)?(\w+)(?:\]\[0\])?\s*=\s*(.*?)\s*$", answer, re.MULTILINE))

    def status(self, name):
        """What the registrar says of a domain, which has to be there."""
        answer = self.call("StatusDomain", DOMAIN=name)
        assert answer["CODE"] == "200", f"StatusDomain answers {answer['CODE']}"
        return answer

    def add_domain(self, name, columns, answers):
        """A domain of the customer, with answers to what its zone asks, and a paid invoice for it; returns its number."""
        row = {"domain": name, "userid": 1, "type": "Register", "registrar": "ispapi", "status": "Pending",
               "registrationperiod": 1, **columns}
        self.insert("tbldomains", row)
        number = self.database.run(f"SELECT MAX(id) FROM tbldomains WHERE domain = '{name}'")[0][0]
        for field, value in answers.items():
            self.insert("tbldomainsadditionalfields", {"domainid": number, "name": field, "value": value})
        self.insert("tblinvoices", {"userid": 1, "status": "Paid"})
        invoice = self.database.run("SELECT MAX(id) FROM tblinvoices")[0][0]
        kind = {"Transfer": "DomainTransfer"}.get(row["type"], "DomainRegister")
        kind = kind if row["status"] == "Pending" else "Domain"
        self.insert("tblinvoiceitems", {"invoiceid": invoice, "userid": 1, "type": kind, "relid": number})
        return number

    def add_premium_cost(self, number, cost):
        """What the customer was shown for a premium name, as WHMCS keeps it."""
        currency = self.database.run("SELECT id FROM tblcurrencies WHERE code = 'USD'")[0][0]
        for name, value in {"registrarCostPrice": cost, "registrarCurrency": currency}.items():
            self.insert("tbldomains_extra", {"domain_id": number, "name": name, "value": value})

    def forget_facts(self):
        """What the registrar said of its zones and prices is asked anew, so that a seed meets the same faults whatever was before."""
        self.database.run("DELETE FROM mod_ispbridge_cache", "DELETE FROM mod_ispbridge_lease")

    def forget(self, name):
        """Nothing of a domain is left."""
        tables = ("tbldomains", "mod_ispbridge_journal", "mod_ispbridge_applications")
        self.database.run(
            *(f"DELETE FROM {table} WHERE domain = '{name}'" for table in tables),
            f"DELETE FROM tbltodolist WHERE title LIKE '%{name}%' OR description LIKE '%{name}%'")

    def count(self, table, condition):
        """How many rows of a table are so."""
        return int(self.database.run(f"SELECT COUNT(*) FROM {table} WHERE {condition}")[0][0])

    def insert(self, table, row):
        """Adds a row."""
        names, values = ", ".join(row), ", ".join(f"'{value}'" for value in row.values())
        self.database.run(f"INSERT INTO {table} ({names}) VALUES ({values})")
