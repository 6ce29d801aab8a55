"""One purchase, while the wire fails, processes are killed, workers meet, and people are impatient.

The verdict comes from the registrar's ledger. A run draws everything from its seed; only the moments at which processes are killed
or meet depend on the machine.
"""

import datetime
import json
import random
import subprocess

import kinds
import verdict

MINUTE, DAY = 60, 24 * 60 * 60

# How often a purchase is asked for at the most, once nothing fails any more.
ATTEMPTS = 8

# For so long after a success the same call is a second click (`docs/architecture.md`, 18 says ten minutes; calls may be slow).
CLICK = 5 * MINUTE

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


class Money:
    """A run."""

    def __init__(self, shop, seed, figures):
        self.shop, self.seed, self.figures = shop, seed, figures
        self.random = random.Random(seed)
        self.kind = self.random.choice(kinds.KINDS)
        self.action = kinds.action(self.kind)
        self.name = kinds.PREMIUM if self.kind.what == "premium" else f"money-{seed}.{self.kind.tld}"
        self.years = self.random.choice([1, 2]) if self.kind.what == "restore" else 1
        self.term_from = None
        self.told_at = None
        self.story = []

    def play(self):
        """Plays it to its end; an AssertionError says what is wrong."""
        self.figures["runs"] += 1
        self.figures[self.kind.what] += 1
        try:
            self.prepare()
            for _ in range(self.random.randint(1, 4)):
                self.something()
                verdict.check_now(self)
            self.figures["faults"] += self.shop.sandbox.control("chaos")["hits"]
            self.calm()
            self.figures["in doubt"] += self.count("state IN ('open', 'doubt')")
            self.rest()
            self.figures["charges"] += len(self.prices)
        except AssertionError as wrong:
            story = "\n    ".join(self.story)
            raise AssertionError(f"ISPBRIDGE_SEED={self.seed} {self.kind.what} {self.name}: {wrong}\n    {story}") from None

    def prepare(self):
        """The domain in the shop and, for what is not new, at its registrar."""
        control = self.shop.sandbox.control
        self.calm()
        self.shop.forget_facts()
        self.forget()
        quirks = {
            "new_domain_dates": self.random.choice(["all", "no_finalization"]),
            "restore_year": self.random.choice(["if_expired", "always", "never"])}
        control("quirks", quirks)
        self.prices = kinds.charges(self.kind, self.years, quirks["restore_year"])
        columns = {**kinds.COLUMNS.get(self.kind.what, {}), "registrationperiod": self.years}
        if self.kind.ends is not None:
            self.term_from = self.day(self.today(), self.kind.ends)
            columns.update(expirydate=self.term_from, nextduedate=self.term_from)
            self.add_to_registrar()
        if self.kind.what == "transfer":
            control("foreign", {
                "name": self.name, "registrar": "Another", "auth": "let-it-go", "answer": "approve", "answer_after_hours": 48})
        self.number = self.shop.add_domain(self.name, columns, kinds.ANSWERS.get(self.kind.tld, {}))
        if self.kind.what == "premium":
            self.shop.add_premium_cost(self.number, self.prices[0])
        self.before = self.row()
        self.since = max((entry["id"] for entry in control(f"ledger?object=*{self.name}*")), default=0)
        orders = [{"command": self.kind.order, "per_mille": share, **effect} for share, effect in ORDER_FAULTS]
        reads = [{"per_mille": share, **effect} for share, effect in READ_FAULTS]
        control("chaos", {"seed": self.seed, "rules": orders + reads})

    def calm(self):
        """Nothing fails any more, also where an earlier run broke off."""
        self.shop.sandbox.control("chaos", {"seed": 0, "rules": []})

    def forget(self):
        """There is one premium name, so an earlier run may have bought it: nobody has it, and the shop knows nothing of it."""
        if self.kind.what == "premium":
            self.decide(False)
            self.shop.could("remove", {"entity": "live", "name": self.name})
            self.shop.forget(self.name)

    def add_to_registrar(self):
        """A domain of the account; one that is to be restored was deleted just now."""
        ends = self.term_from + " 00:00:00"
        self.shop.sandbox.control("domains", {
            "entity": "live", "name": self.name, "account": self.shop.sandbox.login, "created": self.day(self.today(), -690) + " 00:00:00",
            "expiration": ends, "renewal_mode": "AUTOEXPIRE"})
        if self.kind.what == "restore":
            assert self.shop.call("DeleteDomain", DOMAIN=self.name)["CODE"] == "200"

    def something(self):
        """What WHMCS, its people and the registry do, and some time after it."""
        more = ["decide", "sync"] if self.kind.days else []
        what = self.random.choice(["ask", "ask", "ask", "both", "cron", *more])
        if what == "cron":
            self.finish("cron", self.shop.cron())
        elif what == "sync":
            self.sync(unharmed=False)
        elif what == "decide":
            self.decide(True)
        elif self.is_asked():
            workers = [self.ask() for _ in range(2 if what == "both" else 1)]
            for worker in workers:
                self.hear(worker)
        self.pass_time(self.random.choice([0, 0, 30, 2 * MINUTE, 6 * MINUTE, 20 * MINUTE]))

    def ask(self):
        """Starts the operation, as WHMCS does."""
        self.figures["processes"] += 1
        value = {"renew": [self.years], "transfer": ["let-it-go"]}.get(self.action, [])
        return self.shop.act(self.action, self.number, *value)

    def hear(self, process, unharmed=False):
        """What WHMCS is told."""
        if self.finish("ask", process, unharmed) == "":
            self.told_at = self.shop.seconds

    def sync(self, unharmed=True):
        """WHMCS asks how the domain stands, where it does so for such a domain; returns what finish() does."""
        status = self.row()[0]
        what = {"Pending Transfer": "transfersync", "Pending Registration": "sync", "Active": "sync"}.get(status)
        return None if what is None else self.finish(what, self.shop.act(what, self.number), unharmed)

    def decide(self, confirmed):
        """The word of the registry or the other registrar on what is pending."""
        if self.shop.could("settle", {"entity": "live", "name": self.name, "confirmed": confirmed}):
            self.story.append("it is decided")

    def finish(self, what, process, unharmed=False):
        """Waits for a process, or kills it at some moment; returns the error that it tells, and None where it was killed."""
        kill = not unharmed and self.random.random() < 0.35
        moment = self.random.uniform(0.0, 1.0)
        try:
            output, _ = process.communicate(timeout=moment * self.figures["span"] if kill else 60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            self.figures["kills"] += 1
            self.story.append(f"{what}: killed")
            assert kill, "a process that never ends"
            return None
        assert what == "cron" or output.startswith("{"), f"no answer: {output}"
        assert "PHP " not in output and (what != "cron" or output == ""), f"a complaint: {output}"
        error = json.loads(output)["error"] if what != "cron" else ""
        self.story.append(f"{what}: {error or 'success'}")
        return error

    def rest(self):
        """Nothing fails any more: WHMCS asks until it is told, then somebody asks once more, then time passes."""
        for _ in range(ATTEMPTS):
            if not self.is_asked():
                break
            self.pass_time(20 * MINUTE)
            self.finish("cron", self.shop.cron(), unharmed=True)
            verdict.check_now(self)
            if self.is_asked():
                self.hear(self.ask(), unharmed=True)
                verdict.check_now(self)
        assert not self.is_asked(), "never a success"
        if self.action != "renew" or self.told_just_now():
            self.hear(self.ask(), unharmed=True)
            verdict.check_now(self)
        self.decide(True)
        sync_is_first = self.random.random() < 0.5
        for _ in range(self.kind.days + 1):
            self.pass_time(DAY)
            self.daily(sync_is_first)
            verdict.check_now(self)
        verdict.check_rest(self)

    def daily(self, sync_is_first):
        """What is done each day. Of the synchronisations that of transfers alone: the other would hide what nobody has followed up."""
        for step in ["sync", "cron"] if sync_is_first else ["cron", "sync"]:
            if step == "cron":
                self.finish("cron", self.shop.cron(), unharmed=True)
            elif self.row()[0] == "Pending Transfer":
                self.sync()

    @property
    def told(self):
        """Whether WHMCS was told of a success."""
        return self.told_at is not None

    def is_asked(self):
        """Whether WHMCS shows nothing of a success yet."""
        return not self.told and self.row() == self.before and self.count("reported > 0") == 0

    def told_just_now(self):
        """Whether a further call is a second click, and no further purchase."""
        return self.told and self.shop.seconds - self.told_at <= CLICK

    def pass_time(self, seconds):
        """Time passes; the registrar ends within three minutes what it has begun."""
        self.story.append(f"+{seconds} s")
        self.shop.move(seconds)

    def count(self, condition):
        """How many rows of the journal are so."""
        return self.shop.count("mod_ispbridge_journal", f"domain = '{self.name}' AND {condition}")

    def tasks(self):
        """The marks of the to-dos that are open about the domain."""
        return [mark for mark, in self.shop.database.run(
            "SELECT SUBSTR(description, INSTR(description, '[ispbridge ')) FROM tbltodolist"
            f" WHERE status != 'Completed' AND description LIKE '%{self.name}%' ORDER BY id")]

    def looks(self):
        """The marks of those that ask to look whether WHMCS has taken note of a renewal."""
        return [mark for mark, in self.shop.database.run(
            "SELECT SUBSTR(description, INSTR(description, '[ispbridge ')) FROM tbltodolist"
            f" WHERE status != 'Completed' AND title = 'Let WHMCS take note of the renewal of {self.name}'")]

    def applications(self):
        """The states of those for the name, as the module knows them."""
        return [state for state, in self.shop.database.run(
            f"SELECT state FROM mod_ispbridge_applications WHERE domain = '{self.name}' ORDER BY id")]

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
