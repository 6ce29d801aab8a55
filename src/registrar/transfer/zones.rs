use crate::names::DomainName;

/// What registries ask of a transfer beyond what the platform's zone facts tell.
#[derive(Clone, Copy, Debug)]
pub(super) struct ZoneRules {
    /// Which contacts go with it.
    pub(super) contacts: Contacts,
    /// Whether name servers go with it. Elsewhere the domain keeps its own, so that no site moves unasked.
    pub(super) nameservers: bool,
    /// Whether the registry keeps no contacts, so that a domain may come without any.
    pub(super) thin: bool,
    /// The registrar's own tag, to which the losing registrar must release the domain.
    pub(super) tag: Option<&'static str>,
}

/// Which contacts go with a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Contacts {
    /// Admin and tech alone.
    AdminTech,
    All,
    None,
}

include!(concat!(env!("OUT_DIR"), "/transfer_zones.rs"));

/// The rules for a domain, by its last label.
pub(super) fn of(domain: &DomainName) -> ZoneRules {
    let tld = domain.tld();
    let label = tld.as_str();
    let row = ZONES.binary_search_by_key(&label, |(known, _)| known);
    match row.ok().and_then(|index| ZONES.get(index)) {
        Some((_, rules)) => *rules,
        None => ZoneRules {
            contacts: usual_contacts(label),
            nameservers: false,
            thin: false,
            tag: None,
        },
    }
}

/// gTLDs take none with a transfer; country codes, and names in other scripts, take all (registrar facts 5.2).
fn usual_contacts(label: &str) -> Contacts {
    let is_generic = label.len() > 2 && label.bytes().all(|b| b.is_ascii_lowercase());
    if is_generic {
        Contacts::None
    } else {
        Contacts::All
    }
}

impl Contacts {
    /// Whether the contact of a role (`OWNERCONTACT0` ...) goes with the transfer.
    pub(super) fn has(self, role: &str) -> bool {
        match self {
            Self::AdminTech => matches!(role, "ADMINCONTACT0" | "TECHCONTACT0"),
            Self::All => true,
            Self::None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    #[test]
    fn contacts_go_where_the_registry_takes_them() {
        for (domain, contacts) in [
            ("example.com", Contacts::None),
            ("example.berlin", Contacts::None),
            ("example.de", Contacts::All),
            ("example.co.uk", Contacts::All),
            ("example.fr", Contacts::AdminTech),
            ("example.xn--p1ai", Contacts::All),
            ("example.ca", Contacts::None),
        ] {
            let rules = of(&DomainName::parse(domain).unwrap());
            assert_eq!(rules.contacts, contacts, "{domain}");
        }
    }

    #[test]
    fn the_table_is_the_one_of_the_facts() {
        assert_eq!(ZONES.len(), 22);
        let with = |is: fn(&ZoneRules) -> bool| -> Vec<&str> {
            let rows = ZONES.iter().filter(|(_, rules)| is(rules));
            rows.map(|(tld, _)| *tld).collect()
        };
        assert_eq!(with(|rules| rules.nameservers), ["be", "in", "it"]);
        assert_eq!(with(|rules| rules.thin), ["cc", "com", "net", "tv"]);
        assert_eq!(with(|rules| rules.tag == Some("1API-DE")), ["uk"]);
    }
}
