"""What WHMCS' synchronisation is told of one domain (7), and what is kept of it."""
import datetime

from case import DELETING, DONE, NOT_OURS, Refused, first, flag, moment
from leaving import TO_REGISTRY, TO_TAG

ORDERED = ("Pending", "Pending Registration")
LIVING = ("Active", "Grace", "Redemption", "Expired")
UNFINISHED = {"REQUESTEDCREATE", "PENDINGCREATE"}
RESTORING = "PENDINGRESTORE"
DAY, SIX_HOURS = 86400, 21600


def sync(case):
    """Nothing is changed at the registrar, and nothing said while an order is open."""
    rows, status = case.host["journal"], case.host["domain"]["status"]
    if status not in ORDERED + LIVING or case.host["applications"] or any(row["state"] != "done" for row in rows):
        return {}
    known = seen_lately(case, rows)
    if known:
        return here(case, known, [])
    code, cells = case.status()
    if code in NOT_OURS:
        return {} if status in ORDERED else missing(case, code)
    if code != DONE:
        raise Refused(f"ispapi.{code}")
    return here(case, cells, ["snapshot"])


def seen_lately(case, rows):
    """What was seen in the last six hours, unless something was changed or ordered since, or the list lacked the name."""
    if any(known["kind"] == "unlisted" for known in case.host["findings"]):
        return None
    snapshot = case.host["snapshot"]
    seen = snapshot["rows"].get(case.domain)
    age = snapshot["now"] - seen["seen"] if seen else SIX_HOURS + 1
    if age > SIX_HOURS or seen["touched"] >= seen["seen"] or any(min(row["age"], row["settled_age"]) <= age for row in rows):
        return None
    facts = seen["facts"]
    return {"STATUS": ["ACTIVE"], "PAIDUNTILDATE": [facts["expiry"]]} if facts["state"] == "active" and facts["expiry"] else None


def here(case, cells, seen):
    """The domain is in the account; `seen` is what is kept of that."""
    words = {word.upper() for word in cells.get("STATUS", [])}
    found, value = {}, {}
    shown, status = case.shown(cells), case.host["domain"]["status"]
    deleting = words & set(DELETING) and RESTORING not in words
    is_active = "ACTIVE" in words and not deleting and not words & {*UNFINISHED, RESTORING}
    if status in ORDERED and not is_active:  # "never for Pending" (7): what is there is not what was ordered
        keep(case, {}, seen)
        return {}
    if not words & UNFINISHED:
        value = dated(case, shown, found)
    is_over = bool(value) and shown <= case.clock  # a date that may not be written says nothing (6.4)
    if any(word.endswith(("HOLD", "SUSPENDED")) for word in words):
        found["held"] = ""
    if "PENDINGTRANSFER" in words:
        found["leaving"] = ""
    privacy = first(cells, "X-ACCEPT-WHOISTRUSTEE-TAC")
    if privacy and (privacy == "1") != flag(case.params["idprotection"]):
        found["privacy"] = "on" if privacy == "1" else "off"
    if deleting:
        period = first(cells, "DELETIONRESTORABLEPERIOD")
        if is_over and period in ("0", "0d"):
            return ended(case, "ended", found, seen, {"active": True, "cancelled": True})
        found["ending"] = ""
        value |= {"expired": True} if is_over and period else {}
    elif is_active and (status in (*ORDERED, "Active") or (value and not is_over)):
        value["active"] = True
    keep(case, found, seen)
    return value


def missing(case, code):
    """6.5, and what docs/module.md wants before a domain ends. A deleted name that can be restored has not ended."""
    (log_code, log), (list_code, listed) = case.log(), case.deleted()
    for refused in (log_code, list_code):
        if refused not in (DONE, 545):
            raise Refused(f"ispapi.{refused}")
    if case.domain in listed.get("OBJECTID", []) and code == 545:
        found, row = {"deleted": ""}, listed["OBJECTID"].index(case.domain)
        until = moment({name: cells[row : row + 1] for name, cells in listed.items()}, "EXPIRATIONDATE")
        value = dated(case, until, found)
        keep(case, found, [])
        return value | ({"expired": True} if value and until <= case.clock else {})
    ways_out = ["OUTBOUND_TRANSFER", *(["PUSH"] if case.last in TO_TAG + TO_REGISTRY else [])]  # 17: other zones know no push
    left = first(log, "OPERATIONTYPE") in ways_out and first(log, "OPERATIONSTATUS") == "SUCCESSFUL"
    without_trace = "cancelled" if case.params.get("MissingDomains") == "cancelled" else "expired"
    return ended(case, "missing", {}, [], {"transferredAway": True} if left or code == 531 else {without_trace: True})


def ended(case, kind, found, seen, value):
    """Two looks a day apart, the account of the settings, and a brake; written down before it is said."""
    confirmed = any(known["kind"] == kind and known["accepted"] for known in case.host["findings"])
    if not confirmed and not any(known["kind"] == kind and known["age"] >= DAY for known in case.host["findings"]):
        keep(case, found | {kind: ""}, seen)
        raise Refused("registrar.missing")
    code, account = case.ask("StatusUser", RELATIONS=0)
    if code != DONE:
        raise Refused(f"ispapi.{code}")
    if first(account, "USER") != case.params["Username"].split("!")[0]:
        raise Refused("registrar.wrong_account")
    case.told += ["audit", *seen]
    finals = case.host["finals"]  # this one is among them
    if not confirmed and finals["count"] > max(1, min(20, finals["total"] // 20)):
        case.told += ["audit_stopped", "task ispapi|live|shop sync stopped"]
        raise Refused("registrar.sync_stopped")
    return value


def dated(case, shown, found):
    """6.4: the gates. What they hold back is found."""
    if not shown:
        return {}
    date, shop = shown.date().isoformat(), case.host["domain"]["expirydate"]
    if shown.year < 2000 or shown > case.clock.replace(year=case.clock.year + 12):
        found["implausible"] = date
        return {}
    if shop and datetime.date.fromisoformat(shop) - shown.date() > datetime.timedelta(days=370):
        found["earlier"] = date
        return {}
    return {"expirydate": date}


def keep(case, found, seen):
    """Of the findings only what differs is written."""
    case.told += seen
    if found != {known["kind"]: known["value"] for known in case.host["findings"]}:
        case.told.append(" ".join(["findings", *sorted(f"{kind}={value}".rstrip("=") for kind, value in found.items())]))
