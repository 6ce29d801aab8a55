//! `Ispbridge\Ispapi\Client`: the registrar's wire for scripts.

use ext_php_rs::flags::ClassFlags;
use ext_php_rs::prelude::*;
use ext_php_rs::types::ZendHashTable;

use super::convert::{self, Array, Objects};
use super::errors::ToPhp;
use super::ini;
use crate::base::params::Params;
use crate::ispapi;
use crate::net::pool;

#[php_class]
#[php(name = "Ispbridge\\Ispapi\\Client", flags = ClassFlags::Final)]
pub struct Client(ispapi::Client);

#[php_impl]
impl Client {
    pub fn __construct(config: &ZendHashTable) -> PhpResult<Self> {
        let config: Params = convert::read(config, Objects::Refuse)?;
        let (account, platform) =
            ispapi::config::client(&config, ini::platform()?).map_err(ToPhp::to_php)?;
        Ok(Self(ispapi::Client::new(
            pool::transport(),
            platform,
            account,
        )))
    }

    pub fn call(&self, command: &ZendHashTable) -> PhpResult<Array> {
        let params: Params = convert::read(command, Objects::Refuse)?;
        let command = ispapi::Command::from_params(&params).map_err(ToPhp::to_php)?;
        let answer = self.0.request(&command);
        let response = answer.map_err(|error| (&command, error).to_php())?;
        Array::of(&response.to_params())
    }
}
