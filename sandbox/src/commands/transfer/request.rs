//! TransferDomain as an order: from another registrar, or from another account. Everything is
//! checked first, then paid, then stored.

use jiff::ToSpan as _;
use rust_decimal::Decimal;

use super::subject::{Code, Subject};
use super::{addressed, decide, initiated, running, started, terms};
use crate::commands::domain::contacts::{self, GivenContacts};
use crate::commands::domain::edit::Edit;
use crate::commands::domain::values;
use crate::commands::{Call, Outcome};
use crate::life;
use crate::wire::{Refusal, Response};
use crate::world::{Answer, Charge, ContactRole, DomainName, Transfer, TransferKind};
use crate::zones::{self, Zone};

/// An order that passed all checks.
struct Order {
    name: DomainName,
    kind: TransferKind,
    /// Who has the domain now.
    other: String,
    years: u16,
    amount: Decimal,
    contacts: GivenContacts,
    nameservers: Vec<String>,
    /// The code is wrong, which only the registry will find out.
    wrong_code: bool,
}

/// Orders the transfer of a domain that another registrar has. Paid at once and given back when it
/// fails, or paid on completion (quirk `transfer_charged`).
pub(super) fn request(call: &mut Call<'_>) -> Outcome {
    let (name, code) = addressed(call.command)?;
    let zone = zones::supported(name.zone())?;
    let subject = Subject::find(call, &name)?;
    if subject.internal {
        return Err(Refusal::new(549, "USERTRANSFER REQUIRED"));
    }
    let wrong_code = check(call, zone, &subject, &name, code.as_deref())?;
    let years = terms::years(zone, values::period(call)?, call.quirks)?;
    let order = Order {
        kind: TransferKind::Incoming,
        other: subject.registrar,
        years,
        amount: price(call, zone, &name, years)?,
        contacts: given_contacts(call)?,
        nameservers: nameservers(call, zone)?,
        wrong_code,
        name,
    };
    place(call, zone, order)
}

/// Orders a domain of another account of this registrar. At once, or when that account has
/// approved (quirk `usertransfer`); free, or at the transfer price (quirk `usertransfer_price`).
pub(super) fn user_transfer(call: &mut Call<'_>) -> Outcome {
    let (name, code) = addressed(call.command)?;
    let zone = zones::supported(name.zone())?;
    let subject = Subject::find(call, &name)?;
    if !subject.internal {
        return Err(Refusal::new(
            549,
            "NO USERTRANSFER: DOMAIN IS NOT IN THE SYSTEM",
        ));
    }
    check(call, zone, &subject, &name, code.as_deref())?;
    let domain = call.book.domains.get(name.as_str());
    let order = Order {
        kind: TransferKind::User,
        other: domain.map_or_else(String::new, |domain| domain.account.clone()),
        years: 0,
        amount: match call.quirks.value("usertransfer_price") {
            "free" => Decimal::ZERO,
            _ => terms::price(call, zone, 1)?,
        },
        contacts: given_contacts(call)?,
        nameservers: nameservers(call, zone)?,
        wrong_code: false,
        name,
    };
    place(call, zone, order)
}

/// Refuses what cannot be transferred. True: the code is wrong, and the registry will say so later
/// (quirk `transfer_wrong_auth`).
fn check(
    call: &Call<'_>,
    zone: &Zone,
    subject: &Subject,
    name: &DomainName,
    code: Option<&str>,
) -> Result<bool, Refusal> {
    values::refuse_unsimulated(call.command)?;
    let prohibited =
        |code, by: &str| Refusal::new(code, format!("DOMAIN TRANSFER IS PROHIBITED BY {by}"));
    if running(call, name.as_str()).is_some() {
        return Err(Refusal::new(536, ""));
    }
    if let Some(status) = subject.forbidding(false).first() {
        return Err(prohibited(552, &format!("STATUS ({status})")));
    }
    if subject.too_young(zone, call.now) {
        return Err(prohibited(552, "AGE OF THE DOMAIN"));
    }
    let optional = call.quirks.is("usertransfer_code", "optional");
    if code.is_none() && subject.internal && optional {
        return Ok(false);
    }
    if code.is_none() && subject.internal {
        return Err(Refusal::new(504, "USERTRANSFER - AUTH CODE REQUIRED"));
    }
    if code.is_none() && subject.needs_code(zone) {
        return Err(Refusal::new(504, "AUTH"));
    }
    if code.is_some() && !subject.needs_code(zone) && call.quirks.is("needless_auth", "refused") {
        // The code is a secret: the refusal does not repeat it.
        return Err(Refusal::new(541, "AUTH"));
    }
    if subject.judge(code) != Code::Wrong {
        return Ok(false);
    }
    if subject.internal || call.quirks.is("transfer_wrong_auth", "refused") {
        return Err(prohibited(531, "WRONG AUTH"));
    }
    Ok(true)
}

/// The price in the account's currency. A premium name has to be named as one (504) and costs
/// a year of its own; 541 for the class of another name.
fn price(call: &Call<'_>, zone: &Zone, name: &DomainName, years: u16) -> Result<Decimal, Refusal> {
    let class = call.command.filled("CLASS");
    let premium = zones::premium(name.as_str()).filter(|premium| !premium.class.is_empty());
    match (premium, class) {
        (None, None) => terms::price(call, zone, years),
        (None, Some(class)) => Err(Refusal::new(541, format!("CLASS ({class})"))),
        (Some(premium), Some(class)) if premium.class == class => {
            let amounts = call.book.amounts(premium, call.now);
            let amount = amounts.transfer.unwrap_or(amounts.register);
            let account = &call.caller.account;
            life::own_currency(call.book, account, amount, &premium.currency, call.now)
        }
        (Some(premium), _) => Err(Refusal::new(504, premium.class_wanted())),
    }
}

/// Contact data in place of handles is accepted or refused (quirk `transfer_contact_data`).
pub(in crate::commands) fn given_contacts(call: &Call<'_>) -> Result<GivenContacts, Refusal> {
    let is_data = |key: &str| {
        let rest = ContactRole::ALL
            .iter()
            .find_map(|role| key.strip_prefix(role.parameter()));
        rest.is_some_and(|rest| rest.len() > 1)
    };
    if call.quirks.is("transfer_contact_data", "refused")
        && let Some((key, _)) = call.command.parameters().find(|(key, _)| is_data(key))
    {
        return Err(Refusal::new(503, key));
    }
    contacts::read(call)
}

/// The name servers that the domain gets; none: it keeps its own.
pub(in crate::commands) fn nameservers(
    call: &Call<'_>,
    zone: &Zone,
) -> Result<Vec<String>, Refusal> {
    let rules = values::nameserver_rules(call.quirks, false);
    let list = Edit::read(call.command, "NAMESERVER").apply(&[], rules)?;
    if list.is_empty() {
        return Ok(list);
    }
    values::check_nameservers(zone, list)
}

fn place(call: &mut Call<'_>, zone: &Zone, order: Order) -> Outcome {
    let account = call.caller.account.clone();
    call.book.check_funds(&account, order.amount)?;
    let mut transfer = Transfer::new(order.name.as_str(), order.kind, &account, call.now);
    started(&mut transfer, call);
    if call.quirks.is("transfer_charged", "on_completion") {
        transfer.amount_due = order.amount;
    } else {
        let charge = Charge {
            account: &account,
            command: "TransferDomain",
            object: order.name.as_str(),
            amount: order.amount,
        };
        transfer
            .charges
            .extend(call.book.charge(&charge, call.now)?);
    }
    transfer.other = order.other;
    transfer.years = order.years;
    transfer.contacts = contacts::store(call.book, &account, &order.contacts, call.now);
    transfer.nameservers = order.nameservers;
    transfer.internal_dns = call.command.flag("INTERNALDNS");
    transfer.extensions = values::extensions(call.command);
    answer_time(call, zone, &mut transfer, order.wrong_code);
    let at_once = transfer.due == Some(call.now) && transfer.answer == Answer::Approve;
    call.log("DOMAIN", &transfer.name, "TRANSFER", "REQUEST");
    call.book.push_transfer_event(&transfer, call.now);
    call.book.transfers.insert(transfer.name.clone(), transfer);
    if at_once {
        decide::advance(call.book, call.now);
        if running(call, order.name.as_str()).is_none() {
            return Ok(Response::ok());
        }
    }
    Ok(initiated())
}

/// When the other side answers, and what.
fn answer_time(call: &Call<'_>, zone: &Zone, transfer: &mut Transfer, wrong_code: bool) {
    let foreign = call.book.foreign.get(&transfer.name);
    let hours = match transfer.kind {
        TransferKind::User if call.quirks.is("usertransfer", "approved") => terms::GTLD_HOURS,
        TransferKind::User => 0,
        _ if wrong_code => 1,
        _ => foreign
            .and_then(|foreign| foreign.answer_after_hours)
            .unwrap_or_else(|| terms::usual_hours(zone)),
    };
    let due = call.now.checked_add(hours.hours()).unwrap_or(call.now);
    transfer.due = (!call.pend).then_some(due);
    transfer.answer = match foreign {
        _ if wrong_code => Answer::Deny,
        Some(foreign) => foreign.answer,
        None => Answer::Approve,
    };
}
