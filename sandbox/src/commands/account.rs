//! CheckAuthentication and StatusAccount.

use rust_decimal::Decimal;

use super::{Call, Handler, Kind, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::Book;

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "CheckAuthentication",
        run: check_authentication,
        kind: Kind::Read,
    },
    Handler {
        name: "StatusAccount",
        run: status_account,
        kind: Kind::Read,
    },
];

/// 200 when SUBUSER, the caller itself or a sub-user of it, has that PASSWORD; 530 when not; 531
/// for an account out of reach.
fn check_authentication(call: &mut Call<'_>) -> Outcome {
    let user = call.required("SUBUSER")?;
    let password = call.required("PASSWORD")?;
    let account = user.split_once('!').map_or(user, |(account, _)| account);
    if !call.reaches(account) {
        return Err(Refusal::new(531, ""));
    }
    if password_of(call.book, user) == Some(password) {
        Ok(Response::ok())
    } else {
        Err(Refusal::new(530, ""))
    }
}

/// The password of `account` or `account!role`.
pub(super) fn password_of<'a>(book: &'a Book, user: &str) -> Option<&'a str> {
    match user.split_once('!') {
        None => book.accounts.get(user).map(|a| a.password.as_str()),
        Some((account, role)) => {
            let role = book.accounts.get(account)?.roles.get(role)?;
            Some(&role.password)
        }
    }
}

/// Money of the account. No user name: the reference has none here.
fn status_account(call: &mut Call<'_>) -> Outcome {
    let account = call.book.account(&call.caller.account)?;
    let money = |amount: Decimal| format!("{amount:.2}");
    Ok(Response::ok()
        .with("AMOUNT", money(account.balance))
        .with("CREDIT", money(account.credit))
        .with("CURRENCY", &account.currency)
        .with("DEPOSIT", money(account.deposit))
        .with("VAT", money(account.vat)))
}
