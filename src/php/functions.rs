//! `Ispbridge\Ispapi\*` and `Ispbridge\Idn\*`: functions without state.

use ext_php_rs::binary_slice::BinarySlice;
use ext_php_rs::prelude::*;
use ext_php_rs::types::ZendHashTable;

use super::convert::{self, Array, Objects};
use super::errors::ToPhp;
use crate::{idn, ispapi};

/// Adds the functions to the module. The macro's items are private to this file.
pub(super) fn register(module: ModuleBuilder) -> ModuleBuilder {
    module
        .function(wrap_function!(encode_command))
        .function(wrap_function!(parse_response))
        .function(wrap_function!(to_ascii))
        .function(wrap_function!(to_unicode))
}

/// `Ispbridge\Ispapi\encode_command(array $command): string`
#[php_function]
#[php(name = "Ispbridge\\Ispapi\\encode_command")]
pub fn encode_command(command: &ZendHashTable) -> PhpResult<String> {
    let draft: ispapi::CommandDraft = convert::read(command, Objects::Refuse)?;
    let command = draft.finish().map_err(ToPhp::to_php)?;
    Ok(ispapi::encode(&command))
}

/// `Ispbridge\Ispapi\parse_response(string $raw): array`
#[php_function]
#[php(name = "Ispbridge\\Ispapi\\parse_response")]
pub fn parse_response(raw: BinarySlice<u8>) -> PhpResult<Array> {
    let response = ispapi::parse(&raw).map_err(ToPhp::to_php)?;
    Array::of_reply(&response)
}

/// `Ispbridge\Idn\to_ascii(string $name): string`
#[php_function]
#[php(name = "Ispbridge\\Idn\\to_ascii")]
pub fn to_ascii(name: BinarySlice<u8>) -> PhpResult<String> {
    idn::to_ascii(convert::text(&name)?).map_err(ToPhp::to_php)
}

/// `Ispbridge\Idn\to_unicode(string $name): string`
#[php_function]
#[php(name = "Ispbridge\\Idn\\to_unicode")]
pub fn to_unicode(name: BinarySlice<u8>) -> PhpResult<String> {
    idn::to_unicode(convert::text(&name)?).map_err(ToPhp::to_php)
}
