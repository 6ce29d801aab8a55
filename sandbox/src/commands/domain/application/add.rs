//! AddDomainApplication: premium names, aftermarket names, launch phases.

use rust_decimal::Decimal;

use super::super::contacts::{self, GivenContacts};
use super::super::edit::Edit;
use super::super::{name_of, values};
use super::{describe, settle};
use crate::commands::availability::{Holder, holder, premium_price};
use crate::commands::{Call, Outcome};
use crate::life;
use crate::wire::{Refusal, Response};
use crate::world::{Application, ApplicationStatus, Charge, ContactRole, DomainName};
use crate::zones::{self, Zone, plus_days};

/// Parameters whose effect is not simulated.
const NOT_SIMULATED: &[&str] = &["EOI", "INCOMPLETE", "OFFER", "ORDERID"];

/// An application that passed all checks.
struct Order {
    name: DomainName,
    class: String,
    years: u16,
    price: Decimal,
    contacts: GivenContacts,
    nameservers: Vec<String>,
    auth: Option<String>,
    transfer_lock: bool,
    privacy: bool,
}

/// Takes an order for a name that is sold in a class. It is charged at once, and given back when it
/// fails; or charged when it succeeds (quirk `application_charge`).
pub(super) fn add_domain_application(call: &mut Call<'_>) -> Outcome {
    let order = read(call)?;
    let account = call.caller.account.clone();
    let charges = if call.quirks.is("application_charge", "on_request") {
        let charge = Charge {
            account: &account,
            command: "AddDomainApplication",
            object: order.name.as_str(),
            amount: order.price,
        };
        call.book.charge(&charge, call.now)?
    } else {
        None
    };
    let contacts = contacts::store(call.book, &account, &order.contacts, call.now);
    let premium = zones::premium(order.name.as_str());
    let application = Application {
        id: call.book.next_id(),
        account,
        class: order.class.clone(),
        name: order.name.as_str().to_owned(),
        status: ApplicationStatus::Requested,
        created: call.now,
        updated: call.now,
        years: order.years,
        price: order.price,
        charges: charges.into_iter().collect(),
        contacts,
        nameservers: order.nameservers,
        auth: order.auth.unwrap_or_else(|| call.book.rng.auth_code()),
        transfer_lock: order.transfer_lock,
        privacy: order.privacy,
        extensions: values::extensions(call.command),
        due: premium.map(|premium| plus_days(call.now, premium.days)),
        fails: premium.is_some_and(|premium| premium.fails),
    };
    let id = application.id;
    call.log("DOMAINAPPLICATION", &id.to_string(), "CREATE", "SUCCESSFUL");
    call.book.applications.insert(id, application);
    answer(call, id)
}

/// A premium registration may be done at once (quirk `application_premium`).
fn answer(call: &mut Call<'_>, id: u64) -> Result<Response, Refusal> {
    let premium = |application: &Application| zones::premium_class(&application.class).is_some();
    let at_once = call.quirks.is("application_premium", "at_once")
        && call.book.applications.get(&id).is_some_and(premium);
    if at_once {
        settle(call.book, id, true, call.now)?;
    }
    let application = call.book.applications.get(&id);
    let application = application.ok_or_else(|| Refusal::new(545, ""))?;
    let status = if at_once { "SUCCESSFUL" } else { "REQUESTED" };
    Ok(describe(application, status))
}

fn read(call: &Call<'_>) -> Result<Order, Refusal> {
    let command = call.command;
    values::refuse_unsimulated(command)?;
    if let Some(key) = NOT_SIMULATED.iter().find(|k| command.filled(k).is_some()) {
        return Err(Refusal::not_simulated(key));
    }
    let name = name_of(call.required("DOMAIN")?)?;
    let zone = zones::supported(name.zone())?;
    let years = zone.years(values::period(call)?)?;
    check_free(call, &name)?;
    let class = call.required("CLASS")?.to_owned();
    let price = price(call, &name, zone, &class, years)?;
    let contacts = contacts::read(call)?;
    if !contacts.contains_key(&ContactRole::Tech) {
        return Err(Refusal::new(504, "TOO FEW TECH CONTACTS"));
    }
    let rules = values::nameserver_rules(call.quirks, false);
    let servers = Edit::read(command, "NAMESERVER").apply(&[], rules)?;
    let order = Order {
        name,
        class,
        years,
        price,
        contacts,
        nameservers: values::check_nameservers(zone, servers)?,
        auth: values::auth(command)?,
        transfer_lock: values::transfer_lock(call, zone)?.unwrap_or(false),
        privacy: values::privacy(command, values::PRIVACY, zone)?.unwrap_or(false),
    };
    call.book.check_funds(&call.caller.account, order.price)?;
    Ok(order)
}

/// 554 for a taken name; 540 while the caller's own application for it runs.
fn check_free(call: &Call<'_>, name: &DomainName) -> Result<(), Refusal> {
    let mut applications = call.book.applications.values();
    let running = applications.any(|application| {
        application.name == name.as_str()
            && application.account == call.caller.account
            && application.status == ApplicationStatus::Requested
    });
    match holder(call.book, name.as_str()) {
        Holder::Nobody if running => Err(Refusal::new(540, "APPLICATION")),
        Holder::Nobody => Ok(()),
        Holder::Account(account) if call.reaches(&account) => Err(Refusal::new(
            540,
            "DOMAIN is already assigned to your account",
        )),
        Holder::Account(_) | Holder::Elsewhere(_) => Err(Refusal::new(554, "")),
    }
}

/// The price of the order: the class must be the one of the name, and PRICE and CURRENCY what the
/// name costs as CheckDomains shows it, compared as decimals (504 when left out, 541 when different).
/// Whether PRICE pays for all years of an order is open (quirk `premium_years`).
fn price(
    call: &Call<'_>,
    name: &DomainName,
    zone: &Zone,
    class: &str,
    years: u16,
) -> Result<Decimal, Refusal> {
    let account = &call.caller.account;
    if let Some(premium) = zones::premium(name.as_str()) {
        if class != premium.order_class() {
            return Err(Refusal::new(504, premium.class_wanted()));
        }
        let wanted = premium_price(call, premium);
        let given: Decimal = call
            .required("PRICE")?
            .parse()
            .map_err(|_| Refusal::new(505, "PRICE"))?;
        let currency = call.required("CURRENCY")?;
        if (given, currency) != (wanted.0, wanted.1.as_str()) {
            return Err(Refusal::new(541, format!("PRICE ({given} {currency})")));
        }
        let amounts = call.book.amounts(premium, call.now);
        let more = match call.quirks.value("premium_years") {
            "each" => Decimal::from(years.saturating_sub(1)),
            _ => Decimal::ZERO,
        };
        let amount = amounts.register + amounts.renew.unwrap_or_default() * more;
        return life::own_currency(call.book, account, amount, &premium.currency, call.now);
    }
    if zone.application.is_empty() || !class.eq_ignore_ascii_case(&zone.application) {
        return Err(Refusal::new(541, format!("CLASS ({class})")));
    }
    values::check_zone_parameters(call, zone)?;
    Ok(call.book.price(account, &zone.tld)?.register * Decimal::from(years))
}
