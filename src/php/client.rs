//! `Ispbridge\Ispapi\Client`: the registrar's wire for scripts.

use std::sync::Arc;

use ext_php_rs::flags::ClassFlags;
use ext_php_rs::prelude::*;
use ext_php_rs::types::{ZendHashTable, Zval};

use super::convert::{self, Array, Objects};
use super::errors::ToPhp;
use super::exceptions::{self, Kind, Raised};
use super::ini;
use crate::base::params::Params;
use crate::ispapi::{self, CommandDraft, Concurrency};
use crate::net::{pause, pool};

#[php_class]
#[php(name = "Ispbridge\\Ispapi\\Client", flags = ClassFlags::Final)]
pub struct Client(ispapi::Client);

#[php_impl]
impl Client {
    pub fn __construct(config: &ZendHashTable) -> PhpResult<Self> {
        let config: Params = convert::read(config, Objects::Refuse)?;
        let (account, platform) =
            ispapi::config::client(&config, ini::platform()?).map_err(ToPhp::to_php)?;
        let client = ispapi::Client::new(pool::transport(), platform, account);
        Ok(Self(client.with_pause(Arc::new(pause))))
    }

    pub fn call(&self, command: &ZendHashTable) -> PhpResult<Array> {
        let draft: CommandDraft = convert::read(command, Objects::Refuse)?;
        let command = draft.finish().map_err(ToPhp::to_php)?;
        let answer = self.0.request(&command);
        let response = answer.map_err(|error| (&command, error).to_php())?;
        Array::of_reply(&response)
    }

    #[php(defaults(concurrency = 8))]
    pub fn call_many(&self, commands: &ZendHashTable, concurrency: i64) -> PhpResult<Array> {
        let concurrency = usize::try_from(concurrency).ok().and_then(Concurrency::new);
        let concurrency = concurrency.ok_or_else(|| exceptions::plain(Kind::Exception, RANGE))?;
        let read: Vec<_> = convert::pairs(commands)
            .map(|(_, item)| command(item))
            .collect();
        let good: Vec<_> = read.iter().flatten().cloned().collect();
        let mut answers = self.0.request_many(&good, concurrency).into_iter();
        let values = read.into_iter().map(|command| match command {
            Ok(command) => answers.next().map(|answer| value(&command, answer)),
            Err(raised) => Some(Ok(raised.value())),
        });
        let values = values.flatten().collect::<PhpResult<Vec<Zval>>>()?;
        let keys: Vec<_> = convert::pairs(commands).map(|(key, _)| key).collect();
        Array::keyed(keys.into_iter().zip(values))
    }

    pub fn session(&self) -> Option<String> {
        let session = self.0.session()?;
        Some(session.expose().to_owned())
    }
}

const RANGE: &str = "the concurrency must be from 1 to 32";

/// One item of many as a command.
fn command(item: &Zval) -> Result<ispapi::Command, Raised> {
    let array = item.dereference().array();
    let array =
        array.ok_or_else(|| Raised::plain(Kind::Exception, "a command must be an array"))?;
    let draft: CommandDraft = convert::try_read(array, Objects::Refuse)?;
    draft.finish().map_err(ToPhp::raised)
}

/// What became of one of many: a reply or an exception.
fn value(
    command: &ispapi::Command,
    answer: Result<ispapi::Response, ispapi::Error>,
) -> PhpResult<Zval> {
    match answer {
        Ok(response) => Ok(Array::of_reply(&response)?.into_element()),
        Err(error) => Ok((command, error).to_value()),
    }
}
