"""Writes the replies and commands that are measured: of realistic shapes and sizes, the same in every run.

The shapes are those of the API reference's examples; every name and value is invented.
"""

import json

TLDS = ["com", "net", "org", "de", "cafe", "store", "xn--p1ai", "co.uk"]
DATE = "20{:02}-{:02}-{:02} {:02}:{:02}:{:02}"


def write(folder):
    """Fills the folder: one `.txt` a reply, and `commands.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    replies = {"StatusDomain": status_domain(), "QueryDomainList": domain_list(1000), "StatusUser": status_user(5_000_000)}
    for name, text in replies.items():
        (folder / f"{name}.txt").write_text(text)
    (folder / "commands.json").write_text(json.dumps(commands()))


def date(seed):
    """A moment that depends on the seed alone."""
    return DATE.format(18 + seed % 9, 1 + seed % 12, 1 + seed % 28, seed % 24, seed % 60, seed * 7 % 60)


def name(seed):
    """A domain name that depends on the seed alone."""
    return f"shop-{seed * 7919 % 100_000:05}.{TLDS[seed % len(TLDS)]}"


def reply(columns):
    """A reply's text from its columns, in the spelling of the reference."""
    cells = [f"PROPERTY[{column}][{index}] = {value}" for column, values in columns.items() for index, value in enumerate(values)]
    return "\n".join(
        ["[RESPONSE]", "CODE = 200", "DESCRIPTION = Command completed successfully", "QUEUETIME = 0", "RUNTIME = 0.123", *cells,
         "EOF", ""])


def status_domain():
    """One domain, as its page in a shop asks for it."""
    words = {
        "ACCOUNTINGPERIOD": "-5d", "AUTH": "*kHRSf/3-xs", "CLASS": "DOMAIN", "CREATEDBY": "SYSTEM", "DELETIONHOLDPERIOD": "5d",
        "DELETIONRESTORABLEPERIOD": "30d", "DESCRIPTION": name(1), "DOMAINUMLAUT": name(1), "FAILUREPERIOD": "44d",
        "FINALIZATIONPERIOD": "1d", "HOSTTYPE": "OBJECT", "ID": name(1), "NEXTACTION": "finalize", "PEERUSER": "",
        "PREPAIDPERIOD": "1Y", "REGISTRAR": "SYSTEM", "REGISTRATIONGRACEPERIOD": "0", "RENEWALMODE": "AUTORENEW",
        "REPOSITORY": "COM-OTE-1API1", "ROID": "101827933_DOMAIN_COM", "SUBCLASS": "COM", "TRANSFERLOCK": "0",
        "UPDATEDBY": "SYSTEM", "USER": "test.user", "X-ACCEPT-WHOISTRUSTEE-TAC": "0", "X-REGISTRANT-VERIFICATION-STATUS": "PENDING",
        "X-WHOIS-RSP": "Example Shop", "X-WHOIS-URL": "https://example.com"}
    dates = ["ACCOUNTINGDATE", "CREATEDDATE", "EXPIRATIONDATE", "FAILUREDATE", "FINALIZATIONDATE", "NEXTACTIONDATE", "PAIDUNTILDATE",
             "REGISTRARTRANSFERDATE", "REGISTRARUPDATEDDATE", "REGISTRATIONEXPIRATIONDATE", "TRANSFERDATE", "UPDATEDDATE"]
    columns = {key: [value] for key, value in words.items()}
    columns |= {key: [date(seed)] for seed, key in enumerate(dates)}
    columns |= {f"{kind}CONTACT": ["P-ABC1378025"] for kind in ("ADMIN", "BILLING", "OWNER", "TECH")}
    columns |= {"NAMESERVER": ["ns1.example.net", "ns2.example.net"], "STATUS": ["ACTIVE", "clientTransferProhibited"]}
    return reply(dict(sorted(columns.items())))


def domain_list(rows):
    """A page of a portfolio with every column, as WIDE=1 gives it."""
    of_dates = ["ACCOUNTINGDATE", "CREATEDDATE", "EXPIRATIONDATE", "FAILUREDATE", "FINALIZATIONDATE", "NEXTACTIONDATE", "PAIDUNTILDATE",
                "TRANSFERDATE", "UPDATEDDATE"]
    of_handles = ["ADMINCONTACT", "BILLINGCONTACT", "OWNERCONTACT", "TECHCONTACT"]
    constant = {
        "CLAIMKEY": "", "CURRENCY": "EUR", "INTERNALNAMESERVER": "ns1.example.net ns2.example.net", "INVALIDPARAMETER": "",
        "MISSINGPARAMETER": "", "NAMESERVER": "ns1.example.net ns2.example.net", "NEXTACTION": "pay", "OBJECTCLASS": "DOMAIN",
        "PARENTUSER": "demo.example.net", "PEERUSER": "", "PREPAIDPERIOD": "0", "RENEWALGROSSPRICE": "9.52", "RENEWALMODE": "renew",
        "RENEWALPERIOD": "1Y", "RENEWALPRICE": "8.00", "ROID": "", "STATUS": "ACTIVE", "TRANSFERLOCK": "1", "USER": "test.user",
        "VAT": "19.00", "X-ACCEPT-WHOISTRUSTEE-TAC": "0"}
    seeds = range(rows)
    columns = {column: [date(seed + place) for seed in seeds] for place, column in enumerate(of_dates)}
    columns |= {column: [f"P-ABC{100_000 + seed * 31 % 700}" for seed in seeds] for column in of_handles}
    columns |= {column: [value] * rows for column, value in constant.items()}
    columns |= {column: [name(seed) for seed in seeds] for column in ("DESCRIPTION", "OBJECTID")}
    columns |= {"AUTH": [f"Zq{seed * 48271 % 2_147_483_647:010}+" for seed in seeds]}
    columns |= {"SUBCLASS": [TLDS[seed % len(TLDS)].upper() for seed in seeds]}
    control = {"FIRST": [0], "LAST": [rows - 1], "COUNT": [rows], "TOTAL": [rows * 3], "LIMIT": [rows]}
    return reply(control | dict(sorted(columns.items())))


def status_user(size):
    """An account with its price list: relations, until the reply is at least so many bytes long."""
    kinds = ["SETUP", "ANNUAL", "TRANSFER", "RESTORE", "TRADE", "PROMO_SETUP", "CURRENCY"]
    types, values, length = [], [], 0
    while length < size:
        seed = len(types)
        kind = kinds[seed % len(kinds)]
        types.append(f"PRICE_CLASS_DOMAIN_{TLDS[seed % len(TLDS)].upper()}{seed // 56}_{kind}")
        values.append("USD" if kind == "CURRENCY" else f"{seed * 37 % 9000 / 100:.2f}")
        length += len(types[-1]) + len(values[-1]) + 2 * len(str(seed)) + len("PROPERTY[RELATIONTYPE][] = \nPROPERTY[RELATIONVALUE][] = \n")
    return reply({"ACCOUNTCURRENCY": ["EUR"], "ACTIVE": [1], "RELATIONTYPE": types, "RELATIONVALUE": values, "USER": ["test.user"]})


def commands():
    """Commands as a module hands them over: a small one, one of an order, one with a whole zone."""
    contact = {"FIRSTNAME": "Zoë", "LASTNAME": "Müller", "STREET": "Hauptstraße 1", "CITY": "Köln", "ZIP": "50667", "COUNTRY": "DE",
               "PHONE": "+49.2215550100", "EMAIL": "zoe@example.com"}
    order = {"COMMAND": "AddDomain", "DOMAIN": name(1), "PERIOD": 1, "NAMESERVER": ["ns1.example.net", "ns2.example.net"]}
    order |= {f"{kind}CONTACT0": contact for kind in ("OWNER", "ADMIN", "TECH", "BILLING")}
    records = [f"host{number} 3600 IN A 192.0.2.{number % 250}" for number in range(1000)]
    return {
        "StatusDomain": {"COMMAND": "StatusDomain", "DOMAIN": name(1)},
        "AddDomain": order,
        "UpdateDNSZone": {"COMMAND": "UpdateDNSZone", "DNSZONE": name(1) + ".", "INCSERIAL": 1, "ADDRR": records}}
