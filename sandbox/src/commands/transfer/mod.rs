//! TransferDomain and its companions: domains come from other registrars, go to them, or move
//! between two accounts. The sandbox plays the other registrar: it answers when its time has come,
//! or when the control endpoint says so.

mod check;
mod decide;
mod effect;
pub(super) mod request;
mod subject;
pub(super) mod terms;

use super::domain::name_of;
use super::{Call, Handler, Kind, Outcome};
use crate::wire::{Command, Refusal, Response};
use crate::world::{ContactRole, DomainName, Transfer, TransferKind, TransferStatus, wire_time};
use crate::zones;

pub(super) use decide::cancel;
pub(crate) use decide::{advance, decide, leave};

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "CheckDomainTransfer",
        run: check::check_domain_transfer,
        kind: Kind::Read,
    },
    Handler {
        name: "ResendDomainTransferConfirmationEmails",
        run: resend_emails,
        kind: Kind::Write,
    },
    Handler {
        name: "StatusDomainTransfer",
        run: status_domain_transfer,
        kind: Kind::Read,
    },
    Handler {
        name: "TransferDomain",
        run: transfer_domain,
        kind: Kind::WriteOrPend,
    },
];

/// REQUEST (the default) and USERTRANSFER order a transfer, CANCEL takes the order back, APPROVE
/// and DENY answer somebody who wants a domain of the caller's.
fn transfer_domain(call: &mut Call<'_>) -> Outcome {
    let action = call.command.filled("ACTION").unwrap_or("REQUEST");
    match action.to_uppercase().as_str() {
        "REQUEST" => request::request(call),
        "USERTRANSFER" => request::user_transfer(call),
        "CANCEL" => {
            let name = addressed(call.command)?.0;
            let asked = running(call, name.as_str()).filter(|transfer| {
                matches!(transfer.kind, TransferKind::Incoming | TransferKind::User)
                    && call.reaches(&transfer.account)
            });
            asked.ok_or_else(|| Refusal::new(534, ""))?;
            cancel(call, name.as_str(), "domain transfer cancelled")
        }
        answer => reply(call, answer == "APPROVE"),
    }
}

/// The answer of the account that loses the domain; 534 when nobody asked for it.
fn reply(call: &mut Call<'_>, approved: bool) -> Outcome {
    let name = addressed(call.command)?.0;
    let domain = call.book.domains.get(name.as_str());
    let own = domain.is_some_and(|domain| call.reaches(&domain.account));
    let asked = running(call, name.as_str()).filter(|transfer| {
        own && matches!(transfer.kind, TransferKind::Outgoing | TransferKind::User)
    });
    asked.ok_or_else(|| Refusal::new(534, ""))?;
    let words = if approved { "approved" } else { "denied" };
    let words = format!("domain transfer {words} by {}", call.caller.account);
    decide(call.book, name.as_str(), approved, &words, call.now)?;
    Ok(Response::ok())
}

/// What is known about a transfer. A finished one is gone, or still shown (quirk
/// `finished_transfer`); a trade is not shown here, or is (quirk `trade_in_transfer_status`).
fn status_domain_transfer(call: &mut Call<'_>) -> Outcome {
    let name = name_of(call.required("DOMAIN")?)?;
    let transfer = entry(call, name.as_str(), |transfer| {
        transfer.kind != TransferKind::Trade
            || call.quirks.is("trade_in_transfer_status", "present")
    })?;
    let zone = zones::supported(name.zone())?;
    let mut response = Response::ok()
        .with("CREATEDDATE", wire_time(transfer.created))
        .with("REPOSITORY", zone.repository(call.book.entity))
        .with_all("TRANSFERLOG", transfer.log.iter().cloned())
        .with("TRANSFERSTATUS", transfer.status.word())
        .with("UPDATEDDATE", wire_time(transfer.updated));
    if call.quirks.is("transfer_type", "present") {
        response = response.with("TRANSFERTYPE", kind_word(call, transfer));
    }
    if !transfer.other.is_empty() {
        response = response.with("OLD-REGISTRAR", &transfer.other);
    }
    for role in ContactRole::ALL {
        let handles = transfer.contacts.get(&role).into_iter().flatten().cloned();
        response = response.with_all(role.parameter(), handles);
    }
    if call.quirks.is("transfer_nameservers", "present") {
        response = response.with_all("NAMESERVER", transfer.nameservers.iter().cloned());
    }
    Ok(response)
}

/// TRANSFERTYPE; a transfer between accounts has two sides.
fn kind_word(call: &Call<'_>, transfer: &Transfer) -> &'static str {
    match transfer.kind {
        TransferKind::Trade => "TRADE",
        TransferKind::User if call.reaches(&transfer.account) => "INCOMING",
        TransferKind::Incoming => "INCOMING",
        TransferKind::Outgoing | TransferKind::User => "OUTGOING",
    }
}

/// Sends the mails of a running transfer or trade again; 545 when there is none, 552 when it is
/// finished.
fn resend_emails(call: &mut Call<'_>) -> Outcome {
    let name = name_of(call.required("DOMAIN")?)?;
    let transfer = call.book.transfers.get(name.as_str());
    let transfer = transfer.filter(|transfer| sees(call, transfer));
    match transfer.map(Transfer::is_running) {
        None => return Err(Refusal::new(545, format!("DOMAIN {}", name.as_str()))),
        Some(false) => return Err(Refusal::new(552, "")),
        Some(true) => {}
    }
    let now = call.now;
    if let Some(transfer) = call.book.transfers.get_mut(name.as_str()) {
        transfer.note("EMAIL_SENT", "confirmation email sent", now);
    }
    Ok(Response::ok())
}

/// The transfer of a domain that a status command shows: 531 when it is somebody else's business.
pub(super) fn entry<'a>(
    call: &'a Call<'_>,
    name: &str,
    wanted: impl Fn(&Transfer) -> bool,
) -> Result<&'a Transfer, Refusal> {
    let kept = call.quirks.is("finished_transfer", "kept");
    let transfer = call.book.transfers.get(name);
    match transfer.filter(|transfer| wanted(transfer) && (kept || transfer.is_running())) {
        Some(transfer) if sees(call, transfer) => Ok(transfer),
        Some(_) => Err(Refusal::new(531, "")),
        None => Err(Refusal::new(545, format!("DOMAIN {name}"))),
    }
}

/// Whether the caller asked for the transfer, or has the domain.
fn sees(call: &Call<'_>, transfer: &Transfer) -> bool {
    let domain = call.book.domains.get(&transfer.name);
    call.reaches(&transfer.account) || domain.is_some_and(|domain| call.reaches(&domain.account))
}

pub(super) fn running<'a>(call: &'a Call<'_>, name: &str) -> Option<&'a Transfer> {
    let transfer = call.book.transfers.get(name);
    transfer.filter(|transfer| transfer.is_running())
}

/// The domain and the auth code: DOMAIN and AUTH, or both in DOMAINAUTH.
fn addressed(command: &Command) -> Result<(DomainName, Option<String>), Refusal> {
    let owned = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    if let Some(both) = command.filled("DOMAINAUTH") {
        let (name, code) = both.split_once(' ').unwrap_or((both, ""));
        return Ok((name_of(name)?, owned(code)));
    }
    let name = name_of(command.filled("DOMAIN").unwrap_or_default())?;
    Ok((name, command.filled("AUTH").and_then(owned)))
}

/// The answer to an order that is not finished.
fn initiated() -> Response {
    Response::ok().pending_with("domain transfer initiated")
}

/// Starts the entry of an order.
fn started(transfer: &mut Transfer, call: &Call<'_>) {
    transfer.step(
        TransferStatus::Initiated,
        "domain transfer initiated",
        call.now,
    );
}
