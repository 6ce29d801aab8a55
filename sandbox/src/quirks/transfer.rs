//! Transfers, trades, pushes, and the log that tells of them.

use super::{Quirk, quirk};

pub(super) const QUIRKS: &[Quirk] = &[
    quirk(
        "authisvalid",
        &["words", "digits", "unknown"],
        "AUTHISVALID of CheckDomainTransfer: YES and NO, 1 and 0, or never known",
    ),
    quirk(
        "check_wrong_auth",
        &["219", "218"],
        "code of CheckDomainTransfer with a wrong auth code",
    ),
    quirk(
        "finished_transfer",
        &["gone", "kept"],
        "StatusDomainTransfer and StatusDomainTrade after the end: 545, or the last status",
    ),
    quirk(
        "log_delay",
        &["0", "60"],
        "seconds until an entry of the object log can be seen",
    ),
    quirk(
        "needless_auth",
        &["ignored", "refused"],
        "an auth code where the zone wants none: 541, or not looked at",
    ),
    quirk(
        "push_log",
        &["OUTBOUND_TRANSFER", "PUSH"],
        "OPERATIONTYPE of PushDomain to the registry in the object log",
    ),
    quirk(
        "trade_in_transfer_status",
        &["absent", "present"],
        "whether StatusDomainTransfer shows a trade",
    ),
    quirk(
        "trade_lock_property",
        &["present", "absent"],
        "TRADE-TRANSFERLOCK-EXPIRATIONDATE in StatusDomain after a trade",
    ),
    quirk(
        "transfer_charged",
        &["at_request", "on_completion"],
        "when a transfer or trade is charged; what was charged at request is given back on failure",
    ),
    quirk(
        "transfer_contact_data",
        &["accepted", "refused"],
        "contact data in place of handles in TransferDomain and TradeDomain",
    ),
    quirk(
        "transfer_nameservers",
        &["absent", "present"],
        "NAMESERVER in StatusDomainTransfer",
    ),
    quirk(
        "transfer_period_code",
        &["548", "541"],
        "code of a transfer that asks for a year where transfers bring none",
    ),
    quirk(
        "transfer_type",
        &["present", "absent"],
        "TRANSFERTYPE in StatusDomainTransfer",
    ),
    quirk(
        "transfer_wrong_auth",
        &["refused", "fails_later"],
        "TransferDomain with a wrong auth code: 531 at once, or accepted and failed an hour later",
    ),
    quirk(
        "usertransfer",
        &["at_once", "approved"],
        "USERTRANSFER is done at once, or when the losing account approves or five days are over",
    ),
    quirk(
        "usertransfer_code",
        &["required", "optional"],
        "USERTRANSFER without an auth code",
    ),
    quirk(
        "usertransfer_price",
        &["free", "transfer"],
        "what a USERTRANSFER costs",
    ),
];
