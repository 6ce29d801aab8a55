"""Domains that leave: released to another registrar or to the registry, and left to end with their paid term."""
from case import AGAIN, DELETING, DONE, NOT_OURS, Refused, first

# ispapi-registrar 17 and 24: a tag change; a handover to the registry; all other zones know no push.
TO_TAG, TO_REGISTRY = ["uk"], "at de is ve".split()
# 2.4: what expires there goes to the registry.
EXPIRES_TO_REGISTRY = "at de dk".split()
# docs/unknowns.md: a zone that has no such mode may answer with any of these.
NO_SUCH_MODE = (505, 506, 510, 541, 549)
# ispapi-wire 9: the state is verified before anything else; None is an answer that was lost.
UNSURE = (None, *AGAIN)


def release(case):
    """17: where it goes is decided before anything is sent."""
    tag = case.secret("transfertag")
    is_transit = tag.upper() == "TRANSIT"
    if case.last in TO_TAG and (is_transit or not tag):
        raise Refused("registrar.needs_tag")
    if case.last in TO_REGISTRY and not is_transit:
        raise Refused("registrar.needs_transit")
    if case.last not in TO_TAG + TO_REGISTRY:
        raise Refused("registrar.no_push")
    if first(ours(case), "TRANSFERLOCK") == "1":
        raise Refused("registrar.release_locked")
    code = case.ask("PushDomain", DOMAIN=case.domain, TARGET="TRANSIT" if is_transit else tag)[0]
    now, _ = read_back(case, code)
    if now in NOT_OURS:
        return told(case, "done", "release.done")
    judge(case, "PushDomain", code, now)
    return told(case, "accepted", "release.accepted")


def request_delete(case):
    """17 and 2.4: the domain ends with its paid term, and does not go to the registry."""
    before = ours(case)
    for word in before.get("STATUS", []):
        if word in DELETING:
            return told(case, "unchanged", "delete.pending", status=word)
    old = first(before, "RENEWALMODE")
    values = {"before": old, "date": case.end(before).date().isoformat()}
    ends = ["AUTODELETE"] if case.last in EXPIRES_TO_REGISTRY else ["AUTODELETE", "AUTOEXPIRE"]
    if old in ends:
        return told(case, "unchanged", "delete.ends_already", mode=old, **values)
    for mode in ends:
        code, answer = case.ask("SetDomainRenewalMode", DOMAIN=case.domain, RENEWALMODE=mode)
        if code not in NO_SUCH_MODE:
            break
    now, after = read_back(case, code)
    if first(after, "RENEWALMODE") == mode:
        key = "delete.ends_unrenewed" if first(answer, "UNRENEW") == "1" else "delete.ends"
        return told(case, "done", key, mode=mode, **values)
    judge(case, "SetDomainRenewalMode", code, now)
    return told(case, "accepted", "delete.ends_accepted", mode=mode, **values)


def ours(case):
    code, cells = case.status()
    if code != DONE:
        raise Refused(f"ispapi.{code}")
    return cells


def read_back(case, code):
    """What was accepted, and what may have been carried out (ispapi-wire 9); any other answer is the end."""
    if code not in (DONE, *UNSURE):
        raise Refused(f"ispapi.{code}")
    return case.status()


def judge(case, command, code, now):
    """Nothing of it can be seen: the server itself said that it did not get to it, or nobody knows. It is never tried again."""
    if code in UNSURE:
        if code and now == DONE:
            raise Refused(f"ispapi.{code}")
        case.told.append(f"task ispapi {command} {case.domain}")
        raise Refused("registrar.in_doubt", True)


def told(case, state, key, **values):
    """What an administrator reads; unpaid invoices for the renewal of a domain that goes are named, and stay."""
    if case.host["open_renewals"]:
        case.told += [f"task ispapi renewals of {case.domain}", "note"]
    return {"state": state, "message": {"key": key, "values": {"domain": case.domain, **values}}}
