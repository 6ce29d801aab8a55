use crate::base::effect::Task;
use crate::base::journal::{Operation, Row, RowState};
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{ParamError, Params, Value};
use crate::ispapi::{Code, Command, Response};
use crate::registrar::error::{Failed, is_elsewhere, unreadable};
use crate::registrar::order::evidence::{ARRIVED, Transfer as Evidenced};
use crate::registrar::order::{self, Evidence, Known, Next, Proof, Shop, Subject, Verb, log};
use crate::registrar::premium::{self, Price, Relations};
use crate::registrar::zone::ZoneFacts;
use crate::registrar::{Context, Effect, Error, Settings, domain};

use super::check::{self, Check};
use super::entry::{Direction, Entry};
use super::wish::Wish;

mod draft;

/// Paid years that the transfer does not bring: in the before-image, so that they are not lost whoever finishes the order.
pub(super) const OWED: &str = "owed";

/// EXPIRATIONDATE at the losing registrar, in the before-image.
pub(super) const EXPIRATION: &str = "expiration";

/// Orders a transfer to this account; see [`order`] for the way.
pub(in crate::registrar) struct Transfer {
    settings: Settings,
    subject: Subject,
    wish: Wish,
    stage: Stage,
    /// The same order without a term, where the zone has such transfers too.
    free: Option<order::Order>,
}

/// What was asked last.
enum Stage {
    /// Whether the domain is here, or on its way.
    Domain,
    /// Whether a transfer can start; with the code or without.
    Check { before: Params, with_code: bool },
    /// What the premium class costs.
    Price(Box<Ready>),
}

/// What the order is made of.
struct Ready {
    before: Params,
    check: Check,
    with_code: bool,
}

impl Transfer {
    pub(in crate::registrar) fn new(
        params: &Params,
        settings: Settings,
        context: &Context,
    ) -> Result<order::Plan<Self>, Error> {
        let wish = Wish::read(params, &domain::domain(params)?, context)?;
        let subject = domain::subject(params, context, Operation::Transfer, wish.years)?;
        Ok(order::Plan::new(Self {
            settings,
            subject,
            wish,
            stage: Stage::Domain,
            free: None,
        }))
    }

    fn judge_domain(&mut self, known: &Known<'_>) -> Next {
        match known.answers.first() {
            Some(Ok(response)) if is_elsewhere(response) => self.judge_entry(known),
            Some(Ok(response)) if response.code() == Code::OK => {
                Next::End(self.already_ours(known.history))
            }
            answer => Next::End(unreadable(answer)),
        }
    }

    /// Without a before-image of the entry, an accepted order could not be told from an earlier request.
    fn judge_entry(&mut self, known: &Known<'_>) -> Next {
        let answer = known.answers.get(1);
        match answer {
            Some(Ok(response)) if is_elsewhere(response) || response.code() == Code::OK => {}
            answer => return Next::End(unreadable(answer)),
        }
        if Entry::of(answer).is_some_and(|e| e.is_coming() && e.direction == Direction::Incoming) {
            return Next::End(self.refused(
                "registrar.transfer_running",
                "ispapi.customer.pending_transfer",
                "transfer.running_admin",
            ));
        }
        match known.history.iter().find(|row| self.is_own(row)) {
            Some(row) if order::is_settling_in(row) => Next::End(order::in_progress(row)),
            Some(row) => Next::Release(Box::new(row.clone())),
            None => self.ask_check(known),
        }
    }

    /// The code goes out only where the zone wants one: elsewhere it may make the transfer fail (registrar facts 5.2).
    fn ask_check(&mut self, known: &Known<'_>) -> Next {
        if let Some(end) = log::away(known.answers.get(2)) {
            return Next::End(end);
        }
        let arrivals = known
            .history
            .iter()
            .filter(|row| row.operation == Operation::Transfer);
        let mut arrivals = arrivals.filter_map(|row| row.evidence.text(ARRIVED).ok().flatten());
        let arrived = arrivals.next().unwrap_or_default();
        let before = Evidenced::before(known.answers, &arrived);
        let with_code = known.zone.needs_auth_code() != Some(false);
        self.check(before, with_code)
    }

    fn check(&mut self, before: Params, with_code: bool) -> Next {
        let code = self.wish.code.as_ref().filter(|_| with_code);
        let question = check::question(&self.subject.domain, code);
        self.stage = Stage::Check { before, with_code };
        Next::Read(vec![question])
    }

    fn judge_check(&mut self, before: Params, with_code: bool, known: &Known<'_>) -> Next {
        let Some(Ok(response)) = known.answers.first() else {
            return Next::End(unreadable(known.answers.first()));
        };
        if !with_code && self.wish.code.is_some() && check::asks_for_code(response) {
            return self.check(before, true);
        }
        if response.code() != Code::POSSIBLE {
            return Next::End(Failed::answer(response).into());
        }
        let check = Check::read(response);
        if let Some(refused) = self.obstacle(&check, with_code, known.zone) {
            return Next::End(refused);
        }
        let ready = Ready {
            before,
            check,
            with_code,
        };
        match (&ready.check.premium_class, self.wish.premium_cost) {
            (None, None) => self.order(&ready, known.zone),
            (Some(_), Some(_)) => {
                self.stage = Stage::Price(Box::new(ready));
                Next::Read(vec![premium::question()])
            }
            (Some(class), None) => Next::End(self.premium("transfer.premium_admin", class, "")),
            (None, Some(cost)) => {
                Next::End(self.premium("transfer.not_premium_admin", "", &cost.to_string()))
            }
        }
    }

    /// What stands in the way although the registrar would take the order.
    fn obstacle(&self, check: &Check, with_code: bool, zone: &ZoneFacts) -> Option<Outcome> {
        let needs_code = check.between_accounts
            || check
                .needs_code
                .or_else(|| zone.needs_auth_code())
                .unwrap_or(false);
        if needs_code && self.wish.code.is_none() {
            let missing = ParamError::Missing {
                name: "eppcode".to_owned(),
            };
            return Some(Error::Param(missing).into());
        }
        if check.locked {
            return Some(self.refused(
                "registrar.locked",
                "ispapi.customer.locked",
                "transfer.locked_admin",
            ));
        }
        (with_code && self.wish.code.is_some() && check.code_fits == Some(false)).then(|| {
            self.refused(
                "registrar.wrong_auth_code",
                "ispapi.customer.wrong_code",
                "transfer.wrong_code_admin",
            )
        })
    }

    /// A premium name is ordered at the price that the customer was shown, or not at all.
    fn judge_price(&mut self, ready: &Ready, known: &Known<'_>) -> Next {
        let relations = match known.answers.first() {
            Some(Ok(response)) if response.code() == Code::OK => response,
            answer => return Next::End(unreadable(answer)),
        };
        let class = ready.check.premium_class.as_deref().unwrap_or_default();
        let price = Relations::of(relations).transfer(class);
        let shown = Price::shown(self.wish.premium_cost, known.shop);
        match (price, shown) {
            (Some(price), Some(shown)) if price.is_agreed(&shown, self.wish.years) => {
                self.order(ready, known.zone)
            }
            (Some(price), Some(shown)) => Next::End(self.price_changed(class, &price, &shown)),
            (None, _) => Next::End(self.premium("transfer.no_price_admin", class, "")),
            (_, None) => Next::End(self.premium("transfer.premium_admin", class, "")),
        }
    }

    /// The domain is in the account: by an order of this journal that WHMCS has not heard of, or by other ways.
    fn already_ours(&self, history: &[Row]) -> Outcome {
        let own = |row: &&Row| self.is_own(row) && self.subject.owns(row);
        let own = history.iter().find(own);
        if own.is_some_and(|row| !row.reported) {
            return Outcome::Done(Value::Map(self.value(&Proof::default())));
        }
        self.refused(
            "registrar.already_ours",
            "register.already_ours",
            "transfer.already_ours_admin",
        )
    }

    fn is_own(&self, row: &Row) -> bool {
        row.operation == self.subject.operation && row.state == RowState::Done
    }

    fn refused(&self, code: &str, customer: &'static str, admin: &'static str) -> Outcome {
        let named = |key| Message::new(key).with("domain", self.subject.domain.as_str());
        Failed::because(code, named(customer), named(admin)).into()
    }

    fn premium(&self, admin: &'static str, class: &str, cost: &str) -> Outcome {
        let admin = Message::new(admin)
            .with("domain", self.subject.domain.as_str())
            .with("class", class)
            .with("cost", cost);
        Failed::because(
            "registrar.premium",
            Message::new("ispapi.customer.premium"),
            admin,
        )
        .into()
    }

    fn price_changed(&self, class: &str, price: &Price, shown: &Price) -> Outcome {
        let admin = Message::new("transfer.price_changed_admin")
            .with("domain", self.subject.domain.as_str())
            .with("class", class)
            .with("price", price.to_string())
            .with("shown", shown.to_string())
            .with("years", self.wish.years.to_string());
        let customer = Message::new("ispapi.customer.premium");
        Failed::because("registrar.premium", customer, admin).into()
    }
}

impl Verb for Transfer {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn subject(&self) -> &Subject {
        &self.subject
    }

    fn questions(&self) -> Vec<Command> {
        Evidenced.questions(&self.subject.domain, &Params::default())
    }

    fn prepare(&mut self, known: &Known<'_>) -> Next {
        match std::mem::replace(&mut self.stage, Stage::Domain) {
            Stage::Domain => self.judge_domain(known),
            Stage::Check { before, with_code } => self.judge_check(before, with_code, known),
            Stage::Price(ready) => self.judge_price(&ready, known),
        }
    }

    /// Whoever asks again for a transfer that was carried out, or accepted, is told so.
    fn repeats(&self, row: &Row, _: &Shop) -> Option<Params> {
        let pending = row.state == RowState::Pending;
        Some(self.value(&Proof {
            pending,
            ..Proof::default()
        }))
    }

    /// 548, or 541: the registry sells no year with this transfer after all. It is asked for none, and the paid one is owed.
    fn instead(&mut self, _: &order::Order, refusal: &Response) -> Option<order::Order> {
        let no_term = [Code::INVALID_VALUE, Code::TOO_EARLY].contains(&refusal.code());
        self.free.take().filter(|_| no_term)
    }

    fn follow(&mut self, _: &order::Order, _: &Proof) -> Vec<Effect> {
        let Some(tag) = self.wish.rules.tag else {
            return Vec::new();
        };
        let domain = self.subject.domain.as_str();
        let named = |key| Message::new(key).with("domain", domain).with("tag", tag);
        vec![Effect::Task(Task {
            key: format!("tag:{domain}"),
            title: named("task.transfer_tag").english(),
            description: named("transfer.tag_admin").english(),
        })]
    }
}
