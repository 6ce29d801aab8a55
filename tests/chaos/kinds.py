"""What is bought, and what that costs by the registrar's own price list."""

import collections
import decimal
import json

import stack

DATA = stack.ROOT / "sandbox/data"
CURRENCY = "USD"  # the account's
PREMIUM = "premium-name.org"

# `what` is bought below `tld` by `order`, a pattern; the registry has said its last word after so many `days`; a domain that is there
# already `ends` so many days from now.
Kind = collections.namedtuple("Kind", "what tld order days ends", defaults=(None,))

KINDS = [
    Kind("register", "com", "AddDomain", 0),
    Kind("register", "com", "AddDomain", 0),
    Kind("register", "is", "AddDomain", 1),
    Kind("apply", "swiss", "AddDomainApplication", 1),
    Kind("premium", "org", "AddDomainApplication", 2),
    Kind("renew", "com", "RenewDomain", 0, 40),
    Kind("renew", "com", "RenewDomain", 0, 40),
    Kind("renew", "de", "PayDomainRenewal", 0, 40),
    Kind("restore", "com", "Re*Domain", 1, 40),
    Kind("restore", "com", "Re*Domain", 1, -10),
    Kind("restore", "fr", "Re*Domain", 4, 40),
    Kind("transfer", "net", "TransferDomain", 6),
]

# What WHMCS does for it, where that has another name; and the journal's word for it, which is the same.
ACTIONS = {"apply": "register", "premium": "register", "restore": "renew"}

# What WHMCS shows of the domain before, where it is not a new one.
COLUMNS = {
    "premium": {"is_premium": 1},
    "renew": {"status": "Active"},
    "restore": {"status": "Redemption"},
    "transfer": {"type": "Transfer"},
}

# What the zone asks of its customers.
ANSWERS = {"swiss": {"Registrant Owner Type": "P", "Intended Use": "A page about me"}}


def action(kind):
    """What WHMCS does for it."""
    return ACTIONS.get(kind.what, kind.what)


def charges(kind, years, restore_year):
    """What has to be charged for one purchase of so many years, in this order and each once.

    A restore has no years but the one that comes with it by the quirk `restore_year`; the cron buys the rest.
    """
    if kind.what == "premium":
        return [_rows("premium", name=PREMIUM)["price"]]
    prices = _rows("prices", tld=kind.tld, currency=CURRENCY)
    if kind.what == "restore":
        comes_with_it = {"always": 1, "never": 0}.get(restore_year, int(kind.ends < 0))
        left = years - comes_with_it
        return [prices["restore"]] + ([prices["renew"] * left] if left else [])
    return [prices[{"apply": "register"}.get(kind.what, kind.what)] * years]


def _rows(table, **key):
    """The row of a table of the sandbox, its amounts as decimals."""
    _, *rows = json.loads((DATA / f"{table}.json").read_text())
    found, = (row for row in rows if key.items() <= row.items())
    amounts = ("price", "register", "renew", "transfer", "restore")
    return {name: decimal.Decimal(cell) if name in amounts else cell for name, cell in found.items()}
