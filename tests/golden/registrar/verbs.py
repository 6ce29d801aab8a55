"""What each verb sends and how it ends, as the facts want it."""
import datetime

from case import ADMIN_AND_TECH, APPLICATION_CLASSES, DONE, NO_CONTACTS, NOT_OURS, ROLES, TAGGED, THIN, WITH_NAMESERVERS
from case import Refused, first, flag, is_premium, moment, years_later
from leaving import release, request_delete
from syncing import sync


def play(case):
    """The outcome of the call: how it ended, and what the host was told to keep, in order."""
    try:
        value = VERBS[case.verb](case)
    except Refused as refused:
        return {"done": False, "code": str(refused), "in_doubt": refused.in_doubt, "host": case.told}
    return {"done": True, "value": value, "host": case.told}


def periods(text):
    """`1Y`, `0Y`, `R1Y`: years, and whether the term starts anew."""
    words = [word for word in (text or "").replace(",", " ").split() if word.endswith("Y")]
    return [(int(word.lstrip("R")[:-1]), word.startswith("R")) for word in words]


# --------------------------------------------------------------------------------------------------- registration


def register(case):
    """4.1, and 4.2 where the name is applied for."""
    years = int(case.params["regperiod"])
    zone_class = APPLICATION_CLASSES.get(case.last)
    fields = case.operation_fields("application" if zone_class else "register")
    zone = case.zone_facts()
    case.status()
    case.log()
    _, offer = case.ask("CheckDomains", DOMAIN0=case.domain, PREMIUMCHANNELS="*")
    if zone_class:
        case.ask("QueryDomainApplicationList", DOMAIN=case.domain, USERDEPTH="SELF", WIDE=1)
    sold = periods(zone.get("ZONEREGISTRATIONPERIODS"))
    premium = premium_offer(offer)
    if sold and years not in [length for length, _ in sold]:
        raise Refused("registrar.period")
    if premium and (str(case.params.get("premiumCost", "")) != premium["PRICE"] or years != 1):
        raise Refused("registrar.premium")
    command = registration(case, zone, years)
    if premium:
        case.ask("QueryDomainApplicationList", DOMAIN=case.domain, USERDEPTH="SELF", WIDE=1)
        fields = case.operation_fields("application")
        command |= premium
    if zone_class:
        command["CLASS"] = zone_class
    applied = bool(premium or zone_class)
    if applied:
        command["COMMAND"] = "AddDomainApplication"
    else:
        command["RENEWALMODE"] = "AUTOEXPIRE"  # 2.4: the account's default may charge by itself
        if flag(case.params.get("dnsmanagement", "")):
            command["INTERNALDNS"] = 1
    command = with_fields(command, fields)
    code, answer = case.order("register", "new", command, fields.get("kept"))
    if code != DONE:
        case.told.append("settle void")
        raise Refused(f"ispapi.{code}")
    unfinished = applied or "ACTIVE" not in answer.get("STATUS", [])
    if applied:
        case.told.append(f"application {answer['APPLICATION'][0]} open")
    if flag(case.params.get("idprotection", "")) and not has_privacy(zone):
        case.told.append(f"task privacy:{case.domain}")
    case.told.append("settle pending" if unfinished else "settle done")
    return {"pending": unfinished}


def registration(case, zone, years):
    """What AddDomain and AddDomainApplication have in common."""
    command = {"COMMAND": "AddDomain", "DOMAIN": case.domain, "PERIOD": years}
    for role in ROLES:
        command |= case.contact(case.original, role)
    command |= {f"NAMESERVER{n}": name for n, name in enumerate(case.nameservers())}
    if "xn--" in case.domain and case.params.get("idnlanguage"):
        command["X-IDN-LANGUAGE"] = case.params["idnlanguage"]
    if flag(case.params.get("TRANSFERLOCK", "")) and zone.get("REGISTRYTRANSFERLOCK") != "NO":
        command["TRANSFERLOCK"] = 1
    if flag(case.params.get("idprotection", "")) and has_privacy(zone):
        command["X-ACCEPT-WHOISTRUSTEE-TAC"] = 1
    return command


def with_fields(command, fields):
    for role, field in fields.get("removed", []):
        command.pop(role + field, None)
    return command | fields.get("params", {})


def premium_offer(cells):
    """3.3: a class of its own, or the channel of the aftermarket; the price comes with it."""
    name, channel = first(cells, "CLASS"), first(cells, "PREMIUMCHANNEL")
    if not is_premium(name):
        name = "AFTERMARKET_PURCHASE_" + channel if channel else ""
    return {"CLASS": name, "PRICE": first(cells, "PRICE"), "CURRENCY": first(cells, "CURRENCY")} if name else None


def has_privacy(zone):
    return "WHOISTRUSTEE" in zone.get("X-PROXY", "WHOISTRUSTEE").replace("-", " ").split()


# ------------------------------------------------------------------------------------------------------- transfer


def transfer(case):
    """5.2."""
    years = int(case.params["regperiod"])
    fields = case.operation_fields("transfer")
    zone = case.zone_facts()
    case.status()
    case.ask("StatusDomainTransfer", DOMAIN=case.domain)
    case.log()
    code = case.secret("eppcode") or case.secret("transfersecret")
    wanted = zone.get("REGISTRYTRANSFERREQUIREAUTHCODE") != "NO"
    auth = {"AUTH": code} if code and wanted else {}
    answer, check = case.ask("CheckDomainTransfer", DOMAIN=case.domain, **auth)
    between = first(check, "USERTRANSFERREQUIRED") == "1"
    if between and code and not auth:  # between accounts it is always wanted, in every zone
        auth = {"AUTH": code}
        answer, check = case.ask("CheckDomainTransfer", DOMAIN=case.domain, **auth)
    if answer != 218:
        raise Refused(f"ispapi.{answer}")
    if not code and (between or zone.get("REGISTRYTRANSFERREQUIREAUTHCODE") == "YES"):
        raise Refused("registrar.missing_param")
    if first(check, "TRANSFERLOCK") == "1":
        raise Refused("registrar.locked")
    if auth and first(check, "AUTHISVALID") in ("0", "NO"):
        raise Refused("registrar.wrong_auth_code")
    command = {"COMMAND": "TransferDomain", "DOMAIN": case.domain, **auth, **period(zone, years, between)}
    name = first(check, "CLASS")
    if is_premium(name):
        _, account = case.ask("StatusUser")
        prices = dict(zip(account["RELATIONTYPE"], account["RELATIONVALUE"]))
        if prices.get(f"PRICE_CLASS_DOMAIN_{name}_TRANSFER") != str(case.params["premiumCost"]):
            raise Refused("registrar.premium")
        command["CLASS"] = name
    if between:
        command["ACTION"] = "USERTRANSFER"
    elif case.last in TAGGED:
        command["ACTION"] = "REQUEST"
    for role in transfer_roles(case.last):
        if zone.get(f"ZONE{role}SMAX".replace("OWNER", "REGISTRANT")) != "0":
            command |= case.contact(case.original, role)
    if case.last in WITH_NAMESERVERS:
        command |= {f"NAMESERVER{n}": name for n, name in enumerate(case.nameservers())}
    command = with_fields(command, fields)
    reply = case.order("transfer", "new", dict(command), fields.get("kept"))[0]
    if reply in (548, 541) and (0, False) in periods(zone.get("ZONETRANSFERPERIODS")) and command["PERIOD"] != "0Y":
        case.told.append("settle void")  # 5.2: once more, without a term
        reply = case.order("transfer", "new", command | {"PERIOD": "0Y"})[0]
    if reply != DONE:
        case.told.append("settle void")
        raise Refused(f"ispapi.{reply}")
    if case.last in TAGGED:
        case.told.append(f"task tag:{case.domain}")
    case.told.append("settle pending")
    return {"pending": True}


def period(zone, years, between):
    """The longest term on offer that is paid for, rather one that does not start anew; a free transfer where that is what the zone has."""
    offered = periods(zone.get("ZONETRANSFERPERIODS"))
    if between:
        return {"PERIOD": "0Y"} if (0, False) in offered else {}
    for renewed in (False, True):
        fitting = [length for length, anew in offered if anew == renewed and length <= years]
        if fitting:
            return {"PERIOD": max(fitting) or "0Y"}
    if zone.get("ZONETRANSFERPERIODS"):
        raise Refused("registrar.bad_param")
    return {"PERIOD": years}


def transfer_roles(last):
    """All gTLDs and some country codes take no contacts."""
    generic = len(last) > 2 and last.isascii() and last.isalpha()
    if generic or last in NO_CONTACTS:
        return []
    return ["ADMINCONTACT", "TECHCONTACT"] if last in ADMIN_AND_TECH else ROLES


def transfer_sync(case):
    """5.3 and architecture 19: the domain is here, and what was wanted with it is set once."""
    _, now = case.status()
    case.ask("StatusDomainTransfer", DOMAIN=case.domain)
    case.log()
    wants = lambda name: flag(case.params.get(name, ""))
    zone = case.zone_facts() if wants("idprotection") else {}
    steps, order = [], case.params.get("order", {})
    if first(now, "RENEWALMODE") != "AUTOEXPIRE":
        steps.append({"COMMAND": "SetDomainRenewalMode", "RENEWALMODE": "AUTOEXPIRE"})
    unreadable = [role for role in ROLES if not first(now, role) or first(now, role).startswith("AUTO-")]
    if wants("CHUpdTransfer") and case.last in THIN and unreadable:
        step = {"COMMAND": "ModifyDomain"}
        for role in unreadable:
            step |= case.contact(order, role)
        steps.append(step)
    ordered = case.nameservers(order)
    if wants("NSUpdTransfer") and set(ordered) != set(now.get("NAMESERVER", [])):
        old = [name for name in now.get("NAMESERVER", []) if name not in ordered]
        new = [name for name in ordered if name not in now.get("NAMESERVER", [])]
        step = {f"DELNAMESERVER{n}": name for n, name in enumerate(old)} | {f"ADDNAMESERVER{n}": name for n, name in enumerate(new)}
        steps.append({"COMMAND": "ModifyDomain", **step})
    if wants("dnsmanagement"):
        steps.append({"COMMAND": "ModifyDomain", "INTERNALDNS": 1})
    missing = False
    if wants("idprotection") and first(now, "X-ACCEPT-WHOISTRUSTEE-TAC") != "1":
        missing = not has_privacy(zone)
        steps += [] if missing else [{"COMMAND": "ModifyDomain", "X-ACCEPT-WHOISTRUSTEE-TAC": 1}]
    if wants("TRANSFERLOCK") and first(now, "TRANSFERLOCK") == "0":
        steps.append({"COMMAND": "ModifyDomain", "TRANSFERLOCK": 1})
    case.told.append("settle done")  # whoever moves the row sets what follows
    row = case.host["journal"][0]
    paid = float(order.get("firstpaymentamount", 1)) > 0
    owed = paid and row["before"]["owed"] > 0 and not grown(row["before"], now, row["years"])
    case.told += ["close_task"] if row["state"] == "doubt" else []  # the to-do of the doubt
    case.told += [f"task transfer_years:{case.domain}"] if owed else []
    for step in steps:
        case.ask(step.pop("COMMAND"), DOMAIN=case.domain, **step)
    case.told += [f"task transfer_after:{case.domain}"] if missing else []
    case.told += ["settle done"] if steps or missing or owed or row["state"] == "doubt" else []
    return {"state": "completed", "expiry": case.shown(now).date().isoformat()}


def grown(before, now, years):
    then, today = before.get("expiration"), moment(now, "EXPIRATIONDATE")
    return bool(then and today) and today >= years_later(datetime.datetime.fromisoformat(then), years) - datetime.timedelta(days=3)


# -------------------------------------------------------------------------------------------------------- renewal


def renew(case):
    """6.1 and 6.3: guarded by the year of the registry's expiry; paid ahead where the zone renews by itself."""
    years = int(case.params["regperiod"])
    zone = case.zone_facts()
    code, cells = case.status()
    if code in NOT_OURS or "PENDINGDELETE" in cells.get("STATUS", []):
        return restore(case, code, cells)
    expiry, paid = moment(cells, "EXPIRATIONDATE"), moment(cells, "PAIDUNTILDATE")
    end = paid or expiry
    sold = [length for length, _ in periods(zone.get("ZONERENEWALPERIODS")) if length]
    if sold and years not in sold:
        raise Refused("registrar.renewal_period")
    # docs/unknowns.md: what a registry has renewed by itself and nobody has paid is paid, not renewed once more
    renewed_unpaid = paid and expiry >= years_later(paid, 1) - datetime.timedelta(days=3)
    ahead = zone.get("REGISTRYEXPLICITRENEWAL") == "NO" or bool(renewed_unpaid)
    if ahead and not paid:
        raise Refused("registrar.no_dates")  # no date would prove the payment
    if ahead and zone.get("ZONERENEWALPAYMENTPERIOD"):
        opens = end - datetime.timedelta(days=abs(int(zone["ZONERENEWALPAYMENTPERIOD"].rstrip("d"))))
        if datetime.datetime.fromisoformat(case.now) < opens:
            raise Refused("registrar.renewal_too_early")
    command = {"DOMAIN": case.domain, "PERIOD": years, "EXPIRATION": expiry.year}
    name = first(cells, "SUBCLASS")
    if is_premium(name):
        command["CLASS"] = premium_renewal(case, name)
    pay = {"COMMAND": "PayDomainRenewal", **command}
    if case.last == "travel" and not ahead:
        command |= case.travel_code()
    start = end.isoformat(sep=" ")
    code = case.order("renew", start, pay if ahead else {"COMMAND": "RenewDomain", **command})[0]
    if code == 510:  # no explicit renewal, and nothing knew
        case.told.append("settle void")
        case.order("renew", start, pay)
    if flag(case.params.get("isInRedemptionGracePeriod", "")):
        case.told.append(f"task restore:{case.domain}")  # a restore was paid, and the domain is alive
    case.told.append("settle done")
    return {"pending": False}


def premium_renewal(case, name):
    """Always with its class, and never above what was paid (6.1)."""
    _, account = case.ask("StatusUser")
    prices = dict(zip(account["RELATIONTYPE"], account["RELATIONVALUE"]))
    if float(prices[f"PRICE_CLASS_DOMAIN_{name}_ANNUAL"]) > float(case.params["premiumCost"]):
        raise Refused("registrar.premium")
    return name


def restore(case, code, cells):
    """6.2; the renewal mode is sent for the reason of 2.4."""
    _, listed = case.deleted()
    case.log()
    if code in NOT_OURS:
        case.ask("CheckDomains", DOMAIN0=case.domain, PREMIUMCHANNELS="*")
    if not flag(case.params.get("isInRedemptionGracePeriod", "")):
        case.told.append(f"task restore:{case.domain}")  # an order was paid that nobody can carry out
        raise Refused("registrar.restore_unpaid")
    end = moment(cells, "PAIDUNTILDATE") or moment(cells, "EXPIRATIONDATE") or moment(listed, "EXPIRATIONDATE")
    case.order("renew", f"restore {end.isoformat(sep=' ')}", {"COMMAND": "RestoreDomain", "DOMAIN": case.domain, "RENEWALMODE": "AUTOEXPIRE"})
    case.told.append("settle pending")
    return {"pending": True}


# ------------------------------------------------------------------------------------------------------ settlement


def settle(case):
    """4.2 and 4.3: an application is followed to its end; what it could not say is set once the domain is there.

    Architecture 16: all that follows comes before the row is settled, so that a lost process leaves it to the next.
    """
    settled = 0
    questions = [applications(case, row) for row in case.host["open"]]
    for row, status in zip(case.host["open"], questions):
        if status not in ("SUCCESSFUL", "FAILED"):
            continue
        if status == "SUCCESSFUL":
            case.ask("SetDomainRenewalMode", DOMAIN=row["domain"], RENEWALMODE="AUTOEXPIRE")
            if row["before"]["wishes"]["internal_dns"]:
                case.ask("ModifyDomain", DOMAIN=row["domain"], INTERNALDNS=1)
        case.told.append(f"application {row['evidence']['application']} {status.lower()}")
        state, until = "void", ""
        if status == "SUCCESSFUL":
            state, until = "done", " " + case.shown(case.reply("StatusDomain")[1]).isoformat(sep=" ")
        else:
            case.told.append(f"task register:{row['domain']}")
        case.told += [f"status {row['domain_id']} register {state}{until}", f"settle {state}"]
        settled += 1
    return {"settled": settled, "looked_at": len(questions), "after": 0}


def applications(case, row):
    case.ask("QueryDomainApplicationList", DOMAIN=row["domain"], USERDEPTH="SELF", WIDE=1)
    case.ask("StatusDomain", DOMAIN=row["domain"])
    _, cells = case.ask("StatusDomainApplication", APPLICATION=row["evidence"]["application"])
    return cells["STATUS"][0]


VERBS = {
    "RegisterDomain": register, "ReleaseDomain": release, "RenewDomain": renew, "RequestDelete": request_delete, "SettleOrders": settle,
    "Sync": sync, "TransferDomain": transfer, "TransferSync": transfer_sync,
}  # fmt: skip
