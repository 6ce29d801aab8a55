//! Registration, applications, and what a domain shows of itself.

use super::{Quirk, quirk};

pub(super) const QUIRKS: &[Quirk] = &[
    quirk(
        "add_date_properties",
        &["all", "expiration_only"],
        "AddDomain returns all its dates, or (as once in LIVE) only REGISTRATIONEXPIRATIONDATE",
    ),
    quirk(
        "application_charge",
        &["on_request", "on_success"],
        "when an application is charged",
    ),
    quirk(
        "application_premium",
        &["later", "at_once"],
        "whether the application for a premium name succeeds at once",
    ),
    quirk(
        "application_running",
        &["ACTIVE", "REQUESTED"],
        "STATUS of an application that is neither successful nor failed",
    ),
    quirk(
        "dry_run_code",
        &["218", "200"],
        "code of CheckDomainRegistration for a registration that is possible",
    ),
    quirk(
        "duplicate_nameserver",
        &["refused", "merged"],
        "the same nameserver given twice",
    ),
    quirk(
        "foreign_code",
        &["531", "545"],
        "code of StatusDomain and of orders for a name that another registrar has",
    ),
    quirk(
        "foreign_parameter",
        &["503", "ignored"],
        "an X- parameter in an order that only other zones have",
    ),
    quirk(
        "modify_nameservers",
        &["replace", "merge"],
        "NAMESERVERn in ModifyDomain: the whole list, or only these places of it",
    ),
    quirk(
        "nameserver_gaps",
        &["closed", "refused"],
        "NAMESERVER0 and NAMESERVER3 without those between",
    ),
    quirk(
        "new_domain_dates",
        &["all", "no_finalization"],
        "FINALIZATIONDATE and FAILUREDATE in the first 24 hours of a domain",
    ),
    quirk(
        "options_auth_code",
        &["absent", "present"],
        "REGISTRYTRANSFERREQUIREAUTHCODE in QueryDomainOptions: in its table, not in its example",
    ),
    quirk(
        "options_restorable",
        &["absent", "present"],
        "ZONEDELETIONRESTORABLEPERIOD in QueryDomainOptions, which old clients read",
    ),
    quirk(
        "options_unknown_zone",
        &["empty_row", "549"],
        "QueryDomainOptions for a zone that is not supported",
    ),
    quirk(
        "pending_registration",
        &["shown", "545"],
        "StatusDomain of a registration that is not finished",
    ),
    quirk(
        "premium_check_code",
        &["211", "210"],
        "DOMAINCHECK of a premium name that can be bought",
    ),
    quirk(
        "premium_column",
        &["PREMIUMCHANNEL", "PREMIUMCHANNELS"],
        "the channel's column name in CheckDomains",
    ),
    quirk(
        "premium_currency",
        &["own", "account"],
        "CURRENCY of CheckDomains and AddDomainApplication for a premium name: that of its class, or the account's",
    ),
    quirk(
        "premium_years",
        &["once", "each"],
        "PRICE of a premium name pays for all years of an order, or for the first, and renewals for the others",
    ),
    quirk(
        "privacy_again",
        &["free", "charged"],
        "X-ACCEPT-WHOISTRUSTEE-TAC=1 on a domain that has it already",
    ),
    quirk(
        "renewaldate",
        &["absent", "present"],
        "RENEWALDATE in StatusDomain",
    ),
    quirk(
        "requested_auth",
        &["mailed", "returned"],
        "RequestDomainAuthInfo: the code goes to the owner by mail, or comes with the answer",
    ),
    quirk(
        "requested_create",
        &["REQUESTEDCREATE", "PENDINGCREATE"],
        "STATUS of a registration that is not finished",
    ),
    quirk(
        "status_property",
        &["registration", "with_flags"],
        "STATUS of StatusDomain: the registration status, or the client flags too",
    ),
    quirk(
        "taken_code",
        &["by_owner", "540", "554"],
        "AddDomain for a taken name: 540 if it is one's own and 554 else, or always one of them",
    ),
    quirk(
        "unsupported_lock",
        &["refused", "ignored"],
        "TRANSFERLOCK=1 where the zone has no lock",
    ),
    quirk(
        "zone_parameters",
        &["required", "ignored"],
        "what a zone asks of a registration beside contacts: 504 without, or not looked at",
    ),
];
