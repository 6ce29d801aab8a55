//! How answers are written, and what they say of a whole command.

use super::{Quirk, quirk};

pub(super) const QUIRKS: &[Quirk] = &[
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
        "convert_idn_names",
        &["255", "100"],
        "how many names ConvertIDN takes",
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
        "object_statistics",
        &["answered", "withdrawn"],
        "QueryUserObjectStatistics: undocumented, withdrawn later",
    ),
    quirk(
        "pending_place",
        &["attribute", "property", "absent"],
        "where an answer says that it is not final: PENDING beside CODE, PROPERTY[PENDING], or nowhere but in STATUS",
    ),
    quirk(
        "period_form",
        &["any", "years"],
        "PERIOD of an order: 1 and 1Y, or 1Y only",
    ),
    quirk(
        "period_required",
        &["no", "yes"],
        "an order of a term without PERIOD: the shortest term, or 504",
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
        "session_limit",
        &["100", "1"],
        "sessions of one account at a time; 521 beyond",
    ),
    quirk(
        "suggestion_total",
        &["absent", "present"],
        "FIRST, LAST, COUNT, LIMIT, TOTAL of QueryDomainSuggestionList",
    ),
    quirk(
        "tld_label",
        &["plain", "dotted"],
        "TLDLABEL of StatusUser: com or .com",
    ),
];
