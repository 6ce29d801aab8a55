//! What the platform says of a zone: whether renewals are explicit, which periods it sells, whether it knows privacy ...
//!
//! The facts come from `QueryDomainOptions` and `QueryDomainRepositoryInfo` (wire facts 12), are the same for every name of a zone,
//! and are kept in the host's cache, so that many workers and web nodes ask once a day.

use std::collections::BTreeMap;

use crate::base::effect::{Load, Store};
use crate::base::params::{Params, Value};
use crate::ispapi::{self, Code, Command, CommandName, Response};
use crate::names::DomainName;

use super::{Effect, Event};

/// How long facts are taken for true.
const LIFE_SECONDS: i64 = 24 * 60 * 60;

/// The properties that are kept. Sorted.
const KEPT: [&str; 20] = [
    "DELETIONRESTORABLEPERIOD",
    "REGISTRYEXPLICITRENEWAL",
    "REGISTRYTRANSFERCLASS",
    "REGISTRYTRANSFERLOCK",
    "REGISTRYTRANSFERREALTIME",
    "REGISTRYTRANSFERREQUIREAUTHCODE",
    "REPOSITORY",
    "RESTOREPOLICY",
    "X-PROXY",
    "X-TRUSTEE",
    "ZONEADMINCONTACTSMAX",
    "ZONEBILLINGCONTACTSMAX",
    "ZONEDELETIONRESTORABLEPERIOD",
    "ZONEPOLICYREGISTRANTNAMECHANGEBY",
    "ZONEREGISTRANTCONTACTSMAX",
    "ZONEREGISTRATIONPERIODS",
    "ZONERENEWALPAYMENTPERIOD",
    "ZONERENEWALPERIODS",
    "ZONETECHCONTACTSMAX",
    "ZONETRANSFERPERIODS",
];

/// Facts of one zone. What the platform left out or could not say is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ZoneFacts(BTreeMap<String, String>);

/// A period as the platform writes it: `1Y`, `0Y`, `R1Y` (the term starts anew), `1M`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ZonePeriod {
    /// Whole years.
    pub(super) years: i64,
    /// Months beyond them.
    pub(super) months: i64,
    /// Whether the term starts anew instead of being prolonged.
    pub(super) resets: bool,
}

impl ZoneFacts {
    fn text(&self, name: &str) -> Option<&str> {
        let text = self.0.get(name).map(|text| text.trim());
        text.filter(|text| !text.is_empty())
    }

    fn is_yes(&self, name: &str) -> Option<bool> {
        match self.text(name)?.to_ascii_uppercase().as_str() {
            "YES" | "1" => Some(true),
            "NO" | "0" => Some(false),
            _ => None,
        }
    }

    /// Whether a renewal is ordered when it is wanted, and not only paid for ahead of the registry's own.
    pub(super) fn has_explicit_renewal(&self) -> Option<bool> {
        self.is_yes("REGISTRYEXPLICITRENEWAL")
    }

    /// From how many days before the expiry on a renewal may be paid, where it is not explicit.
    pub(super) fn renewal_payment_days(&self) -> Option<i64> {
        let days = self.text("ZONERENEWALPAYMENTPERIOD")?;
        let days = days.strip_suffix(['d', 'D']).unwrap_or(days);
        days.parse::<i64>().ok().map(i64::abs)
    }

    /// The periods of registrations; none where unknown.
    pub(super) fn registration_periods(&self) -> Vec<ZonePeriod> {
        self.periods("ZONEREGISTRATIONPERIODS")
    }

    /// The periods of renewals; none where unknown.
    pub(super) fn renewal_periods(&self) -> Vec<ZonePeriod> {
        self.periods("ZONERENEWALPERIODS")
    }

    /// The periods of transfers; none where unknown.
    pub(super) fn transfer_periods(&self) -> Vec<ZonePeriod> {
        self.periods("ZONETRANSFERPERIODS")
    }

    fn periods(&self, name: &str) -> Vec<ZonePeriod> {
        let list = self.text(name).unwrap_or_default();
        list.split(|c: char| c == ',' || c.is_ascii_whitespace())
            .filter_map(ZonePeriod::parse)
            .collect()
    }

    /// Whether the platform's privacy service can be had. The lite variant is another service.
    pub(super) fn has_privacy(&self) -> Option<bool> {
        let services = self.0.get("X-PROXY")?;
        let mut words = services.split(|c: char| !c.is_ascii_alphanumeric());
        Some(words.any(|word| word.eq_ignore_ascii_case("WHOISTRUSTEE")))
    }

    /// Whether names of the zone can be locked against transfers.
    pub(super) fn has_transfer_lock(&self) -> Option<bool> {
        self.is_yes("REGISTRYTRANSFERLOCK")
    }

    /// Whether a transfer from another registrar needs an auth code.
    pub(super) fn needs_auth_code(&self) -> Option<bool> {
        self.is_yes("REGISTRYTRANSFERREQUIREAUTHCODE")
    }

    /// Whether deleted names can be restored at all; `NONE` says that they cannot.
    pub(super) fn has_restore(&self) -> Option<bool> {
        let policy = self.text("RESTOREPOLICY")?;
        Some(!policy.eq_ignore_ascii_case("NONE"))
    }

    /// Any kept property by its name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.text(name)
    }

    /// The facts in replies; where two have one, the first with a value counts.
    fn of_replies(replies: &[Response]) -> Self {
        let mut facts = BTreeMap::new();
        for (name, reply) in KEPT
            .iter()
            .flat_map(|name| replies.iter().map(move |r| (name, r)))
        {
            let Some(text) = reply.first(name) else {
                continue;
            };
            let known = facts.entry((*name).to_owned()).or_insert_with(String::new);
            if known.is_empty() {
                text.clone_into(known);
            }
        }
        Self(facts)
    }

    /// Facts under test.
    #[cfg(test)]
    pub(super) fn told(cells: &[(&str, &str)]) -> Self {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        Self(cells.iter().map(owned).collect())
    }

    fn to_params(&self) -> Params {
        self.0
            .iter()
            .map(|(name, text)| (name.clone(), Value::from(text.as_str())))
            .collect()
    }

    fn of_params(kept: &Params) -> Self {
        let text = |(name, value): (&str, &Value)| match value {
            Value::Text(text) => Some((name.to_owned(), text.clone())),
            Value::Int(number) => Some((name.to_owned(), number.to_string())),
            _ => None,
        };
        Self(kept.iter().filter_map(text).collect())
    }
}

impl ZonePeriod {
    /// A period of the platform; `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.to_ascii_uppercase();
        let (resets, length) = match text.strip_prefix('R') {
            Some(length) => (true, length),
            None => (false, text.as_str()),
        };
        let (years, months) = match length.split_at_checked(length.len().checked_sub(1)?)? {
            (number, "Y") => (number.parse().ok()?, 0),
            (number, "M") => {
                let months: i64 = number.parse().ok()?;
                (months / 12, months % 12)
            }
            _ => return None,
        };
        Some(Self {
            years,
            months,
            resets,
        })
    }

    /// Its years, where it is one that WHMCS can sell.
    pub(super) fn whole_years(self) -> Option<i64> {
        (self.months == 0).then_some(self.years)
    }

    /// Whether it leaves the term as it is: `0Y`.
    pub(super) fn is_none(self) -> bool {
        self.whole_years() == Some(0) && !self.resets
    }
}

/// The way to a zone's facts: from the cache, else from the platform.
pub(super) struct Lookup {
    scope: String,
    key: String,
    domain: DomainName,
    facts: ZoneFacts,
}

/// Where a lookup is.
pub(super) enum Found {
    /// It needs this first.
    Wants(Effect),
    /// The facts; none of them where neither cache nor platform answered.
    Facts(ZoneFacts),
}

impl Lookup {
    /// A lookup of the zone `extension`, as the shop sells it (`co.uk`); `domain` is any name in it.
    pub(super) fn new(scope: &str, extension: &str, domain: &DomainName) -> Self {
        Self {
            scope: scope.to_owned(),
            key: format!("zone:{extension}"),
            domain: domain.clone(),
            facts: ZoneFacts::default(),
        }
    }

    /// The first effect.
    pub(super) fn start(&self) -> Effect {
        Effect::Load(Load::cache(&self.scope, [self.key.as_str()]))
    }

    /// Goes on with what happened.
    pub(super) fn step(&mut self, event: Event) -> Found {
        match event {
            Event::Loaded(value) => match self.cached(&value) {
                Some(facts) => Found::Facts(facts),
                None => Found::Wants(Effect::AskMany(self.questions().into())),
            },
            Event::Answers(answers) => self.learn(answers),
            _ => Found::Facts(std::mem::take(&mut self.facts)),
        }
    }

    fn cached(&self, value: &Value) -> Option<ZoneFacts> {
        let Value::Map(found) = value else {
            return None;
        };
        let entry = found.map(&self.key).ok()??;
        let kept = entry.map("value").ok()??;
        Some(ZoneFacts::of_params(&kept))
    }

    fn questions(&self) -> [Command; 2] {
        let domain = self.domain.as_str();
        [
            Command::of(CommandName::QUERY_DOMAIN_OPTIONS).with("DOMAIN0", domain),
            Command::of(CommandName::QUERY_DOMAIN_REPOSITORY_INFO).with("DOMAIN", domain),
        ]
    }

    /// Only whole knowledge is kept; half of it serves this run alone.
    fn learn(&mut self, answers: Vec<Result<Response, ispapi::Error>>) -> Found {
        let asked = answers.len();
        let replies: Vec<Response> = answers
            .into_iter()
            .filter_map(Result::ok)
            .filter(|reply| reply.code() == Code::OK)
            .collect();
        self.facts = ZoneFacts::of_replies(&replies);
        if replies.len() < asked {
            return Found::Facts(std::mem::take(&mut self.facts));
        }
        let value = self.facts.to_params();
        Found::Wants(Effect::Store(Store::cache(
            &self.scope,
            &self.key,
            value,
            LIFE_SECONDS,
        )))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;
    use crate::registrar::scripted::reply;

    fn domain() -> DomainName {
        DomainName::parse("example.de").unwrap()
    }

    fn facts(cells: &str) -> ZoneFacts {
        let reply = reply(&format!("200 Command completed successfully\n{cells}"));
        ZoneFacts::of_replies(&[reply.unwrap()])
    }

    #[test]
    fn periods_are_read_in_every_form() {
        let zone = facts("ZONETRANSFERPERIODS=0Y,1Y, R1Y 1M x,Y");
        let periods: Vec<_> = zone
            .transfer_periods()
            .iter()
            .map(|p| (p.whole_years(), p.resets))
            .collect();
        let (none, year) = (Some(0), Some(1));
        let read = [(none, false), (year, false), (year, true), (None, false)];
        assert_eq!(periods, read);
        let free: Vec<_> = zone
            .transfer_periods()
            .iter()
            .map(|p| p.is_none())
            .collect();
        assert_eq!(free, [true, false, false, false]);
    }

    #[test]
    fn what_is_not_said_is_unknown() {
        let zone = facts("REGISTRYEXPLICITRENEWAL=\nZONERENEWALPAYMENTPERIOD=soon");
        assert_eq!(zone.has_explicit_renewal(), None);
        assert_eq!(zone.renewal_payment_days(), None);
        assert_eq!(zone.has_privacy(), None);
        assert_eq!(facts("X-PROXY=").has_privacy(), Some(false));
        assert_eq!(
            facts("X-PROXY=X-ACCEPT-WHOISTRUSTEELITE-TAC").has_privacy(),
            Some(false)
        );
        assert_eq!(
            facts("X-PROXY=X-ACCEPT-WHOISTRUSTEE-TAC").has_privacy(),
            Some(true)
        );
        assert_eq!(
            facts("ZONERENEWALPAYMENTPERIOD=-61d").renewal_payment_days(),
            Some(61)
        );
    }

    #[test]
    fn facts_are_asked_once_and_then_cached() {
        let mut lookup = Lookup::new("scope", "de", &domain());
        assert!(matches!(lookup.start(), Effect::Load(_)));
        let empty = Value::List(Vec::new());
        let Found::Wants(Effect::AskMany(asked)) = lookup.step(Event::Loaded(empty)) else {
            unreachable!("the cache is empty")
        };
        assert_eq!(asked.len(), 2);
        let answers = vec![
            reply("200 ok\nZONERENEWALPERIODS=1Y"),
            reply("200 ok\nREGISTRYEXPLICITRENEWAL=NO"),
        ];
        let Found::Wants(Effect::Store(store)) = lookup.step(Event::Answers(answers)) else {
            unreachable!("both answers came")
        };
        let kept = store.to_params().get("value").unwrap().clone();
        let Found::Facts(asked) = lookup.step(Event::Performed) else {
            unreachable!("it was the last step")
        };
        let entry = Params::default().with("value", kept).with("age", 5);
        let cache = Value::Map(Params::default().with("zone:de", entry));
        let Found::Facts(cached) = lookup.step(Event::Loaded(cache)) else {
            unreachable!("it is cached")
        };
        assert_eq!(cached, asked);
        assert_eq!(cached.has_explicit_renewal(), Some(false));
    }

    #[test]
    fn half_an_answer_is_used_and_not_kept() {
        let mut lookup = Lookup::new("scope", "de", &domain());
        let answers = vec![
            reply("549 Command failed"),
            reply("200 ok\nREGISTRYEXPLICITRENEWAL=YES"),
        ];
        let Found::Facts(facts) = lookup.step(Event::Answers(answers)) else {
            unreachable!("half an answer is not kept")
        };
        assert_eq!(facts.has_explicit_renewal(), Some(true));
    }
}
