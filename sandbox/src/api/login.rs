//! Who may enter: entity, login, password, sub-user view, access list.

use jiff::Timestamp;

use crate::commands::Caller;
use crate::quirks::Quirks;
use crate::wire::{Command, Form, Refusal};
use crate::world::{AccessList, Book, Entity, Lookup, World};

/// The book that `s_entity` names and the caller that login and password, or a session, prove. 530
/// for all that is wrong with them, without saying what (wire facts, endpoints: also for the other
/// entity's credentials).
pub(super) fn enter(
    world: &mut World,
    form: &Form,
    now: Timestamp,
    quirks: &Quirks,
) -> Result<(Entity, Caller), Refusal> {
    let refused = || Refusal::new(530, "");
    let login = match Entity::of_code(&form.entity) {
        _ if form.session.is_empty() => form.login.clone(),
        Some(entity) => session_login(world.book_mut(entity), &form.session, now, quirks)?,
        None => return Err(Refusal::verbatim(530, "SESSION NOT FOUND")),
    };
    let entity = Entity::of_code(&form.entity).ok_or_else(refused)?;
    let book = world.book(entity);
    let (account, role) = login.split_once('!').unwrap_or((&login, ""));
    let known = password(book, account, role).filter(|password| !password.is_empty());
    let proven = !form.session.is_empty() || known == Some(&form.password);
    if known.is_none() || !proven {
        return Err(refused());
    }
    let caller = Caller {
        account: viewed(book, account, &form.user)?,
        role: role.to_owned(),
        session: form.session.clone(),
        login,
    };
    Ok((entity, caller))
}

/// The login that started a session. Whether one that timed out has a code of its own is open (quirk
/// `expired_session`).
fn session_login(
    book: &mut Book,
    id: &str,
    now: Timestamp,
    quirks: &Quirks,
) -> Result<String, Refusal> {
    match book.use_session(id, now) {
        Lookup::Alive(login) => Ok(login),
        Lookup::TimedOut if quirks.is("expired_session", "507") => {
            Err(Refusal::new(507, "user session expired"))
        }
        Lookup::TimedOut | Lookup::Unknown => Err(Refusal::verbatim(530, "SESSION NOT FOUND")),
    }
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
    caller: &Caller,
    command: &Command,
    code: u16,
) -> Result<(), Refusal> {
    let Some((account, role)) = caller.login.split_once('!') else {
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
