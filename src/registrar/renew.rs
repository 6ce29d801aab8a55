//! `RenewDomain`: a renewal, a payment ahead, or a restore.
//!
//! The domain is read first. What its dates and its zone make impossible is said before anything is sent; what is sent carries the
//! registry's expiry as a guard, so that a second renewal of the same term is refused. The renewal mode stays as it is.
//!
//! `RenewRest` renews what a restore left of the paid years. The cron starts it, once for each restore.

use jiff::Timestamp;

use crate::base::effect::Task;
use crate::base::journal::{Operation, Row, RowState};
use crate::base::outcome::Outcome;
use crate::base::params::{ParamError, Params, Value};
use crate::base::time;
use crate::ispapi::{Code, Command, Response};

use super::error::{is_elsewhere, unreadable};
use super::order::evidence::{Dates, Evidence, Renewal};
use super::order::{self, Known, Next, Order, Proof, Shop, Subject, Verb};
use super::premium::{self, Price};
use super::{Context, Effect, Error, Settings, deleted, domain};

mod draft;
mod repetition;
mod rest;
mod restore;
mod term;
mod words;

pub(super) use restore::after_restore;

use draft::Draft;
use repetition::{Repetition, repetition};
use restore::Deleted;
use term::Way;

/// How much longer than ordered a term may come out before somebody is told.
const TOO_LONG_DAYS: i64 = 31;

/// `X-TRAVEL-UIN` by the names that a shop may know the field under.
const TRAVEL_FIELDS: [&str; 2] = [".TRAVEL UIN Code", "X-TRAVEL-UIN"];

/// Renews a domain; see [`order`] for the way.
pub(super) struct Renew {
    settings: Settings,
    subject: Subject,
    now: Timestamp,
    wanted: Wanted,
    stage: Stage,
    /// The last renewal that was ordered.
    ordered: Option<Draft>,
}

/// What was bought, beside the name and the years.
struct Wanted {
    /// The customer paid for a restore.
    redemption: bool,
    /// What WHMCS holds for the registrar's price of a premium name.
    cost: Option<rust_decimal::Decimal>,
    travel_uin: Option<String>,
    /// The row of the restore whose rest this is.
    rest_of: Option<i64>,
}

/// What the last questions were about.
#[derive(Default)]
enum Stage {
    /// The domain itself.
    #[default]
    Domain,
    /// A domain that is not alive.
    Deleted(Box<Deleted>),
    /// The price of a premium name.
    Price(Box<Draft>, Price),
}

impl Renew {
    /// `RenewDomain`.
    pub(super) fn new(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<order::Plan<Self>, Error> {
        Self::read(params, settings, context, None)
    }

    /// `RenewRest`: `restore` is the row of the journal whose `years_left` are `regperiod`.
    pub(super) fn rest(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<order::Plan<Self>, Error> {
        let id = required(params, "restore", i64::MAX)?;
        Self::read(params, settings, context, Some(id))
    }

    fn read(
        params: &Params,
        settings: Settings,
        context: &Context,
        rest_of: Option<i64>,
    ) -> Result<order::Plan<Self>, Error> {
        let years = required(params, "regperiod", 10)?;
        let subject = domain::subject(params, context, Operation::Renew, years)?;
        let travel_uin = match subject.extension.as_str() {
            "travel" => travel_uin(params)?,
            _ => None,
        };
        let wanted = Wanted {
            redemption: params.flag("isInRedemptionGracePeriod")?,
            cost: premium::cost(params)?,
            travel_uin,
            rest_of,
        };
        Ok(order::Plan::new(Self {
            settings,
            subject,
            now: context.now,
            wanted,
            stage: Stage::default(),
            ordered: None,
        }))
    }

    /// The domain was read.
    fn judge_domain(&mut self, known: &Known<'_>) -> Next {
        let (answer, rest) = (known.answers.first(), self.wanted.rest_of);
        let end = match rest {
            Some(id) => rest::end(id, &self.subject, known),
            None => self.repetition(known),
        };
        if let Some(outcome) = end {
            return Next::End(outcome);
        }
        match answer {
            Some(Ok(response)) if response.code() == Code::OK && !deleted::is_deleted(response) => {
                self.renewal(response, known)
            }
            Some(Ok(response)) if response.code() == Code::OK || is_elsewhere(response) => {
                self.look_among_the_deleted(response)
            }
            answer => Next::End(unreadable(answer)),
        }
    }

    /// The end of a call that repeats a renewal which was carried out.
    fn repetition(&self, known: &Known<'_>) -> Option<Outcome> {
        let own = known.history.iter().filter(|row| self.is_own(row));
        let mut ends = own.filter_map(|row| {
            Some(match repetition(row, self.subject.years, known.shop) {
                Repetition::Another => return None,
                Repetition::Click => words::clicked_twice(row),
                Repetition::Known => words::known(row),
                Repetition::Unheard => Outcome::Done(Value::Map(self.value(&Proof::default()))),
            })
        });
        ends.next()
    }

    /// A renewal that somebody ordered; what a restore left over was ordered with that one.
    fn is_own(&self, row: &Row) -> bool {
        self.subject.owns(row) && row.state == RowState::Done && row.rest_of().is_none()
    }

    fn renewal(&mut self, response: &Response, known: &Known<'_>) -> Next {
        let dates = Dates::of(response);
        let term = match term::decide(&dates, known.zone, self.subject.years, known.shop, self.now)
        {
            Ok(term) => term,
            Err(impossible) => return Next::End(words::impossible(&self.subject, &impossible)),
        };
        if let Some(next) = self.in_the_way(&time::format(term.from), known) {
            return next;
        }
        let class = premium::class(response.first("SUBCLASS"));
        self.priced(Draft::Renewal { term, dates, class }, known)
    }

    /// A renewal that was carried out from the very date at which the domain still stands: it does not show yet, or the term is
    /// gone again.
    fn in_the_way(&self, from: &str, known: &Known<'_>) -> Option<Next> {
        let same = |row: &&Row| {
            row.operation == self.subject.operation
                && row.state == RowState::Done
                && row.from == from
        };
        let row = known.history.iter().find(same)?;
        if order::is_settling_in(row) || self.wanted.rest_of.is_some() {
            return Some(Next::End(words::not_shown_yet(row)));
        }
        Some(Next::Release(Box::new(row.clone())))
    }

    /// Whether the term reaches further than ordered: then something renewed it beside us.
    fn came_out_too_long(order: &Order, proof: &Proof) -> Option<Task> {
        let date = |map: &Params, name| time::parse(&map.text(name).ok()??);
        let (due, until) = (date(&order.before, "due")?, date(&proof.facts, "until")?);
        let days = until.duration_since(due).as_hours() / 24;
        (days > TOO_LONG_DAYS).then(|| words::too_long(order, due, until))
    }
}

impl Verb for Renew {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn subject(&self) -> &Subject {
        &self.subject
    }

    fn questions(&self) -> Vec<Command> {
        Renewal.questions(&self.subject.domain, &Params::default())
    }

    fn prepare(&mut self, known: &Known<'_>) -> Next {
        match std::mem::take(&mut self.stage) {
            Stage::Domain => self.judge_domain(known),
            Stage::Deleted(found) => self.judge_deleted(*found, known),
            Stage::Price(draft, paid) => self.judge_price(*draft, &paid, known),
        }
    }

    fn repeats(&self, row: &Row, shop: &Shop) -> Option<Params> {
        let same = match (self.wanted.rest_of, row.rest_of()) {
            (None, None) => repetition(row, self.subject.years, shop) == Repetition::Unheard,
            (wanted, found) => wanted == found,
        };
        let pending = row.state == RowState::Pending;
        same.then(|| {
            self.value(&Proof {
                pending,
                ..Proof::default()
            })
        })
    }

    /// 510: the zone has no explicit renewal, and nothing knew. The payment ahead is another order, with the same guard.
    fn instead(&mut self, _: &Order, refusal: &Response) -> Option<Order> {
        let mut draft = self.ordered.take()?;
        match &mut draft {
            Draft::Renewal { term, dates, .. }
                if refusal.code() == Code::NOT_SUPPORTED
                    && term.way == Way::Renew
                    && term::can_be_paid(dates) =>
            {
                term.way = Way::Pay;
            }
            _ => return None,
        }
        Some(self.order_of(&draft))
    }

    fn follow(&mut self, order: &Order, proof: &Proof) -> Vec<Effect> {
        let too_long = Self::came_out_too_long(order, proof);
        let restored = matches!(self.ordered, Some(Draft::Restore { .. }));
        let not_deleted = (self.wanted.redemption && !restored)
            .then(|| words::was_not_deleted(&self.subject.domain));
        too_long
            .into_iter()
            .chain(not_deleted)
            .map(Effect::Task)
            .collect()
    }
}

fn required(params: &Params, name: &str, most: i64) -> Result<i64, ParamError> {
    params
        .integer(name, 1..=most)?
        .ok_or_else(|| ParamError::Missing {
            name: name.to_owned(),
        })
}

fn travel_uin(params: &Params) -> Result<Option<String>, ParamError> {
    let Some(fields) = params.map("additionalfields")? else {
        return Ok(None);
    };
    for name in TRAVEL_FIELDS {
        if let Some(uin) = fields.text(name)? {
            return Ok(Some(uin.into_owned()));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests;
