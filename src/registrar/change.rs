//! One free change of a domain that cannot be taken back by sending it again: read, sent once, read back.
//!
//! It costs nothing, so it is not an order and has no row in the journal. But a domain that left, or was deleted, is gone; so
//! what is not known is said as not known, with a to-do, and never tried a second time.

use crate::base::effect::{Load, Store, Task};
use crate::base::message::Message;
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::ispapi::{self, Code, Command, Repeat, Response};
use crate::names::DomainName;

use super::error::{Failed, is_elsewhere, unexpected};
use super::{Context, Effect, Error, Event, Settings, domain};

/// Which domain, in the words of registrar and shop.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) domain: DomainName,
    /// The extension as the shop sells it: `co.uk`.
    pub(super) extension: String,
    /// `tbldomains.id`, 0 where the host gave none.
    pub(super) domain_id: i64,
    /// The run.
    trace: String,
}

/// What comes after the first read.
pub(super) enum Next {
    /// Nothing has to be sent: this is so already.
    Already(Message),
    /// It must not be sent.
    Refuse(Failed),
    Send(Command),
}

/// What is known of the command that was sent.
pub(super) enum Said<'a> {
    /// The registrar took it.
    Accepted(&'a Response),
    /// No answer, or one that leaves it open.
    Unclear,
}

/// What the registrar says of the domain afterwards.
pub(super) enum Seen {
    /// It is no longer in this account.
    Gone,
    Ours(Response),
    /// The read failed.
    Unread,
}

/// What both amount to.
pub(super) enum Verdict {
    /// It happened; the word of the state for the host, and what to tell.
    Happened(&'static str, Message),
    /// Nothing of it can be seen.
    NoTrace,
    /// This cannot be told from what was read.
    Unknown,
}

/// What differs from one change to another.
pub(super) trait Change: Send {
    fn settings(&self) -> &Settings;

    fn target(&self) -> &Target;

    /// What rules it out before anything is asked.
    fn refusal(&self) -> Option<Failed> {
        None
    }

    /// Judges what the registrar says of the domain, which is in this account.
    fn prepare(&mut self, before: &Response) -> Next;

    /// What to send instead of a command that was refused for good and had no effect.
    fn instead(&mut self, _: &Response) -> Option<Command> {
        None
    }

    /// Judges the end. What was accepted has happened, in some state.
    fn judge(&self, said: &Said<'_>, seen: &Seen) -> Verdict;

    /// Whether the shop need not renew the domain any more.
    fn ends_renewals(&self) -> bool {
        false
    }
}

/// A change on its way.
pub(super) struct Plan<C> {
    change: C,
    state: State,
}

enum State {
    Start,
    Reading,
    Sent(Command),
    ReadBack(Command, Answer),
    /// The shop's open renewals are looked up; then comes this end.
    Renewals(Outcome),
    /// The to-do about them is opened, then this is noted.
    Noting(Option<Store>, Outcome),
}

/// The answer to the command, as far as it counts.
enum Answer {
    Accepted(Response),
    Doubtful(Doubt),
}

struct Doubt {
    failed: Failed,
    reason: String,
    /// The server itself said that it did not get to it (420, 421, 423, 520).
    refused: bool,
}

impl<C: Change> Plan<C> {
    pub(super) fn new(change: C) -> Self {
        Self {
            change,
            state: State::Start,
        }
    }

    fn start(&mut self) -> Effect {
        if let Some(failed) = self.change.refusal() {
            return Effect::Done(failed.into());
        }
        self.state = State::Reading;
        Effect::Ask(domain::status(&self.change.target().domain))
    }

    fn prepare(&mut self, answer: Result<Response, ispapi::Error>) -> Effect {
        let before = match Failed::unless_done(answer, &self.change.target().domain) {
            Ok(before) => before,
            Err(failed) => return Effect::Done(failed.into()),
        };
        match self.change.prepare(&before) {
            Next::Already(message) => self.finish("unchanged", &message),
            Next::Refuse(failed) => Effect::Done(failed.into()),
            Next::Send(command) => self.send(command),
        }
    }

    fn send(&mut self, command: Command) -> Effect {
        self.state = State::Sent(command.clone());
        Effect::Ask(command)
    }

    fn take_answer(&mut self, command: Command, answer: Result<Response, ispapi::Error>) -> Effect {
        let answer = match answer {
            Ok(response) if response.code() == Code::OK => Answer::Accepted(response),
            Ok(response) if response.code().leaves_doubt() => Answer::Doubtful(Doubt {
                failed: Failed::answer(&response),
                reason: response.safe_description().to_owned(),
                refused: response.code().repeat() == Repeat::AtOnce,
            }),
            Ok(response) => {
                return match self.change.instead(&response) {
                    Some(other) => self.send(other),
                    None => Effect::Done(Failed::answer(&response).into()),
                };
            }
            Err(error) if error.outcome_unknown() => Answer::Doubtful(Doubt {
                failed: Failed::wire(&error),
                reason: error.to_string(),
                refused: false,
            }),
            Err(error) => return Effect::Done(Failed::wire(&error).into()),
        };
        self.state = State::ReadBack(command, answer);
        Effect::Ask(domain::status(&self.change.target().domain))
    }

    fn judge(
        &mut self,
        command: &Command,
        answer: Answer,
        seen: Result<Response, ispapi::Error>,
    ) -> Effect {
        let seen = Seen::of(seen);
        let said = match &answer {
            Answer::Accepted(response) => Said::Accepted(response),
            Answer::Doubtful(_) => Said::Unclear,
        };
        match (self.change.judge(&said, &seen), answer) {
            (Verdict::Happened(state, message), _) => self.finish(state, &message),
            (Verdict::NoTrace, Answer::Doubtful(doubt)) if doubt.refused => {
                Effect::Done(doubt.failed.into())
            }
            (_, Answer::Doubtful(doubt)) => self.in_doubt(command, &doubt.reason),
            (_, Answer::Accepted(response)) => self.in_doubt(command, response.safe_description()),
        }
    }

    fn finish(&mut self, state: &'static str, message: &Message) -> Effect {
        let value = Params::default()
            .with("state", state)
            .with("message", message.to_params());
        let outcome = Outcome::Done(Value::Map(value));
        let id = self.change.target().domain_id;
        if !self.change.ends_renewals() || id == 0 {
            return Effect::Done(outcome);
        }
        self.state = State::Renewals(outcome);
        Effect::Load(Load::new(
            "open_renewals",
            Params::default().with("domain_id", id),
        ))
    }

    /// The shop still asks its customer to pay for a domain that goes. That is for a person to judge: perhaps the invoice holds
    /// other things, and a paid one would be refunded.
    fn note_renewals(&mut self, invoices: &Value, outcome: Outcome) -> Effect {
        let invoices = numbers(invoices);
        if invoices.is_empty() {
            return Effect::Done(outcome);
        }
        let domain = self.change.target().domain.as_str();
        let filled = |key| {
            Message::new(key)
                .with("domain", domain)
                .with("invoices", invoices.as_str())
        };
        let description = filled("leaving.invoices");
        let note = Params::default().with("message", description.to_params());
        self.state = State::Noting(Some(Store::new("note", note)), outcome);
        Effect::Task(Task {
            key: format!("ispapi renewals of {domain}"),
            title: filled("task.invoices").english(),
            description: description.english(),
        })
    }

    fn in_doubt(&mut self, command: &Command, reason: &str) -> Effect {
        let (target, command) = (self.change.target(), command.name().as_str());
        let domain = target.domain.as_str();
        let customer = Message::new("change.in_doubt").with("domain", domain);
        let admin = Message::new("change.in_doubt_admin")
            .with("command", command)
            .with("domain", domain)
            .with("reason", reason);
        let title = Message::new("task.in_doubt").with("domain", domain);
        let reference = Message::new("error.reference").with("trace", target.trace.as_str());
        let task = Task {
            key: format!("ispapi {command} {domain}"),
            title: title.english(),
            description: format!("{}\n\n{}", admin.english(), reference.english()),
        };
        let failed = Failed::because("registrar.in_doubt", customer, admin).in_doubt();
        self.state = State::Noting(None, failed.into());
        Effect::Task(task)
    }
}

impl<C: Change> super::Plan for Plan<C> {
    fn settings(&self) -> &Settings {
        self.change.settings()
    }

    /// A person waits, and the read-back must not fail for the lack of points.
    fn is_order(&self) -> bool {
        true
    }

    fn step(&mut self, event: Event) -> Effect {
        let state = std::mem::replace(&mut self.state, State::Start);
        match (state, event) {
            (State::Start, Event::Start) => self.start(),
            (State::Reading, Event::Answer(answer)) => self.prepare(answer),
            (State::Sent(command), Event::Answer(answer)) => self.take_answer(command, answer),
            (State::ReadBack(command, answer), Event::Answer(seen)) => {
                self.judge(&command, answer, seen)
            }
            (State::Renewals(outcome), Event::Loaded(invoices)) => {
                self.note_renewals(&invoices, outcome)
            }
            (State::Noting(Some(note), outcome), Event::Performed) => {
                self.state = State::Noting(None, outcome);
                Effect::Store(note)
            }
            (State::Noting(None, outcome), Event::Performed) => Effect::Done(outcome),
            _ => unexpected(),
        }
    }
}

impl Target {
    pub(super) fn read(params: &Params, context: &Context) -> Result<Self, Error> {
        let id = params.integer("domainid", 0..=i64::MAX)?;
        Ok(Self {
            domain: domain::domain(params)?,
            extension: domain::extension(params)?.to_string(),
            domain_id: id.unwrap_or_default(),
            trace: context.trace.clone(),
        })
    }

    /// A sentence about this domain.
    pub(super) fn says(&self, key: &'static str) -> Message {
        Message::new(key).with("domain", self.domain.as_str())
    }
}

impl Seen {
    fn of(answer: Result<Response, ispapi::Error>) -> Self {
        match answer {
            Ok(response) if response.code() == Code::OK => Self::Ours(response),
            Ok(response) if is_elsewhere(&response) => Self::Gone,
            _ => Self::Unread,
        }
    }
}

/// The numbers in a list, for a sentence.
fn numbers(list: &Value) -> String {
    let Value::List(list) = list else {
        return String::new();
    };
    let numbers = list.iter().filter_map(|number| match number {
        Value::Int(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.clone()),
        _ => None,
    });
    numbers.collect::<Vec<_>>().join(", ")
}
