//! A reply as PHP sees it, straight from its text: the shape of [`Response::to_params`], without a copy of every cell on the
//! way.

use ext_php_rs::boxed::ZBox;
use ext_php_rs::error::Result;
use ext_php_rs::types::{ArrayKey, ZendHashTable, ZendStr, Zval};

use crate::ispapi::{Column, Response};

/// The array of a reply.
pub(super) fn array(response: &Response) -> Result<ZBox<ZendHashTable>> {
    let mut table = ZendHashTable::with_capacity(8);
    let mut put = |name, value| table.insert(ArrayKey::Str(name), value);
    put("CODE", text(&response.code().to_string()))?;
    put("DESCRIPTION", text(response.description()))?;
    put("PROPERTY", zval(properties(response)?))?;
    let times = [
        ("QUEUETIME", response.queuetime()),
        ("RUNTIME", response.runtime()),
    ];
    let pending = ("PENDING", response.pending().then_some("1"));
    for (name, value) in times.into_iter().chain([pending]) {
        if let Some(value) = value {
            put(name, text(value))?;
        }
    }
    Ok(table)
}

fn properties(response: &Response) -> Result<ZBox<ZendHashTable>> {
    let columns = response.columns();
    let mut table = ZendHashTable::with_capacity(size(columns.len()));
    for column in columns {
        // The key turns "12" into 12, as PHP itself does.
        table.insert(column.name(), zval(list(column)?))?;
    }
    Ok(table)
}

/// Cells repeat the one before them (a status, a currency, a date): PHP's own reference count then does what would else be a
/// copy.
fn list(column: Column<'_>) -> Result<ZBox<ZendHashTable>> {
    let mut table = ZendHashTable::with_capacity(size(column.len()));
    let mut cells = column.iter().peekable();
    while let Some(cell) = cells.next() {
        let value = text(cell);
        while cells.next_if_eq(&cell).is_some() {
            table.push(value.shallow_clone())?;
        }
        table.push(value)?;
    }
    Ok(table)
}

fn text(text: &str) -> Zval {
    let mut zval = Zval::new();
    zval.set_zend_string(ZendStr::new(text, false));
    zval
}

fn zval(table: ZBox<ZendHashTable>) -> Zval {
    let mut zval = Zval::new();
    zval.set_hashtable(table);
    zval
}

/// A hint only.
fn size(len: usize) -> u32 {
    u32::try_from(len).unwrap_or_default()
}
