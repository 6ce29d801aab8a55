//! Behaviours that public sources leave open. Each has a name, its possible values, and a default
//! (the first value). Suites draw them at random so that no code relies on one reading.

use std::collections::BTreeMap;
use std::fmt;

/// One open question.
#[derive(Debug)]
pub struct Quirk {
    /// The name for `--quirk name=value`.
    pub name: &'static str,
    /// What it may be set to; the first is the default.
    pub values: &'static [&'static str],
    /// The question.
    pub about: &'static str,
}

const fn quirk(name: &'static str, values: &'static [&'static str], about: &'static str) -> Quirk {
    Quirk {
        name,
        values,
        about,
    }
}

/// All open questions that the sandbox can answer in more than one way, sorted by name.
pub const QUIRKS: &[Quirk] = &[
    quirk(
        "add_date_properties",
        &["all", "expiration_only"],
        "AddDomain returns all its dates, or (as once in LIVE) only REGISTRATIONEXPIRATIONDATE",
    ),
    quirk(
        "answer_blanks",
        &["none", "around"],
        "blanks around = in answers",
    ),
    quirk("answer_newline", &["crlf", "lf"], "line ends of answers"),
    quirk(
        "answer_order",
        &["code_last", "code_first"],
        "properties before or after CODE",
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
        "convert_idn_names",
        &["255", "100"],
        "how many names ConvertIDN takes",
    ),
    quirk(
        "create_hidden_zone",
        &["shown", "refused"],
        "CreateDNSZone for one's own hidden zone: it becomes an ordinary one, or 540",
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
        "delrr_missing",
        &["ignored", "refused"],
        "DELRR of a whole record that is not in the zone",
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
        "empty_list_last",
        &["first", "minus_one", "absent"],
        "LAST of a list page without rows",
    ),
    quirk(
        "event_dates",
        &["as_documented", "fraction", "plain"],
        "fractions of seconds in event dates: in StatusEvent only, everywhere, nowhere",
    ),
    quirk(
        "exchange_rate_rows",
        &["latest", "history", "history_newest_first"],
        "QueryExchangeRates without dates: one row a currency, or three",
    ),
    quirk(
        "expired_session",
        &["530", "507"],
        "code for a session that timed out (an unknown one is always 530)",
    ),
    quirk(
        "extended_mx",
        &["shown", "hidden"],
        "whether QueryDNSZoneRRList EXTENDED=1 shows MX records",
    ),
    quirk(
        "finished_transfer",
        &["gone", "kept"],
        "StatusDomainTransfer and StatusDomainTrade after the end: 545, or the last status",
    ),
    quirk(
        "list_limit",
        &["1000", "100", "10"],
        "LIMIT of QueryDomainList when none is sent",
    ),
    quirk(
        "list_privacy_column",
        &["both", "ADDON-PROXY", "X-ACCEPT-WHOISTRUSTEE-TAC"],
        "how QueryDomainList version 2 names the privacy service",
    ),
    quirk(
        "list_renewal_mode",
        &["renew", "AUTORENEW"],
        "RENEWALMODE values of QueryDomainList version 2",
    ),
    quirk(
        "log_delay",
        &["0", "60"],
        "seconds until an entry of the object log can be seen",
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
        "no_deleted_domains",
        &["200", "545"],
        "QueryObjectList when no deleted domain matches: an empty list, or 545",
    ),
    quirk(
        "nototal",
        &["one_suppresses", "zero_suppresses"],
        "which value of NOTOTAL leaves TOTAL out",
    ),
    quirk(
        "object_statistics",
        &["answered", "withdrawn"],
        "QueryUserObjectStatistics: undocumented, withdrawn later",
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
        "premium_column",
        &["PREMIUMCHANNEL", "PREMIUMCHANNELS"],
        "the channel's column name in CheckDomains",
    ),
    quirk(
        "privacy_again",
        &["free", "charged"],
        "X-ACCEPT-WHOISTRUSTEE-TAC=1 on a domain that has it already",
    ),
    quirk(
        "push_log",
        &["OUTBOUND_TRANSFER", "PUSH"],
        "OPERATIONTYPE of PushDomain to the registry in the object log",
    ),
    quirk(
        "quota",
        &["off", "on"],
        "points for each command; 425 beyond the hard limit (control word quota has the figures)",
    ),
    quirk(
        "refused_acl_code",
        &["530", "531"],
        "code of a command that the role's access list forbids",
    ),
    quirk(
        "renewaldate",
        &["absent", "present"],
        "RENEWALDATE in StatusDomain",
    ),
    quirk(
        "repeated_renewal",
        &["555", "541", "552"],
        "code of a renewal whose EXPIRATION or EXPIRATIONDATE is older than the domain's",
    ),
    quirk(
        "requested_auth",
        &["mailed", "returned"],
        "RequestDomainAuthInfo: the code goes to the owner by mail, or comes with the answer",
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
        "rr_list_missing_zone",
        &["545", "506", "541", "549"],
        "QueryDNSZoneRRList for a zone that does not exist",
    ),
    quirk(
        "session_limit",
        &["100", "1"],
        "sessions of one account at a time; 521 beyond",
    ),
    quirk(
        "short_data",
        &["absolute", "relative"],
        "whether SHORT=1 shortens the names in a record's data too",
    ),
    quirk(
        "status_property",
        &["registration", "with_flags"],
        "STATUS of StatusDomain: the registration status, or the client flags too",
    ),
    quirk(
        "suggestion_total",
        &["absent", "present"],
        "FIRST, LAST, COUNT, LIMIT, TOTAL of QueryDomainSuggestionList",
    ),
    quirk(
        "taken_code",
        &["by_owner", "540", "554"],
        "AddDomain for a taken name: 540 if it is one's own and 554 else, or always one of them",
    ),
    quirk(
        "tld_label",
        &["plain", "dotted"],
        "TLDLABEL of StatusUser: com or .com",
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
        "transfer_wrong_auth",
        &["refused", "fails_later"],
        "TransferDomain with a wrong auth code: 531 at once, or accepted and failed an hour later",
    ),
    quirk(
        "txt_without_quotes",
        &["quoted", "refused"],
        "a TXT record given without quotes",
    ),
    quirk(
        "unrenew",
        &["auto_paid", "never"],
        "whether AUTOEXPIRE and AUTODELETE undo an automatic renewal that is paid and not finalized",
    ),
    quirk(
        "unsupported_lock",
        &["refused", "ignored"],
        "TRANSFERLOCK=1 where the zone has no lock",
    ),
    quirk(
        "usertransfer",
        &["at_once", "approved"],
        "USERTRANSFER is done at once, or when the losing account approves or five days are over",
    ),
    quirk(
        "usertransfer_price",
        &["free", "transfer"],
        "what a USERTRANSFER costs",
    ),
];

/// The chosen values.
#[derive(Clone, Debug, Default)]
pub struct Quirks(BTreeMap<&'static str, &'static str>);

/// A quirk that does not exist, or not with that value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuirkError {
    given: String,
}

impl fmt::Display for QuirkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "no quirk `{}`; known quirks (first value: default):",
            self.given
        )?;
        for quirk in QUIRKS {
            writeln!(
                f,
                "  {}={}  {}",
                quirk.name,
                quirk.values.join("|"),
                quirk.about
            )?;
        }
        Ok(())
    }
}

impl std::error::Error for QuirkError {}

impl Quirks {
    /// Sets one quirk from `name=value`.
    ///
    /// # Errors
    ///
    /// Unknown name or value; the message lists the known ones.
    pub fn set(&mut self, text: &str) -> Result<(), QuirkError> {
        let error = || QuirkError {
            given: text.to_owned(),
        };
        let (name, value) = text.split_once('=').ok_or_else(error)?;
        let quirk = QUIRKS.iter().find(|q| q.name == name).ok_or_else(error)?;
        let value = quirk
            .values
            .iter()
            .find(|v| **v == value)
            .ok_or_else(error)?;
        self.0.insert(quirk.name, value);
        Ok(())
    }

    /// The value of a quirk that is in the table.
    pub(crate) fn value(&self, name: &str) -> &'static str {
        let default = || {
            let quirk = QUIRKS.iter().find(|quirk| quirk.name == name);
            debug_assert!(quirk.is_some(), "quirk {name} is not in the table");
            quirk.and_then(|quirk| quirk.values.first())
        };
        self.0
            .get(name)
            .or_else(default)
            .copied()
            .unwrap_or_default()
    }

    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.value(name) == value
    }

    /// Every quirk with its present value.
    pub(crate) fn all(&self) -> BTreeMap<&'static str, &'static str> {
        QUIRKS
            .iter()
            .map(|q| (q.name, self.value(q.name)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quirks_have_defaults_and_refuse_what_is_unknown() {
        let mut quirks = Quirks::default();
        assert!(quirks.is("modify_nameservers", "replace"));
        assert_eq!(quirks.set("modify_nameservers=merge"), Ok(()));
        assert!(quirks.is("modify_nameservers", "merge"));
        for wrong in [
            "nonsense=1",
            "modify_nameservers=sometimes",
            "modify_nameservers",
        ] {
            let text = quirks.set(wrong).map_err(|error| error.to_string());
            assert!(
                text.is_err_and(|t| t.contains("refused_acl_code=530|531")),
                "{wrong}"
            );
        }
    }

    #[test]
    fn the_table_has_no_duplicates() {
        let names: std::collections::BTreeSet<&str> = QUIRKS.iter().map(|q| q.name).collect();
        assert_eq!(names.len(), QUIRKS.len());
    }
}
