"""What must be true of a run at every moment, and once everything has come to rest.

The registrar's ledger and its word on the domain decide; what WHMCS and the modules' tables show is held against them.
"""

import datetime
import decimal
import re

from kinds import CURRENCY

# Days between the end of a term and the date that is shown, or that WHMCS reckons for a new domain: its clock and the registry's, and
# the days before the end on which some zones want the next payment.
ROUGHLY = datetime.timedelta(days=7)

# To-dos that may be left: what a fault kept from being set, and is not tried again.
BY_HAND = re.compile(r"\[ispbridge (completion|transfer_after):")


def check_now(run):
    """True at every moment: what was paid for is charged, in its order, each once, and nothing else."""
    charges = charged(run)
    assert charges == run.prices[:len(charges)], f"{_plain(charges)} charged, {_plain(run.prices)} to be charged: {entries(run)}"
    assert charges or not run.told, "told a success that was not charged"


def check_rest(run):
    """True once everything has come to rest: before any Sync puts WHMCS right, and after it."""
    wrong = [*at_registrar(run), *in_journal(run), *in_whmcs(run)]
    error = run.sync()
    (status, expiry, _), date = run.row(), shown(run.shop.status(run.name)).isoformat()
    if error or (status, expiry) != ("Active", date):
        wrong.append(f"after Sync WHMCS shows {status} until {expiry}, not {date} {error or ''}")
    assert not wrong, "; ".join(wrong)


def at_registrar(run):
    """What is wrong with what was bought."""
    if charged(run) != run.prices:
        yield f"{_plain(charged(run))} charged in the end, not {_plain(run.prices)}: {entries(run)}"
    status = run.shop.status(run.name)
    if run.term_from is not None and not _near(wanted_end(run), shown(status)):
        yield f"the registrar has it until {shown(status)}, not {wanted_end(run)}"
    mode = status.get("RENEWALMODE")
    if mode != "AUTOEXPIRE" and not any(BY_HAND.match(mark) for mark in run.tasks()):
        yield f"the domain is left to {mode}"


def in_journal(run):
    """What is wrong with what the modules know of it."""
    if run.count("state NOT IN ('done', 'void')") > 0:
        yield "a row of the journal is not settled"
    done = run.count("state = 'done'")
    if done != len(run.prices):
        yield f"the journal has {done} orders that were carried out, not {len(run.prices)}"
    states, wanted = run.applications(), ["successful"] if run.kind.what in ("apply", "premium") else []
    if states != wanted:
        yield f"applications are {states}, not {wanted}"


def in_whmcs(run):
    """What is wrong with what people see of it."""
    stale = [mark for mark in run.tasks() if not BY_HAND.match(mark)]
    if run.count("state = 'done' AND reported = 0 AND before_image NOT LIKE '%rest_of%'") > 0 and not run.told:
        # WHMCS died between its own note of the success and its word to the module: a person looks whether the term is there
        looks = run.looks()
        run.figures["looks"] += len(looks)
        stale = [mark for mark in stale if mark not in looks]
    if stale:
        yield f"people are still asked to see to {', '.join(stale)}"
    (status, expiry, due), date = run.row(), shown(run.shop.status(run.name))
    if status != "Active":
        yield f"WHMCS shows {status}"
    if run.term_from is not None:
        if due != wanted_end(run):
            yield f"WHMCS shows {due} as the next due date, not {wanted_end(run)}"
    elif not (_near(expiry, date) and _near(due, date)):
        yield f"WHMCS shows {expiry}, due {due}, the registrar {date}"


def charged(run):
    """What was charged for the name, by whatever command, in its order; without what was given back."""
    amounts = {}
    for entry in ledger(run):
        assert entry["currency"] == CURRENCY, f"charged in another currency: {entry}"
        charge = entry["gives_back"] or entry["id"]
        amounts[charge] = amounts.get(charge, 0) + decimal.Decimal(entry["amount"])
    return [amount for amount in amounts.values() if amount != 0]


def entries(run):
    """The entries of the ledger in words: "AddDomain 10.40, AddDomain -10.40"."""
    return ", ".join(f"{entry['command']} {entry['amount']}" for entry in ledger(run))


def ledger(run):
    """The entries for the name and what belongs to it, oldest first."""
    return [entry for entry in run.shop.sandbox.control(f"ledger?object=*{run.name}*") if entry["id"] > run.since]


def wanted_end(run):
    """The end of the paid term of a domain that was there before."""
    date = datetime.date.fromisoformat(run.term_from)
    try:
        return date.replace(year=date.year + run.years).isoformat()
    except ValueError:
        return date.replace(year=date.year + run.years, day=28).isoformat()


def shown(seen):
    """The expiry that WHMCS has to show, by the dates of StatusDomain: the rule of registrar facts 6.4, written once more."""
    dates = {name: text for name, text in seen.items() if name.endswith("DATE") and text and not text.startswith("0000")}
    date = {name: datetime.datetime.fromisoformat(text) for name, text in dates.items()}
    paid, failure = date.get("PAIDUNTILDATE"), date.get("FAILUREDATE")
    final, expiration = date.get("FINALIZATIONDATE"), date.get("EXPIRATIONDATE")
    if paid is None:
        found = next(date[name] for name in ("EXPIRATIONDATE", "REGISTRATIONEXPIRATIONDATE", "RENEWALDATE") if name in date)
    elif failure is None or failure > paid:
        found = paid
    elif final is not None and expiration is not None:
        found = final + (paid - expiration)
    else:
        found = min(paid, failure)
    return found.date()


def _plain(amounts):
    return " + ".join(map(str, amounts)) or "nothing"


def _near(text, date):
    try:
        return abs(datetime.date.fromisoformat(text) - date) <= ROUGHLY
    except ValueError:
        return False  # no date at all
