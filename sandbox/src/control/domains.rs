//! Domains that are there without a command having made them: one, or a hundred thousand.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::seed::readable;
use crate::world::{Book, ContactRole, Domain, DomainName, Entity, Life, World, moment};
use crate::zones;

/// POST domains: a domain of one of the accounts, or as many as `count` says. Times left out:
/// created now, for one year.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDomain {
    entity: Entity,
    /// With `count` a pattern: `{n}` becomes a number from 0, and `tlds` come behind it.
    name: String,
    account: String,
    #[serde(default)]
    count: Option<u32>,
    /// Zones and their shares: `{"com": 6, "de": 1}`.
    #[serde(default)]
    tlds: BTreeMap<String, u32>,
    /// Expirations spread from `expiration` up to this time.
    expiration_to: Option<String>,
    created: Option<String>,
    expiration: Option<String>,
    paid_until: Option<String>,
    status: Option<String>,
    renewal_mode: Option<String>,
    auth: Option<String>,
    #[serde(default)]
    transfer_lock: bool,
    #[serde(default)]
    privacy: bool,
    #[serde(default)]
    nameservers: Vec<String>,
    #[serde(default)]
    contacts: BTreeMap<ContactRole, Vec<String>>,
    #[serde(default)]
    extensions: BTreeMap<String, String>,
}

/// More would be no test of a registrar.
const MOST: u32 = 1_000_000;

pub(super) fn domain(world: &mut World, new: &NewDomain) -> Result<Value, String> {
    let now = world.clock.now();
    let book = world.book_mut(new.entity);
    if !book.accounts.contains_key(&new.account) {
        return Err(format!("no account {}", new.account));
    }
    match new.count {
        None if !new.tlds.is_empty() || new.expiration_to.is_some() => {
            Err("tlds and expiration_to want a count".to_owned())
        }
        None => {
            let name = readable(&new.name)?;
            let domain = new.registered(&name, now)?;
            store(book, domain);
            Ok(json!({}))
        }
        Some(count) if count <= MOST => generate(book, new, count, now),
        Some(_) => Err(format!("at most {MOST} domains")),
    }
}

fn store(book: &mut Book, mut domain: Domain) {
    domain.roid = format!("{}_DOMAIN-SANDBOX", book.next_id());
    if domain.auth.is_empty() {
        domain.auth = book.rng.auth_code();
    }
    book.foreign.remove(&domain.name);
    book.deleted.remove(&domain.name);
    book.domains.insert(domain.name.clone(), domain);
}

/// Many domains alike. Their zones take turns by their shares; their expirations are spread evenly,
/// and not in the order of their names.
fn generate(book: &mut Book, new: &NewDomain, count: u32, now: Timestamp) -> Result<Value, String> {
    let zones: Vec<&str> = new
        .tlds
        .iter()
        .flat_map(|(tld, share)| (0..*share).map(move |_| tld.as_str()))
        .collect();
    if !new.name.contains("{n}") {
        return Err("the name of many domains has {n} in it".to_owned());
    }
    let name_of = |number: usize| {
        let label = new.name.replace("{n}", &number.to_string());
        match zones.get(number % zones.len().max(1)) {
            Some(zone) => format!("{label}.{zone}"),
            None => label,
        }
    };
    // The first of each zone, and the longest: what holds for them holds for all between.
    for number in (0..zones.len().max(1)).chain([usize::try_from(count).unwrap_or_default()]) {
        readable(&name_of(number))?;
    }
    let first = DomainName::parse(&name_of(0)).ok_or("no domain name")?;
    let template = new.registered(&first, now)?;
    let last = new.expiration_to.as_deref().map(moment).transpose()?;
    let span = last.map_or(0, |last| last.as_second() - template.expiration.as_second());
    if span < 0 {
        return Err("expiration_to lies before expiration".to_owned());
    }
    for number in 0..count {
        let mut domain = template.clone();
        domain.name = name_of(usize::try_from(number).unwrap_or_default());
        let later = zones::plus_seconds(template.expiration, span / 1_000 * spread(number));
        domain.expiration = later;
        if new.paid_until.is_none() {
            domain.paid_until = later;
        }
        store(book, domain);
    }
    Ok(json!({ "count": count }))
}

/// Thousandths, evenly, in no order that shows: 617 has no factor in common with 1000.
fn spread(number: u32) -> i64 {
    i64::from(number) * 617 % 1_000
}

impl NewDomain {
    /// The domain, still without ROID, and without auth code where none is given.
    fn registered(&self, name: &DomainName, now: Timestamp) -> Result<Domain, String> {
        let time = |text: &Option<String>| text.as_deref().map(moment).transpose();
        let created = time(&self.created)?.unwrap_or(now);
        let expiration = time(&self.expiration)?.unwrap_or_else(|| zones::plus_years(created, 1));
        let text = |text: &Option<String>, default: &str| {
            text.clone().unwrap_or_else(|| default.to_owned())
        };
        Ok(Domain {
            name: name.as_str().to_owned(),
            account: self.account.clone(),
            status: text(&self.status, "ACTIVE"),
            flags: Vec::new(),
            roid: String::new(),
            created,
            updated: created,
            expiration,
            paid_until: time(&self.paid_until)?.unwrap_or(expiration),
            transferred: None,
            renewal_mode: text(&self.renewal_mode, "AUTORENEW"),
            contacts: self.contacts.clone(),
            nameservers: self.nameservers.clone(),
            hosts: Vec::new(),
            ds_records: Vec::new(),
            key_records: Vec::new(),
            signature_life: String::new(),
            auth: text(&self.auth, ""),
            transfer_lock: self.transfer_lock,
            privacy: self.privacy,
            privacy_lite: false,
            internal_dns: false,
            extensions: self.extensions.clone(),
            pending: None,
            life: Life {
                rest_until: Some(zones::plus_days(now, 1)),
                premium_class: zones::premium(name.as_str())
                    .map_or_else(String::new, |premium| premium.class.clone()),
                ..Life::default()
            },
        })
    }
}
