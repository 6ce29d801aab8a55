//! What a registrar module does: one plan a WHMCS verb.
//!
//! A plan is plain data and a step function; it never waits, and it knows neither network nor clock nor PHP. [`Run`] drives
//! one: it answers what concerns the registrar through the client and hands everything else to the host.

use std::time::Duration;

use crate::base::params::Params;
use crate::ispapi;

mod buttons;
mod change;
mod contact;
mod context;
mod delete;
mod deleted;
mod domain;
mod error;
mod expiry;
pub mod fields;
mod hold;
mod information;
mod leaving;
mod nameservers;
mod order;
mod order_zones;
mod points;
mod portfolio;
mod premium;
mod reading;
mod register;
mod release;
mod renew;
mod run;
mod settings;
mod settle;
mod sync;
mod transfer;
mod validate;
mod zone;

#[cfg(test)]
mod scripted;

pub use context::Context;
pub use error::Error;
pub use expiry::{expiry_date, has_expired};
pub use run::{OutOfStep, Run};
pub use settings::{Gone, Settings};

/// What WHMCS calls the module, in `tbldomains.registrar`.
const MODULE: &str = "ispapi";

/// What a plan of this module wants.
pub type Effect = crate::base::effect::Effect<ispapi::Command>;

/// What a plan of this module is told.
pub type Event = crate::base::effect::Event<Result<ispapi::Response, ispapi::Error>>;

/// One WHMCS verb as a state machine.
pub trait Plan: Send {
    /// Whose account, where, and which way there: for the next command.
    fn settings(&self) -> &Settings;

    /// Whether a person ordered something: then no quota holds its reads back.
    fn is_order(&self) -> bool {
        false
    }

    /// How long one command may take where somebody cannot wait for more; `None`: the usual limits.
    fn longest_wait(&self) -> Option<Duration> {
        None
    }

    /// Takes what happened and says what is wanted next. After [`Effect::Done`] it is not called again.
    fn step(&mut self, event: Event) -> Effect;
}

/// The plan of a WHMCS verb (the suffix of the module function) over its parameters.
///
/// # Errors
///
/// [`Error::UnknownVerb`], or what is wrong with a parameter: then nothing has been sent.
///
/// # Examples
///
/// ```
/// use ispbridge::base::params::Params;
/// use ispbridge::registrar::{self, Context};
///
/// let params = Params::default().with("Username", "shop").with("Password", "s3cret");
/// let params = params.with("sld", "example").with("tld", "com");
/// assert!(registrar::plan("GetNameservers", &params, &Context::default()).is_ok());
/// assert!(registrar::plan("Nonsense", &params, &Context::default()).is_err());
/// ```
pub fn plan(verb: &str, params: &Params, context: &Context) -> Result<Box<dyn Plan>, Error> {
    let settings = || Settings::read(params, context);
    Ok(match verb {
        "AcceptDateConfirmed" => {
            Box::new(sync::now::Plan::accepting(params, settings()?, context)?)
        }
        "AdditionalDomainFields" => Box::new(fields::Definitions::new(params, context)?),
        "AdminCustomButtonArray" => Box::new(buttons::Buttons::new(params, settings()?)?),
        "ApproveTransferConfirmed" => Box::new(transfer::Answer::approve(params, settings()?)?),
        "CancelTransfer" => Box::new(transfer::Cancel::new(params, settings()?)?),
        "CheckTransfers" => Box::new(transfer::CheckTransfers::new(params, settings()?)?),
        "ConfirmGone" => Box::new(sync::confirm::Plan::new(params, settings()?)?),
        "DeleteNowConfirmed" => changing(delete::Delete::new(params, settings()?, context)?),
        "DenyTransfer" => Box::new(transfer::Answer::deny(params, settings()?)?),
        "GetDomainInformation" => Box::new(information::Plan::new(params, settings()?, context)?),
        "GetNameservers" => Box::new(nameservers::Read::new(params, settings()?)?),
        "RegisterDomain" => Box::new(register::Register::new(params, settings()?, context)?),
        "ReleaseDomain" => changing(release::Release::new(params, settings()?, context)?),
        "ReleaseTransitConfirmed" => {
            changing(release::Release::confirmed(params, settings()?, context)?)
        }
        "RenewDomain" => Box::new(renew::Renew::new(params, settings()?, context)?),
        "RenewRest" => Box::new(renew::Renew::rest(params, settings()?, context)?),
        "RequestDelete" => changing(delete::Expire::new(params, settings()?, context)?),
        "ResendTransferEmail" => Box::new(transfer::Resend::new(params, settings()?)?),
        "SaveNameservers" => Box::new(nameservers::Save::new(params, settings()?)?),
        "SettleOrders" => Box::new(settle::Settle::new(params, settings()?)?),
        "SuspendDomainConfirmed" => changing(hold::Hold::set(params, settings()?, context)?),
        "Sync" => Box::new(sync::Plan::new(params, settings()?, context)?),
        "SyncNow" => Box::new(sync::now::Plan::new(params, settings()?, context)?),
        "SyncPortfolio" => Box::new(portfolio::Plan::new(params, settings()?, context)?),
        "TransferDomain" => Box::new(transfer::Transfer::new(params, settings()?, context)?),
        "TransferSync" => Box::new(transfer::TransferSync::new(params, settings()?, context)?),
        "UnsuspendDomain" => changing(hold::Hold::lift(params, settings()?, context)?),
        "ValidateFields" => Box::new(fields::Validate::new(params, context)?),
        "config_validate" => Box::new(validate::Plan::new(params, context)?),
        _ => {
            return Err(Error::UnknownVerb {
                verb: verb.to_owned(),
            });
        }
    })
}

fn changing(change: impl change::Change + 'static) -> Box<dyn Plan> {
    Box::new(change::Plan::new(change))
}
