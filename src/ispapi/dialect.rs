//! What differs from platform to platform: addresses, form fields, and the names that travel in their ASCII form.

use std::fmt;

use super::command::Command;
use super::effect::CommandEffect;
use super::encode::EncodeError;
use super::platform::{Account, Environment};

/// One platform's manners. The grammar of commands and replies is the same for all.
pub trait Dialect: fmt::Debug + Send + Sync {
    /// The short name used in configuration and cache keys.
    fn name(&self) -> &'static str;

    /// The address that the platform publishes for a system.
    fn public_url(&self, environment: Environment) -> &'static str;

    /// What stands between account and role in a login.
    fn role_separator(&self) -> char;

    /// The form of a request: names and values, in the documented order, empty ones left out.
    fn form<'a>(&self, account: &'a Account, command_text: &'a str)
    -> Vec<(&'static str, &'a str)>;

    /// Whether the value of this key is a domain or host name that must travel in its ASCII form.
    fn is_name(&self, command: &Command, key: &str) -> bool;

    /// What a command does to the account.
    fn effect(&self, command: &Command) -> CommandEffect {
        command.effect()
    }

    /// The command as it may be sent: checked, and its names in ASCII form.
    ///
    /// # Errors
    ///
    /// As [`Command::check`], and [`EncodeError::Idn`].
    fn localised(&self, command: &Command) -> Result<Command, EncodeError> {
        command.check()?;
        command.try_map(|key, value| {
            if value.is_ascii() || !self.is_name(command, key) {
                return Ok(None);
            }
            let name = crate::idn::to_ascii(value).map_err(|error| EncodeError::Idn {
                key: key.to_owned(),
                reason: error.to_string(),
            })?;
            Ok(Some(name))
        })
    }
}

/// HEXONET ISPAPI.
#[derive(Clone, Copy, Debug)]
pub struct Ispapi;

/// One system of ISPAPI (`ispapi-wire`, section 1.1).
struct System {
    url: &'static str,
    entity: &'static str,
}

const LIVE: System = System {
    url: "https://api.ispapi.net/api/call.cgi",
    entity: "54cd",
};
const OTE: System = System {
    url: "https://api-ote.ispapi.net/api/call.cgi",
    entity: "1234",
};

/// Object classes whose `OBJECTID` is a name (section 7.1).
const NAMED_CLASSES: [&str; 5] = [
    "DELETEDDOMAIN",
    "DNSZONE",
    "DOMAIN",
    "DOMAINAPPLICATION",
    "NAMESERVER",
];

impl Ispapi {
    fn system(environment: Environment) -> &'static System {
        match environment {
            Environment::Live => &LIVE,
            Environment::Ote => &OTE,
        }
    }
}

impl Dialect for Ispapi {
    fn name(&self) -> &'static str {
        "ispapi"
    }

    fn public_url(&self, environment: Environment) -> &'static str {
        Self::system(environment).url
    }

    fn role_separator(&self) -> char {
        '!'
    }

    /// Section 1.3. A session takes the place of login, password and one-time password.
    fn form<'a>(
        &self,
        account: &'a Account,
        command_text: &'a str,
    ) -> Vec<(&'static str, &'a str)> {
        let session = account
            .session
            .as_ref()
            .filter(|session| !session.is_empty());
        let without_session = |value: &'a str| if session.is_some() { "" } else { value };
        let one_time_password = account
            .one_time_password
            .as_ref()
            .map_or("", |s| s.expose());
        let mut form = vec![
            ("s_entity", Self::system(account.environment).entity),
            ("s_login", without_session(&account.login)),
            ("s_otp", without_session(one_time_password)),
            ("s_pw", without_session(account.password.expose())),
            (
                "s_remoteaddr",
                account.remote_address.as_deref().unwrap_or(""),
            ),
            ("s_session", session.map_or("", |session| session.expose())),
            ("s_user", account.subuser.as_deref().unwrap_or("")),
            ("s_command", command_text),
        ];
        form.retain(|(_, value)| !value.is_empty());
        form
    }

    /// Section 7.1. `ConvertIDN` is exempt: converting is what it is for.
    fn is_name(&self, command: &Command, key: &str) -> bool {
        if command.name().as_str().eq_ignore_ascii_case("ConvertIDN") {
            return false;
        }
        match key.trim_end_matches(|c: char| c.is_ascii_digit()) {
            "DOMAIN" | "NAMESERVER" | "DNSZONE" => true,
            "OBJECTID" => command
                .get("OBJECTCLASS")
                .is_some_and(|class| NAMED_CLASSES.iter().any(|c| c.eq_ignore_ascii_case(class))),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;
    use crate::names::Secret;

    fn account() -> Account {
        Account::new(Environment::Ote, "test.user", Secret::new("test.passw0rd"))
    }

    #[test]
    fn the_form_keeps_its_order_and_drops_what_is_empty() {
        let mut account = account();
        account.subuser = Some("sub".into());
        account.one_time_password = Some(Secret::new("123456"));
        account.remote_address = Some("192.0.2.1".into());
        let form = Ispapi.form(&account, "COMMAND=X");
        let names: Vec<_> = form.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            names,
            [
                "s_entity",
                "s_login",
                "s_otp",
                "s_pw",
                "s_remoteaddr",
                "s_user",
                "s_command"
            ]
        );
    }

    #[test]
    fn a_session_replaces_the_credentials() {
        let account = account().with_session(Secret::new("abc"));
        let form = Ispapi.form(&account, "COMMAND=X");
        assert_eq!(
            form,
            [
                ("s_entity", "1234"),
                ("s_session", "abc"),
                ("s_command", "COMMAND=X")
            ]
        );
    }

    #[test]
    fn names_travel_in_their_ascii_form() {
        let command = Command::new("QueryObjectLogList")
            .unwrap()
            .with("OBJECTCLASS", "Domain")
            .with("OBJECTID", "öbb.at")
            .with("DOMAIN0", "öbb.at")
            .with("DESCRIPTION", "öbb.at");
        let command = Ispapi.localised(&command).unwrap();
        assert_eq!(command.get("OBJECTID"), Some("xn--bb-eka.at"));
        assert_eq!(command.get("DOMAIN0"), Some("xn--bb-eka.at"));
        assert_eq!(command.get("DESCRIPTION"), Some("öbb.at"));
    }

    #[test]
    fn ascii_patterns_and_convert_idn_are_left_alone() {
        let list = Command::new("QueryDomainList")
            .unwrap()
            .with("DOMAIN", "*_x.DE");
        assert_eq!(Ispapi.localised(&list).unwrap(), list);
        let convert = Command::new("ConvertIDN")
            .unwrap()
            .with("DOMAIN0", "öbb.at");
        assert_eq!(Ispapi.localised(&convert).unwrap(), convert);
    }

    #[test]
    fn a_name_that_cannot_be_converted_is_refused_by_key() {
        let command = Command::new("StatusDomain")
            .unwrap()
            .with("DOMAIN", "ä\u{ffff}.de");
        let error = Ispapi.localised(&command).unwrap_err();
        assert!(matches!(error, EncodeError::Idn { key, .. } if key == "DOMAIN"));
    }
}
