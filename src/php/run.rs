//! `Ispbridge\Run`: one WHMCS verb on its way.

use std::sync::Arc;
use std::time::Instant;

use ext_php_rs::flags::ClassFlags;
use ext_php_rs::prelude::*;
use ext_php_rs::types::{ZendHashTable, Zval};

use super::convert::{self, Array, Objects};
use super::errors::ToPhp;
use super::ini;
use crate::base::params::{Params, Value};
use crate::ispapi::Stopwatch;
use crate::net::{pause, pool};
use crate::registrar::{self, Context};

#[php_class]
#[php(name = "Ispbridge\\Run", flags = ClassFlags::Final)]
pub struct Run(registrar::Run);

#[php_impl]
impl Run {
    pub fn __construct(
        verb: String,
        params: &ZendHashTable,
        context: &ZendHashTable,
    ) -> PhpResult<Self> {
        let params: Params = convert::read(params, Objects::Skip)?;
        let context: Params = convert::read(context, Objects::Skip)?;
        let context = Context::read(&context).map_err(ToPhp::to_php)?;
        let platform = ini::platform()?;
        registrar::Run::new(
            &verb,
            &params,
            &context,
            platform,
            pool::transport(),
            stopwatch(),
        )
        .map(|run| Self(run.with_pause(Arc::new(pause))))
        .map_err(ToPhp::to_php)
    }

    pub fn next(&mut self) -> PhpResult<Option<Array>> {
        let effect = self.0.next_effect().map_err(ToPhp::to_php)?;
        effect.map(|effect| Array::of(&effect)).transpose()
    }

    pub fn answer(&mut self, answer: Option<&Zval>) -> PhpResult<()> {
        let answer = match answer.and_then(Zval::array) {
            Some(array) => convert::read(array, Objects::Skip)?,
            None => Value::Null, // done, or could not be done; the effect says what that means
        };
        self.0.answer(&answer).map_err(ToPhp::to_php)
    }

    pub fn outcome(&self) -> PhpResult<Array> {
        let outcome = self.0.outcome().map_err(ToPhp::to_php)?;
        Array::of(&outcome)
    }
}

fn stopwatch() -> Stopwatch {
    let start = Instant::now();
    Arc::new(move || start.elapsed())
}
