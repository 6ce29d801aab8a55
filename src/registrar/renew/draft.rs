//! An order but for its price, and the price of a premium name.

use crate::base::params::Params;
use crate::base::time;
use crate::ispapi::{Code, Command, CommandName};
use crate::registrar::error::unreadable;
use crate::registrar::order::evidence::{Dates, Renewal};
use crate::registrar::order::{Known, Next, Order};

use super::premium::{self, Price};
use super::term::{Term, Way};
use super::{Renew, Stage, rest, restore, words};

/// An order but for the price of a premium name.
#[derive(Clone)]
pub(super) enum Draft {
    Renewal {
        term: Term,
        dates: Dates,
        class: Option<String>,
    },
    Restore {
        before: Params,
        from: String,
        class: Option<String>,
    },
}

impl Renew {
    /// An ordinary name is ordered; the price of a premium name is read first.
    pub(super) fn priced(&mut self, draft: Draft, known: &Known<'_>) -> Next {
        let Some(class) = draft.class() else {
            return self.order(draft);
        };
        let paid = match self.wanted.rest_of {
            Some(id) => rest::paid(id, known),
            None => Price::shown(self.wanted.cost, known.shop),
        };
        let Some(paid) = paid else {
            return words::premium(&self.subject.domain, class, None, None);
        };
        if paid.currency.is_empty() {
            return words::premium(&self.subject.domain, class, None, Some(&paid));
        }
        self.stage = Stage::Price(Box::new(draft), paid);
        Next::Read(vec![premium::question()])
    }

    /// The price of a premium name was read: it must not be above what was paid, in the same currency.
    pub(super) fn judge_price(&mut self, draft: Draft, paid: &Price, known: &Known<'_>) -> Next {
        let response = match known.answers.first() {
            Some(Ok(response)) if response.code() == Code::OK => response,
            answer => return Next::End(unreadable(answer)),
        };
        let prices = premium::Relations::of(response);
        let class = draft.class().unwrap_or_default();
        let now = prices.renewal(class, self.subject.years);
        if !now.as_ref().is_some_and(|now| now.is_covered_by(paid)) {
            return words::premium(&self.subject.domain, class, now.as_ref(), Some(paid));
        }
        if matches!(draft, Draft::Restore { .. })
            && let Some(next) = restore::too_dear(&self.subject, class, &prices)
        {
            return next;
        }
        let draft = draft.with_paid(paid);
        self.order(draft)
    }

    fn order(&mut self, draft: Draft) -> Next {
        let order = self.order_of(&draft);
        self.ordered = Some(draft);
        Next::Order(Box::new(order))
    }

    pub(super) fn order_of(&self, draft: &Draft) -> Order {
        match draft {
            Draft::Renewal { term, dates, class } => {
                let before = Renewal::before(dates).with("due", time::format(term.due));
                Order {
                    command: self.command(term, class.as_deref()),
                    evidence: &Renewal,
                    before: rest::add_to(before, self.wanted.rest_of),
                    from: time::format(term.from),
                    note: None,
                }
            }
            Draft::Restore {
                before,
                from,
                class,
            } => restore::order(&self.subject.domain, before, from, class.as_deref()),
        }
    }

    /// `RenewDomain` or `PayDomainRenewal` (registrar facts 6.1).
    fn command(&self, term: &Term, class: Option<&str>) -> Command {
        let name = match term.way {
            Way::Pay => CommandName::PAY_DOMAIN_RENEWAL,
            Way::Renew => CommandName::RENEW_DOMAIN,
        };
        let mut command = Command::of(name)
            .with("DOMAIN", self.subject.domain.as_str())
            .with("PERIOD", self.subject.years.to_string())
            .with("EXPIRATION", term.guard.to_string());
        if let Some(class) = class {
            command = command.with("CLASS", class);
        }
        match &self.wanted.travel_uin {
            Some(uin) if term.way == Way::Renew => command.with("X-TRAVEL-UIN", uin.as_str()),
            _ => command,
        }
    }
}

impl Draft {
    fn class(&self) -> Option<&str> {
        match self {
            Self::Renewal { class, .. } | Self::Restore { class, .. } => class.as_deref(),
        }
    }

    /// The same, where a restore remembers what was paid for the years that it may leave over.
    fn with_paid(self, paid: &Price) -> Self {
        match self {
            Self::Restore {
                before,
                from,
                class,
            } => Self::Restore {
                before: rest::remember(before, paid),
                from,
                class,
            },
            renewal @ Self::Renewal { .. } => renewal,
        }
    }
}
