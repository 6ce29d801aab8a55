//! `GetNameservers` and `SaveNameservers`.

use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::idn;
use crate::ispapi::{Column, Command, CommandName, Response};
use crate::names::{DomainName, HostName};

use super::error::{Failed, unexpected};
use super::reading::{Looked, Reading};
use super::{Effect, Error, Event, Settings, domain};

/// How many nameservers WHMCS shows and saves: `ns1` to `ns5`.
const SHOWN: usize = 5;

/// `GetNameservers`: one read, or none where this page has read the domain already.
pub(super) struct Read {
    settings: Settings,
    reading: Reading,
}

impl Read {
    pub(super) fn new(params: &Params, settings: Settings) -> Result<Self, Error> {
        Ok(Self {
            reading: Reading::new(&settings.scope(), domain::domain(params)?),
            settings,
        })
    }
}

impl super::Plan for Read {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        match self.reading.step(event) {
            Looked::Wants(effect) => effect,
            Looked::Read(response) => Effect::Done(Outcome::Done(Value::Map(shown(&response)))),
            Looked::Failed(failed) => Effect::Done(failed.into()),
        }
    }
}

/// `SaveNameservers`: reads, then sends the difference, so that nothing which WHMCS cannot show is lost.
pub(super) struct Save {
    settings: Settings,
    domain: DomainName,
    wanted: Vec<HostName>,
    reading: bool,
}

impl Save {
    pub(super) fn new(params: &Params, settings: Settings) -> Result<Self, Error> {
        let wanted = wanted(params)?;
        if wanted.is_empty() {
            return Err(Error::Param(crate::base::params::ParamError::Missing {
                name: "ns1".to_owned(),
            }));
        }
        Ok(Self {
            settings,
            domain: domain::domain(params)?,
            wanted,
            reading: true,
        })
    }

    fn change(&mut self, response: &Response) -> Effect {
        self.reading = false;
        let current = current(response);
        let (gone, new) = difference(&current, &self.wanted);
        if gone.is_empty() && new.is_empty() {
            return Effect::Done(Outcome::done());
        }
        Effect::Ask(
            Command::of(CommandName::MODIFY_DOMAIN)
                .with("DOMAIN", self.domain.as_str())
                .with_list("DELNAMESERVER", gone)
                .with_list("ADDNAMESERVER", new),
        )
    }
}

impl super::Plan for Save {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        match event {
            Event::Start => Effect::Ask(domain::status(&self.domain)),
            Event::Answer(answer) => match Failed::unless_done(answer, &self.domain) {
                Ok(response) if self.reading => self.change(&response),
                Ok(_) => Effect::Done(Outcome::done()),
                Err(failed) => Effect::Done(failed.into()),
            },
            _ => unexpected(),
        }
    }
}

/// `ns1` to `ns5` as the domain has them.
pub(super) fn shown(response: &Response) -> Params {
    let shown = current(response).into_iter().take(SHOWN).enumerate();
    shown
        .map(|(index, name)| (format!("ns{}", index + 1), Value::from(name)))
        .collect()
}

/// All nameservers that the domain has.
pub(super) fn current(response: &Response) -> Vec<String> {
    let names = response
        .column("NAMESERVER")
        .into_iter()
        .flat_map(Column::iter);
    names
        .filter(|name| !name.is_empty())
        .map(str::to_ascii_lowercase)
        .collect()
}

/// The nameservers that were ordered: none empty, none twice, in A-labels.
pub(super) fn wanted(params: &Params) -> Result<Vec<HostName>, Error> {
    let mut names = Vec::with_capacity(SHOWN);
    for key in ["ns1", "ns2", "ns3", "ns4", "ns5"] {
        let Some(text) = params.text(key)? else {
            continue;
        };
        let name = idn::host_name(&text).map_err(|reason| Error::Name { name: key, reason })?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

/// What must go and what must come. A nameserver beyond the fifth, which WHMCS cannot show, stays as long as one that is
/// shown stays: then the set was edited. Where none stays, the set was replaced, and an old one must not linger in it.
fn difference<'a>(current: &'a [String], wanted: &'a [HostName]) -> (Vec<&'a str>, Vec<&'a str>) {
    let is_wanted = |name: &&str| wanted.iter().any(|w| w.as_str() == *name);
    let names = || current.iter().map(String::as_str);
    let replaced = !names().take(SHOWN).any(|name| is_wanted(&name));
    let editable = if replaced { current.len() } else { SHOWN };
    let gone = names()
        .take(editable)
        .filter(|name| !is_wanted(name))
        .collect();
    let is_new = |name: &&str| !current.iter().any(|c| c == *name);
    let new = wanted.iter().map(HostName::as_str).filter(is_new).collect();
    (gone, new)
}

#[cfg(test)]
mod tests;
