//! AddDomain: everything is checked first, then paid, then stored. A refusal changes nothing.

use rust_decimal::Decimal;

use super::contacts::{self, GivenContacts};
use super::edit::{Edit, Rules};
use super::{name_of, values};
use crate::commands::availability::{Holder, holder};
use crate::commands::{Call, Outcome};
use crate::life::dates;
use crate::wire::{Refusal, Response};
use crate::world::{Charge, Domain, DomainName, Life, PendingChange, wire_time};
use crate::zones::{self, Zone};

/// How long a registry that does not work in real time takes.
const DAYS_TO_CONFIRM: i32 = 1;

/// A registration that passed all checks.
pub(super) struct Order {
    name: DomainName,
    pub(super) zone: &'static Zone,
    account: String,
    years: u16,
    amount: Decimal,
    privacy_amount: Decimal,
    pub(super) contacts: GivenContacts,
    pub(super) nameservers: Vec<String>,
    hosts: Vec<String>,
    ds_records: Vec<String>,
    key_records: Vec<String>,
    auth: Option<String>,
    transfer_lock: bool,
    renewal_mode: String,
    privacy: bool,
    privacy_lite: bool,
}

/// Registers a domain; answers STATUS and the dates. PENDING with STATUS `REQUESTEDCREATE` when
/// the registry takes its time, or is made to.
pub(super) fn add_domain(call: &mut Call<'_>) -> Outcome {
    let order = read(call)?;
    let takes_its_time = !order.zone.realtime && !call.pend;
    call.pend |= takes_its_time;
    let charges = pay(call, &order)?;
    let mut domain = register(call, &order, charges);
    if takes_its_time {
        domain.life.confirmed_at = Some(zones::plus_days(call.now, DAYS_TO_CONFIRM));
    }
    let response = answer(call, &order, &domain);
    if domain.internal_dns {
        call.book
            .ensure_internal_zone(&domain.name, &domain.account, call.now);
    }
    call.log_domain(order.name.as_str(), "CREATE");
    call.book.domains.insert(domain.name.clone(), domain);
    Ok(response)
}

/// All checks of AddDomain; nothing is changed.
pub(super) fn read(call: &Call<'_>) -> Result<Order, Refusal> {
    values::refuse_unsimulated(call.command)?;
    let command = call.command;
    let name = name_of(call.required("DOMAIN")?)?;
    let zone = zones::supported(name.zone())?;
    if !zone.application.is_empty() {
        return Err(Refusal::new(504, format!("CLASS={}", zone.application)));
    }
    values::check_zone_parameters(call, zone)?;
    let years = zone.years(values::period(call)?)?;
    let account = account_for(call)?;
    check_free(call, &name)?;
    let list = |base| Edit::read(command, base).apply(&[], Rules::default());
    let privacy = values::privacy(command, values::PRIVACY, zone)?.unwrap_or(false);
    let privacy_lite = values::privacy(command, values::PRIVACY_LITE, zone)?.unwrap_or(false);
    let order = Order {
        years,
        amount: call.book.price(&account, &zone.tld)?.register * Decimal::from(years),
        privacy_amount: if privacy || privacy_lite {
            values::privacy_price(call, &account, zone)?
        } else {
            Decimal::ZERO
        },
        contacts: contacts::read(call)?,
        nameservers: nameservers(call, zone)?,
        hosts: list("HOST")?,
        ds_records: list("SECDNS-DS")?,
        key_records: list("SECDNS-KEY")?,
        auth: values::auth(command)?,
        transfer_lock: values::transfer_lock(call, zone)?.unwrap_or(false),
        renewal_mode: values::renewal_mode(call, &account)?,
        privacy,
        privacy_lite,
        name,
        zone,
        account,
    };
    call.book
        .check_funds(&order.account, order.amount + order.privacy_amount)?;
    Ok(order)
}

fn nameservers(call: &Call<'_>, zone: &Zone) -> Result<Vec<String>, Refusal> {
    let rules = values::nameserver_rules(call.quirks, false);
    let list = Edit::read(call.command, "NAMESERVER").apply(&[], rules)?;
    values::check_nameservers(zone, list)
}

/// SUBUSER names the account that gets (and pays for) the domain.
fn account_for(call: &Call<'_>) -> Result<String, Refusal> {
    match call.command.filled("SUBUSER") {
        Some(user) if !call.reaches(user) => Err(Refusal::new(531, format!("SUBUSER {user}"))),
        Some(user) => Ok(user.to_owned()),
        None => Ok(call.caller.account.clone()),
    }
}

/// 540 or 554 for a taken name, 504 for a premium one: premium names are ordered as applications.
fn check_free(call: &Call<'_>, name: &DomainName) -> Result<(), Refusal> {
    let own = match holder(call.book, name.as_str()) {
        Holder::Nobody => {
            return match zones::premium(name.as_str()) {
                Some(premium) => Err(Refusal::new(504, premium.class_wanted())),
                None => Ok(()),
            };
        }
        Holder::Account(account) => call.reaches(&account),
        Holder::Elsewhere(_) => false,
    };
    match call.quirks.value("taken_code") {
        "540" => Err(Refusal::new(540, "DOMAIN is already registered")),
        "554" => Err(Refusal::new(554, "")),
        _ if own => Err(Refusal::new(
            540,
            "DOMAIN is already assigned to your account",
        )),
        _ => Err(Refusal::new(554, "")),
    }
}

/// Two ledger entries when privacy was ordered: they are two services.
fn pay(call: &mut Call<'_>, order: &Order) -> Result<Vec<u64>, Refusal> {
    let mut charges = Vec::new();
    for (command, amount) in [
        ("AddDomain", order.amount),
        (values::PRIVACY, order.privacy_amount),
    ] {
        let charge = Charge {
            account: &order.account,
            command,
            object: order.name.as_str(),
            amount,
        };
        charges.extend(call.book.charge(&charge, call.now)?);
    }
    Ok(charges)
}

fn register(call: &mut Call<'_>, order: &Order, charges: Vec<u64>) -> Domain {
    let end = zones::plus_years(call.now, order.years);
    let class = order.zone.class();
    let auth = order.auth.clone();
    Domain {
        name: order.name.as_str().to_owned(),
        account: order.account.clone(),
        status: if call.pend {
            call.quirks.value("requested_create")
        } else {
            "ACTIVE"
        }
        .to_owned(),
        flags: Vec::new(),
        roid: format!("{}_DOMAIN_{class}-SANDBOX", call.book.next_id()),
        created: call.now,
        updated: call.now,
        expiration: end,
        paid_until: end,
        transferred: None,
        renewal_mode: order.renewal_mode.clone(),
        contacts: contacts::store(call.book, &order.account, &order.contacts, call.now),
        nameservers: order.nameservers.clone(),
        hosts: order.hosts.clone(),
        ds_records: order.ds_records.clone(),
        key_records: order.key_records.clone(),
        signature_life: call
            .command
            .get("SECDNS-MAXSIGLIFE")
            .unwrap_or("")
            .to_owned(),
        auth: auth.unwrap_or_else(|| call.book.rng.auth_code()),
        transfer_lock: order.transfer_lock,
        privacy: order.privacy,
        privacy_lite: order.privacy_lite,
        internal_dns: call.command.flag("INTERNALDNS"),
        extensions: values::extensions(call.command),
        pending: call.pend.then_some(PendingChange::Create { charges }),
        life: Life::default(),
    }
}

fn answer(call: &Call<'_>, order: &Order, domain: &Domain) -> Response {
    let dates = dates(domain, order.zone);
    let mut response = Response::ok()
        .with("STATUS", &domain.status)
        .with("REGISTRATIONEXPIRATIONDATE", wire_time(domain.expiration));
    if call.quirks.is("add_date_properties", "all") {
        response = response
            .with("ACCOUNTINGDATE", wire_time(dates.accounting))
            .with("FAILUREDATE", wire_time(dates.failure))
            .with("FINALIZATIONDATE", wire_time(dates.finalization))
            .with("PAIDUNTILDATE", wire_time(domain.paid_until));
    }
    if call.pend {
        response.pending()
    } else {
        response
    }
}
