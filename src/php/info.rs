//! The table that `phpinfo()` shows: never a secret, and never a panic, since none can be caught there.

use ext_php_rs::zend::ModuleEntry;
use ext_php_rs::{info_table_end, info_table_row, info_table_start};

use super::ini;
use crate::net::pool;

pub(super) extern "C" fn show(_module: *mut ModuleEntry) {
    let stats = pool::stats();
    info_table_start!();
    info_table_row!("Version", env!("CARGO_PKG_VERSION"));
    info_table_row!("Dialects", "ispapi");
    for (table, date) in crate::base::tables() {
        info_table_row!(format!("Table {table}"), date);
    }
    info_table_row!("Connections: clients", stats.clients.to_string());
    info_table_row!("Connections: requests", stats.requests.to_string());
    info_table_row!(
        "Connections: failed before sending",
        stats.failed_unsent.to_string()
    );
    info_table_row!(
        "Connections: failed with unknown outcome",
        stats.failed_unknown.to_string()
    );
    info_table_row!(
        "Connections: kept back from a server that is down",
        stats.kept_back.to_string()
    );
    info_table_row!("Connections: servers down", stats.servers_down.to_string());
    for (name, value) in ini::rows() {
        info_table_row!(name, value);
    }
    info_table_end!();
}
