"""One call of WHMCS: what it passes, what registrar and host answer, and the rules of a zone that several verbs share."""
import datetime
import html
import json
import pathlib
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "fields"))
from second_reading import FACTS, Order, Reading  # noqa: E402, F401

# 5.2, items 4 and 5: zones whose transfers carry no contacts, or those of two roles, although they are country codes.
NO_CONTACTS = "nu dk ca us pt no se es".split()
ADMIN_AND_TECH = "fr pm re tf wf yt".split()
# 5.2: name servers are usually left out, except there.
WITH_NAMESERVERS = "be in it".split()
# 5.2 and 24: the losing registrar releases to the tag, the order only asks for it.
TAGGED = ["uk"]
# 5.3: registries without contacts of their own.
THIN = "com net cc tv".split()
# 4.2 and 4.3.
APPLICATION_CLASSES = {"swiss": "GOLIVE"}
# 4.1: postal codes without blanks.
TIGHT_POSTCODES = ["se"]
# ispapi-wire 7.2.
NON_TRANSITIONAL = "art be ca de fr pm re swiss tf wf yt".split()

ROLES = ["OWNERCONTACT", "ADMINCONTACT", "TECHCONTACT", "BILLINGCONTACT"]
CONTACT_FIELDS = {  # 4.1 and the contract 1.2; the country has two names
    "FIRSTNAME": "firstname", "LASTNAME": "lastname", "ORGANIZATION": "companyname", "CITY": "city", "STATE": "state",
    "ZIP": "postcode", "PHONE": "fullphonenumber", "EMAIL": "email",
}  # fmt: skip


DONE = 200
# Not in the account, whatever else it means (docs/unknowns.md).
NOT_OURS = (531, 545)
# ispapi-registrar 7: a deletion is under way.
DELETING = ("PENDINGDELETE", "REQUESTEDDELETE")

# docs/wire-ispapi.md: a question is asked twice more after these.
AGAIN = (420, 421, 423, 520)
QUESTIONS = ("Query", "Status", "Check")

# docs/errors.md: what is wrong with an answer.
FAULTS = {"missing": "missing", "not_accepted": "not_accepted", "unknown_option": "option"}


class Refused(Exception):
    """It ends without success; the code says why, and whether the registrar may have acted all the same."""

    def __init__(self, code, in_doubt=False):
        super().__init__(code)
        self.in_doubt = in_doubt


class Case:
    """One call of WHMCS, with what registrar and host answer."""

    def __init__(self, folder, reading):
        defaults = json.loads((HERE / "defaults.json").read_text(encoding="utf-8"))
        own = folder / "answers.json"
        answers = json.loads(own.read_text(encoding="utf-8")) if own.exists() else {}
        self.verb = folder.parent.name
        self.params = json.loads((folder / "params.json").read_text(encoding="utf-8"))
        self.replies = {**defaults["commands"], **answers.get("commands", {})}
        self.host = {**defaults["host"], **answers.get("host", {})}
        self.now = answers.get("now", defaults["now"])
        self.clock = datetime.datetime.fromisoformat(self.now)
        self.reading = reading
        self.sent, self.told = [], []
        if "sld" in self.params:
            self.original = self.params.get("original", self.params)
            self.zone = self.original["tld"]
            self.domain = ascii_name(self.original["sld"] + "." + self.zone)
            self.last = self.domain.split(".")[-1]

    # ------------------------------------------------------------------------------------------------ what is said

    def ask(self, command, **params):
        """Sends, and returns the reply's code and cells; no code where the answer was lost."""
        for _ in range(3 if command.startswith(QUESTIONS) else 1):
            self.sent.append({"COMMAND": command, **{key.replace("_", "-"): str(value) for key, value in params.items()}})
            times = sum(sent["COMMAND"] == command for sent in self.sent)
            code, cells = self.reply(f"{command}#{times}" if f"{command}#{times}" in self.replies else command)
            if code not in AGAIN:
                break
        return code, cells

    def reply(self, name):
        if not self.replies[name]:
            return None, {}
        first, *lines = self.replies[name]
        cells = {}
        for line in lines:
            name, value = line.split("=", 1)
            cells.setdefault(name, []).append(value)
        return int(first.split(" ")[0]), cells

    def status(self):
        return self.ask("StatusDomain", DOMAIN=self.domain)

    def log(self, domain=None):
        """ispapi-wire 9; twenty entries are more than one order leaves behind."""
        return self.ask("QueryObjectLogList", OBJECTCLASS="DOMAIN", OBJECTID=domain or self.domain, ORDERBY="LOGDATEDESC", USERDEPTH="SELF", LIMIT=20)

    def deleted(self):
        """6.5; OBJECTID is a pattern."""
        return self.ask("QueryObjectList", WIDE=1, OBJECTCLASS="DELETEDDOMAIN", OBJECTID=self.domain)

    def zone_facts(self):
        """ispapi-wire 12: capabilities come from the platform, once a day."""
        facts = {}
        for _, cells in (self.ask("QueryDomainOptions", DOMAIN0=self.domain), self.ask("QueryDomainRepositoryInfo", DOMAIN=self.domain)):
            facts.update({name: values[0] for name, values in cells.items() if name not in facts})
        self.told.append("cache zone:" + ascii_name(self.zone))
        return facts

    def order(self, operation, start, command, note=None):
        """Architecture 14 and 16: what WHMCS should keep first, then the claim, then the order, once."""
        self.told += ["field_values"] if note and self.params["domainid"] else []
        self.told.append(f"claim {operation} {start}")
        name = command.pop("COMMAND")
        code, cells = self.ask(name, **command)
        if code != 200:  # the order may have come twice, and the refusal be that of the second: it is verified (ispapi-wire 9)
            self.verify(operation)
        return code, cells

    def verify(self, operation):
        self.status()
        if operation == "transfer":
            self.ask("StatusDomainTransfer", DOMAIN=self.domain)
        if operation != "renew":
            self.log()

    # ------------------------------------------------------------------------------------------------ what is read

    def operation_fields(self, operation):
        """The additional fields of one operation, for the owner of the order."""
        switched = self.switched("OptInFieldTLDs") or self.switched("UndocumentedFieldTLDs")
        about = {"country": self.original.get("countrycode", "").upper() or None, "organization": bool(self.original.get("companyname")), "switched": switched}
        order = Order(self.reading, "." + unicode_name(self.zone), operation, self.params.get("additionalfields") or {}, about)
        carried = order.carried()
        for fault in carried.get("faults", {}).values():
            raise Refused("registrar.field_" + FAULTS.get(fault, "malformed"))
        return carried

    def switched(self, setting):
        return self.zone in self.params.get(setting, "").replace(",", " ").split()

    def contact(self, source, role):
        """One contact's data under a role; what is empty is not sent (ispapi-wire 3)."""
        prefix, country = ("", "countrycode") if role == "OWNERCONTACT" else ("admin", "admincountry")
        text = lambda key: html.unescape(str(source.get(prefix + key, ""))).strip()
        data = {field: text(key) for field, key in CONTACT_FIELDS.items()}
        data["STREET"] = " , ".join(line for line in (text("address1"), text("address2")) if line)
        data["COUNTRY"] = str(source[country]).upper()
        code, number = data["PHONE"].split(".", 1)
        data["PHONE"] = code + "." + "".join(c for c in number if c.isdigit())
        if self.zone in TIGHT_POSTCODES:
            data["ZIP"] = data["ZIP"].replace(" ", "")
        return {f"{role}0{field}": value for field, value in data.items() if value}

    def nameservers(self, source=None):
        """Dense, none empty, none twice (4.1)."""
        source = self.params if source is None else source
        names = [str(source.get(f"ns{n}", "")).strip().lower().rstrip(".") for n in range(1, 6)]
        return list(dict.fromkeys(name for name in names if name))

    def secret(self, key):
        """Trimmed and HTML-decoded, in its case (5.2)."""
        return html.unescape(str(self.params.get(key, ""))).strip()

    def shown(self, cells):
        """The date that the shop shows (6.4), a day earlier where it says so."""
        end = self.end(cells)
        return end and end - datetime.timedelta(days=flag(self.params.get("ExpiryDayEarlier", "")))

    def end(self, cells):
        """The end of the term that the registrar has."""
        paid, failure, final, expiry = (moment(cells, name) for name in ("PAIDUNTILDATE", "FAILUREDATE", "FINALIZATIONDATE", "EXPIRATIONDATE"))
        if not paid:
            others = (moment(cells, name) for name in ("EXPIRATIONDATE", "REGISTRATIONEXPIRATIONDATE", "RENEWALDATE"))
            return next((date for date in others if date), None)
        if not failure or failure > paid:
            return paid
        return final + (paid - expiry) if final and expiry else min(paid, failure)

    def travel_code(self):
        """X-TRAVEL-UIN goes with renewals, too (6.1); its field, by name and aliases."""
        fields = self.params.get("additionalfields") or {}
        rows = [row for row in self.reading.rows if row["api_param"] == "X-TRAVEL-UIN"]
        names = [name for row in rows for name in [row["whmcs_name"], *row["aliases"]]]
        found = [str(fields[name]).strip() for name in names if str(fields.get(name, "")).strip()]
        return {"X-TRAVEL-UIN": found[0]} if found else {}


def flag(value):
    return str(value).lower() in ("1", "on", "yes", "true")


def ascii_name(name):
    """ispapi-wire 7.2, as far as the cases go."""
    labels = unicodedata.normalize("NFC", name.lower()).split(".")
    if labels[-1] not in NON_TRANSITIONAL:
        labels = [label.replace("ß", "ss").replace("ς", "σ") for label in labels]
    return ".".join(label if label.isascii() else "xn--" + label.encode("punycode").decode() for label in labels)


def unicode_name(name):
    """Additional fields name their zones as people read them."""
    decoded = (label[4:].encode().decode("punycode") if label.startswith("xn--") else label for label in name.split("."))
    return ".".join(decoded)


def moment(cells, name):
    """A date of the platform; none where it is empty, the zero date or no date (ispapi-wire 2 and 8)."""
    try:
        return datetime.datetime.strptime(first(cells, name).split(".")[0], "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return None


def first(cells, name):
    return (cells.get(name) or [""])[0]


def years_later(date, years):
    """A 29th of February becomes a 28th."""
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        return date.replace(year=date.year + years, day=28)


def is_premium(name):
    return name.startswith(("PREMIUM_", "AFTERMARKET"))
