//! Things that are there without a command having made them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::config::entities;
use crate::world::{
    AccessList, Account, Answer, Contact, DomainName, Entity, Foreign, Role, World, moment,
};
use crate::zones;

/// POST accounts: opens an account. An account that is there gets a new password only.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAccount {
    entity: Option<Entity>,
    login: String,
    password: String,
    #[serde(default, with = "rust_decimal::serde::str")]
    balance: Decimal,
    #[serde(default = "usd")]
    currency: String,
    parent: Option<String>,
}

fn usd() -> String {
    "USD".to_owned()
}

pub(super) fn account(world: &mut World, new: &NewAccount) -> Result<Value, String> {
    if new.password.is_empty() || new.login.is_empty() || new.login.contains('!') {
        return Err("login and password must not be empty, a login has no !".to_owned());
    }
    for entity in entities(new.entity) {
        let accounts = &mut world.book_mut(entity).accounts;
        if let Some(account) = accounts.get_mut(&new.login) {
            account.password.clone_from(&new.password);
            continue;
        }
        let mut account = Account::open(&new.password, new.balance, &new.currency);
        account.parent.clone_from(&new.parent);
        accounts.insert(new.login.clone(), account);
    }
    Ok(json!({}))
}

/// POST balance: sets what is given. Not a charge, so nothing goes into the ledger.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Balance {
    entity: Entity,
    login: String,
    #[serde(default, with = "rust_decimal::serde::str_option")]
    amount: Option<Decimal>,
    /// Paid in (or out, when negative), on top of the amount.
    #[serde(default, with = "rust_decimal::serde::str_option")]
    add: Option<Decimal>,
    #[serde(default, with = "rust_decimal::serde::str_option")]
    credit: Option<Decimal>,
    #[serde(default, with = "rust_decimal::serde::str_option")]
    deposit: Option<Decimal>,
    #[serde(default, with = "rust_decimal::serde::str_option")]
    vat: Option<Decimal>,
}

pub(super) fn balance(world: &mut World, new: &Balance) -> Result<Value, String> {
    let account = world.book_mut(new.entity).accounts.get_mut(&new.login);
    let account = account.ok_or_else(|| format!("no account {}", new.login))?;
    account.balance = new.amount.unwrap_or(account.balance) + new.add.unwrap_or_default();
    account.credit = new.credit.unwrap_or(account.credit);
    account.deposit = new.deposit.unwrap_or(account.deposit);
    account.vat = new.vat.unwrap_or(account.vat);
    Ok(json!({}))
}

/// POST roles: adds or replaces a role user.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRole {
    entity: Option<Entity>,
    account: String,
    role: String,
    password: String,
    /// The access list, one rule a line.
    access: AccessList,
}

pub(super) fn role(world: &mut World, new: &NewRole) -> Result<Value, String> {
    for entity in entities(new.entity) {
        let account = world.book_mut(entity).accounts.get_mut(&new.account);
        let account = account.ok_or_else(|| format!("no account {}", new.account))?;
        let role = Role {
            password: new.password.clone(),
            access: new.access.clone(),
        };
        account.roles.insert(new.role.clone(), role);
    }
    Ok(json!({}))
}

/// POST contacts: a contact with a handle of one's choice.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewContact {
    entity: Entity,
    account: String,
    handle: String,
    #[serde(default)]
    fields: BTreeMap<String, String>,
}

pub(super) fn contact(world: &mut World, new: &NewContact) -> Result<Value, String> {
    let now = world.clock.now();
    let book = world.book_mut(new.entity);
    if !book.accounts.contains_key(&new.account) {
        return Err(format!("no account {}", new.account));
    }
    let contact = Contact {
        account: new.account.clone(),
        created: now,
        updated: None,
        fields: new.fields.clone(),
    };
    book.contacts.insert(new.handle.clone(), contact);
    Ok(json!({}))
}

/// POST foreign: a name that another registrar holds or that cannot be had.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewForeign {
    entity: Option<Entity>,
    name: String,
    #[serde(default)]
    registrar: String,
    /// REASON of CheckDomains, e.g. `Domain blocked`.
    #[serde(default)]
    reason: String,
    #[serde(default)]
    auth: String,
    #[serde(default)]
    locked: bool,
    created: Option<String>,
    expiration: Option<String>,
    #[serde(default)]
    nameservers: Vec<String>,
    #[serde(default)]
    owner: String,
    /// What the other registrar says to a transfer, and after how many hours.
    #[serde(default)]
    answer: Answer,
    answer_after_hours: Option<i64>,
}

pub(super) fn foreign(world: &mut World, new: &NewForeign) -> Result<Value, String> {
    let name = readable(&new.name)?;
    let time = |text: &Option<String>| text.as_deref().map(moment).transpose();
    let foreign = Foreign {
        registrar: new.registrar.clone(),
        reason: new.reason.clone(),
        auth: new.auth.clone(),
        locked: new.locked,
        created: time(&new.created)?,
        expiration: time(&new.expiration)?,
        nameservers: new.nameservers.clone(),
        owner: new.owner.clone(),
        answer: new.answer,
        answer_after_hours: new.answer_after_hours,
    };
    for entity in entities(new.entity) {
        let book = world.book_mut(entity);
        if book.domains.contains_key(name.as_str()) {
            return Err(format!(
                "{} belongs to an account; remove it first",
                new.name
            ));
        }
        book.foreign
            .insert(name.as_str().to_owned(), foreign.clone());
    }
    Ok(json!({}))
}

/// POST remove: a name is nobody's any more.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Remove {
    entity: Entity,
    name: String,
}

pub(super) fn remove(world: &mut World, gone: &Remove) -> Result<Value, String> {
    let book = world.book_mut(gone.entity);
    let own = book.domains.remove(&gone.name).is_some();
    let deleted = book.deleted.remove(&gone.name).is_some();
    let foreign = book.foreign.remove(&gone.name).is_some();
    if own || deleted || foreign {
        Ok(json!({}))
    } else {
        Err(format!("{} is nobody's already", gone.name))
    }
}

/// A name in a zone that is supported.
pub(super) fn readable(name: &str) -> Result<DomainName, String> {
    let read = DomainName::parse(name).ok_or_else(|| format!("`{name}` is no domain name"))?;
    zones::supported(read.zone()).map_err(|refusal| refusal.parts().1)?;
    Ok(read)
}
