//! The one way of every paid operation (design rule 1; `docs/architecture.md`, the journal of money).
//!
//! What is known comes first: the journal's rows of the domain, and the shop's own row. An earlier order that nobody has settled is
//! settled by evidence, or stops this one. Then the domain is read, the intent is claimed with that before-image, and the order
//! is sent once. Its answer, or else what is read back, settles the row; a refusal is held against what is read back, too. Nothing
//! is ever sent twice, and success is only said on evidence.

use std::collections::VecDeque;

use sha2::{Digest, Sha256};

use crate::base::effect::{Load, Store, Task};
use crate::base::journal::{Claim, Intent, Operation, Row, RowState, Settled, Settlement};
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::ispapi::{Code, Command, Repeat, Response, encode};
use crate::names::DomainName;

use super::error::{Failed, unexpected};
use super::zone::{self, ZoneFacts};
use super::{Effect, Event, Settings};

mod again;
pub(super) mod evidence;
pub(super) mod log;
mod resolve;
mod shop;

pub(super) use evidence::{Answer, Evidence, Proof, Verdict};
pub(super) use resolve::{Ruling, questions, rule};
pub(super) use shop::Shop;

/// What an order is about.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) operation: Operation,
    pub(super) domain: DomainName,
    /// The extension as the shop sells it: `co.uk`.
    pub(super) extension: String,
    /// `tbldomains.id`, 0 where the host gave none.
    pub(super) domain_id: i64,
    pub(super) years: i64,
    /// The run.
    pub(super) trace: String,
}

/// What is known when an order is prepared.
pub(super) struct Known<'a> {
    /// The answers to the last questions, in their order.
    pub(super) answers: &'a [Answer],
    pub(super) zone: &'a ZoneFacts,
    pub(super) shop: &'a Shop,
    /// The journal of the domain, newest first; nothing in it is unsettled.
    pub(super) history: &'a [Row],
}

/// What comes after the reads.
pub(super) enum Next {
    /// No order, and a person must act: the to-do, and the end.
    Call(Task, Outcome),
    /// No order: this is the end.
    End(Outcome),
    /// An order, to be claimed and sent.
    Order(Box<Order>),
    /// More has to be read first; then [`Verb::prepare`] is asked again.
    Read(Vec<Command>),
    /// A finished row stands in the way of an order that is right: it is put aside, then [`Verb::prepare`] is asked again with
    /// the same answers.
    Release(Box<Row>),
}

/// An order that is ready to go.
#[derive(Clone)]
pub(super) struct Order {
    pub(super) command: Command,
    /// How its end will be judged.
    pub(super) evidence: &'static dyn Evidence,
    /// What the registrar said before, in the words of that evidence.
    pub(super) before: Params,
    /// Where it starts: a date of the registrar, or `new`.
    pub(super) from: String,
    /// What the host must keep before it is claimed.
    pub(super) note: Option<Store>,
}

/// What differs from one paid verb to another.
pub(super) trait Verb: Send {
    fn settings(&self) -> &Settings;

    fn subject(&self) -> &Subject;

    /// Whether [`prepare`](Self::prepare) wants the zone's facts.
    fn wants_zone(&self) -> bool {
        true
    }

    /// The first questions.
    fn questions(&self) -> Vec<Command>;

    /// Judges what is known, and says what to send.
    fn prepare(&mut self, known: &Known<'_>) -> Next;

    /// An unsettled row of the same operation turned out to be carried out or accepted: is this call a repetition of it, and then
    /// what does it return? `None`: the row is history, go on.
    fn repeats(&self, row: &Row, shop: &Shop) -> Option<Params>;

    /// The registrar refused this order, without effect: the order that is right instead, if there is one. The refused one is
    /// settled first, and the other is claimed like any.
    fn instead(&mut self, _: &Order, _: &Response) -> Option<Order> {
        None
    }

    /// What the verb returns for an order that was carried out or accepted.
    fn value(&self, proof: &Proof) -> Params {
        Params::default().with("pending", proof.pending)
    }

    /// What else must be done then: tasks, applications to follow. Performed before the row is settled.
    fn follow(&mut self, _: &Order, _: &Proof) -> Vec<Effect> {
        Vec::new()
    }
}

/// A paid verb on its way.
pub(super) struct Plan<V> {
    verb: V,
    zone: ZoneFacts,
    shop: Shop,
    history: Vec<Row>,
    /// The numbers of all rows that the journal had when it was loaded.
    seen: Vec<i64>,
    answers: Vec<Answer>,
    state: State,
}

enum State {
    Start,
    /// The journal of the domain is loaded.
    Journal,
    /// The shop's row is loaded.
    Shop,
    /// The place in the history of a row that is being judged.
    Judging(usize),
    /// That row is settled as judged.
    Resettling(usize, Ruling),
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
    /// No usable answer came; what does the registrar say now?
    ReadBack(Box<Order>, Place, Doubt),
    /// These are left to do, then the row is settled; then comes the end.
    Closing(VecDeque<Effect>, Box<Settlement>, Outcome),
    /// The row is being settled.
    Settling(Box<Settlement>, Outcome),
}

/// Where the claimed row is.
#[derive(Clone, Copy)]
struct Place {
    id: i64,
    version: i64,
}

/// Why an order is in doubt.
#[derive(Clone)]
struct Doubt {
    failed: Failed,
    reason: String,
    /// A refusal that counts where the read-back shows no trace of the order. Even a final one is read back: it may be the answer to a
    /// second copy of the order, which something on the way made.
    refusal: Option<Response>,
}

impl<V: Verb> Plan<V> {
    pub(super) fn new(verb: V) -> Self {
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

    fn scope(&self) -> String {
        self.verb.settings().scope()
    }

    fn load_journal(&mut self) -> Effect {
        self.state = State::Journal;
        let domain = self.verb.subject().domain.as_str();
        Effect::Load(Load::journal(&self.scope(), domain))
    }

    /// Without the journal nothing is sent: an order that nobody wrote down cannot be settled.
    fn take_journal(&mut self, value: &Value) -> Effect {
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

    fn judged(&mut self, place: usize, answers: &[Answer]) -> Effect {
        let Some(row) = self.history.get(place) else {
            return unexpected();
        };
        let ruling = rule(row, answers);
        let settlement = ruling.settlement(row);
        match settlement {
            Some(settlement) => {
                self.state = State::Resettling(place, ruling);
                Effect::Settle(settlement)
            }
            None => self.ruled(place, &ruling),
        }
    }

    fn resettled(&mut self, place: usize, ruling: &Ruling, settled: Settled) -> Effect {
        match settled {
            Settled::Moved(row) if row.state.is_unsettled() => Effect::Done(in_progress(&row)),
            Settled::Moved(row) => {
                if let Some(old) = self.history.get_mut(place) {
                    *old = *row;
                }
                self.judge_next()
            }
            Settled::Unknown => Effect::Done(no_journal()),
            Settled::Yes => self.ruled(place, ruling),
        }
    }

    /// A row that is settled is history; one that is not stops this order.
    fn ruled(&mut self, place: usize, ruling: &Ruling) -> Effect {
        let Some(row) = self.history.get_mut(place) else {
            return unexpected();
        };
        row.state = ruling.state();
        if let Ruling::Happened(proof) = ruling {
            row.evidence = proof.facts.clone();
        }
        let (row, subject) = (&*row, self.verb.subject());
        if row.operation == subject.operation && matches!(ruling, Ruling::Happened(_)) {
            if let Some(value) = self.verb.repeats(row, &self.shop) {
                return Effect::Done(Outcome::Done(Value::Map(value)));
            }
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

    fn claim(&mut self, mut order: Box<Order>) -> Effect {
        if let Some(note) = order.note.take() {
            self.state = State::Noting(order);
            return Effect::Store(note);
        }
        let intent = self.intent(&order);
        self.state = State::Claiming(order);
        Effect::Claim(intent)
    }

    /// A released row is gone from the history, so that it cannot be released again.
    fn released(&mut self, settled: &Settled) -> Effect {
        if *settled != Settled::Yes {
            return Effect::Done(no_journal());
        }
        let operation = self.verb.subject().operation;
        self.history
            .retain(|row| row.operation != operation || row.state == RowState::Void);
        self.prepare()
    }

    fn intent(&self, order: &Order) -> Intent {
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

    fn judge_order(&mut self, order: Box<Order>, place: Place, answer: Answer) -> Effect {
        let doubt = match answer {
            Ok(response) if response.code() == Code::OK => {
                let proof = order.evidence.accepted(&order.before, &response);
                return self.happened(&order, place, &proof);
            }
            Ok(response) => Doubt {
                failed: Failed::answer(&response),
                reason: response.safe_description().to_owned(),
                refusal: order.is_refused_by(response.code()).then_some(response),
            },
            Err(error) if error.outcome_unknown() => Doubt {
                failed: Failed::wire(&error),
                reason: error.to_string(),
                refusal: None,
            },
            Err(error) => {
                let facts = code(&error.code());
                return self.close(place, RowState::Void, facts, Failed::wire(&error).into());
            }
        };
        let questions = order
            .evidence
            .questions(&self.verb.subject().domain, &order.before);
        self.state = State::ReadBack(order, place, doubt);
        Effect::AskMany(questions)
    }

    fn judge_read_back(
        &mut self,
        order: &Order,
        place: Place,
        doubt: Doubt,
        answers: &[Answer],
    ) -> Effect {
        let years = self.verb.subject().years;
        match (
            order.evidence.verdict(&order.before, years, answers),
            &doubt.refusal,
        ) {
            (Verdict::Happened(proof), _) => self.happened(order, place, &proof),
            (Verdict::NoTrace, Some(refusal)) => self.refused(order, place, refusal),
            (Verdict::Refuted(reason), _) => {
                let facts = code("refuted").with("reason", reason);
                self.close(
                    place,
                    RowState::Void,
                    facts,
                    doubt.failed.without_doubt().into(),
                )
            }
            (Verdict::NoTrace | Verdict::Unreadable, _) => self.in_doubt(place, &doubt),
        }
    }

    fn happened(&mut self, order: &Order, place: Place, proof: &Proof) -> Effect {
        let value = self.verb.value(proof);
        let state = if proof.pending {
            RowState::Pending
        } else {
            RowState::Done
        };
        let effects = self.verb.follow(order, proof);
        let settlement = place.settlement(state, proof.facts.clone());
        self.closing(effects, settlement, Outcome::Done(Value::Map(value)))
    }

    fn close(&mut self, place: Place, state: RowState, facts: Params, outcome: Outcome) -> Effect {
        self.closing(Vec::new(), place.settlement(state, facts), outcome)
    }

    fn in_doubt(&mut self, place: Place, doubt: &Doubt) -> Effect {
        let subject = self.verb.subject();
        let (domain, operation) = (subject.domain.as_str(), subject.operation);
        let admin = Message::new("order.in_doubt_admin")
            .with("domain", domain)
            .with("operation", operation.name())
            .with("reason", doubt.reason.as_str());
        let task = Task {
            key: format!("{operation}:{domain}"),
            title: Message::new("task.in_doubt")
                .with("domain", domain)
                .english(),
            description: admin.english(),
        };
        let customer = Message::new("order.in_doubt").with("domain", domain);
        let failed = Failed::because("registrar.in_doubt", customer, admin).in_doubt();
        let facts = code("doubt").with("reason", doubt.reason.as_str());
        let settlement = place.settlement(RowState::Doubt, facts);
        self.closing(vec![Effect::Task(task)], settlement, failed.into())
    }

    fn closing(
        &mut self,
        effects: Vec<Effect>,
        settlement: Settlement,
        outcome: Outcome,
    ) -> Effect {
        self.close_next(effects.into(), Box::new(settlement), outcome)
    }

    fn close_next(
        &mut self,
        mut effects: VecDeque<Effect>,
        settlement: Box<Settlement>,
        outcome: Outcome,
    ) -> Effect {
        if let Some(effect) = effects.pop_front() {
            self.state = State::Closing(effects, settlement, outcome);
            return effect;
        }
        let effect = Effect::Settle((*settlement).clone());
        self.state = State::Settling(settlement, outcome);
        effect
    }

    /// Evidence outranks whatever somebody else made of the row meanwhile. A row that cannot be settled stays open, and the next
    /// check settles it by the same evidence.
    fn settled(
        &mut self,
        mut settlement: Box<Settlement>,
        outcome: Outcome,
        settled: Settled,
    ) -> Effect {
        let proven = matches!(settlement.state, RowState::Done | RowState::Pending);
        match settled {
            Settled::Moved(row)
                if proven && row.state != RowState::Done && row.version > settlement.version =>
            {
                settlement.version = row.version;
                self.close_next(VecDeque::new(), settlement, outcome)
            }
            _ => Effect::Done(outcome),
        }
    }
}

impl Order {
    /// Whether this code refuses the order, should no trace of it be found. After a temporary one (420, 421, 423, 520) the registrar
    /// may have begun, and what it began does not always show at once.
    fn is_refused_by(&self, code: Code) -> bool {
        let is_temporary = code.repeat() == Repeat::AtOnce;
        !code.leaves_doubt() || (is_temporary && self.evidence.shows_at_once())
    }
}

impl Place {
    fn settlement(self, state: RowState, evidence: Params) -> Settlement {
        Settlement {
            id: self.id,
            version: self.version,
            state,
            evidence,
        }
    }
}

impl<V: Verb> super::Plan for Plan<V> {
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
            (State::Resettling(place, ruling), Event::Settled(settled)) => {
                self.resettled(place, &ruling, settled)
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

/// An earlier order for the domain is not settled: nothing is sent, and what is known is said.
pub(super) fn in_progress(row: &Row) -> Outcome {
    let customer = Message::new("order.in_progress").with("domain", row.domain.as_str());
    let admin = Message::new("order.in_progress_admin")
        .with("domain", row.domain.as_str())
        .with("operation", row.operation.name())
        .with("trace", row.trace.as_str())
        .with("seconds", row.age.to_string());
    Failed::because("registrar.in_progress", customer, admin)
        .in_doubt()
        .into()
}

/// The journal cannot be read or written. Nothing has been sent.
pub(super) fn no_journal() -> Outcome {
    let customer = Message::new("order.no_journal");
    let admin = Message::new("order.no_journal_admin");
    Failed::because("registrar.no_journal", customer, admin).into()
}

fn code(code: &str) -> Params {
    Params::default().with("code", code)
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
