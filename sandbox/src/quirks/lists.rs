//! Lists and their pages.

use super::{Quirk, quirk};

pub(super) const QUIRKS: &[Quirk] = &[
    quirk(
        "empty_list_last",
        &["first", "minus_one", "absent"],
        "LAST of a list page without rows",
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
        "nototal",
        &["one_suppresses", "zero_suppresses"],
        "which value of NOTOTAL leaves TOTAL out",
    ),
];
