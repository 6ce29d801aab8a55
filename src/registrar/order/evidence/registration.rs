use crate::base::params::Params;
use crate::ispapi::{Code, Command, Response};
use crate::names::DomainName;
use crate::registrar::domain;
use crate::registrar::error::is_elsewhere;
use crate::registrar::order::log;

use super::{Answer, Evidence, KIND, Proof, Verdict, registered};

/// A registration: before, the name was not ours; ours now can only come from the order, for no other one may be under way.
pub(in crate::registrar) struct Registration;

/// The operations that the registrar's log may show for it. Their names are not documented; a new entry of another name is no proof.
const LOGGED: [&str; 4] = ["ADD", "CREATE", "REGISTER", "REGISTRATION"];

impl Registration {
    /// The before-image; `log` is the second answer to [`questions`](Evidence::questions).
    pub(in crate::registrar) fn before(log: Option<&Answer>) -> Params {
        log::remembered(Params::default().with(KIND, "registration"), log)
    }
}

impl Evidence for Registration {
    fn kind(&self) -> &'static str {
        "registration"
    }

    fn questions(&self, domain: &DomainName, _: &Params) -> Vec<Command> {
        vec![domain::status(domain), log::question(domain)]
    }

    /// A registration that the registry has not finished may not be visible (quirk `pending_registration`); then the log tells. One
    /// that succeeds between the two looks is in the log alone, too.
    fn verdict(&self, before: &Params, _: i64, answers: &[Answer]) -> Verdict {
        let new = log::since(before, answers.get(1));
        let newest = |status: &str| {
            let mut own = new
                .iter()
                .filter(|e| LOGGED.iter().any(|o| e.operation.eq_ignore_ascii_case(o)));
            own.next()
                .is_some_and(|entry| entry.status.eq_ignore_ascii_case(status))
        };
        match answers.first() {
            Some(Ok(response)) if response.code() == Code::OK => {
                Verdict::Happened(registered(response))
            }
            Some(Ok(response)) if is_elsewhere(response) => {
                if newest("FAILED") {
                    Verdict::Refuted("the registry refused it".to_owned())
                } else if ["REQUEST", "PENDING", "SUCCESSFUL"].into_iter().any(newest) {
                    let facts = Params::default().with("seen", "log");
                    Verdict::Happened(Proof {
                        pending: true,
                        facts,
                    })
                } else if log::is_lost(before, answers.get(1)) {
                    Verdict::Unreadable
                } else {
                    Verdict::NoTrace
                }
            }
            _ => Verdict::Unreadable,
        }
    }

    /// One that the registry has not finished may be in the log alone, and there only after a while (quirk `log_delay`).
    fn shows_at_once(&self) -> bool {
        false
    }

    fn accepted(&self, _: &Params, response: &Response) -> Proof {
        registered(response)
    }
}
