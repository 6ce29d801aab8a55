//! The extension's settings in php.ini, at system level only: none of them is a secret.

use std::collections::BTreeMap;

use ext_php_rs::exception::PhpResult;
use ext_php_rs::flags::IniEntryPermission;
use ext_php_rs::zend::{ExecutorGlobals, IniEntryDef, IniEntryDefs};

use super::errors::ToPhp;
use crate::ispapi::{Platform, config};

const SYSTEM: IniEntryPermission = IniEntryPermission::System;

/// The engine keeps pointers into this table as long as it lives.
static ENTRIES: IniEntryDefs<9> = IniEntryDefs::new([
    IniEntryDef::new(c"ispbridge.ca_file", c"", SYSTEM),
    IniEntryDef::new(c"ispbridge.connect_timeout", c"10", SYSTEM),
    IniEntryDef::new(
        c"ispbridge.ispapi_live_url",
        c"https://api.ispapi.net/api/call.cgi",
        SYSTEM,
    ),
    IniEntryDef::new(
        c"ispbridge.ispapi_ote_url",
        c"https://api-ote.ispapi.net/api/call.cgi",
        SYSTEM,
    ),
    IniEntryDef::new(c"ispbridge.log_personal_data", c"mask", SYSTEM),
    IniEntryDef::new(c"ispbridge.max_response_bytes", c"33554432", SYSTEM),
    IniEntryDef::new(c"ispbridge.read_timeout", c"30", SYSTEM),
    IniEntryDef::new(c"ispbridge.write_timeout", c"200", SYSTEM),
    IniEntryDef::end(),
]);

/// Registers the entries; called in the module's startup.
pub(super) fn register(module: i32) {
    IniEntryDef::register(ENTRIES.as_slice(), module);
}

/// The platform of the values in force.
pub(super) fn platform() -> PhpResult<Platform> {
    config::platform(&values(), concat!("ispbridge/", env!("CARGO_PKG_VERSION")))
        .map_err(ToPhp::to_php)
}

/// The values in force as `phpinfo()` shows them, sorted. None of them is a secret.
pub(super) fn rows() -> Vec<(String, String)> {
    let mut rows: Vec<_> = values().into_iter().collect();
    rows.sort();
    rows
}

/// Our values in force, by name. A text of C has no NUL, and what is not UTF-8 is replaced.
fn values() -> BTreeMap<String, String> {
    let all = ExecutorGlobals::get().ini_values();
    let ours = all
        .into_iter()
        .filter(|(name, _)| name.starts_with("ispbridge."));
    ours.map(|(name, value)| (name, value.unwrap_or_default().replace('\0', "")))
        .collect()
}
