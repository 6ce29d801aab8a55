//! How a sandbox is set up.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::chaos::Chaos;
use crate::quirks::Quirks;
use crate::world::{AccessList, Account, Clock, Entity, Role, World};

/// All settings. The default listens on a free port, without accounts and without a state file.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen; loopback only. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// Accounts to open unless the state file has them.
    pub accounts: Vec<AccountSpec>,
    /// Role users, for accounts of the same start.
    pub roles: Vec<RoleSpec>,
    /// Names that another registrar holds, in both books.
    pub taken: Vec<String>,
    /// Where to keep everything between two runs.
    pub state: Option<PathBuf>,
    /// What the clock shows at the start; the real time if left out.
    pub clock: Option<Timestamp>,
    /// Chosen answers to open questions.
    pub quirks: Quirks,
    /// Faults by chance, from the start on.
    pub chaos: Chaos,
    /// Makes auth codes repeatable.
    pub seed: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            accounts: Vec::new(),
            roles: Vec::new(),
            taken: Vec::new(),
            state: None,
            clock: None,
            quirks: Quirks::default(),
            chaos: Chaos::default(),
            seed: 1,
        }
    }
}

/// An account: `[live/|ote/]LOGIN:PASSWORD:BALANCE:CURRENCY`, without entity for both books.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountSpec {
    /// The book; `None` for both.
    pub entity: Option<Entity>,
    /// The login.
    pub login: String,
    /// The password. It may contain colons.
    pub password: String,
    /// The money at the start.
    pub balance: Decimal,
    /// Three letters, one of those in the price list.
    pub currency: String,
}

/// A role user: `[live/|ote/]ACCOUNT!ROLE:PASSWORD` and its access list.
#[derive(Clone)]
pub struct RoleSpec {
    /// The book; `None` for both.
    pub entity: Option<Entity>,
    /// The account.
    pub account: String,
    /// The name after the `!`.
    pub role: String,
    /// The role's own password.
    pub password: String,
    /// What the role may do.
    pub access: AccessList,
}

impl fmt::Debug for AccountSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountSpec")
            .field("entity", &self.entity)
            .field("login", &self.login)
            .field("balance", &self.balance)
            .field("currency", &self.currency)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for RoleSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RoleSpec")
            .field("entity", &self.entity)
            .field("account", &self.account)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

impl FromStr for AccountSpec {
    type Err = String;

    /// The error never repeats the text: there is a password in it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong =
            |what: &str| format!("{what}; wanted [live/|ote/]LOGIN:PASSWORD:BALANCE:CURRENCY");
        let (entity, rest) = split_entity(text);
        let (login, rest) = rest.split_once(':').ok_or_else(|| wrong("no colon"))?;
        let (rest, currency) = rest.rsplit_once(':').ok_or_else(|| wrong("no currency"))?;
        let (password, balance) = rest.rsplit_once(':').ok_or_else(|| wrong("no balance"))?;
        let balance = balance
            .parse()
            .map_err(|_| wrong("the balance is no decimal number"))?;
        if login.is_empty() || login.contains(['!', '/']) {
            return Err(wrong("the login is empty or has ! or / in it"));
        }
        if !crate::zones::prices()
            .iter()
            .any(|price| price.currency == currency)
        {
            return Err(wrong("the price list does not have this currency"));
        }
        Ok(Self {
            entity,
            login: login.to_owned(),
            password: password.to_owned(),
            balance,
            currency: currency.to_owned(),
        })
    }
}

/// `live/x` or `ote/x`; anything else is for both.
pub(crate) fn split_entity(text: &str) -> (Option<Entity>, &str) {
    let prefix = text.split_once('/').and_then(|(prefix, rest)| {
        let entity = Entity::ALL
            .into_iter()
            .find(|entity| entity.name() == prefix)?;
        Some((entity, rest))
    });
    prefix.map_or((None, text), |(entity, rest)| (Some(entity), rest))
}

/// The books that an optional entity means.
pub(crate) fn entities(entity: Option<Entity>) -> Vec<Entity> {
    entity.map_or_else(|| Entity::ALL.to_vec(), |entity| vec![entity])
}

impl Config {
    /// A new world as configured.
    pub(crate) fn new_world(&self) -> World {
        let clock = self.clock.map_or_else(Clock::real, Clock::at);
        World::new(clock, self.seed)
    }

    /// Adds what the configuration names and the world does not have; what is there stays as it
    /// is, money above all.
    pub(crate) fn furnish(&self, world: &mut World) {
        for spec in &self.accounts {
            for entity in entities(spec.entity) {
                let accounts = &mut world.book_mut(entity).accounts;
                accounts
                    .entry(spec.login.clone())
                    .or_insert_with(|| Account::open(&spec.password, spec.balance, &spec.currency));
            }
        }
        for spec in &self.roles {
            for entity in entities(spec.entity) {
                if let Some(account) = world.book_mut(entity).accounts.get_mut(&spec.account) {
                    let role = Role {
                        password: spec.password.clone(),
                        access: spec.access.clone(),
                    };
                    account.roles.insert(spec.role.clone(), role);
                }
            }
        }
        for name in &self.taken {
            for entity in Entity::ALL {
                let foreign = &mut world.book_mut(entity).foreign;
                foreign.entry(name.to_lowercase()).or_default();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    #[test]
    fn accounts_are_read_from_text() {
        let spec: AccountSpec = "ote/shop:p:a:ss:12.50:EUR".parse().unwrap();
        assert_eq!(spec.entity, Some(Entity::Ote));
        assert_eq!(spec.login, "shop");
        assert_eq!(spec.password, "p:a:ss");
        assert_eq!(spec.balance.to_string(), "12.50");
        assert!(
            "shop::1:USD"
                .parse::<AccountSpec>()
                .unwrap()
                .entity
                .is_none()
        );
    }

    #[test]
    fn a_bad_account_is_refused_without_repeating_the_password() {
        for text in [
            "shop",
            "shop:hunter2:x:USD",
            "shop:hunter2:1:XXX",
            ":hunter2:1:USD",
            "a!b:hunter2:1:USD",
        ] {
            let error = text.parse::<AccountSpec>().unwrap_err();
            assert!(!error.contains("hunter2"), "{error}");
        }
        let spec: AccountSpec = "shop:hunter2:1:USD".parse().unwrap();
        assert!(!format!("{spec:?}").contains("hunter2"));
    }
}
