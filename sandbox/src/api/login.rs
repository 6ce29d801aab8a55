//! Who may enter: entity, login, password, sub-user view, access list.

use crate::commands::Caller;
use crate::wire::{Command, Form, Refusal};
use crate::world::{AccessList, Book, Entity, World};

/// The book that `s_entity` names and the caller that login and password prove. 530 for all that
/// is wrong with them, without saying what (wire facts, endpoints: also for the other entity's
/// credentials).
pub(super) fn enter(world: &World, form: &Form) -> Result<(Entity, Caller), Refusal> {
    if !form.session.is_empty() {
        // No session is ever started here, so none can be known.
        return Err(Refusal::verbatim(530, "SESSION NOT FOUND"));
    }
    let entity = Entity::of_code(&form.entity).ok_or_else(|| Refusal::new(530, ""))?;
    let book = world.book(entity);
    let (account, role) = form.login.split_once('!').unwrap_or((&form.login, ""));
    let known = password(book, account, role);
    if known.is_none_or(|password| password.is_empty() || password != form.password) {
        return Err(Refusal::new(530, ""));
    }
    Ok((
        entity,
        Caller {
            account: viewed(book, account, &form.user)?,
            role: role.to_owned(),
        },
    ))
}

fn password<'a>(book: &'a Book, account: &str, role: &str) -> Option<&'a str> {
    let account = book.accounts.get(account)?;
    if role.is_empty() {
        Some(&account.password)
    } else {
        account.roles.get(role).map(|role| role.password.as_str())
    }
}

/// `s_user`: the caller acts for a sub-user; 531 for any other account.
fn viewed(book: &Book, account: &str, user: &str) -> Result<String, Refusal> {
    if user.is_empty() || user == account {
        return Ok(account.to_owned());
    }
    let parent = book.accounts.get(user).and_then(|a| a.parent.as_deref());
    if parent == Some(account) {
        Ok(user.to_owned())
    } else {
        Err(Refusal::new(531, ""))
    }
}

/// The access list of a role user; the text is fixed, the code open (quirk `refused_acl_code`).
pub(super) fn check_access(
    book: &Book,
    form: &Form,
    command: &Command,
    code: u16,
) -> Result<(), Refusal> {
    let Some((account, role)) = form.login.split_once('!') else {
        return Ok(());
    };
    let access: Option<&AccessList> = book
        .accounts
        .get(account)
        .and_then(|account| account.roles.get(role))
        .map(|role| &role.access);
    if access.is_some_and(|list| list.allows(command)) {
        Ok(())
    } else {
        let text = "Authorization failed; Operation forbidden by ACL";
        Err(Refusal::verbatim(code, text))
    }
}
