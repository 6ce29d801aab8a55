//! DNS zones.

use super::{Quirk, quirk};

pub(super) const QUIRKS: &[Quirk] = &[
    quirk(
        "create_hidden_zone",
        &["shown", "refused"],
        "CreateDNSZone for one's own hidden zone: it becomes an ordinary one, or 540",
    ),
    quirk(
        "delrr_missing",
        &["ignored", "refused"],
        "DELRR of a whole record that is not in the zone",
    ),
    quirk(
        "extended_mx",
        &["shown", "hidden"],
        "whether QueryDNSZoneRRList EXTENDED=1 shows MX records",
    ),
    quirk(
        "rr_list_missing_zone",
        &["545", "506", "541", "549"],
        "QueryDNSZoneRRList for a zone that does not exist",
    ),
    quirk(
        "short_data",
        &["absolute", "relative"],
        "whether SHORT=1 shortens the names in a record's data too",
    ),
    quirk(
        "txt_without_quotes",
        &["quoted", "refused"],
        "a TXT record given without quotes",
    ),
];
