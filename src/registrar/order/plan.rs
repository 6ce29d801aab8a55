//! The way up to the claim, and which step follows which.

use std::collections::VecDeque;

use sha2::{Digest, Sha256};

use crate::base::effect::Load;
use crate::base::journal::{Claim, Intent, Row, RowState, Settled, Settlement};
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::ispapi::{Command, encode};

use crate::registrar::error::unexpected;
use crate::registrar::zone::{self, ZoneFacts};
use crate::registrar::{self, Effect, Event, Settings};

use super::follow::{Followed, Following};
use super::sent::{Doubt, Place};
use super::{
    Answer, Known, Next, Order, Proof, Ruling, Shop, Verb, in_progress, no_journal, resolve, rule,
};

/// A paid verb on its way.
pub(in crate::registrar) struct Plan<V> {
    pub(super) verb: V,
    pub(super) zone: ZoneFacts,
    pub(super) shop: Shop,
    pub(super) history: Vec<Row>,
    /// The numbers of all rows that the journal had when it was loaded.
    pub(super) seen: Vec<i64>,
    pub(super) answers: Vec<Answer>,
    pub(super) state: State,
}

pub(super) enum State {
    Start,
    /// The journal of the domain is loaded.
    Journal,
    /// The shop's row is loaded.
    Shop,
    /// The place in the history of a row that is being judged.
    Judging(usize),
    /// That row is followed up and settled as judged; a repetition of it returns this.
    Following(usize, Ruling, Box<Following>, Option<Params>),
    Zone(zone::Lookup),
    Reading,
    /// A finished row is put aside.
    Releasing,
    /// A to-do is opened before the end.
    Calling(Outcome),
    /// The order is ready; the journal is loaded once more.
    Confirming(Box<Order>),
    Claiming(Box<Order>),
    /// What goes with the order is kept.
    Noting(Box<Order>),
    /// The order is out.
    Ordered(Box<Order>, Place),
    /// The order was refused and is settled so; this one takes its place.
    Replacing(Box<Order>),
    /// The answer said yes, and left out what it has brought.
    Accepted(Box<Order>, Place, Proof),
    /// No usable answer came; what does the registrar say now?
    ReadBack(Box<Order>, Place, Doubt),
    /// These are left to do, then the row is settled; then comes the end.
    Closing(VecDeque<Effect>, Box<Settlement>, Outcome),
    /// The row is being settled.
    Settling(Box<Settlement>, Outcome),
}

impl<V: Verb> Plan<V> {
    pub(in crate::registrar) fn new(verb: V) -> Self {
        Self {
            verb,
            zone: ZoneFacts::default(),
            shop: Shop::default(),
            history: Vec::new(),
            seen: Vec::new(),
            answers: Vec::new(),
            state: State::Start,
        }
    }

    pub(super) fn scope(&self) -> String {
        self.verb.settings().scope()
    }

    fn load_journal(&mut self) -> Effect {
        self.state = State::Journal;
        let domain = self.verb.subject().domain.as_str();
        Effect::Load(Load::journal(&self.scope(), domain))
    }

    /// Without the journal nothing is sent: an order that nobody wrote down cannot be settled.
    pub(super) fn take_journal(&mut self, value: &Value) -> Effect {
        let Ok(history) = Row::read_list(value) else {
            return Effect::Done(no_journal());
        };
        self.seen = history.iter().map(|row| row.id).collect();
        self.history = history;
        self.state = State::Shop;
        Effect::Load(Load::domain(self.verb.subject().domain_id))
    }

    /// Without the shop's row nobody could tell later which payment this order was for, and a repetition would pass for another one.
    fn take_shop(&mut self, value: &Value) -> Effect {
        if self.verb.subject().domain_id > 0 && !matches!(value, Value::Map(_)) {
            return Effect::Done(no_journal());
        }
        self.shop = Shop::read(value);
        self.judge_next()
    }

    /// Judges the rows that nobody has settled, oldest first; then goes on to the reads.
    fn judge_next(&mut self) -> Effect {
        let Some(place) = self
            .history
            .iter()
            .rposition(|row| row.state.is_unsettled())
        else {
            return self.look_up_zone();
        };
        let Some(row) = self.history.get(place) else {
            return unexpected();
        };
        if row.may_be_sending() {
            return Effect::Done(in_progress(row));
        }
        let Some(questions) = resolve::questions(row) else {
            return Effect::Done(in_progress(row));
        };
        self.state = State::Judging(place);
        Effect::AskMany(questions)
    }

    /// Whoever repeats an order hears its end from this call; so does whoever orders anew what had no effect.
    fn judged(&mut self, place: usize, answers: &[Answer]) -> Effect {
        let Some(row) = self.history.get(place) else {
            return unexpected();
        };
        let ruling = rule(row, answers);
        let is_own = self.verb.subject().owns(row);
        let repeated = match &ruling {
            Ruling::Happened(proof) if is_own => {
                let mut row = row.clone();
                row.state = ruling.state();
                row.evidence = proof.facts.clone();
                self.verb.repeats(&row, &self.shop)
            }
            _ => None,
        };
        let is_heard = repeated.is_some() || (is_own && matches!(ruling, Ruling::Void(_)));
        match Following::of(row, &ruling, &self.scope(), !is_heard) {
            Some(mut following) => {
                let effect = following.start();
                self.state = State::Following(place, ruling, Box::new(following), repeated);
                effect
            }
            None => self.ruled(place, &ruling, repeated),
        }
    }

    fn followed(
        &mut self,
        place: usize,
        ruling: Ruling,
        mut following: Box<Following>,
        repeated: Option<Params>,
        event: Event,
    ) -> Effect {
        let settled = match following.step(event) {
            Followed::Wants(effect) => {
                self.state = State::Following(place, ruling, following, repeated);
                return effect;
            }
            Followed::Settled(settled) => settled,
        };
        match settled {
            Settled::Moved(row) if row.state.is_unsettled() => Effect::Done(in_progress(&row)),
            Settled::Moved(row) => {
                if let Some(old) = self.history.get_mut(place) {
                    *old = *row;
                }
                self.judge_next()
            }
            Settled::Unknown => Effect::Done(no_journal()),
            Settled::Yes => self.ruled(place, &ruling, repeated),
        }
    }

    /// A row that is settled is history; one that is not stops this order.
    fn ruled(&mut self, place: usize, ruling: &Ruling, repeated: Option<Params>) -> Effect {
        if let Some(value) = repeated {
            return Effect::Done(Outcome::Done(Value::Map(value)));
        }
        let Some(row) = self.history.get_mut(place) else {
            return unexpected();
        };
        row.state = ruling.state();
        if let Ruling::Happened(proof) = ruling {
            row.evidence = proof.facts.clone();
        }
        if row.state.is_unsettled() {
            return Effect::Done(in_progress(row));
        }
        self.judge_next()
    }

    fn look_up_zone(&mut self) -> Effect {
        if !self.verb.wants_zone() {
            return self.read(self.verb.questions());
        }
        let subject = self.verb.subject();
        let lookup = zone::Lookup::new(&self.scope(), &subject.extension, &subject.domain);
        let effect = lookup.start();
        self.state = State::Zone(lookup);
        effect
    }

    fn step_zone(&mut self, mut lookup: zone::Lookup, event: Event) -> Effect {
        match lookup.step(event) {
            zone::Found::Wants(effect) => {
                self.state = State::Zone(lookup);
                effect
            }
            zone::Found::Facts(facts) => {
                self.zone = facts;
                self.read(self.verb.questions())
            }
        }
    }

    fn read(&mut self, questions: Vec<Command>) -> Effect {
        self.state = State::Reading;
        Effect::AskMany(questions)
    }

    fn prepare(&mut self) -> Effect {
        let known = Known {
            answers: &self.answers,
            zone: &self.zone,
            shop: &self.shop,
            history: &self.history,
        };
        match self.verb.prepare(&known) {
            Next::Call(task, outcome) => {
                self.state = State::Calling(outcome);
                Effect::Task(task)
            }
            Next::End(outcome) => Effect::Done(outcome),
            Next::Order(order) => self.confirm(order),
            Next::Read(questions) => self.read(questions),
            Next::Release(row) => {
                self.state = State::Releasing;
                let evidence = row.evidence.clone().with("released", true);
                Effect::Settle(Settlement {
                    id: row.id,
                    version: row.version,
                    state: RowState::Void,
                    evidence,
                })
            }
        }
    }

    pub(super) fn claim(&mut self, mut order: Box<Order>) -> Effect {
        if let Some(note) = order.note.take() {
            self.state = State::Noting(order);
            return Effect::Store(note);
        }
        let intent = self.intent(&order);
        self.state = State::Claiming(order);
        Effect::Claim(intent)
    }

    /// A released row is void, so that it cannot be released again. What it tells of the past stays known.
    fn released(&mut self, settled: &Settled) -> Effect {
        if *settled != Settled::Yes {
            return Effect::Done(no_journal());
        }
        let operation = self.verb.subject().operation;
        let own = self.history.iter_mut();
        own.filter(|row| row.operation == operation)
            .for_each(|row| row.state = RowState::Void);
        self.prepare()
    }

    pub(super) fn intent(&self, order: &Order) -> Intent {
        let subject = self.verb.subject();
        Intent {
            scope: self.scope(),
            operation: subject.operation,
            domain: subject.domain.as_str().to_owned(),
            domain_id: subject.domain_id,
            from: order.from.clone(),
            shop_from: self.shop.expiry_text(),
            years: subject.years,
            reference: self.shop.reference.clone(),
            patience: 0, // known to the run
            before: order.before.clone(),
            digest: digest(&order.command),
            trace: subject.trace.clone(),
        }
    }

    fn claimed(&mut self, order: Box<Order>, claim: Claim) -> Effect {
        match claim {
            Claim::Claimed { id, version } => {
                let effect = Effect::Ask(order.command.clone());
                self.state = State::Ordered(order, Place { id, version });
                effect
            }
            Claim::Impossible => Effect::Done(no_journal()),
            Claim::Taken(row) => Effect::Done(in_progress(&row)),
        }
    }
}

impl<V: Verb> registrar::Plan for Plan<V> {
    fn settings(&self) -> &Settings {
        self.verb.settings()
    }

    fn is_order(&self) -> bool {
        true
    }

    fn step(&mut self, event: Event) -> Effect {
        let state = std::mem::replace(&mut self.state, State::Start);
        match (state, event) {
            (State::Start, Event::Start) => self.load_journal(),
            (State::Journal, Event::Loaded(value)) => self.take_journal(&value),
            (State::Shop, Event::Loaded(value)) => self.take_shop(&value),
            (State::Judging(place), Event::Answers(answers)) => self.judged(place, &answers),
            (State::Following(place, ruling, following, repeated), event) => {
                self.followed(place, ruling, following, repeated, event)
            }
            (State::Zone(lookup), event) => self.step_zone(lookup, event),
            (State::Reading, Event::Answers(answers)) => {
                self.answers = answers;
                self.prepare()
            }
            (State::Releasing, Event::Settled(settled)) => self.released(&settled),
            (State::Calling(outcome), Event::Performed) => Effect::Done(outcome),
            (State::Noting(order), Event::Performed) => self.claim(order),
            (State::Confirming(order), Event::Loaded(value)) => self.confirmed(order, &value),
            (State::Claiming(order), Event::Claimed(claim)) => self.claimed(order, claim),
            (State::Replacing(order), Event::Settled(settled)) => self.replaced(order, &settled),
            (State::Ordered(order, place), Event::Answer(answer)) => {
                self.judge_order(order, place, answer)
            }
            (State::Accepted(order, place, proof), Event::Answers(answers)) => {
                self.judge_accepted(&order, place, proof, &answers)
            }
            (State::ReadBack(order, place, doubt), Event::Answers(answers)) => {
                self.judge_read_back(&order, place, doubt, &answers)
            }
            (State::Closing(effects, settlement, outcome), Event::Performed) => {
                self.close_next(effects, settlement, outcome)
            }
            (State::Settling(settlement, outcome), Event::Settled(settled)) => {
                self.settled(settlement, outcome, settled)
            }
            _ => unexpected(),
        }
    }
}

/// A hash of the whole command, so that the journal can tell two orders apart without holding their data.
fn digest(command: &Command) -> String {
    use std::fmt::Write as _;
    let hash = Sha256::digest(encode(command));
    hash.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
