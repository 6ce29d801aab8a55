use crate::ispapi::{Code, Column, Response};
use crate::registrar::order::Answer;

/// What `StatusDomainTransfer` shows: 200 alone says neither which way a domain goes nor that it is still under way
/// (registrar facts 5.3). The log's line may name a person, so it has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::registrar) struct Entry {
    pub(in crate::registrar) direction: Direction,
    pub(in crate::registrar) progress: Progress,
    /// CREATEDDATE as written, by which one request is told from an earlier one.
    pub(in crate::registrar) created: String,
    /// The last line of TRANSFERLOG: raw, never for people.
    pub(in crate::registrar) last_line: String,
}

/// TRANSFERTYPE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::registrar) enum Direction {
    /// To this account; also where the property is missing.
    Incoming,
    /// A trade, or a word that nobody knows.
    Other,
    /// Away from this account.
    Outgoing,
}

/// TRANSFERSTATUS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::registrar) enum Progress {
    Failed,
    /// Everything that is not final.
    Running,
    Successful,
}

impl Entry {
    /// The entry of an answer; `None` where there is none, or nothing can be read.
    pub(in crate::registrar) fn of(answer: Option<&Answer>) -> Option<Self> {
        let response = answer?.as_ref().ok()?;
        (response.code() == Code::OK).then(|| Self::read(response))
    }

    fn read(response: &Response) -> Self {
        let word = |name| {
            let text = response.first(name).unwrap_or_default();
            text.trim().to_ascii_uppercase()
        };
        let lines = response
            .column("TRANSFERLOG")
            .into_iter()
            .flat_map(Column::iter);
        let last = lines.filter(|line| !line.trim().is_empty()).last();
        Self {
            direction: match word("TRANSFERTYPE").as_str() {
                "" | "INCOMING" => Direction::Incoming,
                "OUTGOING" => Direction::Outgoing,
                _ => Direction::Other,
            },
            progress: match word("TRANSFERSTATUS").as_str() {
                "FAILED" => Progress::Failed,
                "SUCCESSFUL" => Progress::Successful,
                _ => Progress::Running,
            },
            created: word("CREATEDDATE"),
            last_line: last.unwrap_or_default().trim().to_owned(),
        }
    }

    /// Whether the domain is on its way to this account.
    pub(in crate::registrar) fn is_coming(&self) -> bool {
        self.direction == Direction::Incoming && self.progress == Progress::Running
    }

    /// Whether it is on its way to somebody else.
    pub(in crate::registrar) fn is_leaving(&self) -> bool {
        self.direction == Direction::Outgoing && self.progress == Progress::Running
    }
}
