use crate::base::params::Params;
use crate::base::time;
use crate::ispapi::{Code, Command, Response};
use crate::names::DomainName;
use crate::registrar::deleted::{self, Listing};
use crate::registrar::domain;
use crate::registrar::error::is_elsewhere;
use crate::registrar::order::log;

use super::{Answer, Dates, Evidence, KIND, Proof, Verdict};

/// A restore: before, the domain was deleted; alive now, it was restored. Registries take up to three working days for it.
///
/// Whether a year came with it no fact of the platform tells, so the dates before and after do (registrar facts 6.2). The proof holds
/// `years_left`: how many of the paid years are still to be renewed, and nothing where the dates cannot be compared.
pub(in crate::registrar) struct Restore;

impl Restore {
    /// The before-image; `log` is the answer to [`log::question`].
    pub(in crate::registrar) fn before(
        domain: &DomainName,
        dates: &Dates,
        log: Option<&Answer>,
    ) -> Params {
        let image = Params::default()
            .with(KIND, "restore")
            .with("domain", domain.as_str());
        log::remembered(dates.add_to(image), log)
    }
}

impl Evidence for Restore {
    fn kind(&self) -> &'static str {
        "restore"
    }

    fn questions(&self, domain: &DomainName, _: &Params) -> Vec<Command> {
        vec![
            domain::status(domain),
            log::question(domain),
            deleted::question(domain),
        ]
    }

    fn verdict(&self, before: &Params, years: i64, answers: &[Answer]) -> Verdict {
        let Some(Ok(response)) = answers.first() else {
            return Verdict::Unreadable;
        };
        if response.code() == Code::OK && deleted::is_alive(response) {
            return Verdict::Happened(restored(before, years, response));
        }
        let shown = response.code() == Code::OK && deleted::is_deleted(response);
        if !shown && !is_elsewhere(response) {
            return Verdict::Unreadable;
        }
        match newest(before, answers).as_deref() {
            Some("FAILED") => Verdict::Refuted("the registry refused it".to_owned()),
            Some(_) => Verdict::Happened(Proof {
                pending: true,
                facts: Params::default().with("seen", "log"),
            }),
            None if log::is_lost(before, answers.get(1)) => Verdict::Unreadable,
            None if shown || is_listed(before, answers) => Verdict::NoTrace,
            None => Verdict::Unreadable,
        }
    }

    /// One that is under way is in the log alone, and there only after a while (quirk `log_delay`).
    fn shows_at_once(&self) -> bool {
        false
    }

    /// Accepted is not restored: the answer carries PENDING even where the registry works at once, and only a later read shows
    /// which years are left.
    fn accepted(&self, _: &Params, response: &Response) -> Proof {
        let until = response.first("EXPIRATIONDATE").and_then(time::parse);
        let facts = Params::default().with("until", until.map(time::format));
        Proof {
            pending: true,
            facts,
        }
    }
}

fn restored(before: &Params, years: i64, response: &Response) -> Proof {
    let now = Dates::of(response);
    let included = Dates::read(before).years_until(&now, years);
    let facts = Params::default()
        .with("until", now.end().map(time::format))
        .with("years_left", included.map(|included| years - included));
    Proof {
        pending: false,
        facts,
    }
}

/// The state of the newest restore in the log that was not there before, in upper case.
fn newest(before: &Params, answers: &[Answer]) -> Option<String> {
    let mut new = log::since(before, answers.get(1)).into_iter();
    let own = new.find(|entry| entry.operation.eq_ignore_ascii_case("RESTORE"));
    own.map(|entry| entry.status.to_ascii_uppercase())
}

/// Whether it still stands among the deleted ones.
fn is_listed(before: &Params, answers: &[Answer]) -> bool {
    let name = before.text("domain").ok().flatten();
    let domain = name.and_then(|name| DomainName::parse(&name).ok());
    let listing = domain.and_then(|domain| deleted::listing(answers.get(2), &domain));
    matches!(listing, Some(Listing::Listed(_)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;
    use crate::registrar::scripted::{lost, reply};

    const GONE: &str = "545 Entity reference not found";
    const LISTED: &str = "200 ok\nOBJECTID=example.com";
    const BACK: &str = "200 ok\nSTATUS=ACTIVE";

    /// Paid until 2026-03-01, and the log ended at 7.
    fn before() -> Params {
        let dates = Dates {
            paid_until: time::parse("2026-03-01 00:00:00"),
            expiration: time::parse("2026-02-01 00:00:00"),
        };
        let log = reply("200 ok\nLOGINDEX=7\nOPERATIONTYPE=DELETE\nOPERATIONSTATUS=SUCCESSFUL");
        let domain = DomainName::parse("example.com").unwrap();
        Restore::before(&domain, &dates, Some(&log))
    }

    fn verdict(status: &str, entry: &str, listed: &str) -> Verdict {
        let log = match entry {
            "" => "200 ok\nLOGINDEX=7\nOPERATIONTYPE=DELETE\nOPERATIONSTATUS=SUCCESSFUL".to_owned(),
            state => format!(
                "200 ok\nLOGINDEX=8\nLOGINDEX=7\nOPERATIONTYPE=RESTORE\nOPERATIONTYPE=DELETE\n\
                 OPERATIONSTATUS={state}\nOPERATIONSTATUS=SUCCESSFUL"
            ),
        };
        Restore.verdict(&before(), 3, &[reply(status), reply(&log), reply(listed)])
    }

    fn years_left(cells: &str) -> Option<i64> {
        match verdict(&format!("{BACK}\n{cells}"), "", "200 ok") {
            Verdict::Happened(proof) if !proof.pending => {
                proof.facts.integer("years_left", 0..=10).unwrap()
            }
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn the_dates_tell_how_many_of_the_paid_years_are_left() {
        for (paid_until, left) in [
            ("2026-03-01 00:00:00", 3), // no year came with it
            ("2025-03-01 00:00:00", 3), // not even what was there
            ("2027-02-28 00:00:00", 2),
            ("2028-03-01 00:00:00", 1),
            ("2029-03-01 00:00:00", 0),
            ("2031-03-01 00:00:00", 0), // more than was paid for
        ] {
            let left_now = years_left(&format!("PAIDUNTILDATE={paid_until}"));
            assert_eq!(left_now, Some(left), "{paid_until}");
        }
        assert_eq!(years_left("EXPIRATIONDATE=2027-02-01 00:00:00"), Some(2));
        assert_eq!(years_left("PAIDUNTILDATE=soon"), None);
    }

    #[test]
    fn the_log_tells_while_the_domain_does_not_show() {
        let pending = |v: &Verdict| matches!(v, Verdict::Happened(proof) if proof.pending);
        for status in [GONE, "200 ok\nSTATUS=PENDINGDELETE"] {
            for entry in ["REQUEST", "pending", "SUCCESSFUL"] {
                assert!(pending(&verdict(status, entry, LISTED)), "{entry}");
            }
            let failed = verdict(status, "FAILED", LISTED);
            assert!(matches!(failed, Verdict::Refuted(_)));
            assert!(matches!(verdict(status, "", LISTED), Verdict::NoTrace));
        }
    }

    #[test]
    fn a_domain_that_shows_nowhere_proves_nothing() {
        for listed in [
            "200 ok",
            GONE,
            "530 Forbidden",
            "200 ok\nOBJECTID=an-example.com",
        ] {
            assert!(
                matches!(verdict(GONE, "", listed), Verdict::Unreadable),
                "{listed}"
            );
        }
        for status in ["421 Try again", "200 ok", "530 Forbidden"] {
            assert!(matches!(
                verdict(status, "FAILED", LISTED),
                Verdict::Unreadable
            ));
        }
        let none = Restore.verdict(&before(), 1, &[lost(), lost(), lost()]);
        assert!(matches!(none, Verdict::Unreadable));
    }

    #[test]
    fn accepted_is_never_finished() {
        for answer in ["200 ok", "200 ok\nEXPIRATIONDATE=2027-02-01 00:00:00"] {
            let proof = Restore.accepted(&before(), &reply(answer).unwrap());
            assert!(proof.pending, "{answer}");
        }
    }
}
