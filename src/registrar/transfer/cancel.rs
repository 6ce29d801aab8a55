//! Taking a transfer to this account back.

use crate::base::effect::Load;
use crate::base::journal::{Operation, Row, RowState, Settled, Settlement};
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::ispapi::{Code, Response};
use crate::names::DomainName;
use crate::registrar::error::{Failed, is_elsewhere, unexpected};
use crate::registrar::order::evidence::{self, Transfer as Evidenced};
use crate::registrar::order::{self, Evidence, Ruling, Verdict};
use crate::registrar::{Effect, Error, Event, Settings, domain};

use super::admin::{action, refused};
use super::entry::{Entry, Progress};

/// Takes a transfer to this account back. What the registrar shows afterwards settles the journal's row, not the answer.
pub(in crate::registrar) struct Cancel {
    settings: Settings,
    domain: DomainName,
    row: Option<Row>,
    state: CancelState,
}

enum CancelState {
    Start,
    Journal,
    /// What is known, before anything is done.
    Reading,
    /// The command is out.
    Cancelling,
    /// What became of it; the refusal or the silence that the command got.
    Checking(Option<Failed>),
    /// The to-do of a doubt is closed.
    Closing,
    Settling,
}

impl Cancel {
    pub(in crate::registrar) fn new(params: &Params, settings: Settings) -> Result<Self, Error> {
        Ok(Self {
            settings,
            domain: domain::domain(params)?,
            row: None,
            state: CancelState::Start,
        })
    }

    fn take_journal(&mut self, value: &Value) -> Effect {
        let Ok(history) = Row::read_list(value) else {
            return Effect::Done(order::no_journal());
        };
        let mut own = history
            .into_iter()
            .filter(|row| row.operation == Operation::Transfer);
        self.row = own.next().filter(|row| row.state.is_unsettled());
        if let Some(row) = self.row.as_ref().filter(|row| row.may_be_sending()) {
            return Effect::Done(order::in_progress(row));
        }
        self.state = CancelState::Reading;
        self.read()
    }

    fn judge(&mut self, answers: &[evidence::Answer]) -> Effect {
        if Entry::of(answers.get(1)).is_some_and(|entry| entry.is_coming()) {
            self.state = CancelState::Cancelling;
            return Effect::Ask(action(&self.domain, "CANCEL"));
        }
        match (answers.first(), answers.get(1)) {
            (Some(Ok(here)), _) if here.code() == Code::OK => Effect::Done(self.too_late()),
            (Some(Ok(here)), Some(Ok(entry))) if is_elsewhere(here) && has_ended(entry) => {
                self.nothing_to_cancel(answers)
            }
            (Some(Err(error)), _) | (_, Some(Err(error))) => {
                Effect::Done(Failed::wire(error).into())
            }
            (Some(Ok(other)), _) if !is_elsewhere(other) => {
                Effect::Done(Failed::answer(other).into())
            }
            (_, Some(Ok(other))) => Effect::Done(Failed::answer(other).into()),
            _ => unexpected(),
        }
    }

    /// Nothing is on its way. A row that still waits for it is closed, so that the transfer can be ordered again; a young one may
    /// only be slow to show.
    fn nothing_to_cancel(&mut self, answers: &[evidence::Answer]) -> Effect {
        let Some(row) = &self.row else {
            return Effect::Done(refused(
                "registrar.no_transfer",
                "transfer.none_running",
                &self.domain,
            ));
        };
        let waited = row.settled_age.map_or(row.age, |age| age.min(row.age));
        let is_gone = match order::rule(row, answers) {
            Ruling::Void(_) => true,
            Ruling::Happened(_) | Ruling::Wait(_) => {
                row.state == RowState::Pending
                    && order::would_show(row, waited)
                    && Evidenced::is_over(&row.before, answers)
            }
        };
        if is_gone {
            return self.settle();
        }
        Effect::Done(order::in_progress(row))
    }

    fn check(&mut self, failed: Option<Failed>) -> Effect {
        self.state = CancelState::Checking(failed);
        self.read()
    }

    fn read(&self) -> Effect {
        Effect::AskMany(Evidenced.questions(&self.domain, &Params::default()))
    }

    fn judge_check(&mut self, failed: Option<Failed>, answers: &[evidence::Answer]) -> Effect {
        let unknown = Evidenced::unknown_before();
        let before = self.row.as_ref().map_or(&unknown, |row| &row.before);
        if Evidenced::is_over(before, answers) {
            return self.settle();
        }
        match (Evidenced.verdict(before, 0, answers), failed) {
            (Verdict::Happened(proof), _) if !proof.pending => Effect::Done(self.too_late()),
            (_, Some(failed)) => Effect::Done(failed.into()),
            (_, None) => Effect::Done(refused(
                "registrar.still_running",
                "transfer.cancel_accepted",
                &self.domain,
            )),
        }
    }

    fn too_late(&self) -> Outcome {
        let code = "registrar.already_ours";
        refused(code, "transfer.cancel_too_late", &self.domain)
    }

    fn settle(&mut self) -> Effect {
        match &self.row {
            Some(row) if row.state == RowState::Doubt => {
                self.state = CancelState::Closing;
                Effect::Store(order::close_task(row))
            }
            _ => self.void(),
        }
    }

    fn void(&mut self) -> Effect {
        let Some(row) = &self.row else {
            return Effect::Done(Outcome::done());
        };
        self.state = CancelState::Settling;
        Effect::Settle(Settlement {
            id: row.id,
            version: row.version,
            state: RowState::Void,
            evidence: Params::default().with("code", "cancelled"),
        })
    }

    /// Somebody else may have moved the row meanwhile, by evidence too.
    fn settled(&self, settled: &Settled) -> Outcome {
        let state = match settled {
            Settled::Yes => Some(RowState::Void),
            Settled::Moved(row) => Some(row.state),
            Settled::Unknown => None,
        };
        match state {
            Some(RowState::Void) => Outcome::done(),
            Some(RowState::Done) => self.too_late(),
            _ => refused(
                "registrar.still_open",
                "transfer.cancel_not_noted",
                &self.domain,
            ),
        }
    }
}

/// Whether the registrar shows no transfer to this account that could still happen, one that succeeded aside.
fn has_ended(response: &Response) -> bool {
    let entry = Entry::of(Some(&Ok(response.clone())));
    is_elsewhere(response) || entry.is_some_and(|entry| entry.progress == Progress::Failed)
}

impl crate::registrar::Plan for Cancel {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        match (
            std::mem::replace(&mut self.state, CancelState::Start),
            event,
        ) {
            (CancelState::Start, Event::Start) => {
                self.state = CancelState::Journal;
                Effect::Load(Load::journal(&self.settings.scope(), self.domain.as_str()))
            }
            (CancelState::Journal, Event::Loaded(value)) => self.take_journal(&value),
            (CancelState::Reading, Event::Answers(answers)) => self.judge(&answers),
            (CancelState::Cancelling, Event::Answer(answer)) => match answer {
                Ok(response) if response.code() == Code::OK => self.check(None),
                Ok(response) => self.check(Some(Failed::answer(&response))),
                Err(error) => self.check(Some(Failed::wire(&error))),
            },
            (CancelState::Checking(failed), Event::Answers(answers)) => {
                self.judge_check(failed, &answers)
            }
            (CancelState::Closing, Event::Performed) => self.void(),
            (CancelState::Settling, Event::Settled(settled)) => {
                Effect::Done(self.settled(&settled))
            }
            _ => unexpected(),
        }
    }
}
