//! A domain that was deleted and can be brought back (registrar facts 6.2).

use jiff::Timestamp;

use crate::base::journal::Row;
use crate::base::outcome::Outcome;
use crate::base::params::Params;
use crate::base::time;
use crate::ispapi::{Code, Command, CommandName, Response};
use crate::names::DomainName;
use crate::registrar::deleted::{self, Listing};
use crate::registrar::error::{Failed, unreadable};
use crate::registrar::order::evidence::{self, Answer, Dates, Evidence, Restore, Verdict};
use crate::registrar::order::{Known, Next, Order, Subject, log};

use super::premium::{self, Relations};
use super::{Draft, Renew, Stage, words};

/// A domain that is not alive, as `StatusDomain` showed it.
pub(super) enum Deleted {
    /// As deleted, with the class of a premium name.
    Shown { dates: Dates, class: Option<String> },
    /// Not at all; this says so.
    Unseen(Failed),
}

/// What a restore starts from.
struct Restorable {
    dates: Dates,
    end: Timestamp,
    class: Option<String>,
}

/// How many years are still to be renewed after a restore that was carried out, by the answers to the questions of its row, or by
/// `StatusDomain` alone. `None` for any other row, while the restore is not finished, and where the dates do not tell.
pub(in crate::registrar) fn after_restore(row: &Row, answers: &[Answer]) -> Option<i64> {
    let evidence = evidence::of(&row.before).filter(|e| e.kind() == Restore.kind())?;
    match evidence.verdict(&row.before, row.years, answers) {
        Verdict::Happened(proof) if !proof.pending => {
            proof.facts.integer("years_left", 0..=10).ok().flatten()
        }
        _ => None,
    }
}

impl Renew {
    /// `StatusDomain` said that the domain is deleted, or not here. Where it shows no class, the class is asked for.
    pub(super) fn look_among_the_deleted(&mut self, response: &Response) -> Next {
        let domain = &self.subject.domain;
        let mut questions = vec![deleted::question(domain), log::question(domain)];
        let found = match Failed::unless_done(Ok(response.clone()), domain) {
            Ok(shown) => Deleted::Shown {
                dates: Dates::of(&shown),
                class: premium::class(shown.first("SUBCLASS")),
            },
            Err(failed) => {
                questions.push(premium::offer_question(domain));
                Deleted::Unseen(failed)
            }
        };
        self.stage = Stage::Deleted(Box::new(found));
        Next::Read(questions)
    }

    pub(super) fn judge_deleted(&mut self, found: Deleted, known: &Known<'_>) -> Next {
        let Restorable { dates, end, class } = match self.restorable(&found, known) {
            Ok(restorable) => restorable,
            Err(end) => return *end,
        };
        let from = format!("restore {}", time::format(end));
        if let Some(next) = self.in_the_way(&from, known) {
            self.stage = Stage::Deleted(Box::new(found));
            return next;
        }
        if let Some(end) = log::away(known.answers.get(1)) {
            return Next::End(end);
        }
        let before = Restore::before(&self.subject.domain, &dates, known.answers.get(1));
        let draft = Draft::Restore {
            before,
            from,
            class,
        };
        self.priced(draft, known)
    }

    /// What a restore starts from, or why there is none.
    fn restorable(&self, found: &Deleted, known: &Known<'_>) -> Result<Restorable, Box<Next>> {
        let domain = &self.subject.domain;
        let end = |outcome: Outcome| Box::new(Next::End(outcome));
        let listing = deleted::listing(known.answers.first(), domain)
            .ok_or_else(|| end(unreadable(known.answers.first())))?;
        match (&listing, found) {
            (Listing::Absent, Deleted::Unseen(failed)) if !self.wanted.redemption => {
                return Err(end(failed.clone().into()));
            }
            (Listing::Absent, Deleted::Unseen(_)) => {
                return Err(end(words::not_restorable(domain)));
            }
            _ if known.zone.has_restore() == Some(false) => {
                return Err(end(words::not_restorable(domain)));
            }
            _ if !self.wanted.redemption => return Err(Box::new(words::unpaid_restore(domain))),
            _ => {}
        }
        let (mut dates, class) = match (found, known.answers.get(2)) {
            (Deleted::Shown { dates, class }, _) => (dates.clone(), class.clone()),
            (Deleted::Unseen(_), Some(Ok(response))) if response.code() == Code::OK => {
                (Dates::default(), premium::class(response.first("CLASS")))
            }
            (Deleted::Unseen(_), answer) => return Err(end(unreadable(answer))),
        };
        if let Listing::Listed(until) = listing {
            dates.expiration = dates.expiration.or(until);
        }
        match dates.end() {
            Some(end) => Ok(Restorable { dates, end, class }),
            None => Err(end(words::without_dates(domain))),
        }
    }
}

/// The renewal mode is always sent: without it the domain could come back into automatic renewal (registrar facts 2.4).
pub(super) fn order(
    domain: &DomainName,
    before: &Params,
    from: &str,
    class: Option<&str>,
) -> Order {
    let command = Command::of(CommandName::RESTORE_DOMAIN)
        .with("DOMAIN", domain.as_str())
        .with("RENEWALMODE", "AUTOEXPIRE");
    Order {
        command: match class {
            Some(class) => command.with("CLASS", class),
            None => command,
        },
        evidence: &Restore,
        before: before.clone(),
        from: from.to_owned(),
        note: None,
    }
}

/// WHMCS says what was paid for a premium name's renewal, and nothing of its restore: the customer paid the fee of the zone. So a
/// restore that costs more than that is for a person.
pub(super) fn too_dear(subject: &Subject, class: &str, prices: &Relations<'_>) -> Option<Next> {
    let zone = subject.extension.replace('.', "");
    let (own, usual) = (prices.restore(class), prices.restore(&zone));
    let covered = own.as_ref().zip(usual.as_ref());
    if covered.is_some_and(|(own, usual)| own.is_covered_by(usual)) {
        return None;
    }
    Some(words::premium(
        &subject.domain,
        class,
        own.as_ref(),
        usual.as_ref(),
    ))
}

#[cfg(test)]
mod tests;
