//! What a zone wants of orders, where no fact of the platform tells.

/// A row of `data/order_zones.json`.
#[derive(Debug)]
pub(super) struct OrderZone {
    zone: &'static str,
    /// The class under which every name is applied for, where none is simply registered (registrar facts 4.2).
    pub(super) application: Option<&'static str>,
    /// The registry takes postal codes without blanks (registrar facts 4.1).
    pub(super) closed_postal_codes: bool,
}

include!(concat!(env!("OUT_DIR"), "/order_zones.rs"));

/// A zone without a row: nothing special.
static PLAIN: OrderZone = OrderZone {
    zone: "",
    application: None,
    closed_postal_codes: false,
};

/// The zone of an extension as the shop sells it, in lower case: `co.uk`.
pub(super) fn of(extension: &str) -> &'static OrderZone {
    let found = ZONES.binary_search_by_key(&extension, |row| row.zone);
    found.ok().and_then(|at| ZONES.get(at)).unwrap_or(&PLAIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_one_of_the_facts() {
        assert_eq!(ZONES.len(), 2);
        assert_eq!(of("swiss").application, Some("GOLIVE"));
        assert!(of("se").closed_postal_codes);
        for plain in ["com", "co.se", "Swiss", ""] {
            let zone = of(plain);
            assert!(zone.application.is_none() && !zone.closed_postal_codes);
        }
    }
}
