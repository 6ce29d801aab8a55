//! TradeDomain and its companions: a domain gets another owner.
//!
//! Under ICANN's rules both owners confirm by mail, or their Designated Agent confirms for both in
//! the command; then it is done at once. Other zones have a procedure of their own, with a price.

mod show;

use rust_decimal::Decimal;

use super::domain::contacts::{self, GivenContacts};
use super::domain::{name_of, require_own, values};
use super::transfer::request::{given_contacts, nameservers};
use super::transfer::terms::{OwnerChange, owner_change};
use super::transfer::{cancel, decide, running};
use super::{Call, Handler, Kind, Outcome};
use crate::trade_prices::trade_price;
use crate::wire::{Refusal, Response};
use crate::world::{
    Answer, Charge, ContactRole, Domain, DomainName, Transfer, TransferKind, TransferStatus,
};
use crate::zones::{self, Zone, plus_days};

pub(super) use show::properties;

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "CheckDomainTrade",
        run: check_domain_trade,
        kind: Kind::Read,
    },
    Handler {
        name: "StatusDomainTrade",
        run: show::status_domain_trade,
        kind: Kind::Read,
    },
    Handler {
        name: "TradeDomain",
        run: trade_domain,
        kind: Kind::WriteOrPend,
    },
];

/// Days for both owners to confirm (registrar facts, IRTP semantics).
const CONFIRMATION_DAYS: i32 = 14;

/// Days that a registry takes whose trades are not in real time. Made up.
const REGISTRY_DAYS: i32 = 3;

/// A trade that passed all checks.
struct Order {
    name: DomainName,
    rule: OwnerChange,
    amount: Decimal,
    contacts: GivenContacts,
    nameservers: Vec<String>,
}

/// Orders a change of owner, or cancels one that is running (545 when none is).
fn trade_domain(call: &mut Call<'_>) -> Outcome {
    let name = name_of(call.required("DOMAIN")?)?;
    require_own(call, &name)?;
    let action = call.command.filled("ACTION").unwrap_or("request");
    match action.to_lowercase().as_str() {
        "request" => {
            let order = read(call, name)?;
            place(call, order)
        }
        "cancel" => {
            let trade = running(call, name.as_str()).filter(|t| t.kind == TransferKind::Trade);
            trade.ok_or_else(|| Refusal::new(545, "NO TRADE"))?;
            cancel(call, name.as_str(), "domain trade cancelled")
        }
        _ => Err(Refusal::new(506, format!("ACTION ({action})"))),
    }
}

/// 218 with what would be before and after, 219 with the reason. An object that is not there, or
/// a parameter that is wrong, is refused as by TradeDomain.
fn check_domain_trade(call: &mut Call<'_>) -> Outcome {
    let name = name_of(call.required("DOMAIN")?)?;
    require_own(call, &name)?;
    match read(call, name.clone()) {
        Ok(order) => {
            call.book.check_funds(&call.caller.account, order.amount)?;
            show::possible(call, name.as_str(), &order.contacts)
        }
        Err(refusal) => match refusal.parts() {
            (536 | 549 | 552, words) => {
                Ok(Response::plain(219, "Request is not available").say(&words))
            }
            (code, words) => Err(Refusal::verbatim(code, words)),
        },
    }
}

fn read(call: &Call<'_>, name: DomainName) -> Result<Order, Refusal> {
    values::refuse_unsimulated(call.command)?;
    if call.command.filled("SUBUSER").is_some() {
        return Err(Refusal::not_simulated("SUBUSER"));
    }
    let zone = zones::supported(name.zone())?;
    let rule = owner_change(zone);
    if rule == OwnerChange::Other {
        return Err(Refusal::new(549, format!("NO TRADE IN {}", zone.tld)));
    }
    let Some(domain) = call.book.domains.get(name.as_str()) else {
        return Err(Refusal::new(545, ""));
    };
    if running(call, name.as_str()).is_some() {
        return Err(Refusal::new(536, ""));
    }
    if domain.pending.is_some() {
        return Err(Refusal::new(552, &domain.status));
    }
    check_code(call, zone, domain)?;
    let contacts = given_contacts(call)?;
    if !contacts.contains_key(&ContactRole::Owner) {
        return Err(Refusal::new(504, "TOO FEW OWNER CONTACTS"));
    }
    let order = Order {
        rule,
        amount: price(call, zone, domain)?,
        contacts,
        nameservers: nameservers(call, zone)?,
        name,
    };
    call.book.check_funds(&domain.account, order.amount)?;
    Ok(order)
}

/// A code that is given must be right (531); .be wants one (registrar facts, change of registrant).
fn check_code(call: &Call<'_>, zone: &Zone, domain: &Domain) -> Result<(), Refusal> {
    match call.command.filled("AUTH") {
        None if zone.tld == "be" => Err(Refusal::new(504, "AUTH")),
        Some(code) if code != domain.auth => Err(Refusal::new(531, "AUTH")),
        _ => Ok(()),
    }
}

/// The price list's; nothing under ICANN's rules.
fn price(call: &Call<'_>, zone: &Zone, domain: &Domain) -> Result<Decimal, Refusal> {
    let currency = &call.book.account(&domain.account)?.currency;
    Ok(trade_price(&zone.tld, currency))
}

fn place(call: &mut Call<'_>, order: Order) -> Outcome {
    let name = order.name.as_str();
    let Some(domain) = call.book.domains.get(name).cloned() else {
        return Err(Refusal::new(545, ""));
    };
    let mut trade = Transfer::new(name, TransferKind::Trade, &domain.account, call.now);
    trade.step(
        TransferStatus::Requested,
        "domain trade initiated",
        call.now,
    );
    if call.quirks.is("transfer_charged", "on_completion") {
        trade.amount_due = order.amount;
    } else {
        let charge = Charge {
            account: &domain.account,
            command: "TradeDomain",
            object: name,
            amount: order.amount,
        };
        trade.charges.extend(call.book.charge(&charge, call.now)?);
    }
    "SYSTEM".clone_into(&mut trade.other);
    trade.contacts = contacts::store(call.book, &domain.account, &order.contacts, call.now);
    trade.old_contacts = domain.contacts;
    trade.nameservers = order.nameservers;
    trade.extensions = kept_extensions(call);
    trade.locks = order.rule == OwnerChange::IcannTrade
        && !call.command.flag("X-REQUEST-OPT-OUT-TRANSFERLOCK");
    let at_once = schedule(call, order.rule, &mut trade);
    call.log("DOMAIN", &trade.name, "TRADE", "REQUEST");
    call.book.push_transfer_event(&trade, call.now);
    call.book.transfers.insert(name.to_owned(), trade);
    if !at_once {
        return Ok(Response::ok().pending_with("domain trade initiated"));
    }
    decide(call.book, name, true, "domain trade completed", call.now)?;
    Ok(Response::ok().say("realtime domain trade succeeded"))
}

/// The parameters that steer the trade itself are not properties of the domain.
fn kept_extensions(call: &Call<'_>) -> std::collections::BTreeMap<String, String> {
    let mut kept = values::extensions(call.command);
    kept.retain(|name, _| {
        !name.starts_with("X-CONFIRM-DA-") && name != "X-REQUEST-OPT-OUT-TRANSFERLOCK"
    });
    kept
}

/// When the trade is decided, and how. True: at once.
fn schedule(call: &Call<'_>, rule: OwnerChange, trade: &mut Transfer) -> bool {
    let agent = ["X-CONFIRM-DA-OLD-REGISTRANT", "X-CONFIRM-DA-NEW-REGISTRANT"];
    let confirmed = agent.iter().all(|key| call.command.flag(key));
    match rule {
        _ if call.pend => {}
        OwnerChange::IcannTrade if confirmed => return true,
        OwnerChange::Trade { realtime: true } => return true,
        OwnerChange::IcannTrade => {
            let words = "created APPROVE confirmation email";
            trade.note("UNCONFIRMED", words, call.now);
            trade.due = Some(plus_days(call.now, CONFIRMATION_DAYS));
            trade.answer = Answer::Deny;
        }
        OwnerChange::Trade { .. } | OwnerChange::Other => {
            trade.due = Some(plus_days(call.now, REGISTRY_DAYS));
        }
    }
    false
}
