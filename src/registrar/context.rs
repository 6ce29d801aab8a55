use jiff::Timestamp;

use crate::base::params::{ParamError, Params};
use crate::base::time;

/// What the host says of the moment in which a verb runs.
#[derive(Clone, Debug)]
pub struct Context {
    /// The host's time; tests and administrators may move it.
    pub now: Timestamp,
    /// The id under which log, journal and error text can be found together.
    pub trace: String,
    /// Whether somebody waits in a browser: then a write may not take long.
    pub web: bool,
    /// Facts kept from earlier runs, by key.
    pub facts: Params,
}

impl Context {
    /// Reads the host's array: `now` (UTC, `YYYY-MM-DD HH:MM:SS`), `trace`, `web`, `facts`.
    ///
    /// # Errors
    ///
    /// [`ParamError`] naming what is missing or wrong.
    pub fn read(array: &Params) -> Result<Self, ParamError> {
        let now = array.required("now")?;
        Ok(Self {
            now: time::parse(&now)
                .ok_or_else(|| ParamError::bad("now", "a time as YYYY-MM-DD HH:MM:SS"))?,
            trace: array.required("trace")?.into_owned(),
            web: array.flag("web")?,
            facts: array.map("facts")?.unwrap_or_default().into_owned(),
        })
    }
}

impl Default for Context {
    /// The epoch, a browser waiting, nothing known: for examples and tests.
    fn default() -> Self {
        Self {
            now: Timestamp::UNIX_EPOCH,
            trace: "000000000000".to_owned(),
            web: true,
            facts: Params::default(),
        }
    }
}
