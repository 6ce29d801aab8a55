//! Domains that come from other registrars, and go to them.
//!
//! | file | what |
//! |---|---|
//! | `verb` | `TransferDomain`: the order |
//! | `wish`, `check`, `period`, `zones` | what was ordered, whether it can be, and on which terms |
//! | `sync`, `after` | `TransferSync`: how it ended, and what is set once the domain is here |
//! | `entry`, `reason` | what the registrar shows of a transfer, and why one failed |
//! | `cancel` | taking a transfer back |
//! | `admin` | its mails, the answer to somebody else's |
//! | `cart` | the check before a customer pays |

mod admin;
mod after;
mod cancel;
mod cart;
mod check;
pub(in crate::registrar) mod entry;
mod period;
pub(in crate::registrar) mod reason;
mod sync;
mod verb;
mod wish;
mod zones;

pub(super) use admin::{Answer, Resend};
pub(super) use cancel::Cancel;
pub(super) use cart::CheckTransfers;
pub(super) use sync::TransferSync;
pub(super) use verb::Transfer;

use crate::base::html;
use crate::base::params::{ParamError, Params};
use crate::names::Secret;

/// Longer codes are no codes.
const LONGEST_CODE: usize = 255;

/// The auth code of a parameter: without blanks around it, HTML-decoded once, otherwise as typed. Codes are told apart by case.
///
/// # Errors
///
/// [`ParamError::Bad`] for text that no code can be. The text itself is in no error.
fn auth_code(params: &Params, name: &str) -> Result<Option<Secret>, ParamError> {
    let Some(text) = params.exact_text(name)? else {
        return Ok(None);
    };
    let decoded = html::decoded(text.trim());
    let code = decoded.trim();
    if code.chars().any(char::is_control) || code.chars().count() > LONGEST_CODE {
        return Err(ParamError::bad(name, "an auth code of one line"));
    }
    Ok(Some(Secret::new(code)).filter(|code| !code.is_empty()))
}

#[cfg(test)]
mod tests;
