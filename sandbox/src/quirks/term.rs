//! Renewal, deletion, restore.

use super::{Quirk, quirk};

pub(super) const QUIRKS: &[Quirk] = &[
    quirk(
        "deleted_columns",
        &["all", "names"],
        "QueryObjectList shows the dates of deleted domains, or their names only",
    ),
    quirk(
        "deleted_listed",
        &["restorable", "until_release"],
        "how long QueryObjectList shows a deleted domain",
    ),
    quirk(
        "deleted_status",
        &["absent", "pendingdelete"],
        "StatusDomain of a deleted domain that can be restored: 545, or STATUS PENDINGDELETE",
    ),
    quirk(
        "grace_date",
        &["registrar", "registry"],
        "EXPIRATIONDATE while the registry has renewed by itself and the registrar has not yet: the date before, or the one after",
    ),
    quirk(
        "grace_guard",
        &["shown", "registrar", "registry"],
        "which of these dates EXPIRATION and EXPIRATIONDATE of RenewDomain are compared with in that time",
    ),
    quirk(
        "no_deleted_domains",
        &["200", "545"],
        "QueryObjectList when no deleted domain matches: an empty list, or 545",
    ),
    quirk(
        "pay_guard",
        &["paid_until", "expiration"],
        "which date EXPIRATION and EXPIRATIONDATE of PayDomainRenewal are compared with; the second does not move with the payment, so that it does not stop a repeated one",
    ),
    quirk(
        "pay_too_early",
        &["548", "552", "allowed"],
        "PayDomainRenewal before the payment period: a code, or accepted",
    ),
    quirk(
        "pay_years",
        &["zone", "one"],
        "PERIOD of PayDomainRenewal: the terms of the zone, or one year",
    ),
    quirk(
        "renew_in_grace",
        &["confirms", "on_top"],
        "RenewDomain in that time makes the registry's own renewal the ordered one, or orders its years on top of it and charges both",
    ),
    quirk(
        "renewal_answer",
        &["dates", "bare"],
        "whether RenewDomain and PayDomainRenewal answer with the new date",
    ),
    quirk(
        "repeated_renewal",
        &["555", "541", "552"],
        "code of a renewal whose EXPIRATION or EXPIRATIONDATE is older than the domain's",
    ),
    quirk(
        "restore_active",
        &["552", "548", "554"],
        "code of RestoreDomain for a domain that is not deleted",
    ),
    quirk(
        "restore_answer",
        &["pending", "final"],
        "RestoreDomain where the registry restores in real time: PENDING all the same, or the new date",
    ),
    quirk(
        "restore_year",
        &["if_expired", "always", "never"],
        "whether a restore includes a year",
    ),
    quirk(
        "unrenew",
        &["auto_paid", "never"],
        "whether AUTOEXPIRE and AUTODELETE undo an automatic renewal that is paid and not finalized",
    ),
];
