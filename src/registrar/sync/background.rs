//! What is known of one domain before the registrar is asked: the shop's row, orders on their way, findings, what was seen last.

use crate::base::effect::Load;
use crate::base::journal::Row;
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::names::DomainName;
use crate::registrar::error::{Failed, out_of_step};
use crate::registrar::order::Shop;
use crate::registrar::{Effect, Error, Event, Settings, domain};

use super::assess::{ShopDomain, Standing, shop_privacy};
use super::finding::Findings;
use super::snapshot::{Seen, SeenRow};

/// Loads it, one after the other.
pub(super) struct Background {
    pub(super) scope: String,
    pub(super) domain: DomainName,
    /// `tbldomains.id`.
    pub(super) domain_id: i64,
    pub(super) shop: Shop,
    pub(super) findings: Findings,
    /// The time by the database's clock before anything is asked.
    pub(super) now: i64,
    privacy: Option<bool>,
    next: Part,
    orders: Vec<Row>,
    has_application: bool,
    seen: Option<SeenRow>,
}

/// What is due.
#[derive(Clone, Copy)]
enum Part {
    Shop,
    Journal,
    Applications,
    Findings,
    Snapshot,
}

/// Where it is.
pub(super) enum Loading {
    Ready,
    /// The database did not answer: nothing is known, so nothing is concluded.
    Stopped(Outcome),
    Wants(Effect),
}

impl Background {
    pub(super) fn new(params: &Params, settings: &Settings) -> Result<Self, Error> {
        let mut shop = Shop::default();
        if let Some(status) = params.text("status")? {
            shop.status = status.into_owned();
        }
        Ok(Self {
            scope: settings.scope(),
            domain: domain::domain(params)?,
            domain_id: params.integer("domainid", 0..=i64::MAX)?.unwrap_or(0),
            shop,
            findings: Findings::default(),
            now: 0,
            privacy: shop_privacy(params),
            next: Part::Shop,
            orders: Vec::new(),
            has_application: false,
            seen: None,
        })
    }

    pub(super) fn start(&self) -> Effect {
        Effect::Load(self.question())
    }

    pub(super) fn step(&mut self, event: Event) -> Loading {
        let Event::Loaded(value) = event else {
            return Loading::Stopped(out_of_step());
        };
        if self.take(&value).is_none() {
            return Loading::Stopped(no_database());
        }
        let next = match self.next {
            Part::Shop => Part::Journal,
            Part::Journal => Part::Applications,
            Part::Applications => Part::Findings,
            Part::Findings => Part::Snapshot,
            Part::Snapshot => return Loading::Ready,
        };
        self.next = next;
        Loading::Wants(self.start())
    }

    fn question(&self) -> Load {
        let domain = self.domain.as_str();
        match self.next {
            Part::Shop => Load::domain(self.domain_id),
            Part::Journal => Load::journal(&self.scope, domain),
            Part::Applications => Load::new(
                "applications",
                Params::default()
                    .with("scope", self.scope.as_str())
                    .with("domain", domain)
                    .with("after", 0)
                    .with("limit", 1),
            ),
            Part::Findings => Findings::question(&self.scope, self.domain_id),
            Part::Snapshot => Seen::question(&self.scope, vec![domain.into()]),
        }
    }

    /// `None` where the host could not look. A shop's row that is not there leaves what WHMCS passed along.
    fn take(&mut self, value: &Value) -> Option<()> {
        match self.next {
            Part::Shop => {
                let shop = Shop::read(value);
                if !shop.status.is_empty() {
                    self.shop = shop;
                }
            }
            Part::Journal => self.orders = Row::read_list(value).ok()?,
            Part::Applications => match value {
                Value::List(rows) => self.has_application = !rows.is_empty(),
                _ => return None,
            },
            Part::Findings => self.findings = Findings::read(value).ok()?,
            Part::Snapshot => {
                let seen = Seen::read(value, self.domain.as_str())?;
                self.now = seen.now;
                self.seen = seen.row;
            }
        }
        Some(())
    }

    /// Whether an order for the domain has not ended: then neither state nor date is anybody's but that order's.
    pub(super) fn is_busy(&self) -> bool {
        self.has_application || self.orders.iter().any(|row| row.state.is_unsettled())
    }

    /// What was seen last, if it may stand for a look of one's own.
    pub(super) fn fresh(&self) -> Option<&SeenRow> {
        let row = self.seen.as_ref().filter(|row| row.is_fresh(self.now))?;
        let age = self.now.saturating_sub(row.seen);
        let is_later = |order: &Row| {
            order.age <= age || order.settled_age.is_some_and(|settled| settled <= age)
        };
        (!self.orders.iter().any(is_later)).then_some(row)
    }

    pub(super) fn shop_domain(&self) -> ShopDomain {
        ShopDomain {
            standing: Standing::of(&self.shop.status),
            expiry: self.shop.expiry,
            privacy: self.privacy,
        }
    }
}

/// WHMCS' database did not answer.
pub(in crate::registrar) fn no_database() -> Outcome {
    let customer = Message::new("error.internal");
    let admin = Message::new("sync.no_database");
    Failed::because("registrar.no_database", customer, admin).into()
}
