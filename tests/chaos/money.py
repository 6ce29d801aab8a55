"""One purchase, while the wire fails, processes are killed, workers meet, and people are impatient.

The verdict comes from the registrar's ledger. A run draws everything from its seed; only the moments at which processes are killed
or meet depend on the machine.
"""

import collections
import datetime
import json
import random
import subprocess
import urllib.error

MINUTE, DAY = 60, 24 * 60 * 60

# How often a purchase is asked for at the most, once nothing fails any more.
ATTEMPTS = 8

# Of a thousand orders, so many meet each of these; reads meet what is last.
ORDER_FAULTS = [
    (90, {"effect": "close_after_executing"}),
    (60, {"effect": "close_before_executing"}),
    (60, {"effect": "cut_body"}),
    (50, {"effect": "execute_late", "after_seconds": 1}),
    (40, {"effect": "execute_late", "after_seconds": 60}),
    (40, {"effect": "answer", "code": 421, "execute": True}),
    (40, {"effect": "answer", "code": 421}),
    (40, {"effect": "answer", "code": 520}),
    (40, {"effect": "http_status", "status": 502, "execute": True}),
    (40, {"effect": "deliver_twice"}),
    (30, {"effect": "delay", "milliseconds": 2500}),
    (30, {"effect": "pending"}),
]
READ_FAULTS = [(20, {"effect": "close_before_executing"}), (10, {"effect": "cut_body"}), (10, {"effect": "http_status", "status": 502})]

Kind = collections.namedtuple("Kind", "action tld order domain days")

KINDS = [
    Kind("register", "com", "AddDomain", {}, 0),
    Kind("register", "com", "AddDomain", {}, 0),
    Kind("register", "is", "AddDomain", {}, 1),
    Kind("renew", "com", "RenewDomain", {"status": "Active"}, 0),
    Kind("renew", "com", "RenewDomain", {"status": "Active"}, 0),
    Kind("renew", "de", "PayDomainRenewal", {"status": "Active"}, 0),
    Kind("transfer", "net", "TransferDomain", {"type": "Transfer"}, 6),
]


class Money:
    """A run."""

    def __init__(self, shop, seed, figures):
        self.shop, self.seed, self.figures = shop, seed, figures
        self.random = random.Random(seed)
        self.kind = self.random.choice(KINDS)
        self.name = f"money-{seed}.{self.kind.tld}"
        self.told = False
        self.story = []

    def play(self):
        """Plays it to its end; an AssertionError says what is wrong."""
        self.figures["runs"] += 1
        try:
            self.prepare()
            for _ in range(self.random.randint(1, 4)):
                self.something()
                self.check_now()
            self.figures["faults"] += self.shop.sandbox.control("chaos")["hits"]
            self.shop.sandbox.control("chaos", {"seed": 0, "rules": []})
            self.figures["in doubt"] += int(self.count("state IN ('open', 'doubt')"))
            self.rest()
        except AssertionError as wrong:
            story = "\n    ".join(self.story)
            raise AssertionError(f"ISPBRIDGE_SEED={self.seed} {self.kind.action} {self.name}: {wrong}\n    {story}") from None

    def prepare(self):
        """The domain in the shop and, for what is not a registration, at its registrar."""
        columns, control = dict(self.kind.domain), self.shop.sandbox.control
        self.shop.sandbox.control("quirks", {"new_domain_dates": self.random.choice(["all", "no_finalization"])})
        if self.kind.action == "renew":
            today = self.today()
            columns.update(expirydate=self.day(today, 40), nextduedate=self.day(today, 40))
            control("domains", {
                "entity": "live", "name": self.name, "account": self.shop.sandbox.login, "created": self.day(today, -690) + " 00:00:00",
                "expiration": self.day(today, 40) + " 00:00:00", "renewal_mode": "AUTOEXPIRE"})
        if self.kind.action == "transfer":
            control("foreign", {"name": self.name, "registrar": "Another", "auth": "let-it-go", "answer": "approve", "answer_after_hours": 48})
        self.number = self.shop.add_domain(self.name, columns)
        self.before = self.row()
        orders = [{"command": self.kind.order, "per_mille": share, **effect} for share, effect in ORDER_FAULTS]
        reads = [{"per_mille": share, **effect} for share, effect in READ_FAULTS]
        control("chaos", {"seed": self.seed, "rules": orders + reads})

    def something(self):
        """What WHMCS and its people do, and some time after it."""
        what = self.random.choice(["ask", "ask", "ask", "both", "cron"])
        if what == "cron":
            self.finish(self.shop.cron(), is_cron=True)
        elif self.is_asked():
            workers = [self.ask() for _ in range(2 if what == "both" else 1)]
            for worker in workers:
                self.finish(worker)
        self.pass_time(self.random.choice([0, 0, 30, 2 * MINUTE, 6 * MINUTE, 20 * MINUTE]))

    def ask(self):
        """Starts the operation, as WHMCS does."""
        self.figures["processes"] += 1
        value = {"renew": ["1"], "transfer": ["let-it-go"]}.get(self.kind.action, [])
        return self.shop.act(self.kind.action, self.number, *value)

    def finish(self, process, is_cron=False, unharmed=False):
        """Waits for a process, or kills it at some moment."""
        kill = not unharmed and self.random.random() < 0.35
        moment = self.random.uniform(0.0, 1.0)
        try:
            output, _ = process.communicate(timeout=moment * self.figures["span"] if kill else 60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            self.figures["kills"] += 1
            self.story.append("killed")
            assert kill, "a process that never ends"
            return
        assert is_cron or output.startswith("{"), f"no answer: {output}"
        assert "PHP " not in output and (not is_cron or output == ""), f"a complaint: {output}"
        if not is_cron:
            answer = json.loads(output)
            self.story.append(answer["error"] or "success")
            self.told = self.told or not answer["error"]

    def rest(self):
        """Nothing fails any more: WHMCS asks until it is told, then somebody asks once more, then time passes."""
        for _ in range(ATTEMPTS):
            if not self.is_asked():
                break
            self.pass_time(20 * MINUTE)
            self.finish(self.shop.cron(), is_cron=True, unharmed=True)
            self.check_now()
            if self.is_asked():
                self.finish(self.ask(), unharmed=True)
                self.check_now()
        assert not self.is_asked(), "never a success"
        if self.kind.action != "renew" or self.told_just_now():
            self.finish(self.ask(), unharmed=True)
            self.check_now()
        try:
            self.shop.sandbox.control("settle", {"entity": "live", "name": self.name, "confirmed": True})
        except urllib.error.HTTPError:
            pass  # nothing is pending
        for _ in range(self.kind.days + 1):
            self.pass_time(DAY)
            self.finish(self.shop.cron(), is_cron=True, unharmed=True)
        self.check_end()

    def is_asked(self):
        """Whether WHMCS shows nothing of a success yet."""
        return not self.told and self.row() == self.before and self.count("reported > 0") == "0"

    def told_just_now(self):
        """Whether a further call is a second click, and no further purchase."""
        return self.told and bool(self.story) and self.story[-1] == "success" and self.last_moved == 0

    def pass_time(self, seconds):
        """Time passes; the registrar ends within three minutes what it has begun."""
        self.story.append(f"+{seconds} s")
        self.last_moved = seconds
        self.shop.move(seconds)

    def check_now(self):
        """True at every moment."""
        charges = self.charges()
        assert charges <= 1, f"{charges} charges"
        assert charges == 1 or not self.told, "told a success that was not charged"

    def check_end(self):
        """True in the end."""
        assert self.charges() == 1, f"{self.charges()} charges in the end"
        assert self.count("state NOT IN ('done', 'void')") == "0", "a row of the journal is not settled"
        assert self.count("state = 'done'") == "1", "the journal does not have one order that was carried out"
        self.figures["charges"] += 1

    def charges(self):
        """What the ledger has for the name, less what was given back."""
        entries = self.shop.sandbox.control(f"ledger?object={self.name}")
        return sum(-1 if entry["amount"].startswith("-") else 1 for entry in entries)

    def count(self, condition):
        """How many rows of the journal are so."""
        return self.shop.database.run(
            f"SELECT COUNT(*) FROM mod_ispbridge_journal WHERE domain = '{self.name}' AND {condition}")[0][0]

    def row(self):
        """What WHMCS shows of the domain."""
        return self.shop.database.run(f"SELECT status, expirydate, nextduedate FROM tbldomains WHERE id = {self.number}")[0]

    def today(self):
        """The day at the registrar."""
        return self.shop.sandbox.control("clock")["now"][:10]

    @staticmethod
    def day(date, distance):
        """So many days from a date."""
        return (datetime.date.fromisoformat(date) + datetime.timedelta(days=distance)).isoformat()
