//! The order itself: its term, its command, and what the journal keeps beside it.

use crate::base::params::ParamError;
use crate::base::time;
use crate::ispapi::{Command, CommandName};
use crate::names::Secret;
use crate::registrar::Error;
use crate::registrar::order::evidence::Transfer as Evidenced;
use crate::registrar::order::{self, Next};
use crate::registrar::transfer::period::Term;
use crate::registrar::zone::ZoneFacts;

use super::{EXPIRATION, OWED, Ready, Transfer};

impl Transfer {
    pub(super) fn order(&mut self, ready: &Ready, zone: &ZoneFacts) -> Next {
        let offered = match zone.transfer_periods() {
            none if none.is_empty() => ready.check.periods.clone(),
            offered => offered,
        };
        let paid = self.wish.years;
        let term = if ready.check.between_accounts {
            Some(Term::between_accounts(&offered, paid))
        } else {
            Term::of(&offered, paid)
        };
        let Some(term) = term else {
            let bad = ParamError::bad("regperiod", "a term that this zone sells with transfers");
            return Next::End(Error::Param(bad).into());
        };
        let has_free = offered.iter().any(|p| p.is_none());
        self.free = (has_free && !ready.check.between_accounts)
            .then(|| self.order_of(ready, &Term::none(paid), zone))
            .filter(|_| term.owed < paid);
        let order = order::Order {
            note: self.wish.write_back(self.subject.domain_id),
            ..self.order_of(ready, &term, zone)
        };
        Next::Order(Box::new(order))
    }

    fn order_of(&self, ready: &Ready, term: &Term, zone: &ZoneFacts) -> order::Order {
        let expiration = ready.check.expiration.map(time::format);
        let before = ready
            .before
            .clone()
            .with(OWED, term.owed)
            .with(EXPIRATION, expiration);
        order::Order {
            command: self.command(ready, term, zone),
            evidence: &Evidenced,
            before,
            from: "new".to_owned(),
            note: None,
        }
    }

    /// `TransferDomain` (registrar facts 5.2). It takes neither lock nor privacy nor a renewal mode: those follow when the domain is
    /// here.
    fn command(&self, ready: &Ready, term: &Term, zone: &ZoneFacts) -> Command {
        let mut command =
            Command::of(CommandName::TRANSFER_DOMAIN).with("DOMAIN", self.subject.domain.as_str());
        let action = match (ready.check.between_accounts, self.wish.rules.tag) {
            (true, _) => Some("USERTRANSFER"),
            (false, Some(_)) => Some("REQUEST"),
            (false, None) => None,
        };
        let sends_code = ready.with_code || ready.check.between_accounts;
        let code = self.wish.code.as_ref().filter(|_| sends_code);
        for (key, value) in [
            ("ACTION", action),
            ("PERIOD", term.period.as_deref()),
            ("AUTH", code.map(Secret::expose)),
            ("CLASS", ready.check.premium_class.as_deref()),
        ] {
            if let Some(value) = value {
                command = command.with(key, value);
            }
        }
        self.wish.add_to(command, zone)
    }
}
