//! Codes and descriptions in words of ours: one sentence for the customer, one for whoever looks after the shop.
//!
//! The server's description is English prose with registry text in it. It never reaches a customer; the administrator gets it
//! together with the code and what to do (`ispapi-wire`, section 5).

use super::code::{Class, Code, row};
use super::error::{Error, NotSent};
use super::response::Response;
use crate::base::message::Message;

/// One event in two sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Fit for a customer: no code, no raw text, nothing about the shop's account or money.
    pub customer: Message,
    /// The code, the raw description without secrets, and what to do.
    pub admin: Message,
}

/// A description that says more than its code.
struct DescriptionRow {
    /// What it starts with.
    prefix: &'static str,
    /// What it holds, in any case; may be empty.
    contains: &'static str,
    /// Message keys.
    customer: &'static str,
    admin: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/ispapi_descriptions.rs"));

/// What a reply means. The description's own row goes before that of the code, the longer one before the shorter.
///
/// # Examples
///
/// ```
/// use ispbridge::ispapi::{explain, parse};
///
/// let reply = parse(b"CODE=546\nDESCRIPTION=Credit limit exceeded\nEOF")?;
/// let said = explain(&reply);
/// assert!(!said.customer.english().contains("redit"));
/// assert!(said.admin.english().contains("546") && said.admin.english().contains("Credit limit exceeded"));
/// # Ok::<(), ispbridge::ispapi::Malformed>(())
/// ```
pub fn explain(response: &Response) -> Explanation {
    explain_code(response.code(), response.safe_description())
}

/// What it means that there is no reply, or that it is taken for an error.
pub fn explain_error(error: &Error) -> Explanation {
    let (customer, admin) = match error {
        Error::Command { code, description } => return explain_code(*code, description),
        Error::Config(_) => ("ispapi.customer.support", "ispapi.admin.config"),
        Error::Encode(_) => ("ispapi.customer.data", "ispapi.admin.encode"),
        Error::NotSent(NotSent::CircuitOpen) => {
            ("ispapi.customer.no_answer", "ispapi.admin.kept_back")
        }
        Error::NotSent(NotSent::RateLimited) => ("ispapi.customer.busy", "ispapi.admin.kept_back"),
        _ if error.outcome_unknown() => ("ispapi.customer.in_doubt", "ispapi.admin.in_doubt"),
        _ => ("ispapi.customer.no_answer", "ispapi.admin.no_answer"),
    };
    Explanation {
        customer: Message::new(customer),
        admin: Message::new(admin).with("reason", error.to_string()),
    }
}

fn explain_code(code: Code, description: &str) -> Explanation {
    let (customer, admin) = keys(code, description);
    Explanation {
        customer: Message::new(customer),
        admin: Message::new(admin)
            .with("code", code.to_string())
            .with("description", description),
    }
}

fn keys(code: Code, description: &str) -> (&'static str, &'static str) {
    if let Some(row) = description_row(description) {
        return (row.customer, row.admin);
    }
    if let Some(row) = row(code) {
        return (row.customer, row.admin);
    }
    let customer = match code.class() {
        Class::Success => "ispapi.customer.done",
        Class::Temporary => "ispapi.customer.busy",
        Class::Other | Class::Permanent => "ispapi.customer.support",
    };
    (customer, "ispapi.admin.unknown_code")
}

fn description_row(description: &str) -> Option<&'static DescriptionRow> {
    let lower = description.to_ascii_lowercase();
    let fits = |row: &&DescriptionRow| {
        description.starts_with(row.prefix) && lower.contains(&row.contains.to_ascii_lowercase())
    };
    let matching = DESCRIPTIONS.iter().filter(fits);
    matching.max_by_key(|row| (row.prefix.len(), row.contains.len()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;
    use crate::base::message::keys as catalogue;
    use crate::ispapi::parse;

    fn customer_key(code: u16, description: &str) -> &'static str {
        let text = format!("CODE={code}\nDESCRIPTION={description}\nEOF");
        explain(&parse(text.as_bytes()).unwrap()).customer.key()
    }

    #[test]
    fn descriptions_go_before_codes_and_long_ones_before_short_ones() {
        let banned = "Request is not available; DOMAIN TRANSFER IS PROHIBITED BY ";
        for (code, description, key) in [
            (219, "x", "ispapi.customer.not_possible"),
            (
                219,
                "STATUS (clientTransferProhibited)",
                "ispapi.customer.locked",
            ),
            (
                219,
                "STATUS (clientTransferProhibited)/WRONG AUTH",
                "ispapi.customer.locked_and_wrong_code",
            ),
            (219, "STATUS (requested)", "ispapi.customer.not_finished"),
            (
                219,
                "STATUS (requestedcreate)",
                "ispapi.customer.not_finished",
            ),
            (
                219,
                "STATUS (requesteddelete)",
                "ispapi.customer.being_deleted",
            ),
            (
                219,
                "STATUS (pendingdelete)",
                "ispapi.customer.being_deleted",
            ),
            (219, "WRONG AUTH", "ispapi.customer.wrong_code"),
            (219, "AGE OF THE DOMAIN", "ispapi.customer.too_young"),
        ] {
            assert_eq!(customer_key(code, &format!("{banned}{description}")), key);
        }
        assert_eq!(
            customer_key(530, "Authentication failed"),
            "ispapi.customer.support"
        );
        assert_eq!(
            customer_key(531, "Authorization failed; [authorization information x]"),
            "ispapi.customer.wrong_code"
        );
        assert_eq!(
            customer_key(531, "Wrong auth code"),
            "ispapi.customer.wrong_code"
        );
        assert_eq!(customer_key(599, "x"), "ispapi.customer.support");
    }

    #[test]
    fn every_key_is_in_the_catalogue_and_every_admin_text_names_code_and_description() {
        let known: Vec<_> = catalogue().collect();
        let codes = (0..1000).filter_map(|number| row(crate::ispapi::Code::new(number)));
        let pairs = codes.map(|row| (row.customer, row.admin));
        for (customer, admin) in
            pairs.chain(DESCRIPTIONS.iter().map(|row| (row.customer, row.admin)))
        {
            assert!(known.contains(&customer), "{customer}");
            assert!(known.contains(&admin), "{admin}");
            let text = Message::new(admin).english();
            assert!(
                text.contains(":code") && text.contains(":description"),
                "{admin}: {text}"
            );
            let text = Message::new(customer).english();
            assert!(!text.contains(':'), "{customer}: {text}");
        }
    }

    #[test]
    fn doubt_is_said_as_doubt() {
        use crate::ispapi::{CommandEffect, Malformed};
        let what = Malformed::NoEnd;
        let said = |effect| {
            explain_error(&Error::Malformed {
                what: what.clone(),
                effect,
            })
        };
        assert_eq!(
            said(CommandEffect::Pays).customer.key(),
            "ispapi.customer.in_doubt"
        );
        let read = said(CommandEffect::Reads);
        assert_eq!(read.customer.key(), "ispapi.customer.no_answer");
        assert!(read.admin.english().contains("no EOF line"));
    }
}
