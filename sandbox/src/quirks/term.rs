//! Renewal, deletion, restore.

use super::{Quirk, quirk};

pub(super) const QUIRKS: &[Quirk] = &[
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
