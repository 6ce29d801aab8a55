//! How a renewal that is not ordered is explained, and what a person is asked to do.

use jiff::Timestamp;

use crate::base::effect::Task;
use crate::base::journal::Row;
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::time;
use crate::names::DomainName;
use crate::registrar::error::Failed;
use crate::registrar::order::{Next, Order, Subject};

use super::premium::Price;
use super::term::Impossible;

fn named(key: &'static str, domain: &DomainName) -> Message {
    Message::new(key).with("domain", domain.as_str())
}

fn task(key: &str, title: &'static str, domain: &DomainName, admin: &Message) -> Task {
    Task {
        key: format!("{key}:{domain}"),
        title: named(title, domain).english(),
        description: admin.english(),
    }
}

/// A second click.
pub(super) fn clicked_twice(row: &Row) -> Outcome {
    renewed(row, "renew.clicked_twice", "renew.clicked_twice_admin")
}

/// WHMCS was told of this renewal; its own date has not moved.
pub(super) fn known(row: &Row) -> Outcome {
    renewed(row, "renew.known", "renew.known_admin")
}

/// The registrar does not show yet what it has carried out.
pub(super) fn not_shown_yet(row: &Row) -> Outcome {
    renewed(row, "renew.clicked_twice", "renew.not_shown_admin")
}

fn renewed(row: &Row, customer: &'static str, admin: &'static str) -> Outcome {
    let named = |key| Message::new(key).with("domain", row.domain.as_str());
    let admin = named(admin)
        .with("years", row.years.to_string())
        .with("expiry", row.shop_from.as_str())
        .with("trace", row.trace.as_str())
        .with("seconds", row.age.to_string());
    Failed::because("registrar.renewed_already", named(customer), admin).into()
}

/// A term that cannot be bought.
pub(super) fn impossible(subject: &Subject, why: &Impossible) -> Outcome {
    let domain = &subject.domain;
    match why {
        Impossible::Ahead(until) => {
            let admin = named("renew.ahead_admin", domain).with("until", time::format(*until));
            let customer = named("renew.known", domain);
            Failed::because("registrar.renewed_already", customer, admin).into()
        }
        Impossible::NoGuard => without_dates(domain),
        Impossible::Period(sold) => {
            let sold: Vec<String> = sold.iter().map(ToString::to_string).collect();
            let said = |key| {
                named(key, domain)
                    .with("years", subject.years.to_string())
                    .with("possible", sold.join(", "))
            };
            let (customer, admin) = (said("renew.period"), said("renew.period_admin"));
            Failed::because("registrar.renewal_period", customer, admin).into()
        }
        Impossible::TooEarly(day) => {
            let said = |key| named(key, domain).with("date", day.to_string());
            let (customer, admin) = (said("renew.too_early"), said("renew.too_early_admin"));
            Failed::because("registrar.renewal_too_early", customer, admin).into()
        }
        Impossible::TooFar(latest) => {
            let day = time::format(*latest);
            let day = day.split(' ').next().unwrap_or_default();
            let said = |key| named(key, domain).with("date", day);
            let (customer, admin) = (said("renew.too_far"), said("renew.too_far_admin"));
            Failed::because("registrar.renewal_too_far", customer, admin).into()
        }
    }
}

/// Without a date nothing can be guarded, and nothing be proven afterwards.
pub(super) fn without_dates(domain: &DomainName) -> Outcome {
    let (customer, admin) = (
        named("renew.by_hand", domain),
        named("renew.without_dates_admin", domain),
    );
    Failed::because("registrar.no_dates", customer, admin).into()
}

/// The price of a premium name and what was paid do not go together; either may be unknown.
pub(super) fn premium(
    domain: &DomainName,
    class: &str,
    now: Option<&Price>,
    paid: Option<&Price>,
) -> Next {
    let text = |price: Option<&Price>| price.map_or_else(|| "?".to_owned(), ToString::to_string);
    let admin = named("renew.premium_admin", domain)
        .with("class", class)
        .with("price", text(now))
        .with("paid", text(paid));
    let task = task("premium", "task.premium", domain, &admin);
    let customer = named("renew.by_hand", domain);
    Next::Call(
        task,
        Failed::because("registrar.premium_price", customer, admin).into(),
    )
}

/// The domain is deleted, and it cannot be restored, or cannot any more.
pub(super) fn not_restorable(domain: &DomainName) -> Outcome {
    let (customer, admin) = (
        named("restore.impossible", domain),
        named("restore.impossible_admin", domain),
    );
    Failed::because("registrar.not_restorable", customer, admin).into()
}

/// The domain is deleted and can be restored, but a renewal was paid, and no restore.
pub(super) fn unpaid_restore(domain: &DomainName) -> Next {
    let admin = named("restore.unpaid_admin", domain);
    let task = task("restore", "task.unpaid_restore", domain, &admin);
    let customer = named("renew.by_hand", domain);
    Next::Call(
        task,
        Failed::because("registrar.restore_unpaid", customer, admin).into(),
    )
}

/// A restore was paid, and the domain only had to be renewed.
pub(super) fn was_not_deleted(domain: &DomainName) -> Task {
    let admin = named("renew.not_deleted_admin", domain);
    task("restore", "task.not_deleted", domain, &admin)
}

/// A term came out longer than it was ordered.
pub(super) fn too_long(order: &Order, due: Timestamp, until: Timestamp) -> Task {
    let domain = order.command.get("DOMAIN").unwrap_or_default();
    let admin = Message::new("renew.too_long_admin")
        .with("domain", domain)
        .with("due", time::format(due))
        .with("until", time::format(until));
    Task {
        key: format!("renewed:{domain}"),
        title: Message::new("task.renewed_too_long")
            .with("domain", domain)
            .english(),
        description: admin.english(),
    }
}
