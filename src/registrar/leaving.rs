//! How a domain can leave: which zones let it be pushed, and what a zone does with a name that expires.

/// What `PushDomain` can do in a zone (registrar facts 17).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Release {
    /// Nothing.
    None,
    /// Hand the domain to the registrar with a tag.
    Tag,
    /// Hand it to the registry itself, which then bills the owner.
    Transit,
}

impl Release {
    /// The word for PHP.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Tag => "tag",
            Self::Transit => "transit",
        }
    }
}

/// A row of `data/leaving_zones.json`.
#[derive(Debug)]
pub(super) struct LeavingZone {
    zone: &'static str,
    pub(super) release: Release,
    /// `AUTOEXPIRE` does not end the registration: it hands the domain to the registry (registrar facts 2.4).
    pub(super) expires_to_registry: bool,
    /// `DeleteDomain` waits for the end of the term unless it is told not to (`X-AT-SCHEDULEDATE`).
    pub(super) schedules_deletion: bool,
}

include!(concat!(env!("OUT_DIR"), "/leaving_zones.rs"));

/// A zone without a row: nothing special.
static PLAIN: LeavingZone = LeavingZone {
    zone: "",
    release: Release::None,
    expires_to_registry: false,
    schedules_deletion: false,
};

/// The zone of an extension as the shop sells it, in lower case: `co.uk`.
pub(super) fn zone(extension: &str) -> &'static LeavingZone {
    let found = ZONES.binary_search_by_key(&extension, |row| row.zone);
    found.ok().and_then(|at| ZONES.get(at)).unwrap_or(&PLAIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_zones_of_the_table_push() {
        assert_eq!(zone("co.uk").release, Release::Tag);
        assert_eq!(zone("de").release, Release::Transit);
        for extension in ["com", "com.de", "uk.com", "co.com", ""] {
            assert_eq!(zone(extension).release, Release::None, "{extension}");
        }
    }

    #[test]
    fn an_expired_name_of_some_zones_goes_to_the_registry() {
        assert!(zone("dk").expires_to_registry && zone("or.at").expires_to_registry);
        assert!(!zone("is").expires_to_registry && !zone("com").expires_to_registry);
    }
}
