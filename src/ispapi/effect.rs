//! What a command does to the account. Sending, repeating and waiting depend on it, and on nothing else.

use super::command::Command;

/// What a command does to the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommandEffect {
    /// Nothing: it may be sent again.
    Reads,
    /// It changes something, for free.
    Writes,
    /// It may cost money.
    Pays,
}

/// Names that begin so only read, in the whole public reference.
const READING_VERBS: &[&str] = &[
    "CHECK", "CONVERT", "FIND", "GET", "PARSE", "QUERY", "STATUS", "VALIDATE",
];

/// Names that begin so change something, for free.
const WRITING_VERBS: &[&str] = &["DELETE", "RESEND"];

/// Single commands that change something, for free. Sorted.
const WRITING: &[&str] = &[
    "ADDCONTACT",
    "ADDNAMESERVER",
    "CLONECONTACT",
    "DENIC_CREATEAUTHINFO1",
    "DENIC_DELETEAUTHINFO1",
    "ENDSESSION",
    "MODIFYCONTACT",
    "MODIFYDOMAINAPPLICATION",
    "MODIFYNAMESERVER",
    "PUSHDOMAIN",
    "REQUESTDOMAINAUTHINFO",
    "REQUESTDOMAINPIN",
    "SETDOMAINRENEWALMODE",
    "SETENVIRONMENT",
    "STARTSESSION",
    "UPDATEDNSZONE",
];

/// The effect of a command with its parameters (`ispapi-wire`, section 9: writes that cost money).
///
/// What no rule knows is taken to cost money: that only costs a connection of its own and forgoes repetitions.
pub(super) fn of(command: &Command) -> CommandEffect {
    let name = command.name().as_str().to_ascii_uppercase();
    let begins = |verbs: &[&str]| verbs.iter().any(|verb| name.starts_with(verb));
    match name.as_str() {
        "MODIFYDOMAIN" => writes_unless(command, accepts_paid_service),
        "CREATEDNSZONE" => writes_unless(command, |key| key == "EXTERNAL"),
        "TRANSFERDOMAIN" if answers_a_transfer(command) => CommandEffect::Writes,
        _ if begins(READING_VERBS) => CommandEffect::Reads,
        _ if begins(WRITING_VERBS) || WRITING.binary_search(&name.as_str()).is_ok() => {
            CommandEffect::Writes
        }
        _ => CommandEffect::Pays,
    }
}

/// Writes, or pays where a key that costs money is switched on.
fn writes_unless(command: &Command, costs: impl Fn(&str) -> bool) -> CommandEffect {
    let on = |value: &str| !matches!(value.trim(), "" | "0");
    if command
        .properties()
        .any(|(key, value)| costs(key) && on(value))
    {
        CommandEffect::Pays
    } else {
        CommandEffect::Writes
    }
}

/// Whether a `TransferDomain` takes a request back or answers somebody else's (section 12), and so orders nothing.
fn answers_a_transfer(command: &Command) -> bool {
    let mut actions = command.properties().filter(|(key, _)| *key == "ACTION");
    actions.any(|(_, action)| matches!(action, "APPROVE" | "CANCEL" | "DENY"))
}

/// `X-ACCEPT-WHOISTRUSTEE-TAC`, `X-DE-ACCEPT-TRUSTEE-TAC` and their like: terms of a paid service.
fn accepts_paid_service(key: &str) -> bool {
    key.contains("ACCEPT-") && key.contains("TRUSTEE") && key.ends_with("-TAC")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    fn effect(name: &str) -> CommandEffect {
        Command::new(name).unwrap().effect()
    }

    #[test]
    fn what_costs_money_is_known_whatever_its_case() {
        for name in [
            "AddDomain",
            "adddomain",
            "AddDomainApplication",
            "TransferDomain",
            "RenewDomain",
            "PayDomainRenewal",
            "RestoreDomain",
            "TradeDomain",
            "CreatePremiumDNS",
            "PayPremiumDNSRenewal",
            "UpgradePremiumDNS",
            "CreateSSLCert",
            "ExecuteOrder",
            "NobodyKnowsThis",
        ] {
            assert_eq!(effect(name), CommandEffect::Pays, "{name}");
        }
    }

    #[test]
    fn reads_and_free_writes_are_told_apart() {
        for name in [
            "StatusDomain",
            "CheckDomainRegistration",
            "ConvertIDN",
            "QueryObjectList",
        ] {
            assert_eq!(effect(name), CommandEffect::Reads, "{name}");
        }
        for name in [
            "ModifyDomain",
            "UpdateDNSZone",
            "DeleteDomain",
            "PushDomain",
        ] {
            assert_eq!(effect(name), CommandEffect::Writes, "{name}");
        }
    }

    #[test]
    fn a_transfer_is_ordered_or_answered() {
        let effect = |action| {
            let command = Command::new("TransferDomain").unwrap();
            command.with("ACTION", action).effect()
        };
        for action in ["APPROVE", "CANCEL", "DENY"] {
            assert_eq!(effect(action), CommandEffect::Writes, "{action}");
        }
        for action in ["REQUEST", "USERTRANSFER", "", "SOMETHING NEW"] {
            assert_eq!(effect(action), CommandEffect::Pays, "{action}");
        }
    }

    #[test]
    fn accepting_the_terms_of_a_paid_service_costs_money() {
        for key in [
            "X-ACCEPT-WHOISTRUSTEE-TAC",
            "X-DE-ACCEPT-TRUSTEE-TAC",
            "X-ACCEPT-WHOISTRUSTEELITE-TAC",
        ] {
            let with = |value: &str| {
                Command::new("ModifyDomain")
                    .unwrap()
                    .with(key, value)
                    .effect()
            };
            assert_eq!(with("1"), CommandEffect::Pays, "{key}");
            assert_eq!(with("0"), CommandEffect::Writes, "{key}");
            assert_eq!(with(""), CommandEffect::Writes, "{key}");
        }
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(WRITING.is_sorted());
    }
}
