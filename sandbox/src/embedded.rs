//! Data files that are compiled in.

use serde::de::DeserializeOwned;

/// Reads a JSON array of rows.
///
/// A data file of this crate that cannot be read is a mistake made at build time; the first test
/// that touches it fails.
pub(crate) fn rows<T: DeserializeOwned>(text: &str) -> Vec<T> {
    #[allow(clippy::expect_used, reason = "compiled-in data, covered by tests")]
    serde_json::from_str(text).expect("compiled-in data file")
}

/// Reads a JSON array whose first row is a header with source and date.
pub(crate) fn rows_below_header<T: DeserializeOwned>(text: &str) -> Vec<T> {
    let mut values: Vec<serde_json::Value> = rows(text);
    let body = values.split_off(values.len().min(1));
    body.into_iter()
        .map(|value| {
            #[allow(clippy::expect_used, reason = "compiled-in data, covered by tests")]
            serde_json::from_value(value).expect("compiled-in data row")
        })
        .collect()
}
